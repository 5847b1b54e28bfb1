"""Procedures in four languages, through the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

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


def test_search_looks_in_the_readers_language() -> None:
    publish(POLISH, UKRAINIAN)
    assert [p.slug for p in knowledge.search_procedures(text="тимчасове", language="uk")] == [
        "stay"]
    assert knowledge.search_procedures(text="тимчасове", language="pl") == ()
