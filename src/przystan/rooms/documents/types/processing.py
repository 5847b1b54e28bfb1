"""What documents keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Documents",
        purpose="reading and examination of identity documents and letters",
        subjects="holders of documents",
        basis="art. 6(1)(c)",
        columns={
            "documents_documentreading.person_id": Held.LINK,
            "documents_documentreading.number": Held.NUMBER,
            "documents_examination.person_id": Held.LINK,
            "documents_examination.number": Held.NUMBER,
            "documents_evidence.note": Held.NOTE,
            "documents_verdict.reason": Held.NOTE,
            "documents_lostdocument.number": Held.NUMBER,
            "documents_scannedletter.case_sign": Held.NUMBER,
            "documents_scanstack.case_sign": Held.NUMBER,
            "documents_receivedmail.case_sign": Held.NUMBER,
            "documents_receivedmail.left": Held.NOTE,
        },
    ),
)
