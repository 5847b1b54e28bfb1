"""Tables of reporting: published values, the Fund's indicators, saved views, keys, schedules."""

from przystan.reporting.models.fund import Indicator, ObjectiveRule
from przystan.reporting.models.office import ApiKey, Narrative, SavedView, Schedule, ScheduleStop
from przystan.reporting.models.publications import (
    Publication,
    PublicationDecision,
    PublishedValue,
)

__all__ = [
    "ApiKey", "Indicator", "Narrative", "ObjectiveRule", "Publication", "PublicationDecision",
    "PublishedValue", "SavedView", "Schedule", "ScheduleStop",
]
