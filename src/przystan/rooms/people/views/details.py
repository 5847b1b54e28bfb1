"""Adding to a card and correcting it: each act one small form, each with a way back."""

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
from przystan.rooms.people.forms import (
    EndForm,
    FactsForm,
    LinkForm,
    NameForm,
    NumberForm,
    PhoneForm,
    ReasonForm,
)

WITHDRAWALS = {
    "name": (people.withdraw_name, "name_id"),
    "number": (people.withdraw_identifier, "identifier_id"),
    "phone": (people.withdraw_phone, "phone_id"),
}
# What the other person is → which of the two the link calls the first, and its kind.
LINKS = {
    "spouse": (people.LinkKind.SPOUSE, False), "child": (people.LinkKind.PARENT, True),
    "parent": (people.LinkKind.PARENT, False), "ward": (people.LinkKind.GUARDIAN, True),
    "guardian": (people.LinkKind.GUARDIAN, False),
}


@requires(Permission.PEOPLE_EDIT)
@require_GET
def edit(request, person_id):
    """Show everything on a card that can be added to, corrected or withdrawn."""
    person = one_person(request, person_id)
    return render(request, "people/edit.html", {
        "person": person, "name": person.full_name, "names": _names(person),
        "numbers": _numbers(person), "phones": _phones(person), "links": _links(person),
        "may_restrict": request.actor.can(Permission.PEOPLE_RIGHTS)})


def one_person(request, person_id):
    """The person of a card; a restriction is shown on the person's own page."""
    try:
        return people.get_person(actor=request.actor, at=clock.now(), person_id=person_id)
    except (people.PersonNotFound, people.PersonRestricted) as error:
        raise Http404 from error


def _withdraw(person, what, number, more):
    return ui.Link(reverse("people:withdraw", args=[person.id, what, number]), _("Withdraw"), more)


def _names(person):
    return ui.Table(
        caption=_("Names"), columns=(
            ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("Form")), ui.Column(_("Act"))),
        rows=[(n.full, people.name_kind_label(n.kind), _withdraw(person, "name", n.id, n.full))
              for n in person.names])


def _numbers(person):
    return ui.Table(
        caption=_("Numbers"), columns=(
            ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("Kind")), ui.Column(_("Act"))),
        rows=[(i.value, people.identifier_kind_label(i.kind),
               _withdraw(person, "number", i.id, i.value)) for i in person.identifiers],
        empty=ui.EmptyState(_("No document or PESEL is recorded")))


def _phones(person):
    return ui.Table(
        caption=_("Phones"), columns=(
            ui.Column(_("Phone"), ui.Kind.HEAD), ui.Column(_("Shared")), ui.Column(_("Act"))),
        rows=[(p.number,
               _("with %(count)s other persons") % {"count": p.shared_by} if p.shared_by else "",
               _withdraw(person, "phone", p.id, p.number)) for p in person.phone_rows],
        empty=ui.EmptyState(_("No phone is recorded")))


def _links(person):
    names = people.names_of([x.relative_id for x in person.links])
    return ui.Table(
        caption=_("Family"), columns=(
            ui.Column(_("Person"), ui.Kind.HEAD), ui.Column(_("Is the person's")),
            ui.Column(_("Act"))),
        rows=[(names.get(x.relative_id) or str(x.relative_id), people.link_label(x.role),
               _("over") if x.is_ended else ui.Link(
                   reverse("people:end_link", args=[person.id, x.id]), _("End"),
                   names.get(x.relative_id, ""))) for x in person.links],
        empty=ui.EmptyState(_("No family is recorded")))


def form_page(request, person_id, form, act, *, title, button, success, lead="", errors=()):
    """One act on a card: show its form, do it, say so, go back to the card's edit page."""
    names = people.names_of([person_id])
    if person_id not in names:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except errors as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, success)
            return redirect("people:edit", person_id=person_id)
    return render(request, "people/form.html", {
        "form": form, "name": names[person_id], "person_id": person_id, "lead": lead,
        "button": button, "title": title, "back": reverse("people:edit", args=[person_id]),
        "back_text": _("Back")})


