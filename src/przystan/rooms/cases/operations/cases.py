"""Writes of cases."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.clock import append_events, first_events
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.cases import get_case
from przystan.rooms.cases.queries.clock import list_clock_events
from przystan.rooms.cases.queries.notes import list_notes
from przystan.rooms.cases.queries.proceedings import export_proceedings
from przystan.rooms.cases.rules import can_move
from przystan.rooms.cases.types import (
    CaseSign,
    CaseSummary,
    CaseType,
    Channel,
    ClockEvent,
    Decision,
    EventKind,
    IssuedCode,
    NewCase,
    NewClockEvent,
    Stage,
)

CLOCK_OF_STAGE = {Stage.DECIDED: EventKind.DECIDED, Stage.APPEALED: EventKind.APPEALED}


class UnknownCaseType(Exception):
    """The catalogue has no such case type."""

    message = _("The catalogue has no such case type.")


class StageNotAllowed(Exception):
    """The case cannot go from where it stands to the stage that was asked for."""

    message = _("The case cannot go to this stage from where it stands.")


class DecisionMissing(Exception):
    """A decided case needs its decision."""

    message = _("Say how the case was decided.")


def set_case_types(*, types: Iterable[CaseType], actor: Actor, at: datetime) -> None:
    """Add case types to the catalogue, or change those whose code is known."""
    for t in types:
        models.CaseType.objects.update_or_create(
            code=t.code,
            defaults={
                "name": t.name, "name_en": t.name_en, "file_class": t.file_class,
                "legal_basis": t.legal_basis, "is_confirmed": t.is_confirmed,
                "term": t.term or "",
            },
        )
    audit.record(actor=actor, at=at, action="cases.set_case_types", subject="cases.catalogue:all")


def take_numbers(*, unit: str, file_class: str, year: int, count: int = 1) -> range:
    """Take the next numbers of a unit, class and year, under the counter's row lock."""
    models.SignCounter.objects.get_or_create(unit=unit, file_class=file_class, year=year)
    counter = models.SignCounter.objects.select_for_update().get(
        unit=unit, file_class=file_class, year=year
    )
    counter.last = F("last") + count
    counter.save(update_fields=["last"])
    counter.refresh_from_db()
    return range(counter.last - count + 1, counter.last + 1)


def open_case(
    *, unit: str, type_code: str, received_on: date, channel: Channel, branch: str,
    person_id: int | None, actor: Actor, at: datetime,
) -> int:
    """Open a case with the next sign of its unit, class and year, and return its id.

    Raises UnknownCaseType.
    """
    new = NewCase(unit, type_code, received_on, channel, branch, person_id, at)
    return open_cases_in_bulk(cases=[new], actor=actor, at=at)[0]


def open_cases_in_bulk(
    *, cases: Sequence[NewCase], actor: Actor, at: datetime
) -> list[int]:
    """Open many cases with their stages and return their ids in order; one audit line.

    Numbers run in the order given, per unit, class and year; a case that brings its sign keeps it,
    and later numbers go on after it. Raises UnknownCaseType.
    """
    types = {t.code: t for t in models.CaseType.objects.all()}
    signs = _signs(cases, types)
    ids = transactions.new_ids(table="cases_case", count=len(cases))
    rows, steps = [], []
    for case_id, c, sign in zip(ids, cases, signs, strict=True):
        rows.append((case_id, str(sign), sign.unit, sign.file_class, sign.number, sign.year,
                     types[c.type_code].pk, c.person_id, c.branch, c.channel, c.received_on,
                     c.recorded_at))
        steps.append((case_id, Stage.RECEIVED, c.received_on, "", "", c.recorded_at, actor.name))
        steps += [(case_id, s.stage, s.on, s.decision or "", "", s.recorded_at, actor.name)
                  for s in c.stages]
    transactions.copy_rows(
        table="cases_case", rows=rows,
        columns=("id", "sign", "unit", "file_class", "number", "year", "type_id", "person_id",
                 "branch_id", "channel", "received_on", "recorded_at"),
    )
    transactions.copy_rows(
        table="cases_stageevent", rows=steps,
        columns=("case_id", "stage", "on_date", "decision", "note", "recorded_at", "recorded_by"),
    )
    append_events(actor=actor, at=at, events=[
        NewClockEvent(case_id, event, c.recorded_at)
        for case_id, c in zip(ids, cases, strict=True) for event in c.events or first_events(
            received_on=c.received_on, in_person=c.channel is Channel.IN_PERSON)])
    subject = f"cases.case:{ids[0]}" if len(ids) == 1 else "cases.case:batch"
    audit.record(actor=actor, at=at, action="cases.open_case", subject=subject,
                 details={"rows": len(ids)})
    return ids


