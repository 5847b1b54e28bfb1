"""The public pages: procedures and their search, opinions, fees. None of them sets a cookie."""

from __future__ import annotations

import re
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.forms.public import FeesForm, SearchForm
from przystan.rooms.knowledge.types import LANGUAGE_NAMES

LONGEST_SEARCH = 200


def read_language():
    """Return the reader's language, Polish where the portal has no other for them."""
    language = (translation.get_language() or "pl")[:2]
    return language if language in knowledge.LANGUAGES else "pl"


# Addresses of texts name their language themselves.
IN_A_LANGUAGE = re.compile(
    rf"^/({'|'.join(knowledge.LANGUAGES)})(?=/(?:procedures|checklist)/)")


# Without the token there is no cookie; all that a stranger could do is change a language.
@csrf_exempt
def change_language(request):
    wanted = request.POST.get("language")
    if wanted in knowledge.LANGUAGES:
        request.POST = request.POST.copy()
        request.POST["next"] = IN_A_LANGUAGE.sub(f"/{wanted}", request.POST.get("next", ""))
    return set_language(request)


change_language = public_page(change_language)


def says_withdrawn(view):
    """Answer 410 with the reason and where to read instead, also while somebody reads."""

    @wraps(view)
    def with_reason(request, language, *args, **kwargs):
        try:
            return view(request, language, *args, **kwargs)
        except knowledge.ProcedureWithdrawn as gone:
            with translation.override(language):
                return render(request, "knowledge/withdrawn.html", {
                    "gone": gone, "language": language,
                    "instead": _live(gone.instead, language)}, status=410)

    return with_reason


def _live(slug, language):
    try:
        return knowledge.get_procedure(slug=slug, language=language) if slug else None
    except knowledge.ProcedureNotFound:
        return None


@public_page
@kept_page()
@require_safe
def start(request):
    return _start(request, read_language())


@public_page
@kept_page()
@require_safe
def start_in(request, language):
    """Show the same at an address of its own for each language: what others link and find."""
    if language not in knowledge.LANGUAGES:
        raise Http404
    with translation.override(language):
        return _start(request, language)


def _start(request, language):
    given = request.GET.get("q", "").strip()
    text = given[:LONGEST_SEARCH]
    if text:
        procedures = [f.procedure for f in knowledge.find_procedures(text=text, language=language)]
        if not procedures:
            knowledge.count_empty_search(
                text=text, language=language, day=clock.local_date(clock.now()))
    else:
        procedures = knowledge.list_procedures(language=language)
    return render(request, "knowledge/start.html", {
        "news": () if text else _news(language, ""),
        "procedures": procedures, "form": SearchForm({"q": text}), "text": text,
        "languages": knowledge.LANGUAGES,
        "asked": text[:60], "is_cut": len(given) > LONGEST_SEARCH, "longest": LONGEST_SEARCH,
    })


@public_page
@kept_page()
@require_safe
@says_withdrawn
def procedure(request, language, slug):
    found = _procedure_or_404(language, slug)
    with translation.override(language):
        return render(request, "knowledge/procedure.html", {
            "found": found, "language": language,
            "is_substitute": found.text.language != language,
            "is_outdated": found.state is knowledge.TranslationState.OUTDATED,
            "is_machine": found.state is knowledge.TranslationState.MACHINE,
            "has_answered": "thanks" in request.GET,
            "others": [(x, LANGUAGE_NAMES[x]) for x in found.languages if x != language],
            "news": _news(language, slug),
        })


def _news(language, audience):
    return knowledge.list_notices(
        kind=knowledge.NoticeKind.ANNOUNCEMENT, language=language, audience=audience,
        on=clock.local_date(clock.now()))


def _procedure_or_404(language, slug):
    if language not in knowledge.LANGUAGES:
        raise Http404
    try:
        return knowledge.get_procedure(slug=slug, language=language)
    except knowledge.ProcedureWithdrawn:
        raise
    except knowledge.ProcedureNotFound as missing:
        raise Http404 from missing


# A count that belongs to nobody needs no token, and so the page no cookie.
@csrf_exempt
@require_POST
@says_withdrawn
def opinion(request, language, slug):
    found = _procedure_or_404(language, slug)
    answer = request.POST.get("helped")
    if answer in ("yes", "no"):
        knowledge.count_opinion(
            slug=slug, language=found.text.language, version=found.version,
            has_helped=answer == "yes", day=clock.local_date(clock.now()))
    return redirect(reverse("portal:procedure", args=[language, slug]) + "?thanks=1#thanks")


opinion = public_page(opinion)


@public_page
@kept_page()
@require_safe
@says_withdrawn
def checklist(request, language, slugs):
    wanted = dict.fromkeys(slugs.split("."))
    found = [_procedure_or_404(language, slug) for slug in wanted]
    with translation.override(language):
        return render(request, "knowledge/checklist.html", {
            "procedures": found, "language": language,
            "others": [(x, LANGUAGE_NAMES[x]) for x in knowledge.LANGUAGES if x != language],
            "slugs": ".".join(wanted)})


@public_page
@kept_page()
@require_safe
def fees(request):
    today = clock.local_date(clock.now())
    form = FeesForm(request.GET if "kind" in request.GET else None, initial={"day": today})
    table, found = None, None
    if form.is_bound and form.is_valid():
        found = knowledge.calculate_fees(
            kinds=form.kinds(), day=form.cleaned_data["day"] or today,
            has_relief=form.cleaned_data["has_relief"])
        table = _fee_table(found)
    return render(request, "knowledge/fees.html", {
        "form": form, "table": table, "found": found,
        "unknown": [knowledge.fee_label(k) for k in found.unknown] if found else [],
        "has_unconfirmed": found and any(not x.rate.is_confirmed for x in found.lines)})


def _fee_table(found):
    return ui.Table(
        caption=_("What must be paid"),
        columns=(ui.Column(_("Fee"), ui.Kind.HEAD), ui.Column(_("PLN"), ui.Kind.NUMBER),
                 ui.Column(_("Legal basis")), ui.Column(_("In force from"), ui.Kind.NOWRAP),
                 ui.Column(_("State"))),
        rows=[(knowledge.fee_label(x.rate.kind), x.due, f"{x.rate.act} {x.rate.article}".strip(),
               x.rate.valid_from,
               _("confirmed") if x.rate.is_confirmed else _("unconfirmed"))
              for x in found.lines],
        footer=(_("Together"), found.total, "", "", "") if found.lines else None,
    )
