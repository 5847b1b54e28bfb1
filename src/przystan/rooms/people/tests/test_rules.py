"""Names across scripts and numbers, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl import pesel

from przystan.rooms.people.rules import identifiers, questions, scripts
from przystan.rooms.people.testing import pesel_for
from przystan.rooms.people.types import BirthPrecision, IdentifierKind, NewIdentifier, Sex


@pytest.mark.parametrize(("written", "typed"), [
    ("Ковальчук", "kovalchuk"), ("Ковальчук", "kowalczuk"), ("Згурський", "zghurskyi"),
    ("Юлія", "yuliia"), ("Єва", "yeva"), ("Олена", "olena"), ("Алёна", "alena"),
    ("Алёна", "aliona"), ("Георгий", "georgii"), ("Григорій", "hryhorii"),
    ("Щербак", "szczerbak"), ("Щербак", "shcherbak"), ("Лукашэвіч", "lukashevich"),
    ("Żółkiewski", "zolkiewski"), ("Nguyễn", "nguyen"), ("Łukasz", "lukasz"),
    ("Kowalczuk", "kovalchuk"), ("Øresund", "oresund"), ("Өмірбек", "өmirbek"),
])
def test_a_name_is_found_by_what_a_clerk_types(written: str, typed: str) -> None:
    (token,) = scripts.name_tokens(written)
    assert typed in scripts.readings(token)


@pytest.mark.parametrize(("text", "script"), [
    ("Ковальчук", "Cyrl"), ("Kowalczuk", "Latn"), ("ნინო", "Geor"), ("Анna", "Zxxx"),
    ("123", "Zyyy"), ("محمد", "Arab"),
])
def test_scripts(text: str, script: str) -> None:
    assert scripts.script_of(text) == script


def test_invisible_and_direction_characters_vanish() -> None:
    assert scripts.clean_name(" Anna\u200b \u202eMaria\u00a0 \x00") == "Anna Maria"


def test_apostrophes_join_and_hyphens_split() -> None:
    assert scripts.name_tokens("Мар'яна O’Brien-Nowak") == ("маряна", "obrien", "nowak")


@given(st.text(max_size=40))
def test_no_text_breaks_the_readings(text: str) -> None:
    for token in scripts.name_tokens(text):
        assert scripts.readings(token)
        assert all(scripts.readings(token))
    assert scripts.clean_name(scripts.clean_name(text)) == scripts.clean_name(text)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 999), st.booleans())
def test_a_pesel_states_birth_date_and_sex(day: date, serial: int, female: bool) -> None:
    number = pesel_for(day, serial=serial, female=female)
    # A second computation of the check digit: weights 1-3-7-9.
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    total = sum(w * int(c) for w, c in zip(weights, number))
    assert int(number[-1]) == (10 - total % 10) % 10
    if day <= date(2020, 1, 1):
        assert pesel.is_valid(number)
        assert identifiers.pesel_facts(number) == (day, Sex.FEMALE if female else Sex.MALE)


@pytest.mark.parametrize(("given", "kind"), [
    ("44051401459", IdentifierKind.PESEL), ("4405140145", IdentifierKind.PESEL),
    ("", IdentifierKind.PASSPORT), ("АВ123", IdentifierKind.PASSPORT),
])
def test_numbers_that_cannot_be_right(given: str, kind: IdentifierKind) -> None:
    with pytest.raises(identifiers.InvalidIdentifier):
        identifiers.normal_identifier(NewIdentifier(kind, given, "UTO"))


def test_numbers_are_stored_in_one_form() -> None:
    passport = NewIdentifier(IdentifierKind.PASSPORT, " zz 00-12<34 ", "uto")
    assert identifiers.normal_identifier(passport) == NewIdentifier(
        IdentifierKind.PASSPORT, "ZZ001234", "UTO")
    assert identifiers.normal_phone("91 430 30 01") == "+48914303001"
    assert identifiers.normal_phone("+380 44 000 00 00") == "+380440000000"
    for bad in ("12", "phone", "+48 1"):
        with pytest.raises(identifiers.InvalidPhone):
            identifiers.normal_phone(bad)


@pytest.mark.parametrize(("precision", "stored"), [
    (BirthPrecision.DAY, date(1990, 5, 17)), (BirthPrecision.MONTH, date(1990, 5, 1)),
    (BirthPrecision.YEAR, date(1990, 1, 1)), (BirthPrecision.UNKNOWN, None),
])
def test_unknown_parts_of_a_birth_date(
    precision: BirthPrecision, stored: date | None
) -> None:
    assert identifiers.normal_birth_date(date(1990, 5, 17), precision) == stored


def test_what_a_search_text_asks() -> None:
    asked = questions.read_question("Kowal Ole 17.05.1990")
    assert asked.birth_date == date(1990, 5, 17)
    assert [w for w, _ in asked.words] == ["kowal", "ole"]
    assert questions.read_question("44051401458").pesel == "44051401458"
    assert questions.read_question("914 303 001").phone == "+48914303001"
    assert questions.read_question("zz 001 234").number == "ZZ001234"
    assert questions.read_question("31.02.1990").birth_date is None
    assert questions.read_question(" \u200b ").is_empty


@given(st.text(max_size=60))
def test_any_text_is_a_question(text: str) -> None:
    questions.read_question(text)


def test_words_are_quoted_for_the_database() -> None:
    assert scripts.quoted("o'b\\") == "'o''b\\\\'"
    words = scripts.search_words((("Ko", "Anna"),), date(1990, 5, 17))
    assert words == ("=19900517", "^a", "^k", "anna", "ko")
    asked = scripts.as_query((("ko", "co"), ("a",)), whole=False, birth_date=None)
    assert asked == "('ko':* | 'co':*) & ('^a')"
