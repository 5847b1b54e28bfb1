"""The busiest acts of the office, each as its page or its door does it, timed one at a time.

A page's form is read first, which is not counted; then the form is sent, and only that is. Told
for each: milliseconds of the whole (median, p99), and of the processors of the application and of
its database's connection, which do not depend on what else the machine does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from post import hidden

# How often an act is done before it is timed.
BRANCH, WARM = "SZ", 3


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def client_of(username: str) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(username=username),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def database_milliseconds() -> float:
    connection.ensure_connection()
    with open(f"/proc/{connection.connection.info.backend_pid}/schedstat") as file:
        return int(file.read().split()[0]) / 1e6


@dataclass(frozen=True)
class Act:
    """One act: `prepare` reads what it needs and returns what is timed and what must come of it."""

    name: str
    prepare: Callable[[int], Callable[[], bool]]


class Desk:
    """Who does the acts, and on what: ids spread over the whole of each table."""

    def __init__(self, today: date) -> None:
        # Another each time: what an earlier measurement registered is there already.
        self.rng, self.today = Random(), today
        self.adviser, self.officer = client_of("adviser"), client_of("officer")
        self.reception, self.clerk = client_of("reception"), client_of("clerk")
        self.manager = client_of("manager")
        self.supervisor = client_of("supervisor")
        self.public = Client(HTTP_HOST="127.0.0.1")
        self.persons = self._some(
            "SELECT id FROM people_person WHERE id NOT IN (SELECT duplicate_id FROM people_merge)"
            " AND id NOT IN (SELECT person_id FROM people_flag) AND id NOT IN"
            " (SELECT person_id FROM people_erasure)")
        self.words = [f"{a} {b[:3]}" for a, b in rows(
            "SELECT family_name, given_names FROM people_personname WHERE script = 'Latn'"
            " AND family_name <> '' ORDER BY md5(id::text || 'words') LIMIT 400")]
        self.folders = self._some(
            "SELECT f.id FROM records_folder f WHERE branch_id = 'SZ' AND (SELECT custody FROM"
            " records_custodyevent e WHERE e.folder_id = f.id ORDER BY e.id DESC LIMIT 1)"
            " = 'shelved'")
        self.cases = self._some("SELECT case_id AS id FROM cases_caseterm JOIN cases_case c"
                                " ON c.id = case_id WHERE branch_id = 'SZ'")
        self.signs = [s for (s,) in rows("SELECT case_sign FROM records_folder"
                                         " ORDER BY md5(id::text || 's') LIMIT 300")]
        self.slots = rows(
            "SELECT s.starts_at, v.code FROM reception_slot s JOIN reception_service v"
            " ON v.id = s.service_id WHERE branch_id = 'SZ' AND released_at < %s"
            " AND starts_at > %s AND NOT EXISTS (SELECT FROM reception_booking b"
            " WHERE b.slot_id = s.id AND ended_at IS NULL) ORDER BY starts_at, s.id",
            now(), now() + timedelta(days=1))
        # Advice is given while its project runs.
        self.visited = rows("SELECT max(visited_on) FROM advisory_visit")[0][0]
        self.seat = rows("SELECT code FROM reception_counter WHERE branch_id = 'SZ'"
                         " ORDER BY code LIMIT 1")[0][0]
        self.reception.post("/office/reception/counter/sit/",
                            {"branch": BRANCH, "counter": self.seat})

    @staticmethod
    def _some(statement: str) -> list[int]:
        return [n for (n,) in rows(f"SELECT id FROM ({statement}) x"
                                   " ORDER BY md5(id::text || 'growth') LIMIT 400")]

    def acts(self) -> list[Act]:
        return [
            Act("person sought by name", self.search),
            Act("person's card opened", self._opens(self.adviser, "/office/person/{}/",
                                                    self.persons)),
            Act("person registered", self.register),
            Act("visit recorded and closed", self.visit),
            Act("call folded", self.call),
            Act("ticket taken at the kiosk", self.kiosk),
            Act("next person called", self.call_next),
            Act("time booked", self.book),
            Act("folder lent", self.lend),
            Act("folder found by its sign", self.find_folder),
            Act("event added to a case", self.case_event),
            Act("case opened", self._opens(self.officer, "/office/cases/{}/", self.cases)),
            Act("officer's work list", self._opens(self.officer, "/office/cases/mine/", [0])),
            Act("list of cases", self._opens(self.manager, "/office/cases/", [0])),
            Act("list of folders", self._opens(self.clerk, "/office/records/", [0])),
            Act("list of visits", self._opens(self.manager, "/office/advisory/", [0])),
            Act("list of persons", self._opens(self.manager, "/office/people/", [0])),
            Act("list of calls", self._opens(self.supervisor, "/office/calls/", [0])),
            Act("hall of a branch", self._opens(self.reception, "/office/reception/", [0])),
            Act("published figures read", self._opens(self.public, "/statistics/", [0])),
        ]

    def _opens(self, client: Client, address: str, ids: list[int]) -> Callable[[int], Any]:
        return lambda n: lambda: client.get(
            address.format(ids[n % len(ids)])).status_code == 200

    def search(self, n: int) -> Callable[[], bool]:
        text = self.words[n % len(self.words)]

        def act() -> bool:
            led = self.adviser.post("/office/people/", {"q": text})
            return bool(self.adviser.get(led["Location"]).status_code == 200)

        return act

    def register(self, n: int) -> Callable[[], bool]:
        page, serial = "/office/people/register/", f"{self.rng.randrange(10 ** 6):06}"
        family, given = (self._word() for _ in range(2))
        form = filled(self.reception, page, {
            "family_name": family, "given_names": given,
            "birth_date_day": str(1 + n % 28), "birth_date_month": str(1 + n % 12),
            "birth_date_year": str(1960 + n % 40), "sex": "f", "citizenship": "UKR",
            "birth_precision": "day", "language": "uk", "branch": BRANCH, "clause_how": "paper",
            "document_kind": "passport", "document_number": f"XQ{serial}",
            "document_state": "UTO"})
        return lambda: led(self.reception, page, form)

    def _word(self) -> str:
        """A name that nobody bears."""
        return "".join(self.rng.choice("bcdfghjklmnprstwz") + self.rng.choice("aeiouy")
                       for _ in range(5)).capitalize()

    def visit(self, n: int) -> Callable[[], bool]:
        page = f"/office/person/{self.persons[n % len(self.persons)]}/visit/"
        day = self.visited
        form = filled(self.adviser, page, {
            "visited_on": day.isoformat(), "branch": BRANCH, "language": "uk",
            "interpreter_mode": "none", "channel": "desk", "information": "on",
            "stay_basis": "temporary_protection", "is_signed": "on"})
        return lambda: led(self.adviser, page, form)

    def call(self, n: int) -> Callable[[], bool]:
        from przystan.adapters.asterisk.logs import AsteriskLogs
        from przystan.platform.accounts.public import system_actor
        from przystan.rooms.calls import public as calls
        from przystan.rooms.calls.testing import Specimen, write_log
        from tests.adapters.asterisk_logs import cel_line

        call = Specimen(f"c{n}", at=now()).dial("800").choose("uk").hang_up()
        events = [(cel_line(e), e) for e in write_log([call], engine=f"growth{n}-{time.time_ns()}")]

        def act() -> bool:
            with transaction.atomic():
                return calls.record_engine_events(
                    logs=AsteriskLogs(), events=events, actor=system_actor("engine"), at=now(),
                    engine="growth").added > 0

        return act

    def kiosk(self, n: int) -> Callable[[], bool]:
        page = "/kiosk/SZ/"
        form = filled(self.public, page, {"service": "submission"})
        return lambda: led(self.public, page, form, network(n))

    def call_next(self, n: int) -> Callable[[], bool]:
        for (ticket,) in rows(
                "SELECT t.id FROM reception_ticket t JOIN LATERAL (SELECT state FROM"
                " reception_ticketevent e WHERE e.ticket_id = t.id ORDER BY e.id DESC LIMIT 1) s"
                " ON s.state IN ('called', 'serving') WHERE t.branch_id = 'SZ' AND t.day = %s",
                self.today):
            for step in ("serve", "done"):
                self.reception.post("/office/reception/counter/act/", {
                    "do": step, "ticket": ticket})
        return lambda: led(self.reception, "/office/reception/counter/act/", {"do": "next"})

    def book(self, n: int) -> Callable[[], bool]:
        from przystan.platform.clock import public as clock

        starts_at, service = self.slots[n * 7 % len(self.slots)]
        page = f"/book/SZ/{service}/{starts_at.astimezone(clock.OFFICE_ZONE):%Y%m%d-%H%M}/"
        form = filled(self.public, page, {
            "full_name": f"{self._word()} {self._word()}", "birth_date_day": str(1 + n % 28),
            "birth_date_month": str(1 + n % 12), "birth_date_year": str(1950 + n % 50),
            "recipient": f"growth{self.rng.randrange(10 ** 9)}@przystan.example"})
        return lambda: led(self.public, page, form, network(n))

    def lend(self, n: int) -> Callable[[], bool]:
        folder = self.folders[n % len(self.folders)]
        form = filled(self.clerk, f"/office/records/{folder}/",
                      {"custody": "lent", "holder": "Sala 5"})
        return lambda: led(self.clerk, f"/office/records/{folder}/pass/", form)

    def find_folder(self, n: int) -> Callable[[], bool]:
        sign = self.signs[n % len(self.signs)]
        return lambda: bool(self.clerk.get("/search/", {"q": sign}).status_code in (200, 302))

    def case_event(self, n: int) -> Callable[[], bool]:
        page = f"/office/cases/{self.cases[n % len(self.cases)]}/clock/"
        day = self.today
        form = filled(self.officer, page, {
            "kind": "appeared", "on": day.isoformat()})
        return lambda: led(self.officer, page, form)


def now() -> Any:
    from przystan.platform.clock import public as clock

    return clock.now()


def network(n: int) -> dict[str, str]:
    """Everybody has a network of their own: the limits are not what is measured."""
    return {"REMOTE_ADDR": f"10.{n // 250}.{n % 250}.1", "HTTP_X_CLIENT": f"10.{n % 250}.7.1"}


def filled(client: Client, page: str, fields: dict[str, str]) -> dict[str, str]:
    """Return a page's form as a person fills it, with the key of one delivery that it holds."""
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    text = answer.content.decode()
    return {"once": hidden(text, "once"), "press": hidden(text, "press"), **fields}


