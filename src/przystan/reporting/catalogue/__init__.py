"""The catalogue of figures: each a definition with its version, over the rooms' fact views.

A change of meaning is a new version with its own date; published values keep theirs. What is
published stands in `published`, what the office counts for itself in `office`; the Fund's
indicators are rows (models.Indicator) that point at figures.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from przystan.reporting.catalogue.fund import FUND
from przystan.reporting.catalogue.office import OFFICE
from przystan.reporting.catalogue.published import PUBLISHED
from przystan.reporting.catalogue.ratios import RATIOS

__all__ = ["AREAS", "BY_CODE", "DEFINITIONS", "PUBLISHED", "RATIOS", "RATIO_BY_CODE"]

DEFINITIONS = (*PUBLISHED, *FUND, *OFFICE)
BY_CODE = {d.code: d for d in DEFINITIONS}
RATIO_BY_CODE = {r.code: r for r in RATIOS}
# What a code begins with, and what that is called.
AREAS = {
    "advisory": _("Information and Advisory Point"), "amif": _("Objectives of the Fund"),
    "calls": _("Call centre"), "records": _("Case records"),
    "reception": _("Customer service centre"), "cases": _("Cases"), "training": _("Training"),
    "documents": _("Equipment"), "finance": _("Money"),
}
# Screens translate units and rows by their codes; written here, the catalogues know them.
UNIT_NAMES = (_("services"), _("cards"), _("answers"), _("tickets"), _("cases"), _("days"),
              _("seconds"), _("mistakes"), _("attendances"), _("items"))
ROW_NAMES = (_("service"), _("card"), _("answer"), _("ticket"), _("case"), _("step of a case"),
             _("attendance"), _("asset"), _("cost"))
