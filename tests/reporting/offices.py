"""Small offices made at random, and every figure counted on them by plain loops.

What is generated is a list of rows for the raw tables; the second count reads those lists, nothing
of reporting and no view. A row's columns that no figure reads are filled by their type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

WARSAW = ZoneInfo("Europe/Warsaw")
PROJECT, STARTS, ENDS = "OG-8-14-2022", date(2022, 10, 1), date(2023, 8, 31)
BEFORE, SPAN = date(2022, 9, 1), 480
Row = dict[str, Any]
FILLERS: dict[str, Any] = {
    "bigint": 0, "integer": 0, "smallint": 0, "boolean": False, "double precision": 0.0,
    "numeric": Decimal(1), "date": STARTS,
    "timestamp with time zone": datetime(2022, 9, 1, tzinfo=UTC),
    "jsonb": "{}", "ARRAY": [],
}


class Office:
    """The rows of a small office by table, made from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng, self.ids = Random(seed), count(1)
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.size = self.rng.randint(0, 14)
        for make in (self._money, self._point, self._calls, self._records, self._hall,
                     self._cases, self._training, self._assets):
            make()

    def add(self, table: str, **values: Any) -> int:
        values["id"] = next(self.ids)
        self.tables[table].append(values)
        return int(values["id"])

    def day(self) -> date:
        return BEFORE + timedelta(days=self.rng.randrange(SPAN))

    def at(self, day: date | None = None) -> datetime:
        """An instant of a day, often near its midnight, or some days after it was."""
        late = timedelta(days=self.rng.choice((0, 0, 0, 3, 40)))
        clock = self.rng.choice((0, 1, 43_200, 86_399))
        noon = datetime.combine(day or self.day(), datetime.min.time(), WARSAW)
        return noon + late + timedelta(seconds=clock)

    def some(self, most: int = 0) -> range:
        return range(self.rng.randint(0, most or self.size))

    def _money(self) -> None:
        self.project = self.add(
            "finance_project", code=PROJECT, number="8", starts_on=STARTS, ends_on=ENDS,
            recorded_at=self.at(BEFORE))
        for n in range(self.rng.randint(0, 2)):
            value = Decimal(self.rng.randint(1, 9_000_000)) / 100
            rate = Decimal("0.75")
            self.add("finance_agreement", project_id=self.project, value=value, rate=rate,
                     cofinancing=(value * rate).quantize(Decimal("0.01"), "ROUND_HALF_UP"),
                     currency="PLN", signed_on=self.day(), recorded_at=self.at(self.day())
                     + timedelta(microseconds=n))
        for line, product in (("1", "persons"), ("2", "calls"), ("3", "folders")):
            if self.rng.random() < 0.7:
                self.add("finance_costrule", project_id=self.project, product=product,
                         line_code=line, recorded_at=self.at())
        for n in self.some():
            day = self.day()
            self.add("finance_expenditure", project_id=self.project, document_number=f"FV/{n}",
                     line_code=self.rng.choice("1234"), spent_on=day, recorded_at=self.at(day),
                     amount=Decimal(self.rng.choice((-1, 1)) * self.rng.randint(1, 99_999)) / 100)

    def _point(self) -> None:
        persons = [self.add(
            "people_person", sex=self.rng.choice("fm"), birth_date=date(1990, 1, 1),
            birth_precision="day", citizenship="UKR", registered_branch_id="SZ")
            for _ in range(1 + self.size)]
        live = set(persons)
        for merged in self.rng.sample(persons, self.rng.randint(0, len(persons) // 2)):
            # Whoever was merged away survives nobody; a survivor may be merged later: a chain.
            live.discard(merged)
            others = sorted(live)
            if others:
                merge = self.add("people_merge", duplicate_id=merged,
                                 survivor_id=self.rng.choice(others), merged_at=self.at())
                if self.rng.random() < 0.3:
                    self.add("people_mergeundo", merge_id=merge, undone_at=self.at())
        other = self.add("finance_project", code="OTHER", number="9", starts_on=STARTS,
                         ends_on=ENDS, recorded_at=self.at(BEFORE))
        for person in persons:
            for project in self.rng.choice(([self.project], [self.project, other], [other], [])):
                self._card(person, project)
        for _ in self.some():
            self.add("advisory_surveyanswer", project_id=self.project, branch_id="SZ",
                     language="pl", month=self.day().replace(day=1), clear="yes",
                     helpful=self.rng.choice(("yes", "no", "partly")))

    def _card(self, person: int, project: int) -> None:
        opened = self.day()
        card = self.add(
            "advisory_beneficiarycard", person_id=person, project_id=project, branch_id="SZ",
            opened_on=opened, recorded_at=self.at(opened), is_signed=self.rng.random() < 0.5,
            number=f"SZ/{next(self.ids):05}", stay_basis="temporary_protection")
        for _ in self.some(3):
            visit = self.add("advisory_visit", card_id=card, branch_id="SZ", language="pl",
                             interpreter_mode=self.rng.choice(("none", "on_site")),
                             channel="desk")
            for kind in self.rng.sample(("information", "legal", "psychological"),
                                        self.rng.randint(1, 3)):
                day = self.day()
                service = self.add("advisory_service", visit_id=visit, kind=kind, topic="",
                                   provided_on=day, recorded_at=self.at(day))
                if self.rng.random() < 0.2:
                    self.add("advisory_serviceremoval", service_id=service,
                             removed_at=self.at(), reason="x")

    def _calls(self) -> None:
        for n in self.some(3 * self.size + 1):
            started, incoming = self.at(), self.rng.random() < 0.8
            outcome = self.rng.choice(
                ("answered", "contained", "abandoned", "closed", "cut_by_restart") if incoming
                else ("outgoing_answered", "outgoing_unanswered"))
            answered = outcome == "answered"
            waited = answered or outcome == "abandoned"
            unit = self.rng.choice(("", "", "SOC")) if answered else ""
            contact = self.add(
                "calls_contact", direction="incoming" if incoming else "outgoing",
                outcome=outcome, started_at=started, key=f"k{n}", redirected_to=unit,
                local_date=started.astimezone(WARSAW).date(), language="pl", line="l",
                redirect_answered=True if unit else None,
                wait_seconds=self.rng.choice((None, 0.0, 4.99, 5.0, 20.0, 20.01, 61.337))
                if waited else None,
                talk_seconds=self.rng.choice((None, 12.5, 240.004)) if answered else None,
                recorded_at=self.at(started.astimezone(WARSAW).date()))
            if self.rng.random() < 0.15:
                self.add("calls_removal", contact_id=contact, removed_at=self.at(), reason="x")

    def _records(self) -> None:
        for n in self.some():
            registered = self.at()
            folder = self.add("records_folder", case_sign=f"s{n}", kind="case", branch_id="SZ",
                              is_open=True, registered_at=registered)
            for nth in self.some(2):
                labelled = self.at(registered.astimezone(WARSAW).date())
                # Only one tag of a folder is active.
                self.add("records_tag", folder_id=folder, epc=f"{next(self.ids):024X}",
                         labelled_at=labelled, is_void=False, reason="torn" if nth else "",
                         retired_at=labelled + timedelta(days=1) if nth else None)
            if self.rng.random() < 0.2:
                self.add("records_folderremoval", folder_id=folder, removed_at=self.at(),
                         reason="x")
            day = self.day()
            session = self.add(
                "records_taggingsession", reference=f"r{n}", work_date=day, branch_id="SZ",
                persons=1, hours=Decimal(self.rng.randint(1, 900)) / 100,
                errors=self.rng.randint(0, 5), recorded_at=self.at(day))
            if self.rng.random() < 0.2:
                self.add("records_sessionremoval", session_id=session, removed_at=self.at(),
                         reason="x")

    def _hall(self) -> None:
        service = self.add("reception_service", code="info", letter="A")
        for n in self.some():
            day = self.day()
            taken = datetime.combine(day, datetime.min.time(), WARSAW) + timedelta(hours=9)
            ticket = self.add("reception_ticket", branch_id="SZ", service_id=service, day=day,
                              sequence=n + 1, number=f"A{n}", language="pl", taken_at=taken,
                              channel="kiosk")
            events = [("waiting", taken)]
            if self.rng.random() < 0.8:
                called = taken + timedelta(seconds=self.rng.choice((0, 1799, 1800, 1801, 7200)))
                events.append(("called", called))
                if self.rng.random() < 0.8:
                    events.append((self.rng.choice(("served", "no_show")),
                                   called + timedelta(minutes=9)))
            for state, at in events:
                self.add("reception_ticketevent", ticket_id=ticket, state=state, at=at,
                         counter="1")

    def _cases(self) -> None:
        kind = self.add("cases_casetype", code="temporary_work", file_class="6151")
        for n in self.some():
            received = self.day()
            case = self.add("cases_case", sign=f"c{n}", unit="SOC", file_class="6151", number=n + 1,
                            year=2023, type_id=kind, branch_id="SZ", channel="post",
                            received_on=received, recorded_at=self.at(received))
            day = received
            steps = ("received", "complete", "decided", "appealed")[:self.rng.randint(1, 4)]
            for stage in steps:
                self.add("cases_stageevent", case_id=case, stage=stage, on_date=day,
                         decision=self.rng.choice(("granted", "refused"))
                         if stage == "decided" else "", recorded_at=self.at(day))
                day += timedelta(days=self.rng.randint(0, 90))

    def _training(self) -> None:
        course = self.add("training_course", code="FOR-1")
        for _ in self.some(4):
            day = self.day()
            session = self.add("training_session", course_id=course, held_on=day, branch_id="SZ",
                               hours=Decimal(8), recorded_at=self.at(day))
            for n in self.some(5):
                self.add("training_attendance", session_id=session, participant=f"P{n}",
                         hours=Decimal(self.rng.randint(1, 16)) / 2, recorded_at=self.at(day))

    def _assets(self) -> None:
        for n in self.some():
            day = self.day()
            self.add("documents_asset", number=f"a{n}", project_code=self.rng.choice(
                (PROJECT, PROJECT, "OTHER")), kind=self.rng.choice(("equipment", "consumable")),
                bought_on=day, price=Decimal(self.rng.randint(1, 99_999)) / 100,
                quantity=self.rng.randint(1, 9), added_at=self.at(day))

    def write(self) -> None:
        """Write the rows into the raw tables, in an open transaction that is rolled back."""
        with connection.cursor() as cursor:
            for table, rows in self.tables.items():
                cursor.execute(
                    "SELECT column_name, data_type FROM information_schema.columns"
                    " WHERE table_name = %s AND is_nullable = 'NO'", [table])
                needed = {name: FILLERS.get(kind, "") for name, kind in cursor.fetchall()}
                for row in rows:
                    whole = {**needed, **row}
                    cursor.execute(
                        f"INSERT INTO {table} ({', '.join(whole)}) OVERRIDING SYSTEM VALUE"
                        f" VALUES ({', '.join(['%s'] * len(whole))})", list(whole.values()))


class Count:
    """Every figure of an office as of the end of a day, by plain loops over its rows."""

    def __init__(self, office: Office, as_of: date) -> None:
        self.t, self.as_of = office.tables, as_of
        self.values: dict[str, Decimal] = defaultdict(Decimal)
        for part in (self._money, self._point, self._survey, self._calls, self._records,
                     self._hall, self._cases, self._others):
            part()

    def known(self, at: datetime | None) -> bool:
        return at is not None and at.astimezone(WARSAW).date() <= self.as_of

    def gone(self, table: str, key: str, row_id: int) -> bool:
        return any(r[key] == row_id and self.known(r["removed_at"]) for r in self.t[table])

    def of(self, table: str, row_id: int) -> Row:
        return next(r for r in self.t[table] if r["id"] == row_id)

    def put(self, code: str, amount: Any = 1) -> None:
        self.values[code] += Decimal(str(amount))

    def _money(self) -> None:
        signed = [a for a in self.t["finance_agreement"] if self.known(a["recorded_at"])]
        if signed:
            newest = max(signed, key=lambda a: (a["recorded_at"], a["id"]))
            self.put("finance.project_value", newest["value"])
            self.put("finance.cofinancing", newest["cofinancing"])
        pays = {r["line_code"]: r["product"] for r in self.t["finance_costrule"]
                if self.known(r["recorded_at"])}
        for cost in self.t["finance_expenditure"]:
            if self.known(cost["recorded_at"]):
                self.put("finance.spent", cost["amount"])
                if cost["line_code"] in pays:
                    self.put(f"finance.cost_of_{pays[cost['line_code']]}", cost["amount"])

    def _survivor(self, person: int) -> int:
        undone = {u["merge_id"] for u in self.t["people_mergeundo"] if self.known(u["undone_at"])}
        merged = {m["duplicate_id"]: m["survivor_id"] for m in self.t["people_merge"]
                  if self.known(m["merged_at"]) and m["id"] not in undone}
        while person in merged:
            person = merged[person]
        return person

    def _point(self) -> None:
        ours = self.t["finance_project"][0]["id"]
        persons: dict[str, set[int]] = defaultdict(set)
        for card in self.t["advisory_beneficiarycard"]:
            if card["project_id"] == ours and STARTS <= card["opened_on"] <= ENDS \
                    and self.known(card["recorded_at"]):
                self.put("advisory.cards")
                self.put("advisory.cards_signed", int(card["is_signed"]))
        for s, visit, card in self._services(ours):
            self.put("advisory.services")
            self.put("advisory.services_interpreted", int(visit["interpreter_mode"] != "none"))
            for kind in ("legal", "psychological"):
                self.put(f"advisory.consultations_{kind}", int(s["kind"] == kind))
            for kind in ("assisted", s["kind"]):
                persons[kind].add(self._survivor(card["person_id"]))
        for kind in ("assisted", "legal", "psychological"):
            self.put(f"advisory.persons_{kind}", len(persons[kind]))
        # Every basis of stay is reported under Integration as shipped.
        self.put("amif.persons_integration", len(persons["assisted"]))

    def _services(self, project: int) -> Iterator[tuple[Row, Row, Row]]:
        for s in self.t["advisory_service"]:
            visit = self.of("advisory_visit", s["visit_id"])
            card = self.of("advisory_beneficiarycard", visit["card_id"])
            if card["project_id"] == project and STARTS <= s["provided_on"] <= ENDS \
                    and self.known(s["recorded_at"]) \
                    and not self.gone("advisory_serviceremoval", "service_id", s["id"]):
                yield s, visit, card

    def _survey(self) -> None:
        for a in self.t["advisory_surveyanswer"]:
            after = (a["month"] + timedelta(days=32)).replace(day=1)
            if STARTS.replace(day=1) <= a["month"] <= ENDS and after <= self.as_of:
                self.put("advisory.survey_answers")
                self.put("advisory.survey_helpful", int(a["helpful"] == "yes"))

    def _calls(self) -> None:
        for c in self.t["calls_contact"]:
            if STARTS <= c["started_at"].astimezone(WARSAW).date() <= ENDS \
                    and self.known(c["recorded_at"]) \
                    and not self.gone("calls_removal", "contact_id", c["id"]):
                self._call(c)

    def _call(self, c: Row) -> None:
        if c["direction"] == "outgoing":
            self.put("calls.outgoing")
            return
        name = {"answered": "answered_incoming", "contained": "automated_helpline",
                "abandoned": "abandoned"}.get(c["outcome"])
        if name:
            self.put(f"calls.{name}")
        wait, answered = c["wait_seconds"], c["outcome"] == "answered"
        if answered or c["outcome"] == "abandoned":
            self.put("calls.queued")
            if wait is not None and (answered or wait >= 5):
                self.put("calls.judged")
        if answered:
            self.put("calls.redirected", int(bool(c["redirected_to"])))
            if wait is not None:
                self.put("calls.answered_wait_known")
                self.put("calls.wait_seconds", f"{wait:.2f}")
                self.put("calls.answered_in_time", int(wait <= 20))
            if c["talk_seconds"] is not None:
                self.put("calls.answered_talk_known")
                self.put("calls.talk_seconds", f"{c['talk_seconds']:.2f}")

    def _records(self) -> None:
        for f in self.t["records_folder"]:
            tags = [t["labelled_at"] for t in self.t["records_tag"] if t["folder_id"] == f["id"]]
            if tags and STARTS <= min(tags).astimezone(WARSAW).date() <= ENDS \
                    and self.known(max(min(tags), f["registered_at"])) \
                    and not self.gone("records_folderremoval", "folder_id", f["id"]):
                self.put("records.tagged_folders")
        for s in self.t["records_taggingsession"]:
            if STARTS <= s["work_date"] <= ENDS and self.known(s["recorded_at"]) \
                    and not self.gone("records_sessionremoval", "session_id", s["id"]):
                self.put("records.tagging_hours", s["hours"])
                self.put("records.tagging_mistakes", s["errors"])

    def _hall(self) -> None:
        for t in self.t["reception_ticket"]:
            at = {e["state"]: e["at"] for e in self.t["reception_ticketevent"]
                  if e["ticket_id"] == t["id"]}
            if not STARTS <= t["day"] <= ENDS:
                continue
            self.put("reception.tickets", int(self.known(t["taken_at"])))
            for state, code in (("served", "served"), ("no_show", "no_shows")):
                self.put(f"reception.{code}", int(self.known(at.get(state))))
            if self.known(at.get("called")):
                waited = int((at["called"] - t["taken_at"]).total_seconds())
                self.put("reception.called")
                self.put("reception.called_in_half_an_hour", int(waited <= 1800))
                self.put("reception.wait_seconds", waited)

    def _cases(self) -> None:
        received = {c["id"]: c["received_on"] for c in self.t["cases_case"]}
        seen = set()
        for s in self.t["cases_stageevent"]:
            if not self.known(s["recorded_at"]):
                continue
            if STARTS <= received[s["case_id"]] <= ENDS:
                seen.add(s["case_id"])
            if STARTS <= s["on_date"] <= ENDS:
                self.put("cases.appealed", int(s["stage"] == "appealed"))
                if s["stage"] == "decided":
                    self.put("cases.decided")
                    self.put("cases.granted", int(s["decision"] == "granted"))
                    self.put("cases.decision_days",
                             (s["on_date"] - received[s["case_id"]]).days)
        self.put("cases.received", len(seen))

    def _others(self) -> None:
        for a in self.t["training_attendance"]:
            held = self.of("training_session", a["session_id"])["held_on"]
            if STARTS <= held <= ENDS and self.known(a["recorded_at"]):
                self.put("training.attendances")
                self.put("training.hours", a["hours"])
        for a in self.t["documents_asset"]:
            if a["project_code"] == PROJECT and a["kind"] == "equipment" \
                    and STARTS <= a["bought_on"] <= ENDS and self.known(a["added_at"]):
                self.put("documents.equipment", a["quantity"])
                self.put("documents.equipment_value", a["price"] * a["quantity"])
