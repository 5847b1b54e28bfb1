"""What the engine's own log and the office's books say of a bench's calls, beside the goals."""

from __future__ import annotations

import contextlib
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any


def offered(cel_log: Path) -> set[str]:
    """Name the calls that the engine was offered, from its own log and by no code of ours."""
    found = set()
    for line in cel_log.read_text("utf-8", "replace").splitlines():
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if event["eventtype"] == "CHAN_START" and event["channame"].startswith("PJSIP/trunk"):
                found.add(event["uniqueid"])
    return found


def books(keys: set[str]) -> dict[str, Any]:
    """Wait for the engine's log to be read; return how the books stand to the calls offered."""
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions.public import fetch_rows
    from przystan.rooms.calls import public as calls

    until = time.monotonic() + 60
    while time.monotonic() < until and calls.count_contacts(
            wanted=calls.ContactFilter()) < len(keys):
        time.sleep(0.5)
    time.sleep(5)
    rows = fetch_rows("SELECT key, outcome, ended_at FROM calls_contact"
                      " WHERE direction = 'incoming'")
    booked = [row[0] for row in rows]
    day = calls.reconcile_day(local_date=clock.local_date(clock.now()), at=clock.now())
    left = calls.day_so_far(at=clock.now())
    return {
        "lost": len(keys - set(booked)), "strange": len(set(booked) - keys),
        "twice": len(booked) - len(set(booked)),
        # When an engine that died ended a call is nowhere written: its outcome says so.
        "open": sum(row[2] is None and row[1] != "cut_by_restart" for row in rows),
        "outcomes": Counter(row[1] for row in rows), "unexplained": day.unexplained,
        "reasons": Counter(str(d.reason) for d in day.differences),
        "odd": [d for d in day.differences if not d.is_explained],
        "difference": day.balance.difference, "up": left.up,
        "stuck": sum(a.status in (calls.AgentStatus.TALKING, calls.AgentStatus.RINGING)
                     for a in calls.list_agents())}


def noted(key: str) -> list[str]:
    """Tell what the switchboard noted of one call."""
    from przystan.platform.transactions.public import fetch_rows

    return [f"{at:%T.%f} {kind} {phone} {language}" for at, kind, phone, language in fetch_rows(
        "SELECT at, kind, phone, language FROM calls_liveevent WHERE call_key = %s ORDER BY id",
        [key])]


def verdict(name: str, value: float, goal: float) -> bool:
    """Print one figure beside its goal."""
    is_met = value <= goal
    print(f"{name:64} {value:8.2f}  goal ≤ {goal:g}  {'met' if is_met else 'MISSED'}", flush=True)
    return is_met
