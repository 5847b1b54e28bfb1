"""The door of reporting: compute a figure, open it to its rows, compare two dates."""

from __future__ import annotations

from przystan.reporting.catalogue import DEFINITIONS
from przystan.reporting.queries import (
    PROJECT,
    UnknownFigure,
    compare,
    compute,
    definition_of,
    list_months,
    list_rows,
)
from przystan.reporting.types import Definition, Difference, Figure, FigureRow, MonthValue, Unit

__all__ = [
    "DEFINITIONS", "PROJECT", "Definition", "Difference", "Figure", "FigureRow", "MonthValue",
    "Unit", "UnknownFigure", "compare", "compute", "definition_of", "list_months", "list_rows",
]
