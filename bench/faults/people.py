"""The clients of the day: who does which act, and how each is sent.

What a page's form carries is read from the page, as a browser would: the key of one delivery among
it. An agent and the telephony engine send what they are: signed batches, lines of a log.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from lay import Laid
from post import Delivery, Line, Refused, Tale, form, hidden

BATCH = 20
SHARES = {"visit": 20, "follow_up": 15, "desk_ticket": 10, "kiosk_ticket": 20, "booking": 15,
          "complaint": 10, "sightings": 10}
# Of so many acts one is a publication, its decision or its revision: also a short day has them.
PUBLISHES = 25
_serial = count(1)


class Figures:
    """What the managers published so far: a day is proposed, approved, revised, approved anew."""

    def __init__(self, today: date) -> None:
        # Days that are over, of the project; none is proposed twice.
        self._days = (today - timedelta(days=n) for n in count(1))
        self._proposed: list[str] = []
        self._approved: list[str] = []
        self._revised = 0
        self._lock = threading.Lock()

    def next(self) -> tuple[str, str]:
        """Return what is to be done now and on what: decide, revise (each its publication), or
        propose (a day)."""
        with self._lock:
            if self._proposed:
                return "decide", self._proposed.pop()
            # Each other time what was approved is revised; else another day comes.
            if len(self._approved) > self._revised:
                self._revised += 2
                return "revise", self._approved[-1]
            return "propose", next(self._days).isoformat()

    def learn(self, kind: str, led: str) -> None:
        """Note the publication that an acknowledged act led to."""
        with self._lock:
            (self._proposed if kind == "publication" else self._approved).append(
                led.rstrip("/").rpartition("/")[2])


class Client:
    """One client: signed in at the desks, a person at the kiosk, an agent at the shelves."""

    def __init__(
        self, number: int, line: Line, laid: Laid, day: date, agent: Any, figures: Figures
    ) -> None:
        self.number, self.line, self.laid, self.day = number, line, laid, day
        self.rng, self.agent = line.rng, agent
        self.adviser = line.sign_in("adviser")
        self.reception = line.sign_in("reception")
        self.manager, self.deputy = line.sign_in("manager"), line.sign_in("deputy")
        self.figures = figures
        self.seq = 0
        self.writers: dict[str, Callable[[int], Delivery]] = {
            "visit": self.visit, "follow_up": self.follow_up, "desk_ticket": self.desk_ticket,
            "kiosk_ticket": self.kiosk_ticket, "booking": self.booking,
            "complaint": self.complaint, "sightings": self.sightings,
            "publication": self.publication}

    def write(self) -> Delivery:
        """Decide on the next act and fill its form."""
        number = next(_serial)
        kind = self.rng.choices(list(SHARES), list(SHARES.values()))[0]
        return self.writers["publication" if number % PUBLISHES == 0 else kind](number)

    def learn(self, sent: Delivery, led: str) -> None:
        """Remember what an acknowledged act led to, where another follows it."""
        if sent.kind in ("publication", "decision"):
            self.figures.learn(sent.kind, led)

    def publication(self, n: int) -> Delivery:
        what, on = self.figures.next()
        if what == "decide":
            page = f"/office/reporting/published/{on}/"
            return self._staff(n, "decision", page, f"{page}decide/",
                               {"decision": "approved"}, self.deputy, on)
        path = "/office/reporting/published/propose/"
        if what == "revise":
            path += f"?revises={on}"
            return self._staff(n, "publication", path, path, {"reason": f"revision {n}"},
                               self.manager, f"revises {on}")
        return self._staff(n, "publication", path, path, {"as_of": on}, self.manager, on)

    def _network(self, n: int) -> str:
        """Everybody has a network of their own: the limits are not what is tried here."""
        # The office counts by the first three parts of an address.
        return f"10.{n // 250 % 250}.{n % 250}.1"

    def _staff(self, n: int, kind: str, page: str, path: str, fields: dict[str, str],
               cookies: str, mark: str) -> Delivery:
        key = hidden(self.line.read(page, cookies), "once")
        return form(path, {"once": key, **fields}, cookies, kind=kind, mark=mark,
                    network=self._network(n))

    def _public(self, n: int, kind: str, path: str, fields: dict[str, str], mark: str) -> Delivery:
        key = hidden(self.line.read(path), "once")
        return form(path, {"once": key, **fields}, "", kind=kind, mark=mark,
                    network=self._network(n))

    def visit(self, n: int) -> Delivery:
        persons = self.laid.persons
        person, minutes = persons[n % len(persons)], n // len(persons) % 600 + 1
        path = f"/office/person/{person}/visit/"
        return self._staff(n, "visit", path, path, {
            "visited_on_day": str(self.day.day), "visited_on_month": str(self.day.month),
            "visited_on_year": str(self.day.year), "visited_on": self.day.isoformat(),
            "branch": "SZ", "language": "uk", "interpreter_mode": "none", "channel": "desk",
            "legal": "on", "legal_minutes": str(minutes),
            "stay_basis": "temporary_protection", "is_signed": "on"},
            self.adviser, f"{person}:{minutes}")

    def follow_up(self, n: int) -> Delivery:
        path = f"/office/advisory/cards/{self.laid.cards[n % len(self.laid.cards)]}/follow-up/"
        due = self.day + timedelta(days=30)
        return self._staff(n, "follow_up", path, path, {
            "task": f"task {n}", "due_on": due.isoformat()}, self.adviser, f"task {n}")

    def desk_ticket(self, n: int) -> Delivery:
        return self._staff(n, "desk_ticket", "/office/reception/", "/office/reception/take/", {
            "service_code": "card", "language": "uk", "branch": "SZ"}, self.reception, "")

    def kiosk_ticket(self, n: int) -> Delivery:
        press = hidden(self.line.read("/kiosk/SZ/"), "press").removesuffix("c")
        return form("/kiosk/SZ/", {"service": "card", "press": press}, "", kind="kiosk_ticket",
                    mark=press, network=self._network(n))

    def booking(self, n: int) -> Delivery:
        stamp = self.laid.stamps[n % len(self.laid.stamps)]
        born, mark = date(1950, 1, 1) + timedelta(days=n), f"osoba{n}@przystan.example"
        return self._public(n, "booking", f"/book/SZ/card/{stamp}/", {
            "full_name": f"Osoba Umówiona {n}", "birth_date_day": str(born.day),
            "birth_date_month": str(born.month), "birth_date_year": str(born.year),
            "recipient": mark}, mark)

    def complaint(self, n: int) -> Delivery:
        return self._public(n, "complaint", "/complaint/", {
            "branch": "SZ", "category": "waiting", "text": f"complaint {n}"}, f"complaint {n}")

    def sightings(self, n: int) -> Delivery:
        first = time.time_ns() // 1000
        rows = [[self.seq + i, f"{self.seq + i:024X}", "shelf", 1, -50.0, first + i, first + i + 1,
                 3] for i in range(1, BATCH + 1)]
        self.seq += BATCH
        body = json.dumps({"sent_us": first, "sightings": rows}).encode()
        return Delivery(
            "sightings", f"{self.agent.agent}:{self.seq}", "/edge/batch/", body,
            (("Content-Type", "application/json"), ("X-Agent", self.agent.agent),
             ("X-Signature", self.agent.sign(body))))


class Engine:
    """The telephony engine's log as it grows; its events are told, and told again, out of order."""

    def __init__(self, tale: Tale, rng: Random) -> None:
        self.tale, self.rng, self.serial = tale, rng, count(1)
        self.told: list[list[tuple[str, Any]]] = []

    def call(self, at: Any) -> None:
        """Write one call and tell it until the office has it; some calls are told twice."""
        n = next(self.serial)
        events = self._events(n, at)
        self._tell(events)
        self.tale.acknowledge("call", str(n))
        self.told.append(events)
        if self.rng.random() < 0.2:
            self._tell(self.rng.choice(self.told))
            with self.tale.lock:
                self.tale.again["late"] += 1

    def _events(self, n: int, at: Any) -> list[tuple[str, Any]]:
        from przystan.rooms.calls.testing import Specimen, write_log
        from tests.adapters.asterisk_logs import cel_line

        call = Specimen(f"c{n}", at=at).dial("800").choose("uk").hang_up()
        return [(cel_line(e), e) for e in write_log([call], engine=f"day{n}")]

    def _tell(self, events: list[tuple[str, Any]]) -> None:
        from django.db import connection
        from django.db.utils import InterfaceError, OperationalError

        from przystan.adapters.asterisk.logs import AsteriskLogs
        from przystan.platform.accounts.public import system_actor
        from przystan.platform.clock import public as clock
        from przystan.platform.transactions import public as transactions
        from przystan.rooms.calls import public as calls

        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                with transactions.transaction():
                    calls.record_engine_events(
                        logs=AsteriskLogs(), events=events, actor=system_actor("engine"),
                        at=clock.now(), engine="day")
                return
            except (OperationalError, InterfaceError):
                with self.tale.lock:
                    self.tale.retries += 1
                connection.close()
                time.sleep(self.rng.uniform(0.05, 0.4))
        raise Refused("call: not told")
