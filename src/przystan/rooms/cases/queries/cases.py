"""Reads of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.cases import models
from przystan.rooms.cases.rules import NotACaseSign, parse_sign
from przystan.rooms.cases.types import (
    CaseRef,
    CaseSummary,
    CaseType,
    Decision,
    LiveCode,
    Stage,
    StageEntry,
    TermKind,
)
from przystan.rooms.people import public as people

STAGE_LABELS = {
    Stage.RECEIVED: _("received"), Stage.SUMMONED: _("summoned"),
    Stage.COMPLETE: _("complete"), Stage.EVIDENCE: _("evidence"),
    Stage.DECIDED: _("decided"), Stage.APPEALED: _("appealed"),
    Stage.CARD_ORDERED: _("card ordered"), Stage.CLOSED: _("closed"),
}


class CaseNotFound(Exception):
    """There is no such case."""


def _with_stage() -> QuerySet[Any]:
    latest = models.StageEvent.objects.filter(case=OuterRef("pk")).order_by("-id")
    return models.Case.objects.select_related("type").annotate(
        stage=Subquery(latest.values("stage")[:1]), stage_on=Subquery(latest.values("on")[:1])
    )


def _summary(row: Any) -> CaseSummary:
    return CaseSummary(
        row.pk, row.sign, row.type.code, row.type.name, row.type.name_en, row.branch_id,
        Stage(row.stage), row.received_on, row.stage_on, row.person_id,
    )


LIST = """
SELECT c.id, c.sign, t.code, t.name, t.name_en, c.branch_id, s.stage, c.received_on, s.on_date,
       c.person_id
FROM cases_case c JOIN cases_casetype t ON t.id = c.type_id
JOIN LATERAL (SELECT stage, on_date FROM cases_stageevent WHERE case_id = c.id
              ORDER BY id DESC LIMIT 1) s ON true
WHERE (%(text)s = '' OR c.sign LIKE %(text)s || '%%')
  AND (%(stage)s = '' OR s.stage = %(stage)s) AND (%(type)s = '' OR t.code = %(type)s)
  AND (%(branch)s = '' OR c.branch_id = %(branch)s)
ORDER BY {order}, c.id DESC OFFSET %(offset)s LIMIT %(limit)s
"""
ORDERS = {
    "received_on": "c.received_on", "-received_on": "c.received_on DESC", "sign": "c.sign",
    "-sign": "c.sign DESC", "stage_on": "s.on_date", "-stage_on": "s.on_date DESC",
}


def list_cases(
    *, text: str = "", stage: Stage | None = None, type_code: str = "", branch: str = "",
    order: str = "-received_on", offset: int = 0, limit: int = 25,
) -> tuple[CaseSummary, ...]:
    """Return cases; `text` is the beginning of a sign; order by received_on, sign or stage_on."""
    statement = LIST.format(order=ORDERS.get(order, ORDERS["-received_on"]))
    wanted = text.strip().upper().replace("\\", "").replace("%", "").replace("_", "")
    rows = fetch_rows(statement, {
        "text": wanted, "stage": stage or "", "type": type_code, "branch": branch,
        "offset": offset, "limit": limit,
    })
    return tuple(
        CaseSummary(r[0], r[1], r[2], r[3], r[4], r[5], Stage(r[6]), r[7], r[8], r[9])
        for r in rows
    )


def get_case(*, case_id: int) -> CaseSummary:
    """Return one case. Raises CaseNotFound."""
    row = _with_stage().filter(pk=case_id).first()
    if row is None:
        raise CaseNotFound(case_id)
    return _summary(row)


def cases_of(*, person_ids: Iterable[int]) -> tuple[CaseSummary, ...]:
    """Return the cases of a person's cards, the latest received first."""
    found = _with_stage().filter(person_id__in=list(person_ids)).order_by("-received_on", "-id")
    return tuple(_summary(row) for row in found)


def live_code_of(*, case_id: int) -> LiveCode | None:
    """Return the status code of a case that callers may use now, without its PIN, or None."""
    row = models.StatusCode.objects.filter(case_id=case_id, withdrawn_at__isnull=True).first()
    return LiveCode(row.number, row.issued_at, row.issued_by) if row else None


def stage_label(stage: Stage) -> Promise:
    """Return the word for a stage, in the reader's language."""
    return STAGE_LABELS[stage]


def known_case_signs(*, signs: Sequence[str]) -> frozenset[str]:
    """Return those of the signs that a case bears."""
    return frozenset(models.Case.objects.filter(sign__in=signs).values_list("sign", flat=True))


def find_case(*, sign: str) -> CaseRef | None:
    """Return the case with this sign, or None: a folder may stand without a case here."""
    row = _with_stage().filter(sign=sign).first()
    if row is None:
        return None
    return CaseRef(row.pk, row.sign, row.type.code, Stage(row.stage), row.person_id)


class SignRefused(Exception):
    """What was typed is no case sign, or no case bears it; `message` says which."""

    def __init__(self, message: object) -> None:
        super().__init__(str(message))
        self.message = message


def case_of_sign(text: str) -> CaseRef:
    """Return the case of a sign as a person typed it. Raises SignRefused."""
    try:
        found = find_case(sign=str(parse_sign(text.strip())))
    except NotACaseSign as wrong:
        raise SignRefused(_("This is not a case sign: SOC-II.6151.123.2023.")) from wrong
    if found is None:
        raise SignRefused(_("No case has this sign."))
    return found


def case_refs(*, ids: Iterable[int]) -> dict[int, CaseRef]:
    """Return what other rooms show of cases, by id."""
    found = _with_stage().filter(pk__in=list(ids)).order_by("pk")
    return {
        r.pk: CaseRef(r.pk, r.sign, r.type.code, Stage(r.stage), r.person_id) for r in found
    }


def list_stages(*, case_id: int) -> tuple[StageEntry, ...]:
    """Return the steps of a case, oldest first."""
    found = models.StageEvent.objects.filter(case_id=case_id).order_by("id")
    return tuple(
        StageEntry(
            Stage(s.stage), s.on, s.recorded_at, s.recorded_by,
            Decision(s.decision) if s.decision else None, s.note,
        )
        for s in found
    )


def list_case_types() -> tuple[CaseType, ...]:
    """Return the catalogue by code."""
    rows = fetch_rows(
        "SELECT code, name, name_en, file_class, legal_basis, is_confirmed, term"
        " FROM cases_casetype ORDER BY code")
    return tuple(
        CaseType(r[0], r[1], r[2], r[3], r[4], r[5], TermKind(r[6]) if r[6] else None)
        for r in rows)


def count_by_stage() -> dict[Stage, int]:
    """Return how many cases stand at each stage."""
    counted: dict[Stage, int] = {}
    for name in _with_stage().order_by().values_list("stage", flat=True):
        counted[Stage(name)] = counted.get(Stage(name), 0) + 1
    return counted


def timeline_of(*, person_id: int) -> tuple[people.TimelineEntry, ...]:
    """Return the steps of a person's cases, latest first."""
    found = models.StageEvent.objects.filter(case__person_id=person_id).select_related("case")
    return tuple(
        people.TimelineEntry(datetime.combine(s.on, time(12), UTC), "case", s.case.sign, s.stage)
        for s in found.order_by("-on", "-id")
    )
