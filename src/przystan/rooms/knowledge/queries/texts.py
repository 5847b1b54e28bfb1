"""Reads of procedures and their texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from przystan.platform.clock.public import local_date
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.types import (
    LANGUAGES,
    Page,
    Procedure,
    ProcedureStatus,
    ProcedureText,
    TranslationState,
)


class ProcedureNotFound(Exception):
    """There is no such procedure."""


class ProcedureWithdrawn(ProcedureNotFound):
    """Readers no longer get this procedure."""

    def __init__(self, slug: str, since: date, reason: str, instead: str) -> None:
        super().__init__(slug)
        self.since, self.reason, self.instead = since, reason, instead


def _latest(procedure_ids: list[int] | None = None) -> dict[tuple[int, str], models.Version]:
    found = models.Version.objects.select_related("procedure")
    if procedure_ids is not None:
        found = found.filter(procedure_id__in=procedure_ids)
    rows = found.order_by("procedure_id", "language", "-number").distinct(
        "procedure_id", "language"
    )
    return {(v.procedure_id, v.language): v for v in rows}


def _state(translated: int, original: int, is_machine: bool) -> TranslationState:
    """Tell from the version of the original that was translated, and the original's latest."""
    if translated < original:
        return TranslationState.OUTDATED
    return TranslationState.MACHINE if is_machine else TranslationState.UP_TO_DATE


def _text(version: models.Version) -> ProcedureText:
    return ProcedureText(
        version.language, version.title, version.summary, version.who, version.where,
        tuple(version.documents), version.fee, version.term, version.after)


def _published(versions: dict[str, models.Version], language: str) -> Procedure:
    original = versions["pl"]
    shown = versions.get(language, original)
    return Procedure(
        original.procedure.slug, original.procedure.legal_basis, original.procedure.review_by,
        shown.number, shown.published_at,
        _state(shown.original_version, original.number, shown.is_machine), _text(shown),
        tuple(x for x in LANGUAGES if x in versions),
    )


def _by_procedure() -> dict[int, dict[str, models.Version]]:
    grouped: dict[int, dict[str, models.Version]] = {}
    for (procedure_id, language), version in _latest().items():
        grouped.setdefault(procedure_id, {})[language] = version
    withdrawn = _withdrawn()
    return {key: found for key, found in grouped.items()
            if "pl" in found and (key, found["pl"].number) not in withdrawn}


def _withdrawn() -> set[tuple[int, int]]:
    """Return the procedures, with the Polish text that was the latest, that were withdrawn."""
    return set(models.Withdrawal.objects.order_by("pk").values_list("procedure_id", "version"))


def latest_versions(*, procedure_id: int) -> dict[str, models.Version]:
    """Return the latest version of a procedure's text by language."""
    return {language: v for (_, language), v in _latest([procedure_id]).items()}


def list_procedures(*, language: str) -> tuple[Procedure, ...]:
    """Return every procedure in a language, in Polish where it has no text in it; by title."""
    found = [_published(versions, language) for versions in _by_procedure().values()]
    return tuple(sorted(found, key=lambda p: p.text.title))


def get_procedure(*, slug: str, language: str, for_editors: bool = False) -> Procedure:
    """Return one procedure in a language, or the Polish original.

    Raises ProcedureNotFound, and ProcedureWithdrawn except for its editors.
    """
    row = models.Procedure.objects.filter(slug=slug).first()
    versions = latest_versions(procedure_id=row.pk) if row else {}
    if "pl" not in versions:
        raise ProcedureNotFound(slug)
    if not for_editors:
        _refuse_withdrawn(versions["pl"])
    return _published(versions, language)


def _refuse_withdrawn(original: models.Version) -> None:
    found = models.Withdrawal.objects.select_related("instead").filter(
        procedure_id=original.procedure_id, version=original.number).first()
    if found:
        raise ProcedureWithdrawn(
            original.procedure.slug, local_date(found.at), found.reason,
            found.instead.slug if found.instead else "")


def list_pages() -> tuple[Page, ...]:
    """Return the latest text of every procedure in every language, by slug and language."""
    pages = []
    for version in _latest().values():
        p = version.procedure
        pages.append(Page(
            p.slug, p.legal_basis, p.owner, p.review_by, version.is_machine, _text(version)))
    return tuple(sorted(pages, key=lambda x: (x.slug, x.text.language)))


def texts_version() -> str:
    """Return what changes with every published or withdrawn text: the numbers of the latest."""
    return "-".join(
        str(model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
        for model in (models.Version, models.Withdrawal))


# Of the latest version only what an editor's list shows: the texts themselves are long.
_STATES = """
SELECT DISTINCT ON (p.slug, v.language)
       p.slug, v.language, p.owner, p.review_by, v.number, v.original_version, v.is_machine,
       CASE WHEN v.language = 'pl' THEN v.title END,
       EXISTS (SELECT FROM knowledge_withdrawal w
               WHERE w.procedure_id = p.id AND w.version = v.number)
FROM knowledge_version v JOIN knowledge_procedure p ON p.id = v.procedure_id
ORDER BY p.slug, v.language, v.number DESC
"""


def list_statuses() -> tuple[ProcedureStatus, ...]:
    """Return every procedure with the state of each language, for its editors."""
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for slug, language, *rest in fetch_rows(_STATES):
        found.setdefault(slug, {})[language] = tuple(rest)
    statuses = []
    for slug, versions in found.items():
        if "pl" not in versions:
            continue
        owner, review_by, number, _original, _is_machine, title, is_withdrawn = versions["pl"]
        statuses.append(ProcedureStatus(slug, title, owner, review_by, number, tuple(
            (x, _state(versions[x][3], number, versions[x][4]) if x in versions else None)
            for x in LANGUAGES), is_withdrawn))
    return tuple(statuses)
