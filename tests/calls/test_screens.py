"""The wallboard and the helpline's screens, and the rules behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.rules.wallboard import count_day
from przystan.rooms.calls.views.helpline_words import fault_words

ROBOT = accounts.system_actor("test")
PASSWORD = "rybitwa-na-falochronie-7"
NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
K = calls.LiveKind
HELPLINE = "/office/calls/helpline/"


def client_of(role: accounts.Role, language: str = "en") -> Client:
    user_id = accounts.add_user(
        username="ewa", display_name="Ewa Mazur", email="", language=language,
        password=PASSWORD, actor=ROBOT, at=clock.now())
    accounts.grant_role(user_id=user_id, role=role, actor=ROBOT, at=clock.now())
    client = Client(headers={"accept-language": language})
    assert client.login(username="ewa", password=PASSWORD)
    client.cookies["przystan_language"] = language
    return client


@pytest.fixture
def supervisor(db: None) -> Client:
    del db
    return client_of(accounts.Role.CALL_SUPERVISOR)


def note(key: str, kind: K, second: float, language: str = "pl") -> calls.LiveNote:
    return calls.LiveNote(key, kind, NOON + timedelta(seconds=second), language)


# --- the day's count


def call(key: str, *moments: tuple[K, float]) -> list[calls.LiveNote]:
    return [note(key, kind, second) for kind, second in moments]


A_DAY = [
    *call("quick", (K.OFFERED, 0), (K.QUEUED, 10), (K.CONNECTED, 30), (K.TALKED, 90),
          (K.ENDED, 90)),
    *call("slow", (K.OFFERED, 0), (K.QUEUED, 10), (K.CONNECTED, 31)),
    *call("gave up", (K.OFFERED, 0), (K.QUEUED, 10), (K.ENDED, 60)),
    *call("at once", (K.OFFERED, 0), (K.QUEUED, 10), (K.ENDED, 14)),
    *call("machine", (K.OFFERED, 0), (K.LANGUAGE, 4), (K.ENDED, 60)),
    *call("waits", (K.OFFERED, 0), (K.QUEUED, 40)),
    *call("new", (K.OFFERED, 0), (K.QUEUED, 95)),
    *call("listens", (K.OFFERED, 80)),
    *call("of yesterday", (K.ENDED, 5)),
]


def test_each_call_is_counted_where_it_belongs() -> None:
    day = count_day(A_DAY, at=NOON + timedelta(seconds=100))
    assert (day.offered, day.queued, day.answered, day.abandoned, day.contained, day.up) == (
        8, 6, 2, 2, 1, 3)
    assert (day.quick, day.counted) == (1, 4)
    assert [w.since for w in day.waiting] == [
        NOON + timedelta(seconds=40), NOON + timedelta(seconds=95)]


moments = st.lists(st.tuples(
    st.sampled_from("abcd"), st.sampled_from(list(K)), st.integers(0, 90)), max_size=30)


@given(moments)
def test_the_day_always_balances(found: list[tuple[str, K, int]]) -> None:
    notes = [note(key, kind, at) for key, kind, at in sorted(found, key=lambda m: m[2])]
    day = count_day(notes, at=NOON + timedelta(seconds=100))
    assert day.offered == day.answered + day.abandoned + day.contained + day.up
    assert 0 <= day.quick <= day.counted <= day.queued <= day.offered
    assert len(day.waiting) <= day.up


COUNT_IN_SQL = """
WITH c AS (
  SELECT call_key, bool_or(kind = 'offered') AS offered,
         min(at) FILTER (WHERE kind = 'queued') AS q,
         min(at) FILTER (WHERE kind = 'connected') AS c,
         max(at) FILTER (WHERE kind = 'ended') AS e
  FROM calls_liveevent GROUP BY call_key)
SELECT count(*), count(q), count(c), count(*) FILTER (WHERE q IS NOT NULL AND c IS NULL AND
         e IS NOT NULL), count(*) FILTER (WHERE q IS NOT NULL AND c - q <= interval '20 s'),
       count(*) FILTER (WHERE q IS NOT NULL AND (c IS NOT NULL OR e - q >= interval '5 s'
         OR (e IS NULL AND %(at)s - q >= interval '20 s')))
