"""Labels on a sheet: 21 a page of A4, for an office without a label printer."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import segno
import typst
from django.utils.translation import gettext

from przystan.rooms.records.types import Label

TEMPLATE = Path(__file__).parent / "labels.typ"


def label_sheet(*, labels: Sequence[Label]) -> bytes:
    """Return the labels as a tagged PDF: a QR code of the tag number, and the number in words."""
    content = {
        "title": gettext("Labels"),
        "labels": [{"number": x.number, "epc": x.epc, "code": _code(x.epc)} for x in labels],
        "alternative": gettext("QR code of the tag number"),
        "empty": gettext("No label waits"),
    }
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content)},
    ))


def _code(epc: str) -> str:
    out = io.BytesIO()
    segno.make_qr(epc, error="q").save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return out.getvalue().decode()
