"""Calls a second of our helpline beside the plain dialplan, and calls held at once (sipp).

    python bench/calls/load.py --rates 10,20,40,80 --held 300

Needs sipp (`apt-get install sip-tester`). Each rate runs for some seconds on both, one after the
other on the same engine; a rate counts when no call failed. Held calls wait in our queue with music
while two baresip telephones speak with one another through an operator's conversation: their tones
are measured. Goals: at least half the plain dialplan's rate with none failed, answered within 50 ms
more than the plain dialplan; 300 calls held with the sound intact. Beside the answer stands when
the first prompt begins, by the engine's clock: ARI's playback of ours, Playback of the dialplan.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from kills import LINES, House, in_office, prepare

PLAIN, OURS = "9000", LINES[-1]
SECONDS, TALK_MS = 6, 1500
ANSWER_MS, RATIO = 50.0, 0.5
ENDPOINTS = "".join(f"""[{name}]
type=endpoint
context={context}
disallow=all
allow=alaw
direct_media=no
aors={name}
[{name}]
type=aor
""" for name, context in (("loadplain", "plain"), ("loadours", "inbound")))
DIALPLAN = """
[plain]
exten => _X.,1,Answer()
 same => n,Playback({prompt})
 same => n,Wait(30)
 same => n,Hangup()
"""
SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="call">
<send retrans="500" start_rtd="1"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]x[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:{user}@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=u 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
<recv response="100" optional="true"/><recv response="180" optional="true"/>
<recv response="183" optional="true"/><recv response="200" rtd="1" rrs="true"/>
<send><![CDATA[
ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]x[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
<pause/>
<send retrans="500"><![CDATA[
BYE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]x[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200"/>
</scenario>
"""


def add_plain_dialplan(house: House) -> None:
    """Add what the engine would do alone: answer and play a prompt."""
    from przystan.adapters.asterisk.engine.obtain import find_engine
    from przystan.adapters.asterisk.engine.prompts import sound_of

    prompt = sound_of(house.places, "en", "You have reached the office. Please choose.")
    with (house.places.etc / "extensions.conf").open("a") as file:
        file.write(DIALPLAN.format(prompt=prompt.with_suffix("")))
    subprocess.run([*find_engine(house.places).command, "-C",
                    str(house.places.etc / "asterisk.conf"), "-rx", "dialplan reload"],
                   check=True, stdout=subprocess.DEVNULL)


