"""The operator's browser as a telephone: Chromium against the real engine, heard both ways."""

from __future__ import annotations

import asyncio
import hashlib
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.async_api import Page, async_playwright

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.adapters.asterisk.engine.presence import AsteriskEngine
from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from tests.browser.rendered import CHROMIUM, FLAGS
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, hear, run, strength, tone, until
from tests.peers.test_phone import (  # noqa: F401  the fixture
    SINGS,
    SYSTEM,
    Ask,
    contacts,
    in_thread,
    open_always,
)

pytestmark = [pytest.mark.slow]
PASSWORD = "rybitwa-na-falochronie-7"
WEB = [
    *FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns", "--allow-loopback-in-peer-connection"]
LISTEN = """
window.peers = [];
const Real = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Real {
  constructor(...given) { super(...given); window.peers.push(this); }
};
"""
HEARD = """async () => {
  const stats = await window.peers.at(-1).getStats();
  for (const one of stats.values())
    if (one.type === "inbound-rtp" && one.kind === "audio") return one.totalAudioEnergy;
  return 0;
}"""


def test_the_vendored_library_is_the_one_whose_making_is_written_down() -> None:
    found = Path(str(finders.find("journeys/vendor/jssip.min.js")))
    told = (found.parent / "jssip.LICENCE.txt").read_text("utf-8")
    assert hashlib.sha256(found.read_bytes()).hexdigest() in told
    assert "MIT" in told


@pytest.fixture
def engine(places: EnginePlaces, settings: Any) -> Iterator[None]:
    """The office's screens ask the engine of this run."""
    websocket = f"ws://{places.host}:{places.http_port}/ws"
    policy = dict(django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
        **policy, "connect-src": ["'self'", websocket.removesuffix("/ws")]}}
    before = calls.connected_engine()
    calls.connect_engine(AsteriskEngine(lambda: places, shipped_text, lambda: websocket))
    yield
    calls.connect_engine(before)


def signed_in() -> dict[str, str]:
    """Make an operator and return the cookies of their session."""
    with transactions.transaction():
        user_id = accounts.add_user(
            username="ewa", display_name="Ewa Mazur", email="", language="en", password=PASSWORD,
            actor=SYSTEM, at=clock.now())
        accounts.grant_role(
            user_id=user_id, role=accounts.Role.OPERATOR, actor=SYSTEM, at=clock.now())
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="ewa", password=PASSWORD)
    return {"przystan_language": "en", **{k: m.value for k, m in client.cookies.items()}}


def microphone(folder: Path) -> Path:
    """A sound file that the browser takes for its microphone: 900 Hz."""
    with wave.open(str(folder / "microphone.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(tone(900, 4))
    return folder / "microphone.wav"


async def state(page: Page, name: str, seconds: float = 60) -> None:
    await page.wait_for_selector(
        f"[data-przystan-phone-state='{name}']", timeout=seconds * 1000)


@pytest.mark.usefixtures("open_always", "engine")
def test_a_caller_and_a_browser_hear_each_other_and_a_closed_browser_ends_the_call(
    places: EnginePlaces, switchboard: SwitchboardProcess, live_server: Any, eventually: Ask,
    tmp_path: Path,
) -> None:
    cookies = signed_in()
    office = live_server.url.replace("localhost", "127.0.0.1")
    heard: dict[str, Any] = {}

    async def sing(call: Any) -> None:
        while not str(call.state).endswith("CLOSED"):
            call.audio.write(tone(600, 0.5))
            await asyncio.sleep(0.45)

    async def scenario() -> None:
        async with Phones(places) as phones, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM if Path(CHROMIUM).exists() else None,
                args=[*WEB, f"--use-file-for-fake-audio-capture={microphone(tmp_path)}"])
            context = await browser.new_context(permissions=["microphone"])
            await context.add_cookies([
                {"name": k, "value": v, "url": office} for k, v in cookies.items()])
            page = await context.new_page()
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.add_init_script(LISTEN)
            await page.goto(f"{office}/office/calls/desk/", wait_until="domcontentloaded")
            await page.click("[data-przystan-phone-use]")
            await state(page, "ready")
            await page.click("button[value=ready]", no_wait_after=True)
            await page.wait_for_selector("[data-przystan-phone-now]", state="attached")
            await state(page, "ready")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "801")
            await call.send_dtmf("0")
            await state(page, "rings")
            await page.click("[data-przystan-phone-answer]")
            await state(page, "talks")
            singer = asyncio.ensure_future(sing(call))
            await asyncio.sleep(1.5)
            before = await page.evaluate(HEARD)
            heard["caller"] = await hear(call, 1.0)
            heard["browser"] = await page.evaluate(HEARD) - before
            await page.click("[data-przystan-phone-mute]")
            await asyncio.sleep(0.7)
            heard["muted"] = await hear(call, 0.5)
            await browser.close()
            heard["closed"] = await until(
                lambda: str(call.state).endswith("CLOSED"), 15, "the caller is let go")
            singer.cancel()
            heard["complaints"] = complaints

    run(scenario())
    # The browser's own suppression of noise takes most of a steady tone away.
    assert strength(heard["caller"], 900) > SINGS / 5, "the caller hears the browser"
    assert strength(heard["caller"], 220) < SINGS / 10, "and no music"
    assert heard["browser"] > 0.005, "the browser hears the caller"
    assert strength(heard["muted"], 900) < SINGS / 10
    assert heard["complaints"] == []
    contact = eventually(contacts)[0]
    assert contact.outcome is calls.Outcome.ANSWERED
    (phone,) = contact.operators
    assert phone.startswith("op9")
    agent = eventually(lambda: [a for a in calls.list_agents()
                                if a.status is calls.AgentStatus.WRAP_UP])[0]
    assert agent.phone == phone


