"""Marks on a person (deceased, restricted) and the information on personal data."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people
from przystan.rooms.people.forms import LANGUAGES, ClauseForm, ClauseGivenForm, EndForm, FlagForm
from przystan.rooms.people.views.details import form_page, one_person


def _kinds(actor):
    """Anybody who edits may note a death; a restriction is the managers' to set and lift."""
    return [k for k in people.FlagKind
            if k is people.FlagKind.DECEASED or actor.can(Permission.PEOPLE_RIGHTS)]


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def set_flag(request, person_id):
    form = FlagForm(request.POST or None, kinds=_kinds(request.actor),
                    initial={"from_date": clock.local_date(clock.now())})
    return form_page(
        request, person_id, form,
        lambda: people.set_flag(
            actor=request.actor, at=clock.now(), person_id=person_id,
            kind=people.FlagKind(form.cleaned_data["kind"]),
            from_date=form.cleaned_data["from_date"], reason=form.cleaned_data["reason"]),
        title=_("Mark the person"), button=_("Mark"), success=_("The person is marked."),
        lead=_("Restricted data are shown to managers only, with a notice."),
        errors=(people.FlagRefused,))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def end_flag(request, person_id, flag_id):
    person = one_person(request, person_id)
    flag = next((f for f in person.flags if f.id == flag_id), None)
    if flag is None or flag.kind not in _kinds(request.actor):
        raise Http404
    form = EndForm(request.POST or None,
                   initial={"until_date": clock.local_date(clock.now())})
    return form_page(
        request, person_id, form,
        lambda: people.end_flag(
            actor=request.actor, at=clock.now(), flag_id=flag_id,
            to_date=form.cleaned_data["until_date"] or clock.local_date(clock.now()),
            reason=form.cleaned_data["reason"]),
        title=_("End the mark"), button=_("End"), success=_("The mark is ended."),
        lead=_("Tell the person before a restriction is lifted (GDPR, article 18(3)).")
        if flag.kind is people.FlagKind.RESTRICTED else "",
        errors=(people.FlagRefused,))


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def give_clause(request, person_id):
    person = one_person(request, person_id)
    clauses = people.clause_languages(on=clock.local_date(clock.now()))
    form = ClauseGivenForm(
        request.POST or None, clauses=clauses,
        language=person.languages[0] if person.languages else "pl")
    return form_page(
        request, person_id, form,
        lambda: people.give_clause(
            actor=request.actor, at=clock.now(), person_id=person_id,
            clause_id=int(form.cleaned_data["clause"]),
            how=people.GivenHow(form.cleaned_data["how"])),
        title=_("Information on personal data"), button=_("It was given"),
        success=_("It is written that the information was given."),
        lead=_("Which text, when, in which language and how: what was given is never changed."),
        errors=(people.ClauseRefused,))


@requires(Permission.PEOPLE_VIEW)
@require_GET
def clauses(request):
    """List every version of the information on personal data with its texts."""
    found = people.list_clauses()
    names = dict(LANGUAGES)
    table = ui.Table(
        caption=_("Versions"), columns=(
            ui.Column(_("Version"), ui.Kind.HEAD), ui.Column(_("Language")),
            ui.Column(_("In force from"), ui.Kind.NOWRAP), ui.Column(_("State"))),
        rows=[(str(c.version), names.get(c.language, c.language), c.valid_from,
               ui.Tag(_("accepted"), ui.Tone.GREEN) if c.is_confirmed
               else ui.Tag(_("not confirmed"), ui.Tone.AMBER)) for c in found],
        empty=ui.EmptyState(_("No text is published"), _("Publish the first version.")))
    today = clock.local_date(clock.now())
    return render(request, "people/clauses.html", {
        "table": table, "current": people.clause_languages(on=today),
        "may_publish": request.actor.can(Permission.PEOPLE_RIGHTS)})


@requires(Permission.PEOPLE_RIGHTS)
@require_http_methods(["GET", "POST"])
def publish_clause(request):
    """Publish the next version; the form begins with the texts in force."""
    now = clock.now()
    current = people.clause_languages(on=clock.local_date(now))
    form = ClauseForm(request.POST or None, initial={
        "valid_from": clock.local_date(now),
        **{f"text_{c.language}": c.body for c in current}})
    if request.method == "POST" and form.is_valid():
        try:
            people.publish_clause(
                actor=request.actor, at=now, texts=form.texts(),
                valid_from=form.cleaned_data["valid_from"],
                is_confirmed=form.cleaned_data["is_confirmed"])
        except people.ClauseRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The new version is published."))
            return redirect("people:clauses")
    return render(request, "people/publish_clause.html", {"form": form})
