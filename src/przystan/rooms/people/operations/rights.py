"""What a person is told, who stands by them, and what is marked on them: rows, never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.types import FlagKind, GivenHow, LinkKind, NewGiving

CLAUSE_LANGUAGES = ("pl", "en", "uk", "ru")


class ClauseRefused(ValueError):
    """The information on personal data cannot be published or given so; says why."""


class LinkRefused(ValueError):
    """A family link cannot be recorded or ended so; says why."""


class FlagRefused(ValueError):
    """A flag cannot be set or ended so; says why."""


def publish_clause(
    *, actor: Actor, at: datetime, texts: Mapping[str, str], valid_from: date,
    is_confirmed: bool = False,
) -> int:
    """Publish the next version of the information on personal data and return its number.

    `texts` are by language; Polish is obligatory. What was given before stays as it was given.
    `is_confirmed` says that the data protection officer has accepted the text. Raises
    ClauseRefused.
    """
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if "pl" not in kept:
        raise ClauseRefused(_("The Polish text is missing"))
    transactions.lock_section("people.clauses")
    last = models.Clause.objects.order_by("-version", "id").first()
    version = last.version + 1 if last else 1
    models.Clause.objects.bulk_create([
        models.Clause(
            version=version, language=language, body=text, valid_from=valid_from,
            is_confirmed=is_confirmed, recorded_at=at, actor_id_value=actor.user_id,
            actor_name=actor.name)
        for language, text in sorted(kept.items())
    ])
    audit.record(
        actor=actor, at=at, action="people.publish_clause", subject=f"people.clause:{version}",
        details={"languages": sorted(kept)})
    return version


def give_clause(
    *, actor: Actor, at: datetime, person_id: int, clause_id: int, how: GivenHow
) -> None:
    """Write that a person was given one version in one language, and how.

    Raises ClauseRefused for a text that does not exist or is not in force yet.
    """
    today = clock.local_date(at)
    clause = models.Clause.objects.filter(pk=clause_id, valid_from__lte=today).first()
    if clause is None:
        raise ClauseRefused(_("There is no such text in force"))
    if not models.Person.objects.filter(pk=person_id).exists():
        raise ClauseRefused(_("There is no such card"))
    models.ClauseGiven.objects.create(
        person_id=person_id, clause=clause, how=how.value, given_at=at,
        actor_id_value=actor.user_id, actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="people.give_clause", subject=f"people.person:{person_id}",
        person_id=person_id,
        details={"version": clause.version, "language": clause.language, "how": how.value})


def give_clauses_in_bulk(*, actor: Actor, at: datetime, givings: Iterable[NewGiving]) -> int:
    """Write many givings of the information by COPY and return their number; one audit line."""
    count = transactions.copy_rows(
        table="people_clausegiven",
        columns=("person_id", "clause_id", "how", "given_at", "actor_id", "actor_name"),
        rows=((g.person_id, g.clause_id, g.how.value, g.given_at, actor.user_id, actor.name)
              for g in givings))
    audit.record(
        actor=actor, at=at, action="people.give_clauses_in_bulk", subject="people.clause:many",
        details={"count": count})
    return count


def link_family(
    *, actor: Actor, at: datetime, person_id: int, relative_id: int, kind: LinkKind,
    since_date: date | None = None,
) -> int:
    """Write that a person is another's spouse, parent or guardian; return the link's id.

    Raises LinkRefused for the same card, an unknown card, a link that stands already.
    """
    if person_id == relative_id:
        raise LinkRefused(_("Nobody is their own relative"))
    ends = {(person_id, relative_id), (relative_id, person_id)} if kind is LinkKind.SPOUSE else {
        (person_id, relative_id)}
    standing = models.FamilyLink.objects.filter(
        kind=kind.value, end__isnull=True).values_list("person_id", "relative_id")
    if ends & set(standing.filter(person__in=[person_id, relative_id])):
        raise LinkRefused(_("This link is recorded already"))
    if models.Person.objects.filter(pk__in=[person_id, relative_id]).count() < 2:
        raise LinkRefused(_("There is no such card"))
    made = models.FamilyLink.objects.create(
        person_id=person_id, relative_id=relative_id, kind=kind.value, since_date=since_date,
        recorded_at=at, actor_id_value=actor.user_id, actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="people.link_family", subject=f"people.link:{made.pk}",
        person_id=person_id, details={"relative": relative_id, "kind": kind.value})
    return made.pk


def end_link(
    *, actor: Actor, at: datetime, link_id: int, reason: str, until_date: date | None = None
) -> None:
    """Write that a family link is over, or was a mistake (no day). Raises LinkRefused."""
    link = models.FamilyLink.objects.filter(pk=link_id).first()
    if link is None:
        raise LinkRefused(_("There is no such link"))
    if not reason.strip():
        raise LinkRefused(_("Ending a link needs a reason"))
    try:
        with transactions.transaction():
            models.FamilyLinkEnd.objects.create(
                link=link, until_date=until_date, reason=reason.strip()[:300], recorded_at=at,
                actor_id_value=actor.user_id, actor_name=actor.name)
    except IntegrityError as error:
        raise LinkRefused(_("The link is ended already")) from error
    audit.record(
        actor=actor, at=at, action="people.end_link", subject=f"people.link:{link_id}",
        person_id=link.person_id)


def set_flag(
    *, actor: Actor, at: datetime, person_id: int, kind: FlagKind, from_date: date, reason: str
) -> int:
    """Mark a person as deceased, or their data as restricted; return the flag's id.

    Raises FlagRefused without a reason, for a day to come, or where the flag is set.
    """
    if not reason.strip():
        raise FlagRefused(_("A mark needs a reason"))
    if from_date > clock.local_date(at):
        raise FlagRefused(_("The day is still to come"))
    transactions.lock_section(f"people.flags:{person_id}")
    if models.Flag.objects.filter(person=person_id, kind=kind.value, end__isnull=True).exists():
        raise FlagRefused(_("This is marked already"))
    made = models.Flag.objects.create(
        person_id=person_id, kind=kind.value, from_date=from_date, reason=reason.strip()[:300],
        set_at=at, actor_id_value=actor.user_id, actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="people.set_flag", subject=f"people.person:{person_id}",
        person_id=person_id, details={"kind": kind.value})
    return made.pk


def end_flag(
    *, actor: Actor, at: datetime, flag_id: int, to_date: date, reason: str
) -> None:
    """End a flag: lift a restriction, or take back a death recorded by mistake.

    Before a restriction is lifted the person is told (GDPR, art. 18(3)). Raises FlagRefused.
    """
    flag = models.Flag.objects.filter(pk=flag_id).first()
    if flag is None:
        raise FlagRefused(_("There is no such mark"))
    if not reason.strip():
        raise FlagRefused(_("Ending a mark needs a reason"))
    if to_date < flag.from_date:
        raise FlagRefused(_("It cannot end before it began"))
    try:
        with transactions.transaction():
            models.FlagEnd.objects.create(
                flag=flag, to_date=to_date, reason=reason.strip()[:300], ended_at=at,
                actor_id_value=actor.user_id, actor_name=actor.name)
    except IntegrityError as error:
        raise FlagRefused(_("It is ended already")) from error
    audit.record(
        actor=actor, at=at, action="people.end_flag", subject=f"people.person:{flag.person_id}",
        person_id=flag.person_id, details={"kind": flag.kind})
