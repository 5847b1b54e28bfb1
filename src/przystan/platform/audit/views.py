"""The audit as people read it."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.audit import public as audit
from przystan.platform.ui import public as ui

PAGE = 50


@requires(Permission.AUDIT_VIEW)
def lines(request):
    """List the latest acts and readings; older ones by the number of the last line shown."""
    before = request.GET.get("before", "")
    found = audit.list_lines(before_seq=int(before) if before.isdigit() else None, limit=PAGE)
    table = ui.Table(
        caption=_("Audit"), caption_hidden=True,
        columns=(ui.Column(_("No."), ui.Kind.NUMBER), ui.Column(_("When"), ui.Kind.NOWRAP),
                 ui.Column(_("Who")), ui.Column(_("What"), ui.Kind.CODE),
                 ui.Column(_("On what"), ui.Kind.CODE), ui.Column(_("Kind"))),
        rows=[
            (x.seq, x.at, x.actor_name, x.action, x.subject,
             ui.Tag(_("reading"), ui.Tone.GREY) if x.is_read else ui.Tag(_("act"), ui.Tone.TEAL))
            for x in found
        ],
        empty=ui.EmptyState(_("Nothing yet"), _("Every act leaves a line here.")),
    )
    return render(request, "audit/list.html", {
        "table": table, "older": found[-1].seq if len(found) == PAGE else None,
    })


@requires(Permission.AUDIT_VIEW)
def verify(request):
    """Recompute the whole chain and say whether it holds."""
    count, broken = audit.verify_chain()
    return render(request, "audit/verify.html", {"count": count, "broken": broken})
