"""Importing beneficiary cards: each row a card, its person registered or recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from przystan.rooms.people import public as people

NUMBER = "Numer karty"
UNIQUE = (people.IdentifierKind.PESEL, people.IdentifierKind.PASSPORT)
Number = tuple[str, str, str]


class Refused(ValueError):
    """A row that cannot be taken: in which column, and what was expected."""

    def __init__(self, column: str, value: object, expected: str) -> None:
        super().__init__(expected)
        self.column, self.value, self.expected = column, value, expected


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of beneficiary cards. docs/how-to/import.md lists them."""
    states = words.countries()
    country = "a country by its Polish or English name or its alpha-3 code"
    return (
        Column("card_number", (NUMBER, "Card number"), is_required=True, max_length=40,
               pattern=r"\w[\w ./\-]*", expected="letters, digits, spaces or . / -"),
        words.project_column(),
        Column("branch", ("Placówka", "Branch"), Kind.CHOICE, True, words.branches()),
        Column("opened_on", ("Data karty", "Card date"), Kind.DATE, True),
        Column("recorded_on", ("Data wprowadzenia", "Recorded on"), Kind.DATE),
        Column("family_name", ("Nazwisko", "Family name"), max_length=120),
        Column("given_names", ("Imiona", "Imię", "Given names"), max_length=120),
        Column("written_family_name", ("Nazwisko w oryginale", "Family name as written"),
               max_length=120),
        Column("written_given_names", ("Imiona w oryginale", "Given names as written"),
               max_length=120),
        Column("sex", ("Płeć", "Sex"), Kind.CHOICE, True, words.SEXES),
        Column("birth_date", ("Data urodzenia", "Birth date"), Kind.PARTIAL_DATE),
        Column("citizenship", ("Obywatelstwo", "Citizenship"), Kind.CHOICE, True, states,
               expected=country),
        Column("document_kind", ("Rodzaj dokumentu", "Document"), Kind.CHOICE,
               choices=words.DOCUMENTS),
        Column("document_number", ("Numer dokumentu", "Document number"), max_length=30),
        Column("document_state", ("Państwo wydające", "Issuing state"), Kind.CHOICE,
               choices=states, expected=country),
        Column("document_valid_until", ("Dokument ważny do", "Valid until"), Kind.DATE),
        Column("pesel", ("PESEL",), max_length=11),
        Column("phone", ("Telefon", "Phone"), max_length=30),
        Column("language", ("Język", "Language"), pattern="[A-Za-z]{2,3}",
               expected="a language code of two or three letters"),
        Column("stay_basis", ("Podstawa pobytu", "Basis of stay"), Kind.CHOICE, True,
               words.STAY_BASES),
        Column("signed", ("Podpisana", "Signed"), Kind.YES_NO),
    )


def import_beneficiaries(
    *, actor: Actor, at: datetime, path: Path, dry_run: bool = False, accept_valid: bool = False
) -> tables.ImportReport:
    """Import a table of beneficiary cards and report what became of its rows.

    One row is one card. A card number known in its project is known and adds nothing. The person
    is the one who holds the row's PESEL or passport and has the same birth date; otherwise a new
    person is registered. Never by a name alone: whoever may be known already, or twice in
    the file, is put into the queue of possible duplicates.
    Refused: a number twice in the file, a PESEL or passport of somebody born on another day.
    Raises UnreadableTable.
    """
    store = _Importer(path.name, actor, at)
    return tables.run_import(
        path=path, kind="beneficiaries", columns=columns(), store=store, actor=actor, at=at,
        dry_run=dry_run, accept_valid=accept_valid)


@dataclass
class _Draft:
    """A row on its way to becoming a card: with its person known, or to be registered."""

    row: tables.Row
    project: finance.Project
    person: people.NewPerson
    holder_id: int | None = None
    same_as: int | None = None


@dataclass
class _Batch:
    """The rows of one batch. `first` says which draft brought a number first."""

    drafts: list[_Draft] = field(default_factory=list)
    first: dict[Number, int] = field(default_factory=dict)
    held: Mapping[people.NewIdentifier, people.Holder] = field(default_factory=dict)
    refused: list[tables.RefusedRow] = field(default_factory=list)


