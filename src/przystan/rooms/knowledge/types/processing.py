"""What knowledge keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Searches that found nothing",
        purpose="what texts are missing",
        subjects="nobody by intent: numbers and names are cut out before",
        basis="art. 6(1)(e)",
        columns={
            "knowledge_emptysearch.text": Held.NOTE,
            "knowledge_settledsearch.text": Held.NOTE,
        },
    ),
)
