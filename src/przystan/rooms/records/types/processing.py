"""What records keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Folders",
        purpose="where each folder is, who holds it, when it goes",
        subjects="parties of cases; staff who hold folders",
        basis="art. 6(1)(c): act on the national archive",
        recipients="the state archive",
        kept="as the archive category says",
        columns={
            "records_folder.case_sign": Held.NUMBER,
            "records_folderrequest.purpose": Held.NOTE,
            "records_custodyevent.note": Held.NOTE,
            "records_folderremoval.reason": Held.NOTE,
            "records_legalhold.reason": Held.NOTE,
        },
    ),
)
