"""The door of reporting: compute a figure, open it to its rows, compare two dates, publish."""

from __future__ import annotations

from przystan.reporting.catalogue import AREAS, DEFINITIONS, PUBLISHED, RATIOS
from przystan.reporting.dimensions import DIMENSIONS
from przystan.reporting.operations.explore import ViewRefused, drop_view, save_view
from przystan.reporting.operations.fund import (
    IndicatorRefused,
    IndicatorVersion,
    revise_indicator,
    set_objective,
)
from przystan.reporting.operations.keys import KeyRefused, make_key, revoke_key
from przystan.reporting.operations.publishing import (
    DecidedAlready,
    NotToBePublished,
    RowsMoved,
    SecondPersonNeeded,
    decide_publication,
    propose_publication,
)
from przystan.reporting.operations.reports import (
    ScheduleRefused,
    TextRefused,
    add_schedule,
    send_due_reports,
    stop_schedule,
    write_narrative,
)
from przystan.reporting.queries.explore import (
    LEAST,
    PERIODS,
    Change,
    PivotTable,
    SavedView,
    axes_of,
    compare_columns,
    list_views,
    pivot,
)
from przystan.reporting.queries.figures import (
    PROJECT,
    UnknownDimension,
    UnknownFigure,
    break_down,
    compare,
    compute,
    definition_of,
    list_months,
    list_rows,
)
from przystan.reporting.queries.fund import (
    indicator_values,
    list_indicators,
    list_objective_rules,
)
from przystan.reporting.queries.kept import (
    Counted,
    is_first_to_ask,
    kept_figures,
    kept_pivot,
)
from przystan.reporting.queries.keys import ApiKey, ApiScope, find_key, list_keys
from przystan.reporting.queries.narratives import Narrative, narrative_of
from przystan.reporting.queries.published import (
    PublicationNotFound,
    drift_of,
    get_publication,
    list_public,
    list_publications,
    locked_until,
    published_figures,
    published_on,
    published_values,
)
from przystan.reporting.queries.ratios import (
    UNIT_COSTS,
    UnknownRatio,
    compute_ratios,
    ratio_definition,
    ratio_months,
    ratio_values,
)
from przystan.reporting.queries.schedules import (
    Schedule,
    SentFileNotFound,
    SentReport,
    list_schedules,
    list_sent,
    read_sent,
)
from przystan.reporting.queries.targets import TargetState, target_states
from przystan.reporting.types import (
    Cell,
    Decision,
    Definition,
    Difference,
    Drift,
    Figure,
    FigureRow,
    Indicator,
    MonthValue,
    Objective,
    ObjectiveRule,
    Publication,
    PublishedValue,
    Ratio,
    RatioForm,
    RatioValue,
    Unit,
)

__all__ = [
    "AREAS", "ApiKey", "ApiScope", "Cell", "Change", "Counted", "DEFINITIONS", "DIMENSIONS",
    "DecidedAlready", "Decision", "Definition", "Difference", "Drift", "Figure", "FigureRow",
    "Indicator", "IndicatorRefused", "IndicatorVersion", "KeyRefused", "LEAST", "MonthValue",
    "Narrative", "NotToBePublished", "Objective", "ObjectiveRule", "PERIODS", "PROJECT",
    "PUBLISHED", "PivotTable", "Publication", "PublicationNotFound", "PublishedValue", "RATIOS",
    "Ratio", "RatioForm", "RatioValue", "RowsMoved", "SavedView", "Schedule", "ScheduleRefused",
    "SecondPersonNeeded", "SentFileNotFound", "SentReport", "TargetState", "TextRefused",
    "UNIT_COSTS", "Unit", "UnknownDimension", "UnknownFigure", "UnknownRatio", "ViewRefused",
    "add_schedule", "axes_of", "break_down", "compare", "compare_columns", "compute",
    "compute_ratios", "decide_publication", "definition_of", "drift_of", "drop_view", "find_key",
    "get_publication", "indicator_values", "is_first_to_ask", "kept_figures", "kept_pivot",
    "list_indicators", "list_keys", "list_months", "list_objective_rules", "list_public",
    "list_publications", "list_rows", "list_schedules", "list_sent", "list_views", "locked_until",
    "make_key", "narrative_of", "pivot", "propose_publication", "published_figures",
    "published_on", "published_values", "ratio_definition", "ratio_months", "ratio_values",
    "read_sent", "revise_indicator", "revoke_key", "save_view", "send_due_reports",
    "set_objective", "stop_schedule", "target_states", "write_narrative",
]
