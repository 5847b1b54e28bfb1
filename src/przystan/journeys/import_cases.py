"""Importing cases from before, each row a case under the sign that it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import translation

from przystan.journeys import import_words as words
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.platform.tables import public as tables
from przystan.platform.tables.public import Column, Kind
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people

C, D, K, S = cases.Channel, cases.Decision, cases.EventKind, cases.Stage
SIGN, PESEL, DECISION = "Znak sprawy", "PESEL", "Rozstrzygnięcie"
CHANNELS: dict[str, object] = {
    "osobiście": C.IN_PERSON, "in person": C.IN_PERSON, "poczta": C.POST, "pocztą": C.POST,
    "post": C.POST, "elektronicznie": C.ELECTRONIC, "electronic": C.ELECTRONIC}
DECISIONS: dict[str, object] = {
    "udzielono": D.GRANTED, "zgoda": D.GRANTED, "granted": D.GRANTED, "odmowa": D.REFUSED,
    "refused": D.REFUSED, "umorzenie": D.DISCONTINUED, "discontinued": D.DISCONTINUED,
    "bez rozpoznania": D.LEFT_UNEXAMINED, "left without examination": D.LEFT_UNEXAMINED,
    **{d.value: d for d in D}}
# Days of a case: key, Polish heading, English heading, the event of the clock.
DAYS = (
    ("received_on", "Data wpływu", "Received on", K.RECEIVED),
    ("appeared_on", "Data stawiennictwa", "Appeared on", K.APPEARED),
    ("fingerprints_on", "Data pobrania odcisków", "Fingerprints on", K.FINGERPRINTS),
    ("complete_on", "Data kompletu dokumentów", "Documents complete on", K.DOCUMENTS_COMPLETE),
    ("decided_on", "Data decyzji", "Decided on", K.DECIDED),
    ("delivered_on", "Data doręczenia", "Delivered on", K.DELIVERED),
    ("appealed_on", "Data odwołania", "Appealed on", K.APPEALED),
)
HEADINGS = {kind: polish for _key, polish, _english, kind in DAYS}


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of cases. docs/how-to/import.md lists them."""
    types: dict[str, object] = {}
    for t in cases.list_case_types():
        types |= {t.code: t.code, t.name: t.code, t.name_en: t.code}
    return (
        Column("sign", (SIGN, "Case sign"), is_required=True, max_length=40),
        Column("type", ("Rodzaj sprawy", "Case type"), Kind.CHOICE, True, types,
               expected="the code or name of a type in the catalogue"),
        Column("branch", ("Placówka", "Branch"), Kind.CHOICE, True, words.branches()),
        Column("channel", ("Sposób złożenia", "Channel"), Kind.CHOICE, choices=CHANNELS),
        Column("pesel", (PESEL,), pattern=r"\d{11}", expected="11 digits"),
        *(Column(key, (polish, english), Kind.DATE, kind is K.RECEIVED)
          for key, polish, english, kind in DAYS),
        Column("decision", (DECISION, "Decision"), Kind.CHOICE, choices=DECISIONS),
        Column("closed_on", ("Data zamknięcia", "Closed on"), Kind.DATE),
        Column("recorded_on", ("Data wprowadzenia", "Recorded on"), Kind.DATE),
    )


def import_cases(
    *, actor: Actor, at: datetime, path: Path, dry_run: bool = False, accept_valid: bool = False
) -> tables.ImportReport:
    """Import a table of cases and report what became of its rows.

    A sign that a case bears is known and adds nothing. Refused: a text that is no sign, a sign
    twice in the file, a PESEL that nobody here holds, what cannot be true of a case. Later cases
    of the same unit, class and year get numbers after those imported. Raises UnreadableTable.
    """
    store = _Importer(path.name, actor, at)
    return tables.run_import(
        path=path, kind="cases", columns=columns(), store=store, actor=actor, at=at,
        dry_run=dry_run, accept_valid=accept_valid)


