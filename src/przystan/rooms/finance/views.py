"""Screens of finance: projects, their money, one more cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.platform.ui import public as ui
from przystan.rooms.finance import public as finance
from przystan.rooms.finance.forms import (
    PAYMENT_KINDS,
    ExpenditureForm,
    PaymentForm,
    SettlementForm,
)


def _name(project):
    return project.name if get_language() == "pl" else project.name_en


def _money(amount):
    whole, cents = f"{amount:.2f}".split(".")
    return f"{int(whole):,}".replace(",", "\u00a0") + f",{cents}\u00a0PLN"


def _percent(value, spent):
    share = finance.absorption(value, spent)
    return "" if share is None else f"{ui.number_text(share * 100, 1)}\u00a0%"


@requires(Permission.FINANCE_VIEW)
def project_list(request):
    table = ui.Table(
        caption=_("Projects"),
        columns=(ui.Column(_("Project"), ui.Kind.HEAD), ui.Column(_("Number"), ui.Kind.CODE),
                 ui.Column(_("From")), ui.Column(_("To")), ui.Column(_("Value"), ui.Kind.NUMBER),
                 ui.Column(_("Co-financing"), ui.Kind.NUMBER),
                 ui.Column(_("Spent"), ui.Kind.NUMBER)),
        rows=[
            (ui.Link(reverse("finance:project", args=[p.code]), _name(p)), p.number, p.starts_on,
             p.ends_on, _money(p.agreement.value) if p.agreement else None,
             _money(p.agreement.cofinancing) if p.agreement else None, _money(p.spent))
            for p in finance.list_projects()
        ],
        empty=ui.EmptyState(_("No project yet"), _("Projects come in when the office is set up.")),
    )
    return render(request, "finance/list.html", {"table": table})


@requires(Permission.FINANCE_VIEW)
def project(request, code):
    try:
        found = finance.get_project(code=code)
    except finance.ProjectNotFound as missing:
        raise Http404 from missing
    today = clock.local_date(clock.now())
    return render(request, "finance/project.html", {
        "name": _name(found), "code": code, "numbers": _numbers(found), "facts": _facts(found),
        "status": _status(found, today), "budget": _budget(code), "payments": _payments(code),
        "settlements": _settlements(code), "costs": _costs(code),
        "may_edit": request.actor.can(Permission.FINANCE_EDIT),
    })


def _numbers(found):
    agreement = found.agreement
    return agreement and ui.BigNumbers((
        ui.BigNumber(_("Value"), _money(agreement.value)),
        ui.BigNumber(_("Co-financing"), _money(agreement.cofinancing), "",
                     f"{agreement.rate * 100:.0f}\u00a0%"),
        ui.BigNumber(_("Spent"), _money(found.spent), "",
                     _percent(agreement.value, found.spent)),
    ))


def _facts(found):
    return ui.KeyFacts((
        ui.Fact(_("Number"), found.number), ui.Fact(_("Fund"), found.fund),
        ui.Fact(_("From"), found.starts_on), ui.Fact(_("To"), found.ends_on),
        *((ui.Fact(_("Agreement of"), found.agreement.signed_on),) if found.agreement else ()),
    ))


def _status(found, today):
    if found.agreement is None:
        return None
    status = finance.money_status(code=found.code, as_of=today)
    ahead = status.forecast
    facts = [
        ui.Fact(_("Days of the project that are over"),
                f"{ui.number_text(status.elapsed * 100, 1)}\u00a0%"),
        ui.Fact(_("Forecast for the last day"), _between(ahead, status.value) if ahead
                else _("No cost yet, so nothing to forecast from.")),
        ui.Fact(_("Paid by the Fund"), _money(status.paid)),
        ui.Fact(_("Costs accepted"), _money(status.accepted)),
        ui.Fact(_("The Fund's share of accepted costs"), _money(status.due)),
        ui.Fact(_("Advance not settled yet"), _money(status.unsettled)),
    ]
    return ui.KeyFacts(tuple(facts))


def _between(ahead, value):
    low, high = (f"{_money(x)} ({_percent(value, x)})" for x in (ahead.low, ahead.high))
    return low if ahead.low == ahead.high else _("%(low)s to %(high)s") % {
        "low": low, "high": high}


def _budget(code):
    lines = finance.list_budget_lines(code=code)
    return ui.Table(
        caption=_("Budget"),
        columns=(ui.Column(_("Line"), ui.Kind.HEAD), ui.Column(_("Name")),
                 ui.Column(_("Planned"), ui.Kind.NUMBER), ui.Column(_("Spent"), ui.Kind.NUMBER),
                 ui.Column(_("Share"), ui.Kind.NUMBER)),
        rows=[(x.code, x.name, _money(x.amount), _money(x.spent), _percent(x.amount, x.spent))
              for x in lines],
        footer=("", _("Total"), _money(sum(x.amount for x in lines)),
                _money(sum(x.spent for x in lines)), ""),
    )


def _payments(code):
    return ui.Table(
        caption=_("Payments of the Fund"),
        columns=(ui.Column(_("Document"), ui.Kind.HEAD), ui.Column(_("Date"), ui.Kind.NOWRAP),
                 ui.Column(_("Kind")), ui.Column(_("Amount"), ui.Kind.NUMBER)),
        rows=[(p.document_number, p.paid_on, PAYMENT_KINDS[p.kind], _money(p.amount))
              for p in finance.list_payments(code=code)],
        empty=ui.EmptyState(_("The Fund has paid nothing yet"), ""),
    )


def _settlements(code):
    return ui.Table(
        caption=_("Settlements"),
        columns=(ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("From"), ui.Kind.NOWRAP),
                 ui.Column(_("To"), ui.Kind.NOWRAP), ui.Column(_("Declared"), ui.Kind.NUMBER),
                 ui.Column(_("Accepted"), ui.Kind.NUMBER),
                 ui.Column(_("Accepted on"), ui.Kind.NOWRAP)),
        rows=[(s.number, s.period_from, s.period_until, _money(s.declared), _money(s.accepted),
               s.settled_on) for s in finance.list_settlements(code=code)],
        empty=ui.EmptyState(_("Nothing is settled yet"), ""),
    )


def _costs(code):
    return ui.Table(
        caption=_("Latest expenditure"),
        columns=(ui.Column(_("Document"), ui.Kind.HEAD), ui.Column(_("Date")),
                 ui.Column(_("Line")), ui.Column(_("What for")),
                 ui.Column(_("Amount"), ui.Kind.NUMBER)),
        rows=[(x.document_number, x.spent_on, x.line_code, x.description, _money(x.amount))
              for x in finance.list_expenditure(code=code, limit=25)],
        empty=ui.EmptyState(_("Nothing spent yet"), ""),
    )


@requires(Permission.FINANCE_EDIT)
@require_http_methods(["GET", "POST"])
def add_expenditure(request, code):
    try:
        lines = finance.list_budget_lines(code=code)
    except finance.ProjectNotFound as missing:
        raise Http404 from missing
    choices = [(x.code, f"{x.code} {x.name}") for x in lines]
    form = ExpenditureForm(request.POST or None, lines=choices)
    if request.method == "POST" and form.is_valid():
        try:
            finance.record_expenditure(
                code=code, costs=[finance.NewExpenditure(**form.cleaned_data)],
                actor=request.actor, at=clock.now(),
            )
        except finance.DocumentRecordedBefore as twice:
            form.add_error("document_number", twice.message)
        except finance.MoneyRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("The cost was recorded."))
            return redirect("finance:project", code=code)
    return _money_form(request, form, code, _("Record a cost"))


@requires(Permission.FINANCE_EDIT)
@require_http_methods(["GET", "POST"])
def add_payment(request, code):
    form = PaymentForm(request.POST or None)

    def record(data):
        finance.record_payment(
            code=code, actor=request.actor, at=clock.now(), payment=finance.NewFundPayment(
                **{**data, "kind": finance.PaymentKind(data["kind"])}))

    return _recorded(request, form, code, _("Record a payment"), record)


@requires(Permission.FINANCE_EDIT)
@require_http_methods(["GET", "POST"])
def add_settlement(request, code):
    form = SettlementForm(request.POST or None)

    def record(data):
        finance.record_settlement(code=code, actor=request.actor, at=clock.now(),
                                  settlement=finance.NewSettlement(**data))

    return _recorded(request, form, code, _("Record a settlement"), record)


def _recorded(request, form, code, title, record):
    try:
        finance.get_project(code=code)
    except finance.ProjectNotFound as missing:
        raise Http404 from missing
    if request.method == "POST" and form.is_valid():
        try:
            with transactions.transaction():
                record(form.cleaned_data)
        except finance.MoneyRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Recorded."))
            return redirect("finance:project", code=code)
    return _money_form(request, form, code, title)


def _money_form(request, form, code, title):
    return render(request, "finance/money.html",
                  {"form": form, "code": code, "title": title})
