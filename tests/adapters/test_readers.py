"""Readers' bytes and JSON: recorded frames, frames that another implementation wrote, and noise."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llrpkit.protocol import BitStr, impinj, messages, params

from przystan.adapters.impinj import read_events as read_impinj
from przystan.adapters.llrp.frames import MAX_MESSAGE, TagReports, read_stream
from przystan.adapters.tag_lines import read_lines
from przystan.adapters.zebra import read_events as read_zebra
from przystan.config.cli import main
from przystan.rooms.records import public as records

EPC = bytes.fromhex("2C74257BF460720000000190")
FUZZED = 20_000


def maybe(values: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.none() | values


microseconds = st.integers(0, 2**63)
reads = st.builds(
    records.TagRead, epc=st.binary(min_size=12, max_size=12) | st.binary(min_size=2, max_size=62),
    antenna=maybe(st.integers(0, 65535)), rssi_dbm=maybe(st.integers(-128, 127)),
    first_seen_us=maybe(microseconds), last_seen_us=maybe(microseconds),
    reads=maybe(st.integers(0, 65535)), tid=st.just(b"") | st.binary(min_size=12, max_size=12),
    reader=st.just(""))


def report(read: records.TagRead) -> params.TagReportData:
    """Say with llrpkit what a reader would say."""
    words = [int.from_bytes(read.tid[i:i + 2], "big") for i in range(0, len(read.tid), 2)]
    result = params.C1G2ReadOpSpecResult(
        result=0, op_spec_id=1, read_data=words) if words else None
    return params.TagReportData(
        epc_parameter=params.EPC_96(epc=read.epc) if len(read.epc) == 12
        else params.EPCData(epc=BitStr(8 * len(read.epc), read.epc)),
        antenna_id=_one(params.AntennaID, "antenna_id", read.antenna),
        peak_rssi=_one(params.PeakRSSI, "peak_rssi", read.rssi_dbm),
        first_seen_timestamp_utc=_one(
            params.FirstSeenTimestampUTC, "microseconds", read.first_seen_us),
        last_seen_timestamp_utc=_one(
            params.LastSeenTimestampUTC, "microseconds", read.last_seen_us),
        tag_seen_count=_one(params.TagSeenCount, "tag_count", read.reads),
        air_protocol_tag_datas=[params.C1G2_PC()],
        access_command_op_spec_results=[result] if result else [],
    )


def _one(kind: type, name: str, value: object) -> object:
    return None if value is None else kind(**{name: value})


def message(*found: records.TagRead) -> bytes:
    return messages.RO_ACCESS_REPORT(tag_report_datas=[report(r) for r in found]).to_bytes(
        message_id=7)


def others() -> bytes:
    """What comes between reports."""
    return messages.KEEPALIVE().to_bytes(message_id=9)


@given(st.lists(st.lists(reads, max_size=4), max_size=6), st.randoms(use_true_random=False))
def test_every_report_comes_out_however_the_bytes_are_cut(
    sent: list[list[records.TagRead]], rng: random.Random
) -> None:
    stream = b"".join(message(*part) + others() for part in sent)
    reports, found, at = TagReports(), [], 0
    while at < len(stream):
        step = rng.randint(1, 97)
        found += reports.feed(stream[at:at + step])
        at += step
    assert found == [read for part in sent for read in part]
    assert reports.finish() == []


def test_recorded_frames_mean_what_their_recorder_says(shared_data: Path) -> None:
    folder = shared_data / "llrp"
    seen = 0
    for path in sorted(folder.glob("*.bytes")):
        meaning = json.loads(path.with_suffix(".json").read_text())
        found = list(read_stream(iter([path.read_bytes()])))
        expected = [
            records.TagRead(
                base64.b64decode(tag["EPC96"]["EPC"]), tag["AntennaID"], tag["PeakRSSI"],
                tag["FirstSeenUTC"], tag["LastSeenUTC"], tag["TagSeenCount"])
            for tag in meaning.get("TagReportData") or []]
        assert found == expected, path.name
        seen += len(found)
    assert seen == 5


def test_what_impinj_adds_is_read() -> None:
    told = report(records.TagRead(EPC, 3))
    told.custom = [impinj.ImpinjPeakRSSI(rssi=-5325), impinj.ImpinjSerializedTID(
        t_id=[0xE280, 0x1160, 0x2000, 0x0001, 0x0002, 0x0003])]
    stream = messages.RO_ACCESS_REPORT(tag_report_datas=[told]).to_bytes(message_id=1)
    (found,) = TagReports().feed(stream)
    assert found == records.TagRead(
        EPC, 3, -53.25, tid=bytes.fromhex("E28011602000000100020003"))


def test_half_a_message_is_told_when_the_stream_ends() -> None:
    whole = message(records.TagRead(EPC, 1))
    for cut in range(1, len(whole)):
        reports = TagReports()
        assert reports.feed(whole[:cut]) == []
        (left,) = reports.finish()
        assert isinstance(left, records.RefusedBytes)
        assert left.content == whole[:cut][:64]
        assert "the stream ends" in left.expected


def test_a_wrong_length_costs_one_line_and_the_next_message_is_read() -> None:
    good = message(records.TagRead(EPC, 1))
    wrong = bytearray(good)
    wrong[12:14] = (3).to_bytes(2, "big")  # the report parameter's own length
    found = TagReports().feed(bytes(wrong) + good)
    assert [type(f) for f in found] == [records.RefusedBytes, records.TagRead]
    assert "a parameter of 4 to" in found[0].expected


def test_an_unknown_message_is_listed_with_its_bytes_and_stepped_over() -> None:
    strange = (0x0400 | 999).to_bytes(2, "big") + (14).to_bytes(4, "big") + bytes(8)
    found = TagReports().feed(strange + message(records.TagRead(EPC)))
    assert [type(f) for f in found] == [records.RefusedBytes, records.TagRead]
    assert "999" in found[0].expected
    assert found[0].content == strange


def test_two_megabytes_of_noise_cost_logged_lines_only() -> None:
    noise = random.Random(5084).randbytes(2 * 1024 * 1024)
    reports = TagReports()
    found = reports.feed(noise)
    assert all(isinstance(f, records.RefusedBytes) for f in found)
    assert 0 < len(found) < 50
    # A message that the noise seems to announce ends at the latest after the longest message.
    more: list[records.TagRead | records.RefusedBytes] = []
    whole = message(records.TagRead(EPC, 2))
    for _ in range(2 * MAX_MESSAGE // len(whole)):
        more += reports.feed(whole)
        if any(isinstance(f, records.TagRead) for f in more):
            break
    assert records.TagRead(EPC, 2) in more


def test_spoilt_streams_never_raise() -> None:
    rng = random.Random(1)
    base = b"".join(message(*(records.TagRead(rng.randbytes(12), n, -50, 10**15, None, 3)
                              for n in range(3))) + others() for _ in range(2))
    for _ in range(FUZZED):
        spoilt = bytearray(base)
        for _ in range(rng.randint(1, 6)):
            act, at = rng.randrange(3), rng.randrange(len(spoilt))
            if act == 0:
                spoilt[at] = rng.randrange(256)
            elif act == 1:
                del spoilt[at:at + rng.randint(1, 9)]
            else:
                spoilt[at:at] = rng.randbytes(rng.randint(1, 9))
        reports = TagReports()
        for found in (*reports.feed(bytes(spoilt)), *reports.finish()):
            assert isinstance(found, (records.TagRead, records.RefusedBytes))


IMPINJ = [
    {"timestamp": "2023-03-01T10:11:12.123456789Z", "hostname": "r700", "eventType": "tagInventory",
     "tagInventoryEvent": {"epc": base64.b64encode(EPC).decode(), "antennaPort": 2,
                           "peakRssiCdbm": -5325, "lastSeenTime": "2023-03-01T10:11:12Z"}},
    {"eventType": "tagInventory", "tagInventoryEvent": {"epcHex": EPC.hex(), "tidHex": "E280"}},
    {"eventType": "inventoryStatus", "inventoryStatusEvent": {"inventoryStatus": "running"}},
]
IMPINJ_READ = [
    records.TagRead(EPC, 2, -53.25, None, 1_677_665_472_000_000, None, b"", "r700"),
    records.TagRead(EPC, tid=b"\xe2\x80"),
]


@pytest.mark.parametrize("content", [
    "\r\n".join(map(json.dumps, IMPINJ)), json.dumps(IMPINJ), json.dumps(IMPINJ, indent=2),
    "\ufeff" + "".join(map(json.dumps, IMPINJ)), "\n\n" + "\n\n".join(map(json.dumps, IMPINJ)),
])
def test_impinj_events_as_lines_arrays_or_run_together(content: str) -> None:
    assert list(read_impinj(content.encode())) == IMPINJ_READ


def test_zebra_fixed_readers_and_handhelds() -> None:
    fixed = {"type": "SIMPLE", "timestamp": "2023-03-01T11:11:12.344+0100",
             "data": {"idHex": EPC.hex(), "antenna": 4, "peakRssi": -61, "reads": 12,
                      "eventNum": 1}}
    twice = {"data": {"idHex": EPC.hex().upper().encode().hex(), "antenna": 1}}
    handheld = {"data": {"tagData": [{"EPC": EPC.hex(), "TID": "E2801160", "peakRssi": -40.5,
                                      "seenCount": 2}, {"EPC": "nothing"}]}}
    heartbeat = {"type": "heartBeat", "data": {"cpu": 12}}
    content = json.dumps(fixed) + json.dumps(twice) + json.dumps(heartbeat) + json.dumps(handheld)
    found = list(read_zebra(content.encode()))
    assert found[:3] == [
        records.TagRead(EPC, 4, -61, None, 1_677_665_472_344_000, 12),
        records.TagRead(EPC, 1),
        records.TagRead(EPC, None, -40.5, reads=2, tid=bytes.fromhex("E2801160"))]
    (refused,) = found[3:]
    assert isinstance(refused, records.RefusedBytes)
    assert content[refused.offset:].startswith('{"data": {"tagData"')


@given(st.binary(max_size=400) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["data", "tagData", "idHex", "EPC", "epc", "epcHex", "antenna",
                         "tagInventoryEvent", "peakRssiCdbm", "timestamp", "reads"]),
        inner, max_size=4), max_leaves=12).map(lambda v: json.dumps(v).encode()))
def test_any_json_and_any_bytes_are_read_or_refused(content: bytes) -> None:
    for read in (read_impinj, read_zebra, read_lines):
        for found in read(content):
            assert isinstance(found, (records.TagRead, records.RefusedBytes))


def test_a_broken_line_is_refused_with_its_place_and_the_next_is_read() -> None:
    good = json.dumps(IMPINJ[1])
    content = f'{good}\n{{"eventType": \n{good}\n'.encode()
    found = list(read_impinj(content))
    assert found[::2] == [IMPINJ_READ[1]] * 2
    assert found[1].offset == len(good) + 1


def test_lines_of_a_wedge_or_a_csv() -> None:
    content = f"\ufeffEPC;Time\r\n{EPC.hex()};10:00\r\n\r\n{EPC.hex(' ')}\nSOC.6151.1\n".encode()
    found = list(read_lines(content))
    assert found[:2] == [records.TagRead(EPC)] * 2
    assert found[2].content == b"SOC.6151.1"
    assert content[found[2].offset:].startswith(b"SOC")


def test_the_command_prints_reports_and_refusals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "capture.bytes"
    path.write_bytes(message(records.TagRead(EPC, 2, -50)) + b"\x04")
    assert main(["readers", "parse", "--llrp", str(path), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert [(r["epc"], r["antenna"]) for r in told["reports"]] == [(EPC.hex().upper(), 2)]
    assert told["refused"][0]["bytes"] == "04"
    assert "capture.bytes, byte" in err
    assert main(["readers", "parse", "--zebra", str(tmp_path / "none")]) == 2
    assert main(["tag", "decode", EPC.hex(), "31" + "0" * 22, "--format", "csv"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("2C74257BF460720000000190,urn:epc:tag:gdti-96:3.06")
    assert "sscc-96" in err
    assert main(["tag", "encode", "urn:epc:id:giai:0614141.5678"]) == 0
