"""Reads of calls."""

from przystan.rooms.calls.queries.aftermath import (
    count_abandoned,
    list_abandoned,
    list_savable_topics,
)
from przystan.rooms.calls.queries.books import reconcile_day
from przystan.rooms.calls.queries.contacts import (
    ContactNotFound,
    count_contacts,
    find_contact,
    get_contact,
    last_day,
    list_contacts,
    list_topics,
)
from przystan.rooms.calls.queries.desk import (
    asked_order,
    count_unit_tasks,
    list_ordered_calls,
    list_unit_tasks,
    phase_of,
)
from przystan.rooms.calls.queries.engine import (
    connect_engine,
    connect_staff,
    connect_texts,
    connected_engine,
    connected_staff,
    connected_texts,
)
from przystan.rooms.calls.queries.helpline import (
    find_faults,
    list_recordings,
    read_recording,
    recording_of,
    spoken_tree,
    text_digest,
)
from przystan.rooms.calls.queries.imports import (
    ImportNotFound,
    get_import,
    list_disagreements,
    list_imports,
)
from przystan.rooms.calls.queries.labels import (
    PAUSE_REASONS,
    fit_label,
    language_label,
    offer_label,
    outcome_label,
    pause_label,
    priority_label,
    purpose_label,
    status_label,
    task_label,
    topic_label,
    trouble_label,
)
from przystan.rooms.calls.queries.ledger import daily_balance
from przystan.rooms.calls.queries.live import (
    get_agent,
    helpline_text,
    is_waiting_for_call_back,
    list_agents,
    list_call_backs,
    list_helpline_versions,
)
from przystan.rooms.calls.queries.metrics import call_metrics, list_half_hours
from przystan.rooms.calls.queries.planning import get_forecast, list_staffing
from przystan.rooms.calls.queries.recording import (
    has_recording_choice,
    has_refused_recording,
    list_call_recordings,
    list_listeners,
    list_recording_policies,
    list_recording_troubles,
    may_record,
    policy_on,
)
from przystan.rooms.calls.queries.routing import find_route, list_last_offers, list_offers
from przystan.rooms.calls.queries.wallboard import (
    caller_of,
    day_so_far,
    expected_wait,
)

__all__ = [
    "ContactNotFound", "ImportNotFound", "PAUSE_REASONS", "asked_order", "call_metrics",
    "caller_of", "connect_engine", "connect_staff", "connect_texts", "connected_engine",
    "connected_staff", "connected_texts", "count_abandoned", "count_contacts", "count_unit_tasks",
    "daily_balance", "day_so_far", "expected_wait", "find_contact", "find_faults", "find_route",
    "fit_label", "get_agent", "get_contact", "get_forecast", "get_import", "has_recording_choice",
    "has_refused_recording", "helpline_text", "is_waiting_for_call_back", "language_label",
    "last_day", "list_abandoned", "list_agents", "list_call_backs", "list_call_recordings",
    "list_contacts", "list_disagreements", "list_half_hours", "list_helpline_versions",
    "list_imports", "list_last_offers", "list_listeners", "list_offers", "list_ordered_calls",
    "list_recording_policies", "list_recording_troubles", "list_recordings",
    "list_savable_topics", "list_staffing", "list_topics", "list_unit_tasks", "may_record",
    "offer_label", "outcome_label", "pause_label", "phase_of", "policy_on", "priority_label",
    "purpose_label", "read_recording", "reconcile_day", "recording_of", "spoken_tree",
    "status_label", "task_label", "text_digest", "topic_label", "trouble_label",
]
