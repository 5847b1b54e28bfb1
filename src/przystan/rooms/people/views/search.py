"""Screens of people: search, the undoing of a merge."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people
from przystan.rooms.people.forms import ReasonForm, SearchForm

SPEC = ui.ListSpec(sorts={"found": ("pk",)}, default_sort="found", filters=("q",),
                   words=("q",))


def candidate_table(found, *, caption, empty=None):
    return ui.Table(
        caption=caption,
        columns=(
            ui.Column(_("Person"), ui.Kind.HEAD), ui.Column(_("Other names")),
            ui.Column(_("Born"), ui.Kind.NOWRAP), ui.Column(_("Citizenship")),
            ui.Column(_("Found by")),
        ),
        rows=[
            (
                ui.Link(ui.row_url("people:card", c.person_id), c.name or _("erased")),
                ", ".join(c.other_names), people.birth_text(c.birth_date, c.birth_precision),
                people.country_label(c.citizenship), _reasons(c),
            )
            for c in found
        ],
        empty=empty,
    )


def _reasons(candidate):
    words = [people.match_label(r.kind, r.text) for r in candidate.reasons]
    if candidate.via_id:
        words.append(_("merged card %(number)s") % {"number": candidate.via_id})
    return ", ".join(words) or _("registered lately")


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
def person_list(request):
    if led := ui.keep_words(request, SPEC.words):
        return led
    state = ui.read_list(request, SPEC)
    text = state.value("q")
    found = people.search_persons(actor=request.actor, at=clock.now(), text=text)
    register = reverse("journeys:register") + ("?words=1" if text else "")
    empty = ui.EmptyState(
        _("Nobody is found"),
        _("Try fewer letters, the other script, the document number or the birth date."),
        ui.Button(register, _("Register a person"))
        if request.actor.can(Permission.PEOPLE_EDIT) else None,
    )
    caption = _("Found") if text else _("Registered lately")
    return render(request, "people/list.html", {
        "filters": ui.Filters(SearchForm({"q": text}, autofocus=True), state),
        "table": candidate_table(found, caption=caption, empty=empty),
        "may_register": request.actor.can(Permission.PEOPLE_EDIT), "register": register,
        "is_full": len(found) == 25 and bool(text),
    })


@requires(Permission.PEOPLE_VIEW)
@require_GET
def card(request, person_id):
    # One page shows a person across all rooms; it stands above them, in the journeys.
    return redirect("journeys:person", person_id=person_id)


@requires(Permission.PEOPLE_MERGE)
@require_http_methods(["GET", "POST"])
def undo_merge(request, person_id, merge_id):
    form = ReasonForm(request.POST or None)
    names = people.names_of([person_id])
    if person_id not in names:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            people.undo_merge(actor=request.actor, at=clock.now(), merge_id=merge_id,
                              reason=form.cleaned_data["reason"])
        except people.UndoRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The merge was undone."))
            return redirect("people:card", person_id=person_id)
    return render(request, "people/form.html", {
        "form": form, "name": names[person_id], "person_id": person_id,
        "lead": _("The merged card stands for a person of its own again."),
        "button": _("Undo the merge"), "title": _("Undo a merge"),
        "back": reverse("people:card", args=[person_id]), "back_text": _("Back to the card")})
