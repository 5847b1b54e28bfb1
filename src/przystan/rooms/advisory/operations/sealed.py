"""Sealed notes of psychologists: written for the specialists' keys, opened by their owners only.

The age format (age-encryption.org/v1): a note is encrypted to X25519 recipients; each specialist's
identity is itself encrypted with a pass phrase (scrypt) that is never stored. What the database
holds, and so what a dump or an administrator holds, opens nothing.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pyrage
from django.db import IntegrityError

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.queries.notes import (
    KeyNotFound,
    NoteNotFound,
    has_specialist_key,
    openers_for,
)
from przystan.rooms.advisory.types.visits import ServiceKind

PASS_PHRASE_LENGTH = 12
# A note's length would tell a talk from a remark: every note is filled up to whole kilobytes.
BLOCK = 1024
# A pass phrase costs about a second to try; on a machine that seems far slower than the one that
# locked the key the library refuses to try at all.
TOO_SLOW, TRIES, PAUSE = "Excessive work parameter", 10, 1.0


class WeakPassPhrase(ValueError):
    """The pass phrase is too short to protect a key."""


class WrongPassPhrase(ValueError):
    """The pass phrase does not open the key."""


class KeyRefused(ValueError):
    """A key cannot be made, vouched for or retired so; says why."""


class SealRefused(ValueError):
    """A note cannot be sealed or opened so; says why."""


def make_key(*, actor: Actor, at: datetime, pass_phrase: str, branch: str | None = None) -> int:
    """Make the actor's key pair and return its id. The pass phrase is not stored.

    The first key is in force at once, also where every earlier owner has left. Any other waits
    until a colleague who can open notes vouches for it: nobody makes themselves a reader.
    Raises WeakPassPhrase, KeyRefused when the actor has a key already.
    """
    if actor.user_id is None:
        raise KeyRefused("a key belongs to a member of staff")
    if len(pass_phrase) < PASS_PHRASE_LENGTH:
        raise WeakPassPhrase(f"the pass phrase has at least {PASS_PHRASE_LENGTH} characters")
    # Two first keys in one second would both be in force without a word from anybody.
    transactions.lock_section("advisory.specialist_keys")
    is_first = not has_specialist_key(at=at)
    identity = pyrage.x25519.Identity.generate()
    try:
        with transactions.transaction():
            made = models.SpecialistKey.objects.create(
                user_id=actor.user_id, owner_name=actor.name, branch_id=branch,
                recipient=str(identity.to_public()),
                locked_identity=pyrage.passphrase.encrypt(str(identity).encode(), pass_phrase),
                made_at=at, vouched_at=at if is_first else None,
                vouched_by="–" if is_first else "",
            )
    except IntegrityError as error:
        raise KeyRefused("you have a key already: retire it first") from error
    _audit(actor, at, "advisory.make_key", f"advisory.key:{made.pk}", {"is_first": is_first})
    return made.pk


def vouch_for_key(*, actor: Actor, at: datetime, key_id: int, pass_phrase: str) -> None:
    """Put a colleague's key in force, by proving with one's own pass phrase to be a specialist.

    Older notes are not sealed to it yet: see reseal_notes. Raises KeyNotFound, WrongPassPhrase,
    KeyRefused for one's own key or a key that does not wait.
    """
    own = _own_key(actor)
    if own.pk == key_id or own.vouched_at is None:
        raise KeyRefused("a colleague vouches for a key, not its owner")
    waiting = models.SpecialistKey.objects.filter(
        pk=key_id, vouched_at__isnull=True, retired_at__isnull=True)
    if not waiting.exists():
        raise KeyRefused("this key does not wait for anybody")
    _unlock(actor, at, own, pass_phrase)
    waiting.update(vouched_at=at, vouched_by=actor.name)
    _audit(actor, at, "advisory.vouch_for_key", f"advisory.key:{key_id}")


def retire_key(*, actor: Actor, at: datetime, key_id: int) -> None:
    """Retire a key: nothing is sealed to it any more; again is harmless. Raises KeyNotFound.

    For somebody who leaves or has forgotten the pass phrase. What was sealed to it stays so until
    a colleague seals the notes anew; where there is no colleague, those notes stay closed.
    """
    if not models.SpecialistKey.objects.filter(pk=key_id).exists():
        raise KeyNotFound(key_id)
    changed = models.SpecialistKey.objects.filter(pk=key_id, retired_at__isnull=True).update(
        retired_at=at, retired_by=actor.name)
    if changed:
        _audit(actor, at, "advisory.retire_key", f"advisory.key:{key_id}")


def seal_note(*, actor: Actor, at: datetime, service_id: int, text: str) -> int:
    """Seal a note on a psychological service to the branch's specialists and return its id.

    The audit line says that a note was sealed and nothing of it. A correction is a further note.
    Raises SealRefused for an empty text, another service, or when the actor's own key is not
    among those in force (the author could not read it again).
    """
    service = models.Service.objects.select_related("visit__card").filter(
        pk=service_id, removal__isnull=True).first()
    if service is None or service.kind != ServiceKind.PSYCHOLOGICAL.value:
        raise SealRefused("a sealed note belongs to a psychological service")
    if not text.strip():
        raise SealRefused("the note is empty")
    keys = openers_for(branch=service.visit.branch_id, at=at)
    if actor.user_id is None or actor.user_id not in [k.user_id for k in keys]:
        raise SealRefused("make your key first, and let a colleague vouch for it")
    note = models.SealedNote.objects.create(
        service=service, ciphertext=_seal(text, [k.recipient for k in keys]), written_at=at,
        sealed_at=at, author_id=actor.user_id, author_name=actor.name,
    )
    models.SealedNoteKey.objects.bulk_create(
        models.SealedNoteKey(note=note, key_id=k.id) for k in keys)
    _audit(actor, at, "advisory.seal_note", f"advisory.sealed_note:{note.pk}",
           {"service": service_id}, service.visit.card.person_id)
    return note.pk


def open_note(*, actor: Actor, at: datetime, note_id: int, pass_phrase: str) -> str:
    """Return a note's text to one of those it is sealed to; the reading is audited.

    Raises NoteNotFound, KeyNotFound, WrongPassPhrase, SealRefused when the note is not sealed to
    the actor's key.
    """
    note = models.SealedNote.objects.select_related("service__visit__card").filter(
        pk=note_id).first()
    if note is None:
        raise NoteNotFound(note_id)
    own = _own_key(actor)
    if not note.keys.filter(key=own).exists():
        raise SealRefused("this note is not sealed to your key: ask a colleague to seal it anew")
    identity = _unlock(actor, at, own, pass_phrase)
    text = _open(bytes(note.ciphertext), identity)
    audit.record_read(
        actor=actor, at=at, action="advisory.open_note",
        subject=f"advisory.sealed_note:{note_id}",
        person_id=note.service.visit.card.person_id)
    return text


def reseal_notes(*, actor: Actor, at: datetime, pass_phrase: str) -> int:
    """Seal every note that the actor can open to the keys in force now; return how many changed.

    For a new specialist (who then reads older notes), a renewed key and a leaver (whose key then
    opens nothing that is kept). The content and its author stay. Raises as open_note.
    """
    own = _own_key(actor)
    identity = _unlock(actor, at, own, pass_phrase)
    changed = 0
    notes = models.SealedNote.objects.select_for_update(of=("self",)).filter(
        keys__key=own).select_related("service__visit").order_by("pk")
    for note in notes:
        wanted = {k.id: k.recipient for k in openers_for(
            branch=note.service.visit.branch_id, at=at)}
        if set(note.keys.values_list("key", flat=True)) == set(wanted) or own.pk not in wanted:
            continue
        note.ciphertext = _seal(_open(bytes(note.ciphertext), identity), list(wanted.values()))
        note.sealed_at = at
        note.save(update_fields=["ciphertext", "sealed_at"])
        note.keys.all().delete()
        models.SealedNoteKey.objects.bulk_create(
            models.SealedNoteKey(note=note, key_id=k) for k in wanted)
        changed += 1
    _audit(actor, at, "advisory.reseal_notes", f"advisory.key:{own.pk}", {"count": changed})
    return changed


def _own_key(actor: Actor) -> models.SpecialistKey:
    own = models.SpecialistKey.objects.filter(
        user=actor.user_id, retired_at__isnull=True).first() if actor.user_id else None
    if own is None:
        raise KeyNotFound("you have no key yet")
    return own


def _unlock(actor: Actor, at: datetime, key: models.SpecialistKey, pass_phrase: str) -> Any:
    for _ in range(TRIES):
        try:
            identity = pyrage.passphrase.decrypt(bytes(key.locked_identity), pass_phrase)
        except pyrage.DecryptError as error:
            if TOO_SLOW in str(error):
                # The library measures the machine anew each time; this moment was a busy one.
                time.sleep(PAUSE)
                continue
            # A guess at a pass phrase leaves a trace.
            _audit(actor, at, "advisory.wrong_pass_phrase", f"advisory.key:{key.pk}")
            raise WrongPassPhrase("the pass phrase does not open your key") from error
        return pyrage.x25519.Identity.from_str(identity.decode())
    raise SealRefused("the machine is too busy to open a key now: try again in a minute")


def _seal(text: str, recipients: list[str]) -> bytes:
    content = text.strip().encode()
    content += b"\n" * (-len(content) % BLOCK)
    return bytes(pyrage.encrypt(
        content, [pyrage.x25519.Recipient.from_str(r) for r in recipients]))


def _open(ciphertext: bytes, identity: Any) -> str:
    return bytes(pyrage.decrypt(ciphertext, [identity])).decode().rstrip("\n")


def _audit(
    actor: Actor, at: datetime, action: str, subject: str,
    details: dict[str, object] | None = None, person_id: int | None = None,
) -> None:
    audit.record(
        actor=actor, at=at, action=action, subject=subject, person_id=person_id, details=details)
