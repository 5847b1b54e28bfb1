"""Fitting what was seen to a zone: what is put right is said, what is altered is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import CorrectionReason, Field, Glyph, Outcome
from przystan.rooms.documents.rules.repair import failing, fit_zone
from przystan.rooms.documents.tests.test_mrz import MRV_A, MRV_B, TD1, TD2, TD3

DAY = date(2010, 1, 1)


def seen(text: str, **unsure: tuple[str, float]):
    """Lines as a sure eye sees them; `l1c5=("O", 0.6)` is a place where it was not sure."""
    return [tuple(
        Glyph(c, 1 - other[1], (other,)) if (other := unsure.get(f"l{n}c{place}")) else Glyph(c)
        for place, c in enumerate(line, start=1))
        for n, line in enumerate(text.split("\n"), start=1)]


@pytest.mark.parametrize("text", [TD1, TD2, TD3, MRV_A, MRV_B])
def test_what_was_seen_right_is_left_alone(text: str) -> None:
    fit = fit_zone(lines=seen(text), today=DAY)
    assert "\n".join(fit.reading.lines) == text
    assert fit.corrections == ()
    assert failing(fit.reading) == 0


def test_letters_and_digits_are_put_in_their_places_and_it_is_said() -> None:
    spoilt = TD3.replace("P<UTOERIKSSON", "P<UT0ER1K5SON").replace("7408122F", "74O8I22F")
    fit = fit_zone(lines=seen(spoilt), today=DAY)
    assert "\n".join(fit.reading.lines) == TD3
    assert [(c.field, c.line, c.place, c.seen, c.taken) for c in fit.corrections] == [
        (Field.ISSUING_STATE, 1, 5, "0", "O"), (Field.NAMES, 1, 8, "1", "I"),
        (Field.NAMES, 1, 10, "5", "S"), (Field.BIRTH_DATE, 2, 16, "O", "0"),
        (Field.BIRTH_DATE, 2, 18, "I", "1")]
    assert documents.correction_text(fit.corrections[0])


@pytest.mark.parametrize(("taken", "given_"), [("<<<<<<<", "<<<<<"), ("<<<<<", "<<<<<<<")])
def test_miscounted_fillers(taken: str, given_: str) -> None:
    lines = TD3.split("\n")
    spoilt = lines[0].replace(taken, given_, 1) + "\n" + lines[1]
    fit = fit_zone(lines=seen(spoilt), today=DAY)
    assert "\n".join(fit.reading.lines) == TD3
    assert {c.reason for c in fit.corrections} == {CorrectionReason.FILLERS}


def test_an_unsure_character_is_settled_by_its_check_digit() -> None:
    # L898902C3: the C seen as G, with the C as the second thought.
    spoilt = TD3.replace("L898902C3", "L898902G3")
    fit = fit_zone(lines=seen(spoilt, l2c8=("C", 0.3)), today=DAY)
    assert fit.reading.number == "L898902C3"
    assert [c.reason for c in fit.corrections] == [CorrectionReason.CHECK_DIGIT]
    assert any((d.line, d.place) == (2, 8) for d in fit.doubts)


@pytest.mark.parametrize("altered", [
    TD3.replace("7408122", "7408123"), TD3.replace("L898902C3", "L898902X3"),
    TD3[:-1] + "7", TD3.replace("1204159", "1304159")])
def test_an_altered_document_stays_altered(altered: str) -> None:
    """A sure eye is believed: a forged digit is not repaired into a good one."""
    fit = fit_zone(lines=seen(altered), today=DAY)
    assert fit is None or failing(fit.reading) > 0


@settings(max_examples=150)
@given(st.lists(st.text("ABC<0189OIZS", min_size=20, max_size=48), min_size=2, max_size=3))
def test_no_lines_break_it_and_what_is_returned_is_whole(lines: list[str]) -> None:
    fit = fit_zone(lines=[tuple(Glyph(c, 0.7) for c in line) for line in lines], today=DAY)
    if fit:
        assert len({len(line) for line in fit.reading.lines}) == 1
        assert all(c.outcome in Outcome for c in fit.reading.checks)
        assert all(documents.doubt_text(d) for d in fit.doubts)
