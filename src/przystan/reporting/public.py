"""The door of reporting: compute a figure, open it to its rows, compare two dates, publish."""

from __future__ import annotations

from przystan.reporting.catalogue import DEFINITIONS
from przystan.reporting.dimensions import DIMENSIONS
from przystan.reporting.operations import (
    DecidedAlready,
    NotToBePublished,
    RowsMoved,
    SecondPersonNeeded,
    decide_publication,
    propose_publication,
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
from przystan.reporting.types import (
    Cell,
    Decision,
    Definition,
    Difference,
    Drift,
    Figure,
    FigureRow,
    MonthValue,
    Publication,
    PublishedValue,
    Unit,
)

__all__ = [
    "Cell", "DEFINITIONS", "DIMENSIONS", "DecidedAlready", "Decision", "Definition", "Difference",
    "Drift", "Figure", "FigureRow", "MonthValue", "NotToBePublished", "PROJECT", "Publication",
    "PublicationNotFound", "PublishedValue", "RowsMoved", "SecondPersonNeeded", "Unit",
    "UnknownDimension", "UnknownFigure", "break_down", "compare", "compute", "decide_publication",
    "definition_of", "drift_of", "get_publication", "list_months", "list_public",
    "list_publications", "list_rows", "locked_until", "propose_publication", "published_figures",
    "published_on", "published_values",
]
