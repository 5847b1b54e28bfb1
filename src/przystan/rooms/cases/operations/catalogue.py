"""Writes of the catalogue: a change of a type is a further dated version, whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.queries.catalogue import list_entries
from przystan.rooms.cases.rules.catalogue import (
    CatalogueRefused,
    diff_catalogues,
    diff_entries,
    problems_of,
    write_entry,
)
from przystan.rooms.cases.types import CatalogueChange, CatalogueEntry


def save_entries(
    *, entries: Iterable[CatalogueEntry], actor: Actor, at: datetime
) -> tuple[CatalogueChange, ...]:
    """Record a further version of each type that differs from its newest; return the differences.

    Types that are not given stay as they are. Whole or not at all: raises CatalogueRefused.
    """
    wanted = {e.code: e for e in entries}
    for entry in wanted.values():
        problem = next(problems_of(entry), None)
        if problem:
            raise CatalogueRefused(entry.code, problem)
    transactions.lock_section("cases.catalogue")
    known = {v.entry.code: v.entry for v in list_entries()}
    changes = diff_catalogues(
        [known[c] for c in wanted if c in known], wanted.values())
    for code, entry in wanted.items():
        if diff_entries(known.get(code), entry):
            _append(entry, actor, at)
    audit.record(actor=actor, at=at, action="cases.save_catalogue",
                 subject="cases.catalogue:all", details={"changes": len(changes)})
    return changes


def _append(entry: CatalogueEntry, actor: Actor, at: datetime) -> None:
    case_type, _is_new = models.CaseType.objects.update_or_create(
        code=entry.code, defaults={
            "name": entry.name["pl"], "name_en": entry.name["en"],
            "file_class": entry.file_class, "legal_basis": entry.legal_basis,
            "is_confirmed": not entry.unconfirmed & {"file_class", "legal_basis"},
            "term": entry.term or ""})
    newest = case_type.versions.aggregate(newest=Max("version"))["newest"] or 0
    models.CaseTypeVersion.objects.create(
        type=case_type, version=newest + 1, valid_from=entry.valid_from,
        content=write_entry(entry), recorded_at=at, recorded_by=actor.name)
