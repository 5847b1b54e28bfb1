"""Reads about notes: whose keys seal them, which exist. Never what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Permission
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.rules.conflicts import keys_of, name_key, number_key
from przystan.rooms.advisory.types.notes import (
    ConflictFinding,
    KeyState,
    Party,
    SealedNote,
    SpecialistKey,
)
from przystan.rooms.people import public as people

CANDIDATES = 10


class KeyNotFound(LookupError):
    """No key has this id, or the user has none in force."""


class NoteNotFound(LookupError):
    """No note has this id."""


def _state(row: models.SpecialistKey) -> KeyState:
    if row.retired_at is not None:
        return KeyState.RETIRED
    return KeyState.IN_FORCE if row.vouched_at is not None else KeyState.WAITING


def _key(row: models.SpecialistKey) -> SpecialistKey:
    return SpecialistKey(
        row.pk, row.user_id, row.owner_name, row.branch_id, row.recipient, _state(row),
        row.made_at, row.vouched_by, row.retired_at,
    )


def list_keys() -> tuple[SpecialistKey, ...]:
    """Return every key that was ever made, the oldest first; identities are not read."""
    rows = models.SpecialistKey.objects.defer("locked_identity").order_by("pk")
    return tuple(_key(r) for r in rows)


def key_of(*, user_id: int) -> SpecialistKey | None:
    """Return the user's key that is not retired, or None."""
    row = models.SpecialistKey.objects.defer("locked_identity").filter(
        user=user_id, retired_at__isnull=True).first()
    return _key(row) if row else None


def openers_for(*, branch: str, at: datetime) -> tuple[SpecialistKey, ...]:
    """Return the keys that a note of a branch is sealed to now.

    They are vouched for, not retired, of the branch or of every branch, and their owners may
    still sign in and still hold the permission for sealed notes.
    """
    rows = models.SpecialistKey.objects.defer("locked_identity").filter(
        Q(branch=branch) | Q(branch__isnull=True), retired_at__isnull=True,
        vouched_at__isnull=False,
    ).order_by("pk")
    return tuple(_key(r) for r in rows if _is_specialist(r.user_id, branch, at))


def has_specialist_key(*, at: datetime) -> bool:
    """Whether anybody who still works as a specialist has a key in force, to vouch for others."""
    rows = models.SpecialistKey.objects.filter(
        retired_at__isnull=True, vouched_at__isnull=False).order_by("pk")
    return any(_is_specialist(u, None, at) for u in rows.values_list("user", flat=True))


def _is_specialist(user_id: int, branch: str | None, at: datetime) -> bool:
    try:
        actor = accounts.actor_of(user_id=user_id, at=at)
    except ObjectDoesNotExist:
        return False
    return actor.can(Permission.ADVISORY_SEALED, branch=branch)


def sealed_notes_of(
    *, service_ids: Sequence[int], user_id: int | None
) -> dict[int, tuple[SealedNote, ...]]:
    """Return by service which sealed notes exist, and whether the user's key opens them."""
    rows = models.SealedNote.objects.defer("ciphertext").filter(
        service__in=list(service_ids)
    ).prefetch_related("keys__key").order_by("pk")
    found: dict[int, tuple[SealedNote, ...]] = {}
    for row in rows:
        keys = sorted((k.key for k in row.keys.all()), key=lambda k: k.pk)
        note = SealedNote(
            row.pk, row.service_id, row.written_at, row.author_name,
            tuple(k.owner_name for k in keys if k.retired_at is None),
            any(k.user_id == user_id and k.retired_at is None for k in keys),
        )
        found[row.service_id] = (*found.get(row.service_id, ()), note)
    return found


def service_of_note(*, note_id: int) -> int:
    """Return the service that a sealed note belongs to. Raises NoteNotFound."""
    found = models.SealedNote.objects.filter(pk=note_id).values_list("service", flat=True).first()
    if found is None:
        raise NoteNotFound(note_id)
    return int(found)


def count_sealed_notes() -> int:
    """Return how many sealed notes there are: all that others may know of them."""
    return models.SealedNote.objects.count()


def conflicts_for(
    *, person: people.Person, parties: Sequence[Party], user_id: int | None
) -> tuple[ConflictFinding, ...]:
    """Return earlier matters in which the office stood on the other side. Ordered by note.

    Checked, over all branches and all years: whether a party named now was advised by the office
    (by its card where one is given, else by persons whose registered name it may be, in any
    script); and whether the person advised now was a party against somebody the office advised
    (by card, by a name equal but for case, accents and order, or by a number). Not checked:
    firms under another name, relatives, matters outside the office.
    """
    _names, _numbers, given = keys_of(parties)
    likely = {
        c.person_id for p in parties if p.person_id is None
        for c in people.find_persons(text=p.name, limit=CANDIDATES)
    }
    others = [m for one in {*given, *likely} for m in people.member_ids(one)]
    # Other branches' notes are not read, only that they stand against this one.
    with transactions.beyond_the_wall():
        return _conflicts(person, [o for o in others if o not in person.member_ids], user_id)


def _conflicts(
    person: people.Person, others: Sequence[int], user_id: int | None
) -> tuple[ConflictFinding, ...]:
    advised = models.LegalNote.objects.filter(service__visit__card__person__in=others)
    against = models.LegalNote.objects.filter(
        Q(parties__person__in=list(person.member_ids))
        | Q(parties__name_key__in=[name_key(n.full) for n in person.names])
        | Q(parties__number__in=[number_key(i.value) for i in person.identifiers])
    ).exclude(service__visit__card__person__in=list(person.member_ids))
    return (*_findings(advised, "party_was_advised", user_id),
            *_findings(against, "client_was_a_party", user_id))


def _findings(rows: object, why: str, user_id: int | None) -> list[ConflictFinding]:
    found = rows.order_by("pk").distinct().values_list(  # type: ignore[attr-defined]
        "pk", "written_at", "author_name", "author_id")
    return [
        ConflictFinding(pk, at, name, user_id is not None and author == user_id, why)
        for pk, at, name, author in found
    ]
