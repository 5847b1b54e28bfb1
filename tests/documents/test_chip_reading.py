"""A chip read whole through the adapter: what it gives verifies, what it keeps is left out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from przystan.adapters.pcsc import NoReader, card, read_chip
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.rules.chip import access
from tests.documents.test_pictures import TD3
from tests.documents.virtual_chip import VirtualChip

AT = datetime(2026, 1, 1, tzinfo=UTC)
KEY = {"number": "L898902C3", "birth": "740812", "expiry": "120415"}


def chip() -> tuple[VirtualChip, documents.SpecimenChip]:
    made = documents.specimen_chip(zone=TD3, at=AT)
    files = {access.SOD: made.sod, **made.groups}
    return VirtualChip(access.access_key(**KEY), files), made


def test_a_chip_is_read_and_verifies() -> None:
    virtual, made = chip()
    sod, groups = read_chip(virtual.transmit, **KEY)
    assert sod == made.sod
    assert len(sod) > 900
    assert groups == made.groups
    verified = documents.verify_chip(
        sod=sod, groups=groups, at=AT,
        trust=documents.TrustMaterial((made.anchor,), (made.revocation_list,)))
    assert verified.verdict is documents.Outcome.PASS


def test_a_wrong_zone_does_not_open_it() -> None:
    virtual, _ = chip()
    with pytest.raises(documents.ChipRefused, match="6300"):
        read_chip(virtual.transmit, **(KEY | {"birth": "740813"}))


def test_an_answer_altered_on_the_way_is_refused() -> None:
    virtual, _ = chip()
    answers = iter(range(1000))

    def meddle(command: bytes) -> bytes:
        answer = virtual.transmit(command)
        return answer if next(answers) < 6 else answer[:4] + bytes([answer[4] ^ 1]) + answer[5:]

    with pytest.raises(documents.ChipRefused, match="checksum"):
        read_chip(meddle, **KEY)


def test_no_reader_is_said() -> None:
    with pytest.raises(NoReader), card("no reader is called so"):
        pass