@pytest.mark.usefixtures("open_always", "engine")
def test_of_two_windows_the_one_that_took_the_phone_last_rings(
    places: EnginePlaces, switchboard: SwitchboardProcess, live_server: Any, eventually: Ask,
    tmp_path: Path,
) -> None:
    """The other one says so, and can take it back."""
    cookies = signed_in()
    office = live_server.url.replace("localhost", "127.0.0.1")

    async def scenario() -> None:
        async with Phones(places) as phones, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM if Path(CHROMIUM).exists() else None,
                args=[*WEB, f"--use-file-for-fake-audio-capture={microphone(tmp_path)}"])
            context = await browser.new_context(permissions=["microphone"])
            await context.add_cookies([
                {"name": k, "value": v, "url": office} for k, v in cookies.items()])
            first, second = await context.new_page(), await context.new_page()
            for page in (first, second):
                await page.goto(f"{office}/office/calls/desk/", wait_until="domcontentloaded")
                await page.click("[data-przystan-phone-use]")
                await state(page, "ready")
            await state(first, "elsewhere")
            await second.click("button[value=ready]", no_wait_after=True)
            await second.wait_for_selector("[data-przystan-phone-now]", state="attached")
            await state(second, "ready")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "801")
            await call.send_dtmf("0")
            await state(second, "rings")
            await state(first, "elsewhere")
            await second.click("[data-przystan-phone-answer]")
            await state(second, "talks")
            await second.click("[data-przystan-phone-end]")
            await state(second, "ready")
            await first.click("[data-przystan-phone-use]")
            await state(first, "ready")
            await state(second, "elsewhere")
            await browser.close()

    run(scenario())
    assert eventually(contacts)[0].outcome is calls.Outcome.ANSWERED


@pytest.mark.usefixtures("open_always", "engine")
def test_a_browsers_password_is_void_after_a_new_one_and_after_its_time(
    places: EnginePlaces,
) -> None:
    """Two windows: the last one's credentials count. Half an hour later nobody's do."""
    del places
    actor = accounts.system_actor("test")
    at = clock.now()
    first = calls.issue_browser_phone(actor=actor, at=at)
    second = calls.issue_browser_phone(actor=actor, at=at)
    assert first.phone == second.phone
    assert first.password != second.password
    assert first.password not in repr(first)
    assert calls.drop_old_phones(at=at) == 0
    assert calls.drop_old_phones(at=second.until_at.replace(year=at.year + 1)) == 1
    assert calls.drop_old_phones(at=second.until_at.replace(year=at.year + 1)) == 0
