"""Open Badges 3.0: a verifiable credential with an embedded proof, checked without a network.

The proof is of the suite eddsa-rdfc-2022 (W3C, Data Integrity EdDSA Cryptosuites, 2025), which
Open Badges 3.0 § 8 names. The issuer is a did:key: the public key stands in the badge itself, so
what must be known from elsewhere is only whose key it is.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from pyld import jsonld

Json = dict[str, Any]
_CONTEXTS = Path(__file__).parents[1] / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_FILES = {CREDENTIALS: "credentials-v2.json", BADGES: "open-badges-3.0.3.json"}
SUITE = "eddsa-rdfc-2022"
# Multicodec's prefix of an Ed25519 public key.
_ED25519 = b"\xed\x01"
_LONGEST = 100_000
LEAST_BITS = 131_072
_LONGEST_LIST = 2_000_000


class BadgeFlaw(StrEnum):
    """Why a badge does not hold."""

    UNREADABLE = "unreadable"
    NOT_A_BADGE = "not_a_badge"
    PROOF_WRONG = "proof_wrong"
    ISSUER_UNKNOWN = "issuer_unknown"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STATUS_UNREADABLE = "status_unreadable"
    OTHER_NAME = "other_name"


class BadgeRefused(Exception):
    """The badge does not hold; `flaw` says why."""

    def __init__(self, flaw: BadgeFlaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True)
class BadgeFacts:
    """What a badge that holds says: its address, issuer, achievement and days."""

    id: str
    issuer: str
    achievement: str
    valid_from: str
    valid_until: str


@cache
def _context(address: str) -> Json:
    return dict(json.loads((_CONTEXTS / _FILES[address]).read_text("utf-8")))


def _load(address: str, _options: object) -> Json:
    # Nothing is fetched: a badge that names another vocabulary is not one of ours.
    if address not in _FILES:
        raise jsonld.JsonLdError(f"unknown context {address}", "jsonld.LoadDocumentError")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address,
            "document": _context(address)}


def _refuse_unknown(term: str) -> None:
    # What no vocabulary knows would not be signed, and yet stand in the badge.
    raise ValueError(term)


def _canonical(document: Json) -> bytes:
    processor = jsonld.JsonLdProcessor(on_property_dropped=_refuse_unknown)
    text = processor.normalize(document, {
        "algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load})
    return str(text).encode()


def did_of(key: Ed25519PublicKey) -> str:
    """Return the did:key of a public key."""
    return f"did:key:z{base58.b58encode(_ED25519 + key.public_bytes_raw()).decode()}"


def key_of(did: str) -> Ed25519PublicKey:
    """Return the public key of a did:key. Raises BadgeRefused."""
    try:
        raw = base58.b58decode(did.removeprefix("did:key:z"))
        if not did.startswith("did:key:z") or not raw.startswith(_ED25519):
            raise ValueError(did)
        return Ed25519PublicKey.from_public_bytes(raw.removeprefix(_ED25519))
    except ValueError as wrong:
        raise BadgeRefused(BadgeFlaw.ISSUER_UNKNOWN) from wrong


def name_hash(name: str, salt: str) -> str:
    """Return the hash of a holder's name (Open Badges 3.0, IdentityObject)."""
    return "sha256$" + hashlib.sha256((name + salt).encode()).hexdigest()


def _signed_bytes(document: Json, proof: Json) -> bytes:
    config = {"@context": document["@context"],
              **{k: v for k, v in proof.items() if k != "proofValue"}}
    plain = {k: v for k, v in document.items() if k != "proof"}
    return (hashlib.sha256(_canonical(config)).digest()
            + hashlib.sha256(_canonical(plain)).digest())


def sign_badge(document: Json, *, key: Ed25519PrivateKey, at: datetime) -> Json:
    """Return the credential with its proof."""
    did = did_of(key.public_key())
    proof: Json = {
        "type": "DataIntegrityProof", "cryptosuite": SUITE,
        "created": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "proofPurpose": "assertionMethod",
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}"}
    value = key.sign(_signed_bytes(document, proof))
    proof["proofValue"] = f"z{base58.b58encode(value).decode()}"
    return {**document, "proof": proof}


def read_badge(content: bytes) -> Json:
    """Return the badge that a file holds. Raises BadgeRefused."""
    if len(content) > _LONGEST:
        raise BadgeRefused(BadgeFlaw.UNREADABLE)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise BadgeRefused(BadgeFlaw.UNREADABLE) from wrong
    if not isinstance(found, dict):
        raise BadgeRefused(BadgeFlaw.NOT_A_BADGE)
    return found


