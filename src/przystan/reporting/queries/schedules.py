"""Reads of the reports that are sent by themselves, and of what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from przystan.platform.files import public as files
from przystan.platform.outbox import public as outbox
from przystan.reporting import models

# Then the schedule's id and the as-of day.
SENT = "reporting.report:"
SHOWN = 50


class SentFileNotFound(LookupError):
    """This message carried no such file, or the file is kept no more."""


@dataclass(frozen=True)
class Schedule:
    """A report that is sent to an address after each month or quarter."""

    id: int
    kind: str
    language: str
    every: str
    recipient: str
    made_at: datetime
    made_by: str
    ending: str
    is_outside: bool


@dataclass(frozen=True)
class SentReport:
    """A report that went into the outbox: of which day, what became of it, with which file."""

    message_id: int
    schedule: Schedule
    as_of: date
    outcome: str
    said: str
    file: outbox.AttachedFile | None


def sent_key(schedule_id: int, as_of: date) -> str:
    """Return under which key a schedule's report of a day stands in the outbox."""
    return f"{SENT}{schedule_id}:{as_of.isoformat()}"


def list_schedules() -> tuple[Schedule, ...]:
    """Return the schedules that still send, the oldest first."""
    return tuple(map(_schedule, models.Schedule.objects.filter(stop__isnull=True).order_by("pk")))


def _schedule(row: models.Schedule) -> Schedule:
    return Schedule(row.pk, row.kind, row.language, row.every, row.recipient, row.made_at,
                    row.made_by, row.ending, row.is_outside)


def list_sent() -> tuple[SentReport, ...]:
    """Return the last reports that went into the outbox, the latest first."""
    known = {row.pk: _schedule(row) for row in models.Schedule.objects.all()}
    found = []
    for line in outbox.list_messages(key_starts=SENT, limit=SHOWN):
        schedule, day = line.key.removeprefix(SENT).split(":")
        found.append(SentReport(
            line.id, known[int(schedule)], date.fromisoformat(day), line.outcome, line.reference,
            line.files[0] if line.files else None))
    return tuple(found)


def read_sent(*, message_id: int) -> tuple[str, files.StoredContent]:
    """Return name and content of the file that a report was sent as. Raises SentFileNotFound."""
    for line in outbox.list_messages(key_starts=SENT, before_id=message_id + 1, limit=1):
        if line.id == message_id and line.files:
            try:
                return line.files[0].name, files.read_file(sha256=line.files[0].sha256)
            except files.FileNotStored:
                break
    raise SentFileNotFound(message_id)
