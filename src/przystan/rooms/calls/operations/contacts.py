"""Contacts handed over already counted, wrap-ups, removals, a person's own data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.recording import erase_recordings_of
from przystan.rooms.calls.operations.store import store_contacts
from przystan.rooms.calls.queries.contacts import ContactNotFound, get_contact
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.types import ContactCard, Direction, LogKind, NewContact


class ContactRecordedBefore(Exception):
    """A contact with this id of the same engine is recorded already."""

    message = _("A contact of this batch is recorded already.")


class RemovedBefore(Exception):
    """The contact is removed already."""

    message = _("This contact is removed already.")


class WrappedUpBefore(Exception):
    """The contact has its topic already."""

    message = _("This contact has its topic already.")


class ReasonNeeded(Exception):
    """A removal needs a reason."""

    message = _("Give the reason.")


class TopicNeeded(Exception):
    """A wrap-up needs a topic."""

    message = _("Choose the topic.")


def record_contacts(
    *,
    engine: str,
    contacts: Sequence[NewContact],
    actor: Actor,
    at: datetime,
    offered: Mapping[date, int] | None = None,
    file_name: str = "",
) -> list[int]:
    """Record contacts that an office hands over already counted; return their ids in order.

    `offered` is that office's own count of calls offered per local day, for the daily balance;
    left out, the incoming contacts are taken as what was offered. A contact is recorded at its
    own `recorded_at`, or `at`. One audit line for the batch. Raises ContactRecordedBefore, and
    writes nothing then.
    """
    (run_id,) = transactions.new_ids(table="calls_importrun", count=1)
    counts = offered if offered is not None else Counter(
        clock.local_date(c.started_at) for c in contacts if c.direction is Direction.INCOMING
    )
    try:
        with transactions.transaction():
            ids = store_contacts(
                contacts, engine=engine, run_id=run_id, at=at, actor_name=actor.name
            )
            transactions.copy_rows(
                table="calls_offered", columns=("run_id", "local_date", "count"),
                rows=((run_id, day, count) for day, count in sorted(counts.items())),
            )
            models.ImportRun.objects.create(
                pk=run_id, imported_at=at, actor_name=actor.name, file_name=file_name,
                source=LogKind.HANDED_OVER, engine=engine, sha256="", lines=len(contacts),
                added=len(contacts), repeats=0, contacts=len(contacts), restarts=0, open_calls=0,
                refused_count=0, first_at=min((c.started_at for c in contacts), default=None),
                last_at=max((c.started_at for c in contacts), default=None),
            )
    except (IntegrityError, psycopg.IntegrityError) as error:  # COPY raises the driver's own
        if "calls_contact_once" in str(error):
            raise ContactRecordedBefore(str(error)) from error
        raise
    audit.record(actor=actor, at=at, action="calls.record_contacts",
                 subject=f"calls.run:{run_id}", details={"rows": len(ids), "engine": engine})
    return ids


def finish_call(
    *, contact_id: int, topic: str, actor: Actor, at: datetime, note: str = ""
) -> None:
    """Note what a contact was about and what came of it.

    Raises ContactNotFound, TopicNeeded, WrappedUpBefore.
    """
    if not topic.strip():
        raise TopicNeeded
    _check_contact(contact_id)
    try:
        with transactions.transaction():
            models.WrapUp.objects.create(
                contact_id=contact_id, topic=topic.strip()[:60], note=note.strip()[:300],
                recorded_at=at, actor_name=actor.name,
            )
    except IntegrityError as error:
        raise WrappedUpBefore(contact_id) from error
    audit.record(actor=actor, at=at, action="calls.finish_call",
                 subject=f"calls.contact:{contact_id}", details={"topic": topic.strip()[:60]})


def remove_contact(*, contact_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Say that a contact does not count, and why. Its rows stay; figures leave it out from now.

    Raises ContactNotFound, ReasonNeeded, RemovedBefore.
    """
    if not reason.strip():
        raise ReasonNeeded
    _check_contact(contact_id)
    try:
        with transactions.transaction():
            models.Removal.objects.create(
                contact_id=contact_id, reason=reason.strip()[:300], removed_at=at,
                actor_name=actor.name,
            )
    except IntegrityError as error:
        raise RemovedBefore(contact_id) from error
    audit.record(actor=actor, at=at, action="calls.remove_contact",
                 subject=f"calls.contact:{contact_id}")


