"""The network is cut for an hour: the gate works, the spool catches up, nothing is stored twice."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from przystan.adapters.edge.agent import Agent
from przystan.adapters.edge.office import OfficeAway
from przystan.adapters.edge.settings import EdgeSettings, ReaderSettings
from przystan.platform.clock import public as clock
from przystan.rooms.records import public as records
from tests.records.test_edge_agent import Make, identity, make, office

__all__ = ["identity", "make", "office"]  # fixtures
SECOND = 1_000_000
CUT, RESTORED, END = 600, 4_200, 4_800


def heard(agent: Agent) -> bool:
    """Send once; say whether the office was there."""
    try:
        agent.send_once()
    except OfficeAway:
        return False
    return True


@pytest.mark.slow
def test_an_hour_without_the_network(make: Make, identity: Any) -> None:
    """The clock is simulated: 80 minutes of reads, the middle hour of them cut off."""
    now = int(clock.now().timestamp()) * SECOND - END * SECOND
    begin, rng = now, random.Random(5)
    shelf = ReaderSettings("shelf", "127.0.0.1")
    gate = ReaderSettings("gate", "127.0.0.1", is_gate=True)
    sounded: list[str] = []
    agent = make(EdgeSettings((shelf, gate), batch=500), now_us=lambda: now,
                 on_alarm=lambda reader, epc: sounded.append(epc))
    allowed, forbidden = records.folder_epc(1), records.folder_epc(2)
    agent.gate.replace([allowed])
    there = agent._office._parts
    cut = there._replace(netloc="127.0.0.1:9")
    taken, refused, expected = Counter[str](), 0, 0
    for second in range(END):
        now = begin + second * SECOND
        if second in (CUT, RESTORED):
            waiting = agent.spool.waiting()
            agent._office.close()
            agent._office._parts = cut if second == CUT else there
        seen = [records.folder_epc(100 + rng.randrange(60)) for _ in range(4)]
        agent.take(shelf, [records.TagRead(bytes.fromhex(e), 1, -50, None, now) for e in seen])
        taken.update(seen)
        if second % 60 == 30:
            # A minute is longer than a presence: each passage sounds, or none does.
            for epc in (allowed, forbidden):
                agent.take(gate, [records.TagRead(bytes.fromhex(epc), 1, -40, None, now)] * 3)
                taken[epc] += 3
            expected += 1
        agent.keep_once()
        if second % 5 == 0:
            refused += not heard(agent)
    assert refused == (RESTORED - CUT) // 5
    assert waiting > 1_000
    assert sounded == [forbidden] * expected == [forbidden] * (END // 60)
    now += SECOND
    agent.flush()
    while agent.send_once():
        pass
    assert agent.spool.waiting() == agent.spool.waiting_alarms() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT epc, sum(reads)::bigint FROM records_sighting GROUP BY epc")
        assert dict(cursor.fetchall()) == dict(taken)
        cursor.execute("SELECT count(*) - count(DISTINCT (epc, first_at)) FROM records_sighting")
        assert cursor.fetchone() == (0,)
    assert [a.epc for a in records.list_alarms(limit=1_000)] == [forbidden] * expected
