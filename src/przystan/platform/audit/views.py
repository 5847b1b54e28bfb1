"""The audit as people read it."""

from __future__ import annotations

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.audit import public as audit
from przystan.platform.audit.forms import SeenForm
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui

PAGE, SEEN_SHOWN = 50, 200


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


@requires(Permission.AUDIT_VIEW)
@require_GET
def seen(request):
    """What one account saw between two instants, on the screen or as a file; itself audited."""
    form = SeenForm(request.GET or None)
    context = {"form": form}
    if form.is_valid():
        span = form.span()
        audit.record_read(
            actor=request.actor, at=clock.now(), action="audit.read_seen",
            subject=f"accounts.user:{span['actor_id']}")
        if "csv" in request.GET:
            return _csv(span)
        readings, persons = audit.count_seen(**span)
        context |= {
            "readings": readings, "persons": persons, "shown": SEEN_SHOWN,
            "table": _seen_table(audit.list_seen(**span, limit=SEEN_SHOWN)),
            "csv": f"?{request.GET.urlencode()}&csv=1"}
    return render(request, "audit/seen.html", context)


def _seen_table(rows):
    return ui.Table(
        caption=_("What the account saw"),
        columns=(ui.Column(_("No."), ui.Kind.NUMBER), ui.Column(_("When"), ui.Kind.NOWRAP),
                 ui.Column(_("What"), ui.Kind.CODE), ui.Column(_("On what"), ui.Kind.CODE),
                 ui.Column(_("Persons by number"))),
        rows=[(x.seq, x.at, x.action, x.subject, ", ".join(map(str, x.person_ids)) or None)
              for x in rows],
        empty=ui.EmptyState(_("Nothing was read"), _("The account read no personal data then.")))


def _csv(span):
    """One line a reading and person; a reading that names nobody is one line without a person."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="seen-{span["actor_id"]}.csv"'
    writer = csv.writer(answer)
    writer.writerow(("seq", "at", "action", "subject", "person_id"))
    for x in audit.list_seen(**span):
        for person in x.person_ids or ("",):
            writer.writerow((x.seq, x.at.isoformat(), x.action, x.subject, person))
    return answer