class _Importer:
    """Stores batches of rows. Remembers the card numbers of the whole file."""

    def __init__(self, file: str, actor: Actor, at: datetime) -> None:
        self.file, self.actor, self.at = file, actor, at
        self.seen = tables.SeenKeys()
        self.project_of = words.ProjectOfDay()
        self.today = clock.local_date(at)

    def __call__(self, rows: Sequence[tables.Row]) -> tables.BatchResult:
        batch = _Batch()
        known = self._read(rows, batch)
        self._recognise(batch)
        added = self._write(batch)
        return tables.BatchResult(added, known, tuple(batch.refused))

    def _read(self, rows: Sequence[tables.Row], batch: _Batch) -> int:
        """Turn rows into drafts and return how many cards are known already."""
        placed: list[tuple[tables.Row, finance.Project]] = []
        numbers: dict[int, list[str]] = {}
        for row in rows:
            try:
                project = self._place(row)
            except Refused as error:
                self._refuse(batch, row, error)
                continue
            placed.append((row, project))
            numbers.setdefault(project.id, []).append(_number(row))
        taken = {p: advisory.known_numbers(project_id=p, numbers=n) for p, n in numbers.items()}
        fresh = [(r, p) for r, p in placed if _number(r) not in taken[p.id]]
        for row, project in fresh:
            try:
                batch.drafts.append(_Draft(row, project, self._person(row)))
            except Refused as error:
                self._refuse(batch, row, error)
        return len(placed) - len(fresh)

    def _place(self, row: tables.Row) -> finance.Project:
        day = _as(date, row.values["opened_on"])
        named = row.values["project"]
        project = named if isinstance(named, finance.Project) else None
        if project is None:
            project = self.project_of(day)
        if project is None:
            raise Refused("Data karty", day, "a day on which a project runs")
        if day > self.today:
            raise Refused("Data karty", day, "a day that has come")
        first = self.seen.first_line(f"{project.id}:{_number(row)}", row.line)
        if first is not None:
            raise Refused(
                NUMBER, _number(row),
                f"each card number once; it stands on lines {first} and {row.line}")
        return project

    def _person(self, row: tables.Row) -> people.NewPerson:
        values = row.values
        born, precision = _birth(values["birth_date"])
        pairs = (
            (people.NameKind.PASSPORT, "family_name", "given_names"),
            (people.NameKind.AS_WRITTEN, "written_family_name", "written_given_names"),
        )
        person = people.NewPerson(
            sex=_as(people.Sex, values["sex"]), citizenship=_as(str, values["citizenship"]),
            names=tuple(
                people.NewName(kind, str(values[f] or ""), str(values[g] or ""))
                for kind, f, g in pairs if values[f] or values[g]),
            registered_branch=_as(str, values["branch"]), birth_date=born,
            birth_precision=precision, identifiers=_identifiers(values),
            phones=(str(values["phone"]),) if values["phone"] else (),
            languages=(str(values["language"]).lower(),) if values["language"] else (),
            registered_at=_recorded(values["recorded_on"], self.at),
        )
        try:
            return people.normal_person(person)
        except people.InvalidIdentifier as error:
            is_pesel = error.kind is people.IdentifierKind.PESEL
            raise Refused("PESEL" if is_pesel else "Numer dokumentu", error.value,
                          f"a right number: {error.problem}") from error
        except people.InvalidPhone as error:
            raise Refused("Telefon", error.value, "a phone number") from error
        except people.InvalidPerson as error:
            raise Refused("Nazwisko", values["family_name"],
                          f"a person that can be registered: {error}") from error

    def _recognise(self, batch: _Batch) -> None:
        batch.held = people.holders_of(i for d in batch.drafts for i in d.person.identifiers)
        kept: list[_Draft] = []
        for draft in batch.drafts:
            try:
                _match(draft, batch, kept)
            except Refused as error:
                self._refuse(batch, draft.row, error)
                continue
            for number in _numbers(draft):
                batch.first.setdefault(number, len(kept))
            kept.append(draft)
        batch.drafts = kept

    def _write(self, batch: _Batch) -> int:
        new = [d for d in batch.drafts if d.holder_id is None and d.same_as is None]
        ids = people.register_in_bulk(
            actor=self.actor, at=self.at, persons=[d.person for d in new]) if new else ()
        for draft, person_id in zip(new, ids):
            draft.holder_id = person_id
        people.sweep_duplicates(
            actor=self.actor, at=self.at, ids=ids, source=people.PairSource.IMPORT)
        for draft in batch.drafts:
            if draft.same_as is not None:
                draft.holder_id = batch.drafts[draft.same_as].holder_id
        known = set(map(id, new))
        for place, draft in enumerate(batch.drafts):
            if id(draft) not in known:
                self._add_numbers(place, draft, batch)
        if batch.drafts:
            advisory.open_cards_in_bulk(
                actor=self.actor, at=self.at,
                cards=[self._card(d, _as(int, d.holder_id)) for d in batch.drafts])
        return len(batch.drafts)

    def _add_numbers(self, place: int, draft: _Draft, batch: _Batch) -> None:
        """A recognised person may bring a new passport, or the PESEL that was just given."""
        for number, identifier in _numbers(draft).items():
            if identifier not in batch.held and batch.first[number] == place:
                people.add_identifier(
                    actor=self.actor, at=self.at, person_id=_as(int, draft.holder_id),
                    identifier=identifier)

    def _card(self, draft: _Draft, person_id: int) -> advisory.NewCard:
        values = draft.row.values
        return advisory.NewCard(
            person_id=person_id, project_id=draft.project.id, number=_number(draft.row),
            branch=_as(str, values["branch"]), opened_on=_as(date, values["opened_on"]),
            stay_basis=_as(advisory.StayBasis, values["stay_basis"]),
            is_signed=bool(values["signed"]),
            recorded_at=_recorded(values["recorded_on"], self.at))

    def _refuse(self, batch: _Batch, row: tables.Row, error: Refused) -> None:
        batch.refused.append(
            words.refused(self.file, row, error.column, error.value, error.expected))


