"""Writes: propose figures for publication, and decide about them as a second person."""

from __future__ import annotations

import zlib
from datetime import date, datetime

from django.db import IntegrityError

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.reporting import models
from przystan.reporting.catalogue import PUBLISHED
from przystan.reporting.queries.figures import PROJECT, compute, list_rows
from przystan.reporting.queries.published import get_publication, list_publications
from przystan.reporting.rules import hash_basis
from przystan.reporting.types import Decision, Publication
from przystan.rooms.finance import public as finance


class NotToBePublished(ValueError):
    """These figures cannot be proposed so; says what is wrong."""


class SecondPersonNeeded(ValueError):
    """Whoever proposed the figures does not approve them."""


class DecidedAlready(ValueError):
    """The publication was decided on before."""


class RowsMoved(ValueError):
    """The rows are not those that were proposed; names the figures."""


def propose_publication(
    *, actor: Actor, at: datetime, as_of: date, public_from: datetime | None = None,
    revises: int | None = None, reason: str = "", project: str = PROJECT,
) -> int:
    """Take the figures as of the end of a day for publication and return the proposal's id.

    Values are kept with their rows. They are public once a second person approved them and
    `public_from` (at once, when None) is over. A correction names the publication that it
    revises, and its reason. Raises NotToBePublished, ProjectNotFound, PublicationNotFound.
    """
    transactions.lock_section("reporting.publications")
    found = finance.get_project(code=project)
    known = list_publications(project=project)
    revised = get_publication(publication_id=revises) if revises is not None else None
    _check(as_of, clock.local_date(at), found.starts_on, reason, revised, known)
    made = models.Publication.objects.create(
        project=project, as_of=as_of, revises_id=revises, reason=reason.strip(),
        public_from=public_from or at, proposed_at=at, proposed_by=actor.name,
        proposer_id=actor.user_id)
    models.PublishedValue.objects.bulk_create([
        _value(made, definition.code, definition.counts_rows) for definition in PUBLISHED])
    audit.record(
        actor=actor, at=at, action="reporting.propose_publication",
        subject=f"reporting.publication:{made.pk}",
        details={"as_of": as_of.isoformat(), "revises": revises})
    return made.pk


def _check(
    as_of: date, today: date, starts_on: date, reason: str, revised: Publication | None,
    known: tuple[Publication, ...],
) -> None:
    if as_of >= today:
        raise NotToBePublished("a day is published when it is over")
    if as_of < starts_on:
        raise NotToBePublished("the project had not begun on that day")
    if revised is None:
        if any(p.as_of == as_of and p.decision is not Decision.REFUSED for p in known):
            raise NotToBePublished("this day is published or proposed already: revise that")
        return
    if not reason.strip():
        raise NotToBePublished("a revision says its reason")
    if revised.as_of != as_of or revised.decision is not Decision.APPROVED:
        raise NotToBePublished("what is revised is approved, and of the same day")
    if any(p.revises == revised.id for p in known):
        raise NotToBePublished("this publication is revised already: revise its revision")


def _value(
    made: models.Publication, code: str, counts_rows: bool
) -> models.PublishedValue:
    figure = compute(codes=[code], as_of=made.as_of, project=made.project)[0]
    rows = list_rows(code=code, as_of=made.as_of, project=made.project)
    basis = hash_basis(((r.row_id, r.amount) for r in rows), counts_rows=counts_rows)
    return models.PublishedValue(
        publication=made, code=code, value=figure.value, unit=figure.unit.value,
        definition_version=figure.definition_version, rows=figure.rows,
        rows_hash=figure.rows_hash, basis=zlib.compress(basis))


def decide_publication(
    *, actor: Actor, at: datetime, publication_id: int, decision: Decision, reason: str = ""
) -> None:
    """Approve or refuse proposed figures, as another person than the one who proposed them.

    Approving checks that the rows are still those that were proposed. Raises
    PublicationNotFound, SecondPersonNeeded, DecidedAlready, RowsMoved, NotToBePublished (a
    refusal without a reason).
    """
    # A row that nobody may change cannot be locked by the office's own login.
    transactions.lock_section(f"reporting.publication:{publication_id}")
    row = models.Publication.objects.filter(pk=publication_id).first()
    publication = get_publication(publication_id=publication_id)
    assert row is not None
    if row.proposer_id == actor.user_id:
        raise SecondPersonNeeded("somebody else than who proposed the figures approves them")
    if decision is Decision.REFUSED and not reason.strip():
        raise NotToBePublished("a refusal says its reason")
    if decision is Decision.APPROVED:
        _check_unmoved(publication)
    try:
        with transactions.transaction():
            models.PublicationDecision.objects.create(
                publication=row, decision=decision.value, reason=reason.strip(), decided_at=at,
                decided_by=actor.name)
    except IntegrityError as error:
        raise DecidedAlready("the publication was decided on before") from error
    audit.record(
        actor=actor, at=at, action="reporting.decide_publication",
        subject=f"reporting.publication:{publication_id}", details={"decision": decision.value})


def _check_unmoved(publication: Publication) -> None:
    proposed = dict(models.PublishedValue.objects.filter(
        publication=publication.id).values_list("code", "rows_hash"))
    now = compute(codes=list(proposed), as_of=publication.as_of, project=publication.project)
    moved = [f.code for f in now if f.rows_hash != proposed[f.code]]
    if moved:
        raise RowsMoved(", ".join(moved))