class _Importer:
    """Stores batches of rows. Remembers the signs of the whole file."""

    def __init__(self, file: str, actor: Actor, at: datetime) -> None:
        self.file, self.actor, self.at = file, actor, at
        self.today = clock.local_date(at)
        self.signs = tables.SeenKeys()

    def __call__(self, rows: Sequence[tables.Row]) -> tables.BatchResult:
        signs = {r.line: _sign(r) for r in rows}
        known = cases.known_case_signs(signs=[str(s) for s in signs.values() if s])
        holders = _holders(rows)
        fresh, refused = [], []
        for row in rows:
            sign = signs[row.line]
            wrong = self._problem(row, sign, holders)
            if wrong is not None:
                refused.append(wrong)
            elif sign is not None and str(sign) not in known:
                fresh.append(self._case(row, sign, holders))
        if fresh:
            cases.open_cases_in_bulk(cases=fresh, actor=self.actor, at=self.at)
        return tables.BatchResult(
            len(fresh), len(rows) - len(fresh) - len(refused), tuple(refused))

    def _problem(
        self, row: tables.Row, sign: cases.CaseSign | None, holders: Mapping[str, people.Holder]
    ) -> tables.RefusedRow | None:
        if sign is None:
            return self._refuse(row, SIGN, row.values["sign"],
                                "a case sign such as SOC-II.6151.97.2023")
        if (first := self.signs.first_line(str(sign), row.line)) is not None:
            return self._refuse(
                row, SIGN, sign, f"each sign once; it stands on lines {first} and {row.line}")
        pesel = row.values["pesel"]
        if pesel and pesel not in holders:
            return self._refuse(row, PESEL, pesel, "the PESEL of a person who has a card here")
        holder = holders.get(str(pesel))
        return self._untrue(row, holder.birth_date if holder else None)

    def _untrue(self, row: tables.Row, born: date | None) -> tables.RefusedRow | None:
        """What cannot be true of the days of a case, told at its column."""
        events = _events(row)
        for event in events:
            if event.on > self.today:
                return self._refuse(row, HEADINGS[event.kind], event.on, "a day that has come")
        with translation.override("en"):
            for place, why in cases.refusals_of(events, birth_date=born):
                return self._refuse(row, HEADINGS[events[place].kind], events[place].on,
                                    str(cases.refusal_text(why)))
        decided, decision = row.values["decided_on"], row.values["decision"]
        if bool(decided) != bool(decision):
            return self._refuse(row, DECISION, decision, "a decision with its day, or neither")
        days = [s.on for s in _stages(row, self.at)]
        if days != sorted(days):
            return self._refuse(row, HEADINGS[K.DECIDED], decided,
                                "documents, decision, appeal and closing in the order of days")
        return None

    def _case(
        self, row: tables.Row, sign: cases.CaseSign, holders: Mapping[str, people.Holder]
    ) -> cases.NewCase:
        values: Any = row.values
        holder = holders.get(str(values["pesel"]))
        recorded = values["recorded_on"]
        at = datetime.combine(recorded, time(12), clock.OFFICE_ZONE) if recorded else self.at
        return cases.NewCase(
            sign.unit, values["type"], values["received_on"], values["channel"] or C.POST,
            values["branch"], holder.person_id if holder else None, at,
            _stages(row, at), events=_events(row), sign=sign)

    def _refuse(
        self, row: tables.Row, column: str, value: object, expected: str
    ) -> tables.RefusedRow:
        return words.refused(self.file, row, column, value, expected)


def _sign(row: tables.Row) -> cases.CaseSign | None:
    try:
        sign = cases.parse_sign(str(row.values["sign"]))
    except cases.NotACaseSign:
        return None
    return sign if sign.number else None


def _holders(rows: Sequence[tables.Row]) -> dict[str, people.Holder]:
    asked = {people.NewIdentifier(people.IdentifierKind.PESEL, str(r.values["pesel"]), "POL")
             for r in rows if r.values["pesel"]}
    return {i.value: h for i, h in people.holders_of(asked).items()}


def _events(row: tables.Row) -> tuple[cases.ClockEvent, ...]:
    """The days that a row tells; whoever filed in person has appeared on that day."""
    days: dict[cases.EventKind, Any] = {kind: row.values[key] for key, _pl, _en, kind in DAYS}
    if row.values["channel"] is C.IN_PERSON and not days[K.APPEARED]:
        days[K.APPEARED] = days[K.RECEIVED]
    return tuple(cases.ClockEvent(kind, day) for kind, day in days.items() if day)


def _stages(row: tables.Row, at: datetime) -> tuple[cases.NewStage, ...]:
    """The steps after the receipt that a row tells."""
    values: Any = row.values
    told = ((S.COMPLETE, "complete_on"), (S.DECIDED, "decided_on"), (S.APPEALED, "appealed_on"),
            (S.CLOSED, "closed_on"))
    return tuple(
        cases.NewStage(stage, values[key], at, values["decision"] if stage is S.DECIDED else None)
        for stage, key in told if values[key])