def _numbers(draft: _Draft) -> dict[Number, people.NewIdentifier]:
    """Return the numbers that only one person can have."""
    return {(i.kind.value, i.issuing_state, i.value): i
            for i in draft.person.identifiers if i.kind in UNIQUE}


def _match(draft: _Draft, batch: _Batch, kept: Sequence[_Draft]) -> None:
    """Find the draft's person by its numbers, among those registered and earlier in the batch."""
    for number, identifier in _numbers(draft).items():
        holder = batch.held.get(identifier)
        if holder:
            _same_birth(draft, identifier, holder.birth_date)
            _same_person(draft, identifier, holder.person_id)
        elif number in batch.first:
            place = batch.first[number]
            first = kept[place]
            _same_birth(draft, identifier, first.person.birth_date)
            if first.holder_id is not None:
                _same_person(draft, identifier, first.holder_id)
            else:
                draft.same_as = first.same_as if first.same_as is not None else place


def _same_person(draft: _Draft, identifier: people.NewIdentifier, person_id: int) -> None:
    if draft.holder_id not in (None, person_id):
        raise Refused("Numer dokumentu", identifier.value,
                      "numbers of one person; two persons hold them")
    draft.holder_id = person_id


def _number(row: tables.Row) -> str:
    return str(row.values["card_number"])


def _as(kind: type[Any], value: object) -> Any:
    assert isinstance(value, kind), value
    return value


def _birth(value: object) -> tuple[date | None, people.BirthPrecision]:
    if not isinstance(value, tuple):
        return None, people.BirthPrecision.UNKNOWN
    return value[0], people.BirthPrecision(value[1])


def _recorded(day: object, at: datetime) -> datetime:
    """The noon of the day on which the row was first entered elsewhere, or this import."""
    if not isinstance(day, date):
        return at
    return min(datetime.combine(day, time(12), clock.OFFICE_ZONE), at)


def _identifiers(values: Mapping[str, object]) -> tuple[people.NewIdentifier, ...]:
    found = []
    if values["document_number"]:
        kind = values["document_kind"] or people.IdentifierKind.PASSPORT
        state = values["document_state"] or values["citizenship"]
        until = values["document_valid_until"]
        found.append(people.NewIdentifier(
            _as(people.IdentifierKind, kind), str(values["document_number"]), str(state),
            until if isinstance(until, date) else None))
    if values["pesel"]:
        found.append(people.NewIdentifier(people.IdentifierKind.PESEL, str(values["pesel"])))
    return tuple(found)


def _same_birth(
    draft: _Draft, identifier: people.NewIdentifier, birth_date: date | None
) -> None:
    if draft.person.birth_date is None or draft.person.birth_date != birth_date:
        is_pesel = identifier.kind is people.IdentifierKind.PESEL
        raise Refused(
            "PESEL" if is_pesel else "Numer dokumentu", identifier.value,
            "the holder's birth date; another birth date is recorded with this number")
