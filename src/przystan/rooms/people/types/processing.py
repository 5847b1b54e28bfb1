"""What people keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Persons",
        purpose="who is served: identity, duplicates, restriction, erasure",
        subjects="foreigners who turn to the office, their relatives",
        basis="art. 6(1)(c) and (e)",
        columns={
            "people_person.sex": Held.TRAIT,
            "people_person.birth_date": Held.TRAIT,
            "people_person.citizenship": Held.TRAIT,
            "people_personname.family_name": Held.NAME,
            "people_personname.given_names": Held.NAME,
            "people_identifier.value": Held.NUMBER,
            "people_phone.number": Held.CONTACT,
            "people_correction.was": Held.NOTE,
            "people_correction.became": Held.NOTE,
            "people_correction.reason": Held.NOTE,
            "people_flag.reason": Held.NOTE,
            "people_flagend.reason": Held.NOTE,
            "people_merge.reason": Held.NOTE,
            "people_mergeundo.reason": Held.NOTE,
            "people_judgement.reason": Held.NOTE,
            "people_familylink.relative_id": Held.LINK,
            "people_clausegiven.person_id": Held.LINK,
        },
    ),
)
