"""What the agent has seen and the office has not taken yet: an SQLite file that survives a kill."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from przystan.rooms.records.types import AlarmRaised, AlarmReason, Sighting

FORM = """
CREATE TABLE IF NOT EXISTS sighting (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, epc TEXT NOT NULL, reader TEXT NOT NULL,
    antenna INTEGER, rssi_dbm REAL, first_us INTEGER NOT NULL, last_us INTEGER NOT NULL,
    reads INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS alarm (
    key TEXT PRIMARY KEY, epc TEXT NOT NULL, reader TEXT NOT NULL, at_us INTEGER NOT NULL,
    reason TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
COLUMNS = "epc, reader, antenna, rssi_dbm, first_us, last_us, reads"


class Spool:
    """An ordered, numbered queue on disk. A sighting is safe when `append` returns.

    Numbers are never used again, not even those of sightings that are gone (AUTOINCREMENT), so
    that the office can tell a repeat from news.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(FORM)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the file, when whoever works on it in another thread has done so."""
        with self._lock:
            self._db.close()

    def append(self, sightings: Sequence[Sighting]) -> None:
        """Write sightings to disk, all or none."""
        if not sightings:
            return
        with self._writing():
            self._db.executemany(
                f"INSERT INTO sighting ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", sightings)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def pending(self, limit: int) -> list[tuple[int, Sighting]]:
        """Return the oldest sightings that the office has not acknowledged."""
        with self._lock:
            rows = self._db.execute(
                f"SELECT seq, {COLUMNS} FROM sighting ORDER BY seq LIMIT ?", [limit]).fetchall()
        return [(row[0], Sighting(*row[1:])) for row in rows]

    def acknowledge(self, seq: int) -> None:
        """Forget what the office has stored."""
        with self._writing():
            self._db.execute("DELETE FROM sighting WHERE seq <= ?", [seq])

    def renumber(self, beyond: int) -> None:
        """Give everything that waits, and all that comes, numbers beyond this one, in order."""
        with self._writing():
            rows = self._db.execute(f"SELECT {COLUMNS} FROM sighting ORDER BY seq").fetchall()
            self._db.execute("DELETE FROM sighting")
            self._db.execute("DELETE FROM sqlite_sequence WHERE name = 'sighting'")
            self._db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('sighting', ?)",
                             [beyond])
            self._db.executemany(
                f"INSERT INTO sighting ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def waiting(self) -> int:
        """Return how many sightings wait."""
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM sighting").fetchone()[0])

    def append_alarm(self, alarm: AlarmRaised) -> None:
        """Write an alarm of the gate to disk."""
        with self._writing():
            self._db.execute("INSERT INTO alarm VALUES (?, ?, ?, ?, ?)", alarm)

    def pending_alarms(self, limit: int) -> list[AlarmRaised]:
        """Return the oldest alarms that the office has not stored."""
        with self._lock:
            rows = self._db.execute(
                "SELECT * FROM alarm ORDER BY at_us, key LIMIT ?", [limit]).fetchall()
        return [AlarmRaised(key, epc, reader, at, AlarmReason(reason))
                for key, epc, reader, at, reason in rows]

    def forget_alarms(self, keys: Iterable[str]) -> None:
        """Forget the alarms that the office has stored."""
        with self._writing():
            self._db.executemany("DELETE FROM alarm WHERE key = ?", ([key] for key in keys))

    def waiting_alarms(self) -> int:
        """Return how many alarms wait."""
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM alarm").fetchone()[0])

    def remember(self, name: str, value: object) -> None:
        """Keep a value that must survive: the gate's list, the last contact with the office."""
        with self._writing():
            self._db.execute(
                "INSERT INTO known (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, json.dumps(value)])

    def recall(self, name: str) -> object:
        """Return what was remembered, None when nothing was."""
        with self._lock:
            row = self._db.execute("SELECT value FROM known WHERE name = ?", [name]).fetchone()
        return json.loads(row[0]) if row else None


def as_rows(pending: Iterable[tuple[int, Sighting]]) -> list[list[object]]:
    """Return sightings as the office's intake reads them."""
    return [[seq, *sighting] for seq, sighting in pending]
