"""Registering a person: look first, say that nobody found is this one, then save."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.journeys.registration import Look, look_for_person, register_at_desk
from przystan.journeys.registration_form import LookForm, RegistrationForm
from przystan.journeys.views.matches import match_table
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

PREFILLED = ("family_name", "given_names", "written_family_name", "written_given_names",
             "birth_date", "sex", "citizenship", "document_kind", "document_number",
             "document_state", "document_valid_until", "pesel", "phone")


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def register(request):
    """Show the box, what it found, or the form; save when the form comes back whole."""
    # What was read or typed arrives by POST: names have no place in an address or its log.
    step = request.POST.get("step", "")
    if step == "look":
        return _look(request, request.POST.get("text", ""))
    if step in ("prefill", "none"):
        return _form_page(request)
    if request.method == "POST":
        return _save(request)
    text = ui.word(request)
    return _look(request, text) if text else _page(request, LookForm())


def _look(request, text):
    look = look_for_person(actor=request.actor, at=clock.now(), text=text)
    box = LookForm({"text": text}, autofocus=False) if text else LookForm()
    if look.matches or not text:
        return _page(request, box, look=look)
    form = RegistrationForm(initial=dict(look.fields), branches=request.actor.branches)
    return _page(request, box, look=look, form=form)


def _form_page(request):
    initial = {n: request.POST[n] for n in PREFILLED if request.POST.get(n)}
    form = RegistrationForm(initial=initial, branches=request.actor.branches)
    none_of = _ids(request, "none_of")
    if request.POST.get("step") == "prefill" and not none_of:
        # A document was just read: whoever bears these names or this number is looked for first.
        person = _record(RegistrationForm(_as_posted(initial), branches=request.actor.branches))
        matches = people.search_matches(actor=request.actor, at=clock.now(), record=person)
        look = Look(matches, tuple(initial.items()))
        return _page(request, LookForm(autofocus=False), look=look,
                     form=None if matches else form)
    return _page(request, LookForm(autofocus=False), form=form, none_of=none_of)


def _as_posted(initial):
    year, month, day = (initial.get("birth_date", "").split("-") + ["", "", ""])[:3]
    return {**initial, "birth_date_day": day, "birth_date_month": month, "birth_date_year": year,
            "birth_precision": "day", "sex": initial.get("sex", "x")}


def _ids(request, name):
    return frozenset(int(i) for i in request.POST.getlist(name) if i.isdigit())


def _record(form):
    """What of a form, whole or not, can be compared."""
    form.is_valid()
    data = form.cleaned_data
    precision = people.BirthPrecision(data.get("birth_precision") or "day")
    numbers = [data.get("document_number") or "", data.get("pesel") or ""]
    try:
        phones = (people.normal_phone(data.get("phone") or ""),)
    except people.InvalidPhone:
        phones = ()
    names = ((data.get("family_name"), data.get("given_names")),
             (data.get("written_family_name"), data.get("written_given_names")))
    return people.MatchRecord(
        names=tuple((f or "", g or "") for f, g in names if f or g),
        birth_date=data.get("birth_date"), birth_precision=precision,
        sex=people.Sex(data["sex"]) if data.get("sex") else None,
        citizenship=data.get("citizenship") or "",
        documents=(people.normal_number(numbers[0]),) if numbers[0] else (), phones=phones,
        pesel=people.normal_number(numbers[1]))


@requires(Permission.PEOPLE_EDIT)
@require_POST
def alike(request):
    """Give the persons who may be the one whose form is being filled in, as it is typed."""
    form = RegistrationForm(request.POST, branches=request.actor.branches)
    none_of = _ids(request, "none_of")
    found = people.search_matches(
        actor=request.actor, at=clock.now(), record=_record(form), excluding=none_of)
    is_same = {m.candidate.person_id for m in found} <= _ids(request, "also_none")
    return render(request, "journeys/_alike.html", _alike(
        found, ticked=is_same and bool(request.POST.get("none_of_these"))))


def _alike(matches, *, ticked=False):
    return {"alike": match_table(matches, caption=_("Is it one of these?")) if matches else None,
            "alike_ids": [m.candidate.person_id for m in matches], "ticked": ticked}


def _save(request):
    form = RegistrationForm(request.POST, branches=request.actor.branches)
    none_of = _ids(request, "none_of")
    if request.POST.get("none_of_these"):
        none_of |= _ids(request, "also_none")
    if not form.is_valid():
        return _page(request, LookForm(autofocus=False), form=form, none_of=none_of)
    try:
        return _register(request, form, none_of)
    except people.LooksKnown as known:
        form.add_error(None, _("Look at the persons found, and say that none of them is this one"))
        return _page(request, LookForm(autofocus=False), form=form, none_of=none_of,
                     matches=known.matches)
    except people.IdentifierTaken as taken:
        _say_taken(request, form, taken)
    except people.InvalidIdentifier as error:
        is_pesel = error.kind is people.IdentifierKind.PESEL
        form.add_error("pesel" if is_pesel else "document_number", _problem(error))
    except people.InvalidPhone:
        form.add_error("phone", _("This is not a phone number"))
    except people.InvalidPerson as error:
        is_born = error.problem.value.startswith("born")
        form.add_error("birth_date" if is_born else None,
                       people.problem_text(error.problem, error.text))
    return _page(request, LookForm(autofocus=False), form=form, none_of=none_of)


def _register(request, form, none_of):
    person, at = form.person(), clock.now()
    how = form.cleaned_data["clause_how"]
    person_id = register_at_desk(
        actor=request.actor, at=at, person=person, none_of=none_of,
        clause_how=people.GivenHow(how) if how else None)
    messages.success(request, _("The person was registered."))
    for notice in people.notices_of(person, today=clock.local_date(at)):
        messages.warning(request, people.notice_text(notice))
    if any(p.source is people.PairSource.DESK for p in people.pairs_of(person_ids=[person_id])):
        messages.info(request, _("The possible duplicate waits in the queue for a judgement."))
    return redirect("people:card", person_id=person_id)


def _problem(error):
    if error.kind is people.IdentifierKind.PESEL:
        return _("The check digit of this PESEL does not hold")
    return _("A document number has 3 to 24 letters and digits")


def _say_taken(request, form, taken):
    is_pesel = taken.kind is people.IdentifierKind.PESEL
    text = _("This number is on another card already")
    if taken.holder_id and request.actor.can(Permission.PEOPLE_VIEW):
        name = people.names_of([taken.holder_id]).get(taken.holder_id, "")
        text = format_html(
            '{} <a href="{}">{}</a>', _("This number is on the card of"),
            reverse("people:card", args=[taken.holder_id]),
            _("%(name)s (card %(number)s)") % {"name": name or "–", "number": taken.holder_id})
    form.add_error("pesel" if is_pesel else "document_number", text)


def _page(request, box, *, look=None, form=None, none_of=frozenset(), matches=()):
    look = look or Look()
    ids = [m.candidate.person_id for m in look.matches]
    empty = ui.EmptyState(
        _("Nobody is found"), _("Fill in the form below to register the person."))
    return render(request, "journeys/register.html", {
        "box": box, "form": form, "remarks": look.remarks, "has_matches": bool(look.matches),
        "found": match_table(look.matches, caption=_("Is it one of these?"), empty=empty)
        if look.matches or (form and not none_of and not form.is_bound) else None,
        "fields": look.fields, "found_ids": ids, "none_of": sorted(none_of),
        **_alike(matches)})
