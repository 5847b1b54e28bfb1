"""Separator sheets to be printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.rooms.documents.queries.codes import code_svg
from przystan.rooms.documents.rules.letters import separator_code

TEMPLATE = Path(__file__).with_name("separators.typ")


def separator_pdf(*, case_signs: Sequence[str]) -> bytes:
    """Return a tagged PDF with one separator sheet for each case sign, numbered in their order."""
    content = {"language": (get_language() or "en")[:2], "title": _("Separator sheets"), "sheets": [
        {"sign": sign, "number": f"{n} / {len(case_signs)}",
         "code": code_svg(separator_code(number=n, of=len(case_signs), case_sign=sign)),
         "text": _("Separator sheet: the letter of this case follows")}
        for n, sign in enumerate(case_signs, start=1)]}
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)}))
