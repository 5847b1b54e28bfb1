"""Measures of two figures: each keeps both, so that it opens to the rows of either."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_noop as _

from przystan.reporting.types import Ratio, RatioForm

F = RatioForm
RATIOS: tuple[Ratio, ...] = (
    Ratio("finance.cost_per_person", _("Cost per person assisted"),
          "finance.cost_of_persons", "advisory.persons_assisted", F.PLN),
    Ratio("finance.cost_per_answered_call", _("Cost per answered call"),
          "finance.cost_of_calls", "calls.answered_incoming", F.PLN),
    Ratio("finance.cost_per_folder", _("Cost per labelled folder"),
          "finance.cost_of_folders", "records.tagged_folders", F.PLN),
    Ratio("finance.absorption", _("Share of the project's value spent"),
          "finance.spent", "finance.project_value", F.SHARE),
    Ratio("records.seconds_per_folder", _("Time to label a folder"),
          "records.tagging_hours", "records.tagged_folders", F.DURATION, Decimal(3600)),
    Ratio("calls.service_level", _("Service level: answered within 20 seconds"),
          "calls.answered_in_time", "calls.judged", F.SHARE),
    Ratio("calls.abandonment", _("Share of calls abandoned in the queue"),
          "calls.abandoned", "calls.queued", F.SHARE),
    Ratio("calls.mean_wait", _("Mean wait of answered calls"),
          "calls.wait_seconds", "calls.answered_wait_known", F.DURATION),
    Ratio("calls.mean_talk", _("Mean talk of answered calls"),
          "calls.talk_seconds", "calls.answered_talk_known", F.DURATION),
    Ratio("reception.mean_wait", _("Mean wait in the hall"),
          "reception.wait_seconds", "reception.called", F.DURATION),
    Ratio("reception.called_in_time", _("Share of tickets called within half an hour"),
          "reception.called_in_half_an_hour", "reception.called", F.SHARE),
    Ratio("cases.mean_days", _("Mean days to the decision"),
          "cases.decision_days", "cases.decided", F.NUMBER),
    Ratio("cases.granted_share", _("Share of decisions that grant"),
          "cases.granted", "cases.decided", F.SHARE),
    Ratio("advisory.helpful_share", _("Share of answers that the support was helpful"),
          "advisory.survey_helpful", "advisory.survey_answers", F.SHARE),
)
