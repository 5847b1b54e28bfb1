"""More about a person, and what was wrong: rows are added or withdrawn, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from psycopg import errors

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.operations.derived import refresh_derived
from przystan.rooms.people.operations.registration import (
    IDENTIFIER_COLUMNS,
    InvalidPerson,
    check_birth_date,
    identifier_row,
    normal_name,
    refuse_held,
    taken_error,
)
from przystan.rooms.people.queries.persons import PersonNotFound
from przystan.rooms.people.rules.identifiers import (
    STATES,
    normal_birth_date,
    normal_identifier,
    normal_phone,
)
from przystan.rooms.people.rules.scripts import script_of
from przystan.rooms.people.types import (
    BirthPrecision,
    CorrectedPart,
    NewIdentifier,
    NewName,
    PersonProblem,
    Sex,
)


class CorrectionRefused(ValueError):
    """A correction cannot be made: no reason, nothing to correct, or the last name."""


@dataclass(frozen=True)
class CardFacts:
    """The facts of a card that are one value each and are corrected in place."""

    birth_date: date | None
    birth_precision: BirthPrecision
    sex: Sex
    citizenship: str
    languages: tuple[str, ...] = ()


def add_name(*, actor: Actor, at: datetime, person_id: int, name: NewName) -> int:
    """Record one more form of a name (former, maiden, Polish spelling) and return its id.

    Raises InvalidPerson, PersonNotFound.
    """
    normal = normal_name(name)
    _card(person_id)
    made = models.PersonName.objects.create(
        person_id=person_id, kind=normal.kind.value, family_name=normal.family_name,
        given_names=normal.given_names,
        script=script_of(normal.family_name + normal.given_names), recorded_at=at)
    refresh_derived([person_id])
    _audit(actor, at, "people.add_name", person_id, {"kind": normal.kind.value})
    return made.pk


def withdraw_name(*, actor: Actor, at: datetime, name_id: int, reason: str) -> None:
    """Withdraw a form of a name that was wrong; it stays in the history of the card.

    A card keeps at least one name: add the right one first. Raises CorrectionRefused.
    """
    row = models.PersonName.objects.select_for_update().filter(
        pk=name_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise CorrectionRefused(_("There is no such name"))
    others = models.PersonName.objects.filter(person=row.person_id, withdrawn_at__isnull=True)
    if not others.exclude(pk=name_id).exists():
        raise CorrectionRefused(_("The last name stays: add the right one first"))
    was = f"{row.family_name} {row.given_names}".strip()
    _correct(actor, at, row.person_id, CorrectedPart.NAME, was, "", reason)
    models.PersonName.objects.filter(pk=name_id).update(withdrawn_at=at)
    refresh_derived([row.person_id])
    _audit(actor, at, "people.withdraw_name", row.person_id, {"name": name_id})


def add_identifier(
    *, actor: Actor, at: datetime, person_id: int, identifier: NewIdentifier
) -> None:
    """Record one more number of a person: a new passport, a PESEL just given.

    Raises InvalidIdentifier, IdentifierTaken.
    """
    normal = normal_identifier(identifier)
    refuse_held((normal,))
    try:
        with transactions.transaction():
            transactions.copy_rows(
                table="people_identifier", columns=IDENTIFIER_COLUMNS,
                rows=[(person_id, *identifier_row(normal, at))],
            )
    except errors.UniqueViolation as error:
        raise taken_error(error, (normal,)) from error
    refresh_derived([person_id])
    _audit(actor, at, "people.add_identifier", person_id, {"kind": normal.kind.value})


def withdraw_identifier(*, actor: Actor, at: datetime, identifier_id: int, reason: str) -> None:
    """Withdraw a number that was recorded by mistake: it frees its place for its true holder.

    Raises CorrectionRefused.
    """
    row = models.Identifier.objects.select_for_update().filter(
        pk=identifier_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise CorrectionRefused(_("There is no such number"))
    was = f"{row.kind} {row.issuing_state} {row.value}"
    _correct(actor, at, row.person_id, CorrectedPart.IDENTIFIER, was, "", reason)
    models.Identifier.objects.filter(pk=identifier_id).update(withdrawn_at=at)
    refresh_derived([row.person_id])
    _audit(actor, at, "people.withdraw_identifier", row.person_id, {"identifier": identifier_id})


def add_phone(*, actor: Actor, at: datetime, person_id: int, number: str) -> None:
    """Record one more phone of a person; other persons may have it too. Raises InvalidPhone."""
    _card(person_id)
    models.Phone.objects.get_or_create(
        person_id=person_id, number=normal_phone(number), withdrawn_at=None,
        defaults={"recorded_at": at})
    refresh_derived([person_id])
    _audit(actor, at, "people.add_phone", person_id, {})


def withdraw_phone(*, actor: Actor, at: datetime, phone_id: int, reason: str) -> None:
    """Withdraw a phone that is not the person's, or no longer. Raises CorrectionRefused."""
    row = models.Phone.objects.select_for_update().filter(
        pk=phone_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise CorrectionRefused(_("There is no such phone"))
    _correct(actor, at, row.person_id, CorrectedPart.PHONE, row.number, "", reason)
    models.Phone.objects.filter(pk=phone_id).update(withdrawn_at=at)
    refresh_derived([row.person_id])
    _audit(actor, at, "people.withdraw_phone", row.person_id, {"phone": phone_id})


def correct_facts(
    *, actor: Actor, at: datetime, person_id: int, facts: CardFacts, reason: str
) -> tuple[CorrectedPart, ...]:
    """Correct the birth date, sex, citizenship or languages of a card; return what changed.

    Each changed part leaves a row with what it was. Figures that break down by it follow.
    Raises InvalidPerson, CorrectionRefused without a reason, PersonNotFound.
    """
    citizenship = facts.citizenship.strip().upper()
    if citizenship not in STATES:
        raise InvalidPerson(PersonProblem.UNKNOWN_CITIZENSHIP, facts.citizenship)
    check_birth_date(facts.birth_date, clock.local_date(at))
    born = normal_birth_date(facts.birth_date, facts.birth_precision)
    precision = facts.birth_precision if born else BirthPrecision.UNKNOWN
    card = _card(person_id)
    changes = [
        (part, was, became) for part, was, became in (
            (CorrectedPart.BIRTH_DATE, _born(card.birth_date, card.birth_precision),
             _born(born, precision)),
            (CorrectedPart.SEX, card.sex, facts.sex.value),
            (CorrectedPart.CITIZENSHIP, card.citizenship, citizenship),
            (CorrectedPart.LANGUAGES, ", ".join(card.languages), ", ".join(facts.languages)),
        ) if was != became
    ]
    for part, was, became in changes:
        _correct(actor, at, person_id, part, was, became, reason)
    if changes:
        models.Person.objects.filter(pk=person_id).update(
            birth_date=born, birth_precision=precision.value, sex=facts.sex.value,
            citizenship=citizenship, languages=list(facts.languages))
        refresh_derived([person_id])
        _audit(actor, at, "people.correct_facts", person_id,
               {"parts": [part.value for part, _was, _became in changes]})
    return tuple(part for part, _was, _became in changes)


def _born(day: date | None, precision: str) -> str:
    return f"{day.isoformat()} ({precision})" if day else ""


def _card(person_id: int) -> models.Person:
    card = models.Person.objects.select_for_update().filter(pk=person_id).first()
    if card is None:
        raise PersonNotFound(person_id)
    return card


def _correct(
    actor: Actor, at: datetime, person_id: int, part: CorrectedPart, was: str, became: str,
    reason: str,
) -> None:
    if not reason.strip():
        raise CorrectionRefused(_("A correction needs a reason"))
    models.Correction.objects.create(
        person_id=person_id, part=part.value, was=was[:260], became=became[:260],
        reason=reason.strip()[:300], corrected_at=at, actor_id_value=actor.user_id,
        actor_name=actor.name)


def _audit(
    actor: Actor, at: datetime, action: str, person_id: int, details: dict[str, object]
) -> None:
    audit.record(
        actor=actor, at=at, action=action, subject=f"people.person:{person_id}",
        person_id=person_id, details=details)
