"""Every report's PDF by what PDF/UA-1 asks and a machine can see: read with another library.

veraPDF itself is in none of the package registries, so its rules that concern such files are
looked at here one by one; clauses are those of ISO 14289-1.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.utils import translation

from przystan.platform.accounts.public import system_actor
from przystan.reporting import public as reporting
from przystan.reporting.pdf import report_pdf
from przystan.reporting.reports import REPORTS
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
pytestmark = pytest.mark.django_db
JANUARY, AUGUST = DAY.replace(month=1), DAY.replace(month=8)


@dataclass
class Tree:
    """The structure of a file in reading order: each element's kind with its node, and marks."""

    elements: list[tuple[str, pikepdf.Dictionary]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


def read(node: pikepdf.Object, page: int, pages: dict[tuple[int, int], int], tree: Tree) -> None:
    """Walk the tree from an element: the marked content of each page in the order it is read."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            read(child, page, pages, tree)
    elif isinstance(node, pikepdf.Dictionary):
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        if "/S" in node:
            tree.elements.append((str(node.S), node))
        if str(node.get("/Type")) == "/MCR":
            tree.marks.append((page, int(node.MCID)))
        elif "/K" in node:
            read(node.K, page, pages, tree)
    elif isinstance(node, int):
        tree.marks.append((page, node))


def kinds_within(node: pikepdf.Dictionary) -> list[str]:
    inner = Tree()
    read(node.K, 0, _Nowhere(), inner)
    return [kind for kind, _node in inner.elements]


class _Nowhere(dict[tuple[int, int], int]):
    def __missing__(self, key: tuple[int, int]) -> int:
        return 0


def shown(page: pikepdf.Page) -> Iterator[tuple[bool, int | None]]:
    """Give for everything that a page paints whether it is marked, and as which content."""
    open_marks: list[int | None | str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            props = operands[1] if len(operands) > 1 else None
            is_content = isinstance(props, pikepdf.Dictionary) and "/MCID" in props
            open_marks.append(
                int(props.MCID) if is_content else str(operands[0]))  # type: ignore[union-attr]
        elif name == "EMC":
            open_marks.pop()
        elif name in ("Tj", "TJ", "'", '"', "f", "f*", "S", "s", "B", "B*", "b", "Do", "sh"):
            ids = [m for m in open_marks if isinstance(m, int)]
            yield bool(ids) or "/Artifact" in open_marks, ids[-1] if ids else None


@pytest.fixture
def office() -> None:
    project = finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P",
        fund="AMIF 2014-2020", starts_on=JANUARY, ends_on=AUGUST, actor=ACTOR, at=AT)
    finance.sign_agreement(
        code=reporting.PROJECT, value=Decimal(1000), signed_on=JANUARY, actor=ACTOR, at=AT,
        lines=[finance.NewBudgetLine("1", "Praca", Decimal(600)),
               finance.NewBudgetLine("2", "Etykiety", Decimal(400))])
    finance.set_cost_rule(code=reporting.PROJECT, product=finance.Product.PERSONS,
                          line_codes=["1"], actor=ACTOR, at=AT)
    finance.record_expenditure(code=reporting.PROJECT, actor=ACTOR, at=AT, costs=[
        finance.NewExpenditure("1", Decimal(90), JANUARY + timedelta(days=31 * n), f"FV/{n}",
                               "praca") for n in range(2)])
    finance.set_targets(code=reporting.PROJECT, actor=ACTOR, at=AT, targets=[
        finance.NewTarget("advisory.persons_assisted", AUGUST, Decimal(4))])
    for month in (1, 2, 2):
        make_visit(make_card(make_person(), project_id=project, opened_on=JANUARY),
                   visited_on=DAY.replace(month=month))


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("kind", list(REPORTS))
def test_a_report_holds_what_pdf_ua_asks(kind: str, language: str) -> None:
    with translation.override(language):
        report = REPORTS[kind](as_of=DAY)
        content = report_pdf(report, notice="Dane syntetyczne.")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        check_document(pdf, report.title, language)
        tree = Tree()
        pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        read(pdf.Root.StructTreeRoot.K, 0, pages, tree)
        check_headings([kind for kind, _n in tree.elements], len(report.sections))
        check_tables(tree)
        check_figures(tree, sum(1 for s in report.sections if s.chart))
        check_order(pdf, tree)
        check_fonts(pdf)


def check_document(pdf: pikepdf.Pdf, title: str, language: str) -> None:
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)  # 7.1
    assert not bool(root.MarkInfo.get("/Suspects", False))
    assert str(root.Lang)[:2] == language  # 7.2
    assert bool(root.ViewerPreferences.DisplayDocTitle)  # 7.1
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"  # 5
        assert title in metadata["dc:title"]
    assert "/ParentTree" in root.StructTreeRoot
    assert not pdf.is_encrypted
    assert "/AcroForm" not in root
    (file,) = pdf.attachments.values()  # 7.11
    assert file.filename
    assert file.description
    for page in pdf.pages:
        assert all("/JS" not in a for a in page.get("/Annots", []))
        assert "/Annots" not in page or str(page.Tabs) == "/S"  # 7.18


def check_headings(kinds: list[str], sections: int) -> None:
    levels = [int(k[2:]) for k in kinds if re.fullmatch(r"/H\d", k)]
    assert levels[0] == 1  # 7.4: the first is the first level, and none is left out.
    assert levels.count(1) == 1
    assert levels.count(2) == sections + 1
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:]))


def check_tables(tree: Tree) -> None:
    tables = [node for kind, node in tree.elements if kind == "/Table"]
    assert tables
    for table in tables:
        rows = Tree()
        read(table.K, 0, _Nowhere(), rows)
        widths = [Counter(kinds_within(node)) for kind, node in rows.elements if kind == "/TR"]
        cells = [w["/TH"] + w["/TD"] for w in widths]
        assert len(set(cells)) == 1  # 7.5: as many cells in every row, headed by the first.
        assert widths[0]["/TD"] == 0
        assert cells[0] > 1
        heads = [node for kind, node in rows.elements if kind == "/TH"]
        attributes = [a for h in heads for a in
                      (h.A if isinstance(h.A, pikepdf.Array) else [h.A])]
        scopes = [str(a.Scope) for a in attributes if "/Scope" in a]
        assert len(scopes) == len(heads)
        assert set(scopes) <= {"/Column", "/Row", "/Both"}


def check_figures(tree: Tree, charts: int) -> None:
    figures = [node for kind, node in tree.elements if kind == "/Figure"]
    assert len(figures) == charts
    for figure in figures:  # 7.3
        assert re.search(r"\d", str(figure.Alt))
    lists = [node for kind, node in tree.elements if kind == "/L"]
    for one in lists:
        assert set(kinds_within(one)) >= {"/LI", "/LBody"}


def check_order(pdf: pikepdf.Pdf, tree: Tree) -> None:
    # 7.1: whatever is painted is content of the structure, or says that it is none.
    painted = [(page, mark, is_marked) for page, p in enumerate(pdf.pages)
               for is_marked, mark in shown(p)]
    assert all(is_marked for _page, _mark, is_marked in painted)
    content = {(page, mark) for page, mark, _m in painted if mark is not None}
    # Each piece of content is read once, none is left out, and pages follow one another.
    assert len(tree.marks) == len(set(tree.marks))
    assert content <= set(tree.marks)
    # Within a page what is read first stands first on paper.
    on_paper = [key for key in dict.fromkeys((p, m) for p, m, _k in painted) if key in content]
    read_in = [key for key in tree.marks if key in content]
    assert read_in == on_paper


def check_fonts(pdf: pikepdf.Pdf) -> None:
    fonts = {font.objgen: font for page in pdf.pages
             for font in page.Resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = below.FontDescriptor
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys())  # 7.21.4
        assert "/ToUnicode" in font  # 7.21.7
