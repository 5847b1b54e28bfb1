"""Change the helpline on screen: a place, a text, the hours; each change is a new version."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import HoursForm, PlaceForm, PromptTexts, RecordingForm
from przystan.rooms.calls.views.helpline_words import fault_words


def wanted_version(text):
    """The version asked for, or None: the one in service, or the one that ships."""
    if not text:
        return None
    known = {row.id for row in calls.list_helpline_versions()}
    if not text.isdigit() or len(text) > 18 or int(text) not in known:
        raise Http404
    return int(text)


def text_of(version_id):
    """The TOML text of a version."""
    return calls.helpline_text(version_id=version_id) or (
        calls.connected_engine().shipped_helpline())


def _asked(request):
    """The version of the address, and its tree as it is written (texts not filled)."""
    given = request.POST if request.method == "POST" else request.GET
    version_id = wanted_version(given.get("version", ""))
    return version_id, calls.parse_helpline(text_of(version_id))


def _keep(request, tree, note):
    """Keep a changed tree as a new version and show it."""
    version_id = calls.save_helpline(
        text=calls.write_helpline(tree), note=note, actor=request.actor, at=clock.now())
    faults = calls.find_faults(text=calls.write_helpline(tree))
    if faults:
        messages.warning(request, _("Kept as version %(number)s, which cannot be published yet: "
                                    "%(where)s %(what)s.") % {
            "number": version_id, **dict(zip(("where", "what"), fault_words(faults[0])))})
    else:
        messages.success(request, _("Kept as version %(number)s. Try it, then publish it.") % {
            "number": version_id})
    return redirect(f"{reverse('calls:helpline')}?version={version_id}")


@requires(Permission.CALLS_MANAGE)
@require_http_methods(["GET", "POST"])
def place(request):
    """Change a place or add one."""
    version_id, tree = _asked(request)
    name = (request.POST if request.method == "POST" else request.GET).get("place", "")
    if name and name not in tree.nodes:
        raise Http404
    node = tree.nodes.get(name)
    form = PlaceForm(request.POST or None, tree=tree, node=node)
    if request.method == "POST" and form.is_valid():
        changed = calls.put_place(tree, form.place(), form.texts())
        note = _("place %(name)s") % {"name": form.place().id}
        return _keep(request, changed, note)
    keys = [form[field] for field in form.fields if field.startswith("key_")]
    others = [field for field in form if field not in keys]
    return render(request, "calls/helpline_place.html", {
        "form": form, "keys": keys, "others": others, "name": name, "version": version_id,
        "may_remove": bool(name) and name not in (tree.start, tree.give_up)})


@requires(Permission.CALLS_MANAGE)
@require_POST
def remove_place(request):
    """Take a place away; ways that led there are listed as faults."""
    _version_id, tree = _asked(request)
    name = request.POST.get("place", "")
    if name not in tree.nodes:
        raise Http404
    return _keep(request, calls.remove_place(tree, name),
                 _("without the place %(name)s") % {"name": name})


@requires(Permission.CALLS_MANAGE)
@require_http_methods(["GET", "POST"])
def hours(request):
    """Change when operators take calls."""
    version_id, tree = _asked(request)
    now = tree.hours
    form = HoursForm(request.POST or None, initial={
        "days": sorted(now.days), "opens": now.opens.isoformat("minutes"),
        "closes": now.closes.isoformat("minutes"),
        "closed_on": "\n".join(day.isoformat() for day in sorted(now.closed_on))})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        changed = calls.put_hours(tree, calls.Hours(
            frozenset(data["days"]), data["opens"], data["closes"],
            frozenset(data["closed_on"])))
        return _keep(request, changed, _("opening hours"))
    return render(request, "calls/helpline_hours.html", {"form": form, "version": version_id})


# --- texts and voices


@requires(Permission.CALLS_MANAGE)
@require_http_methods(["GET", "POST"])
def prompt(request):
    """Change what a prompt says, hear it, give it a human voice."""
    version_id, tree = _asked(request)
    name = (request.POST if request.method == "POST" else request.GET).get("prompt", "")
    if not name:
        return redirect("calls:helpline")
    if name not in tree.prompts:
        raise Http404
    form = PromptTexts(request.POST or None, languages=tree.languages, texts=tree.prompts[name])
    if request.method == "POST" and form.is_valid():
        return _keep(request, calls.put_texts(tree, name, form.texts()),
                     _("text %(name)s") % {"name": name})
    return _prompt_page(request, version_id, name, form)


def _prompt_page(request, version_id, name, form, *, refused=None, language=""):
    tree = calls.spoken_tree(text=text_of(version_id))
    voices = [{
        "language": code, "label": calls.language_label(code), "text": text,
        "url": sound_url(version_id, name, code),
        "is_recorded": calls.recording_of(language=code, text=text) is not None,
        "form": refused if code == language else RecordingForm(auto_id=f"{code}-%s"),
    } for code in tree.languages if (text := tree.prompts[name].get(code, ""))]
    return render(request, "calls/helpline_prompt.html", {
        "form": form, "name": name, "version": version_id, "voices": voices,
        "is_filled": any("{" in value for value in _written(version_id, name).values())})


def _written(version_id, name):
    return calls.parse_helpline(text_of(version_id)).prompts[name]


def sound_url(version_id, name, language):
    """Where the sound of a prompt is heard."""
    address = reverse("calls:helpline_sound", args=[name, language])
    return f"{address}?version={version_id or ''}"


@requires(Permission.CALLS_MANAGE)
@require_POST
def record(request):
    """Keep a human voice for a text, or let the made one speak again."""
    version_id, tree = _asked(request)
    name, language = request.POST.get("prompt", ""), request.POST.get("language", "")
    text = calls.spoken_tree(text=text_of(version_id)).prompts.get(name, {}).get(language)
    if not text:
        raise Http404
    back = f"{reverse('calls:helpline_prompt')}?version={version_id or ''}&prompt={name}"
    of_text = {"language": language, "text": text, "actor": request.actor, "at": clock.now()}
    if "drop" in request.POST:
        calls.drop_recording(**of_text)
        messages.success(request, _("The made voice speaks this text again."))
        return redirect(back)
    form = RecordingForm(request.POST, request.FILES, auto_id=f"{language}-%s")
    if form.is_valid():
        try:
            calls.keep_recording(content=form.cleaned_data["recording"], **of_text)
            messages.success(request, _("Callers hear the recording from now on."))
            return redirect(back)
        except calls.NotASound:
            form.add_error("recording", _("This is no WAV file with a voice in it."))
        except calls.VoiceMissing as missing:
            form.add_error("recording", _("Sounds cannot be turned here: %(why)s") % {
                "why": missing})
    texts = PromptTexts(languages=tree.languages, texts=tree.prompts[name])
    return _prompt_page(request, version_id, name, texts, refused=form, language=language)


@requires(Permission.CALLS_MANAGE)
@require_GET
def sound(request, name, language):
    """Give the sound of a prompt: the human voice where there is one, else the made one."""
    version_id = wanted_version(request.GET.get("version", ""))
    text = calls.spoken_tree(text=text_of(version_id)).prompts.get(name, {}).get(language)
    if not text:
        raise Http404
    content = calls.recording_of(language=language, text=text)
    if content is None:
        try:
            content = calls.connected_engine().speak(language=language, text=text)
        except calls.VoiceMissing as missing:
            return HttpResponse(str(missing), status=503, content_type="text/plain")
    return HttpResponse(content, content_type="audio/wav")


def texts_table(tree, version_id):
    """Every text of a helpline with the way to change and to hear it."""
    table = ui.Table(
        caption=_("Texts of the helpline"), caption_hidden=True, columns=(
            ui.Column(_("Text"), ui.Kind.HEAD), ui.Column(_("In Polish"))),
        rows=[(ui.Link(f"{reverse('calls:helpline_prompt')}?version={version_id or ''}"
                       f"&prompt={name}", name), texts.get("pl") or None)
              for name, texts in tree.prompts.items()])
    return ui.Details(_("Every text: hear it, change it, record it"), table)
