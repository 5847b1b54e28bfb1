"""Reports by their kind. Each is made from rows as of the end of an office day."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_noop as _

from przystan.reporting.reports.fund import final_report, quarterly_report
from przystan.reporting.reports.monthly import monthly_report
from przystan.reporting.reports.rooms import calls_report, inventory_report
from przystan.reporting.reports.summary import summary_report
from przystan.reporting.reports.types import Report

__all__ = ["KIND_NAMES", "NARRATED", "REPORTS"]

REPORTS: dict[str, Callable[..., Report]] = {
    "summary": summary_report, "monthly": monthly_report, "quarterly": quarterly_report,
    "final": final_report, "calls": calls_report, "inventory": inventory_report,
}
KIND_NAMES = {
    "summary": _("Summary report"), "monthly": _("Monthly report"),
    "quarterly": _("Quarterly report to the Fund"), "final": _("Final report to the Fund"),
    "calls": _("Call centre by half-hours"), "inventory": _("Inventory of case records"),
}
# Reports with a text of the office's own.
NARRATED = ("quarterly", "final")
