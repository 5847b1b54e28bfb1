"""What advisory keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Advice and support",
        purpose="services of the project, their eligibility and settlement",
        subjects="beneficiaries of the project",
        basis="art. 6(1)(e), art. 9(2)(g) for what touches health",
        recipients="controllers of the Fund: counts, and rows on their inspection",
        kept="five years after the end of the project, then until erased",
        columns={
            "advisory_beneficiarycard.person_id": Held.LINK,
            "advisory_documentseen.number": Held.NUMBER,
            "advisory_signature.strokes": Held.TRAIT,
            "advisory_followup.task": Held.NOTE,
            "advisory_followupdone.outcome": Held.NOTE,
            "advisory_referral.purpose": Held.NOTE,
            "advisory_referralstep.reason": Held.NOTE,
            "advisory_booking.purpose": Held.NOTE,
            "advisory_booking.cancel_reason": Held.NOTE,
            "advisory_serviceremoval.reason": Held.NOTE,
        },
    ),
    Activity(
        name="Notes of few readers",
        purpose="advice of lawyers, notes of psychologists",
        subjects="beneficiaries, other parties of their matters",
        basis="art. 6(1)(e), art. 9(2)(h)",
        columns={
            "advisory_sealednote.ciphertext": Held.SEALED,
            "advisory_legalnote.advice": Held.NOTE,
            "advisory_legalnote.referral": Held.NOTE,
            "advisory_legalnote.conflict_reason": Held.NOTE,
            "advisory_legalparty.name": Held.NAME,
            "advisory_legalparty.name_key": Held.NAME,
            "advisory_legalparty.number": Held.NUMBER,
        },
    ),
    Activity(
        name="Complaints and opinions",
        purpose="answer to complaints, quality of service",
        subjects="whoever complains",
        basis="art. 6(1)(c)",
        kept="until cleared by a manager",
        columns={
            "advisory_complaint.text": Held.NOTE,
            "advisory_complaint.contact": Held.CONTACT,
            "advisory_complaintstep.answer": Held.NOTE,
        },
    ),
)
