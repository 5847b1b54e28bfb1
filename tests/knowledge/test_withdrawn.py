"""A page that readers no longer get: also for one who is reading it, until a newer text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from przystan.platform.accounts.public import system_actor
from przystan.rooms.knowledge import public as knowledge

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ROBOT = system_actor("test")
SLUG = "studies"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


def withdraw(slug: str = SLUG, reason: str = "Przepis uchylono.", instead: str = "") -> None:
    knowledge.withdraw_procedure(slug=slug, reason=reason, instead=instead, actor=ROBOT, at=AT)


def other_slug() -> str:
    return next(s.slug for s in knowledge.list_statuses() if s.slug != SLUG)


def test_who_reads_it_meanwhile_is_told_why_and_where_to_read_instead(client: Client) -> None:
    address = f"/uk/procedures/{SLUG}/"
    assert client.get(address).status_code == 200
    instead = other_slug()
    withdraw(instead=instead)
    for answer in (client.get(address), client.post(f"{address}opinion/", {"helped": "yes"}),
                   client.get(f"/uk/checklist/{SLUG}/")):
        shown = answer.content.decode()
        assert answer.status_code == 410
        assert "Przepis uchylono." in shown
        assert f"/uk/procedures/{instead}/" in shown
        assert 'lang="uk"' in shown
    assert [o for o in knowledge.list_opinions() if o.slug == SLUG] == []


def test_it_is_listed_and_found_no_more_and_a_newer_text_puts_it_back() -> None:
    asked = "jestem studentem"
    assert is_found(asked)
    cached = knowledge.texts_version()
    withdraw()
    assert knowledge.texts_version() != cached
    assert SLUG not in {p.slug for p in knowledge.list_procedures(language="en")}
    assert not is_found(asked)
    assert next(s for s in knowledge.list_statuses() if s.slug == SLUG).is_withdrawn
    polish = knowledge.get_procedure(slug=SLUG, language="pl", for_editors=True).text
    knowledge.publish_text(slug=SLUG, text=replace(polish, fee="440 zł"), actor=ROBOT, at=AT)
    assert knowledge.get_procedure(slug=SLUG, language="pl").text.fee == "440 zł"
    assert is_found(asked)


def is_found(question: str) -> bool:
    found = knowledge.find_procedures(text=question, language="pl")
    return SLUG in {f.procedure.slug for f in found}


@pytest.mark.parametrize(("reason", "instead"), [
    ("  ", ""), ("Przepis uchylono.", SLUG), ("Przepis uchylono.", "no-such-page")])
def test_a_withdrawal_without_reason_or_by_itself_is_refused(reason: str, instead: str) -> None:
    with pytest.raises(knowledge.NotWithdrawable):
        withdraw(reason=reason, instead=instead)
    assert knowledge.get_procedure(slug=SLUG, language="pl")


def test_nothing_is_withdrawn_twice_and_nothing_unknown() -> None:
    withdraw()
    with pytest.raises(knowledge.NotWithdrawable):
        withdraw()
    with pytest.raises(knowledge.ProcedureNotFound):
        withdraw(slug="no-such-page")


def test_a_question_of_five_thousand_letters_is_answered_and_says_what_was_searched(
    client: Client
) -> None:
    answer = client.get("/procedures/", {"q": "studia " * 714 + "<b>x"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert f"/procedures/{SLUG}/" in shown
    assert "200" in shown
    assert "<b>x" not in shown
