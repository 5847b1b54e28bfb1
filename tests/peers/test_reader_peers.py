"""Readers, clients and number codecs that nobody here wrote, against ours.

Their packages are installed into PRZYSTAN_HOME from lists with hashes (`requirements.txt`,
`package-lock.json`); where that cannot be, the tests skip and say why.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from llrpkit.exceptions import LLRPConnectionError

from przystan.adapters.llrp.client import read_tags
from przystan.config.bootstrap import HOME
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import LAYOUTS
from przystan.rooms.records.tests.test_tags import random_tag
from tests.peers.installing import installed, npm_installed
from tests.records.test_reader_ways import free_port

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
EPCS = [records.folder_epc(n) for n in range(1, 8)]
NUMBERS = 100_000


@pytest.fixture(scope="module")
def python_peers() -> Path:
    source = HERE / "requirements.txt"
    folder = HOME / "peers" / "python"
    return installed(
        "python", source, [sys.executable, "-m", "venv", "."],
        [str(folder / "bin" / "pip"), "install", "-q", "--require-hashes", "-r", str(source)],
    ) / "bin" / "python"


@pytest.fixture(scope="module")
def node_peers() -> Path:
    return npm_installed("node", HERE, "epc.js", "reader.js")


def run_node(folder: Path, script: str, *arguments: str) -> list[str]:
    shutil.copy(HERE / script, folder)
    return ["node", str(folder / script), *arguments]


@pytest.fixture
def simulated() -> Iterator[int]:
    """Our simulator as a process: seven tags, one of four chances missed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "przystan.config.cli", "readers", "simulate", "--port", "0",
         "--tags", str(len(EPCS)), "--rate", "400", "--probability", "0.75"],
        stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield int(process.stdout.readline().rpartition(":")[2])
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


@pytest.mark.parametrize("arguments", [["pyllrp_client.py"], ["sllurp_client.py", "3"]])
def test_foreign_clients_read_our_simulator(
    python_peers: Path, simulated: int, arguments: list[str]
) -> None:
    script, *rest = arguments
    done = subprocess.run(
        [str(python_peers), str(HERE / script), str(simulated), *rest], capture_output=True,
        text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(EPCS), done.stderr


def test_our_client_reads_a_foreign_reader(node_peers: Path) -> None:
    port, found = free_port(), list[records.TagRead]()
    process = subprocess.Popen(
        run_node(node_peers, "reader.js", str(port), "30", *EPCS), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "listening\n"

    async def read() -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                while True:
                    # It says that it listens a moment before it does.
                    with contextlib.suppress(LLRPConnectionError):
                        await read_tags(host="127.0.0.1", port=port, on_reads=found.extend,
                                        on_state=lambda state: None)
                    await asyncio.sleep(0.1)

    # The browser's tests leave a loop running in the main thread.
    thread = threading.Thread(target=lambda: asyncio.run(read()))
    thread.start()
    thread.join(timeout=30)
    process.kill()
    _, problems = process.communicate()
    assert len(found) == 30 * len(EPCS), problems
    assert {(r.epc.hex().upper(), r.antenna, r.rssi_dbm, r.reads) for r in found} == {
        (epc, 1 + n, -50 - n, 2) for n, epc in enumerate(EPCS)}


def comparable(
    rng: random.Random, scheme: records.TagScheme, digits: int
) -> records.TagNumber:
    """Return a random number of those that epc-tds can hold."""
    has_none = (LAYOUTS[scheme].digits or 99) == digits
    tag = random_tag(rng, scheme, digits - has_none)
    if scheme is records.TagScheme.GIAI:
        return replace(tag, reference=str(int(tag.reference) % 2**53))
    return tag


def test_epc_tds_agrees_on_random_numbers_at_every_prefix_length_that_it_takes(
    node_peers: Path
) -> None:
    """It refuses documents and places under prefixes of 12 digits, which leave no reference, and
    counts in doubles: an asset's reference beyond 2^53 is left to epcpy.
    """
    rng, schemes = random.Random(253), [*LAYOUTS]
    tags = [comparable(rng, schemes[n % len(schemes)], 6 + n // len(schemes) % 7)
            for n in range(NUMBERS)]
    done = subprocess.run(run_node(node_peers, "epc.js"), input="\n".join(
        records.tag_uri(tag) for tag in tags), capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split("\n")[:-1]
    assert len(lines) == NUMBERS
    wrong = [(tag, line) for tag, line in zip(tags, lines)
             if line != f"{records.encode_tag(tag)} {records.tag_uri(tag)}"]
    assert wrong[:5] == []
