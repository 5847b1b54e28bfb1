"""Badges: what is signed holds, what was changed does not, and neither needs a network."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.training.rules.badge import (
    BadgeFlaw,
    BadgeRefused,
    Json,
    check_badge,
    did_of,
    is_revoked,
    key_of,
    read_badge,
    revoked_bits,
    sign_badge,
)
from przystan.rooms.training.rules.documents import Award, Issuer, badge_of, status_list_of

AT = datetime(2023, 9, 4, 8, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
OFFICE = Issuer(did_of(KEY.public_key()), "Urząd", "https://przystan.example")
AWARD = Award("abc", 5, "Anna Doradczyni", "FOR-1", "Prawo", "Law", Decimal(8), AT,
              AT + timedelta(days=365))


def badge(award: Award = AWARD) -> Json:
    return sign_badge(badge_of(award, issuer=OFFICE), key=KEY, at=AT)


def flaw(found: Json, **more: object) -> BadgeFlaw:
    with pytest.raises(BadgeRefused) as refused:
        check_badge(found, **{"issuer": OFFICE.did, "on": AT, **more})  # type: ignore[arg-type]
    return refused.value.flaw


def test_a_signed_badge_holds_for_its_holder() -> None:
    facts = check_badge(badge(), issuer=OFFICE.did, on=AT, name="Anna Doradczyni")
    assert (facts.achievement, facts.issuer) == ("Prawo", OFFICE.did)
    assert "Anna" not in json.dumps(badge())


@pytest.mark.parametrize(("path", "value"), [
    (("credentialSubject", "achievement", "name"), "Prawo jazdy"),
    (("validUntil",), "2099-01-01T00:00:00Z"),
    (("proof", "created"), "2020-01-01T00:00:00Z"),
    (("proof", "proofValue"), "zzzz"),
    (("proof", "cryptosuite"), "none"),
    (("credentialStatus", "statusListIndex"), "6"),
    (("credentialSubject", "secret"), "a term that no vocabulary knows"),
])
def test_whatever_is_changed_breaks_the_proof(path: tuple[str, ...], value: str) -> None:
    found = copy.deepcopy(badge())
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert flaw(found) is BadgeFlaw.PROOF_WRONG


def test_somebody_elses_key_is_not_the_office() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
    forged = sign_badge(badge_of(AWARD, issuer=OFFICE), key=other, at=AT)
    assert flaw(forged) is BadgeFlaw.PROOF_WRONG
    own = Issuer(did_of(other.public_key()), "Urząd", OFFICE.address)
    assert flaw(sign_badge(badge_of(AWARD, issuer=own), key=other, at=AT)) is (
        BadgeFlaw.ISSUER_UNKNOWN)


def test_days_holder_and_revocation_count() -> None:
    assert flaw(badge(), on=AT - timedelta(days=1)) is BadgeFlaw.NOT_YET_VALID
    assert flaw(badge(), on=AT + timedelta(days=366)) is BadgeFlaw.EXPIRED
    assert flaw(badge(), name="Jan Inny") is BadgeFlaw.OTHER_NAME
    revoked = sign_badge(status_list_of([5], issuer=OFFICE, at=AT), key=KEY, at=AT)
    others = sign_badge(status_list_of([4, 6], issuer=OFFICE, at=AT), key=KEY, at=AT)
    assert flaw(badge(), status_list=revoked) is BadgeFlaw.REVOKED
    assert check_badge(badge(), issuer=OFFICE.did, on=AT, status_list=others)
    others["credentialSubject"]["encodedList"] = revoked_bits([5])
    assert flaw(badge(), status_list=others) is BadgeFlaw.PROOF_WRONG
    assert flaw(badge(), status_list={}) is BadgeFlaw.STATUS_UNREADABLE


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 50_000, b"x" * 100_001])
def test_what_is_no_json_is_unreadable(content: bytes) -> None:
    with pytest.raises(BadgeRefused) as refused:
        read_badge(content)
    assert refused.value.flaw is BadgeFlaw.UNREADABLE


@pytest.mark.parametrize("content", [
    b"[]", b"{}", b'{"id": 1}', b'{"id": "a", "issuer": "b", "proof": []}'])
def test_what_is_no_badge_is_refused(content: bytes) -> None:
    with pytest.raises(BadgeRefused) as refused:
        check_badge(read_badge(content), issuer=OFFICE.did, on=AT)
    assert refused.value.flaw is BadgeFlaw.NOT_A_BADGE


@given(st.sets(st.integers(0, 140_000), max_size=20), st.integers(0, 140_000))
def test_the_list_tells_exactly_the_revoked(places: set[int], asked: int) -> None:
    found = {"credentialSubject": {"encodedList": revoked_bits(places)}}
    for place in {*places, *({asked} if asked < 131_072 else set())}:
        assert is_revoked(found, place) is (place in places)


@given(st.binary(min_size=32, max_size=32))
def test_a_did_is_its_key(seed: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    assert key_of(did_of(key)).public_bytes_raw() == key.public_bytes_raw()
