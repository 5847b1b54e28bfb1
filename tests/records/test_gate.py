"""The gate: the alarm on its screen, with and without the office, and once in the office's list."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from przystan.adapters.edge.agent import Agent
from przystan.adapters.edge.gate import FailMode, Gate, GateWatch, Passage
from przystan.adapters.edge.settings import EdgeSettings, Kind, ReaderSettings, Via
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc
from tests.records.test_edge_agent import Make, identity, make, office, running, wait_until
from tests.records.test_edge_intake import Device, branch, device
from tests.records.test_inventory_screens import clerk, text

__all__ = ["branch", "device", "identity", "make", "office"]  # fixtures
ADMIN = Actor(1, "Admin")
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
KEY = "0a0b0c0d-0000-4000-8000-00000000000{}"
WINDOW, HOLD = 5_000_000, 60_000_000


def watch(gate: Gate) -> tuple[GateWatch, list[tuple[str, records.AlarmReason]]]:
    told: list[tuple[str, records.AlarmReason]] = []
    return GateWatch(gate, on_alarm=lambda a, reason: told.append((a.epc, reason)),
                     window_us=WINDOW, hold_us=HOLD), told


def test_a_folder_sounds_once_while_it_stays_and_again_when_it_comes_back() -> None:
    seen, told = watch(Gate(("2C",), allowed=frozenset()))
    for second in range(20):
        seen.see("2C01", reader="g", now_us=second * 1_000_000)
        seen.tick(now_us=second * 1_000_000)
    assert len(told) == 1
    seen.clear()
    assert seen.standing() == []
    seen.see("2C01", reader="g", now_us=20_000_000)
    assert len(told) == 1
    seen.tick(now_us=26_000_001)
    seen.see("2C01", reader="g", now_us=26_000_001)
    assert told == [("2C01", records.AlarmReason.NOT_ALLOWED)] * 2
    seen.tick(now_us=26_000_001 + HOLD + 1)
    assert seen.standing() == []


def test_the_reason_says_whether_there_was_a_list() -> None:
    gate = Gate(("2C",))
    seen, told = watch(gate)
    seen.see("2C01", reader="g", now_us=1)
    gate.replace([])
    seen.see("2C02", reader="g", now_us=1)
    assert [reason for _, reason in told] == ["no_list", "not_allowed"]


@given(st.lists(st.tuples(st.sampled_from(["2C01", "2C02", "3001"]), st.integers(0, 9_000_000),
                          st.booleans())))
def test_whatever_is_not_allowed_stands_or_was_cleared(
    steps: list[tuple[str, int, bool]]
) -> None:
    seen, told = watch(Gate(("2C",), allowed=frozenset({"2C02"})))
    now = 0
    for epc, pause, is_cleared in steps:
        now += pause
        before = len(told)
        passage = seen.see(epc, reader="g", now_us=now)
        assert passage is {"2C01": Passage.ALARM, "2C02": Passage.ALLOWED,
                           "3001": Passage.NOT_OURS}[epc]
        if len(told) > before:
            assert [a.epc for a in seen.standing()] == ["2C01"]
        if is_cleared:
            seen.clear()
            assert seen.standing() == []
        seen.tick(now_us=now)
    assert {epc for epc, _ in told} <= {"2C01"}


# --- the agent's own screen


GATE = ReaderSettings("north door", kind=Kind.LINES, via=Via.PUSH, token="secret", is_gate=True)


def settings(**changed: Any) -> EdgeSettings:
    return EdgeSettings(**{
        "readers": (GATE,), "screen": "127.0.0.1:0", "listen": "127.0.0.1:0",
        "upload_seconds": 0.1, "gate_seconds": 600, "window_seconds": 1, **changed})


def push(agent: Agent, content: bytes, token: str = "secret", name: str = "north%20door") -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{agent.ports['listen']}/readers/{name}", content,
        {"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def screen(agent: Agent, path: str = "") -> str:
    with urllib.request.urlopen(
            f"http://127.0.0.1:{agent.ports['screen']}/{path}", timeout=60) as answer:
        return str(answer.read().decode("latin-1" if path else "utf-8"))


def lend(serial: int) -> None:
    records.register_folders_in_bulk(actor=ADMIN, at=AT, folders=[records.NewFolder(
        f"SOC.6151.{serial}.2023", records.FolderKind.TEMPORARY, "SZ", AT, True,
        tag_serial=serial, labelled_at=AT,
        custody=(records.NewCustody(records.Custody.LENT, AT, holder="Officer"),))])


@pytest.fixture
def gate(make: Make) -> Iterator[Agent]:
    lend(1)
    agent = make(settings(language="en"))
    with running(agent):
        wait_until(lambda: len(agent.ports) == 2 and agent.gate.allowed is not None)
        yield agent


def test_the_screen_shows_what_to_do_and_the_office_hears_once(gate: Agent) -> None:
    assert "The gate is watched." in screen(gate)
    assert push(gate, folder_epc(1).encode()) == {"taken": 1, "refused": 0}
    assert "May leave now" in screen(gate)
    assert "may not leave" not in screen(gate)
    for _ in range(3):
        push(gate, folder_epc(2).encode())
    shown = screen(gate)
    assert "Stop. This folder may not leave." in shown
    assert f"…{folder_epc(2)[-8:]}" in shown
    assert '<audio src="/alarm.wav" autoplay loop>' in shown
    assert screen(gate, "alarm.wav").startswith("RIFF")
    assert "<svg" in screen(gate, "stop.svg")
    wait_until(lambda: len(records.list_alarms()) == 1)
    wait_until(lambda: gate.spool.waiting_alarms() == 0)
    (alarm,) = records.list_alarms()
    assert (alarm.epc, alarm.reader, alarm.reason) == (
        folder_epc(2), "north door", records.AlarmReason.NOT_ALLOWED)


def test_the_gate_works_while_the_office_is_away_and_tells_it_afterwards(
    make: Make, identity: Any
) -> None:
    lend(1)
    before = make(settings())
    before._use_list(before._gate_office.gate_list())
    # The agent is begun anew while the network is cut: it has the list that was kept.
    agent = make(settings(language="en"))
    for door in (agent._office, agent._gate_office):
        door._parts = door._parts._replace(netloc="127.0.0.1:9")
    with running(agent):
        wait_until(lambda: len(agent.ports) == 2)
        push(agent, f"{folder_epc(1)}\n{folder_epc(2)}\n{folder_epc(3)}".encode())
        wait_until(lambda: agent.spool.waiting_alarms() == 2)
        wait_until(lambda: "not reached: the gate works on its own" in screen(agent))
        assert "Stop. This folder may not leave." in screen(agent)
        assert folder_epc(1)[-8:] not in screen(agent)
        assert records.list_alarms() == ()
    again = make(settings())
    raised = again.spool.pending_alarms(10)
    # The answer to the first telling is lost: the same alarms are told again.
    again._office.tell_alarms(raised)
    again.send_once()
    assert sorted(a.epc for a in records.list_alarms()) == [folder_epc(2), folder_epc(3)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry WHERE action = 'records.take_alarms'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("mode", "said"), [
    (FailMode.ALARM, "it sounds for every folder"), (FailMode.OPEN, "it lets every folder pass")])
def test_the_fail_mode_is_shown_and_kept_to(make: Make, mode: FailMode, said: str) -> None:
    agent = make(settings(language="en", fail_mode=mode))
    agent._gate_office._parts = agent._gate_office._parts._replace(netloc="127.0.0.1:9")
    with running(agent):
        wait_until(lambda: len(agent.ports) == 2)
        assert said in screen(agent)
        push(agent, folder_epc(1).encode())
        assert ("may not leave" in screen(agent)) is (mode is FailMode.ALARM)


def test_a_wrong_token_an_unknown_reader_and_another_sites_page_are_refused(gate: Agent) -> None:
    for name, token in (("north%20door", "guess"), ("other", "secret")):
        with pytest.raises(urllib.error.HTTPError, match="401"):
            push(gate, folder_epc(2).encode(), token, name)
    address = f"http://127.0.0.1:{gate.ports['screen']}"
    for request in (
            urllib.request.Request(f"{address}/clear", b"", {"Origin": "https://evil.example"}),
            urllib.request.Request(address, headers={"Host": "evil.example"})):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=60)
    assert gate.watch.standing() == []


def test_noise_costs_a_line_and_is_not_sent_again(
    gate: Agent, caplog: pytest.LogCaptureFixture
) -> None:
    assert push(gate, b"SOC.6151\n" + folder_epc(1).encode()) == {"taken": 1, "refused": 1}
    assert "53 4f 43" in caplog.text


@pytest.mark.browser
def test_the_screen_changes_at_once_in_a_browser_and_is_silenced(
    gate: Agent, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{gate.ports['screen']}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The gate is watched.")
    push(gate, folder_epc(2).encode())
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop. This folder may not leave.")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The gate is watched.")
    page.close()


# --- what the office takes, and shows


def alarm(number: int, **changed: Any) -> list[object]:
    told = {"key": KEY.format(number), "epc": folder_epc(number), "reader": "g",
            "at_us": 1_677_665_472_000_000, "reason": "not_allowed", **changed}
    return list(told.values())


def test_alarms_told_again_are_stored_once(device: Device) -> None:
    assert device.call("alarms", {"alarms": [alarm(1), alarm(2)]}).status_code == 200
    assert device.call("alarms", {"alarms": [alarm(2), alarm(3), alarm(3)]}).status_code == 200
    assert sorted(a.epc for a in records.list_alarms()) == [folder_epc(n) for n in (1, 2, 3)]


@pytest.mark.parametrize("changed", [
    {"key": "1"}, {"epc": ""}, {"reader": "\0"}, {"at_us": -1}, {"at_us": 2**70},
    {"reason": "whim"}, {"reason": []}, {"key": None}])
def test_an_odd_alarm_is_refused_with_its_place(device: Device, changed: dict[str, Any]) -> None:
    answer = device.call("alarms", {"alarms": [alarm(1), alarm(2, **changed)]})
    assert answer.status_code == 400
    assert "alarm 1" in answer.json()["error"]
    assert records.list_alarms() == ()


def test_the_clerk_sees_the_alarm_with_the_folder_as_it_is_now(device: Device) -> None:
    places = records.add_places(
        places=[records.NewPlace("R1", "Rack 1", records.PlaceKind.RACK, "SZ")], actor=ADMIN, at=AT)
    records.register_folders_in_bulk(actor=ADMIN, at=AT, folders=[records.NewFolder(
        "SOC.6151.1.2023", records.FolderKind.TEMPORARY, "SZ", AT, True, tag_serial=1,
        labelled_at=AT, custody=(records.NewCustody(records.Custody.SHELVED, AT, places["R1"]),))])
    device.call("alarms", {"alarms": [alarm(1), alarm(2, reason="no_list")]})
    shown = text(clerk("clerk").get(reverse("records:gate-alarms")))
    assert "SOC.6151.1.2023" in shown
    assert folder_epc(2) in shown
    assert re.search(r"R1\b", shown)


def test_an_alarm_is_settled_and_may_be_settled_again(device: Device) -> None:
    device.call("alarms", {"alarms": [alarm(1), alarm(2)]})
    first, second = (a.id for a in records.list_alarms())
    client = clerk("clerk")
    page = reverse("records:settle-alarm", args=[first])
    assert "There is a problem" in text(client.post(page, {"note": "?"}))
    client.post(page, {"finding": "not_found", "note": "shelf empty"})
    assert [a.id for a in records.list_alarms(unsettled=True)] == [second]
    client.post(page, {"finding": "brought_back"})
    settled = next(a for a in records.list_alarms() if a.id == first)
    assert (settled.finding, settled.note) == (records.AlarmFinding.BROUGHT_BACK, "")
    assert records.count_unsettled_alarms() == 1
    assert "brought back" not in text(client.get(reverse("records:gate-alarms")))
    assert "brought back" in text(client.get(reverse("records:gate-alarms"), {"all": "1"}))
    assert client.post(reverse("records:settle-alarm", args=[second + 9]),
                       {"finding": "false"}).status_code == 404


def test_the_readers_screen_shows_each_reader_and_its_clock(device: Device) -> None:
    answer = device.call("batch", {
        "sent_us": int(clock.now().timestamp() * 1e6), "sightings": [],
        "readers": [["gate", "reading", 120_000], ["shelf", "away: no route", None]]})
    assert answer.status_code == 200
    (agent,) = records.list_agents()
    assert agent.readers == (records.ReaderState("gate", "reading", 120_000),
                             records.ReaderState("shelf", "away: no route", None))
    for odd in ([["gate"]], [["g", 1, None]], [["g", "x" * 81, None]], "x", [["g", "s", 2**70]]):
        assert device.call("batch", {
            "sent_us": 1, "sightings": [], "readers": odd}).status_code == 400
