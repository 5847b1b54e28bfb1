"""Each way that a reader's reads can come: a broker, a stream, a push, LLRP; one intake for all."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.client
import ipaddress
import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiomqtt
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from przystan.adapters.edge.agent import Agent
from przystan.adapters.edge.settings import EdgeSettings, Kind, ReaderSettings, Via
from przystan.adapters.edge.sources import take_content
from przystan.adapters.edge.web import serving
from przystan.adapters.llrp.client import read_tags
from przystan.config.cli import main
from przystan.platform.clock import public as clock
from przystan.rooms.records import public as records
from tests.records.test_edge_agent import Make, identity, make, office, running, wait_until

__all__ = ["identity", "make", "office"]  # fixtures
EPC = bytes.fromhex(records.folder_epc(1))
IMPINJ = {"timestamp": "2023-03-01T10:11:12Z", "hostname": "r700", "eventType": "tagInventory",
          "tagInventoryEvent": {"epc": base64.b64encode(EPC).decode(), "antennaPort": 2,
                                "peakRssiCdbm": -5325}}
ZEBRA = {"type": "SIMPLE", "timestamp": "2023-03-01T11:11:12.344+0100",
         "data": {"idHex": EPC.hex(), "antenna": 2, "peakRssi": -61, "reads": 1}}
BROKER = """
listeners:
  default:
    type: tcp
    bind: 127.0.0.1:{port}
plugins:
  amqtt.plugins.authentication.AnonymousAuthPlugin:
    allow_anonymous: true
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[int]:
    """A broker that nobody here wrote (amqtt), as a process of its own."""
    port = free_port()
    settings = tmp_path / "broker.yaml"
    settings.write_text(BROKER.format(port=port))
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("amqtt")), "-c", str(settings)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: is_open(port))
    yield port
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def publish(port: int, topic: str, *payloads: bytes) -> None:
    async with aiomqtt.Client("127.0.0.1", port) as client:
        for payload in payloads:
            await client.publish(topic, payload, qos=1)


def in_own_loop(work: Any) -> None:
    """The browser's tests leave a loop running in the main thread."""
    thread = threading.Thread(target=lambda: asyncio.run(work))
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()


def settings(reader: ReaderSettings, **changed: Any) -> EdgeSettings:
    return EdgeSettings((reader,), **{
        "window_seconds": 0.5, "upload_seconds": 0.1, "screen": "127.0.0.1:0", **changed})


def seen(agent: Agent) -> int:
    return agent._smoother.reads


@pytest.mark.parametrize(("kind", "event"), [
    (Kind.IMPINJ, json.dumps(IMPINJ).encode()), (Kind.ZEBRA, json.dumps(ZEBRA).encode()),
    (Kind.LINES, EPC.hex().encode())])
def test_reads_come_by_a_broker(make: Make, broker: int, kind: Kind, event: bytes) -> None:
    agent = make(settings(ReaderSettings(
        "shelf", "127.0.0.1", broker, kind=kind, via=Via.MQTT, topic="readers/+/tags")))
    with running(agent):
        wait_until(lambda: agent.states["shelf"] == "reading")
        in_own_loop(publish(broker, "readers/1/tags", event, b"\x00noise", event))
        wait_until(lambda: seen(agent) == 2)


def test_a_broker_that_is_away_is_looked_for_again(make: Make) -> None:
    agent = make(settings(ReaderSettings(
        "shelf", "127.0.0.1", free_port(), kind=Kind.ZEBRA, via=Via.MQTT, topic="t")))
    with running(agent):
        wait_until(lambda: agent.states["shelf"].startswith("away"))


@contextlib.asynccontextmanager
async def impinj(content: list[bytes]) -> AsyncIterator[int]:
    """A reader's stream as its documents describe it, in pieces that break lines."""
    async def stream(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "application/json"})
        await answer.prepare(request)
        assert request.headers["Authorization"].startswith("Basic ")
        for piece in content:
            await answer.write(piece)
            await asyncio.sleep(0.01)
        return answer

    application = web.Application()
    application.add_routes([web.get("/api/v1/data/stream", stream)])
    async with serving(application, "127.0.0.1:0") as port:
        yield port


@contextlib.contextmanager
def in_thread(content: list[bytes]) -> Iterator[int]:
    loop = asyncio.new_event_loop()
    ended, ports = asyncio.Event(), list[int]()

    async def serve() -> None:
        async with impinj(content) as port:
            ports.append(port)
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    wait_until(lambda: ports)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(timeout=60)
        loop.close()


def test_an_impinj_stream_is_read_and_begun_again_when_it_ends(make: Make) -> None:
    whole = json.dumps(IMPINJ).encode() + b"\r\n\r\n" + json.dumps(IMPINJ).encode()
    with in_thread([whole[n:n + 37] for n in range(0, len(whole), 37)]) as port:
        agent = make(settings(ReaderSettings(
            "shelf", kind=Kind.IMPINJ, url=f"http://127.0.0.1:{port}/api/v1/data/stream",
            user="root", password="x")))
        with running(agent):
            wait_until(lambda: seen(agent) >= 4)


