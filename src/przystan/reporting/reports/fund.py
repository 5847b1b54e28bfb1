"""The quarterly and the final report to the Fund: indicators, activities, money, unit costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.clock import public as clock
from przystan.reporting.catalogue import RATIO_BY_CODE
from przystan.reporting.queries.figures import PROJECT, break_down, list_months
from przystan.reporting.queries.fund import list_indicators
from przystan.reporting.queries.ratios import UNIT_COSTS, ratio_months
from przystan.reporting.queries.targets import target_states
from przystan.reporting.reports.narrative import codes_in, narrative_section, own_text
from przystan.reporting.reports.types import Bars, Grid, Report, Section
from przystan.reporting.reports.writer import Writer, make_report, writer_of
from przystan.reporting.rules import money, quarter_start
from przystan.reporting.types import Indicator
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

ACTIVITIES = (
    "advisory.services", "advisory.consultations_psychological", "advisory.consultations_legal",
    "calls.answered_incoming", "calls.outgoing", "calls.automated_helpline", "calls.redirected",
    "records.tagged_folders", "records.tagging_hours", "training.attendances", "training.hours",
    "documents.equipment",
)
PERSONS, INTEGRATION = "advisory.persons_assisted", "amif.persons_integration"
NOUGHT = Decimal(0)
AGES = {"<18": 1, "18-60": 2, ">60": 3}


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first day of a day's quarter, and that of the next quarter."""
    first = quarter_start(day)
    return first, quarter_start(first + timedelta(days=100))


def quarterly_report(
    *, as_of: date, project: str = PROJECT, narrative: int | None = None
) -> Report:
    """Return the report of the quarter that holds a day, as of the end of that day.

    Raises ProjectNotFound; NotYetBegun before the project's first day.
    """
    first, _after = quarter_of(as_of)
    title = _("Quarterly report to the Fund, %(from)s – %(until)s") % {
        "from": formats.date_format(first, "Y-m-d"),
        "until": formats.date_format(as_of, "Y-m-d")}
    return _report("quarterly", title, as_of, project, narrative, since=first)


def final_report(*, as_of: date, project: str = PROJECT, narrative: int | None = None) -> Report:
    """Return the report of the whole project, as of the end of a day.

    Raises ProjectNotFound; NotYetBegun before the project's first day.
    """
    title = _("Final report to the Fund")
    return _report("final", title, as_of, project, narrative, since=None)


def _report(
    kind: str, title: str, as_of: date, project: str, version: int | None, since: date | None
) -> Report:
    facts = finance.get_project(code=project)
    if as_of < facts.starts_on:
        raise finance.NotYetBegun(project)
    text = own_text(kind, version)
    asked = [i for i in list_indicators() if i.figure and i.programme in facts.fund]
    codes = [*(i.figure for i in asked), *ACTIVITIES, *UNIT_COSTS, "finance.spent",
             *codes_in(text.text)]
    write = writer_of(codes, as_of=as_of, project=project)
    sections = (
        *narrative_section(text, write),
        Section(_("Indicators"), _lines(INDICATOR_NOTE), grids=(
            _indicators(asked, write, as_of, project, since),)),
        *_persons(as_of, project),
        Section(_("Activities"), (), grids=(_activities(write, as_of, project, since),)),
        _money(as_of, project, write),
        _unit_costs(write, as_of, project),
    )
    return make_report(kind, title, sections, write, as_of=as_of, project=project,
                       narrative=text.version)


INDICATOR_NOTE = noop("A person is counted once, in the quarter of the first service; indicators "
                      "marked with * have a wording that is not confirmed.")


def _lines(*texts: str) -> tuple[tuple[str], ...]:
    return tuple((_(text),) for text in texts)


def _added(code: str, as_of: date, project: str, since: date | None) -> Decimal:
    return sum((m.value for m in list_months(code=code, as_of=as_of, project=project)
                if since is None or m.month >= since), NOUGHT)


def _indicators(
    asked: list[Indicator], write: Writer, as_of: date, project: str, since: date | None
) -> Grid:
    goals = {t.target.figure: t for t in target_states(
        as_of=as_of, at=clock.day_end(as_of), project=project) if not t.target.is_milestone}
    rows = []
    for i in asked:
        value = write.known[i.figure].value
        # The agreement's target of persons assisted is that of the objective Integration.
        goal = goals.get(i.figure) or (goals.get(PERSONS) if i.figure == INTEGRATION else None)
        rows.append((f"{i.code}{'' if i.is_confirmed else '*'} {i.wording(get_language())}",
                     _columns(i.figure, value, as_of, project, since,
                              goal.target.value if goal else None)))
    return Grid((_("Indicator"), *_periods(since), _("Target"), _("Achieved")), tuple(rows),
                forms=("spaced",) * (len(_periods(since)) + 1) + ("share",))


