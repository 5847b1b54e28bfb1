"""Importing folders of the paper repository, each row a folder with its tag and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from przystan.journeys import import_words as words
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.platform.tables import public as tables
from przystan.platform.tables.public import Column, Kind
from przystan.rooms.cases import public as cases
from przystan.rooms.records import public as records

SIGN, TAG, PLACE, SESSION = "Znak sprawy", "Numer tagu", "Miejsce", "Sesja"
KINDS = {
    records.FolderKind.TEMPORARY: ("pobyt czasowy", "temporary residence"),
    records.FolderKind.PERMANENT: ("pobyt stały", "permanent residence"),
    records.FolderKind.LONG_TERM: ("rezydent długoterminowy ue", "eu long-term resident"),
    records.FolderKind.WORK_PERMIT: ("zezwolenie na pracę", "work permit"),
    records.FolderKind.CARD_DOCUMENTS: ("karty i dokumenty", "cards and documents"),
    records.FolderKind.EU_CITIZEN: ("obywatele ue i rodziny", "eu citizens and family"),
    records.FolderKind.INVITATION_VISA: ("zaproszenia i wizy", "invitations and visas"),
    records.FolderKind.POLISH_CARD: ("karta polaka", "polish card"),
}


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of folders. docs/how-to/import.md lists them."""
    kinds = {word: kind for kind, names in KINDS.items() for word in (kind.value, *names)}
    return (
        Column("case_sign", (SIGN, "Case sign"), is_required=True, max_length=60),
        Column("kind", ("Rodzaj", "Kind"), Kind.CHOICE, True, kinds),
        Column("branch", ("Placówka", "Branch"), Kind.CHOICE, True, words.branches()),
        Column("registered_on", ("Data rejestracji", "Registered on"), Kind.DATE, True),
        Column("is_open", ("W toku", "Open"), Kind.CHOICE,
               choices={"tak": True, "yes": True, "nie": False, "no": False}),
        Column("tag", (TAG, "Tag number"), pattern="[0-9A-Fa-f]{24}",
               expected="24 hexadecimal digits of a GDTI-96"),
        Column("labelled_on", ("Data oznakowania", "Labelled on"), Kind.DATE),
        Column("place", (PLACE, "Place"), max_length=40),
        Column("session", (SESSION, "Session"), max_length=40),
    )


def import_records(
    *, actor: Actor, at: datetime, path: Path, dry_run: bool = False, accept_valid: bool = False
) -> tables.ImportReport:
    """Import a table of folders and report what became of its rows.

    A case sign that is on a folder is known and adds nothing. Refused: a sign or tag twice in the
    file, a tag that is or was on another folder, a place or session that the office does not
    have. Raises UnreadableTable.
    """
    store = _Importer(path.name, actor, at)
    return tables.run_import(
        path=path, kind="records", columns=columns(), store=store, actor=actor, at=at,
        dry_run=dry_run, accept_valid=accept_valid)


class _Importer:
    """Stores batches of rows. Remembers the signs and tags of the whole file."""

    def __init__(self, file: str, actor: Actor, at: datetime) -> None:
        self.file, self.actor, self.at = file, actor, at
        self.signs, self.tags = tables.SeenKeys(), tables.SeenKeys()
        self.places = {p.code: p.id for p in records.list_places()}

    def __call__(self, rows: Sequence[tables.Row]) -> tables.BatchResult:
        known = records.known_signs(signs=[_sign(r) for r in rows])
        tags = records.known_tags(numbers=[_tag(r) for r in rows if _tag(r)])
        sessions = records.known_sessions(
            references=[str(r.values["session"]) for r in rows if r.values["session"]])
        fresh, refused = [], []
        for row in rows:
            wrong = self._problem(row, known, tags, sessions)
            if wrong is not None:
                refused.append(wrong)
            elif _sign(row) not in known:
                fresh.append(self._folder(row, sessions))
        if fresh:
            records.register_folders_in_bulk(folders=fresh, actor=self.actor, at=self.at)
        return tables.BatchResult(
            len(fresh), len(rows) - len(fresh) - len(refused), tuple(refused))

    def _problem(
        self, row: tables.Row, known: Iterable[str], tags: Iterable[str], sessions: dict[str, int]
    ) -> tables.RefusedRow | None:
        sign, tag = _sign(row), _tag(row)
        place, session = row.values["place"], row.values["session"]
        if (first := self.signs.first_line(sign, row.line)) is not None:
            return self._refuse(
                row, SIGN, sign, f"each sign once; it stands on lines {first} and {row.line}")
        if place and str(place).upper() not in self.places:
            return self._refuse(row, PLACE, place, "the code of a place of the office")
        if session and session not in sessions:
            return self._refuse(row, SESSION, session, "the reference of a tagging session")
        return self._tag_problem(row, tag, tags) if tag and sign not in known else None

    def _tag_problem(
        self, row: tables.Row, tag: str, tags: Iterable[str]
    ) -> tables.RefusedRow | None:
        try:
            number = records.decode_tag(tag)
        except records.NotATag as wrong:
            return self._refuse(row, TAG, tag, f"the tag number of a folder ({wrong.problem})")
        if number.scheme not in records.FOLDER_SCHEMES:
            return self._refuse(
                row, TAG, tag, f"the tag number of a folder (this is a {number.scheme})")
        if (first := self.tags.first_line(tag, row.line)) is not None:
            return self._refuse(
                row, TAG, tag, f"each tag once; it stands on lines {first} and {row.line}")
        if tag in tags:
            return self._refuse(row, TAG, tag, "a tag that is not and never was on a folder")
        return None

    def _folder(self, row: tables.Row, sessions: dict[str, int]) -> records.NewFolder:
        values: Any = row.values
        registered_at = _noon(values["registered_on"])
        labelled_at = _noon(values["labelled_on"] or values["registered_on"])
        case = cases.find_case(sign=_sign(row))
        place = values["place"]
        return records.NewFolder(
            case_sign=_sign(row), kind=values["kind"], branch=values["branch"],
            registered_at=registered_at, is_open=values["is_open"] is not False,
            session_id=sessions.get(values["session"]) if values["session"] else None,
            labelled_at=labelled_at, epc=_tag(row), case_id=case.id if case else None,
            custody=(records.NewCustody(
                records.Custody.SHELVED, labelled_at, self.places[place.upper()]),)
            if place else (),
        )

    def _refuse(
        self, row: tables.Row, column: str, value: object, expected: str
    ) -> tables.RefusedRow:
        return words.refused(self.file, row, column, value, expected)


def _sign(row: tables.Row) -> str:
    return str(row.values["case_sign"]).strip().upper()


def _tag(row: tables.Row) -> str:
    return str(row.values["tag"] or "").upper()


def _noon(day: date) -> datetime:
    """A table of days says no hour: the office's noon stands for it."""
    return datetime.combine(day, time(12), clock.OFFICE_ZONE)
