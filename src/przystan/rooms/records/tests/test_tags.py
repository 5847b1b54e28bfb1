"""Tag numbers: published vectors, an implementation that nobody here wrote, and odd texts."""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import CLOSED_AFI, LAYOUTS, STRANGERS, folder_epc

with warnings.catch_warnings():
    # Its sources have escapes that Python warns of when it compiles them for the first time.
    warnings.simplefilter("ignore")
    from epcpy.epc_schemes import GDTI, GIAI, SGLN, SGTIN

PEERS = {"gdti-96": GDTI, "giai-96": GIAI, "sgln-96": SGLN, "sgtin-96": SGTIN}
NUMBERS = 100_000
SCHEMES = [*LAYOUTS]


def random_tag(rng: random.Random, scheme: records.TagScheme, digits: int) -> records.TagNumber:
    layout = LAYOUTS[scheme]
    prefix = "".join(rng.choices("0123456789", k=digits))
    if layout.digits is None:
        reference = str(rng.randrange(1 << layout.reference_bits(digits)))
    else:
        reference = "".join(rng.choices("0123456789", k=layout.digits - digits))
    serial = rng.randrange(1 << layout.serial_bits) if layout.serial_bits else 0
    return records.TagNumber(scheme, prefix, reference, serial, rng.randrange(8))


def test_published_vectors(shared_data: Path) -> None:
    vectors = json.loads((shared_data / "epc" / "vectors.json").read_text())
    assert len(vectors) == 6
    for vector in vectors:
        tag = records.read_tag_uri(vector["uri"])
        assert records.encode_tag(tag) == vector["hex"]
        assert records.tag_uri(records.decode_tag(vector["hex"])) == vector["uri"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", SCHEMES)
def test_epcpy_agrees_at_every_prefix_length(scheme: records.TagScheme) -> None:
    rng = random.Random(96)
    peer = PEERS[scheme]
    for number in range(NUMBERS // len(SCHEMES)):
        tag = random_tag(rng, scheme, 6 + number % 7)
        epc = records.encode_tag(tag)
        theirs = peer.from_tag_uri(records.tag_uri(tag))
        coding = peer.BinaryCodingScheme(scheme)
        assert theirs.hex(
            binary_coding_scheme=coding, filter_value=peer_filter(peer, tag)).upper() == epc
        assert records.decode_tag(epc) == tag


def peer_filter(peer: type, tag: records.TagNumber) -> object:
    values = next(v for k, v in vars(__import__(peer.__module__, fromlist=["x"])).items()
                  if k.endswith("FilterValue"))
    return values(str(tag.filter))


@given(st.sampled_from(SCHEMES), st.integers(6, 12), st.integers())
def test_a_number_comes_back_from_its_hexadecimal_and_its_uri(
    scheme: records.TagScheme, digits: int, seed: int
) -> None:
    tag = random_tag(random.Random(seed), scheme, digits)
    assert records.decode_tag(records.encode_tag(tag)) == tag
    assert records.read_tag_uri(records.tag_uri(tag)) == tag


@given(st.integers(0, 255), st.integers(0, 2**80 - 1))
def test_a_closed_number_comes_back(kind: int, serial: int) -> None:
    tag = records.TagNumber(records.TagScheme.CLOSED, "", str(kind), serial)
    epc = records.encode_tag(tag)
    assert epc.startswith(f"{CLOSED_AFI:02X}")
    assert records.decode_tag(epc.lower()) == tag
    assert records.read_tag_uri(records.tag_uri(tag)) == tag


def test_no_header_of_gs1_is_taken_for_a_closed_number() -> None:
    assert CLOSED_AFI not in STRANGERS
    assert CLOSED_AFI not in {layout.header for layout in LAYOUTS.values()}
    assert 0x01 <= CLOSED_AFI <= 0x0F


@given(st.binary(min_size=12, max_size=12))
def test_any_96_bits_are_read_whole_or_refused(bits: bytes) -> None:
    try:
        tag = records.decode_tag(bits.hex())
    except records.NotATag:
        return
    assert records.encode_tag(tag) == bits.hex().upper()


@pytest.mark.parametrize(("epc", "problem"), [
    ("", "not hexadecimal"), ("zz" * 12, "not hexadecimal"), ("-2C" * 8, "not hexadecimal"),
    ("0x2C" + "0" * 20, "not hexadecimal"), ("2C" * 11, "22 hexadecimal digits, expected 24"),
    ("2C1C" + "F" * 20, "partition 7"), ("3112345678901234567890AB", "sscc-96"),
    ("36" + "0" * 50, "sgtin-198"), ("E280" + "1" * 20, "no tag number"),
    ("FF" + "0" * 22, "header FF"), ("2C17FFFFFF" + "0" * 14, "more than 7 digits"),
])
def test_what_is_not_ours_is_named_and_refused(epc: str, problem: str) -> None:
    with pytest.raises(records.NotATag, match=problem):
        records.decode_tag(epc)


@pytest.mark.parametrize(("uri", "problem"), [
    ("", "expected a tag URI"), ("https://id.gs1.org/253/1", "expected a tag URI"),
    ("urn:epc:tag:grai-96:0.0614141.12345.1", "grai-96"), ("urn:epc:id:sscc:1.2", "sscc-96"),
    ("urn:epc:tag:gdti-96:0.0614141.12345", "expected filter"),
    ("urn:epc:tag:gdti-96:0.0614141.12345.0400", "leading zeros"),
    ("urn:epc:tag:gdti-96:8.0614141.12345.400", "filter"),
    ("urn:epc:tag:gdti-96:0.061414.12345.400", "6 digits"),
    ("urn:epc:tag:gdti-96:0.06141.4.1", "company prefix"),
    ("urn:epc:tag:gdti-96:0.0614141.12345.2199023255552", "41 bits"),
    ("urn:epc:tag:giai-96:0.0614141.05678", "leading zeros"),
    ("urn:epc:tag:giai-96:0.0614141.288230376151711744", "58 bits"),
    ("urn:epc:tag:gdti-96:0.0614141.1234٥.1", "digits"),
    ("closed-96:256.1", "256"), ("closed-96:1", "expected filter"),
])
def test_an_odd_uri_is_refused_with_its_reason(uri: str, problem: str) -> None:
    with pytest.raises(records.NotATag, match=problem):
        records.read_tag_uri(uri)


def test_a_pure_identity_is_a_tag_without_a_filter() -> None:
    tag = records.read_tag_uri("urn:epc:id:gdti:0614141.12345.400")
    assert records.tag_uri(tag) == "urn:epc:tag:gdti-96:0.0614141.12345.400"


def test_a_tag_says_nothing_of_the_case() -> None:
    assert folder_epc(1) != folder_epc(2)
    assert records.decode_tag(folder_epc(7)).company_prefix == "0614141"
