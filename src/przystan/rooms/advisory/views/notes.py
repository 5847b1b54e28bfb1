"""Screens of notes. No answer that shows one may be kept by the browser."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.notes import (
    LegalNoteForm,
    NewKeyForm,
    PassPhraseForm,
    SealedNoteForm,
)

STATE_TONES = {
    advisory.KeyState.WAITING: ui.Tone.AMBER, advisory.KeyState.IN_FORCE: ui.Tone.GREEN,
    advisory.KeyState.RETIRED: ui.Tone.GREY,
}
CLOSED = (advisory.KeyNotFound, advisory.KeyRefused, advisory.WrongPassPhrase,
          advisory.WeakPassPhrase, advisory.SealRefused)


@requires(Permission.ADVISORY_SEALED)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def keys(request):
    own = advisory.key_of(user_id=request.actor.user_id)
    form = None if own else NewKeyForm(request.POST or None)
    if form and request.method == "POST" and form.is_valid():
        branches = sorted(request.actor.branches)
        try:
            advisory.make_key(
                actor=request.actor, at=clock.now(),
                pass_phrase=form.cleaned_data["pass_phrase"],
                branch=branches[0] if len(branches) == 1 else None)
        except CLOSED as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("Your key was made."))
            return redirect("advisory:keys")
    table = ui.Table(
        caption=_("Keys of the specialists"), caption_hidden=True,
        columns=(ui.Column(_("Owner"), ui.Kind.HEAD), ui.Column(_("State")),
                 ui.Column(_("Made"), ui.Kind.NOWRAP), ui.Column(_("Vouched for by")),
                 ui.Column(_("Act"))),
        rows=[(k.owner, ui.Tag(advisory.word(k.state), STATE_TONES[k.state]), k.made_at,
               k.vouched_by or "–", _act(k, own)) for k in advisory.list_keys()],
        empty=ui.EmptyState(_("Nobody has a key yet"), _(
            "The first key seals notes at once; a colleague vouches for every later one.")))
    return render(request, "advisory/page.html", {
        "title": _("Keys for sealed notes"), "blocks": [table], "form": form,
        "form_title": _("Make your key"), "button": _("Make the key"),
        "lead": _("Notes are sealed to these keys. Without a pass phrase nobody opens them."),
        "actions": (ui.Button(reverse("advisory:reseal"), _("Seal notes anew"),),)
        if own else ()})


def _act(key, own):
    if key.state is advisory.KeyState.RETIRED or own is None:
        return ""
    if key.state is advisory.KeyState.WAITING and key.id != own.id:
        return ui.Link(reverse("advisory:vouch", args=[key.id]), _("Vouch"), key.owner)
    return ui.Link(reverse("advisory:retire_key", args=[key.id]), _("Retire"), key.owner)


def _with_pass_phrase(request, title, lead, button, act, done):
    form = PassPhraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            result = act(form.cleaned_data["pass_phrase"])
        except CLOSED as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, done(result))
            return redirect("advisory:keys")
    return render(request, "advisory/page.html", {
        "title": title, "lead": lead, "form": form, "button": button,
        "crumbs": [(reverse("advisory:keys"), _("Keys for sealed notes"))]})


@requires(Permission.ADVISORY_SEALED)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def vouch(request, key_id):
    waiting = [k for k in advisory.list_keys() if k.id == key_id]
    if not waiting:
        raise Http404
    return _with_pass_phrase(
        request, _("Vouch for a key"),
        _("%(name)s will read notes that are sealed from now on.") % {"name": waiting[0].owner},
        _("Vouch"),
        lambda words: advisory.vouch_for_key(
            actor=request.actor, at=clock.now(), key_id=key_id, pass_phrase=words),
        lambda _result: _("The key is in force."))


@requires(Permission.ADVISORY_SEALED)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def reseal(request):
    return _with_pass_phrase(
        request, _("Seal notes anew"),
        _("Every note that you can open is sealed to the keys in force now: a new colleague"
          " reads them, a retired key opens them no more."),
        _("Seal anew"),
        lambda words: advisory.reseal_notes(
            actor=request.actor, at=clock.now(), pass_phrase=words),
        lambda count: _("Sealed anew: %(count)d.") % {"count": count})


@requires(Permission.ADVISORY_SEALED)
@require_http_methods(["GET", "POST"])
def retire_key(request, key_id):
    found = [k for k in advisory.list_keys() if k.id == key_id]
    if not found:
        raise Http404
    if request.method == "POST":
        advisory.retire_key(actor=request.actor, at=clock.now(), key_id=key_id)
        messages.success(request, _("The key was retired."))
        return redirect("advisory:keys")
    return render(request, "advisory/confirm.html", {
        "title": _("Retire a key"), "button": _("Retire the key"),
        "back": reverse("advisory:keys"), "consequences": [
            _("Nothing is sealed to the key of %(name)s any more.") % {"name": found[0].owner},
            _("Its owner opens no note until a colleague seals them to a new key."),
            _("Where nobody else can open a note, it stays closed.")]})


@requires(Permission.ADVISORY_SEALED)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sealed_notes(request, service_id):
    visit = _visit_of(request, service_id, Permission.ADVISORY_SEALED)
    form = SealedNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.seal_note(actor=request.actor, at=clock.now(), service_id=service_id,
                               text=form.cleaned_data["text"])
        except CLOSED as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The note was sealed."))
            return redirect("advisory:sealed_notes", service_id=service_id)
    notes = advisory.sealed_notes_of(
        service_ids=[service_id], user_id=request.actor.user_id).get(service_id, ())
    table = ui.Table(
        caption=_("Sealed notes"), caption_hidden=True,
        columns=(ui.Column(_("Written"), ui.Kind.NOWRAP), ui.Column(_("Author"), ui.Kind.HEAD),
                 ui.Column(_("Who can open it")), ui.Column(_("Act"))),
        rows=[(n.written_at, n.author, ", ".join(n.openers) or _("nobody"),
               ui.Link(reverse("advisory:open_note", args=[n.id]), _("Open")) if n.may_open
               else "–") for n in notes],
        empty=ui.EmptyState(_("No note yet")))
    return render(request, "advisory/page.html", {
        "title": _("Sealed notes"), "blocks": [table], "form": form,
        "form_title": _("New note"), "button": _("Seal the note"),
        "lead": _("Sealed to the specialists' keys before it is stored. A correction is a further"
                  " note."),
        "actions": (ui.Button(reverse("advisory:keys"), _("Keys for sealed notes")),),
        "crumbs": [(reverse("advisory:card", args=[visit.card_id]), _("Card"))]})


@requires(Permission.ADVISORY_SEALED)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def open_note(request, note_id):
    try:
        service_id = advisory.service_of_note(note_id=note_id)
    except advisory.NoteNotFound as error:
        raise Http404 from error
    _visit_of(request, service_id, Permission.ADVISORY_SEALED)
    form, text = PassPhraseForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            text = advisory.open_note(actor=request.actor, at=clock.now(), note_id=note_id,
                                      pass_phrase=form.cleaned_data["pass_phrase"])
        except CLOSED as error:
            form.add_error(None, _(str(error)))
    return render(request, "advisory/note.html", {
        "form": form, "text": text, "back": reverse("advisory:sealed_notes", args=[service_id])})


def _visit_of(request, service_id, permission):
    try:
        service = advisory.get_service(service_id=service_id)
    except advisory.ServiceNotFound as error:
        raise Http404 from error
    visit = advisory.get_visit(visit_id=service.visit_id)
    if not request.actor.can(permission, branch=visit.branch):
        raise PermissionDenied(permission.value)
    return visit


@requires(Permission.ADVISORY_LEGAL)
@never_cache
@require_http_methods(["GET", "POST"])
def legal_notes(request, service_id):
    visit = _visit_of(request, service_id, Permission.ADVISORY_LEGAL)
    conflicts = ()
    form = LegalNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.write_legal_note(
                actor=request.actor, at=clock.now(), note=form.note(service_id))
        except advisory.ConflictFound as found:
            conflicts = found.findings
            form = LegalNoteForm(request.POST, has_conflict=True)
            form.add_error("conflict_reason", _(str(found)))
        except advisory.InvalidLegalNote as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The note was saved."))
            return redirect("advisory:legal_notes", service_id=service_id)
    try:
        notes = advisory.read_legal_notes(
            actor=request.actor, at=clock.now(), service_id=service_id)
    except advisory.NotALegalService as error:
        raise Http404 from error
    blocks = [_conflicts(conflicts)] if conflicts else []
    return render(request, "advisory/page.html", {
        "title": _("Restricted notes"), "form": form, "form_title": _("New note"),
        "button": _("Check for conflicts and save"), "blocks": [*blocks, _legal(notes)],
        "lead": _("For the legal advisers of the branch; every reading is audited."),
        "crumbs": [(reverse("advisory:card", args=[visit.card_id]), _("Card"))]})


def _conflicts(findings):
    whys = {"party_was_advised": _("the office advised the other party"),
            "client_was_a_party": _("this person was a party against somebody advised here")}
    return ui.Table(
        caption=_("Conflicts of interest"),
        columns=(ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("Adviser"), ui.Kind.HEAD),
                 ui.Column(_("Why"))),
        rows=[(f.advised_on,
               _("you") if f.is_same_adviser else f.adviser, whys[f.why]) for f in findings])


def _legal(notes):
    return ui.Table(
        caption=_("Notes"), caption_hidden=True,
        columns=(ui.Column(_("Written"), ui.Kind.NOWRAP), ui.Column(_("Author"), ui.Kind.HEAD),
                 ui.Column(_("Advice given")), ui.Column(_("Referral")),
                 ui.Column(_("Parties")), ui.Column(_("Conflict"))),
        rows=[(n.written_at, n.author, n.advice, n.referral,
               "; ".join(f"{advisory.word(p.role)}: {p.name}" for p in n.parties),
               n.conflict_reason or (_("none found") if n.parties else "–")) for n in notes],
        empty=ui.EmptyState(_("No note yet")))