def led(client: Client, path: str, form: dict[str, str], extra: dict[str, str] | None = None
        ) -> bool:
    answer = client.post(path, form, **(extra or {}))
    if answer.status_code != 302:
        import re

        text = answer.content.decode()
        main = re.sub(r"<[^>]+>", " ", " ".join(re.findall(
            r'class="govuk-error-message[^>]*>(.*?)</p>', text, re.S)) or text[-600:])
        raise AssertionError(f"{path}: {answer.status_code} {' '.join(main.split())[:400]}")
    return True


def measure(act: Act, each: int) -> dict[str, float]:
    """Do an act so many times and return its figures, in milliseconds."""
    wall, app, database = [], [], []
    failed: list[str] = []
    for n in range(each + WARM):
        timed = act.prepare(n)
        began, busy, served = time.perf_counter(), time.process_time(), database_milliseconds()
        try:
            assert timed(), act.name
        except AssertionError as refused:
            # Somebody else has the slot, or looks the same: one in ten may.
            failed.append(str(refused))
            if len(failed) > max(1, each // 10):
                raise
            continue
        took = (time.perf_counter() - began) * 1000
        spent = (time.process_time() - busy) * 1000
        if n >= WARM:
            wall.append(took)
            app.append(spent)
            database.append(database_milliseconds() - served)

    def at(values: list[float], share: float) -> float:
        ordered = sorted(values)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)

    return {"median_ms": at(wall, 0.5), "p99_ms": at(wall, 0.99), "app_ms": at(app, 0.5),
            "database_ms": at(database, 0.5), "database_p99_ms": at(database, 0.99)}
