"""Letters that leave: the queue with envelope labels, the post, electronic delivery."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.post import PostForm
from przystan.rooms.cases.forms.proceedings import LETTERS, ROLES

S = cases.ElectronicState
STATES = {S.QUEUED: (gettext_lazy("waits for the service"), ui.Tone.GREY),
          S.SENT: (gettext_lazy("sent, not opened yet"), ui.Tone.AMBER),
          S.OPENED: (gettext_lazy("delivered: opened"), ui.Tone.GREEN),
          S.DEEMED: (gettext_lazy("counts as delivered: the term passed"), ui.Tone.TEAL)}


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def letters(request):
    """Letters that wait to leave; chosen ones get labels, are posted or sent electronically."""
    queue = cases.list_letters_to_send(on=clock.local_date(clock.now()))
    mine = {x.letter_id: x for x in queue
            if request.actor.can(Permission.CASES_EDIT, branch=x.branch)}
    form = PostForm(request.POST or None)
    if request.method == "POST":
        if not mine and not request.actor.can(Permission.CASES_EDIT):
            raise PermissionDenied
        chosen = [n for n in mine if str(n) in request.POST.getlist("letter")]
        if form.is_valid() and (answer := _act(request, form, [mine[n] for n in chosen])):
            return answer
    return render(request, "cases/letters.html", {
        "form": form, "may_send": bool(mine), "queue": _queue(queue, mine, request.POST),
        "sent": _sent(), "service": _service()})


def _act(request, form, chosen):
    """Do what the button says; None where it is refused, which the form then tells."""
    ids, act = [x.letter_id for x in chosen], request.POST.get("act")
    now = clock.now()
    try:
        if not chosen:
            form.add_error(None, _("Choose at least one letter."))
        elif act == "labels":
            return _labels(request, chosen, now)
        elif act == "electronic":
            count = cases.send_electronically(letter_ids=ids, actor=request.actor, at=now)
            return _done(request, ngettext("%(count)s letter is on its electronic way.",
                                           "%(count)s letters are on their electronic way.", count),
                         count)
        elif form.cleaned_data["on"] is None:
            form.add_error("on", _("Say on which day the letters were posted."))
        else:
            count = cases.post_letters(
                numbers={n: request.POST.get(f"number-{n}", "")[:40] for n in ids},
                on=form.cleaned_data["on"], actor=request.actor, at=now)
            return _done(request, ngettext("%(count)s letter is marked as posted.",
                                           "%(count)s letters are marked as posted.", count), count)
    except (cases.PostRefused, cases.AddressMissing) as refused:
        field = getattr(refused, "field", "") or None
        form.add_error(field, refused.message)
    return None


def _done(request, words, count):
    messages.success(request, words % {"count": count})
    return redirect("cases:letters")


def _labels(request, chosen, now):
    content = cases.labels_pdf(letters=chosen)
    for x in chosen:
        audit.record_read(actor=request.actor, at=now, action="cases.print_label",
                          subject=f"cases.case:{x.case_id}", person_id=x.addressee.person_id)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="labels.pdf"'
    return answer


def _queue(queue, mine, sent):
    return ui.Table(
        caption=_("Letters to print"), caption_hidden=True,
        columns=(ui.Column(_("Choose")), ui.Column(_("Letter"), ui.Kind.HEAD),
                 ui.Column(_("Case sign")), ui.Column(_("Made"), ui.Kind.NOWRAP),
                 ui.Column(_("Addressee")), ui.Column(_("Registered number"))),
        rows=[(_tick(x, sent) if x.letter_id in mine else None,
               ui.Link(reverse("cases:letter", args=[x.case_id, x.letter_id]), LETTERS[x.kind]),
               ui.Link(reverse("cases:papers", args=[x.case_id]), x.sign), x.made_on,
               _addressee(x), _number(x, sent) if x.letter_id in mine else None)
              for x in queue],
        empty=ui.EmptyState(_("Nothing to print"), _("A new summons or decision appears here.")))


def _tick(letter, sent):
    return format_html(
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" name="letter" id="letter-{0}" '
        'value="{0}"{1}><label class="govuk-label govuk-checkboxes__label" for="letter-{0}">'
        '<span class="govuk-visually-hidden">{2}</span></label></div></div>',
        letter.letter_id,
        " checked" if sent and str(letter.letter_id) in sent.getlist("letter") else "",
        _("Choose the letter in %(sign)s") % {"sign": letter.sign})


def _number(letter, sent):
    return format_html(
        '<input class="govuk-input govuk-input--width-20" name="number-{0}" value="{1}" '
        'maxlength="40" autocomplete="off" aria-label="{2}">', letter.letter_id,
        sent.get(f"number-{letter.letter_id}", "") if sent else "",
        _("Registered number of the letter in %(sign)s") % {"sign": letter.sign})


def _addressee(letter):
    to = letter.addressee
    where = reverse("cases:parties", args=[letter.case_id])
    if to is None:
        return ui.Link(where, _("no party: add one"))
    if to.address is None:
        return ui.Link(where, _("%(role)s: no address yet") % {"role": ROLES[to.role]})
    ways = [x for x in (to.address.town, to.address.electronic) if x]
    return f"{ROLES[to.role]}: {', '.join(ways)}"


def _service():
    service = cases.electronic_delivery()
    if service is None:
        return _("No service for electronic deliveries is connected: what is sent so waits in the "
                 "outbox.")
    if service.is_simulator:
        return _("A simulated service for electronic deliveries: nothing leaves the office.")
    return service.name


def _sent():
    return ui.Table(
        caption=_("Sent electronically"),
        columns=(ui.Column(_("Letter"), ui.Kind.HEAD), ui.Column(_("Case sign")),
                 ui.Column(_("State")), ui.Column(_("Day"), ui.Kind.NOWRAP),
                 ui.Column(_("Counts as delivered on"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(reverse("cases:letter", args=[x.case_id, x.letter_id]), LETTERS[x.kind]),
               ui.Link(reverse("cases:papers", args=[x.case_id]), x.sign), ui.Tag(*STATES[x.state]),
               x.since, x.since if x.state in (S.OPENED, S.DEEMED) else x.deemed_on)
              for x in cases.list_electronic_letters()],
        empty=ui.EmptyState(_("Nothing was sent electronically yet"), _(
            "Choose letters whose addressee has an address for electronic deliveries.")))
