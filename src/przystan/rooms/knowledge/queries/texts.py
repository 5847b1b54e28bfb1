"""Reads of procedures and their texts."""

from __future__ import annotations

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


def _text(version: models.Version) -> ProcedureText:
    return ProcedureText(
        version.language, version.title, version.summary, version.who, version.where,
        tuple(version.documents), version.fee, version.term, version.after)


def _published(versions: dict[str, models.Version], language: str) -> Procedure:
    original = versions["pl"]
    shown = versions.get(language, original)
    return Procedure(
        original.procedure.slug, original.procedure.legal_basis, original.procedure.review_by,
        shown.number, shown.published_at, _state(shown, original), _text(shown),
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


def list_pages() -> tuple[Page, ...]:
    """Return the latest text of every procedure in every language, by slug and language."""
    pages = []
    for version in _latest().values():
        p = version.procedure
        pages.append(Page(
            p.slug, p.legal_basis, p.owner, p.review_by, version.is_machine, _text(version)))
    return tuple(sorted(pages, key=lambda x: (x.slug, x.text.language)))


def texts_version() -> str:
    """Return what changes with every published text: the number of the latest one."""
    return str(models.Version.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)


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
