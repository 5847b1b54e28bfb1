"""Real calls on the real engine: telephones that nobody here wrote, audio checked both ways."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import (
    Phones,
    both_ways,
    first_word,
    hear,
    loudness,
    run,
    strength,
    until,
    until_waiting,
)

pytestmark = [pytest.mark.slow]

SYSTEM = accounts.system_actor("test")
OPERATOR = Actor(None, "operator")
KEYS = {"pl": "1", "uk": "2", "ru": "3", "en": "4"}
SINGS = 1000
"""A tone that is there measures about 4000, one that is not under 50."""

Ask = Callable[..., Any]


def sign_on(*, phone: str = "op101", status: calls.AgentStatus = calls.AgentStatus.READY) -> None:
    with transactions.transaction():
        calls.set_agent_state(
            status=status, phone=phone, languages=(), actor=OPERATOR, at=clock.now())


def status_code() -> cases.IssuedCode:
    with transactions.transaction():
        sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
        cases.set_case_types(types=[cases.CaseType(
            code="work", name="praca", name_en="work", file_class="6151", legal_basis="art. 114",
            is_confirmed=True)], actor=SYSTEM, at=clock.now())
        case_id = cases.open_case(
            unit="SOC-II", type_code="work", received_on=date(2026, 11, 2),
            channel=cases.Channel.POST, branch="SZ", person_id=None, actor=SYSTEM, at=clock.now())
        return cases.issue_status_code(case_id=case_id, actor=SYSTEM, at=clock.now())


def contacts() -> tuple[calls.ContactRow, ...]:
    return calls.list_contacts(wanted=calls.ContactFilter())


@pytest.fixture
def open_always(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> None:
    """A helpline that is open at every hour, so that the test does not depend on the clock."""
    from przystan.config.commands.helpline import shipped_text

    text = shipped_text().replace("days = [1, 2, 3, 4, 5]", "days = [1, 2, 3, 4, 5, 6, 7]")
    text = text.replace("opens = 08:00:00", "opens = 00:00:00")
    text = text.replace("closes = 16:00:00", "closes = 23:59:59.999999")
    publish(text)


def publish(text: str) -> None:
    with transactions.transaction():
        version = calls.save_helpline(text=text, note="", actor=SYSTEM, at=clock.now())
        calls.release_helpline(version_id=version, actor=SYSTEM, at=clock.now())


@pytest.mark.parametrize("language", KEYS)
@pytest.mark.usefixtures("open_always")
def test_a_full_call(
    language: str, places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """Menu, PIN, status spoken, queue, operator; heard both ways; and its figures."""
    sign_on()
    code = status_code()
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "800")
            await first_word(call)
            await call.send_dtmf(KEYS[language])
            await asyncio.sleep(0.5)
            await call.send_dtmf("1" + code.number + "#")
            await asyncio.sleep(0.3)
            await call.send_dtmf(code.pin + "#")
            heard["status"] = await hear(call, 2.0)
            await call.send_dtmf("0")
            operator = await phones.pick_up("op101")
            await asyncio.sleep(0.3)
            heard["caller"], heard["operator"] = await both_ways(call, operator)
            await operator.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 5, "the caller is let go")

    run(scenario())
    assert loudness(heard["status"]) > 300
    assert strength(heard["caller"], 900) > SINGS
    assert strength(heard["operator"], 600) > SINGS
    assert strength(heard["caller"], 220) < SINGS / 10, "music under the conversation"
    contact = eventually(contacts)[0]
    assert (contact.outcome, contact.language, contact.operators) == (
        calls.Outcome.ANSWERED, language, ("op101",))
    assert contact.talk_seconds == pytest.approx(1.5, abs=1.0)
    agent = eventually(lambda: [a for a in calls.list_agents()
                                if a.status is calls.AgentStatus.WRAP_UP])[0]
    assert agent.username == OPERATOR.name
    assert_written_nowhere(code.pin, places, switchboard.log)


def content_of(path: Path) -> bytes:
    """What a file holds; nothing when the engine has removed it meanwhile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def assert_written_nowhere(pin: str, places: EnginePlaces, log: Path) -> None:
    """No log, event, file or table holds the PIN."""
    files = [log, *(p for folder in ("log", "spool", "run", "var", "prompts")
                    for p in (places.home / folder).rglob("*") if p.is_file())]
    assert [p for p in files if pin.encode() in content_of(p)] == []
    tables = [row[0] for row in transactions.fetch_rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        " AND table_type = 'BASE TABLE' AND table_name ~ '^(calls|cases|platform|audit)'")]
    assert tables
    for table in tables:
        found = transactions.fetch_rows(
            f'SELECT 1 FROM "{table}" t WHERE t::text ~ %s LIMIT 1', [f"(^|[^0-9]){pin}([^0-9]|$)"])
        assert found == [], table


