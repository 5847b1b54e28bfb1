"""The summary report of a project: our sentences, and every number a live field."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from przystan.reporting.queries.figures import PROJECT, compute
from przystan.reporting.reports.types import Report, Section
from przystan.reporting.reports.writer import Writer, make_report
from przystan.reporting.types import Figure

TITLE = noop(
    "Summary report of the AMIF's West Pomerania is friendly to foreigners project implementation"
)
POINT = (
    noop("The point works in Szczecin and in the delegation in Koszalin. It gives third-country "
         "nationals information, the help of an interpreter, psychological counselling and legal "
         "advice."),
    noop("So far {advisory.persons_assisted:plain} persons have been assisted; "
         "{advisory.persons_psychological:plain} of them came to the psychologist and "
         "{advisory.persons_legal:plain} to the legal adviser."),
)
POINT_NOTE = noop(
    "Each person is registered once: whoever has a beneficiary card is counted one time, however "
    "often they came and whichever services they were given."
)
CALLS = (
    noop("The call centre team answers in Polish, Ukrainian, Russian and English. It works "
         "together with the automated helpline, which answers at any hour."),
)
RECORDS = (
    noop("Paper case records were labelled with RFID tags, registered and put in their places, "
         "so that a folder can be found without searching for it."),
    noop("It took {records.tagging_hours:comma} working hours to label "
         "{records.tagged_folders:comma} case records."),
)
WORKSTATIONS = (noop("The workstations of the Department were retrofitted with:"),)
WORKSTATION_ITEMS = (
    noop("computers, document readers and scanners, which read and verify documents;"),
    noop("barcode printers and multifunction devices;"),
    noop("pads, which organise the work of the customer service centre;"),
    noop("a device that examines the authenticity of documents."),
)
TRAINING = (
    noop("The staff of the Department were trained in the law on foreigners, in communication "
         "between cultures, and in the new systems."),
)
REMARKS = (
    noop("A person is registered once and found again in any script, so every branch counts the "
         "same persons."),
    noop("Of the answered calls, {calls.redirected:spaced} were passed to other units of the "
         "Office; the rest ended with the team."),
    noop("The helpline ended {calls.automated_helpline:spaced} calls without an operator."),
    noop("The project cost {finance.project_value:money}, of which the Fund paid "
         "{finance.cofinancing:money}."),
)

PERSON_FIGURES = (
    "advisory.persons_assisted", "advisory.persons_psychological", "advisory.persons_legal",
)
CALL_FIGURES = (
    "calls.answered_incoming", "calls.outgoing", "calls.automated_helpline", "calls.redirected",
)


def summary_report(
    *, as_of: date, project: str = PROJECT, figures: tuple[Figure, ...] = ()
) -> Report:
    """Return the summary report of a project as of the end of an office day.

    The text is in the active language; every number is computed from rows, or is what was
    published where published figures are given. Raises ProjectNotFound.
    """
    figures = figures or compute(as_of=as_of, project=project)
    write = Writer(figures, as_of)
    sections = (
        Section(_("Information and Advisory Point"), write.sentences(POINT),
                write.table(PERSON_FIGURES, "plain", _(POINT_NOTE))),
        Section(_("Call centre team"), write.sentences(CALLS),
                write.table(CALL_FIGURES, "spaced")),
        Section(_("Case records"), write.sentences(RECORDS)),
        Section(_("Workstations retrofitting"), write.sentences(WORKSTATIONS),
                items=write.sentences(WORKSTATION_ITEMS)),
        Section(_("Vocational training"), write.sentences(TRAINING)),
        Section(_("Post-implementation remarks"), (), items=write.sentences(REMARKS),
                is_numbered=True),
    )
    return make_report(
        "summary", _(TITLE), sections, write, as_of=as_of, project=project)
