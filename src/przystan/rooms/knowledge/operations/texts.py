"""Publishing procedures and their texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.pages import public as pages
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.operations.index import index_procedure
from przystan.rooms.knowledge.queries.texts import (
    ProcedureNotFound,
    get_procedure,
    list_pages,
)
from przystan.rooms.knowledge.types import NewProcedure, Page, ProcedureText


class OriginalMissing(Exception):
    """The Polish text is the original: nothing is published without it."""

    message = _("Write the Polish text first: it is the original.")


class NotWithdrawable(Exception):
    """Withdrawn already, without a reason, or answered by itself or by what is not published."""

    message = _("Say why, and name another published page or none. A page is withdrawn once.")


def withdraw_procedure(
    *, slug: str, reason: str, instead: str = "", actor: Actor, at: datetime
) -> None:
    """Take a procedure from its readers, with the page that answers instead, if any.

    A newer Polish text puts it back. Raises ProcedureNotFound, NotWithdrawable.
    """
    row = models.Procedure.objects.select_for_update().filter(slug=slug).first()
    if row is None:
        raise ProcedureNotFound(slug)
    try:
        version = get_procedure(slug=slug, language="pl").version
        other = instead and get_procedure(slug=instead, language="pl").slug
    except ProcedureNotFound as missing:
        raise NotWithdrawable(slug) from missing
    if not reason.strip() or other == slug:
        raise NotWithdrawable(slug)
    models.Withdrawal.objects.create(
        procedure=row, version=version, reason=reason.strip(), at=at, by=actor.name,
        instead=models.Procedure.objects.get(slug=other) if other else None)
    audit.record(actor=actor, at=at, action="knowledge.withdraw_procedure",
                 subject=f"knowledge.procedure:{slug}", details={"instead": other})
    pages.announce_change(at=at)


def publish_procedure(*, procedure: NewProcedure, actor: Actor, at: datetime) -> None:
    """Publish a procedure with its texts as new versions. Raises OriginalMissing."""
    if all(t.language != "pl" for t in procedure.texts):
        raise OriginalMissing(procedure.slug)
    models.Procedure.objects.update_or_create(
        slug=procedure.slug,
        defaults={"legal_basis": procedure.legal_basis, "owner": procedure.owner,
                  "review_by": procedure.review_by},
    )
    for text in sorted(procedure.texts, key=lambda t: t.language != "pl"):
        publish_text(slug=procedure.slug, text=text, actor=actor, at=at)


def publish_pages(
    *, pages: Iterable[Page], actor: Actor, at: datetime, is_trial: bool = False
) -> tuple[tuple[str, str, int], ...]:
    """Publish the pages that differ from the latest text of their language, Polish ones first.

    Return slug, language and new version of each (version 0 in a trial, which publishes nothing).
    Raises OriginalMissing.
    """
    known = {(p.slug, p.text.language): p for p in list_pages()}
    changed = [p for p in pages if known.get((p.slug, p.text.language)) != p]
    changed.sort(key=lambda p: (p.text.language != "pl", p.slug, p.text.language))
    polish = {p.slug for p in changed if p.text.language == "pl"} | {
        slug for slug, language in known if language == "pl"}
    done = []
    for page in changed:
        if page.slug not in polish:
            raise OriginalMissing(page.slug)
        version = 0 if is_trial else _publish_page(
            page, known.get((page.slug, page.text.language)), actor, at)
        done.append((page.slug, page.text.language, version))
    return tuple(done)


def _publish_page(page: Page, known: Page | None, actor: Actor, at: datetime) -> int:
    row, _new = models.Procedure.objects.update_or_create(
        slug=page.slug, defaults={"legal_basis": page.legal_basis, "owner": page.owner,
                                  "review_by": page.review_by})
    if known and known.text == page.text and known.is_machine == page.is_machine:
        # Only what the procedure's languages share has changed: no text is new.
        pages.announce_change(at=at)
        return int(row.versions.filter(language=page.text.language).count())
    return publish_text(slug=page.slug, text=page.text, actor=actor, at=at,
                        is_machine=page.is_machine)


def publish_text(
    *, slug: str, text: ProcedureText, actor: Actor, at: datetime, is_machine: bool = False
) -> int:
    """Publish one text as the next version of its language and return its number.

    A new Polish version makes the translations of the one before it outdated.
    Raises ProcedureNotFound, OriginalMissing.
    """
    row = models.Procedure.objects.select_for_update().filter(slug=slug).first()
    if row is None:
        raise ProcedureNotFound(slug)
    latest = {
        x: row.versions.filter(language=x).order_by("-number").values_list("number", flat=True)
        .first() or 0
        for x in {"pl", text.language}
    }
    number = latest[text.language] + 1
    original = number if text.language == "pl" else latest["pl"]
    if original == 0:
        raise OriginalMissing(slug)
    models.Version.objects.create(
        procedure=row, language=text.language, number=number, original_version=original,
        is_machine=is_machine, title=text.title, summary=text.summary, who=text.who,
        where=text.where, documents=list(text.documents), fee=text.fee, term=text.term,
        after=text.after, published_at=at, published_by=actor.name,
    )
    index_procedure(row, text.language)
    audit.record(actor=actor, at=at, action="knowledge.publish_text",
                 subject=f"knowledge.procedure:{slug}",
                 details={"language": text.language, "version": number})
    pages.announce_change(at=at)
    return number
