"""Puts figures into sentences and tables, and makes the head that every report has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.reporting.catalogue import RATIO_BY_CODE
from przystan.reporting.claims import FIELD
from przystan.reporting.queries.figures import compute
from przystan.reporting.reports.types import Field, Line, Report, Section, Sentence, Table
from przystan.reporting.rules import FORMS, NO_VALUE, RATIO_FORMS, ratio_of
from przystan.reporting.types import Figure
from przystan.rooms.finance import public as finance

HEAD = ("finance.project_value", "finance.cofinancing")


def codes_behind(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the figures of which these figures and measures of two figures are made."""
    found: list[str] = []
    for code in codes:
        ratio = RATIO_BY_CODE.get(code)
        found += (ratio.numerator, ratio.denominator) if ratio else (code,)
    return tuple(dict.fromkeys(found))


class Writer:
    """Puts computed figures into sentences and tables, in the active language."""

    def __init__(self, figures: tuple[Figure, ...], as_of: date) -> None:
        self.known = {f.code: f for f in figures}
        self.header = (
            _("Operation (Updated as of %(date)s)") % {
                "date": formats.date_format(as_of, _("F j, Y"))},
            _("Value"),
        )

    def field(self, code: str, form: str) -> Field:
        if code in RATIO_BY_CODE:
            return self._ratio(code)
        # Where a comma is the decimal mark, "35,194" would be thirty-five.
        if form == "comma" and not (get_language() or "").startswith("en"):
            form = "spaced"
        return Field(code, FORMS[form](self.known[code].value))

    def sentence(self, text: str) -> Sentence:
        return self.raw(_(text))

    def raw(self, text: str) -> Sentence:
        parts: list[str | Field] = []
        place = 0
        for match in FIELD.finditer(text):
            parts += [text[place:match.start()], self.field(match[1], match[2])]
            place = match.end()
        return tuple(p for p in (*parts, text[place:]) if p != "")

    def sentences(self, texts: tuple[str, ...]) -> tuple[Sentence, ...]:
        return tuple(self.sentence(t) for t in texts)

    def line(self, code: str, form: str) -> Line:
        return Line(_(self.known[code].label), self.field(code, form))

    def table(self, codes: tuple[str, ...], form: str, note: str = "") -> Table:
        return Table(self.header, tuple(self.line(code, form) for code in codes), note)

    def _ratio(self, code: str) -> Field:
        ratio = RATIO_BY_CODE[code]
        above, below = self.known[ratio.numerator], self.known[ratio.denominator]
        value = ratio_of(above.value * ratio.scale, below.value)
        # It opens to the rows of what is counted above the line.
        return Field(above.code, NO_VALUE if value is None else RATIO_FORMS[ratio.form](value))


def make_report(
    kind: str, title: str, sections: tuple[Section, ...], write: Writer, *, as_of: date,
    project: str, narrative: int = 0,
) -> Report:
    """Return a report with its head: the project, its days, its value and the Fund's share."""
    facts = finance.get_project(code=project)
    return Report(
        title=title, project_line=_("The %(number)s project") % {"number": facts.number},
        duration=_("Project duration: %(start)s – %(end)s") % {
            "start": formats.date_format(facts.starts_on, _("F j, Y")),
            "end": formats.date_format(facts.ends_on, _("F j, Y"))},
        value=write.line(HEAD[0], "money"), cofinancing=write.line(HEAD[1], "money"),
        sections=sections, as_of=as_of, figures=tuple(write.known.values()), project=project,
        kind=kind, narrative=narrative)


def writer_of(codes: Iterable[str], *, as_of: date, project: str) -> Writer:
    """Compute the figures that a report needs, its head's too. Raises ProjectNotFound."""
    wanted = dict.fromkeys((*codes_behind(codes), *HEAD))
    return Writer(compute(codes=wanted, as_of=as_of, project=project), as_of)
