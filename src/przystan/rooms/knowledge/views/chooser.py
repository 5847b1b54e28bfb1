"""The guided chooser: one question a page, every answer can be changed, nothing is kept.

Answers travel in the form itself, never in an address: they may say why somebody is here.
"""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import public_page
from przystan.platform.pages.public import kept_page
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.forms.public import QuestionForm
from przystan.rooms.knowledge.rules import chooser as rules
from przystan.rooms.knowledge.views.portal import read_language

_NOT_SURE = _("I am not sure")
QUESTIONS = {
    "want": (_("What do you want to do?"), {
        "stay": _("stay in Poland"), "card": _("get or exchange a residence card"),
        "work_permit": _("employ a foreigner"), "invite": _("invite somebody to Poland"),
        "travel": _("travel without a passport of my country"),
        "polish": _("become a Polish citizen, or get the Polish Card")}),
    "citizen": (_("Who are you?"), {
        "eu": _("a citizen of the European Union, or family of one"),
        "ukr": _("a person with the UKR status"),
        "war": _("a person who fled the war in Ukraine and has no UKR status yet"),
        "other": _("a citizen of another country")}),
    "ukr": (_("How long have you had the UKR status without a break?"), {
        "year": _("365 days or more"), "less": _("less than 365 days")}),
    "length": (_("How long do you want to stay?"), {
        "short": _("a little longer than my visa or visa-free stay allows"),
        "long": _("more than 3 months, up to 3 years"), "always": _("for good")}),
    "short": (_("Why do you stay longer?"), {
        "visa": _("I could not leave before my visa ends"),
        "summoned": _("an authority summoned me, or an exceptional personal situation"),
        "other": _NOT_SURE}),
    "reason": (_("What is the main reason of your stay?"), {
        "work": _("work"), "study": _("studies"), "family": _("family"),
        "business": _("a business of my own"), "other": _("another reason")}),
    "work": (_("What kind of work?"), {
        "usual": _("work for an employer in Poland"),
        "high": _("work that needs high qualifications"), "season": _("seasonal work"),
        "delegated": _("an employer abroad sends me"),
        "transfer": _("my company transfers me to its branch in Poland"),
        "unsure": _NOT_SURE}),
    "study": (_("What do you do?"), {
        "studies": _("I study"), "research": _("I am a researcher"),
        "graduate": _("I have finished my studies and look for work"),
        "training": _("I am a trainee or a volunteer")}),
    "other": (_("What reason?"), {
        "trafficking": _("I am a victim of trafficking in human beings"),
        "papers": _("I have no valid travel document"), "unsure": _NOT_SURE}),
    "family": (_("With whom do you live?"), {
        "pole": _("with a husband or wife of Polish citizenship"),
        "foreigner": _("with a foreigner who has a residence permit"),
        "eu": _("with a citizen of the European Union")}),
    "ground": (_("On what do you rely?"), {
        "origin": _("Polish origin or the Polish Card"),
        "family": _("marriage with a Polish citizen, or a parent's permit"),
        "years": _("5 years of legal stay and a regular income"), "unsure": _NOT_SURE}),
}
"""The words of every question and answer of `rules.chooser.TREE`."""


@csrf_exempt
@kept_page()
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request):
    given = {q: request.POST[q] for q in rules.TREE if q in request.POST}
    changed = request.POST.get("change", "")
    taken, question, slugs = rules.walk(given)
    if changed in taken:
        given = {q: given[q] for q in taken[:taken.index(changed)]}
        taken, question, slugs = rules.walk(given)
    answered = [
        {"question": q, "text": QUESTIONS[q][0], "value": given[q],
         "answer": QUESTIONS[q][1][given[q]]} for q in taken]
    form = None
    if question:
        label, answers = QUESTIONS[question]
        is_asked_again = request.POST.get("asked") == question and not changed
        form = QuestionForm(request.POST if is_asked_again else None, question=question,
                            label=label, answers=list(answers.items()))
    shown = {p.slug: p for p in knowledge.list_procedures(language=read_language())}
    procedures = [shown[s] for s in slugs if s in shown]
    return render(request, "knowledge/choose.html", {
        "answered": answered, "form": form, "asked": question, "number": len(taken) + 1,
        "procedures": procedures, "slugs": ".".join(p.slug for p in procedures)})


choose = public_page(choose)