def open_contact(*, contact_id: int, actor: Actor, at: datetime) -> ContactCard:
    """Return one contact with its number, legs and lines, and note who read it.

    Raises ContactNotFound.
    """
    card = get_contact(contact_id=contact_id)
    audit.record_read(actor=actor, at=at, action="calls.open_contact",
                      subject=f"calls.contact:{contact_id}")
    return card


def _check_contact(contact_id: int) -> None:
    if not models.Contact.objects.filter(pk=contact_id).exists():
        raise ContactNotFound(contact_id)


def export_person(*, actor: Actor, at: datetime, numbers: Sequence[str]) -> dict[str, Any]:
    """Return every contact of a person's telephone numbers, ready for JSON."""
    wanted = _as_kept(numbers)
    rows = models.Contact.objects.filter(e164__in=wanted).annotate(
        topic=F("wrap_up__topic"), note=F("wrap_up__note")).order_by("started_at", "id")
    audit.record_read(actor=actor, at=at, action="calls.export_person",
                      subject="calls.contact:batch", details={"rows": rows.count()})
    return {"contacts": [
        {"started_at": c.started_at, "direction": c.direction, "outcome": c.outcome,
         "number": c.number, "language": c.language, "talk_seconds": c.talk_seconds,
         "topic": c.topic or "", "note": c.note or ""}
        for c in rows
    ], "call_backs": [
        {"asked_at": b.asked_at, "number": b.number, "language": b.language}
        for b in models.CallBack.objects.filter(e164__in=wanted).order_by("asked_at", "id")
    ], "tasks": [
        {"at": t.at, "number": t.number, "unit": t.unit, "note": t.note}
        for t in models.UnitTask.objects.filter(number__in=wanted).order_by("at", "id")
    ], "recordings": [
        {"started_at": r.started_at, "seconds": r.seconds, "erase_on": r.erase_on}
        for r in models.CallRecording.objects.filter(
            call_key__in=rows.values("key"), erased_at__isnull=True).order_by("started_at", "id")
    ], "calls_ordered": [
        {"at": o.at, "number": o.target, "reason": o.reason}
        for o in models.SwitchboardOrder.objects.filter(target__in=wanted).order_by("at", "id")
    ]}


def erase_person(*, actor: Actor, at: datetime, numbers: Sequence[str]) -> tuple[str, ...]:
    """Erase telephone numbers from contacts and raw lines; say what stays. No figure changes."""
    wanted = _as_kept(numbers)
    erased = 0
    for number in wanted:
        contacts = models.Contact.objects.filter(e164=number)
        for engine, key, written in contacts.values_list("engine", "key", "number"):
            _mask_lines(engine, key, written)
        models.WrapUp.objects.filter(contact__in=contacts).update(note="")
        seen = models.LiveEvent.objects.filter(number=number)
        models.SwitchboardOrder.objects.filter(
            call_key__in=list(seen.values_list("call_key", flat=True))).update(note="")
        erase_recordings_of(
            call_keys=[*contacts.values_list("key", flat=True),
                       *seen.values_list("call_key", flat=True)], actor=actor, at=at)
        seen.update(number="")
        erased += contacts.update(number="", e164="")
        erased += models.SwitchboardOrder.objects.filter(target=number).update(target="erased")
        erased += models.UnitTask.objects.filter(number=number).update(number="", note="erased")
        erased += models.CallBack.objects.filter(e164=number).update(number="", e164="")
    audit.record(actor=actor, at=at, action="calls.erase_person", subject="calls.contact:batch",
                 details={"rows": erased})
    return ("contacts without numbers", "legs")


def _mask_lines(engine: str, key: str, written: str) -> None:
    for event in models.EngineEvent.objects.filter(engine=engine, call_key=key):
        event.raw = event.raw.replace(written, "erased")
        event.save(update_fields=["raw"])


def _as_kept(numbers: Sequence[str]) -> list[str]:
    return [found for number in numbers if (found := to_e164(number)) is not None]
