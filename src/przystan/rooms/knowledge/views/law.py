"""Changes of law and the texts that wait for a review because of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.forms.law import ACTS, LawChangeForm


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def law(request):
    if request.POST.get("subject"):
        return _review(request)
    form = LawChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "act": knowledge.LawAct(form.cleaned_data["act"])}
        knowledge.record_law_change(**given, actor=request.actor, at=clock.now())
        messages.success(request, _("The change is recorded; its texts are listed."))
        return redirect("knowledge:law")
    changes = [
        {"change": c, "act": ACTS[c.act], "waiting": [(t, _address(t.subject)) for t in c.waiting]}
        for c in knowledge.list_law_changes()]
    return render(request, "knowledge/law.html", {"form": form, "changes": changes})


def _address(subject):
    kind, _colon, name = subject.partition(":")
    if kind == "procedure":
        return reverse("knowledge:edit", args=[name, "pl"])
    return reverse("knowledge:notices")


def _review(request):
    number = request.POST.get("change", "")
    if not (number.isascii() and number.isdigit()):
        raise Http404
    try:
        knowledge.review_text(
            change_id=int(number), subject=request.POST["subject"], actor=request.actor,
            at=clock.now())
    except knowledge.ChangeNotFound as missing:
        raise Http404 from missing
    messages.success(request, _("The review is recorded."))
    return redirect("knowledge:law")
