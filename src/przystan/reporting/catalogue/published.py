"""The figures that the office publishes: what the summary report says, and everybody may read."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from przystan.reporting.catalogue.statements import (
    AGREEMENT_SCAN,
    AGREEMENT_SQL,
    CALLS_SCAN,
    CALLS_SQL,
    FOLDERS_SQL,
    PERSONS_SCAN,
    PERSONS_SQL,
    SESSIONS_SCAN,
    SESSIONS_SQL,
    START,
)
from przystan.reporting.types import Definition, Unit

ADVISORY_SOURCE = _("Beneficiary cards and the services recorded on visits.")
CALLS_SOURCE = _("Contacts folded from the call engine's events.")


def _persons(code: str, label: str, meaning: str, kind: str) -> Definition:
    return Definition(
        code=code, version=1, in_force_from=START, unit=Unit.PERSONS, label=label, meaning=meaning,
        includes=_("Each person once in the project, however many cards, visits or services; "
                   "cards that turned out to be the same person count once from the day on which "
                   "they were merged."),
        excludes=_("Services outside the project's days; services removed, with a reason, by the "
                   "as-of date; cards without a service."),
        source=ADVISORY_SOURCE, row_kind="person",
        sql=PERSONS_SQL.format(kind=f"AND s.kind = '{kind}'" if kind else ""),
        scan=PERSONS_SCAN, takes=f"had_{kind}" if kind else "true",
    )


def _calls(code: str, label: str, meaning: str, excludes: str, kind: str) -> Definition:
    return Definition(
        code=code, version=1, in_force_from=START, unit=Unit.CALLS, label=label, meaning=meaning,
        includes=_("Each contact once, whatever the number of its legs."),
        excludes=excludes, source=CALLS_SOURCE, row_kind="contact",
        sql=CALLS_SQL.format(amount="1", kind=kind), scan=CALLS_SCAN, takes=kind,
    )


PUBLISHED: tuple[Definition, ...] = (
    _persons(
        "advisory.persons_assisted",
        _("Number of target group persons assisted through integration measures in the framework "
          "of national, local and regional strategies"),
        _("Persons who were given at least one service by the Information and Advisory Point."),
        "",
    ),
    _persons(
        "advisory.persons_psychological",
        _("including: persons assisted through psychological counselling"),
        _("Persons who were given psychological counselling at least once."),
        "psychological",
    ),
    _persons(
        "advisory.persons_legal",
        _("including: persons assisted through legal advice"),
        _("Persons who were given legal advice at least once."),
        "legal",
    ),
    _calls(
        "calls.answered_incoming", _("Incoming calls answered by the call centre"),
        _("Incoming contacts that were connected to an operator."),
        _("Contacts that ended in the helpline, calls abandoned in the queue, calls outside "
          "opening hours, calls cut by a restart of the engine."),
        "direction = 'incoming' AND outcome = 'answered'",
    ),
    _calls(
        "calls.outgoing", _("Outgoing calls made by the call centre"),
        _("Calls placed by an operator, whatever their end."),
        _("Consultations during a transfer: they are legs of another contact."),
        "direction = 'outgoing'",
    ),
    _calls(
        "calls.automated_helpline", _("Calls handled by the automated helpline"),
        _("Incoming contacts that ended in the automated menu without an operator."),
        _("Calls that entered the queue for an operator."),
        "direction = 'incoming' AND outcome = 'contained'",
    ),
    _calls(
        "calls.redirected", _("Calls redirected to other units of the Office"),
        _("Answered contacts that an operator passed to a unit outside the call centre; a part "
          "of the answered calls."),
        _("Consultations, and calls sent back to the queue."),
        "outcome = 'answered' AND redirected_to <> ''",
    ),
    _calls(
        "calls.abandoned", _("Calls abandoned in the queue (not published)"),
        _("Incoming contacts that waited for an operator and ended before one answered."),
        _("Contacts that ended in the menu."),
        "direction = 'incoming' AND outcome = 'abandoned'",
    ),
    Definition(
        code="records.tagged_folders", version=1, in_force_from=START, unit=Unit.FOLDERS,
        label=_("Case records labelled with RFID tags"),
        meaning=_("Paper case records whose first tag was put on within the project's days."),
        includes=_("Each folder once, however many tags it has had."),
        excludes=_("Folders registered but not labelled; folders struck out, with a reason, by "
                   "the as-of date."),
        source=_("The register of folders and tags."), row_kind="folder", sql=FOLDERS_SQL,
    ),
    Definition(
        code="records.tagging_hours", version=1, in_force_from=START, unit=Unit.HOURS,
        label=_("Working hours of labelling"),
        meaning=_("Person-hours of the sessions in which folders were labelled."),
        includes=_("Every session within the project's days."),
        excludes=_("Labelling outside a session; sessions struck out, with a reason, by the as-of "
                   "date."),
        source=_("The register of tagging sessions."), row_kind="session",
        sql=SESSIONS_SQL.format(column="hours"),
        counts_rows=False, scan=SESSIONS_SCAN, amount="hours",
    ),
    Definition(
        code="finance.project_value", version=1, in_force_from=START, unit=Unit.PLN,
        label=_("Project value"),
        meaning=_("The value in the agreement in force on the as-of date."),
        includes=_("The latest agreement or amendment recorded by then."),
        excludes=_("Earlier agreements."), source=_("The register of agreements."),
        row_kind="agreement", sql=AGREEMENT_SQL.format(column="value"), counts_rows=False,
        scan=AGREEMENT_SCAN, amount="value",
    ),
    Definition(
        code="finance.cofinancing", version=1, in_force_from=START, unit=Unit.PLN,
        label=_("AMIF's co-financing value"),
        meaning=_("The Fund's share in the agreement in force on the as-of date: 75 % of the "
                  "value, held by a constraint of the database."),
        includes=_("The latest agreement or amendment recorded by then."),
        excludes=_("The national share."), source=_("The register of agreements."),
        row_kind="agreement", sql=AGREEMENT_SQL.format(column="cofinancing"), counts_rows=False,
        scan=AGREEMENT_SCAN, amount="cofinancing",
    ),
)
# Screens translate units and rows by their codes; written here, the catalogues know them.
UNIT_NAMES = (_("persons"), _("calls"), _("folders"), _("hours"))
ROW_NAMES = (_("person"), _("contact"), _("folder"), _("session"), _("agreement"))