FROM c WHERE offered
"""


@pytest.mark.django_db
def test_the_count_agrees_with_one_made_in_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = NOON + timedelta(seconds=100)
    calls.record_live_notes(notes=A_DAY)
    day = calls.day_so_far(at=at)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_IN_SQL, {"at": at})
        counted = cursor.fetchone()
    assert counted == (day.offered, day.queued, day.answered, day.abandoned, day.quick,
                       day.counted)


@pytest.mark.django_db
def test_a_caller_whose_end_was_missed_stops_waiting_when_the_log_closes_the_call() -> None:
    calls.record_live_notes(notes=call("lost", (K.OFFERED, 0), (K.QUEUED, 10)))
    at = NOON + timedelta(minutes=5)
    assert len(calls.day_so_far(at=at).waiting) == 1
    calls.record_contacts(engine="przystan", actor=ROBOT, at=at, contacts=[calls.NewContact(
        key="lost", direction=calls.Direction.INCOMING, outcome=calls.Outcome.ABANDONED,
        started_at=NOON, ended_at=NOON + timedelta(minutes=1))])
    day = calls.day_so_far(at=at)
    assert (len(day.waiting), day.abandoned) == (0, 1)


def test_the_wallboard_prints_its_denominators_and_no_number(supervisor: Client) -> None:
    now = clock.now()
    calls.set_agent_state(status=calls.AgentStatus.READY, phone="op101", languages=("uk",),
                          actor=ROBOT, at=now)
    calls.record_live_notes(notes=[
        calls.LiveNote("w", kind, now, "uk", "", "+48280000123")
        for kind in (K.OFFERED, K.QUEUED)])
    page = supervisor.get("/office/calls/wallboard/").content.decode()
    assert "of 1 queued" in page
    assert "of 1 signed on" in page
    assert "Ukrainian" in page
    assert "Engine not connected" in page
    assert "280000123" not in page
    assert "20 seconds" in page


# --- the helpline


def with_text(change: Callable[[str], str]) -> str:
    return change(shipped_text())


def test_the_map_holds_every_place_once_and_one_line_to_each() -> None:
    tree = calls.parse_helpline(shipped_text())
    laid = calls.draw_map(tree)
    assert sorted(box.id for box in laid.boxes) == sorted(tree.nodes)
    assert len({(box.layer, box.column) for box in laid.boxes}) == len(laid.boxes)
    assert sorted(line.to for line in laid.lines) == sorted(set(tree.nodes) - {tree.start})
    layer = {box.id: box.layer for box in laid.boxes}
    assert all(layer[line.to] == layer[line.source] + 1 for line in laid.lines)
    shown = len(laid.lines) + sum(len(box.also) for box in laid.boxes)
    assert shown == sum(len(list(calls.ways_of(tree, node))) for node in tree.nodes.values())


FAULTY = {
    "no place": ('next = "papers"\n', 'next = "nowhere"\n'),
    "no key": ('keys = { 1 = "work"', 'keys = { x = "work"'),
    "language": ('4 = "en" }', '4 = "pl" }'),
    "unspoken": ('4 = "en" }', '4 = "en", 5 = "de" }'),
    "unreachable": ("[nodes.closed]", '[nodes.lost]\nkind = "queue"\nqueue = "x"\n[nodes.closed]'),
    "loop": ('[nodes.work]\nkind = "say"\nprompt = "papers-work"\nnext = "papers"',
             '[nodes.work]\nkind = "say"\nprompt = "papers-work"\nnext = "work"'),
    "no text": ('prompt = "papers-work"', 'prompt = "papers-none"'),
    "no queue": ('queue = "department"\n', ""),
    "no closed": ('closed = "closed"\n', ""),
    "silent": ('kind = "hang_up"\nprompt = "closed"', 'kind = "hang_up"'),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_said_in_the_readers_language(name: str) -> None:
    before, after = FAULTY[name]
    assert before in shipped_text()
    tree = calls.parse_helpline(shipped_text().replace(before, after, 1))
    faults = calls.check_tree(calls.fill_texts(tree, tell=lambda *_asked: ""))
    assert faults
    with translation.override("pl"):
        for fault in faults:
            assert fault_words(fault)[1] != fault.problem


def test_what_ships_is_shown_until_a_version_is_in_service(supervisor: Client) -> None:
    page = supervisor.get(HELPLINE).content.decode()
    assert "The helpline that ships" in page
    assert page.count("<rect") == len(calls.parse_helpline(shipped_text()).nodes)


def test_a_version_is_written_tried_published_and_rolled_back(supervisor: Client) -> None:
    first = supervisor.post(
        f"{HELPLINE}edit/", {"text": shipped_text(), "note": "as shipped"}, follow=True)
    assert "Put into service" in first.content.decode()
    one = calls.list_helpline_versions()[0].id
    asked = supervisor.post(f"{HELPLINE}{one}/release/").content.decode()
    assert f"Put version {one} into service?" in asked
    assert not calls.list_helpline_versions()[0].is_current
    supervisor.post(f"{HELPLINE}{one}/release/", {"confirmed": "1"})
    text = shipped_text().replace("press one. List of", "press 1. List of")
    supervisor.post(f"{HELPLINE}edit/", {"text": text, "note": "digits"})
    two = calls.list_helpline_versions()[0].id
    supervisor.post(f"{HELPLINE}{two}/release/", {"confirmed": "1"})
    assert calls.helpline_text() == text
    supervisor.post(f"{HELPLINE}{one}/release/", {"confirmed": "1"})
    assert calls.helpline_text() == shipped_text()


def test_a_faulty_version_is_kept_shown_and_not_published(supervisor: Client) -> None:
    text = shipped_text().replace('next = "papers"\n', 'next = "nowhere"\n', 1)
    page = supervisor.post(
        f"{HELPLINE}edit/", {"text": text, "note": "x"}, follow=True).content.decode()
    assert "there is no place nowhere" in page
    assert "/release/" not in page
    version = calls.list_helpline_versions()[0].id
    page = supervisor.post(
        f"{HELPLINE}{version}/release/", {"confirmed": "1"}, follow=True).content.decode()
    assert "cannot be published" in page
    assert calls.helpline_text() == ""


@pytest.mark.parametrize(("data", "words"), [
    ({"text": "name = "}, "This is no helpline"), ({"text": "", "note": "x"}, "Write the text"),
    ({"text": "[nodes]", "note": "x"}, "must be a t"), ({"text": shipped_text()}, "What is new"),
])
def test_what_is_no_helpline_is_refused_beside_its_field(
    supervisor: Client, data: dict[str, str], words: str
) -> None:
    page = supervisor.post(f"{HELPLINE}edit/", {"note": "x", **data} if "note" in data or (
        words == "This is no helpline") else data).content.decode()
    assert words in page
    assert "govuk-error-message" in page
    assert calls.list_helpline_versions() == ()


def test_a_trial_says_what_is_heard_and_hides_the_pin(supervisor: Client) -> None:
    page = supervisor.post(
        f"{HELPLINE}try/", {"keys": "4,1,1234567890#,871300#"}).content.decode()
    assert "To check your case, press one" in page
    assert "the case is looked up" in page
    steps = page[page.index("<ol"):page.index("</ol>")]
    assert "871300" not in steps


@pytest.mark.parametrize("path", ["?version=0", "?version=x", f"?version={'9' * 40}"])
def test_a_version_that_is_none_is_not_found(supervisor: Client, path: str) -> None:
    assert supervisor.get(HELPLINE + path).status_code == 404
    assert supervisor.post(f"{HELPLINE}777/release/", {"confirmed": "1"}).status_code == 404


@pytest.mark.django_db
def test_an_operator_may_watch_the_wallboard_but_not_change_the_helpline() -> None:
    client = client_of(accounts.Role.OPERATOR)
    assert client.get("/office/calls/wallboard/").status_code == 200
    for path in (HELPLINE, f"{HELPLINE}edit/"):
        assert client.get(path).status_code == 403
    for path in (f"{HELPLINE}try/", f"{HELPLINE}1/release/"):
        assert client.post(path).status_code == 403
