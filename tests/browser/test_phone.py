"""The phone's screens in Chromium: a desk with a call, call-backs, the wallboard, the helpline."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.calls import public as calls
from przystan.rooms.people import public as people
from tests.browser.axe import CONTRAST, assert_accessible, assert_no_sideways_scroll
from tests.journeys.test_phone import EngineStandIn

pytestmark = pytest.mark.browser
ROBOT = accounts.system_actor("test")
SHOTS = os.environ.get("PRZYSTAN_SHOTS", "")
NUMBER = "+48280000777"
K = calls.LiveKind


class Shipping(EngineStandIn):
    """An engine that is connected and ships our helpline."""

    def shipped_helpline(self) -> str:
        return shipped_text()


@pytest.fixture(params=["en", "pl"])
def supervisor(request: pytest.FixtureRequest, db: None, page: Page, office: str) -> Iterator[Page]:
    del db
    before = calls.connected_engine()
    calls.connect_engine(Shipping())
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    user_id = accounts.add_user(
        username="ewa", display_name="Ewa Mazur", email="", language=request.param,
        password="rybitwa-na-falochronie-7", actor=ROBOT, at=clock.now())
    accounts.grant_role(
        user_id=user_id, role=accounts.Role.CALL_SUPERVISOR, actor=ROBOT, at=clock.now())
    client = Client(headers={"accept-language": request.param})
    assert client.login(username="ewa", password="rybitwa-na-falochronie-7")
    client.cookies["przystan_language"] = request.param
    page.context.add_cookies([
        {"name": name, "value": cookie.value, "url": office}
        for name, cookie in client.cookies.items()])
    yield page
    calls.connect_engine(before)


def look(page: Page, name: str) -> None:
    language = page.locator("html").get_attribute("lang")
    # A narrow window changes everything but the colours.
    for width, seen in ((1280, ()), (360, CONTRAST)):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page, without=seen)
        assert_no_sideways_scroll(page)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{language}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def some_calls() -> None:
    """A morning: some answered, one given up, two waiting, one ringing at op101."""
    now = clock.now()
    people.register_person(
        person=people.NewPerson(
            names=(people.NewName(people.NameKind.PASSPORT, "Nowak", "Iryna"),),
            sex=people.Sex.FEMALE, registered_branch="SZ", citizenship="UKR",
            birth_date=date(1990, 5, 4), phones=(NUMBER,)),
        actor=ROBOT, at=now)
    moments = [(f"a{i}", kind, 600 - i * 40 - after) for i in range(6) for kind, after in (
        (K.OFFERED, 0), (K.QUEUED, 20), (K.CONNECTED, 20 + 6 * i), (K.ENDED, 25 + 9 * i))]
    moments += [("g", K.OFFERED, 300), ("g", K.QUEUED, 280), ("g", K.ENDED, 200),
                ("m", K.OFFERED, 300), ("m", K.ENDED, 200),
                ("w1", K.OFFERED, 120), ("w1", K.QUEUED, 95), ("w2", K.OFFERED, 50),
                ("w2", K.QUEUED, 31), ("c1", K.OFFERED, 30), ("c1", K.QUEUED, 8)]
    calls.record_live_notes(notes=[
        calls.LiveNote(key, kind, now - timedelta(seconds=ago), "uk", "", NUMBER)
        for key, kind, ago in sorted(moments, key=lambda m: -m[2])])


def test_a_call_comes_to_the_desk_and_the_wallboard(supervisor: Page, office: str) -> None:
    page = supervisor
    some_calls()
    page.goto(f"{office}/office/calls/desk/")
    look(page, "desk-off")
    page.locator("[name=phone]").fill("op101")
    page.locator("button[value=ready]").click()
    look(page, "desk-ready")
    assert calls.pick_operator(
        call_key="c1", language="uk", without=frozenset(), at=clock.now())
    page.goto(f"{office}/office/calls/desk/")
    expect(page.get_by_text("… 777")).to_be_visible()
    look(page, "desk-ringing")
    page.locator("form[action$='confirm/'] button").click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    look(page, "desk-confirmed")
    page.goto(f"{office}/office/calls/wallboard/")
    look(page, "wallboard")
    calls.record_live_notes(notes=[
        calls.LiveNote("c1", kind, clock.now(), "uk", "op101") for kind in (K.CONNECTED, K.TALKED)])
    page.goto(f"{office}/office/calls/desk/")
    page.locator("form[action$='wrap-up/'] button").click()
    look(page, "desk-wrap-up")
    calls.take_call_back(call_key="b", number=NUMBER, language="uk", at=clock.now())
    page.goto(f"{office}/office/calls/call-backs/")
    look(page, "call-backs")


AGAIN = 30_000
"""Milliseconds: without the live channel, as here, the page asks every 5 s."""
NOBODY = re.compile("No operator is signed on|Żaden operator nie jest zalogowany")
RINGING = re.compile("Ringing|Dzwoni")
NO_HOLDER = re.compile("nobody signed on holds|nikt z zalogowanych")


def test_colleagues_are_seen_as_they_change_and_why_a_caller_was_offered(
    supervisor: Page, office: str
) -> None:
    page, now = supervisor, clock.now()
    some_calls()
    calls.record_live_notes(notes=[calls.LiveNote(
        "r1", kind, now - timedelta(seconds=ago), "uk", "", NUMBER, calls.Route(
            "queue", "unknown-topic", "", 2, "minor") if kind is K.QUEUED else None)
        for kind, ago in ((K.OFFERED, 90), (K.QUEUED, 70))])
    page.goto(f"{office}/office/calls/desk/")
    table = page.locator("#colleagues")
    expect(table).to_contain_text(NOBODY, timeout=AGAIN)
    calls.set_agent_state(status=calls.AgentStatus.READY, phone="op102", languages=("uk",),
                          actor=Actor(None, "Oleh"), at=now)
    expect(table).to_contain_text("Oleh", timeout=AGAIN)
    look(page, "desk-colleagues")
    assert calls.pick_operator(
        call_key="r1", language="uk", without=frozenset(), at=clock.now())
    expect(table).to_contain_text(RINGING, timeout=AGAIN)
    page.goto(f"{office}/office/calls/desk/colleagues/")
    look(page, "colleagues")
    page.goto(f"{office}/office/calls/wallboard/")
    expect(page.get_by_text(NO_HOLDER)).to_be_visible()
    look(page, "wallboard-offers")
    calls.record_contacts(engine="e", actor=ROBOT, at=now, contacts=[calls.NewContact(
        key="r1", direction=calls.Direction.INCOMING, number=NUMBER, language="uk",
        outcome=calls.Outcome.ANSWERED, started_at=now, ended_at=now, wait_seconds=9.0,
        talk_seconds=60.0)])
    row = calls.list_contacts(wanted=calls.ContactFilter())[0]
    page.goto(f"{office}/office/calls/contacts/{row.id}/")
    expect(page.get_by_text(NO_HOLDER)).to_be_visible()
    look(page, "contact-offers")


def test_the_helpline_is_seen_and_tried(supervisor: Page, office: str) -> None:
    page = supervisor
    page.goto(f"{office}/office/calls/helpline/")
    page.locator("[name=keys]").fill("4,2,1,0")
    page.locator("form[action*='try'] button").first.click()
    expect(page.locator("ol.p-panel")).to_be_visible()
    look(page, "helpline")
    page.goto(f"{office}/office/calls/helpline/edit/")
    look(page, "helpline-edit")
    for name in ("place/?place=main", "place/?place=queue", "place/", "hours/",
                 "text/?prompt=papers-work"):
        page.goto(f"{office}/office/calls/helpline/{name}")
        look(page, f"helpline-{name.partition('/')[0]}")


def test_measures_tasks_and_a_unit_that_is_asked(supervisor: Page, office: str) -> None:
    page = supervisor
    some_calls()
    now = clock.now()
    calls.record_contacts(engine="e", actor=ROBOT, at=now, contacts=[
        calls.NewContact(
            key=f"k{n}", direction=calls.Direction.INCOMING, number=NUMBER, language="uk",
            outcome=list(calls.Outcome)[n % 3], started_at=now - timedelta(days=n, minutes=n),
            ended_at=now - timedelta(days=n), wait_seconds=9.0, talk_seconds=60.0, topic="fees")
        for n in range(40)])
    for name in ("metrics", "abandoned", "topics", "staffing", "forecast"):
        page.goto(f"{office}/office/calls/{name}/")
        look(page, name)
    calls.set_agent_state(status=calls.AgentStatus.READY, phone="op101", languages=(),
                          actor=Actor(None, "Ewa Mazur", login="ewa"), at=now)
    assert calls.pick_operator(call_key="c1", language="uk", without=frozenset(), at=clock.now())
    for kind in (K.CONNECTED, K.ASKED, K.UNIT_SPOKE):
        calls.record_live_notes(notes=[calls.LiveNote("c1", kind, clock.now(), "uk", "op101")])
        page.goto(f"{office}/office/calls/desk/")
        look(page, f"desk-{kind}")
    task = calls.open_unit_task(unit="701", note="the date?", call_key="c1", at=now,
                                actor=Actor(None, "Ewa Mazur", login="ewa"))
    page.goto(f"{office}/office/calls/tasks/")
    look(page, "tasks")
    page.goto(f"{office}/office/calls/tasks/{task}/")
    look(page, "task")