def sipp(house: House, user: str, service: str, *, rate: int, calls: int, hold_ms: int) -> Any:
    """Begin so many calls at a rate, each held so long."""
    scenario = house.folder / f"{user}.xml"
    scenario.write_text(SCENARIO.format(user=user))
    return subprocess.Popen(
        ["sipp", f"{house.places.host}:{house.places.sip_port}", "-sf", str(scenario), "-s",
         service, "-i", "127.0.0.1", "-mi", "127.0.0.1", "-r", str(rate), "-m", str(calls), "-l",
         str(calls), "-d", str(hold_ms), "-timeout", str(calls // rate + hold_ms // 1000 + 30),
         "-trace_stat", "-fd", "1", "-trace_rtt", "-rtt_freq", "1", "-nostdin"],
        cwd=house.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def outcome(house: House, process: Any, user: str) -> tuple[int, int, float]:
    """Wait for it to end; return calls that went well, that failed, and the p99 answer in ms."""
    process.wait()
    stat = next(house.folder.glob(f"{user}_{process.pid}_.csv"))
    last = list(csv.DictReader(stat.open(), delimiter=";"))[-1]
    times = []
    for path in house.folder.glob(f"{user}_{process.pid}_rtt.csv"):
        times = sorted(float(row[1]) for row in list(csv.reader(
            path.open(), delimiter=";"))[1:] if len(row) > 1)
    p99 = times[int(len(times) * 0.99) - 1] if len(times) > 1 else float("inf")
    return int(last["SuccessfulCall(C)"]), int(last["FailedCall(C)"]), p99


class FirstWords:
    """Hears of every call when it came and when its first prompt began, as the engine tells it."""

    def __init__(self, house: House) -> None:
        from przystan.adapters.asterisk.engine.configuration import APPLICATION
        from przystan.adapters.asterisk.engine.places import load_secrets

        self._address = (
            f"http://{house.places.host}:{house.places.http_port}/ari/events?app=bench"
            f"&subscribeAll=true&api_key={APPLICATION}:{load_secrets(house.places).ari}")
        self._came: dict[str, datetime] = {}
        self._waits: dict[str, float] = {}
        threading.Thread(target=lambda: asyncio.run(self._hear()), daemon=True).start()

    async def _hear(self) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(self._address) as socket:
            async for message in socket:
                self._take(json.loads(message.data))

    def _take(self, event: dict[str, Any]) -> None:
        if event["type"] == "ChannelCreated":
            self._came[event["channel"]["id"]] = datetime.fromisoformat(event["timestamp"])
            return
        spoken = ""
        if event["type"] == "PlaybackStarted":
            spoken = event["playback"]["target_uri"].removeprefix("channel:")
        elif event["type"] == "ChannelDialplan" and event["dialplan_app"] == "Playback":
            spoken = event["channel"]["id"]
        if spoken in self._came:
            waited = datetime.fromisoformat(event["timestamp"]) - self._came.pop(spoken)
            self._waits[spoken] = waited.total_seconds() * 1000

    def p99(self) -> float:
        """Return the p99 of the calls since the last time, in ms, and begin anew."""
        waits = sorted(self._waits.values())
        self._came, self._waits = {}, {}
        return waits[int(len(waits) * 0.99) - 1] if len(waits) > 1 else float("inf")


def climb(house: House, rates: list[int]) -> dict[str, tuple[int, float]]:
    """Find the highest rate without a failed call on both, and its p99 answer."""
    best = {"loadplain": (0, 0.0), "loadours": (0, 0.0)}
    failed: set[str] = set()
    words = FirstWords(house)
    time.sleep(2)
    for rate in rates:
        for user, service in (("loadplain", PLAIN), ("loadours", OURS)):
            if user in failed:
                continue
            done = outcome(house, sipp(
                house, user, service, rate=rate, calls=rate * SECONDS, hold_ms=TALK_MS), user)
            print(f"  {user:10} {rate:4} calls/s: {done[0]} well, {done[1]} failed, answered in "
                  f"{done[2]:.0f} ms at p99, first prompt after {words.p99():.0f} ms; "
                  f"load {os.getloadavg()[0]:.1f}", flush=True)
            if done[1] or done[0] < rate * SECONDS:
                failed.add(user)
            else:
                best[user] = (rate, done[2])
            time.sleep(2)
    return best


async def held(house: House, count: int) -> tuple[int, int, int, float]:
    """Hold so many calls in our queue; return how many stood, went well, failed, and the sound."""
    from przystan.adapters.asterisk.ari import Ari
    from przystan.adapters.asterisk.engine.configuration import APPLICATION
    from przystan.adapters.asterisk.engine.places import load_secrets
    from tests.peers.phones import Phones, both_ways, strength

    rate, hold_ms = 10, (count // 10 + 30) * 1000
    address = f"http://{house.places.host}:{house.places.http_port}"
    async with Phones(house.places) as phones, Ari(
            address=address, user=APPLICATION, password=load_secrets(house.places).ari,
            application="bench") as ari:
        await phones.register("u701")
        agent = await phones.register("op108")
        process = sipp(house, "loadours", OURS, rate=rate, calls=count, hold_ms=hold_ms)
        stood, until = 0, time.monotonic() + count / rate + 20
        while stood < count and time.monotonic() < until:
            await asyncio.sleep(1)
            stood = len(await ari.ask("GET", "channels"))
        # While all are held, two telephones speak through the same engine.
        call = await agent.dial(f"sip:701@{house.places.host}:{house.places.sip_port}")
        other = await phones.pick_up("u701")
        await call.wait_established(30)
        await asyncio.sleep(0.5)
        first, second = await both_ways(call, other)
        sound = min(strength(first, 900), strength(second, 600))
        await call.hangup()
        done = await asyncio.to_thread(outcome, house, process, "loadours")
    return stood, done[0], done[1], sound


def main() -> int:
    """Run both and print every figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rates", default="10,20,40,60,80,100")
    parser.add_argument("--held", type=int, default=300)
    options = parser.parse_args()
    if shutil.which("sipp") is None:
        print("sipp is not installed: apt-get install sip-tester", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="przystan-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        house = House(folder, trunk=ENDPOINTS, maximum_calls=max(options.held, 300) + 50)
        try:
            return _run(house, options)
        finally:
            house.end()


def _run(house: House, options: argparse.Namespace) -> int:
    import django

    django.setup()
    logging.getLogger("baresip").setLevel(logging.CRITICAL)
    in_office(prepare)
    add_plain_dialplan(house)
    house.begin_switchboard()
    best = climb(house, [int(rate) for rate in options.rates.split(",")])
    (plain, plain_ms), (ours, ours_ms) = best["loadplain"], best["loadours"]
    ratio = ours / plain if plain else 0.0
    print(f"calls/s without a failure: plain {plain}, ours {ours}: {ratio:.2f}  goal ≥ {RATIO}  "
          f"{'met' if ratio >= RATIO else 'MISSED'}")
    is_quick = ours_ms - plain_ms <= ANSWER_MS
    print(f"answered at p99 at that rate: plain {plain_ms:.0f} ms, ours {ours_ms:.0f} ms"
          f"  goal ≤ {ANSWER_MS:.0f} more  {'met' if is_quick else 'MISSED'}")
    if not options.held:
        return 0 if ratio >= RATIO and is_quick else 1
    in_office(lambda: prepare(straight_to_queue=True))
    time.sleep(3)
    stood, well, failed, sound = asyncio.run(held(house, options.held))
    is_held = stood >= options.held and not failed and sound > 1000
    print(f"held at once: {stood} channels, {well} went well, {failed} failed; a tone through the "
          f"engine meanwhile measures {sound:.0f} (silence under 50)  goal {options.held}  "
          f"{'met' if is_held else 'MISSED'}")
    return 0 if ratio >= RATIO and is_quick and is_held else 1


if __name__ == "__main__":
    sys.exit(main())
