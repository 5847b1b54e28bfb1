"""What training keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Training of staff",
        purpose="courses, attendance, certificates",
        subjects="staff",
        basis="art. 6(1)(c): labour code",
        recipients="holders of a certificate show it themselves",
        kept="ten years, with the personnel file",
        columns={
            "training_attendance.participant": Held.NAME,
            "training_enrolment.participant": Held.NAME,
            "training_session.trainer": Held.NAME,
            "training_plannedsession.trainer": Held.NAME,
            "training_certificate.badge": Held.NOTE,
            "training_revocation.reason": Held.NOTE,
        },
    ),
)
