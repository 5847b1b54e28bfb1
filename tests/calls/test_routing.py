"""Who is rung for whom: skill before language before branch, longest idle first, nobody starves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.rules.routing import (
    HEAD_START_SECONDS,
    Choice,
    Staff,
    choose_agent,
    queue_rank,
)
from tests.calls.test_screens import client_of

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
WORK, FAMILY = "temporary-residence-and-work", "family"
NAMES = ("anna", "oleh", "piotr", "zofia")
S = calls.AgentStatus

agents = st.lists(st.sampled_from(NAMES), unique=True).flatmap(lambda names: st.tuples(*(
    st.builds(
        calls.Agent, username=st.just(name), phone=st.just(f"op-{name}"),
        status=st.sampled_from(S), languages=st.sampled_from([(), ("pl",), ("pl", "uk")]),
        since=st.integers(0, 900).map(lambda s: AT - timedelta(seconds=s)))
    for name in names)))
staff = st.builds(
    Staff, competent=st.frozensets(st.sampled_from(NAMES)),
    branches=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(
        [frozenset({"SZ"}), frozenset({"KO"}), frozenset({"SZ", "KO"})])))
routes = st.builds(
    calls.Route, topic=st.sampled_from(["", WORK]), branch=st.sampled_from(["", "SZ"]),
    skill_seconds=st.integers(0, 60), branch_seconds=st.integers(60, 120))


def choose(
    who: tuple[calls.Agent, ...], route: calls.Route, waited: float, known: Staff
) -> Choice | None:
    return choose_agent(who, language="uk", route=route, waited=waited, staff=known)


@given(agents, routes, st.floats(0, 200), staff)
def test_the_one_rung_is_ready_speaks_and_nobody_better_or_idle_longer_was_free(
    who: tuple[calls.Agent, ...], route: calls.Route, waited: float, known: Staff
) -> None:
    """The rule told a second time, as plain lists, gives the same operator or nobody."""
    able = [a for a in who if a.status is S.READY and (not a.languages or "uk" in a.languages)]
    away = [a for a in able if route.branch and known.branches.get(a.username, frozenset())
            and route.branch not in known.branches[a.username]]
    near = [a for a in able if a not in away]
    holders = [a for a in near if route.topic and a.username in known.competent]
    lists = [holders, [a for a in near if not route.topic or waited >= route.skill_seconds]]
    if waited >= route.branch_seconds:
        lists += [[a for a in away if a.username in known.competent], away]
    best = next((some for some in lists if some), [])
    expected = min(best, key=lambda a: (a.since, a.username), default=None)
    found = choose(who, route, waited, known)
    assert (found.agent if found else None) == expected
    if found:
        assert found.ready >= 1


@given(agents, routes, staff)
def test_whoever_waits_long_enough_is_offered_to_anybody_who_speaks_their_language(
    who: tuple[calls.Agent, ...], route: calls.Route, known: Staff
) -> None:
    is_any_ready = any(
        a.status is S.READY and (not a.languages or "uk" in a.languages) for a in who)
    assert (choose(who, route, 120, known) is not None) == is_any_ready


@given(agents, routes, staff, st.floats(0, 200), st.floats(0, 200))
def test_waiting_longer_never_takes_an_operator_away(
    who: tuple[calls.Agent, ...], route: calls.Route, known: Staff, one: float, more: float
) -> None:
    sooner, later = choose(who, route, one, known), choose(who, route, one + more, known)
    assert sooner is None or (later is not None and later.agent == sooner.agent)


callers = st.lists(st.tuples(st.integers(0, 7200), st.integers(0, calls.MOST_PRIORITY)), min_size=1)


@given(callers)
def test_no_caller_starves(waiting: list[tuple[int, int]]) -> None:
    """Whoever goes before one who came earlier came at most ten minutes after them."""
    order = sorted(waiting, key=lambda one: queue_rank(since=one[0], priority=one[1]))
    for turn, (since, priority) in enumerate(order):
        for earlier_since, earlier_priority in order[:turn]:
            assert earlier_since - since <= (
                earlier_priority - priority) * HEAD_START_SECONDS <= 600 or earlier_since <= since
        equals = [s for s, p in order if p == priority]
        assert equals == sorted(equals), "among equals the longest waiting goes first"


# --- through the door


class KnownStaff:
    """What this test's office knows of its staff."""

    def topics(self) -> dict[str, str]:
        return {WORK: "Residence and work"}

    def branches(self) -> dict[str, str]:
        return {"SZ": "Szczecin", "KO": "Koszalin"}

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        return frozenset({"anna"}) if (topic, language) == (WORK, "uk") else frozenset()

    def branches_of(self, *, names: object) -> dict[str, frozenset[str]]:
        return {"anna": frozenset({"SZ"}), "oleh": frozenset({"SZ"}), "piotr": frozenset({"KO"})}


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("przystan.rooms.calls.queries.engine._staff", [KnownStaff()])


