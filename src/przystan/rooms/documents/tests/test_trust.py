"""Importing whom a chip may be signed by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from przystan.platform.accounts.public import system_actor
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.rules.chip.specimen import SpecimenState

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 1, tzinfo=UTC)
ACTOR = system_actor("test")
STATE = SpecimenState()


def take(name: str, content: bytes, **more):
    return documents.import_trust(actor=ACTOR, at=AT, name=name, content=content, **more)


def test_trust_is_taken_only_when_somebody_vouches_for_it() -> None:
    other = SpecimenState("another", country="XK")
    listed = STATE.master_list([STATE.anchor, other.anchor])
    for content in (listed, STATE.anchor, STATE.revocation_list([], at=AT), b"nothing", b""):
        with pytest.raises(documents.TrustRefused):
            take("refused", content)
    made = take("list.ml", listed, anchors=[STATE.anchor])
    assert (made.entries, made.added, made.countries) == (2, 2, ("UT", "XK"))
    again = take("list.ml", listed)
    assert (again.id, again.is_new, again.added) == (made.id, False, 0)
    revoked = take("ut.crl", STATE.revocation_list([5, 6], at=AT))
    assert (revoked.kind, revoked.entries) == (documents.TrustKind.REVOCATION_LIST, 2)
    assert [f.kind.value for f in documents.list_trust_files()] == [
        "revocation_list", "master_list"]
    assert [(c.country, c.signers, c.revoked_on) for c in documents.list_trusted_countries()] == [
        ("UT", 1, AT.date()), ("XK", 1, None)]


def test_what_was_imported_verifies_a_chip() -> None:
    from przystan.rooms.documents.rules.chip.groups import group_of
    from przystan.rooms.documents.tests.test_mrz import TD3

    take("ut.cer", STATE.anchor, is_vouched=True)
    take("ut.crl", STATE.revocation_list([], at=AT))
    groups = {1: group_of(TD3)}
    sod = STATE.security_object(groups)
    verified = documents.verify_chip(
        sod=sod, groups=groups, trust=documents.trust_of(countries=["UT"]), at=AT)
    assert verified.verdict is documents.Outcome.PASS
    nobody = documents.verify_chip(
        sod=sod, groups=groups, trust=documents.trust_of(countries=["PL"]), at=AT)
    assert nobody.verdict is documents.Outcome.NOT_POSSIBLE
