"""What the gallery shows: one specimen of every component, all of it invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from przystan.platform.ui import public as ui
from przystan.platform.ui.forms import GalleryFilters, GalleryForm

NOON = dt.datetime(2023, 3, 14, 11, 5, tzinfo=dt.UTC)
STATES = (
    ("Open", ui.Tone.TEAL),
    ("Waiting", ui.Tone.AMBER),
    ("Overdue", ui.Tone.RED),
    ("Decided", ui.Tone.GREEN),
    ("Closed", ui.Tone.GREY),
)
SPEC = ui.ListSpec(
    sorts={"name": ("surname", "given"), "opened": ("opened_date",), "visits": ("visits",)},
    default_sort="-opened",
    filters=("q", "state"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def specimen_table(state: ui.ListState | None, rows: int = 12) -> ui.Table:
    """Return a table of invented rows."""
    body = [
        ui.Row(
            (
                ui.Link(f"#{i}", f"Kowalenko Oksana {i + 1}"),
                f"SO-III.6151.{i + 1}.2023",
                dt.date(2023, 1 + i % 12, 1 + i % 28),
                ui.Tag(*STATES[i % 5]),
                1234 + i * 17,
                Decimal("440.50") + i if i % 4 else None,
            ),
            tone="problem" if i % 5 == 2 else "",
        )
        for i in range(rows)
    ]
    return ui.Table(
        caption=_("Cases"),
        columns=(
            ui.Column(_("Person"), ui.Kind.HEAD, sort="name"),
            ui.Column(_("Case sign"), ui.Kind.CODE),
            ui.Column(_("Opened"), ui.Kind.NOWRAP, sort="opened"),
            ui.Column(_("State")),
            ui.Column(_("Visits"), ui.Kind.NUMBER, sort="visits"),
            ui.Column(_("Fee, PLN"), ui.Kind.NUMBER),
        ),
        rows=body,
        state=state,
        total=rows * 34,
    )


def specimens(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the gallery page."""
    state = ui.read_list(request, SPEC)
    faulty = GalleryForm(
        {
            "name": "Oksana",
            "birth_date_day": "31",
            "birth_date_month": "2",
            "birth_date_year": "2023",
        },
        auto_id="bad_%s",
    )
    return {
        "filters": ui.Filters(GalleryFilters(request.GET, auto_id="filter_%s"), state),
        "table": specimen_table(state),
        "empty_table": ui.Table(
            caption=_("Summonses"),
            columns=(ui.Column(_("Person")),),
            rows=(),
            empty=ui.EmptyState(
                _("No summonses are due"),
                _("What is sent from a case appears here."),
                ui.Button("#", _("Open the cases"), secondary=True),
            ),
        ),
        "form": GalleryForm(),
        "faulty": faulty,
        **_blocks(),
        **_charts(),
    }


def _blocks() -> dict[str, Any]:
    return {
        "facts": ui.KeyFacts(
            (
                ui.Fact(_("Citizenship"), "Ukraine"),
                ui.Fact(_("Birth date"), dt.date(1990, 3, 27)),
                ui.Fact(_("Phone"), "+48 500 000 101", ui.Link("#", _("Change"), _("phone"))),
                ui.Fact(_("Branch"), None),
                ui.Fact(_("State"), ui.Tag(_("Open"), ui.Tone.TEAL)),
            )
        ),
        "big": ui.BigNumbers(
            (
                ui.BigNumber(_("persons assisted"), 2333, "#", _("as of 7 December 2023")),
                ui.BigNumber(_("calls answered"), 70150, "#"),
                ui.BigNumber(_("folders tagged"), 35194, "#"),
                ui.BigNumber(_("project value"), "3 053 333,00 PLN"),
            )
        ),
        "timeline": ui.Timeline(
            (
                ui.Event(at=NOON, title=_("Decision sent"), by="Anna Nowak", tone=ui.Tone.GREEN),
                ui.Event(
                    at=NOON - dt.timedelta(days=9),
                    title=_("Summons for missing papers"),
                    text=_("Tenancy agreement, photographs."),
                    by="Anna Nowak",
                    tone=ui.Tone.AMBER,
                ),
                ui.Event(at=dt.date(2023, 1, 12), title=_("Application received")),
            )
        ),
        "stepper": ui.Stepper(
            (
                ui.Step(_("Application"), ui.StepState.DONE, "#", "12.01.2023"),
                ui.Step(_("Formal check"), ui.StepState.DONE, "#", "20.01.2023"),
                ui.Step(_("Inquiry"), ui.StepState.CURRENT),
                ui.Step(_("Decision")),
            ),
            _("Stages of the case"),
        ),
        "progress": ui.Progress(_("Building the year"), 61_204, 99_339),
        "tags": [ui.Tag(*state) for state in STATES] + [ui.Tag("Appeal", ui.Tone.VIOLET)],
        "notice": ui.Notice(_("The as-of date of this page is 31 August 2023.")),
        "toasts": [
            ui.Toast(_("The folder was lent."), "success"),
            ui.Toast(_("The label printer does not answer."), "warning"),
            ui.Toast(_("The visit was not closed: no service is recorded."), "error"),
        ],
        "details": ui.Details(
            _("What counts as an answered call?"),
            _("A call that an operator picked up. Time in the menu does not count."),
        ),
    }


def _charts() -> dict[str, Any]:
    calls = (5120, 6034, 7110, 5890, 5402, 6120, 6633, 7022, 6480, 5211, 4890, 4238)
    return {
        "spans": ui.Spans(
            _("The days in a picture"),
            (
                ui.Span(
                    _("Inquiry"),
                    "12.01.2023–20.03.2023",
                    ((dt.date(2023, 1, 12), dt.date(2023, 3, 20)),),
                ),
                ui.Span(
                    _("Decision"),
                    "21.03.2023",
                    ((dt.date(2023, 3, 21), dt.date(2023, 3, 21)),),
                    ui.Tone.GREEN,
                ),
            ),
        ),
        "bars": ui.Chart(
            title=_("Calls answered by month"),
            labels=MONTHS,
            description=_("Between 4,238 and 7,110 calls a month; most in March."),
            series=(ui.Series(_("Answered"), calls),),
        ),
        "stack": ui.Chart(
            title=_("What became of calls"),
            kind=ui.ChartKind.STACKED,
            description=_("Answered, redirected and abandoned calls by month."),
            labels=MONTHS,
            series=(
                ui.Series(_("Answered"), calls),
                ui.Series(_("Redirected"), tuple(c // 5 for c in calls)),
                ui.Series(_("Abandoned"), tuple(c // 9 for c in calls)),
            ),
        ),
        "lines": ui.Chart(
            title=_("Share answered in 60 seconds"),
            kind=ui.ChartKind.LINE,
            description=_("Two branches; Szczecin rises from 61 to 88 per cent."),
            labels=MONTHS,
            series=(
                ui.Series("Szczecin", (61, 64, 63, 67, 70, 74, 76, 79, 82, 84, 86, 88)),
                ui.Series("Koszalin", (71, 70, 72, 74, None, None, 73, 75, 78, 77, 80, 81)),
            ),
        ),
    }
