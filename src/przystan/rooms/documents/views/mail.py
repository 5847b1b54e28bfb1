"""Screens of letters that came by e-mail: what was taken, what was left, what it says."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents

SPEC = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def mail_list(request):
    state = ui.read_list(request, SPEC)
    page = ui.cut_page(documents.list_mails(offset=state.offset, limit=state.limit), state)
    table = ui.Table(
        caption=_("Messages"), state=state, has_next=page.has_next,
        columns=(ui.Column(_("Taken in"), ui.Kind.HEAD), ui.Column(_("Case sign")),
                 ui.Column(_("Letters"), ui.Kind.NUMBER),
                 ui.Column(_("To look at"), ui.Kind.NUMBER),
                 ui.Column(_("Not taken"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("documents:mail", args=[m.id]), ui.show(m.taken_at)),
               m.case_sign or None, sum(len(s.letters) for s in m.stacks),
               sum(bool(x.problems or x.poor) for s in m.stacks for x in s.letters),
               len(m.left)) for m in page.rows],
        empty=ui.EmptyState(_("No message yet"), _(
            "What comes to the mailbox is taken in every five minutes.")
            if documents.connected_mailbox() else _(
            "No mailbox is connected; an administrator sets it up.")))
    return render(request, "documents/mails.html", {"table": table})


@requires(Permission.DOCUMENTS_READ)
@require_GET
def mail(request, mail_id):
    """One message: who wrote what, and what became of each attachment."""
    try:
        found = documents.get_mail(mail_id=mail_id)
        read = documents.open_mail(mail_id=mail_id, actor=request.actor, at=clock.now())
    except documents.MailNotFound as missing:
        raise Http404 from missing
    facts = ui.KeyFacts((
        ui.Fact(_("From"), read.sender or None), ui.Fact(_("Subject"), read.subject or None),
        ui.Fact(_("Taken in"), found.taken_at),
        ui.Fact(_("Case sign"), found.case_sign or None)))
    table = ui.Table(
        caption=_("Attachments"), columns=(
            ui.Column(_("File"), ui.Kind.HEAD), ui.Column(_("State")),
            ui.Column(_("Letters"), ui.Kind.NUMBER),
            ui.Column(_("To look at"), ui.Kind.NUMBER)),
        rows=[*((ui.Link(reverse("documents:stack", args=[s.id]), s.name),
                 documents.stack_state_label(s.state), len(s.letters),
                 sum(bool(x.problems or x.poor) for x in s.letters)) for s in found.stacks),
              *((name, _("not taken: %(why)s") % {"why": documents.part_problem_label(problem)},
                 0, 0) for name, problem in found.left)],
        empty=ui.EmptyState(_("Nothing is attached")))
    return render(request, "documents/mail.html", {
        "found": found, "facts": facts, "table": table, "text": read.text})
