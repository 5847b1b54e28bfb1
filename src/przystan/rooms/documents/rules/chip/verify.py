"""Passive authentication: what each step of it comes to (ICAO 9303-11, 5.1; 9303-12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from przystan.rooms.documents.rules.chip.certificates import Certificate, Unreadable
from przystan.rooms.documents.rules.chip.countries import is_same_state
from przystan.rooms.documents.rules.chip.groups import issuing_state_of
from przystan.rooms.documents.rules.chip.signatures import AlgorithmUnknown, digest_of
from przystan.rooms.documents.rules.chip.sod import SecurityObject
from przystan.rooms.documents.rules.chip.trust import TrustStore, issuer_of
from przystan.rooms.documents.types import ChipVerification, Outcome, Step, StepReason, StepResult

PASS, FAIL, NOT_POSSIBLE = Outcome.PASS, Outcome.FAIL, Outcome.NOT_POSSIBLE
R = StepReason
MRZ_GROUP = 1


def verify_chip(
    *, sod: bytes, groups: Mapping[int, bytes], store: TrustStore, at: datetime,
    needs_revocation_list: bool = True,
) -> ChipVerification:
    """Take every step of passive authentication that can be taken, each with its result.

    Without `needs_revocation_list`, a list that is not there is no step.
    """
    try:
        signed = SecurityObject(sod)
    except Unreadable as error:
        return ChipVerification((
            StepResult(Step.OBJECT, FAIL, R.UNREADABLE, str(error)),
            *(StepResult(s, NOT_POSSIBLE, R.NOT_REACHED) for s in Step if s is not Step.OBJECT)))
    issuer = issuer_of(signed.signer, store)
    revocation = _revocation(signed, issuer.anchor, store, at)
    is_left_out = not needs_revocation_list and revocation.reason is R.NO_REVOCATION_LIST
    steps = (
        _object(signed), _content(signed), _signature(signed), _chain(signed, store),
        _validity(signed, at), *(() if is_left_out else (revocation,)),
        *_groups(signed, groups), *_country(signed, groups))
    return ChipVerification(
        steps, signer=signed.signer.facts, anchor=issuer.anchor.facts if issuer.anchor else None,
        signed_groups=tuple(sorted(signed.groups)),
        unread_groups=tuple(sorted(set(signed.groups) - set(groups))),
        signed_on=signed.signed_at.date() if signed.signed_at else None)


def _object(signed: SecurityObject) -> StepResult:
    return StepResult(
        Step.OBJECT, PASS if signed.is_exact else NOT_POSSIBLE,
        R.HOLDS if signed.is_exact else R.INCONSISTENT,
        f"{len(signed.groups)} × {signed.group_hash}")


def _content(signed: SecurityObject) -> StepResult:
    try:
        held = signed.content_holds()
    except AlgorithmUnknown as unknown:
        return StepResult(Step.CONTENT, NOT_POSSIBLE, R.ALGORITHM_UNKNOWN, str(unknown))
    return StepResult(Step.CONTENT, PASS if held else FAIL,
                      R.HOLDS if held else R.CONTENT_ALTERED, signed.hash_name)


def _signature(signed: SecurityObject) -> StepResult:
    try:
        held = signed.signature_holds()
    except AlgorithmUnknown as unknown:
        return StepResult(Step.SIGNATURE, NOT_POSSIBLE, R.ALGORITHM_UNKNOWN, str(unknown))
    except Unreadable as error:
        return StepResult(Step.SIGNATURE, FAIL, R.UNREADABLE, str(error))
    return StepResult(
        Step.SIGNATURE, PASS if held else FAIL, R.HOLDS if held else R.SIGNATURE_WRONG,
        signed.algorithm_name)


def _chain(signed: SecurityObject, store: TrustStore) -> StepResult:
    """No anchor is not a forgery, and not genuine either; an anchor that did not sign is."""
    signer, found = signed.signer, issuer_of(signed.signer, store)
    if found.anchor:
        return StepResult(Step.CHAIN, PASS, R.HOLDS, found.anchor.facts.subject)
    if found.unknown_algorithm:
        return StepResult(
            Step.CHAIN, NOT_POSSIBLE, R.ALGORITHM_UNKNOWN, found.unknown_algorithm)
    if found.candidates:
        return StepResult(Step.CHAIN, FAIL, R.NOT_ISSUED_BY_ANCHOR, signer.facts.issuer)
    known = store.count_of(signer.country)
    return StepResult(Step.CHAIN, NOT_POSSIBLE,
                      R.NO_ANCHOR if known else R.NO_ANCHOR_OF_COUNTRY, signer.country)


def _validity(signed: SecurityObject, at: datetime) -> StepResult:
    signer = signed.signer
    last = signer.not_after.date().isoformat()
    if at > signer.not_after:
        return StepResult(Step.VALIDITY, FAIL, R.EXPIRED, last)
    if at < signer.not_before:
        first = signer.not_before.date().isoformat()
        return StepResult(Step.VALIDITY, FAIL, R.NOT_YET_VALID, first)
    if signed.signed_at and not signer.not_before <= signed.signed_at <= signer.not_after:
        return StepResult(Step.VALIDITY, FAIL, R.SIGNED_OUTSIDE_VALIDITY,
                          signed.signed_at.date().isoformat())
    return StepResult(Step.VALIDITY, PASS, R.HOLDS, last)


def _revocation(
    signed: SecurityObject, anchor: Certificate | None, store: TrustStore, at: datetime
) -> StepResult:
    """Only a list that a country signer signed says anything; an old one cannot clear."""
    country = anchor.country if anchor else signed.signer.country
    lists = store.lists_of(country)
    if not lists:
        return StepResult(Step.REVOCATION, NOT_POSSIBLE, R.NO_REVOCATION_LIST, country)
    valid = [r for r in lists if store.signs(r)]
    if not valid:
        return StepResult(Step.REVOCATION, NOT_POSSIBLE, R.REVOCATION_LIST_UNSIGNED, country)
    day = valid[0].this_update.date().isoformat()
    if any(signed.signer.serial in r.serials for r in valid):
        return StepResult(Step.REVOCATION, FAIL, R.REVOKED, f"{signed.signer.serial:x}")
    if valid[0].next_update is None or valid[0].next_update < at:
        return StepResult(Step.REVOCATION, NOT_POSSIBLE, R.REVOCATION_LIST_OLD, day)
    return StepResult(Step.REVOCATION, PASS, R.HOLDS, day)


def _groups(signed: SecurityObject, groups: Mapping[int, bytes]) -> Iterator[StepResult]:
    for number, content in sorted(groups.items()):
        yield _group(signed, number, content)
    if MRZ_GROUP not in groups:
        yield StepResult(
            Step.DATA_GROUPS, NOT_POSSIBLE, R.GROUP_NOT_READ, f"DG{MRZ_GROUP}")


def _group(signed: SecurityObject, number: int, content: bytes) -> StepResult:
    name = f"DG{number}"
    if number not in signed.groups:
        return StepResult(Step.DATA_GROUPS, FAIL, R.GROUP_NOT_SIGNED, name)
    try:
        digest = digest_of(signed.group_hash, content)
    except AlgorithmUnknown as unknown:
        return StepResult(Step.DATA_GROUPS, NOT_POSSIBLE, R.ALGORITHM_UNKNOWN, str(unknown))
    held = digest == signed.groups[number]
    return StepResult(
        Step.DATA_GROUPS, PASS if held else FAIL, R.HOLDS if held else R.HASH_WRONG, name)


def _country(signed: SecurityObject, groups: Mapping[int, bytes]) -> Iterator[StepResult]:
    """A signer of one state does not sign another's documents."""
    if MRZ_GROUP not in groups:
        return
    state = issuing_state_of(groups[MRZ_GROUP])
    same = is_same_state(signed.signer.country, state)
    detail = f"{signed.signer.country} / {state}"
    if same is None:
        yield StepResult(Step.COUNTRY, NOT_POSSIBLE, R.COUNTRY_UNKNOWN, detail)
    else:
        yield StepResult(Step.COUNTRY, PASS if same else FAIL,
                         R.HOLDS if same else R.COUNTRY_DIFFERS, detail)
