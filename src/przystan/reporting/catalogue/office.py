"""What the office counts for itself: seen by staff, not published."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from przystan.reporting.catalogue import statements as s
from przystan.reporting.catalogue.published import ADVISORY_SOURCE, CALLS_SOURCE
from przystan.reporting.types import Definition, Unit

ALL_SERVICES = _("Services outside the project's days; services removed, with a reason, by the "
                 "as-of date.")
NOT_COUNTED = _("Contacts left out with a reason by the as-of date.")
TICKET_SOURCE = _("The tickets of the hall and their events.")
CASE_SOURCE = _("The stages of cases.")
NOTHING = _("Nothing.")
WITHIN_DAYS = _("Every row within the project's days.")
# Source: the measures of the call centre (docs/ways/call-metrics.md): 20 seconds, and who gave up
# in under 5 could not have been answered.
THRESHOLD_SECONDS, SHORT_ABANDON_SECONDS = 20, 5
WAITED_IN_HALL = "extract(epoch FROM called_at - taken_at)"


def _one(
    code: str, unit: Unit, row_kind: str, sql: str, label: str, meaning: str, *, source: str,
    includes: str = WITHIN_DAYS, excludes: str = NOTHING, counts_rows: bool = True,
    scan: str = "", takes: str = "true", amount: str = "1",
) -> Definition:
    return Definition(
        code=code, version=1, in_force_from=s.START, unit=unit, label=label, meaning=meaning,
        includes=includes, excludes=excludes, source=source, row_kind=row_kind, sql=sql,
        counts_rows=counts_rows, scan=scan, takes=takes, amount=amount)


def _services(code: str, kind: str, label: str, meaning: str) -> Definition:
    return _one(code, Unit.SERVICES, "service",
                s.SERVICES_SQL.format(kind=f"AND s.{kind}" if kind else ""), label, meaning,
                source=ADVISORY_SOURCE, excludes=ALL_SERVICES, scan=s.SERVICES_SCAN,
                takes=kind or "true")


def _contacts(
    code: str, unit: Unit, amount: str, kind: str, label: str, meaning: str
) -> Definition:
    return _one(code, unit, "contact", s.CALLS_SQL.format(amount=amount, kind=kind), label,
                meaning, source=CALLS_SOURCE, excludes=NOT_COUNTED, counts_rows=amount == "1",
                scan=s.CALLS_SCAN, takes=kind, amount=amount)


def _tickets(
    code: str, unit: Unit, amount: str, known: str, kind: str, label: str, meaning: str
) -> Definition:
    return _one(code, unit, "ticket", s.TICKETS_SQL.format(amount=amount, known=known, kind=kind),
                label, meaning, source=TICKET_SOURCE, counts_rows=amount == "1",
                scan=s.TICKETS_SCAN, takes=f"{known} < %(as_of)s {kind}", amount=amount)


def _stages(
    code: str, unit: Unit, amount: str, kind: str, label: str, meaning: str
) -> Definition:
    return _one(code, unit, "step of a case", s.STAGES_SQL.format(amount=amount, kind=kind), label,
                meaning, source=CASE_SOURCE, counts_rows=amount == "1", scan=s.STAGES_SCAN,
                takes=kind, amount=amount)


def _cost_of(code: str, product: str, label: str, meaning: str) -> Definition:
    return _one(
        code, Unit.PLN, "cost",
        s.COSTS_SQL.format(kind=f"""AND line_code IN (
    SELECT line_code FROM finance_fact_costrule
    WHERE project_code = %(project)s AND product = '{product}' AND recorded_at < %(as_of)s)"""),
        label, meaning, source=_("Costs and the rules that say which budget lines pay for what."),
        includes=_("Costs of the budget lines that pay for it, corrections included."),
        excludes=_("Costs recorded after the as-of date."), counts_rows=False)


OFFICE: tuple[Definition, ...] = (
    _services("advisory.services", "", _("Services given"),
              _("Services recorded on visits to the Information and Advisory Point.")),
    _services("advisory.consultations_psychological", "kind = 'psychological'",
              _("Psychological consultations"), _("Services of psychological counselling.")),
    _services("advisory.consultations_legal", "kind = 'legal'",
              _("Legal consultations"), _("Services of legal advice.")),
    _services("advisory.services_interpreted", "interpreter_used",
              _("Services with an interpreter"), _("Services at which an interpreter helped.")),
    _one("advisory.cards", Unit.CARDS, "card", s.CARDS_SQL.format(kind=""),
         _("Beneficiary cards opened"),
         _("Cards as they were entered; a person entered twice has two."),
         source=ADVISORY_SOURCE),
    _one("advisory.cards_signed", Unit.CARDS, "card", s.CARDS_SQL.format(kind="AND is_signed"),
         _("Beneficiary cards signed"), _("Cards with the signature of the participant."),
         source=ADVISORY_SOURCE),
    _one("advisory.survey_answers", Unit.ANSWERS, "answer", s.SURVEY_SQL.format(kind=""),
         _("Answers to the survey"),
         _("Answers of participants who were invited; each knows its month and nothing else."),
         source=_("The survey of participants."),
         includes=_("An answer counts from the end of its month on, so that no as-of day tells "
                    "who answered when.")),
    _one("advisory.survey_helpful", Unit.ANSWERS, "answer",
         s.SURVEY_SQL.format(kind="AND helpful = 'yes'"),
         _("Answers that the support was helpful"),
         _("Answers “yes” to the question whether the support helped with integration."),
         source=_("The survey of participants."),
         includes=_("An answer counts from the end of its month on, so that no as-of day tells "
                    "who answered when.")),
    _contacts("calls.queued", Unit.CALLS, "1",
              "direction = 'incoming' AND outcome IN ('answered', 'abandoned')",
              _("Calls that waited for an operator"),
              _("Incoming contacts that entered the queue: answered and abandoned together.")),
    _contacts("calls.judged", Unit.CALLS, "1",
              "direction = 'incoming' AND wait_seconds IS NOT NULL AND (outcome = 'answered'"
              f" OR outcome = 'abandoned' AND wait_seconds >= {SHORT_ABANDON_SECONDS})",
              _("Calls on which the service level is judged"),
              _("Answered calls with a known wait, and abandoned ones less those that ended in "
                "under five seconds.")),
    _contacts("calls.answered_in_time", Unit.CALLS, "1",
              "direction = 'incoming' AND outcome = 'answered'"
              f" AND wait_seconds <= {THRESHOLD_SECONDS}",
              _("Calls answered within 20 seconds"),
              _("Answered incoming contacts whose wait was at most 20 seconds.")),
    _contacts("calls.answered_wait_known", Unit.CALLS, "1",
              "direction = 'incoming' AND outcome = 'answered' AND wait_seconds IS NOT NULL",
              _("Answered calls with a known wait"),
              _("Answered incoming contacts of which the engine told how long they waited.")),
    _contacts("calls.wait_seconds", Unit.SECONDS, "round(wait_seconds::numeric, 2)",
              "direction = 'incoming' AND outcome = 'answered' AND wait_seconds IS NOT NULL",
              _("Seconds waited by answered calls"),
              _("The waits of answered incoming contacts, added up.")),
    _contacts("calls.answered_talk_known", Unit.CALLS, "1",
              "direction = 'incoming' AND outcome = 'answered' AND talk_seconds IS NOT NULL",
              _("Answered calls with a known talk"),
              _("Answered incoming contacts of which the engine told how long was spoken.")),
    _contacts("calls.talk_seconds", Unit.SECONDS, "round(talk_seconds::numeric, 2)",
              "direction = 'incoming' AND outcome = 'answered' AND talk_seconds IS NOT NULL",
              _("Seconds spoken in answered calls"),
              _("The talks of answered incoming contacts, added up.")),
    _one("records.tagging_mistakes", Unit.MISTAKES, "session",
         s.SESSIONS_SQL.format(column="errors::numeric"), _("Mistakes of labelling"),
         _("Labels that were found wrong within the sessions of labelling."),
         source=_("The register of tagging sessions."),
         excludes=_("Sessions struck out, with a reason, by the as-of date."), counts_rows=False,
         scan=s.SESSIONS_SCAN, amount="errors"),
    _tickets("reception.tickets", Unit.TICKETS, "1", "taken_at", "", _("Tickets taken"),
             _("Tickets that were printed or given in the customer service centre.")),
    _tickets("reception.served", Unit.TICKETS, "1", "ended_at", "AND end_state = 'served'",
             _("Tickets served"), _("Tickets whose person was served at a counter.")),
    _tickets("reception.no_shows", Unit.TICKETS, "1", "ended_at", "AND end_state = 'no_show'",
             _("Tickets nobody came with"), _("Tickets that were called and nobody came.")),
    _tickets("reception.called", Unit.TICKETS, "1", "called_at", "AND called_at >= taken_at",
             _("Tickets called"), _("Tickets that were called to a counter.")),
    _tickets("reception.called_in_half_an_hour", Unit.TICKETS, "1", "called_at",
             f"AND called_at >= taken_at AND {WAITED_IN_HALL} <= 1800",
             _("Tickets called within half an hour"),
             _("Tickets that were called at most 30 minutes after they were taken.")),
    _tickets("reception.wait_seconds", Unit.SECONDS, f"round({WAITED_IN_HALL}, 2)", "called_at",
             "AND called_at >= taken_at", _("Seconds waited in the hall"),
             _("From taking a ticket to its first call, added up.")),
    _one("cases.received", Unit.CASES, "case", s.CASES_SQL, _("Cases received"),
         _("Applications that were received within the project's days."), source=CASE_SOURCE),
    _stages("cases.decided", Unit.CASES, "1", "stage = 'decided'", _("Cases decided"),
            _("Decisions of the first instance.")),
    _stages("cases.granted", Unit.CASES, "1", "stage = 'decided' AND decision = 'granted'",
            _("Decisions that grant"), _("Decisions of the first instance that grant the permit.")),
    _stages("cases.appealed", Unit.CASES, "1", "stage = 'appealed'", _("Cases appealed"),
            _("Appeals against decisions of the first instance.")),
    _stages("cases.decision_days", Unit.DAYS, "(on_date - received_on)", "stage = 'decided'",
            _("Days to the decision"),
            _("Calendar days from receiving an application to its decision, added up.")),
    _one("training.attendances", Unit.ATTENDANCES, "attendance",
         s.ATTENDANCE_SQL.format(amount="1"), _("Attendances at training"),
         _("Persons at sessions: whoever was at two sessions counts twice."),
         source=_("The lists of attendance.")),
    _one("training.hours", Unit.HOURS, "attendance", s.ATTENDANCE_SQL.format(amount="hours"),
         _("Person-hours of training"), _("The hours of every attendance, added up."),
         source=_("The lists of attendance."), counts_rows=False),
    _one("documents.equipment", Unit.ITEMS, "asset", s.ASSETS_SQL.format(amount="quantity"),
         _("Equipment bought"), _("Pieces of equipment in the register of assets."),
         source=_("The register of assets."), excludes=_("Consumables."), counts_rows=False),
    _one("documents.equipment_value", Unit.PLN, "asset",
         s.ASSETS_SQL.format(amount="(price * quantity)"), _("Value of the equipment"),
         _("Price times quantity of the equipment in the register of assets."),
         source=_("The register of assets."), excludes=_("Consumables."), counts_rows=False),
    _one("finance.spent", Unit.PLN, "cost", s.COSTS_SQL.format(kind=""), _("Expenditure"),
         _("Costs of the project, by the documents that prove them."),
         includes=_("Every cost of the project; a correction is a row with the opposite amount."),
         excludes=_("Costs recorded after the as-of date."),
         source=_("The register of costs."), counts_rows=False),
    _cost_of("finance.cost_of_persons", "persons", _("Cost of advice to persons"),
             _("What was spent on the budget lines that pay for advice to persons.")),
    _cost_of("finance.cost_of_calls", "calls", _("Cost of answering calls"),
             _("What was spent on the budget lines that pay for answering calls.")),
    _cost_of("finance.cost_of_folders", "folders", _("Cost of labelling folders"),
             _("What was spent on the budget lines that pay for labelling folders.")),
)
