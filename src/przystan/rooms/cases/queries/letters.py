"""Letters as they are set: the Polish text on the left, what it means on the right, as PDF/UA."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from przystan.rooms.cases import models
from przystan.rooms.cases.queries.letter_words import list_title, plain_lines
from przystan.rooms.cases.queries.proceedings import letters_of
from przystan.rooms.cases.types import LetterKind

TEMPLATE = Path(__file__).with_name("letter.typ")
SHARED = frozenset({"sign", "type", "received_on", "legal_basis"})
FIELDS = {LetterKind.SUMMONS: SHARED | {"articles", "days"},
          LetterKind.DECISION: SHARED | {"outcome", "grounds"}}
FIELD = re.compile(r"\{([^{}]*)\}")
# How a decision reads in Polish; the letter is Polish whatever the screen's language.
OUTCOMES = {
    "granted": "udzielam zezwolenia zgodnie z wnioskiem",
    "refused": "odmawiam udzielenia zezwolenia",
    "discontinued": "umarzam postępowanie",
    "left_unexamined": "pozostawiam wniosek bez rozpoznania",
}
# In Polish a hyphen at which a line breaks is written again, which would change a case sign.
NO_BREAK = "\u2060"


class LetterNotFound(Exception):
    """The case has no such letter."""


def unknown_fields(kind: LetterKind, body: str) -> list[str]:
    """Return the names in braces that a letter of this kind cannot fill."""
    return sorted(set(FIELD.findall(body)) - FIELDS[kind])


def newest_templates() -> dict[LetterKind, tuple[int, str, str]]:
    """Return version, title and text of each letter's newest template."""
    rows = models.LetterTemplate.objects.order_by("kind", "version")
    return {LetterKind(r.kind): (r.version, r.title, r.body) for r in rows}


def letter_pdf(*, case_id: int, letter_id: int) -> bytes:
    """Return a letter with its plain-language sheet as a tagged PDF (PDF/UA-1).

    Set again from what was kept: the same letter at any time, but for the last day, which is told
    once delivery is proved. Raises LetterNotFound.
    """
    letter = models.Letter.objects.filter(pk=letter_id, case_id=case_id).first()
    if letter is None:
        raise LetterNotFound(letter_id)
    kind = LetterKind(letter.kind)
    template = models.LetterTemplate.objects.get(kind=kind, version=letter.template_version)
    entry = next(x for x in letters_of(case_id=case_id) if x.id == letter_id)
    with translation.override(letter.language):
        plain = plain_lines(kind, letter.content, letter.language, entry.delivered, entry.due_on)
        bring = list_title(kind)
    content = {
        "office": str(settings.OFFICE_NAME), "sign": letter.content["sign"],
        "title": template.title, "day": _day(letter.made_on), "language": letter.language,
        "paragraphs": _filled(template.body, letter.content), "plain": plain, "bring": bring,
        "items": [[i["text"]["pl"], i["article"]] for i in letter.content.get("items", ())],
        "plain_items": [i["text"].get(letter.language) or i["text"]["pl"]
                        for i in letter.content.get("items", ())],
    }
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)}))


def _filled(body: str, content: dict[str, Any]) -> list[str]:
    values = {
        **content, "type": content["type"]["pl"],
        "sign": content["sign"].replace("-", f"-{NO_BREAK}"),
        "received_on": _day(date.fromisoformat(content["received_on"])),
        "outcome": OUTCOMES.get(content.get("outcome", ""), ""),
    }
    text = FIELD.sub(lambda m: str(values.get(m[1], m[0])), body)
    return [p.strip() for p in text.split("\n\n") if p.strip()]


def _day(day: date) -> str:
    with translation.override("pl"):
        return date_format(day, "j E Y")
