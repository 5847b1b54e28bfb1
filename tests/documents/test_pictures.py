"""Zones from pictures: drawn ones in every clone, shared specimens where they are."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from przystan.adapters.zone_reader import ZoneReader
from przystan.config.cli import main
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import PageState

DAY = date(2023, 12, 7)
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
       "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
READ = {
    "100_pass-cze.jpg": "99003853", "100_pass-lux.jpg": "S998527",
    "24_pass-egy.jpg": "A00051376", "passport-td2.jpg": "D23145890",
}
# Number, names, birth, last day: agrees, similar or not found. The Czech page says 1911, of which
# the zone's 11 was taken for 2011; the last one is the back of a card.
PRINTED = {
    "100_pass-cze.jpg": "aasa", "77_card-cmw.png": "nnnn",
}


@pytest.fixture(autouse=True)
def _reader() -> None:
    documents.connect_picture_reader(ZoneReader())


WORDS = ("Specimen of nowhere 12345",) * 6


def drawn(
    text: str, turn: float = 0, pitch: int = 22, words: tuple[str, ...] = WORDS
) -> Image.Image:
    """A page with a picture, some words and a zone, at about 220 dots an inch."""
    lines = text.split("\n")
    width = pitch * len(lines[0]) + 90
    page = Image.new("L", (width, int(width * 0.68)), 235)
    pen = ImageDraw.Draw(page)
    pen.rectangle((40, 40, 240, 290), fill=150)
    face, small = ImageFont.load_default(size=pitch * 1.3), ImageFont.load_default(size=18)
    for row, word in enumerate(words):
        pen.text((290, 50 + 40 * row), word, font=small, fill=40)
    for row, line in enumerate(lines):
        for place, letter in enumerate(line):
            pen.text((45 + place * pitch, page.height - 190 + row * pitch * 2.4), letter,
                     font=face, fill=20)
    return page.rotate(turn, expand=True, fillcolor=235)


def as_bytes(page: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    page.save(file, kind, **more)
    return file.getvalue()


def read(content: bytes, **more):
    return documents.read_file(content=content, today=DAY, **more)


@pytest.mark.parametrize(("text", "turn"), [(TD3, 0), (TD3, 4), (TD1, -3), (TD3, 180), (TD1, 90)])
def test_a_drawn_page(text: str, turn: float) -> None:
    (page,) = read(as_bytes(drawn(text, turn), "JPEG", quality=85)).pages
    assert page.state is PageState.READ
    assert "\n".join(page.fit.reading.lines) == text


@pytest.mark.parametrize(("turn", "number", "match"), [
    (0, "L898902C3", "agrees"), (180, "L898902C3", "agrees"), (90, "L898902C8", "similar")])
def test_a_page_is_compared_with_its_zone(turn: float, number: str, match: str) -> None:
    words = ("Passport of Utopia", number, "ERIKSSON", "ANNA MARIA", "12 AUG 74", "15 APR 2012")
    found = read(as_bytes(drawn(TD3, turn, words=words)), with_print=True)
    assert [p.match for p in found.pages[0].printed] == [match, "agrees", "agrees", "agrees"]
    assert found.pages[0].printed[0].page == number


def test_pages_beyond_the_limit_are_counted_not_dropped() -> None:
    blank = Image.new("L", (300, 200), 240)
    file = as_bytes(drawn(TD3), "PDF", save_all=True, append_images=[blank] * 199)
    found = read(file, max_pages=3)
    assert (found.pages_in_file, len(found.pages), found.left_out) == (200, 3, 197)
    assert [p.state for p in found.pages] == [
        PageState.READ, PageState.NO_ZONE, PageState.NO_ZONE]


def test_what_is_no_document() -> None:
    noise = Image.effect_noise((500, 400), 60)
    assert read(as_bytes(noise)).pages[0].state is PageState.NO_ZONE
    for content in (b"", b"\x00" * 99, b"%PDF-1.7 cut short", as_bytes(noise)[:600],
                    b"no zone at all " * 200):
        found = read(content)
        assert {p.state for p in found.pages} <= {PageState.NOT_A_PICTURE, PageState.NO_ZONE}
        assert found.problem or found.pages
    assert read(b"x" * (26 << 20)).problem
    bomb = Image.new("1", (9000, 9000))
    assert read(as_bytes(bomb)).pages[0].state is PageState.NOT_A_PICTURE


def test_a_text_and_a_damaged_zone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "zone.txt").write_text(TD3)
    (tmp_path / "damaged.txt").write_text(TD3.replace("7408122", "7408123"))
    assert main(["documents", "read", str(tmp_path / "zone.txt"), "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["type"], told["fields"]["number"]) == ("TD3", "L898902C3")
    assert {"field", "outcome", "reason", "digit", "computed"} == set(told["checks"][0])
    assert main(["documents", "read", str(tmp_path / "damaged.txt")]) == 1
    assert "birth_date validity composite" in capsys.readouterr().out
    assert main(["documents", "read", str(tmp_path / "nothing")]) == 2


def test_the_shared_specimens(shared_data: Path) -> None:
    for name, number in READ.items():
        (page,) = read((shared_data / "documents" / "mrz" / name).read_bytes()).pages
        assert page.state is PageState.READ, name
        assert page.fit.reading.number == number, name


@pytest.mark.slow
def test_shared_specimens_say_on_the_page_what_their_zones_say(shared_data: Path) -> None:
    for name, seen in PRINTED.items():
        content = (shared_data / "documents" / "mrz" / name).read_bytes()
        (page,) = read(content, with_print=True).pages
        assert "".join(p.match[0] for p in page.printed) == seen, name
