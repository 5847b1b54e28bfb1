"""Importing visits to the advisory point: each row a service given on a day under a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from przystan.journeys import import_words as words
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.platform.tables import public as tables
from przystan.platform.tables.public import Column, Kind
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance

NUMBER, DAY, SERVICE = "Numer karty", "Data wizyty", "Usługa"
Key = tuple[int, date, str]


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of visits. docs/how-to/import.md lists them."""
    return (
        Column("card_number", (NUMBER, "Card number"), is_required=True, max_length=40),
        words.project_column(),
        Column("branch", ("Placówka", "Branch"), Kind.CHOICE, True, words.branches()),
        Column("visited_on", (DAY, "Visit date"), Kind.DATE, True),
        Column("service", (SERVICE, "Service"), Kind.CHOICE, True, words.SERVICES),
        Column("topic", ("Temat", "Topic"), Kind.CHOICE, choices=words.TOPICS),
        Column("minutes", ("Minuty", "Minutes"), Kind.INTEGER),
        Column("language", ("Język", "Language"), pattern="[A-Za-z]{2,3}",
               expected="a language code of two or three letters"),
        Column("interpreter", ("Tłumacz", "Interpreter"), Kind.CHOICE,
               choices=words.INTERPRETERS),
        Column("channel", ("Kanał", "Channel"), Kind.CHOICE, choices=words.CHANNELS),
        Column("recorded_on", ("Data wprowadzenia", "Recorded on"), Kind.DATE),
    )


def import_visits(
    *, actor: Actor, at: datetime, path: Path, dry_run: bool = False, accept_valid: bool = False
) -> tables.ImportReport:
    """Import a table of visits and report what became of its rows.

    One row is one service. Rows of one card, day and branch are one visit. A service of a kind
    known for its visit is known and adds nothing, also when it was removed since. Refused: a card
    that the project does not have, the same row twice. Raises UnreadableTable.
    """
    store = _Importer(path.name, actor, at)
    return tables.run_import(
        path=path, kind="visits", columns=columns(), store=store, actor=actor, at=at,
        dry_run=dry_run, accept_valid=accept_valid)


@dataclass(frozen=True)
class _Draft:
    """A row whose card is known."""

    row: tables.Row
    key: Key
    service: advisory.NewService
    is_signed: bool


class _Importer:
    """Stores batches of rows. Remembers the rows of the whole file by their natural key."""

    def __init__(self, file: str, actor: Actor, at: datetime) -> None:
        self.file, self.actor, self.at = file, actor, at
        self.seen = tables.SeenKeys()
        self.project_of = words.ProjectOfDay()
        self.today = clock.local_date(at)

    def __call__(self, rows: Sequence[tables.Row]) -> tables.BatchResult:
        refused: list[tables.RefusedRow] = []
        drafts = self._drafts(rows, refused)
        known = advisory.known_services(card_ids=list({d.key[0] for d in drafts}))
        fresh = [d for d in drafts
                 if d.key not in known or d.service.kind not in known[d.key][1]]
        more = [(known[d.key][0], d.service) for d in fresh if d.key in known]
        if more:
            advisory.record_services_in_bulk(actor=self.actor, at=self.at, services=more)
        visits = self._visits([d for d in fresh if d.key not in known])
        if visits:
            advisory.record_visits_in_bulk(actor=self.actor, at=self.at, visits=visits)
        return tables.BatchResult(len(fresh), len(drafts) - len(fresh), tuple(refused))

    def _drafts(
        self, rows: Sequence[tables.Row], refused: list[tables.RefusedRow]
    ) -> list[_Draft]:
        projects = {row.line: self._project(row) for row in rows}
        cards: dict[int, dict[str, int]] = {}
        for project in {p.id: p for p in projects.values() if p}.values():
            numbers = [str(r.values["card_number"]) for r in rows
                       if (p := projects[r.line]) and p.id == project.id]
            cards[project.id] = advisory.known_numbers(project_id=project.id, numbers=numbers)
        signed = advisory.signed_cards(
            card_ids=[c for found in cards.values() for c in found.values()])
        drafts = []
        for row in rows:
            found = self._draft(row, projects[row.line], cards, signed)
            if isinstance(found, _Draft):
                drafts.append(found)
            else:
                refused.append(found)
        return drafts

    def _project(self, row: tables.Row) -> finance.Project | None:
        named = row.values["project"]
        if isinstance(named, finance.Project):
            return named
        day = row.values["visited_on"]
        assert isinstance(day, date)
        return self.project_of(day)

    def _draft(
        self, row: tables.Row, project: finance.Project | None,
        cards: dict[int, dict[str, int]], signed: frozenset[int],
    ) -> _Draft | tables.RefusedRow:
        values: Any = row.values
        number, day = str(values["card_number"]), values["visited_on"]
        if project is None:
            return self._refuse(row, DAY, day, "a day on which a project runs")
        card = cards[project.id].get(number)
        if card is None:
            return self._refuse(row, NUMBER, number, f"a card of project {project.code}")
        first = self.seen.first_line(
            f"{card}:{day}:{values['branch']}:{values['service'].value}", row.line)
        if first is not None:
            return self._refuse(
                row, SERVICE, values["service"].value,
                f"each service of a visit once; it stands on lines {first} and {row.line}")
        service = advisory.NewService(
            kind=values["service"], topic=values["topic"] or advisory.Topic.NONE,
            minutes=values["minutes"], provided_on=day,
            recorded_at=_recorded(values["recorded_on"], self.at))
        try:
            advisory.check_visit(self._visit(row, (card, day, values["branch"]), (service,)),
                                 self.today)
        except advisory.InvalidVisit as error:
            return self._refuse(row, SERVICE, values["service"].value, str(error))
        return _Draft(row, (card, day, values["branch"]), service, card in signed)

    def _visit(
        self, row: tables.Row, key: Key, services: tuple[advisory.NewService, ...],
        *, is_signed: bool = False,
    ) -> advisory.NewVisit:
        values: Any = row.values
        recorded_at = _recorded(values["recorded_on"], self.at)
        return advisory.NewVisit(
            card_id=key[0], visited_on=key[1], branch=key[2],
            language=(values["language"] or "pl").lower(), services=services,
            interpreter_mode=values["interpreter"] or advisory.InterpreterMode.NONE,
            channel=values["channel"] or advisory.Channel.DESK, recorded_at=recorded_at,
            closed_at=recorded_at if is_signed else None)

    def _visits(self, drafts: Sequence[_Draft]) -> list[advisory.NewVisit]:
        together: dict[Key, list[_Draft]] = {}
        for draft in drafts:
            together.setdefault(draft.key, []).append(draft)
        return [
            self._visit(group[0].row, key, tuple(d.service for d in group),
                        is_signed=group[0].is_signed)
            for key, group in together.items()
        ]

    def _refuse(
        self, row: tables.Row, column: str, value: object, expected: str
    ) -> tables.RefusedRow:
        return words.refused(self.file, row, column, value, expected)


def _recorded(day: object, at: datetime) -> datetime:
    """The noon of the day on which the row was first entered elsewhere, or this import."""
    if not isinstance(day, date):
        return at
    return min(datetime.combine(day, time(12), clock.OFFICE_ZONE), at)