def revoked_bits(indices: Collection[int]) -> str:
    """Return the list of revoked places as a Bitstring Status List writes it.

    At least 131,072 bits, so that a place says little about whose it is (W3C, Bitstring Status
    List v1.0, 2025).
    """
    bits = bytearray(-(-max(LEAST_BITS, max(indices, default=0) + 1) // 8))
    for place in indices:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def is_revoked(status_list: Json, index: int) -> bool:
    """Whether a place of a status list is set. Raises BadgeRefused when it cannot be read."""
    try:
        packed = status_list["credentialSubject"]["encodedList"].removeprefix("u")
        with gzip.GzipFile(fileobj=BytesIO(base64.urlsafe_b64decode(packed + "=="))) as unpacked:
            bits = unpacked.read(_LONGEST_LIST)
        return bool(bits[index // 8] & 0x80 >> index % 8)
    except (KeyError, TypeError, AttributeError, ValueError, OSError, EOFError,
            IndexError) as wrong:
        raise BadgeRefused(BadgeFlaw.STATUS_UNREADABLE) from wrong


def check_badge(
    badge: Json, *, issuer: str, on: datetime, status_list: Json | None = None,
    name: str | None = None,
) -> BadgeFacts:
    """Check a badge by its proof, its issuer's did:key, its days, its revocation, its holder.

    Revocation is checked against a signed `status_list` and the holder against a `name`, where
    they are given. Needs no network. Raises BadgeRefused.
    """
    try:
        facts = BadgeFacts(
            badge["id"], badge["issuer"]["id"],
            badge["credentialSubject"]["achievement"]["name"], badge["validFrom"],
            badge.get("validUntil", ""))
        subject, proof = badge["credentialSubject"], badge["proof"]
        is_badge = "OpenBadgeCredential" in badge["type"] and badge["@context"] == [
            CREDENTIALS, BADGES]
        all_text = all(isinstance(x, str) for x in vars(facts).values())
    except (KeyError, TypeError, AttributeError) as missing:
        raise BadgeRefused(BadgeFlaw.NOT_A_BADGE) from missing
    if not (is_badge and all_text and isinstance(proof, dict)):
        raise BadgeRefused(BadgeFlaw.NOT_A_BADGE)
    if facts.issuer != issuer:
        raise BadgeRefused(BadgeFlaw.ISSUER_UNKNOWN)
    _check_proof(badge, proof, issuer)
    _check_days(facts, on)
    if status_list is not None:
        _check_status(badge, status_list, issuer)
    if name is not None and not _is_holder(subject, name):
        raise BadgeRefused(BadgeFlaw.OTHER_NAME)
    return facts


def _check_proof(badge: Json, proof: Json, issuer: str) -> None:
    try:
        if (proof["cryptosuite"], proof["proofPurpose"]) != (SUITE, "assertionMethod"):
            raise ValueError(proof["cryptosuite"])
        if proof["verificationMethod"].partition("#")[0] != issuer:
            raise ValueError(proof["verificationMethod"])
        value = base58.b58decode(proof["proofValue"].removeprefix("z"))
        key_of(issuer).verify(value, _signed_bytes(badge, proof))
    except (InvalidSignature, ValueError, KeyError, AttributeError, TypeError,
            jsonld.JsonLdError) as wrong:
        raise BadgeRefused(BadgeFlaw.PROOF_WRONG) from wrong


def _check_status(badge: Json, status_list: Json, issuer: str) -> None:
    try:
        entry = badge["credentialStatus"]
        if status_list["id"] != entry["statusListCredential"]:
            raise BadgeRefused(BadgeFlaw.STATUS_UNREADABLE)
        _check_proof(status_list, status_list["proof"], issuer)
        index = int(entry["statusListIndex"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadgeRefused(BadgeFlaw.STATUS_UNREADABLE) from wrong
    if is_revoked(status_list, index):
        raise BadgeRefused(BadgeFlaw.REVOKED)


def _check_days(facts: BadgeFacts, on: datetime) -> None:
    if datetime.fromisoformat(facts.valid_from) > on:
        raise BadgeRefused(BadgeFlaw.NOT_YET_VALID)
    if facts.valid_until and datetime.fromisoformat(facts.valid_until) < on:
        raise BadgeRefused(BadgeFlaw.EXPIRED)


def _is_holder(subject: Mapping[str, Any], name: str) -> bool:
    return any(
        hmac.compare_digest(str(x.get("identityHash", "")), name_hash(name, x.get("salt", "")))
        for x in subject.get("identifier", ()))
