"""Letters: made from a template's version and live fields, queued to print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.queries.letters import FIELDS, unknown_fields
from przystan.rooms.cases.queries.proceedings import entry_of_case
from przystan.rooms.cases.types import LetterKind


class TemplateRefused(ActRefused):
    """The text of a letter cannot stand; `message` says what to do."""

    field = "body"


def change_template(
    *, kind: LetterKind, title: str, body: str, actor: Actor, at: datetime
) -> int:
    """Append a further version of a letter's text and return its number. Raises TemplateRefused."""
    transactions.lock_section(f"cases.template:{kind}")
    strange = unknown_fields(kind, body)
    if strange:
        raise TemplateRefused(
            _("There is no such field: %(fields)s. Known: %(known)s.")
            % {"fields": ", ".join(strange), "known": ", ".join(sorted(FIELDS[kind]))})
    newest = models.LetterTemplate.objects.filter(kind=kind).aggregate(n=Max("version"))["n"] or 0
    models.LetterTemplate.objects.create(
        kind=kind, version=newest + 1, title=title, body=body, recorded_at=at,
        recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="cases.change_template",
                 subject=f"cases.template:{kind}", details={"version": newest + 1})
    return int(newest + 1)


def make_letter(
    *, case_id: int, kind: LetterKind, language: str, on: date, entry_key: UUID,
    fields: Mapping[str, Any], actor: Actor, at: datetime,
) -> int:
    """Make a letter of a case from the newest text, with the fields of the case; return its id.

    A part of an operation that writes its own line. What stands in the letter is kept, so that it
    can be set again as it was.
    """
    case = models.Case.objects.select_related("type").get(pk=case_id)
    entry = entry_of_case(case_id=case_id)
    template = models.LetterTemplate.objects.filter(kind=kind).order_by("-version")[0]
    content = {
        "sign": case.sign, "received_on": case.received_on.isoformat(),
        "type": dict(entry.name) if entry else {"pl": case.type.name, "en": case.type.name_en},
        "legal_basis": case.type.legal_basis, **fields}
    return int(models.Letter.objects.create(
        case=case, kind=kind, template_version=template.version, language=language,
        content=content, made_on=on, recorded_at=at, recorded_by=actor.name,
        entry_key=entry_key).pk)
