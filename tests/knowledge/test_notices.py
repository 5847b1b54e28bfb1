"""News, letters, help: shown on their days, to whom they concern, in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from przystan.demo.texts import publish_notices, publish_texts
from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge

pytestmark = pytest.mark.django_db
ROBOT = system_actor("test")
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
Kind = knowledge.NoticeKind


def publish(**given: object) -> int:
    first = date(2023, 3, 10)
    texts = (knowledge.NoticeText("pl", "Zmiana godzin", "Jutro od 10."),
             knowledge.NoticeText("uk", "Зміна годин", "Завтра з 10."))
    notice = {"kind": Kind.ANNOUNCEMENT, "starts_on": first, "ends_on": date(2023, 3, 20),
              "texts": texts, **given}
    return knowledge.publish_notice(
        notice=knowledge.NewNotice(**notice), actor=ROBOT, at=AT)  # type: ignore[arg-type]


def titles(on: date, language: str = "pl", audience: str | None = None) -> list[str]:
    return [n.title for n in knowledge.list_notices(
        kind=Kind.ANNOUNCEMENT, language=language, on=on, audience=audience)]


def test_a_notice_is_shown_on_its_days_and_in_polish_where_it_has_no_text() -> None:
    publish()
    shown = [titles(date(2023, 3, day)) for day in (9, 10, 20, 21)]
    assert shown == [[], ["Zmiana godzin"], ["Zmiana godzin"], []]
    assert titles(date(2023, 3, 15), "uk") == ["Зміна годин"]
    assert titles(date(2023, 3, 15), "ru") == ["Zmiana godzin"]


def test_a_notice_for_one_procedure_is_shown_to_its_readers_alone() -> None:
    publish(audience="studies")
    day = date(2023, 3, 15)
    assert titles(day, audience="studies") == ["Zmiana godzin"]
    assert titles(day, audience="business") == titles(day, audience="") == []


def test_a_notice_ends_when_an_editor_says_so_and_once() -> None:
    number = publish(ends_on=None)
    assert titles(date(2024, 1, 1))
    knowledge.end_notice(notice_id=number, on=date(2023, 3, 12), actor=ROBOT, at=AT)
    assert titles(date(2023, 3, 12))
    assert not titles(date(2023, 3, 13))
    with pytest.raises(knowledge.NoticeNotFound):
        knowledge.end_notice(notice_id=number, on=date(2023, 3, 12), actor=ROBOT, at=AT)


@pytest.mark.parametrize("given", [
    {"texts": (knowledge.NoticeText("uk", "a", "b"),)},
    {"texts": (knowledge.NoticeText("pl", " ", "b"),)}, {"ends_on": date(2023, 3, 9)}])
def test_a_notice_without_polish_or_with_days_out_of_order_is_refused(
    given: dict[str, object]
) -> None:
    with pytest.raises(knowledge.NoticeNotPossible):
        publish(**given)


@pytest.mark.parametrize(("address", "least"), [("/letters/", 7), ("/help/", 3), ("/news/", 0)])
@pytest.mark.parametrize("language", knowledge.LANGUAGES)
def test_the_public_lists_set_no_cookie_and_speak_the_readers_language(
    address: str, least: int, language: str
) -> None:
    publish_notices(actor=ROBOT)
    answer = Client().get(address, headers={"accept-language": language})
    page = answer.content.decode()
    assert page.count(f'class="p-procedure" lang="{language}"') >= least
    assert not answer.cookies


def test_what_is_written_into_a_notice_is_shown_and_never_run() -> None:
    today = clock.local_date(clock.now())
    publish_texts(actor=ROBOT)
    publish(starts_on=today, ends_on=None, texts=(
        knowledge.NoticeText("pl", "<script>a</script>", "<img src=x onerror=alert(1)>"),))
    for address in ("/news/", "/procedures/", "/pl/procedures/studies/"):
        page = Client().get(address).content.decode()
        assert "&lt;script&gt;a" in page
        assert "<img src=x" not in page


def test_reach_is_counted_by_kind_and_language() -> None:
    for kind, day, reached in (("leaflet", 1, 40), ("leaflet", 2, 2), ("event", 3, 7)):
        knowledge.record_outreach(
            outreach=knowledge.NewOutreach(
                knowledge.OutreachKind(kind), "Dzień otwarty", date(2023, 3, day), "uk", reached),
            actor=ROBOT, at=AT)
    found = knowledge.sum_outreach(since=date(2023, 3, 1), until=date(2023, 3, 31))
    assert [(x.kind.value, x.language, x.reached) for x in found] == [
        ("event", "uk", 7), ("leaflet", "uk", 42)]
    assert knowledge.sum_outreach(
        since=date(2023, 3, 4), until=date(2023, 3, 4) + timedelta(days=9)) == ()
