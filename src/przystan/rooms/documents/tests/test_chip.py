"""Passive authentication on a specimen state's chips: every step, and every byte altered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import keys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import Outcome, Step, StepReason
from przystan.rooms.documents.rules.chip import curves, groups, named_curves, signatures, trust
from przystan.rooms.documents.rules.chip.specimen import Scheme, SpecimenState
from przystan.rooms.documents.tests.test_mrz import TD3

AT = datetime(2026, 1, 1, tzinfo=UTC)
STATE = SpecimenState()
GROUPS = {1: groups.group_of(TD3), 2: b"u\x07picture"}
SOD = STATE.security_object(GROUPS)
TRUST = documents.TrustMaterial((STATE.anchor,), (STATE.revocation_list([77], at=AT),))
REVOKED = documents.TrustMaterial((STATE.anchor,), (STATE.revocation_list([2], at=AT),))


def verify(**other):
    given = {"sod": SOD, "groups": GROUPS, "trust": TRUST, "at": AT} | other
    return documents.verify_chip(**given)


def reasons(verified):
    return {s.step: s.reason for s in verified.steps if s.outcome is not Outcome.PASS}


@pytest.mark.parametrize("scheme", [
    Scheme(), Scheme("rsa"), Scheme("pss", "sha512"), Scheme("secp256r1", "sha1"),
    Scheme("secp224r1", "sha224"), Scheme("brainpoolP256r1", "sha384", is_explicit=True),
    Scheme("secp521r1", "sha512", is_explicit=True)])
def test_every_way_of_signing(scheme: Scheme) -> None:
    state = SpecimenState(scheme=scheme)
    given = documents.TrustMaterial((state.anchor,), (state.revocation_list([], at=AT),))
    verified = verify(sod=state.security_object(GROUPS), trust=given)
    assert verified.verdict is Outcome.PASS
    assert {s.step for s in verified.steps} == set(Step)
    assert verified.signed_groups == (1, 2)
    other = SpecimenState("another", scheme=scheme)
    forged = verify(sod=other.security_object(GROUPS), trust=given)
    assert reasons(forged)[Step.CHAIN] is StepReason.NOT_ISSUED_BY_ANCHOR


def test_every_byte_altered_is_caught() -> None:
    store = trust.TrustStore(TRUST)
    from przystan.rooms.documents.rules.chip.verify import verify_chip

    missed = [
        place for place in range(len(SOD))
        if verify_chip(sod=SOD[:place] + bytes([SOD[place] ^ 0xFF]) + SOD[place + 1:],
                       groups=GROUPS, store=store, at=AT).verdict is Outcome.PASS]
    assert missed == []
    assert verify_chip(sod=SOD, groups=GROUPS, store=store, at=AT).verdict is Outcome.PASS


@pytest.mark.parametrize("kept", [0, 1, 3, 4, 100, len(SOD) // 2, len(SOD) - 1])
def test_a_file_cut_short(kept: int) -> None:
    verified = verify(sod=SOD[:kept])
    assert verified.verdict is Outcome.FAIL
    assert reasons(verified)[Step.OBJECT] is StepReason.UNREADABLE
    assert reasons(verified)[Step.SIGNATURE] is StepReason.NOT_REACHED
    assert verify(sod=SOD + b"\x00").verdict is Outcome.FAIL


@pytest.mark.parametrize(("other", "step", "reason", "verdict"), [
    ({"trust": documents.TrustMaterial()}, Step.CHAIN, StepReason.NO_ANCHOR_OF_COUNTRY,
     Outcome.NOT_POSSIBLE),
    ({"trust": documents.TrustMaterial((STATE.anchor,))}, Step.REVOCATION,
     StepReason.NO_REVOCATION_LIST, Outcome.NOT_POSSIBLE),
    ({"trust": REVOKED}, Step.REVOCATION, StepReason.REVOKED, Outcome.FAIL),
    ({"at": AT + timedelta(days=91)}, Step.REVOCATION, StepReason.REVOCATION_LIST_OLD,
     Outcome.NOT_POSSIBLE),
    ({"at": AT + timedelta(days=9000)}, Step.VALIDITY, StepReason.EXPIRED, Outcome.FAIL),
    ({"at": AT - timedelta(days=9000)}, Step.VALIDITY, StepReason.NOT_YET_VALID, Outcome.FAIL),
    ({"groups": {}}, Step.DATA_GROUPS, StepReason.GROUP_NOT_READ, Outcome.NOT_POSSIBLE),
    ({"groups": {2: GROUPS[2]}}, Step.DATA_GROUPS, StepReason.GROUP_NOT_READ,
     Outcome.NOT_POSSIBLE),
    ({"groups": GROUPS | {2: b"another picture"}}, Step.DATA_GROUPS, StepReason.HASH_WRONG,
     Outcome.FAIL),
    ({"groups": GROUPS | {3: b"not signed"}}, Step.DATA_GROUPS, StepReason.GROUP_NOT_SIGNED,
     Outcome.FAIL),
])
def test_a_step_that_does_not_pass(other, step, reason, verdict) -> None:
    verified = verify(**other)
    assert reasons(verified)[step] is reason
    assert verified.verdict is verdict


def test_an_office_may_do_without_revocation_lists_but_not_without_what_they_say() -> None:
    alone = documents.TrustMaterial((STATE.anchor,))
    assert verify(trust=alone, needs_revocation_list=False).verdict is Outcome.PASS
    assert verify(trust=REVOKED, needs_revocation_list=False).verdict is Outcome.FAIL


def test_a_list_of_another_signs_nobody_off() -> None:
    other = SpecimenState("another").revocation_list([], at=AT)
    verified = verify(trust=replace(TRUST, revocation_lists=(other,)))
    assert reasons(verified) == {Step.REVOCATION: StepReason.REVOCATION_LIST_UNSIGNED}


def test_a_signer_of_one_state_does_not_sign_anothers_documents() -> None:
    polish = {1: groups.group_of(TD3.replace("P<UTO", "P<POL"))}
    verified = verify(sod=STATE.security_object(polish), groups=polish)
    assert reasons(verified) == {Step.COUNTRY: StepReason.COUNTRY_DIFFERS}
    nowhere = {1: groups.group_of(TD3.replace("P<UTO", "P<QQQ"))}
    verified = verify(sod=STATE.security_object(nowhere), groups=nowhere)
    assert verified.verdict is Outcome.NOT_POSSIBLE
    assert groups.zone_of(GROUPS[1]) == TD3


def test_a_generator_of_ones_own_is_no_curve() -> None:
    """With (key, 1) as its own generator anybody could sign for a known key."""
    state = SpecimenState(scheme=Scheme("brainpoolP256r1", is_explicit=True))
    parameters = keys.PublicKeyInfo.load(state.root.info.dump())["algorithm"]["parameters"]
    assert signatures.curve_of(parameters).name == "brainpoolP256r1"
    curve = named_curves.CURVES["brainpoolP256r1"]
    x, y = curves._times(curve, 5, (curve.x, curve.y))
    parameters.chosen["base"] = keys.ECPoint(
        b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big"))
    with pytest.raises(signatures.AlgorithmUnknown):
        signatures.curve_of(parameters)


@pytest.mark.parametrize("name", sorted(signatures.LIBRARY_CURVES))
def test_our_own_verification_agrees_with_the_library(name: str) -> None:
    """It serves curves that no library offers, so it is tried on those that one does."""
    curve = named_curves.CURVES[name]
    private = ec.generate_private_key(signatures.LIBRARY_CURVES[name]())
    numbers = private.public_key().public_numbers()
    digest = signatures.digest_of("sha224", b"signed")
    r, s = utils.decode_dss_signature(
        private.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA224()))))
    number = int.from_bytes(digest, "big") >> max(0, 224 - curve.n.bit_length())
    key = (numbers.x, numbers.y)
    assert curves.is_signed_by(curve, key, number, r, s)
    assert not curves.is_signed_by(curve, key, number ^ 1, r, s)
    assert not curves.is_signed_by(curve, key, number, s, r)
    assert curve.y_of(numbers.x, bool(numbers.y % 2)) == numbers.y


def test_a_master_list_needs_somebody_who_vouches_for_it() -> None:
    listed = STATE.master_list([STATE.anchor, SpecimenState("other", country="XK").anchor])
    alone = documents.read_trust_folder(files={"list.ml": listed}, at=AT)
    assert alone.material.anchors == ()
    assert "no trusted country signer" in alone.files[0].problem
    both = documents.read_trust_folder(
        files={"list.ml": listed, "a.cer": STATE.anchor, "b.crl": TRUST.revocation_lists[0],
               "readme.txt": b"nothing"}, at=AT)
    assert [(f.name, f.entries, bool(f.problem)) for f in both.files] == [
        ("a.cer", 1, False), ("b.crl", 1, False), ("list.ml", 2, False),
        ("readme.txt", 0, True)]
    assert len(both.material.anchors) == 2
    altered = listed[:-3] + bytes([listed[-3] ^ 1]) + listed[-2:]
    refused = documents.read_trust_folder(files={"l.ml": altered, "a.cer": STATE.anchor}, at=AT)
    assert refused.material.anchors == (STATE.anchor,)
