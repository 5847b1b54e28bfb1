"""Reports of a project: our sentences, and every number a live field or counted by months."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from przystan.reporting.queries.figures import PROJECT, compute, list_months
from przystan.reporting.rules import FORMS
from przystan.reporting.types import Figure
from przystan.rooms.finance import public as finance

FIELD = re.compile(r"\{([a-z_.]+):([a-z]+)\}")


@dataclass(frozen=True)
class Field:
    """One live number in the text: which figure, and how it is written here."""

    code: str
    text: str


@dataclass(frozen=True)
class Line:
    """One labelled value of a table."""

    label: str
    field: Field


@dataclass(frozen=True)
class Table:
    """One table of figures with its header."""

    header: tuple[str, str]
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of numbers with a total for each column, which is the sum of its rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Decimal, ...]], ...]
    total: str
    totals: tuple[Decimal, ...]


Sentence = tuple["str | Field", ...]


@dataclass(frozen=True)
class Section:
    """One section: paragraphs, then a table, then a grid, then a list."""

    title: str
    paragraphs: tuple[Sentence, ...]
    table: Table | None = None
    items: tuple[Sentence, ...] = ()
    is_numbered: bool = False
    grid: Grid | None = None


@dataclass(frozen=True)
class Report:
    """The whole report as of a date, with the figures it shows."""

    title: str
    project_line: str
    duration: str
    value: Line
    cofinancing: Line
    sections: tuple[Section, ...]
    as_of: date
    figures: tuple[Figure, ...]
    project: str = PROJECT
    kind: str = "summary"


TITLE = noop(
    "Summary report of the AMIF's West Pomerania is friendly to foreigners project implementation"
)
POINT = (
    noop("The point works in Szczecin and in the delegation in Koszalin. It gives third-country "
         "nationals information, the help of an interpreter, psychological counselling and legal "
         "advice."),
    noop("So far {advisory.persons_assisted:plain} persons have been assisted; "
         "{advisory.persons_psychological:plain} of them came to the psychologist and "
         "{advisory.persons_legal:plain} to the legal adviser."),
)
POINT_NOTE = noop(
    "Each person is registered once: whoever has a beneficiary card is counted one time, however "
    "often they came and whichever services they were given."
)
CALLS = (
    noop("The call centre team answers in Polish, Ukrainian, Russian and English. It works "
         "together with the automated helpline, which answers at any hour."),
)
RECORDS = (
    noop("Paper case records were labelled with RFID tags, registered and put in their places, "
         "so that a folder can be found without searching for it."),
    noop("It took {records.tagging_hours:comma} working hours to label "
         "{records.tagged_folders:comma} case records."),
)
WORKSTATIONS = (noop("The workstations of the Department were retrofitted with:"),)
WORKSTATION_ITEMS = (
    noop("computers, document readers and scanners, which read and verify documents;"),
    noop("barcode printers and multifunction devices;"),
    noop("pads, which organise the work of the customer service centre;"),
    noop("a device that examines the authenticity of documents."),
)
TRAINING = (
    noop("The staff of the Department were trained in the law on foreigners, in communication "
         "between cultures, and in the new systems."),
)
REMARKS = (
    noop("A person is registered once and found again in any script, so every branch counts the "
         "same persons."),
    noop("Of the answered calls, {calls.redirected:spaced} were passed to other units of the "
         "Office; the rest ended with the team."),
    noop("The helpline ended {calls.automated_helpline:spaced} calls without an operator."),
    noop("The project cost {finance.project_value:money}, of which the Fund paid "
         "{finance.cofinancing:money}."),
)


class _Writer:
    """Puts computed figures into sentences and tables, in the active language."""

    def __init__(self, figures: tuple[Figure, ...], as_of: date) -> None:
        self.known = {f.code: f for f in figures}
        self.header = (
            _("Operation (Updated as of %(date)s)") % {
                "date": formats.date_format(as_of, _("F j, Y"))},
            _("Value"),
        )

    def field(self, code: str, form: str) -> Field:
        # Where a comma is the decimal mark, "35,194" would be thirty-five.
        if form == "comma" and not (get_language() or "").startswith("en"):
            form = "spaced"
        return Field(code, FORMS[form](self.known[code].value))

    def sentence(self, text: str) -> Sentence:
        parts: list[str | Field] = []
        place = 0
        translated = _(text)
        for match in FIELD.finditer(translated):
            parts += [translated[place:match.start()], self.field(match[1], match[2])]
            place = match.end()
        return tuple(p for p in (*parts, translated[place:]) if p != "")

    def sentences(self, texts: tuple[str, ...]) -> tuple[Sentence, ...]:
        return tuple(self.sentence(t) for t in texts)

    def line(self, code: str, form: str) -> Line:
        return Line(_(self.known[code].label), self.field(code, form))

    def table(self, codes: tuple[str, ...], form: str, note: str = "") -> Table:
        return Table(self.header, tuple(self.line(code, form) for code in codes), note)


PERSON_FIGURES = (
    "advisory.persons_assisted", "advisory.persons_psychological", "advisory.persons_legal",
)
CALL_FIGURES = (
    "calls.answered_incoming", "calls.outgoing", "calls.automated_helpline", "calls.redirected",
)


def summary_report(
    *, as_of: date, project: str = PROJECT, figures: tuple[Figure, ...] = ()
) -> Report:
    """Return the summary report of a project as of the end of an office day.

    The text is in the active language; every number is computed from rows, or is what was
    published where published figures are given. Raises ProjectNotFound.
    """
    figures = figures or compute(as_of=as_of, project=project)
    write = _Writer(figures, as_of)
    facts = finance.get_project(code=project)
    sections = (
        Section(_("Information and Advisory Point"), write.sentences(POINT),
                write.table(PERSON_FIGURES, "plain", _(POINT_NOTE))),
        Section(_("Call centre team"), write.sentences(CALLS),
                write.table(CALL_FIGURES, "spaced")),
        Section(_("Case records"), write.sentences(RECORDS)),
        Section(_("Workstations retrofitting"), write.sentences(WORKSTATIONS),
                items=write.sentences(WORKSTATION_ITEMS)),
        Section(_("Vocational training"), write.sentences(TRAINING)),
        Section(_("Post-implementation remarks"), (), items=write.sentences(REMARKS),
                is_numbered=True),
    )
    return Report(
        title=_(TITLE), project_line=_project_line(facts), duration=_duration(facts),
        value=write.line("finance.project_value", "money"),
        cofinancing=write.line("finance.cofinancing", "money"),
        sections=sections, as_of=as_of, figures=figures, project=project,
    )


def _project_line(project: finance.Project) -> str:
    return _("The %(number)s project") % {"number": project.number}


def _duration(project: finance.Project) -> str:
    return _("Project duration: %(start)s – %(end)s") % {
        "start": formats.date_format(project.starts_on, _("F j, Y")),
        "end": formats.date_format(project.ends_on, _("F j, Y")),
    }


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
    write = _Writer(figures, as_of)
    facts = finance.get_project(code=project)
    sections = tuple(
        Section(_(title), ((_(note),),), grid=_grid(write, codes, as_of, project))
        for title, codes, note in MONTHLY)
    return Report(
        title=_("Monthly report"), project_line=_project_line(facts), duration=_duration(facts),
        value=write.line("finance.project_value", "money"),
        cofinancing=write.line("finance.cofinancing", "money"), sections=sections, as_of=as_of,
        figures=figures, project=project, kind="monthly")


def _grid(write: _Writer, codes: tuple[str, ...], as_of: date, project: str) -> Grid:
    columns = [{m.month: m.value for m in list_months(code=c, as_of=as_of, project=project)}
               for c in codes]
    months = sorted({month for column in columns for month in column})
    return Grid(
        header=(_("Month"), *(_(write.known[c].label) for c in codes)),
        rows=tuple((formats.date_format(m, "Y-m"),
                    tuple(column.get(m, Decimal(0)) for column in columns)) for m in months),
        total=_("Together"),
        totals=tuple(sum(column.values(), Decimal(0)) for column in columns))


REPORTS: dict[str, Callable[..., Report]] = {"summary": summary_report, "monthly": monthly_report}
