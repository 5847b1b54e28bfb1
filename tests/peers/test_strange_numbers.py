"""Callers whose number is withheld, no number, endless or somebody else's, on the real engine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.platform.accounts import public as accounts
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from tests.calls.test_screens import client_of
from tests.peers.conftest import SwitchboardProcess, engine
from tests.peers.phones import Phones, both_ways, run, strength, until_waiting
from tests.peers.test_phone import SINGS, Ask, contacts, open_always, sign_on

__all__ = ["open_always"]

pytestmark = pytest.mark.slow
STRANGE = ("anonymous", "<script>alert(1)</script>", "'; DROP TABLE x; --", "%s{0}", "9" * 100,
           "+", "++48 28 000 0777", "żółw", "101")


# A provider known by its address, as a trunk's is, hands on whatever number a caller says.
PROVIDER = """
[trunk]
type=endpoint
context=inbound
disallow=all
allow=alaw,ulaw
direct_media=no
[trunk]
type=identify
endpoint=trunk
match=127.0.0.1
"""


@pytest.fixture
def places() -> Iterator[EnginePlaces]:
    """An engine of its own, which trusts that provider."""
    pytest.importorskip("baresip")
    with engine("strange", PROVIDER) as found:
        yield found


async def caller(phones: Phones, places: EnginePlaces, number: str) -> Any:
    """A telephone behind the provider that says this is its number."""
    import baresip

    return await baresip.UserAgent.create(phones._runtime, baresip.Account(
        user=quote(number, safe="+"), domain=f"{places.host}:{places.sip_port}", password="",
        reg_interval=0))


@pytest.mark.usefixtures("open_always")
def test_whoever_calls_is_served_counted_once_and_believed_nothing(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    sign_on()
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            for number in STRANGE:
                call = await phones.dial(await caller(phones, places, number), "800")
                await call.hangup()
            last = await phones.dial(await caller(phones, places, STRANGE[1] * 4), "801")
            await last.send_dtmf("0")
            await asyncio.wait_for(until_waiting(1), 60)
            await phones.register("op101")
            operator = await phones.pick_up("op101")
            heard["caller"], heard["operator"] = await both_ways(last, operator)
            await last.hangup()

    run(scenario())
    assert strength(heard["operator"], 600) > SINGS
    found = eventually(lambda: contacts() if len(contacts()) > len(STRANGE) else None, 60)
    assert len(found) == len(STRANGE) + 1
    assert [c.outcome for c in found].count(calls.Outcome.ANSWERED) == 1
    assert transactions.fetch_rows(
        "SELECT number, e164 FROM calls_contact WHERE e164 <> ''") == [
            ("++48 28 000 0777", "+48280000777")], "what reads as a number, and nothing else"
    page = client_of(accounts.Role.CALL_SUPERVISOR).get("/office/calls/").content.decode()
    assert "script&gt;" in page
    assert "<script>alert" not in page
