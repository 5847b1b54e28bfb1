"""Writes of checklists, summonses and the way of letters; the clock reacts to each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.clock import append_events
from przystan.rooms.cases.operations.letters import make_letter
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.clock import list_clock_events
from przystan.rooms.cases.queries.proceedings import checklist_of, entry_of_case, letters_of
from przystan.rooms.cases.types import (
    ChecklistLine,
    ClockEvent,
    DeliveryDay,
    DeliveryStep,
    EventKind,
    ItemKind,
    LetterEntry,
    LetterKind,
    NewClockEvent,
)

K = EventKind
ONE_NUMBER = "cases_registered_number_once"
# Things of the checklist that the clock knows by an event of their own.
OWN_EVENTS = {"appearance": K.APPEARED, "fingerprints": K.FINGERPRINTS}
SUMMONED = {ItemKind.FORMAL: K.DEFECTS_SUMMONED, ItemKind.DOCUMENT: K.DOCUMENTS_SUMMONED}


class SummonsRefused(ActRefused):
    """The summons cannot stand; `message` says what to do."""

    field = "items"


class DeliveryRefused(ActRefused):
    """The step of delivery cannot be true; `message` says what to do."""

    field = "on"


def tick_item(*, case_id: int, code: str, on: date, actor: Actor, at: datetime) -> None:
    """Record that a thing of the checklist came; the clock learns what that means.

    Once nothing of a kind is missing the application is free of formal defects, or the documents
    are complete. Raises SummonsRefused.
    """
    case = lock_case(case_id)
    lines = {x.code: x for x in checklist_of(case_id=case_id)}
    if code not in lines:
        raise SummonsRefused(_("The checklist of this case has no such thing."), "code")
    if on < case.received_on:
        raise SummonsRefused(_("Nothing happens in a case before its application came."), "on")
    asked = lines[code].asked_on
    if asked and on < asked:
        raise SummonsRefused(_("This was asked for later: a thing that came before the summons was "
                               "not missing. Check the day."), "on")
    if lines[code].came_on:
        raise SummonsRefused(_("This came before and is ticked."), "code")
    models.ChecklistTick.objects.create(
        case_id=case_id, code=code, on=on, recorded_at=at, recorded_by=actor.name)
    append_events(actor=actor, at=at, events=[
        NewClockEvent(case_id, e, at) for e in _events_of_tick(case_id, code, on)])
    audit.record(actor=actor, at=at, action="cases.tick_item", subject=f"cases.case:{case_id}",
                 details={"code": code})


def _events_of_tick(case_id: int, code: str, on: date) -> list[ClockEvent]:
    known = {e.event.kind for e in list_clock_events(case_id=case_id) if not e.is_struck}
    lines = checklist_of(case_id=case_id)
    events = []
    own = OWN_EVENTS.get(code)
    if own and own not in known:
        events.append(ClockEvent(own, on))
    kind = next(x.kind for x in lines if x.code == code)
    came = [x.came_on for x in lines if x.kind is kind]
    if all(came):
        whole = max(day for day in came if day)
        if kind is ItemKind.DOCUMENT:
            events.append(ClockEvent(K.DOCUMENTS_COMPLETE, whole))
        elif K.DEFECTS_SUMMONED in known:
            events.append(ClockEvent(K.DEFECTS_REMEDIED, whole))
    return events


def send_summons(
    *, case_id: int, codes: Sequence[str], on: date, language: str, entry_key: UUID,
    actor: Actor, at: datetime, days: int | None = None,
) -> int:
    """Make a summons for what is missing, queue it to print, and return its letter's id.

    One term for all that is asked: the longest that a thing among it has (art. 106(2b)), or a
    longer one that is given, in days from delivery. The same `entry_key` twice is one summons.
    Raises CaseNotFound, SummonsRefused.
    """
    case = lock_case(case_id)
    before = models.Letter.objects.filter(entry_key=entry_key).first()
    if before is not None:
        return int(before.pk)
    if on < case.received_on:
        raise SummonsRefused(_("Nothing happens in a case before its application came."), "on")
    lines = _asked(case_id, codes)
    term = _term(case_id, lines, days)
    letter_id = make_letter(
        case_id=case_id, kind=LetterKind.SUMMONS, language=language, on=on, entry_key=entry_key,
        fields={"days": term, "items": [_item(x) for x in lines],
                "articles": ", ".join(sorted({x.article for x in lines}))},
        actor=actor, at=at)
    summons = models.Summons.objects.create(letter_id=letter_id, days=term)
    models.SummonsItem.objects.bulk_create([
        models.SummonsItem(summons=summons, code=x.code, kind=x.kind, article=x.article,
                           text=dict(x.text)) for x in lines])
    append_events(actor=actor, at=at, events=[
        NewClockEvent(case_id, ClockEvent(SUMMONED[kind], on), at)
        for kind in sorted({x.kind for x in lines})])
    audit.record(actor=actor, at=at, action="cases.send_summons", subject=f"cases.case:{case_id}",
                 details={"items": len(lines), "days": term})
    return letter_id


def _asked(case_id: int, codes: Sequence[str]) -> list[ChecklistLine]:
    lines = [x for x in checklist_of(case_id=case_id) if x.code in set(codes)]
    if not lines:
        raise SummonsRefused(_("Choose at least one thing to ask for."))
    if any(x.came_on for x in lines):
        raise SummonsRefused(_("Something chosen has come already: ask only for what is missing."))
    return lines


def _term(case_id: int, lines: Sequence[ChecklistLine], days: int | None) -> int:
    entry = entry_of_case(case_id=case_id)
    own = {ItemKind.FORMAL: entry.formal_days, ItemKind.DOCUMENT: entry.document_days} \
        if entry else {}
    shortest = max(own[x.kind] for x in lines)
    if days is not None and days < shortest:
        raise SummonsRefused(
            _("The term is too short: what is asked for needs at least %(days)s days.")
            % {"days": shortest}, "days")
    return days or shortest


def _item(line: ChecklistLine) -> dict[str, object]:
    return {"code": line.code, "article": line.article, "text": dict(line.text)}


def record_delivery(
    *, case_id: int, letter_id: int, step: DeliveryStep, on: date, actor: Actor, at: datetime,
    reference: str = "",
) -> DeliveryDay | None:
    """Record a step of a letter's way; return the day on which it counts as delivered, if it does.

    `reference` is the number or article that belongs to the step. Once delivered, the terms of a
    summons run, and after a decision the term to appeal. Raises DeliveryRefused.
    """
    models.Case.objects.select_for_update().filter(pk=case_id).first()
    letter = models.Letter.objects.filter(pk=letter_id, case_id=case_id).first()
    if letter is None:
        raise DeliveryRefused(_("This case has no such letter."), "letter")
    before = _entry(case_id, letter_id)
    _check_step(letter, before, step, on)
    try:
        with transactions.transaction():
            models.LetterDelivery.objects.create(
                letter=letter, step=step, sent_on=letter.made_on, on=on, reference=reference,
                recorded_at=at, recorded_by=actor.name)
    except IntegrityError as twice:
        if ONE_NUMBER in str(twice):
            raise DeliveryRefused(
                _("The number %(number)s is on another letter.") % {"number": reference},
                "step") from twice
        raise DeliveryRefused(_("This step is recorded already."), "step") from twice
    after = _entry(case_id, letter_id)
    if after.delivered and before.delivered != after.delivered:
        append_events(actor=actor, at=at, events=[
            NewClockEvent(case_id, e, at) for e in _events_of_delivery(after)])
    audit.record(actor=actor, at=at, action="cases.record_delivery",
                 subject=f"cases.case:{case_id}", details={"step": step})
    return after.delivered


def _check_step(
    letter: models.Letter, before: LetterEntry, step: DeliveryStep, on: date
) -> None:
    if on < letter.made_on:
        raise DeliveryRefused(_("The letter was made later: check the day."))
    if before.delivered:
        raise DeliveryRefused(_("This letter is delivered already."), "step")
    notices = {s.step: s.on for s in before.steps}
    first = notices.get(DeliveryStep.FIRST_NOTICE)
    if step is DeliveryStep.SECOND_NOTICE and (first is None or on <= first):
        raise DeliveryRefused(
            _("A second notice follows a first one: record the first, with its earlier day."))


def _entry(case_id: int, letter_id: int) -> LetterEntry:
    return next(x for x in letters_of(case_id=case_id) if x.id == letter_id)


def _events_of_delivery(letter: LetterEntry) -> list[ClockEvent]:
    if letter.delivered is None:
        return []
    day = letter.delivered.on
    if letter.kind is LetterKind.DECISION:
        return [ClockEvent(K.DELIVERED, day, note=letter.delivered.article)]
    return [ClockEvent(SUMMONED[kind], day, letter.due_on)
            for kind in sorted({i.kind for i in letter.items})]
