"""Machine-readable zones: the specimens of ICAO 9303, wrong ones, and round trips."""

from __future__ import annotations

import contextlib
import string
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import Field, Format, MrzContent, Outcome, Reason

TODAY = date(2010, 1, 1)
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
       "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
TD1_LONG = ("I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\n"
            "STEVENSON<<PETER<JOHN<<<<<<<<<")
MRV_A = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
         "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
MRV_B = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"


def failed(reading: documents.MrzReading) -> set[Field]:
    return {c.field for c in reading.checks if c.outcome is Outcome.FAIL}


@pytest.mark.parametrize(("text", "kind", "number", "born", "expires"), [
    (TD3, Format.TD3, "L898902C3", date(1974, 8, 12), date(2012, 4, 15)),
    (TD2, Format.TD2, "D23145890", date(1974, 8, 12), date(2012, 4, 15)),
    (TD1, Format.TD1, "D23145890", date(1974, 8, 12), date(2012, 4, 15)),
    (MRV_A, Format.MRV_A, "L8988901C", date(1940, 9, 7), date(1996, 12, 10)),
    (MRV_B, Format.MRV_B, "L8988901C", date(1940, 9, 7), date(1996, 12, 10)),
])
def test_the_specimens(
    text: str, kind: Format, number: str, born: date, expires: date
) -> None:
    day = min(TODAY, expires)
    reading = documents.read_mrz(text=text, today=day)
    assert reading.format is kind
    assert (reading.family_name, reading.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert (reading.number, reading.birth_date, reading.expiry_date) == (number, born, expires)
    assert reading.verdict is Outcome.PASS
    assert reading.sex == "f"


def test_a_number_that_runs_on_into_the_optional_part() -> None:
    reading = documents.read_mrz(text=TD1_LONG, today=date(1995, 1, 1))
    assert reading.number == "D23145890734"
    assert reading.verdict is Outcome.PASS


@pytest.mark.parametrize("text", [
    TD3.replace("\n", ""), TD3.replace("\n", "\r\n\r\n"), TD3.lower(),
    "  " + TD3.replace("<<ANNA", "«ANNA") + " \n",
])
def test_however_the_reader_types_it(text: str) -> None:
    assert documents.read_mrz(text=text, today=TODAY).lines == tuple(TD3.split("\n"))


@pytest.mark.parametrize("text", ["", "P<UTO", TD3[:-1], TD3 + "<", "A" * 90 + "\n" + "B"])
def test_what_is_no_zone(text: str) -> None:
    with pytest.raises(documents.NotAnMrz):
        documents.read_mrz(text=text, today=TODAY)


def test_a_wrong_digit_shows_where() -> None:
    wrong = TD3.replace("7408122", "7408123")
    assert failed(documents.read_mrz(text=wrong, today=TODAY)) == {
        Field.BIRTH_DATE, Field.COMPOSITE}


def test_an_expired_document_fails_by_its_date_alone() -> None:
    reading = documents.read_mrz(text=TD3, today=date(2013, 1, 1))
    assert failed(reading) == {Field.VALIDITY}


def test_an_impossible_date_with_a_right_digit() -> None:
    digit = documents.check_digit("740231")
    reading = documents.read_mrz(text=TD3.replace("7408122", f"740231{digit}"), today=TODAY)
    (check,) = [c for c in reading.checks if c.field is Field.BIRTH_DATE]
    assert (check.outcome, check.reason) == (Outcome.FAIL, Reason.DATE_IMPOSSIBLE)


def test_an_unknown_birth_date_is_no_error() -> None:
    digit = documents.check_digit("<<<<<<")
    text = TD2.replace("7408122", f"<<<<<<{digit}")
    reading = documents.read_mrz(text=text, today=TODAY)
    assert reading.birth_date is None
    assert Field.BIRTH_DATE not in failed(reading)


def test_names_are_never_said_to_be_checked() -> None:
    reading = documents.read_mrz(text=TD3.replace("ERIKSSON", "ERIKSSEN"), today=TODAY)
    (check,) = [c for c in reading.checks if c.field is Field.NAMES]
    assert check.outcome is Outcome.NOT_POSSIBLE
    assert reading.verdict is Outcome.PASS


def test_characters_that_a_digit_cannot_tell_apart_are_flagged() -> None:
    swapped = TD3.replace("ZE184226B", "ZE18422GB")
    reading = documents.read_mrz(text=swapped, today=TODAY)
    assert reading.verdict is Outcome.PASS
    flagged = {(a.field, a.character): a.alternatives for a in reading.ambiguities}
    assert "6" in flagged[(Field.PERSONAL_NUMBER, "G")]


def test_foreign_characters_are_refused_not_crashed_on() -> None:
    reading = documents.read_mrz(text=TD3.replace("L8989", "Ł8989"), today=TODAY)
    assert reading.verdict is Outcome.FAIL


LETTERS = string.ascii_uppercase
NAME = st.text(LETTERS, min_size=1, max_size=8)
NUMBER = st.text(LETTERS + string.digits, min_size=1, max_size=9)
DAYS = st.dates(date(1911, 1, 1), date(2009, 12, 31))


@given(st.sampled_from(list(Format)), NAME, NAME, NUMBER, DAYS,
       st.dates(TODAY, date(2059, 1, 1)), st.sampled_from("fmx"),
       st.text(LETTERS + string.digits, max_size=7))
def test_what_is_written_is_read(
    kind: Format, family: str, name: str, number: str, born: date, expires: date, sex: str,
    optional: str,
) -> None:
    content = MrzContent(
        kind, "V" if kind.name.startswith("MRV") else "P", "UTO", family, name, number, "UTO",
        born, sex, expires, optional)
    reading = documents.read_mrz(
        text="\n".join(documents.write_mrz(content)), today=TODAY)
    assert reading.verdict is Outcome.PASS, reading.checks
    assert reading.format is kind
    assert (reading.family_name, reading.given_names) == (family, name)
    assert (reading.number, reading.sex, reading.optional) == (number, sex, optional)
    assert (reading.birth_date, reading.expiry_date) == (born, expires)


@given(st.text(LETTERS + string.digits, min_size=10, max_size=14))
def test_long_numbers_are_read_back(number: str) -> None:
    content = MrzContent(Format.TD1, "I", "UTO", "A", "B", number, "UTO", date(1990, 1, 1),
                         "m", date(2020, 1, 1))
    reading = documents.read_mrz(
        text="\n".join(documents.write_mrz(content)), today=TODAY)
    assert reading.number == number
    assert reading.verdict is Outcome.PASS


@given(st.integers(0, 8), st.sampled_from(string.digits + LETTERS))
def test_any_other_character_is_found_or_flagged(place: int, other: str) -> None:
    first, second = TD3.split("\n")
    assume(second[place] != other)
    changed = second[:place] + other + second[place + 1:]
    reading = documents.read_mrz(text=f"{first}\n{changed}", today=TODAY)
    same = documents.check_digit(other) == documents.check_digit(second[place])
    assert (reading.verdict is Outcome.PASS) == same


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(documents.NotAnMrz):
        documents.read_mrz(text=text, today=TODAY)