@pytest.mark.usefixtures("open_always")
def test_wrong_pins_lock_the_number(switchboard: SwitchboardProcess, places: EnginePlaces) -> None:
    """After five wrong PINs even the right one is refused, and the try is kept as rows."""
    code = status_code()
    wrong = "000000" if code.pin != "000000" else "111111"
    for _try in range(5):
        with pytest.raises(cases.StatusRefused):
            cases.case_by_status_code(number=code.number, pin=wrong, at=clock.now())
    with pytest.raises(cases.StatusLocked):
        cases.case_by_status_code(number=code.number, pin=code.pin, at=clock.now())


@pytest.mark.usefixtures("open_always")
def test_conversations_outlive_us_and_callers_are_moved_on(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """`kill -9` in a conversation and in the menu: no call is lost, none is counted twice."""
    sign_on()
    waited: dict[str, float] = {}
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            talking = await phones.dial(trunk, "802")
            await talking.send_dtmf("0")
            operator = await phones.pick_up("op101")
            stuck = await phones.dial(trunk, "804")
            await asyncio.sleep(0.5)
            switchboard.kill()
            heard["caller"], heard["operator"] = await both_ways(talking, operator)
            await asyncio.to_thread(switchboard.start)
            waited["moved"] = await first_word(stuck)
            again = await both_ways(talking, operator)
            heard["again"] = again[0]
            await stuck.hangup()
            await operator.hangup()
            await until(lambda: str(talking.state).endswith("CLOSED"), 5, "the caller is let go")

    run(scenario())
    for name in ("caller", "again"):
        assert strength(heard[name], 900) > SINGS, name
    assert strength(heard["operator"], 600) > SINGS
    found = eventually(lambda: contacts() if len(contacts()) == 2 else None)
    assert {c.outcome for c in found} == {calls.Outcome.ANSWERED, calls.Outcome.CONTAINED}
    assert {c.language for c in found} == {"uk", "en"}
    assert eventually(lambda: calls.get_agent(username=OPERATOR.name)).status is (
        calls.AgentStatus.WRAP_UP)


@pytest.mark.usefixtures("open_always")
def test_a_caller_is_passed_on_to_a_unit(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """Held with music, taken back, passed on; the unit is heard although we are killed then."""
    sign_on()
    heard: dict[str, bytes] = {}

    def order(kind: calls.OrderKind, target: str = "") -> None:
        with transactions.transaction():
            calls.give_order(kind=kind, target=target, actor=OPERATOR, at=clock.now())

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            await phones.register("u702")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "803")
            await call.send_dtmf("0")
            operator = await phones.pick_up("op101")
            await asyncio.sleep(0.5)
            await asyncio.to_thread(in_thread, lambda: order(calls.OrderKind.HOLD))
            await asyncio.sleep(1.5)
            heard["held"], _nothing = await both_ways(call, operator)
            await asyncio.to_thread(in_thread, lambda: order(calls.OrderKind.RESUME))
            await asyncio.sleep(1)
            heard["back"], _caller = await both_ways(call, operator)
            await asyncio.to_thread(in_thread, lambda: order(calls.OrderKind.TRANSFER, "702"))
            unit = await phones.pick_up("u702")
            switchboard.kill()
            await asyncio.sleep(0.3)
            heard["unit"], heard["caller"] = await both_ways(call, unit)
            await asyncio.to_thread(switchboard.start)
            await unit.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 5, "the caller is let go")

    run(scenario())
    assert strength(heard["held"], 900) < SINGS / 10
    assert loudness(heard["held"]) > 100, "no music while held"
    assert strength(heard["back"], 900) > SINGS
    assert strength(heard["unit"], 900) > SINGS
    assert strength(heard["caller"], 600) > SINGS
    contact = eventually(contacts)[0]
    assert (contact.outcome, contact.language, contact.operators) == (
        calls.Outcome.ANSWERED, "ru", ("op101",))
    assert (contact.redirected_to, contact.redirect_answered) == ("702", True)