def _signs(cases: Sequence[NewCase], types: Mapping[str, models.CaseType]) -> list[CaseSign]:
    wanted: dict[tuple[str, str, int], int] = {}
    brought: dict[tuple[str, str, int], int] = {}
    for c in cases:
        if c.type_code not in types:
            raise UnknownCaseType(c.type_code)
        key = _series(c, types)
        if c.sign:
            brought[key] = max(brought.get(key, 0), c.sign.number)
        else:
            wanted[key] = wanted.get(key, 0) + 1
    for (unit, file_class, year), number in sorted(brought.items()):
        _go_on_after(unit, file_class, year, number)
    numbers = {
        key: iter(take_numbers(unit=key[0], file_class=key[1], year=key[2], count=count))
        for key, count in sorted(wanted.items())
    }
    return [c.sign or CaseSign(*(k := _series(c, types))[:2], next(numbers[k]), k[2])
            for c in cases]


def _series(case: NewCase, types: Mapping[str, models.CaseType]) -> tuple[str, str, int]:
    if case.sign:
        return case.sign.unit, case.sign.file_class, case.sign.year
    return case.unit, types[case.type_code].file_class, case.year or case.received_on.year


def _go_on_after(unit: str, file_class: str, year: int, number: int) -> None:
    """Let the next number of a series come after one that was given elsewhere."""
    models.SignCounter.objects.get_or_create(unit=unit, file_class=file_class, year=year)
    models.SignCounter.objects.filter(
        unit=unit, file_class=file_class, year=year, last__lt=number).update(last=number)


def advance(
    *, case_id: int, stage: Stage, on: date, actor: Actor, at: datetime,
    decision: Decision | None = None, note: str = "",
) -> None:
    """Move a case to its next stage by an appended row.

    Raises CaseNotFound, StageNotAllowed, DecisionMissing.
    """
    case = lock_case(case_id)
    latest = case.stages.order_by("-id").first()
    if not can_move(Stage(latest.stage) if latest else None, stage):
        raise StageNotAllowed(stage)
    if (stage is Stage.DECIDED) != (decision is not None):
        raise DecisionMissing(stage)
    models.StageEvent.objects.create(
        case=case, stage=stage, on=on, decision=decision or "", note=note, recorded_at=at,
        recorded_by=actor.name,
    )
    if stage in CLOCK_OF_STAGE:
        append_events(actor=actor, at=at, events=[
            NewClockEvent(case_id, ClockEvent(CLOCK_OF_STAGE[stage], on), at)])
    audit.record(actor=actor, at=at, action="cases.advance", subject=f"cases.case:{case_id}",
                 details={"stage": stage})


def export_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> dict[str, Any]:
    """Return everything that cases hold about a person: each case with its steps."""
    found = models.Case.objects.filter(person_id__in=person_ids).order_by("id")
    audit.record_read(actor=actor, at=at, action="cases.export_person", subject="cases.case:list",
                      person_id=person_ids[0] if person_ids else None)
    return {
        "cases": [
            {"sign": c.sign, "type": c.type.code, "received_on": c.received_on.isoformat(),
             "channel": c.channel,
             "stages": [{"stage": s.stage, "on": s.on.isoformat(), "decision": s.decision,
                         "note": s.note} for s in c.stages.order_by("id")],
             "clock_events": [{"kind": e.event.kind, "on": e.event.on.isoformat(),
                               "note": e.event.note}
                              for e in list_clock_events(case_id=c.pk) if not e.is_struck],
             "notes": [{"at": n.at.isoformat(), "source": n.source, "text": n.text,
                        "struck": n.struck_reason} for n in list_notes(case_id=c.pk)],
             **export_proceedings(case_id=c.pk, on=at.date())}
            for c in found.select_related("type")
        ]
    }