def sign_on(name: str, *, idle: int) -> None:
    calls.set_agent_state(
        status=S.READY, phone=f"op-{name}", languages=(), actor=Actor(None, name),
        at=AT - timedelta(seconds=idle))


def join(key: str, route: calls.Route, *, waited: int = 0, kind: str = "queued") -> None:
    at = AT - timedelta(seconds=waited)
    calls.record_live_notes(notes=[
        calls.LiveNote(key, calls.LiveKind.OFFERED, at, "uk"),
        calls.LiveNote(key, calls.LiveKind(kind), at, "uk", route=route)])


def pick(key: str, route: calls.Route | None = None) -> str:
    found = calls.pick_operator(
        call_key=key, language="uk", without=frozenset(), at=AT, route=route)
    return found.username if found else ""


ROUTE = calls.Route(place="queue-work", topic=WORK, branch="SZ")


@pytest.mark.usefixtures("known")
def test_the_competent_operator_is_rung_although_another_idles_longer_and_why_is_kept() -> None:
    sign_on("anna", idle=10)
    sign_on("oleh", idle=900)
    join("c1", ROUTE, waited=5)
    assert pick("c1") == "anna"
    (offer,) = calls.list_offers(call_key="c1")
    assert (offer.username, offer.fit, offer.reason, offer.waited_seconds, offer.route.topic) == (
        "anna", calls.Fit.TOPIC, calls.OfferReason.HOLDS_TOPIC, 5, WORK)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(("signed_on", "waited", "rung", "reason"), [
    (("oleh",), 29, "", None),
    (("oleh",), 30, "oleh", calls.OfferReason.NOBODY_HOLDS_TOPIC),
    (("piotr",), 59, "", None),
    (("piotr",), 60, "piotr", calls.OfferReason.BRANCH_BUSY),
    (("piotr", "oleh"), 60, "oleh", calls.OfferReason.NOBODY_HOLDS_TOPIC),
])
def test_a_call_overflows_to_the_language_and_then_to_the_other_branch(
    signed_on: tuple[str, ...], waited: int, rung: str, reason: calls.OfferReason | None
) -> None:
    for name in signed_on:
        sign_on(name, idle=10)
    join("c1", ROUTE, waited=waited)
    assert pick("c1") == rung
    assert [o.reason for o in calls.list_offers(call_key="c1")] == ([reason] if reason else [])


@pytest.mark.usefixtures("known")
def test_who_waits_for_a_busy_holder_is_told_apart() -> None:
    sign_on("anna", idle=900)
    sign_on("oleh", idle=10)
    join("c1", ROUTE)
    assert pick("c1") == "anna"
    join("c2", ROUTE, waited=31)
    assert pick("c2") == "oleh"
    assert calls.list_offers(call_key="c2")[0].reason is calls.OfferReason.HOLDERS_BUSY


@pytest.mark.usefixtures("known")
def test_the_route_told_by_the_switchboard_counts_until_its_row_is_written() -> None:
    sign_on("oleh", idle=10)
    assert pick("c1", ROUTE) == ""
    assert pick("c1", calls.Route()) == "oleh"


@pytest.mark.usefixtures("known")
def test_the_wallboard_shows_the_order_and_the_contact_s_page_why() -> None:
    client = client_of(accounts.Role.CALL_SUPERVISOR)
    now = clock.now()
    for key, age, route in (("c1", 90, calls.Route(place="queue")), ("c2", 30, replace(
            ROUTE, priority=2, priority_reason="minor"))):
        at = now - timedelta(seconds=age)
        calls.record_live_notes(notes=[
            calls.LiveNote(key, calls.LiveKind.OFFERED, at, "uk"),
            calls.LiveNote(key, calls.LiveKind.QUEUED, at, "uk", route=route)])
    day = calls.day_so_far(at=now)
    if clock.local_date(now) == clock.local_date(now - timedelta(seconds=90)):
        assert [w.call_key for w in day.waiting] == ["c2", "c1"]
    sign_on("anna", idle=10)
    assert calls.pick_operator(call_key="c2", language="uk", without=frozenset(), at=now)
    page = client.get(reverse("calls:wallboard")).content.decode()
    assert "Residence and work" in page
    assert "holds the competence" in page or "ma kwalifikacje" in page


