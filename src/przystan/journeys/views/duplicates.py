"""Possible duplicates: the queue, two cards side by side, the judgement."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from przystan.journeys.duplicates import judge_duplicates, open_pair_page
from przystan.journeys.views.matches import verdict_tag
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

SPEC = ui.ListSpec(sorts={"found": ("pk",)}, default_sort="found", filters=("state",))
S, A = people.PairState, people.Answer
TONES = {S.OPEN: ui.Tone.AMBER, S.SECOND_NEEDED: ui.Tone.VIOLET, S.UNSURE: ui.Tone.GREY,
         S.SAME: ui.Tone.GREEN, S.DIFFERENT: ui.Tone.TEAL}


class StateFilter(forms.Form):
    """Which pairs are listed."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            ("", _("all that wait")), *((s.value, people.pair_state_label(s)) for s in S)]
        self.fields["state"].widget.attrs["data-przystan-apply"] = ""


class JudgeForm(forms.Form):
    """One person's answer about two cards."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Both cards are"), widget=forms.RadioSelect)
    survivor = forms.TypedChoiceField(
        label=gettext_lazy("If one person: the card that stands for both"), coerce=int)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("For example: same person, passport renewed."))

    def __init__(self, *args, cards=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(a.value, people.answer_label(a)) for a in A]
        self.fields["survivor"].choices = [(n, str(n)) for n in cards]


class OtherCardForm(forms.Form):
    """Which other card may be this person."""

    other = forms.IntegerField(
        label=gettext_lazy("Number of the other card"), min_value=1,
        help_text=gettext_lazy("The card's number stands in its address and on its page."))


def state_tag(state):
    return ui.Tag(people.pair_state_label(state), TONES[state])


@requires(Permission.PEOPLE_MERGE)
@require_GET
def pair_list(request):
    state = ui.read_list(request, SPEC)
    wanted = state.value("state")
    rows = people.list_pairs(
        states=(S(wanted),) if wanted in set(S) else (), offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    names = people.names_of([n for p in page.rows for n in (p.low_id, p.high_id)])
    table = ui.Table(
        caption=_("Possible duplicates"), state=state, has_next=page.has_next,
        columns=(
            ui.Column(_("Cards"), ui.Kind.HEAD), ui.Column(_("Score"), ui.Kind.NUMBER),
            ui.Column(_("State")), ui.Column(_("Found")),
            ui.Column(_("On"), ui.Kind.NOWRAP), ui.Column(_("By"))),
        rows=[
            (ui.Link(reverse("journeys:pair", args=[p.id]),
                     f"{names.get(p.low_id) or p.low_id} – {names.get(p.high_id) or p.high_id}"),
             ui.number_text(p.score, 1) if p.score is not None else "", state_tag(p.state),
             people.pair_source_label(p.source), p.found_at, p.found_by)
            for p in page.rows],
        empty=ui.EmptyState(
            _("No pair waits"), _("What is registered although it looks known appears here.")))
    return render(request, "journeys/pairs.html", {
        "table": table, "filters": ui.Filters(StateFilter(request.GET), state)})


@requires(Permission.PEOPLE_MERGE)
@require_http_methods(["GET", "POST"])
def pair(request, pair_id):
    try:
        page = open_pair_page(actor=request.actor, at=clock.now(), pair_id=pair_id)
    except (people.PairNotFound, people.PersonNotFound) as error:
        raise Http404 from error
    except people.PersonRestricted as restricted:
        return render(request, "journeys/restricted.html", {"since": restricted.since}, status=403)
    form = JudgeForm(request.POST or None, cards=(page.pair.low_id, page.pair.high_id))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            state = judge_duplicates(
                actor=request.actor, at=clock.now(), pair_id=pair_id,
                answer=A(data["answer"]), reason=data["reason"], survivor_id=data["survivor"])
        except (people.JudgementRefused, people.MergeRefused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, SAID[state])
            return redirect("people:card", person_id=data["survivor"]) if (
                state is S.SAME) else redirect("journeys:pairs")
    return render(request, "journeys/pair.html", _shown(page, form))


SAID = {
    S.SAME: gettext_lazy("The two cards are one person now."),
    S.SECOND_NEEDED: gettext_lazy("Noted. A second person must agree: a published figure changes."),
    S.DIFFERENT: gettext_lazy("Noted: two persons."), S.UNSURE: gettext_lazy("Noted: not sure."),
    S.OPEN: gettext_lazy("Noted."),
}


def _shown(page, form):
    settled = page.pair.state is S.SAME
    return {
        "form": form, "is_settled": settled, "state": state_tag(page.pair.state),
        "verdict": verdict_tag(page.comparison) if page.comparison else None,
        "sides": _sides(page), "why": _why(page.comparison), "judged": _judged(page.pair),
        "projects": ", ".join(page.projects), "needs_two": page.needs_two and not settled}


def _sides(page):
    low, high = page.low, page.high

    def row(title, one, other):
        alike = _("equal") if one == other and one else ""
        return (title, one, other, alike)

    return ui.Table(
        caption=_("Side by side"), columns=(
            ui.Column(_("Part"), ui.Kind.HEAD),
            ui.Column(_("Card %(number)s") % {"number": page.pair.low_id}),
            ui.Column(_("Card %(number)s") % {"number": page.pair.high_id}),
            ui.Column(_("Compared"))),
        rows=[
            row(_("Names"), *("; ".join(n.full for n in p.names) for p in (low, high))),
            row(_("Born"), *(people.birth_text(p.birth_date, p.birth_precision)
                             for p in (low, high))),
            row(_("Sex"), *(people.sex_label(p.sex) for p in (low, high))),
            row(_("Citizenship"), *(people.country_label(p.citizenship) for p in (low, high))),
            row(_("Numbers"), *("; ".join(f"{people.identifier_kind_label(i.kind)} {i.value}"
                                          for i in p.identifiers) for p in (low, high))),
            row(_("Phones"), *(", ".join(p.phones) for p in (low, high))),
            row(_("Languages"), *(", ".join(p.languages) for p in (low, high))),
            (_("Registered"), low.registered_at, high.registered_at, ""),
            (_("Beneficiary cards"),
             *(", ".join(f"{c.number} ({c.project_code})" for c in cards)
               for cards in (page.low_cards, page.high_cards)), ""),
        ])


def _why(comparison):
    if comparison is None:
        return None
    return ui.Table(
        caption=_("Why the machine thinks so"), columns=(
            ui.Column(_("Reason"), ui.Kind.HEAD), ui.Column(_("Weight in bits"), ui.Kind.NUMBER)),
        rows=[(people.match_reason_text(r), ui.number_text(r.weight, 1))
              for r in sorted(comparison.reasons, key=lambda r: -abs(r.weight))])


def _judged(pair):
    if not pair.judgements:
        return None
    return ui.Table(
        caption=_("What was said"), columns=(
            ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("Who"), ui.Kind.HEAD),
            ui.Column(_("Answer")), ui.Column(_("Reason"))),
        rows=[(j.judged_at, j.actor_name, people.answer_label(j.answer), j.reason)
              for j in pair.judgements])


@requires(Permission.PEOPLE_MERGE)
@require_http_methods(["GET", "POST"])
def compare(request, person_id):
    """Name another card that may be this person; the pair opens side by side."""
    names = people.names_of([person_id])
    if person_id not in names:
        raise Http404
    form = OtherCardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pair_id = people.open_pair(
                actor=request.actor, at=clock.now(), one=person_id,
                other=form.cleaned_data["other"])
        except people.JudgementRefused as error:
            form.add_error("other", str(error))
        else:
            return redirect("journeys:pair", pair_id=pair_id)
    return render(request, "journeys/compare.html", {
        "form": form, "name": names[person_id], "person_id": person_id})
