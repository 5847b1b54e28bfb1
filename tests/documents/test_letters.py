"""A stack of letters: printed separators, read by another program's eye, filed by case."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from przystan.adapters.stack_reader import PdfStackReader
from przystan.adapters.stack_reader.sheets import quality_of
from przystan.platform.accounts.public import system_actor
from przystan.platform.files import public as files
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import LetterProblem, Quality, StackState

AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = system_actor("test")


def letter_page(text: str = "a letter") -> Image.Image:
    page = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(page)
    face = ImageFont.load_default(size=30)
    for row in range(24):
        pen.text((120, 160 + row * 55), f"{text} line {row} of what it says", font=face, fill=25)
    return page


def separators(*signs: str) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(documents.separator_pdf(case_signs=signs))
    return [document[n].render(scale=150 / 72, grayscale=True).to_pil() for n in range(len(signs))]


def stack(pages: list[Image.Image], kind: str = "PDF") -> bytes:
    out = io.BytesIO()
    pages[0].save(out, kind, save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def test_the_printed_separator_says_whose_letter_follows() -> None:
    first, second = separators("SOC-S.6151.1.2023", "ą & <b>")
    for number, (sheet, sign) in enumerate(((first, "SOC-S.6151.1.2023"), (second, "ą & <b>")), 1):
        (code,) = zxingcpp.read_barcodes(np.asarray(sheet.rotate(2, fillcolor=255)))
        assert documents.read_separator([code.text]) == (number, 2, sign)
    assert documents.read_separator(["PRZ-SEP:x", "5901234123457"]) is None


@pytest.mark.parametrize(("spoil", "quality"), [
    (lambda p: p, Quality.GOOD),
    (lambda p: Image.new("L", p.size, 250), Quality.BLANK),
    (lambda p: p.point(lambda v: v // 4), Quality.DARK),
    (lambda p: p.point(lambda v: 205 + v // 6), Quality.FAINT),
    (lambda p: p.filter(ImageFilter.GaussianBlur(5)), Quality.BLURRED),
])
def test_the_quality_of_a_page(spoil, quality: Quality) -> None:
    assert quality_of(np.asarray(spoil(letter_page()))) is quality


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_a_stack_is_filed_by_case_and_nothing_is_lost(kind: str, office: int) -> None:
    documents.connect_stack_reader(PdfStackReader())
    cases.set_case_types(
        types=[cases.CaseType(
            "temporary", "Pobyt czasowy", "Temporary stay", "6151", "art. 98", False)],
        actor=ACTOR, at=AT)
    made = cases.open_case(
        actor=ACTOR, at=AT, unit="SOC-S", type_code="temporary", person_id=None, branch="SZ",
        received_on=date(2023, 12, 1), channel=next(iter(cases.Channel)))
    # The second sheet gets lost on the way through the scanner.
    one, _, three = separators(
        cases.case_refs(ids=[made])[made].sign, "SOC-S.0000.1.1999", "SOC-S.0000.2.1999")
    blank = Image.new("L", (1240, 1754), 250)
    pages = [letter_page("early"), one, letter_page("a"), letter_page("b"), three, blank]
    stack_id, is_new = documents.take_stack(
        actor=ACTOR, at=AT, name="stack.pdf", content=stack(pages, kind))
    assert is_new
    documents.sort_stack(actor=ACTOR, at=AT, stack_id=stack_id)
    documents.sort_stack(actor=ACTOR, at=AT, stack_id=stack_id)
    found = documents.get_stack(stack_id=stack_id)
    assert (found.state, found.pages) == (StackState.SORTED, 6)
    assert [(x.case_id, x.first_page, x.pages, x.problems) for x in found.letters] == [
        (None, 1, 1, (LetterProblem.NO_SEPARATOR,)),
        (made, 3, 2, (LetterProblem.SEPARATOR_MISSING,)),
        (None, 6, 1, (LetterProblem.UNKNOWN_CASE,))]
    assert found.letters[2].poor == ((6, Quality.BLANK),)
    part = files.read_file(sha256=found.letters[1].sha256).content
    assert len(pypdfium2.PdfDocument(part)) == 2
    again = documents.take_stack(actor=ACTOR, at=AT, name="x", content=stack(pages, kind))
    assert kind == "PDF" or again == (stack_id, False)


@pytest.mark.django_db
def test_what_is_no_stack() -> None:
    documents.connect_stack_reader(PdfStackReader())
    for content in (b"", b"a cat"):
        with pytest.raises(documents.StackRefused):
            documents.take_stack(actor=ACTOR, at=AT, name="x", content=content)
    stack_id, _ = documents.take_stack(
        actor=ACTOR, at=AT, name="cut.pdf", content=stack([letter_page()])[:300])
    documents.sort_stack(actor=ACTOR, at=AT, stack_id=stack_id)
    assert documents.get_stack(stack_id=stack_id).state is StackState.REFUSED
