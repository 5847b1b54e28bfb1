"""What passes: the rules, what a run would do now, and what runs have done."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.retention import public as retention
from przystan.platform.retention.forms import RuleForm
from przystan.platform.retention.tasks import run as run_task
from przystan.platform.ui import public as ui


@requires(Permission.PLATFORM_OPERATE)
@require_http_methods(["GET", "POST"])
def page(request):
    """Show rules, preview and runs; set a rule."""
    form = RuleForm(request.POST or None, initial={"valid_from": clock.local_date(clock.now())})
    if request.method == "POST" and form.is_valid():
        try:
            retention.set_rule(actor=request.actor, at=clock.now(), **form.cleaned_data)
        except retention.RuleRefused as refused:
            form.add_error("days", refused.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("retention:page")
    due = retention.list_due(at=clock.now())
    return render(request, "retention/page.html", {
        "form": form, "due": _due(due), "runs": _runs(), "total": sum(d.count for d in due),
        "is_running": retention.open_run() is not None})


@requires(Permission.PLATFORM_OPERATE)
@require_POST
def run(request):
    """Ask for a run; the job does it in portions."""
    run_id = retention.begin_run(actor=request.actor, at=clock.now())
    run_task.defer(run_id=run_id)
    messages.success(request, _("The run has begun. Its counts appear below."))
    return redirect("retention:page")


def _due(due):
    return ui.Table(
        caption=_("What a run would do now"),
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("How")),
                 ui.Column(_("Kept for days"), ui.Kind.NUMBER), ui.Column(_("Basis")),
                 ui.Column(_("Confirmed")), ui.Column(_("Older than"), ui.Kind.NOWRAP),
                 ui.Column(_("Rows"), ui.Kind.NUMBER)),
        rows=[(_(d.passing.label), _("is emptied") if d.passing.empties else _("is deleted"),
               d.rule.days, _(d.rule.basis),
               ui.Tag(_("confirmed"), ui.Tone.GREEN) if d.rule.is_confirmed
               else ui.Tag(_("not confirmed"), ui.Tone.AMBER), d.before, d.count)
              for d in due],
        empty=ui.EmptyState(_("Nothing passes"), _("No room has short-lived rows.")))


def _runs():
    labels = {p.code: _(p.label) for p in retention.passing()}
    return ui.Table(
        caption=_("Runs"),
        columns=(ui.Column(_("Began"), ui.Kind.NOWRAP), ui.Column(_("Ended"), ui.Kind.NOWRAP),
                 ui.Column(_("By")), ui.Column(_("What it did"))),
        rows=[(r.began_at, r.ended_at or ui.Tag(_("at work"), ui.Tone.AMBER), r.by,
               "; ".join(f"{labels.get(c, c)}: {n}" for c, n in r.done.items()) or _("nothing"))
              for r in retention.list_runs()],
        empty=ui.EmptyState(_("No run yet"), _("One runs every night.")))
