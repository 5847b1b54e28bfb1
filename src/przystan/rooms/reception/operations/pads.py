"""Writes of the customer's pad: pair it, ask, take the answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception.queries.keys import keyed
from przystan.rooms.reception.queries.pads import PadNotFound, pairing_of_token
from przystan.rooms.reception.queries.places import CounterNotFound
from przystan.rooms.reception.rules.signatures import InvalidSignature, read_strokes
from przystan.rooms.reception.types import PadKind, Statement

PAD_TOPIC = "reception.pad"
# Spoken across a desk and typed at once: no letter that looks like another, and few minutes.
ALPHABET, CODE_LENGTH = "BCDFGHJKLMNPQRSTVWXZ", 4
CODE_LIVES = timedelta(minutes=10)


class PadAnswered(Exception):
    """The question was answered, or taken back."""

    message = _("This was answered already, or taken back by the counter.")


class AnswerMissing(Exception):
    """Neither a signature nor a name was given."""

    message = _("Sign in the box, or write your name.")


def offer_pairing(*, branch: str, counter: str, actor: Actor, at: datetime) -> str:
    """Give the code with which a screen becomes the pad of a counter; the old pad ends.

    Raises CounterNotFound.
    """
    row = models.Counter.objects.filter(branch_id=branch, code=counter).first()
    if row is None:
        raise CounterNotFound(counter)
    transactions.lock_section(f"reception.pad:{row.pk}")
    ended = list(models.PadPairing.objects.filter(counter=row, ended_at__isnull=True))
    models.PadPairing.objects.filter(pk__in=[p.pk for p in ended]).update(ended_at=at)
    models.PadPairing.objects.filter(
        taken_at__isnull=True, ended_at__isnull=True, made_at__lt=at - CODE_LIVES,
    ).update(ended_at=at)
    code = "".join(secrets.choice(ALPHABET) for _n in range(CODE_LENGTH))
    made = models.PadPairing.objects.create(
        counter=row, code_hash=keyed("pad", code), made_at=at, made_by=actor.name)
    for pairing in ended:
        live.announce(topic=PAD_TOPIC, at=at, reference=str(pairing.pk))
    audit.record(actor=actor, at=at, action="reception.offer_pairing",
                 subject=f"reception.pad:{made.pk}")
    return code


def pair_pad(*, code: str, at: datetime) -> str:
    """Pair the screen on which the code was typed and return its token. Raises PadNotFound."""
    row = models.PadPairing.objects.select_for_update().filter(
        code_hash=keyed("pad", code.strip().upper()), taken_at__isnull=True,
        ended_at__isnull=True, made_at__gt=at - CODE_LIVES).first()
    if row is None:
        raise PadNotFound("code")
    token = secrets.token_urlsafe(24)
    row.token_hash, row.taken_at = keyed("pad token", token), at
    row.save(update_fields=["token_hash", "taken_at"])
    live.announce(topic=PAD_TOPIC, at=at, reference=str(row.pk))
    return token


def ask_on_pad(
    *, branch: str, counter: str, kind: PadKind, statement: Statement,
    values: Mapping[str, str], language: str, ticket_id: int | None, actor: Actor, at: datetime,
) -> int:
    """Put a question on a counter's pad, in place of one that waits. Raises PadNotFound."""
    pairing = models.PadPairing.objects.filter(
        counter__branch_id=branch, counter__code=counter, ended_at__isnull=True,
        taken_at__isnull=False).first()
    if pairing is None:
        raise PadNotFound(counter)
    pairing.tasks.filter(answer__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    task = models.PadTask.objects.create(
        pairing=pairing, ticket_id=ticket_id, kind=kind, statement=statement,
        values={k: str(v)[:60] for k, v in values.items()}, language=language[:5], asked_at=at,
        asked_by=actor.name)
    live.announce(topic=PAD_TOPIC, at=at, reference=str(pairing.pk))
    audit.record(actor=actor, at=at, action="reception.ask_on_pad",
                 subject=f"reception.pad_task:{task.pk}", details={"kind": kind.value})
    return int(task.pk)


def answer_pad(
    *, token: str, task_id: int, at: datetime, strokes: object = None, typed: str = "",
    rating: int | None = None, is_refused: bool = False,
) -> None:
    """Take the answer to the question that stands on a pad.

    A signature is kept as strokes with their times, [[[x, y, ms], …], …] in a box of 1000 by 400;
    who cannot draw writes the name instead. Raises PadNotFound, PadAnswered, AnswerMissing,
    InvalidSignature.
    """
    pairing = pairing_of_token(token=token)
    task = models.PadTask.objects.select_for_update().filter(
        pk=task_id, pairing_id=pairing.id).first()
    if task is None:
        raise PadNotFound(task_id)
    if task.withdrawn_at or models.PadAnswer.objects.filter(task=task).exists():
        raise PadAnswered(task_id)
    drawn = read_strokes(strokes) if strokes else ()
    if task.kind == PadKind.SIGN and not is_refused and not drawn and not typed.strip():
        raise AnswerMissing(task_id)
    if task.kind == PadKind.RATE and not is_refused and rating not in range(1, 6):
        raise AnswerMissing(task_id)
    models.PadAnswer.objects.create(
        task=task, at=at, strokes=[[list(p) for p in s] for s in drawn],
        typed=typed.strip()[:120], rating=rating if task.kind == PadKind.RATE else None,
        is_refused=is_refused)
    live.announce(topic=PAD_TOPIC, at=at, reference=str(pairing.id))
    audit.record(actor=Actor(None, "pad"), at=at, action="reception.answer_pad",
                 subject=f"reception.pad_task:{task_id}")


__all__ = ["InvalidSignature", "answer_pad", "ask_on_pad", "offer_pairing", "pair_pad"]