@pytest.mark.usefixtures("open_always")
def test_a_unit_that_does_not_answer_sends_the_caller_back(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """No phone stands at the unit: the caller waits again and another operator takes them."""
    sign_on()

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "801")
            await call.send_dtmf("0")
            await phones.pick_up("op101")
            await asyncio.sleep(0.5)

            def pass_on() -> None:
                with transactions.transaction():
                    calls.give_order(kind=calls.OrderKind.TRANSFER, target="703", actor=OPERATOR,
                                     at=clock.now())

            await asyncio.to_thread(in_thread, pass_on)
            await asyncio.sleep(1)
            await asyncio.to_thread(in_thread, wrap_up)
            again = await phones.pick_up("op101")
            await asyncio.sleep(0.5)
            await again.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 5, "the caller is let go")

    def wrap_up() -> None:
        with transactions.transaction():
            calls.end_wrap_up(actor=OPERATOR, at=clock.now())

    run(scenario())
    contact = eventually(contacts)[0]
    assert (contact.outcome, contact.redirected_to, contact.redirect_answered) == (
        calls.Outcome.ANSWERED, "703", False)
    assert contact.operators == ("op101", "op101")


@pytest.mark.usefixtures("open_always")
def test_a_helpline_put_into_service_is_heard_by_the_next_caller(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """Without a restart: closed from now on, the next caller is told so and let go."""
    from przystan.config.commands.helpline import shipped_text

    publish(shipped_text().replace("days = [1, 2, 3, 4, 5]", "days = []"))
    eventually(lambda: b"put into service" in switchboard.log.read_bytes(), 20)

    async def scenario() -> None:
        async with Phones(places) as phones:
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "804")
            await until(lambda: str(call.state).endswith("CLOSED"), 15, "the caller is let go")

    run(scenario())
    contact = eventually(contacts)[0]
    assert (contact.outcome, contact.language) == (calls.Outcome.CLOSED, "en")


@pytest.mark.usefixtures("open_always")
def test_an_operator_calls_out(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """An operator's own call goes out by the trunk and is an outgoing contact."""

    async def scenario() -> None:
        async with Phones(places) as phones:
            phone = await phones.register("op101")
            await phones.register("trunk")
            call = await phone.dial(f"sip:282000001@{places.host}:{places.sip_port}")
            outside = await phones.pick_up("trunk")
            await call.wait_established()
            await asyncio.sleep(0.5)
            await outside.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 5, "the operator is let go")

    run(scenario())
    contact = eventually(contacts)[0]
    assert (contact.direction, contact.outcome, contact.number, contact.operators) == (
        calls.Direction.OUTGOING, calls.Outcome.OUTGOING_ANSWERED, "282000001", ("op101",))


def in_thread(work: Callable[[], Any]) -> Any:
    """Do something with the database in a thread of its own, and leave no connection behind."""
    try:
        return work()
    finally:
        connections.close_all()


@pytest.mark.usefixtures("transactional_db")
def test_without_us_the_engine_itself_rings_the_operators(places: EnginePlaces) -> None:
    """With no process of ours the fallback queue answers, and nobody hears silence."""
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op102")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "800")
            operator = await phones.pick_up("op102", 30)
            await asyncio.sleep(0.5)
            heard["caller"], heard["operator"] = await both_ways(call, operator)
            await call.hangup()
            await asyncio.sleep(0.3)

    run(scenario())
    assert strength(heard["caller"], 900) > SINGS
    assert strength(heard["operator"], 600) > SINGS


@pytest.mark.usefixtures("open_always")
def test_a_caller_may_hang_up_at_every_point(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """At every place of the tree: the books balance, nobody stays in the engine or the queue."""
    ways = ("", "1", "11", "111234567890#", "111234567890#47", "12", "121", "122", "123", "13",
            "10", "9", "1999", "1*")

    async def scenario() -> None:
        async with Phones(places) as phones:
            trunk = await phones.register("trunk")
            in_queue = asyncio.ensure_future(until_waiting(2))
            await asyncio.gather(*(one(phones, trunk, keys, in_queue) for keys in ways))

    async def one(phones: Phones, trunk: Any, keys: str, in_queue: asyncio.Future[None]) -> None:
        call = await phones.dial(trunk, "800")
        for key in keys:
            await call.send_dtmf(key)
            await asyncio.sleep(0.4)
        # A busy machine hears the last key late, and the queue is a place to hang up in too.
        await (in_queue if keys in {"10", "1999"} else asyncio.sleep(2))
        await call.hangup()

    run(scenario())
    found = eventually(lambda: contacts() if len(contacts()) >= len(ways) else None, 20)
    assert len(found) == len(ways)
    by_outcome = {o: sum(c.outcome is o for c in found) for o in calls.Outcome}
    assert by_outcome[calls.Outcome.ABANDONED] == 2, "the ways that end in the queue: 10 and 1999"
    assert by_outcome[calls.Outcome.CONTAINED] == len(ways) - 2
    days = calls.daily_balance(first_date=found[-1].local_date, last_date=found[0].local_date)
    assert [day.difference for day in days] == [0] * len(days)
    assert sum(day.offered for day in days) == len(ways)
