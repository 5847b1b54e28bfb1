"""The provider's line as deploy/ describes it, and who guesses passwords, on a real engine."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces, load_secrets
from tests.peers.conftest import engine

pytestmark = pytest.mark.slow
DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def provider() -> socket.socket:
    """A provider's end that only listens."""
    found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    found.bind(("127.0.0.1", 0))
    found.settimeout(20)
    return found


def register(places: EnginePlaces, name: str, response: str = "") -> str:
    """Sign a telephone on as a stranger would, with a made-up answer; return what comes back."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.settimeout(10)
        phone.bind(("127.0.0.1", 0))
        port = phone.getsockname()[1]
        lines = [
            f"REGISTER sip:127.0.0.1:{places.sip_port} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{port}",
            f"From: <sip:{name}@127.0.0.1>;tag={port}", f"To: <sip:{name}@127.0.0.1>",
            f"Call-ID: {port}", "CSeq: 1 REGISTER", f"Contact: <sip:{name}@127.0.0.1:{port}>",
            *([response] if response else []), "Content-Length: 0", "", ""]
        phone.sendto("\r\n".join(lines).encode(), ("127.0.0.1", places.sip_port))
        return phone.recv(4000).decode()


def test_the_engine_registers_with_the_provider_and_names_who_guesses(
    provider: socket.socket,
) -> None:
    host = f"127.0.0.1:{provider.getsockname()[1]}"
    text = (DEPLOY / "asterisk" / "trunk.conf.example").read_text()
    # This provider speaks no TLS; what else is described stays.
    text = text.replace("sip.provider.example", host).replace("transport-tls\n", "transport-udp\n")
    text = text.replace(f"match={host}", "match=127.0.0.9").partition("[transport-tls]")[0]
    with provider, engine("trunk", text) as places:
        asked = provider.recv(4000).decode()
        assert asked.startswith(f"REGISTER sip:{host}")
        assert "<sip:CHANGE@127.0.0.1" in asked
        log = places.home / "log" / "security"
        challenge = register(places, "op101")
        nonce, realm = (re.search(rf'{key}="([^"]+)"', challenge) for key in ("nonce", "realm"))
        assert nonce
        assert realm
        refused = register(places, "op101", (
            f'Authorization: Digest username="op101", realm="{realm[1]}", nonce="{nonce[1]}",'
            f' uri="sip:127.0.0.1", response="{"0" * 32}", algorithm=MD5'))
        assert refused.startswith("SIP/2.0 401")
        filter_ = (DEPLOY / "fail2ban" / "przystan-asterisk.conf").read_text()
        rule = re.search(r"^failregex = (.*)$", filter_, re.MULTILINE)
        assert rule
        pattern = re.compile(rule[1].replace("<HOST>", r"(?P<host>[\d.]+)"))
        for _ in range(50):
            said = log.read_text()
            if found := pattern.search(said):
                break
            time.sleep(0.1)
        assert found, said
        assert found["host"] == "127.0.0.1"
        assert load_secrets(places).phones["op101"] not in said