# --- the helpline's text

QUEUE = 'queue = "department"\n'


def with_route(lines: str) -> str:
    return shipped_text().replace(QUEUE, QUEUE + lines)


def test_a_text_without_routes_loads_and_one_with_them_reads_back() -> None:
    old = calls.parse_helpline(shipped_text())
    assert old.nodes["queue"].route == calls.Route()
    text = with_route('topic = "a"\nbranch = "SZ"\npriority = 3\npriority_reason = "urgent"\n'
                      'skill_wait = 0\nbranch_wait = 90\n')
    tree = calls.parse_helpline(text)
    assert tree.nodes["queue"].route == calls.Route("", "a", "SZ", 3, "urgent", 0, 90)
    assert calls.parse_helpline(calls.write_helpline(tree)) == tree
    assert calls.check_tree(tree) == calls.check_tree(old)


@pytest.mark.parametrize(("lines", "message"), [
    ("priority = 6\n", "nodes.queue.priority must be a whole number from 0 to 5"),
    ("priority = true\n", "nodes.queue.priority must be"),
    ('skill_wait = "30"\n', "nodes.queue.skill_wait must be"),
    ("topic = 3\n", "nodes.queue.topic must be a text"),
])
def test_what_no_route_can_be_is_refused_by_name(lines: str, message: str) -> None:
    with pytest.raises(calls.BadTree, match=message):
        calls.parse_helpline(with_route(lines))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(("lines", "problem"), [
    ('topic = "family"\n', "there is no topic 'family'"),
    ('branch = "XX"\n', "there is no branch 'XX'"),
    ("priority = 1\n", "a priority and its reason come together"),
    ('priority_reason = "minor"\n', "a priority and its reason come together"),
    ('priority = 1\npriority_reason = "friend"\n', "'friend' is no reason for a priority"),
    (f'topic = "{WORK}"\nbranch = "SZ"\nskill_wait = 61\n',
     "the wait for the branch is shorter than that for the topic"),
])
def test_an_unknown_topic_or_branch_keeps_a_helpline_from_being_published(
    lines: str, problem: str
) -> None:
    version = calls.save_helpline(
        text=with_route(lines), note="", actor=Actor(None, "anna"), at=AT)
    with pytest.raises(calls.HelplineFaulty, match=problem):
        calls.release_helpline(version_id=version, actor=Actor(None, "anna"), at=AT)


def test_only_a_queue_has_a_route() -> None:
    text = shipped_text().replace('kind = "status"\n', 'kind = "status"\npriority = 1\n')
    assert "only a queue has a topic, a branch, a priority and waits" in {
        f.problem for f in calls.check_tree(calls.parse_helpline(text))}


@pytest.mark.usefixtures("known")
def test_the_editor_knows_topic_branch_and_priority() -> None:
    client = client_of(accounts.Role.CALL_SUPERVISOR)
    address = reverse("calls:helpline_place")
    page = client.get(f"{address}?place=queue").content.decode()
    assert "Residence and work" in page
    given = {"place": "queue", "version": "", "kind": "queue", "queue": "department",
             "topic": WORK, "branch": "KO", "skill_wait": "20", "branch_wait": "",
             "priority": "2", "priority_reason": "", "text_pl": "Proszę czekać."}
    refused = client.post(address, given)
    assert refused.status_code == 200
    assert calls.list_helpline_versions() == ()
    assert client.post(address, {**given, "topic": "unknown"}).status_code == 200
    assert client.post(address, {**given, "priority_reason": "minor"}).status_code == 302
    version = calls.list_helpline_versions()[0].id
    tree = calls.parse_helpline(calls.helpline_text(version_id=version))
    assert tree.nodes["queue"].route == calls.Route("", WORK, "KO", 2, "minor", 20)
    shown = client.get(reverse("calls:helpline"), {"version": version}).content.decode()
    assert "Koszalin" in shown
