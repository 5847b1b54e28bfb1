"""What cases keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Cases of residence and work",
        purpose="proceedings: stages, deadlines, letters, decisions",
        subjects="parties and their representatives",
        basis="art. 6(1)(c): act on foreigners, code of administrative procedure",
        recipients="parties, by letter",
        kept="as the archive category of the folder says",
        columns={
            "cases_case.person_id": Held.LINK,
            "cases_case.sign": Held.NUMBER,
            "cases_stageevent.note": Held.NOTE,
            "cases_clockevent.note": Held.NOTE,
            "cases_casenote.text": Held.NOTE,
            "cases_casenotestrike.reason": Held.NOTE,
            "cases_party.person_id": Held.LINK,
            "cases_decisiondraft.grounds": Held.NOTE,
            "cases_draftreview.note": Held.NOTE,
            "cases_letter.content": Held.NOTE,
            "cases_feeentry.note": Held.NOTE,
            "cases_assignment.reason": Held.NOTE,
            "cases_partyend.reason": Held.NOTE,
            "cases_statuscode.number": Held.NUMBER,
            "cases_statusattempt.number": Held.NUMBER,
        },
    ),
)
