"""The monthly report: what each month added to each figure; a column's sum is the figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from przystan.reporting.queries.figures import PROJECT, compute, list_months
from przystan.reporting.reports.summary import CALL_FIGURES, PERSON_FIGURES
from przystan.reporting.reports.types import Grid, Report, Section
from przystan.reporting.reports.writer import Writer, make_report
from przystan.reporting.types import Figure

RECORD_FIGURES = ("records.tagged_folders", "records.tagging_hours")
MONTHLY = (
    (noop("Information and Advisory Point"), PERSON_FIGURES,
     noop("A person is counted in the month of the first service of the kind.")),
    (noop("Call centre team"), (*CALL_FIGURES, "calls.abandoned"),
     noop("Redirected calls are a part of the answered ones.")),
    (noop("Case records"), RECORD_FIGURES, noop("Folders by the month of their first tag.")),
)


def monthly_report(
    *, as_of: date, project: str = PROJECT, figures: tuple[Figure, ...] = ()
) -> Report:
    """Return what each month of the project added to each figure, as of the end of a day.

    The sum of a column is the figure itself. Raises ProjectNotFound.
    """
    figures = figures or compute(as_of=as_of, project=project)
    write = Writer(figures, as_of)
    sections = tuple(
        Section(_(title), ((_(note),),), grids=(_grid(write, codes, as_of, project),))
        for title, codes, note in MONTHLY)
    return make_report(
        "monthly", _("Monthly report"), sections, write, as_of=as_of, project=project)


def _grid(write: Writer, codes: tuple[str, ...], as_of: date, project: str) -> Grid:
    columns = [{m.month: m.value for m in list_months(code=c, as_of=as_of, project=project)}
               for c in codes]
    months = sorted({month for column in columns for month in column})
    return Grid(
        header=(_("Month"), *(_(write.known[c].label) for c in codes)),
        rows=tuple((formats.date_format(m, "Y-m"),
                    tuple(column.get(m, Decimal(0)) for column in columns)) for m in months),
        total=_("Together"),
        totals=tuple(sum(column.values(), Decimal(0)) for column in columns))
