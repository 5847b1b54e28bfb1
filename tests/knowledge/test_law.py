"""A change of law finds the texts that cite the article, by the texts themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.demo.texts import publish_notices, publish_texts
from przystan.platform.accounts.public import system_actor
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.rules.law import articles_of, citations_of

ROBOT = system_actor("test")
AT = datetime(2024, 1, 2, 10, tzinfo=UTC)
Act = knowledge.LawAct


@pytest.mark.parametrize(("words", "articles"), [
    ("112a", ("112a",)), ("104-106, 108, 112a", ("104", "105", "106", "108", "112a")),
    ("106 ust. 2a i 2b", ("106", "2b")), ("64 § 2", ("64",)), ("186–187", ("186", "187")),
    ("9-1", ("9", "1")), ("1-99999", ("1", "99999")),
])
def test_an_enumeration_is_taken_apart(words: str, articles: tuple[str, ...]) -> None:
    assert articles_of(words) == articles


@pytest.mark.parametrize(("text", "cited"), [
    ("ustawa z dnia 12 grudnia 2013 r. o cudzoziemcach, art. 127 (do potwierdzenia), art. 108",
     {(Act.FOREIGNERS, "127"), (Act.FOREIGNERS, "108")}),
    ("Termin jest zawieszony (art. 100d ustawy o pomocy obywatelom Ukrainy).",
     {(Act.UKRAINE_AID, "100d")}),
    ("Miesiąc (art. 35 k.p.a.). Potem art. 112a ustawy o cudzoziemcach.",
     {(Act.PROCEDURE, "35"), (Act.FOREIGNERS, "112a")}),
    ("bez artykułu", set()),
])
def test_an_article_belongs_to_the_act_named_beside_it(
    text: str, cited: set[tuple[knowledge.LawAct, str]]
) -> None:
    found = citations_of(text, otherwise=Act.FOREIGNERS)
    assert {(c.act, c.article) for c in found} == cited


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    citations_of("art. 1-9 " + text, otherwise=Act.PROCEDURE)


def change(act: knowledge.LawAct, article: str, on: date = date(2024, 3, 4)) -> int:
    return knowledge.record_law_change(
        act=act, article=article, in_force_on=on, note="", actor=ROBOT, at=AT)


def waiting() -> list[str]:
    return [t.subject for t in knowledge.list_law_changes()[0].waiting]


@pytest.mark.django_db
def test_the_pages_wait_until_they_are_reviewed_or_published_anew() -> None:
    publish_texts(actor=ROBOT)
    publish_notices(actor=ROBOT)
    number = change(Act.UKRAINE_AID, "100D")
    cards = {f"procedure:{p.slug}" for p in knowledge.list_procedures(language="pl")
             if "100d" in p.text.term}
    assert set(waiting()) == cards
    assert len(cards) >= 8
    knowledge.review_text(change_id=number, subject="procedure:studies", actor=ROBOT, at=AT)
    knowledge.review_text(change_id=number, subject="procedure:studies", actor=ROBOT, at=AT)
    assert set(waiting()) == cards - {"procedure:studies"}
    business = knowledge.get_procedure(slug="business", language="pl").text
    knowledge.publish_text(slug="business", text=business, actor=ROBOT,
                           at=datetime(2024, 3, 5, tzinfo=UTC))
    assert set(waiting()) == cards - {"procedure:studies", "procedure:business"}
    with pytest.raises(knowledge.ChangeNotFound):
        knowledge.review_text(change_id=0, subject="procedure:studies", actor=ROBOT, at=AT)


@pytest.mark.django_db
def test_letters_wait_too_and_a_whole_act_touches_every_text_that_cites_it() -> None:
    publish_notices(actor=ROBOT)
    change(Act.PROCEDURE, "")
    assert len(waiting()) == 4
    change(Act.PROCEDURE, "129", date(2024, 3, 5))
    assert len(waiting()) == 1
    change(Act.PROCEDURE, "129", date(2022, 1, 1))
    assert knowledge.list_law_changes()[-1].waiting == ()