def words_of(error):
    """What went wrong, in the reader's language."""
    if isinstance(error, people.InvalidPerson):
        return people.problem_text(error.problem, error.text)
    if isinstance(error, people.InvalidPhone):
        return _("This is not a phone number")
    if isinstance(error, people.InvalidIdentifier):
        return (_("The check digit of this PESEL does not hold")
                if error.kind is people.IdentifierKind.PESEL
                else _("A document number has 3 to 24 letters and digits, and an issuing state"))
    if isinstance(error, people.IdentifierTaken):
        name = people.names_of([error.holder_id or 0]).get(error.holder_id or 0, "")
        return _("This number is on the card of %(name)s (card %(number)s)") % {
            "name": name or "–", "number": error.holder_id}
    return str(error)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def add_name(request, person_id):
    form = NameForm(request.POST or None)
    return form_page(
        request, person_id, form,
        lambda: people.add_name(
            actor=request.actor, at=clock.now(), person_id=person_id, name=form.name()),
        title=_("Add a name"), button=_("Add the name"), success=_("The name was added."),
        lead=_("Former, maiden, in Polish spelling or as the person writes it: all are kept."),
        errors=(people.InvalidPerson,))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def add_number(request, person_id):
    form = NumberForm(request.POST or None)
    return form_page(
        request, person_id, form,
        lambda: people.add_identifier(
            actor=request.actor, at=clock.now(), person_id=person_id,
            identifier=form.identifier()),
        title=_("Add a number"), button=_("Add the number"), success=_("The number was added."),
        errors=(people.InvalidIdentifier, people.IdentifierTaken))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def add_phone(request, person_id):
    form = PhoneForm(request.POST or None)
    return form_page(
        request, person_id, form,
        lambda: people.add_phone(
            actor=request.actor, at=clock.now(), person_id=person_id,
            number=form.cleaned_data["phone"]),
        title=_("Add a phone"), button=_("Add the phone"), success=_("The phone was added."),
        errors=(people.InvalidPhone,))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def withdraw(request, person_id, what, row_id):
    if what not in WITHDRAWALS:
        raise Http404
    form = ReasonForm(request.POST or None)
    operation, key = WITHDRAWALS[what]
    return form_page(
        request, person_id, form,
        lambda: operation(actor=request.actor, at=clock.now(),
                          reason=form.cleaned_data["reason"], **{key: row_id}),
        title=_("Withdraw"), button=_("Withdraw"), success=_("It was withdrawn."),
        lead=_("It stays in the history of the card with the reason, and is sought no more."),
        errors=(people.CorrectionRefused,))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request, person_id):
    person = one_person(request, person_id)
    form = FactsForm(request.POST or None, initial={
        "birth_date": person.birth_date, "birth_precision": person.birth_precision.value,
        "sex": person.sex.value, "citizenship": person.citizenship,
        "languages": list(person.languages)})
    return form_page(
        request, person.id, form,
        lambda: people.correct_facts(
            actor=request.actor, at=clock.now(), person_id=person.id, facts=form.facts(),
            reason=form.cleaned_data["reason"]),
        title=_("Correct the card"), button=_("Save the correction"),
        success=_("The card was corrected."),
        lead=_("What it was stays in the history of the card."),
        errors=(people.InvalidPerson, people.CorrectionRefused))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def add_link(request, person_id):
    form = LinkForm(request.POST or None)

    def act():
        kind, is_first = LINKS[form.cleaned_data["role"]]
        other = form.cleaned_data["other"]
        people.link_family(
            actor=request.actor, at=clock.now(), kind=kind,
            person_id=person_id if is_first else other,
            relative_id=other if is_first else person_id,
            since_date=form.cleaned_data["since_date"])

    return form_page(
        request, person_id, form, act, title=_("Add a relative"), button=_("Add the relative"),
        success=_("The relative was added."), errors=(people.LinkRefused,))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def end_link(request, person_id, link_id):
    form = EndForm(request.POST or None)
    return form_page(
        request, person_id, form,
        lambda: people.end_link(
            actor=request.actor, at=clock.now(), link_id=link_id,
            reason=form.cleaned_data["reason"], until_date=form.cleaned_data["until_date"]),
        title=_("End a family link"), button=_("End"), success=_("The link is over."),
        lead=_("Without a day: it was recorded by mistake."), errors=(people.LinkRefused,))
