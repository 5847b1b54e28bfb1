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
from przystan.platform.ui import public as ui
from przystan.rooms.finance import public as finance
from przystan.rooms.finance.forms import ExpenditureForm


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
    agreement = found.agreement
    numbers = agreement and ui.BigNumbers((
        ui.BigNumber(_("Value"), _money(agreement.value)),
        ui.BigNumber(_("Co-financing"), _money(agreement.cofinancing), "",
                     f"{agreement.rate * 100:.0f}\u00a0%"),
        ui.BigNumber(_("Spent"), _money(found.spent), "",
                     _percent(agreement.value, found.spent)),
    ))
    facts = ui.KeyFacts((
        ui.Fact(_("Number"), found.number), ui.Fact(_("Fund"), found.fund),
        ui.Fact(_("From"), found.starts_on), ui.Fact(_("To"), found.ends_on),
        *((ui.Fact(_("Agreement of"), agreement.signed_on),) if agreement else ()),
    ))
    lines = finance.list_budget_lines(code=code)
    budget = ui.Table(
        caption=_("Budget"),
        columns=(ui.Column(_("Line"), ui.Kind.HEAD), ui.Column(_("Name")),
                 ui.Column(_("Planned"), ui.Kind.NUMBER), ui.Column(_("Spent"), ui.Kind.NUMBER),
                 ui.Column(_("Share"), ui.Kind.NUMBER)),
        rows=[(x.code, x.name, _money(x.amount), _money(x.spent), _percent(x.amount, x.spent))
              for x in lines],
        footer=("", _("Total"), _money(sum(x.amount for x in lines)),
                _money(sum(x.spent for x in lines)), ""),
    )
    costs = ui.Table(
        caption=_("Latest expenditure"),
        columns=(ui.Column(_("Document"), ui.Kind.HEAD), ui.Column(_("Date")),
                 ui.Column(_("Line")), ui.Column(_("What for")),
                 ui.Column(_("Amount"), ui.Kind.NUMBER)),
        rows=[(x.document_number, x.spent_on, x.line_code, x.description, _money(x.amount))
              for x in finance.list_expenditure(code=code, limit=25)],
        empty=ui.EmptyState(_("Nothing spent yet"), ""),
    )
    return render(request, "finance/project.html", {
        "name": _name(found), "code": code, "numbers": numbers, "facts": facts,
        "budget": budget, "costs": costs,
        "may_edit": request.actor.can(Permission.FINANCE_EDIT),
    })


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
        else:
            messages.success(request, _("The cost was recorded."))
            return redirect("finance:project", code=code)
    return render(request, "finance/expenditure.html", {"form": form, "code": code})
