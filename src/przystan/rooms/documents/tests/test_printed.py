"""The printed page beside its zone: found, found a little otherwise, or left to the eye."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.documents import public as documents
from przystan.rooms.documents.rules.printed import compare_printed
from przystan.rooms.documents.rules.reading import read_mrz
from przystan.rooms.documents.types import Field, PrintMatch

ZONE = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
PAGE = ("UTOPIA", "Passport Number/ N° de passeport", "L898902C3", "Surname/ Nom", "ERIKSSON",
        "ANNA MARIA", "12 AUGUST/AOUT 74", "16 APR/AVR 07", "15 APR/AVR 12", *ZONE)
AGREES, SIMILAR, NOT_FOUND = PrintMatch
ALL = (Field.NUMBER, Field.NAMES, Field.BIRTH_DATE, Field.EXPIRY_DATE)


def compared(lines, zone=ZONE):
    reading = read_mrz(text="\n".join(zone), today=date(2023, 12, 7))
    return {p.field: p for p in compare_printed(reading=reading, lines=lines)}


def test_a_page_that_says_what_its_zone_says() -> None:
    found = compared(PAGE)
    assert {f: p.match for f, p in found.items()} == dict.fromkeys(ALL, AGREES)
    assert found[Field.BIRTH_DATE].page == "12 AUGUST AOUT 74"
    assert found[Field.NAMES].zone == "ERIKSSON ANNA MARIA"


def test_the_zone_is_not_its_own_witness() -> None:
    assert {p.match for p in compared(ZONE).values()} == {NOT_FOUND}
    assert {p.match for p in compared(()).values()} == {NOT_FOUND}


@pytest.mark.parametrize(("line", "instead", "field", "match", "page"), [
    ("L898902C3", "L898907C3", Field.NUMBER, SIMILAR, "L898907C3"),
    ("L898902C3", "L 898902 C3", Field.NUMBER, AGREES, "L898902C3"),
    ("L898902C3", "X12345678", Field.NUMBER, NOT_FOUND, ""),
    ("ERIKSSON", "ERIKSSEN", Field.NAMES, SIMILAR, "ERIKSSEN ANNA MARIA"),
    ("ERIKSSON", "Éríksson", Field.NAMES, AGREES, "ERIKSSON ANNA MARIA"),
    ("ERIKSSON", "KOWALSKA", Field.NAMES, SIMILAR, "… ANNA MARIA"),
    ("12 AUGUST/AOUT 74", "12.08.1974", Field.BIRTH_DATE, AGREES, "12 08 1974"),
    ("12 AUGUST/AOUT 74", "08/12/74", Field.BIRTH_DATE, AGREES, "08 12 74"),
    ("12 AUGUST/AOUT 74", "1974-08-12", Field.BIRTH_DATE, AGREES, "1974 08 12"),
    ("12 AUGUST/AOUT 74", "12 СЕР/AUG 74", Field.BIRTH_DATE, AGREES, "12 AUG 74"),
    ("12 AUGUST/AOUT 74", "12.08.1874", Field.BIRTH_DATE, SIMILAR, "12 08 1874"),
    ("12 AUGUST/AOUT 74", "13.08.1974", Field.BIRTH_DATE, NOT_FOUND, ""),
    ("15 APR/AVR 12", "", Field.EXPIRY_DATE, NOT_FOUND, ""),
])
def test_one_line_of_the_page_is_another(line, instead, field, match, page) -> None:
    found = compared([instead if printed == line else printed for printed in PAGE])
    assert (found[field].match, found[field].page) == (match, page)
    others = {p.match for f, p in found.items() if f is not field}
    assert others == {AGREES}


def test_marks_are_left_out_or_written_in_letters() -> None:
    for written in ("MUELLER", "MULLER"):
        zone = (f"P<D<<{written}<<JURGEN<<".ljust(44, "<"), ZONE[1])
        page = [line.replace("ERIKSSON", "Müller").replace("ANNA MARIA", "Jurgen")
                for line in PAGE[:-2]]
        assert compared(page, zone)[Field.NAMES].match is AGREES


@given(st.integers(0, 8), st.sampled_from(string.ascii_uppercase + string.digits))
def test_a_number_that_differs_never_agrees(place: int, character: str) -> None:
    number = "L898902C3"
    other = number[:place] + character + number[place + 1:]
    found = compared([other if line == number else line for line in PAGE])[Field.NUMBER]
    same = {"O": "0", "Q": "0", "I": "1"}
    assert (found.match is AGREES) == (
        same.get(character, character) == same.get(number[place], number[place]))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(
    ("%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d", "%m/%d/%Y", "%d %b/%b %y", "%d %B %Y", "%d%b%Y")))
def test_a_day_is_found_as_documents_write_it(day: date, form: str) -> None:
    born = day.strftime("%y%m%d")
    zone = (ZONE[0], documents.write_mrz(documents.MrzContent(
        documents.Format.TD3, "P", "UTO", "ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", day, "f",
        date(2030, 4, 15)))[1])
    reading = read_mrz(text="\n".join(zone), today=date(2023, 12, 7))
    assert reading.birth_text == born
    if reading.birth_date != day:
        return  # another century is supposed than the one that was printed
    (found,) = (p for p in compare_printed(reading=reading, lines=[day.strftime(form)])
                if p.field is Field.BIRTH_DATE)
    assert found.match is AGREES
