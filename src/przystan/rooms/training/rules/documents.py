"""What a badge and the list of revoked badges say, before they are signed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from przystan.rooms.training.rules.badge import (
    BADGES,
    CREDENTIALS,
    Json,
    name_hash,
    revoked_bits,
)


@dataclass(frozen=True)
class Issuer:
    """Who issues: its did:key, name and public address."""

    did: str
    name: str
    address: str


@dataclass(frozen=True)
class Award:
    """What is certified, of whom, between which instants."""

    code: str
    place: int
    participant: str
    course_code: str
    title: str
    title_en: str
    hours: Decimal
    valid_from: datetime
    valid_until: datetime | None


def _profile(issuer: Issuer) -> Json:
    return {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.address}


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def badge_of(award: Award, *, issuer: Issuer) -> Json:
    """Return the unsigned OpenBadgeCredential of an award; the holder's name stands in it hashed.
    """
    page = f"{issuer.address}/certificates/{award.code}/"
    status = f"{issuer.address}/certificates/status.json"
    badge: Json = {
        "@context": [CREDENTIALS, BADGES],
        "id": page, "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.title, "issuer": _profile(issuer), "validFrom": _instant(award.valid_from),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "hashed": True, "identityType": "name",
                "identityHash": name_hash(award.participant, award.code), "salt": award.code}],
            "achievement": {
                "id": f"{issuer.address}/certificates/courses/{award.course_code}/",
                "type": ["Achievement"], "achievementType": "Course", "name": award.title,
                "description": f"{award.title} ({award.title_en}), {award.hours:f} h",
                "criteria": {"narrative": "Obecność na zajęciach potwierdzona podpisem; "
                                          "zaliczony test, jeżeli kurs go przewiduje."},
            },
        },
        "credentialStatus": {
            "id": f"{status}#{award.place}", "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": str(award.place),
            "statusListCredential": status},
    }
    if award.valid_until:
        badge["validUntil"] = _instant(award.valid_until)
    return badge


def status_list_of(revoked: Collection[int], *, issuer: Issuer, at: datetime) -> Json:
    """Return the unsigned list of revoked badges as a BitstringStatusListCredential."""
    address = f"{issuer.address}/certificates/status.json"
    return {
        "@context": [CREDENTIALS, BADGES],
        "id": address, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": _profile(issuer), "validFrom": _instant(at),
        "credentialSubject": {
            "id": f"{address}#list", "type": "BitstringStatusList",
            "statusPurpose": "revocation", "encodedList": revoked_bits(revoked)},
    }