def erase_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> tuple[str, ...]:
    """Erase nothing and return what stays: a case is kept as long as its archive category says."""
    count = models.Case.objects.filter(person_id__in=person_ids).count()
    audit.record(actor=actor, at=at, action="cases.erase_person", subject="cases.case:list",
                 person_id=person_ids[0] if person_ids else None, details={"kept": count})
    return (f"{count} cases stay under their signs, by their archive category",) if count else ()


PIN_DIGITS = 6
ATTEMPTS = 5
"""Wrong PINs after which a number is locked: 5 of 1,000,000 guesses in the time of a lock-out."""

LOCKED_FOR = timedelta(hours=24)


class StatusRefused(Exception):
    """Number and PIN do not belong together, or the code is withdrawn. Which, is not told."""

    message = _("The case number or the PIN does not match.")


class StatusLocked(Exception):
    """Too many wrong PINs for this number within a day."""

    message = _("Access is locked after several failed attempts.")


def issue_status_code(*, case_id: int, actor: Actor, at: datetime) -> IssuedCode:
    """Make a new number and PIN for a case, withdraw the one before, and return them: once.

    The number says nothing about the person or the case sign. Raises CaseNotFound.
    """
    lock_case(case_id)
    withdraw_status_code(case_id=case_id, actor=actor, at=at)
    pin = f"{secrets.randbelow(10 ** PIN_DIGITS):0{PIN_DIGITS}}"
    for _try in range(20):
        number = f"{secrets.randbelow(9 * 10 ** 9) + 10 ** 9}"
        if not models.StatusCode.objects.filter(number=number).exists():
            break
    models.StatusCode.objects.create(
        case_id=case_id, number=number, pin_hash=make_password(pin), issued_at=at,
        issued_by=actor.name)
    audit.record(actor=actor, at=at, action="cases.issue_status_code",
                 subject=f"cases.case:{case_id}")
    return IssuedCode(number, pin)


def withdraw_status_code(*, case_id: int, actor: Actor, at: datetime) -> bool:
    """Withdraw the code of a case; return whether there was one."""
    live = models.StatusCode.objects.filter(case_id=case_id, withdrawn_at__isnull=True)
    was_there = live.update(withdrawn_at=at) > 0
    if was_there:
        audit.record(actor=actor, at=at, action="cases.withdraw_status_code",
                     subject=f"cases.case:{case_id}")
    return was_there


def case_by_status_code(*, number: str, pin: str, at: datetime) -> CaseSummary:
    """Return the case of a number and PIN; every try is counted, right or wrong.

    The try is kept even where this raises: the caller must let its transaction stand. A right PIN
    is refused as well while the number is locked. Raises StatusRefused, StatusLocked.
    """
    transactions.lock_section(f"cases.status:{number}")
    wrong = models.StatusAttempt.objects.filter(
        number=number[:20], is_right=False, at__gt=at - LOCKED_FOR).count()
    if wrong >= ATTEMPTS:
        raise StatusLocked(number)
    code = models.StatusCode.objects.filter(number=number, withdrawn_at__isnull=True).first()
    # An unknown number costs as much time as a wrong PIN: a hash is made all the same.
    is_right = code is not None and check_password(pin, code.pin_hash)
    if code is None:
        make_password(pin)
    models.StatusAttempt.objects.create(number=number[:20], is_right=is_right, at=at)
    if code is None or not is_right:
        raise StatusRefused(number)
    return get_case(case_id=code.case_id)