def _periods(since: date | None) -> tuple[str, ...]:
    whole = _("Since the beginning")
    return (whole,) if since is None else (_("In this quarter"), whole)


def _columns(
    code: str, value: Decimal, as_of: date, project: str, since: date | None,
    target: Decimal | None,
) -> tuple[Decimal | None, ...]:
    added = () if since is None else (_added(code, as_of, project, since),)
    share = finance.achieved(value, NOUGHT, target) if target else None
    return (*added, value, target, share)


def _persons(as_of: date, project: str) -> tuple[Section, ...]:
    def grid(dimension: str, names: dict[str, str], title: str) -> Grid:
        cells = break_down(code=PERSONS, dimension=dimension, as_of=as_of, project=project)
        return Grid((title, _("Persons")),
                    tuple((names.get(c.value, c.value), (c.amount,)) for c in sorted(
                        cells, key=lambda c: AGES.get(c.value, 0))),
                    total=_("Together"), totals=(sum((c.amount for c in cells), NOUGHT),))

    sexes = {s.value: people.sex_label(s) for s in people.Sex} | {"unknown": _("not known")}
    return (Section(_("Persons by age and sex"), (), grids=(
        grid("age", {"unknown": _("not known")}, _("Age")), grid("sex", sexes, _("Sex")))),)


def _activities(write: Writer, as_of: date, project: str, since: date | None) -> Grid:
    rows = []
    for code in ACTIVITIES:
        f = write.known[code]
        added = () if since is None else (_added(code, as_of, project, since),)
        rows.append((f"{_(f.label)} ({_(str(f.unit))})", (*added, f.value)))
    return Grid((_("Activity"), *_periods(since)), tuple(rows))


def _money(as_of: date, project: str, write: Writer) -> Section:
    spent = {c.value: c.amount for c in break_down(
        code="finance.spent", dimension="line", as_of=as_of, project=project)}
    lines = finance.list_budget_lines(code=project)
    rows = tuple((f"{x.code} {x.name}", (x.amount, spent.get(x.code, NOUGHT),
                                         finance.absorption(x.amount, spent.get(x.code, NOUGHT))))
                 for x in lines)
    status = finance.money_status(code=project, as_of=as_of)
    budget = Grid((_("Budget line"), _("Planned"), _("Spent"), _("Share")),
                  rows, forms=("money", "money", "share"))
    fund = Grid((_("Settlement with the Fund"), _("Amount")), (
        (_("Spent"), (status.spent,)), (_("Paid by the Fund"), (status.paid,)),
        (_("Costs accepted"), (status.accepted,)),
        (_("The Fund's share of accepted costs"), (status.due,)),
        (_("Advance not settled yet"), (status.unsettled,)),
        *(((_("Forecast for the last day, low"), (status.forecast.low,)),
           (_("Forecast for the last day, high"), (status.forecast.high,)))
          if status.forecast else ())), forms=("money",))
    return Section(_("Money"), (), grids=(budget, fund))


def _unit_costs(write: Writer, as_of: date, project: str) -> Section:
    fields = tuple((_(RATIO_BY_CODE[c].label), write.field(c, "money")) for c in UNIT_COSTS)
    months = [(m, v) for m, v in ratio_months(
        code=UNIT_COSTS[1], as_of=as_of, project=project) if v]
    title = _(RATIO_BY_CODE[UNIT_COSTS[1]].label)
    return Section(
        _("Unit costs"), tuple((f"{label}: ", field) for label, field in fields),
        chart=_bars(title, months) if len(months) > 1 else None)


def _bars(title: str, months: Iterable[tuple[date, Decimal]]) -> Bars:
    shown = [(formats.date_format(m, "Y-m"), v) for m, v in months]
    highest = max(shown, key=lambda x: x[1])
    lowest = min(shown, key=lambda x: x[1])
    told = _("Highest in %(high)s: %(top)s; lowest in %(low)s: %(bottom)s.") % {
        "high": highest[0], "top": money(highest[1]), "low": lowest[0], "bottom": money(lowest[1])}
    return Bars(title, told, tuple(m for m, _v in shown), tuple(v for _m, v in shown), "money")
