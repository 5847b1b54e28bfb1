"""Reads of procedures and their texts."""

from __future__ import annotations

from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.types import (
    LANGUAGES,
    Procedure,
    ProcedureStatus,
    ProcedureText,
    TranslationState,
)


class ProcedureNotFound(Exception):
    """There is no such procedure."""


def _latest(procedure_ids: list[int] | None = None) -> dict[tuple[int, str], models.Version]:
    found = models.Version.objects.select_related("procedure")
    if procedure_ids is not None:
        found = found.filter(procedure_id__in=procedure_ids)
    rows = found.order_by("procedure_id", "language", "-number").distinct(
        "procedure_id", "language"
    )
    return {(v.procedure_id, v.language): v for v in rows}


def _state(version: models.Version, original: models.Version) -> TranslationState:
    if version.original_version < original.number:
        return TranslationState.OUTDATED
    return TranslationState.MACHINE if version.is_machine else TranslationState.UP_TO_DATE


def _published(versions: dict[str, models.Version], language: str) -> Procedure:
    original = versions["pl"]
    shown = versions.get(language, original)
    text = ProcedureText(
        shown.language, shown.title, shown.summary, shown.who, shown.where,
        tuple(shown.documents), shown.fee, shown.term, shown.after,
    )
    return Procedure(
        original.procedure.slug, original.procedure.legal_basis, original.procedure.review_by,
        shown.number, shown.published_at, _state(shown, original), text,
        tuple(x for x in LANGUAGES if x in versions),
    )


def _by_procedure() -> dict[int, dict[str, models.Version]]:
    grouped: dict[int, dict[str, models.Version]] = {}
    for (procedure_id, language), version in _latest().items():
        grouped.setdefault(procedure_id, {})[language] = version
    return {key: found for key, found in grouped.items() if "pl" in found}


def latest_versions(*, procedure_id: int) -> dict[str, models.Version]:
    """Return the latest version of a procedure's text by language."""
    return {language: v for (_, language), v in _latest([procedure_id]).items()}


def list_procedures(*, language: str) -> tuple[Procedure, ...]:
    """Return every procedure in a language, in Polish where it has no text in it; by title."""
    found = [_published(versions, language) for versions in _by_procedure().values()]
    return tuple(sorted(found, key=lambda p: p.text.title))


def get_procedure(*, slug: str, language: str) -> Procedure:
    """Return one procedure in a language, or the Polish original. Raises ProcedureNotFound."""
    row = models.Procedure.objects.filter(slug=slug).first()
    versions = {
        language_: v for (_, language_), v in _latest([row.pk]).items()
    } if row else {}
    if "pl" not in versions:
        raise ProcedureNotFound(slug)
    return _published(versions, language)


def list_statuses() -> tuple[ProcedureStatus, ...]:
    """Return every procedure with the state of each language, for its editors."""
    return tuple(
        ProcedureStatus(
            versions["pl"].procedure.slug, versions["pl"].title, versions["pl"].procedure.owner,
            versions["pl"].procedure.review_by, versions["pl"].number,
            tuple((x, _state(versions[x], versions["pl"]) if x in versions else None)
                  for x in LANGUAGES),
        )
        for versions in sorted(
            _by_procedure().values(), key=lambda v: v["pl"].procedure.slug
        )
    )
