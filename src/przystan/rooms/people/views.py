"""Screens of people: search, registration, merging."""

from __future__ import annotations

from django import forms
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
from przystan.rooms.people.forms import MergeForm, ReasonForm, RegistrationForm, SearchForm

SPEC = ui.ListSpec(sorts={"found": ("pk",)}, default_sort="found", filters=("q",))
PREFILLED = ("family_name", "given_names", "birth_date", "sex", "citizenship", "document_kind",
             "document_number", "document_state", "document_valid_until")


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
                ui.Link(reverse("people:card", args=[c.person_id]), c.name or _("erased")),
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
@require_GET
def person_list(request):
    state = ui.read_list(request, SPEC)
    text = state.value("q")
    found = people.search_persons(actor=request.actor, at=clock.now(), text=text)
    register = f"{reverse('people:register')}?{request.GET.urlencode()}"
    empty = ui.EmptyState(
        _("Nobody is found"),
        _("Try fewer letters, the other script, the document number or the birth date."),
        ui.Button(register, _("Register a person"))
        if request.actor.can(Permission.PEOPLE_EDIT) else None,
    )
    caption = _("Found") if text else _("Registered lately")
    return render(request, "people/list.html", {
        "filters": ui.Filters(SearchForm(request.GET, autofocus=True), state),
        "table": candidate_table(found, caption=caption, empty=empty),
        "may_register": request.actor.can(Permission.PEOPLE_EDIT), "register": register,
        "is_full": len(found) == 25 and bool(text),
    })


@requires(Permission.PEOPLE_VIEW)
@require_GET
def card(request, person_id):
    # One page shows a person across all rooms; it stands above them, in the journeys.
    return redirect("journeys:person", person_id=person_id)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def register(request):
    # What a document reader read arrives by POST: names have no place in an address or its log.
    is_prefill = request.POST.get("step") == "prefill"
    if request.method == "POST" and not is_prefill:
        return _register(request)
    text = request.GET.get("q", "").strip()[:200]
    initial = {name: request.POST[name] for name in PREFILLED if request.POST.get(name)}
    asked = text or " ".join(
        initial[n] for n in ("family_name", "given_names") if n in initial)
    numbers = [initial["document_number"]] if "document_number" in initial else []
    found = _found(request, [*numbers, asked]) if asked or numbers else ()
    form = RegistrationForm(
        initial={**_names_from(text), **initial}, branches=request.actor.branches)
    return _registration_page(
        request, form, found, searched=bool(asked or numbers), text=text)


def _names_from(text):
    if not text or any(c.isdigit() for c in text):
        return {}
    family, _space, given = text.partition(" ")
    names = {"family_name": family, "given_names": given.strip()}
    if text.isascii():
        return names
    return {f"written_{key}": value for key, value in names.items()}


def _found(request, texts):
    found = {}
    for text in texts:
        if text:
            for one in people.search_persons(
                    actor=request.actor, at=clock.now(), text=text, limit=10):
                found.setdefault(one.person_id, one)
    return tuple(found.values())


def _register(request):
    form = RegistrationForm(request.POST, branches=request.actor.branches)
    if not form.is_valid():
        return _registration_page(request, form, (), searched=True, status=200)
    found = _found(request, form.questions())
    if found and not form.cleaned_data["none_of_these"]:
        form.add_error(None, _("Look at the persons found, and say that none of them is this one"))
        return _registration_page(request, form, found, searched=True)
    try:
        person_id = people.register_person(
            actor=request.actor, at=clock.now(), person=form.person())
    except people.IdentifierTaken as taken:
        return _refuse_taken(request, form, taken)
    except people.InvalidIdentifier as error:
        is_pesel = error.kind is people.IdentifierKind.PESEL
        form.add_error("pesel" if is_pesel else "document_number", _problem(error))
    except people.InvalidPhone:
        form.add_error("phone", _("This is not a phone number"))
    except people.InvalidPerson as error:
        form.add_error(None, _(str(error)))
    else:
        messages.success(request, _("The person was registered."))
        return redirect("people:card", person_id=person_id)
    return _registration_page(request, form, found, searched=True)


def _problem(error):
    if error.kind is people.IdentifierKind.PESEL:
        return _("The check digit of this PESEL does not hold")
    return _("A document number has 3 to 24 letters and digits")


def _refuse_taken(request, form, taken):
    is_pesel = taken.kind is people.IdentifierKind.PESEL
    name = people.names_of([taken.holder_id]).get(taken.holder_id, "") if taken.holder_id else ""
    form.add_error(
        "pesel" if is_pesel else "document_number",
        _("This number is on the card of %(name)s (card %(number)s)")
        % {"name": name or "–", "number": taken.holder_id})
    found = _found(request, [taken.value])
    return _registration_page(request, form, found, searched=True)


def _registration_page(request, form, found, *, searched, text="", status=200):
    state = ui.read_list(request, SPEC)
    if not found:
        form.fields["none_of_these"].widget = forms.HiddenInput()
    empty = ui.EmptyState(
        _("Nobody is found"), _("Fill in the form below to register the person."))
    return render(request, "people/register.html", {
        "form": form, "searched": searched, "has_candidates": bool(found),
        "filters": ui.Filters(
            SearchForm({"q": text}, autofocus=not searched, auto_id="search_%s"), state),
        "table": candidate_table(found, caption=_("Is it one of these?"), empty=empty),
    }, status=status)


@requires(Permission.PEOPLE_MERGE)
@require_http_methods(["GET", "POST"])
def merge(request, person_id):
    form = MergeForm(request.POST or None, initial={"other": request.GET.get("other")})
    names = people.names_of([person_id])
    if person_id not in names:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            people.merge_persons(
                actor=request.actor, at=clock.now(), survivor_id=person_id,
                duplicate_id=form.cleaned_data["other"], reason=form.cleaned_data["reason"])
        except people.MergeRefused as error:
            form.add_error("other", str(error))
        else:
            messages.success(request, _("The two cards are one person now."))
            return redirect("people:card", person_id=person_id)
    return render(request, "people/merge.html", {
        "form": form, "name": names[person_id], "person_id": person_id,
        "lead": _("Nothing is moved: both cards stay, and the merge can be undone exactly."),
        "button": _("Merge"), "title": _("Merge with another card")})


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
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The merge was undone."))
            return redirect("people:card", person_id=person_id)
    return render(request, "people/merge.html", {
        "form": form, "name": names[person_id], "person_id": person_id,
        "lead": _("The merged card stands for a person of its own again."),
        "button": _("Undo the merge"), "title": _("Undo a merge")})
