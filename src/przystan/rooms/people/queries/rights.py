"""Reads of what a person was told, who stands by them, flags and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from przystan.rooms.people import models
from przystan.rooms.people.types import (
    Clause,
    ClauseGiven,
    CorrectedPart,
    Correction,
    FamilyLink,
    Flag,
    FlagKind,
    GivenHow,
    LinkKind,
)

# What the second person of a link is to the first; the first is what the kind says.
OTHER_ROLE = {LinkKind.SPOUSE: "spouse", LinkKind.PARENT: "child", LinkKind.GUARDIAN: "ward"}


def flags_of(cards: Sequence[int]) -> tuple[Flag, ...]:
    """Return the flags of a person's cards, in force or ended, as they were set."""
    rows = models.Flag.objects.filter(person__in=cards).select_related("end").order_by("id")
    return tuple(
        Flag(f.pk, FlagKind(f.kind), f.from_date, f.reason, f.actor_name,
             f.end.to_date if hasattr(f, "end") else None,
             f.end.actor_name if hasattr(f, "end") else "")
        for f in rows
    )


def links_of(cards: Sequence[int]) -> tuple[FamilyLink, ...]:
    """Return the family links of a person's cards: what each relative is to the person."""
    rows = models.FamilyLink.objects.filter(
        Q(person__in=cards) | Q(relative__in=cards)).select_related("end").order_by("id")
    return tuple(
        FamilyLink(
            x.pk, x.relative_id if x.person_id in cards else x.person_id,
            OTHER_ROLE[LinkKind(x.kind)] if x.person_id in cards else x.kind,
            x.since_date, x.end.until_date if hasattr(x, "end") else None, hasattr(x, "end"),
        )
        for x in rows
    )


def clauses_given(cards: Sequence[int]) -> tuple[ClauseGiven, ...]:
    """Return which information on personal data a person was given, the latest first."""
    rows = models.ClauseGiven.objects.filter(
        person__in=cards).select_related("clause").order_by("-id")
    return tuple(
        ClauseGiven(g.clause.version, g.clause.language, GivenHow(g.how), g.given_at, g.actor_name)
        for g in rows
    )


def corrections_of(cards: Sequence[int]) -> tuple[Correction, ...]:
    """Return what was corrected on a person's cards, the latest first."""
    rows = models.Correction.objects.filter(person__in=cards).order_by("-id")
    return tuple(
        Correction(CorrectedPart(c.part), c.was, c.became, c.reason, c.corrected_at, c.actor_name)
        for c in rows
    )


def list_clauses() -> tuple[Clause, ...]:
    """Return every version of the information on personal data, the latest first."""
    rows = models.Clause.objects.order_by("-version", "language", "id")
    return tuple(map(_clause, rows))


def clause_in_force(*, language: str, on: date) -> Clause | None:
    """Return the text in force on a day in a language, or in Polish where that is missing."""
    rows = models.Clause.objects.filter(valid_from__lte=on).order_by("-version", "id")
    newest = rows.first()
    if newest is None:
        return None
    texts = {c.language: c for c in rows.filter(version=newest.version)}
    return _clause(texts.get(language) or texts.get("pl") or newest)


def clause_languages(*, on: date) -> tuple[Clause, ...]:
    """Return the texts of the version in force on a day, by language."""
    newest = models.Clause.objects.filter(valid_from__lte=on).order_by("-version", "id").first()
    if newest is None:
        return ()
    rows = models.Clause.objects.filter(version=newest.version).order_by("language", "id")
    return tuple(map(_clause, rows))


def _clause(row: models.Clause) -> Clause:
    return Clause(row.pk, row.version, row.language, row.body, row.valid_from, row.is_confirmed)
