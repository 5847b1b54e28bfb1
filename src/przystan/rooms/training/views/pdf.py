"""The attendance list and the certificate as tagged PDF (PDF/UA-1), set by typst."""

from __future__ import annotations

import io
import json
from pathlib import Path

import segno
import typst
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.platform.ui import public as ui
from przystan.rooms.training import public as training
from przystan.rooms.training.views.words import hours_text, title_of, when_text

HERE = Path(__file__).parent


def pdf_answer(content, name):
    """Answer with a PDF to keep."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _set(template, content):
    said = {"language": (get_language() or "en")[:2], "office": training.office_name(), **content}
    return bytes(typst.compile(
        (HERE / template).read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(said, ensure_ascii=False)}))


def sheet_pdf(session, listed):
    """Return a session's attendance list, with the signatures given and room for those on paper."""
    return _set("sheet.typ", {
        "title": _("Attendance list"), "course": title_of(session),
        "facts": [[_("Day"), ui.date_text(session.held_on)],
                  [_("Trainer"), session.trainer], [_("Branch"), session.branch],
                  [_("Hours"), str(hours_text(session.hours))]],
        "head": [_("Full name"), _("Unit"), _("Hours"), _("Signature")],
        "rows": [[a.participant, a.unit, str(hours_text(a.hours)),
                  _("in the system, %(when)s") % {"when": when_text(a.signed_at)}
                  if a.signed_at else ""] for a in listed]})


def certificate_pdf(found, address):
    """Return a certificate with the address and the QR code by which it is verified."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=4, xmldecl=False)
    ends = ui.date_text(found.expires_on) if found.expires_on else _("without end")
    return _set("certificate.typ", {
        "title": _("Certificate"), "of": found.participant,
        "said": _("completed the course"), "course": title_of(found),
        "facts": [[_("Hours"), str(hours_text(found.hours))],
                  [_("Day of the session"), ui.date_text(found.held_on)],
                  [_("Issued"), ui.date_text(found.issued_on)], [_("Valid until"), ends]],
        "verify": _("Verify this certificate:"), "address": address,
        "qr": drawn.getvalue().decode(),
        "alt": _("QR code with the address of the verification page")})
