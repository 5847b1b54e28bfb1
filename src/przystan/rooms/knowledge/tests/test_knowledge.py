"""Procedures in four languages, through the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from przystan.platform.accounts.public import system_actor
from przystan.rooms.knowledge import public as knowledge

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ACTOR = system_actor("test")
POLISH = knowledge.ProcedureText(
    "pl", "Pobyt czasowy", "Jedno zezwolenie", "Kto", "Gdzie", ("wniosek",), "440 zł", "60 dni",
    "Karta")
UKRAINIAN = replace(POLISH, language="uk", title="Тимчасове перебування")


def publish(*texts: knowledge.ProcedureText) -> None:
    knowledge.publish_procedure(actor=ACTOR, at=AT, procedure=knowledge.NewProcedure(
        "stay", "art. 98", "SOC", date(2024, 1, 1), texts))


def test_everybody_reads_their_language_or_the_original() -> None:
    publish(UKRAINIAN, POLISH)
    assert knowledge.get_procedure(slug="stay", language="uk").text.title == UKRAINIAN.title
    russian = knowledge.get_procedure(slug="stay", language="ru")
    assert (russian.text.language, russian.languages) == ("pl", ("pl", "uk"))


def test_a_new_original_makes_translations_outdated_until_they_follow() -> None:
    publish(POLISH, UKRAINIAN)
    knowledge.publish_text(slug="stay", text=POLISH, actor=ACTOR, at=AT)
    state = knowledge.get_procedure(slug="stay", language="uk").state
    assert state is knowledge.TranslationState.OUTDATED
    knowledge.publish_text(slug="stay", text=UKRAINIAN, actor=ACTOR, at=AT)
    state = knowledge.get_procedure(slug="stay", language="uk").state
    assert state is knowledge.TranslationState.UP_TO_DATE
    assert dict(knowledge.list_statuses()[0].states)["ru"] is None


def test_a_machine_translation_says_so() -> None:
    publish(POLISH)
    knowledge.publish_text(slug="stay", text=UKRAINIAN, actor=ACTOR, at=AT, is_machine=True)
    state = knowledge.get_procedure(slug="stay", language="uk").state
    assert state is knowledge.TranslationState.MACHINE


def test_nothing_is_published_without_the_original() -> None:
    with pytest.raises(knowledge.OriginalMissing):
        publish(UKRAINIAN)
    with pytest.raises(knowledge.ProcedureNotFound):
        knowledge.get_procedure(slug="stay", language="pl")


def found(text: str, language: str) -> list[str]:
    return [f.procedure.slug for f in knowledge.find_procedures(text=text, language=language)]


def test_search_finds_in_every_language_and_follows_a_new_version() -> None:
    publish(POLISH, UKRAINIAN)
    assert found("тимчасове", "uk") == found("тимчасове", "pl") == ["stay"]
    assert found("hippopotamus", "en") == found("", "pl") == found("!!", "ru") == []
    knowledge.publish_text(slug="stay", text=replace(POLISH, title="Zaproszenie"), actor=ACTOR,
                           at=AT)
    assert found("zaproszenia", "en") == ["stay"]
    assert knowledge.index_all() == 1
    assert found("zaproszenia", "en") == ["stay"]


def test_an_empty_search_is_kept_without_personal_data_until_an_editor_answers_it() -> None:
    publish(POLISH)
    day = date(2023, 3, 1)
    for text in ("Hulajnoga jan@example.pl 48123456789", "hulajnoga"):
        assert knowledge.count_empty_search(text=text, language="pl", day=day) == "hulajnoga"
    assert knowledge.count_empty_search(text="AB1234567", language="pl", day=day) == ""
    assert knowledge.list_open_searches() == (knowledge.OpenSearch("hulajnoga", "pl", 2, day),)
    assert found("hulajnoga", "pl") == []
    knowledge.settle_search(text="hulajnoga", slug="stay", actor=ACTOR, at=AT)
    assert knowledge.list_open_searches() == ()
    assert found("hulajnogą", "uk") == ["stay"]
    with pytest.raises(knowledge.SynonymEmpty):
        knowledge.add_synonym(slug="stay", phrase=" ?! ", actor=ACTOR, at=AT)
    with pytest.raises(knowledge.ProcedureNotFound):
        knowledge.settle_search(text="x", slug="nothing", actor=ACTOR, at=AT)


def test_opinions_are_counted_per_version() -> None:
    publish(POLISH)
    for day, has_helped in ((1, True), (1, True), (2, True), (2, False)):
        knowledge.count_opinion(slug="stay", language="pl", version=1, has_helped=has_helped,
                                day=date(2023, 3, day))
    assert knowledge.list_opinions() == (knowledge.PageOpinion("stay", "pl", 1, 3, 1),)
    with pytest.raises(knowledge.ProcedureNotFound):
        knowledge.count_opinion(slug="stay", language="pl", version=2, has_helped=True,
                                day=date(2023, 3, 1))


def rate(amount: int, first: date, last: date | None = None) -> knowledge.Rate:
    return knowledge.Rate(knowledge.FeeKind.CARD, Decimal(amount), first, last, "an act", "1", True)


def test_a_fee_is_the_one_in_force_and_a_correction_is_a_later_record() -> None:
    for told in (rate(50, date(2020, 1, 1), date(2022, 7, 28)), rate(99, date(2022, 7, 29)),
                 rate(100, date(2022, 7, 29))):
        knowledge.record_rate(rate=told, actor=ACTOR, at=AT)

    def due(day: date, *, has_relief: bool = False) -> knowledge.FeeSum:
        return knowledge.calculate_fees(
            kinds=[knowledge.FeeKind.CARD], day=day, has_relief=has_relief)

    assert due(date(2022, 7, 28)).total == 50
    assert due(date(2022, 7, 29)).total == 100
    assert due(date(2022, 7, 29), has_relief=True).total == 50
    assert due(date(2019, 1, 1)).unknown == (knowledge.FeeKind.CARD,)
    assert len(knowledge.list_rate_versions(kind=knowledge.FeeKind.CARD)) == 3
    with pytest.raises(knowledge.DaysOutOfOrder):
        knowledge.record_rate(rate=rate(1, date(2023, 1, 2), date(2023, 1, 1)), actor=ACTOR, at=AT)
