"""Components escape, keep their promises to screen readers, and use no inline style or script."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from przystan.platform.ui import public as ui
from przystan.platform.ui.gallery import specimens

EVIL = "<script>alert('x')</script>\"&"
SPEC = ui.ListSpec(
    sorts={"name": ("surname",), "day": ("-opened",)},
    default_sort="name",
    filters=("q", "state"),
    page_size=10,
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def state(query: str = "") -> ui.ListState:
    return ui.read_list(RequestFactory().get(f"/list/?{query}"), SPEC)


def evil_components() -> list[ui.Component]:
    return [
        ui.Link(f'/"><{EVIL}', EVIL, EVIL),
        ui.Button(EVIL, EVIL),
        ui.Tag(EVIL, EVIL),
        ui.Table(
            caption=EVIL,
            columns=(ui.Column(EVIL, ui.Kind.HEAD), ui.Column(EVIL)),
            rows=((EVIL, EVIL), ui.Row((EVIL, EVIL), tone=EVIL)),
            footer=(EVIL, EVIL),
        ),
        ui.Table(
            caption=EVIL,
            columns=(ui.Column("a", sort="name"),),
            rows=((EVIL,),),
            total=99,
            state=state(f"q={EVIL}&sort=-name&page=3"),
        ),
        ui.KeyFacts((ui.Fact(EVIL, EVIL, ui.Link("/", EVIL)),)),
        ui.BigNumbers((ui.BigNumber(EVIL, EVIL, EVIL, EVIL),)),
        ui.Timeline((ui.Event(at=dt.date(2023, 1, 2), title=EVIL, text=EVIL, by=EVIL, tone=EVIL),)),
        ui.Stepper((ui.Step(EVIL, ui.StepState.DONE, EVIL, EVIL),), EVIL),
        ui.EmptyState(EVIL, EVIL, ui.Button(EVIL, EVIL)),
        ui.Progress(EVIL, 1, 2),
        ui.Toast(EVIL, EVIL),
        ui.Notice(EVIL, EVIL),
        ui.Details(EVIL, EVIL),
        ui.Spans(EVIL, (ui.Span(EVIL, EVIL, ((dt.date(2023, 1, 2), None),), EVIL),), EVIL),
        ui.Navigation((ui.NavSection(EVIL, (ui.NavItem(EVIL, EVIL, True, 2),)),), EVIL),
        ui.Chart(
            title=EVIL,
            description=EVIL,
            labels=(EVIL,),
            kind=ui.ChartKind.STACKED,
            series=(ui.Series(EVIL, (1,)), ui.Series("b", (2,))),
        ),
    ]


@pytest.mark.parametrize("component", evil_components(), ids=lambda one: type(one).__name__)
def test_every_component_escapes_what_it_is_given(component):
    html = Template("{{ it }}").render(Context({"it": component}))

    assert "<script" not in html
    assert "alert(&#x27;x&#x27;)" in html


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.extend((tag, name, value) for name, value in attrs)


def test_no_component_carries_inline_style_or_script():
    found = _Attributes()
    for value in specimens(RequestFactory().get("/")).values():
        found.feed(str(value))

    assert len(found.seen) > 500
    assert [one for one in found.seen if one[1] == "style" or one[1].startswith("on")] == []


def test_a_table_ties_values_to_their_headings():
    html = str(
        ui.Table(
            caption="Cases",
            rows=(("Łoś", 1234567, None, Decimal("12.50")),),
            columns=(
                ui.Column("Person", ui.Kind.HEAD),
                ui.Column("Count", ui.Kind.NUMBER),
                ui.Column("Place"),
                ui.Column("Fee", ui.Kind.NUMBER),
            ),
        )
    )

    assert '<th scope="row" role="rowheader">Łoś</th>' in html
    assert 'class="p-cell--number" data-label="Count">1,234,567</td>' in html
    assert 'data-label="Place"><span class="p-muted">–</span>' in html
    assert 'role="group" tabindex="0" aria-label="Cases"' in html
    assert "<caption>Cases</caption>" in html


def test_a_row_with_too_few_cells_is_refused():
    table = ui.Table(caption="x", columns=(ui.Column("a"), ui.Column("b")), rows=((1,),))

    with pytest.raises(ValueError, match="zip"):
        table.render()


def test_an_empty_table_says_what_to_do():
    html = str(
        ui.Table(
            caption="x",
            columns=(ui.Column("a"),),
            rows=(),
            state=state(),
            empty=ui.EmptyState("No summons", "Send one.", ui.Button("/new", "New")),
        )
    )

    assert "<table" not in html
    assert "No summons" in html
    assert 'href="/new"' in html


def test_an_empty_table_without_words_of_its_own_still_speaks():
    assert "Nothing to show" in str(ui.Table(caption="x", columns=(), rows=()))


def test_sort_links_keep_filters_and_turn_round():
    html = str(
        ui.Table(
            caption="x",
            columns=(
                ui.Column("Name", sort="name"),
                ui.Column("Day", sort="day"),
                ui.Column("Other", sort="no"),
            ),
            rows=((1, 2, 3),),
            state=state("q=%C5%81o%C5%9B&state=open&page=4&evil=1"),
        )
    )

    assert 'href="/list/?q=%C5%81o%C5%9B&amp;state=open&amp;sort=-name"' in html
    assert 'href="/list/?q=%C5%81o%C5%9B&amp;state=open&amp;sort=day"' in html
    assert html.count('aria-sort="ascending"') == 1
    assert "evil" not in html
    assert '<th scope="col" role="columnheader">Other</th>' in html


@pytest.mark.parametrize(
    ("query", "total", "expected"),
    [
        ("", 95, ["1", "2", "10", "Next"]),
        ("page=5", 95, ["Previous", "1", "4", "5", "6", "10", "Next"]),
        ("page=10", 95, ["Previous", "1", "9", "10"]),
        ("", 10, []),
    ],
)
def test_numbered_pages(query, total, expected):
    html = str(
        ui.Table(
            caption="x", columns=(ui.Column("a"),), rows=((1,),), total=total, state=state(query)
        )
    )

    assert re.findall(r'class="p-pages__link"[^>]*>([^<]+)<', html) == expected


def test_pages_without_a_total_step_forward_and_back():
    html = str(
        ui.Table(
            caption="x",
            columns=(ui.Column("a"),),
            rows=((1,),),
            has_next=True,
            state=state("page=2&q=a"),
        )
    )

    assert 'href="/list/?q=a" rel="prev"' in html
    assert 'href="/list/?q=a&amp;page=3" rel="next"' in html


def test_keyset_pages_carry_the_cursor():
    html = str(
        ui.Table(
            caption="x",
            columns=(ui.Column("a"),),
            rows=((1,),),
            next_after="Łoś|7",
            state=state("after=abc"),
        )
    )

    assert "after=%C5%81o%C5%9B%7C7" in html
    assert "First page" in html


def test_instants_are_shown_in_local_time():
    assert ui.show(dt.datetime(2023, 7, 1, 22, 30, tzinfo=dt.UTC)) == "2 Jul 2023, 00:30"


def test_progress_of_an_unknown_whole_has_no_value():
    html = str(ui.Progress("Reading", 0, 0))

    assert "value=" not in html
    assert 'value="2"' in str(ui.Progress("Reading", 5, 2))


def test_navigation_marks_the_current_page():
    items = (ui.NavItem("Persons", "/p/", current=True), ui.NavItem("Hall", "/h/", count=1200))
    html = ui.Navigation((ui.NavSection("People", items),), "Main").render()

    assert 'href="/p/" aria-current="page"' in html
    assert "1,200" in html


def test_charts_say_their_figures_twice_and_in_black_and_white():
    chart = ui.Chart(
        title="Calls",
        description="Two months.",
        labels=("Jan", "Feb"),
        kind=ui.ChartKind.STACKED,
        series=(ui.Series("Answered", (10, 20)), ui.Series("Lost", (1, None))),
    )
    html = str(chart)

    assert 'role="img" aria-labelledby="chart-calls-t chart-calls-d"' in html
    assert "<desc" in html
    assert "The figures as a table" in html
    assert html.count("<pattern") == 2
    assert 'class="p-chart__hatch"' in html
    assert 'data-label="Lost">1<' in html


def test_whole_figures_are_shown_without_a_fraction():
    chart = ui.Chart(
        title="Calls",
        description="One month.",
        labels=("Jan",),
        series=(ui.Series("Answered", (Decimal("8161.0"),)),),
    )

    assert ">8,161<" in str(chart)
    assert "8,161.0" not in str(chart)


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 4), (1, 4), (3, 4), (9, 10), (70_150, 80_000), (7110, 8000), (0.4, 0.4), (100, 100)],
)
def test_the_axis_ends_at_a_round_number(highest, top):
    from przystan.platform.ui.charts import _round_up

    assert _round_up(highest) == pytest.approx(top)


@pytest.mark.parametrize(
    "series", [(), tuple(ui.Series(str(i), (1,)) for i in range(5)), (ui.Series("a", (1, 2)),)]
)
def test_a_chart_that_cannot_be_read_is_refused(series):
    with pytest.raises(ValueError, match="series"):
        ui.Chart(title="x", description="y", labels=("a",), series=series)


def test_the_address_of_a_row_is_the_routes_address():
    for route, row_id in (("records:folder", 10203), ("calls:contact", 7)):
        assert ui.row_url(route, row_id) == reverse(route, args=[row_id])