@pytest.mark.parametrize(("kind", "content"), [
    (Kind.IMPINJ, json.dumps([IMPINJ, IMPINJ]).encode()),
    (Kind.ZEBRA, json.dumps(ZEBRA).encode() * 2),
    (Kind.LINES, b"EPC;Time\n" + EPC.hex().encode() + b";10:00\n" + EPC.hex().encode())])
def test_readers_push_over_http_and_their_sightings_reach_the_office(
    make: Make, kind: Kind, content: bytes
) -> None:
    agent = make(settings(ReaderSettings("desk", kind=kind, via=Via.PUSH, token="t"),
                          listen="127.0.0.1:0"))
    with running(agent):
        wait_until(lambda: "listen" in agent.ports)
        request = urllib.request.Request(
            f"http://127.0.0.1:{agent.ports['listen']}/readers/desk", content,
            {"Authorization": "Basic " + base64.b64encode(b"reader:t").decode()})
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert json.loads(answer.read()) == {"taken": 2, "refused": 0}
        wait_until(lambda: agent.spool.waiting() == 0 and records.list_agents()[0].last_seq >= 1)
    (told,) = records.list_agents()
    assert told.readers[0].state == "reading"


def test_a_reader_pushes_by_tls_and_in_the_open_is_not_heard(
    make: Make, tmp_path: Path
) -> None:
    certificate, key = own_certificate(tmp_path)
    agent = make(settings(
        ReaderSettings("desk", kind=Kind.LINES, via=Via.PUSH, token="t"), listen="127.0.0.1:0",
        listen_certificate=str(certificate), listen_key=str(key)))
    with running(agent):
        wait_until(lambda: "listen" in agent.ports)
        port = agent.ports["listen"]
        request = urllib.request.Request(
            f"https://127.0.0.1:{port}/readers/desk", EPC.hex().encode(),
            {"Authorization": "Bearer t"})
        trusting = ssl.create_default_context(cafile=str(certificate))
        with urllib.request.urlopen(request, timeout=60, context=trusting) as answer:
            assert json.loads(answer.read()) == {"taken": 1, "refused": 0}
        with pytest.raises(OSError, match=r"(?i)ssl|certificate"):
            urllib.request.urlopen(request, timeout=60)
        with pytest.raises((OSError, http.client.HTTPException)):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readers/desk", timeout=60)


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of 127.0.0.1 that signs itself; return it and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "edge")])
    now = clock.now()
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name)
            .public_key(key.public_key()).serial_number(1)
            .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
            .sign(key, hashes.SHA256()))
    (folder / "edge.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "edge.key").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
    return folder / "edge.pem", folder / "edge.key"


def test_a_reader_that_says_nonsense_blocks_nothing(make: Make) -> None:
    """An antenna of ten digits, a name of a kilobyte, a time in the year 9000: the office takes
    the presence all the same, and what comes after it.
    """
    odd = {**IMPINJ, "hostname": "x" * 1000 + "\0", "timestamp": "9000-01-01T00:00:00Z",
           "tagInventoryEvent": {"epcHex": EPC.hex(), "antennaPort": 10**10,
                                 "peakRssiCdbm": 1e300, "tagSeenCount": 10**12}}
    agent = make(settings(ReaderSettings("desk", kind=Kind.IMPINJ, via=Via.PUSH, token="t")))
    (reader,) = agent.settings.readers
    take_content(reader, json.dumps(odd).encode(), lambda reads: agent.take(reader, reads))
    agent.flush()
    assert agent.send_once() == 1
    assert agent.spool.waiting() == 0


def test_the_command_simulates_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["readers", "simulate", "--probability", "2"]) == 2
    process = subprocess.Popen(
        [sys.executable, "-m", "przystan.config.cli", "readers", "simulate", "--port", "0",
         "--tags", "3", "--rate", "20000", "--probability", "0.5", "--first", "7"],
        stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline().strip().rpartition(":")[2])
    found: list[records.TagRead] = []

    async def read() -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.5):
                await read_tags(host="127.0.0.1", port=port, on_reads=found.extend,
                                on_state=lambda state: None, select="2C")

    began = time.monotonic()
    in_own_loop(read())
    process.send_signal(signal.SIGTERM)
    told, _ = process.communicate(timeout=60)
    assert {r.epc.hex().upper() for r in found} == {records.folder_epc(n) for n in (7, 8, 9)}
    # About half of 20,000 chances a second were taken.
    assert 2_000 < len(found) < 10_500 * (time.monotonic() - began)
    assert int(told.split()[0]) >= len(found)
