"""Every reader of outside bytes answers spoilt input with what it declares, and nothing else.

Valid examples are cut, doubled, spliced and altered at random places, always the same ones. The
long run is `PRZYSTAN_FUZZ_INPUTS=1000000 ./dev test tests/trust/test_parsers.py`.
"""

from __future__ import annotations

import io
import json
import os
import random
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openpyxl import Workbook

from przystan.adapters.asterisk.cdr import parse_cdr_row
from przystan.adapters.asterisk.cel import parse_cel_line
from przystan.adapters.asterisk.lines import LineError
from przystan.adapters.asterisk.queue_log import parse_queue_line
from przystan.adapters.impinj import read_events as read_impinj
from przystan.adapters.llrp.frames import read_stream
from przystan.adapters.regula import read_report
from przystan.adapters.tag_lines import read_lines
from przystan.adapters.zebra import read_events as read_zebra
from przystan.config.commands.helpline import shipped_text
from przystan.platform.tables import public as tables
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.ports import DeviceFailed
from przystan.rooms.records import public as records
from przystan.rooms.training import public as training
from przystan.rooms.training.rules.badge import did_of, sign_badge
from przystan.rooms.training.rules.documents import Award, Issuer, badge_of
from tests.adapters.asterisk_logs import busy_minutes
from tests.adapters.test_asterisk_files import CDR_ROW

INPUTS = int(os.environ.get("PRZYSTAN_FUZZ_INPUTS", "400"))
AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 2)
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CHIP = documents.specimen_chip(zone=TD3, at=AT)
COLUMNS = (
    tables.Column("name", ("Name",), is_required=True, max_length=40),
    tables.Column("day", ("Day",), tables.Kind.DATE, True),
)
EPC = "2C74257BF460720000000190"
HISTORY = {"term": "temporary", "birth_date": "1990-05-17", "events": [
    {"kind": kind, "on": "2022-03-15"} for kind in ("received", "appeared", "fingerprints")]}
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
OFFICE = Issuer(did_of(KEY.public_key()), "Urząd", "https://przystan.example")
BADGE = sign_badge(badge_of(
    Award("abc", 5, "Utopia Specimen", "FOR-1", "Prawo", "Law", Decimal(8), AT,
          AT + timedelta(days=365)), issuer=OFFICE), key=KEY, at=AT)


def spreadsheet() -> bytes:
    book = Workbook()
    for row in (("Name", "Day"), ("Utopia", "2026-11-02"), ("=1+1", TODAY)):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def table_of(content: bytes) -> object:
    return list(tables.read_rows(source=content, columns=COLUMNS))


def lines_of(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()


def each_line(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """Try every line by itself: one that is refused says nothing of the others."""

    def ask(content: bytes) -> object:
        for line in lines_of(content):
            try:
                read(line)
            except LineError:
                continue
        return None

    return ask


def chip(content: bytes) -> object:
    return documents.verify_chip(
        sod=content, groups=CHIP.groups, trust=documents.TrustMaterial((CHIP.anchor,)), at=AT)


def badge(content: bytes) -> object:
    return training.check_badge(training.read_badge(content), issuer=OFFICE.did, on=AT)


def as_json(read: Callable[[object], object]) -> Callable[[bytes], object]:
    return lambda content: read(json.loads(content))


@dataclass(frozen=True)
class Reader:
    """One reader: valid bytes, and the errors that its door declares."""

    read: Callable[[bytes], object]
    examples: tuple[bytes, ...]
    declared: tuple[type[Exception], ...] = ()
    marks: tuple[bytes, ...] = field(default=(b"", b"\0", b"\xff", b"\n", b'"', b"{", b"<", b"-1"))


def text(*lines: str) -> tuple[bytes, ...]:
    return tuple(line.encode() for line in lines)


READERS = {
    "llrp": Reader(lambda c: list(read_stream(iter([c]))), (
        bytes.fromhex("043D0000002F00000001" "00F00025" "8D" + EPC + "810001" "86C4" "82" + "00" * 8
                      + "840001"),)),
    "tag lines": Reader(lambda c: list(read_lines(c)), text(f"{EPC}\n{EPC},1,-52\n")),
    "impinj": Reader(lambda c: list(read_impinj(c)), text(json.dumps([{
        "timestamp": "2026-11-02T12:00:00Z", "eventType": "tagInventory", "tagInventoryEvent": {
            "epcHex": EPC, "antennaPort": 1, "peakRssiCdbm": -5200}}]))),
    "zebra": Reader(lambda c: list(read_zebra(c)), text(json.dumps([{
        "timestamp": "2026-11-02T12:00:00.000+0000", "type": "SIMPLE",
        "data": {"idHex": EPC, "antenna": 1, "peakRssi": -52}}]))),
    "cel": Reader(each_line(parse_cel_line), ("\n".join(busy_minutes(1)).encode(),)),
    "queue log": Reader(each_line(parse_queue_line), text(
        "1795457429|cc1-1795457427.0|dept|op1|CONNECT|7|cc1-1795457428.1|0",
        "1795457428|a|dept|op1|BLINDTRANSFER|702|units|9")),
    "cdr": Reader(each_line(lambda line: parse_cdr_row(line, ZoneInfo("UTC"))), text(CDR_ROW)),
    "zone": Reader(lambda c: documents.read_mrz(text=c.decode("utf-8", "replace"), today=TODAY),
                   text(TD3), (documents.NotAnMrz,)),
    "security object": Reader(chip, (CHIP.sod,)),
    "trust folder": Reader(
        lambda c: documents.read_trust_folder(files={"some file": c}, at=AT),
        (CHIP.anchor, CHIP.revocation_list)),
    "device report": Reader(
        lambda c: read_report(c, device="a device", is_simulated=True),
        text('{"ContainerList": {"List": [{"result_type": 20, "AuthenticityCheckList": {"List":'
             ' [{"Type": 2, "List": [{"ElementResult": 1}]}]}}]}}'), (DeviceFailed,)),
    "csv": Reader(table_of, text("Name;Day\nUtopia;2026-11-02\n\"a;b\";1.2.2026\n"),
                  (tables.UnreadableTable,)),
    "xlsx": Reader(table_of, (spreadsheet(),), (tables.UnreadableTable,)),
    "read back": Reader(records.read_back, text(f"EPC:{EPC}\nTID:E28011700000020\n")),
    "tag uri": Reader(lambda c: records.read_tag_uri(c.decode("utf-8", "replace")),
                      text("urn:epc:tag:gdti-96:1.5901234.10072.400"), (records.NotATag,)),
    "helpline": Reader(lambda c: calls.parse_helpline(c.decode("utf-8", "replace")),
                       (shipped_text().encode(),), (calls.BadTree,)),
    "history": Reader(as_json(lambda c: cases.read_history(c, types={})),
                      text(json.dumps(HISTORY)), (ValueError, cases.HistoryUnreadable)),
    "catalogue": Reader(as_json(cases.read_catalogue), text(json.dumps({
        "format": "przystan-catalogue-1", "entries": [{"code": "a", "name": "a"}]})),
        (ValueError, cases.CatalogueRefused)),
    "badge": Reader(badge, text(json.dumps(BADGE)), (training.BadgeRefused,)),
}


def spoilt(example: bytes, luck: random.Random, marks: tuple[bytes, ...]) -> bytes:
    """Alter an example one to four times."""
    made = bytearray(example)
    for _ in range(luck.randint(1, 4)):
        here, there = sorted((luck.randint(0, len(made)), luck.randint(0, len(made))))
        match luck.randint(0, 5):
            case 0:
                del made[here:there]
            case 1:
                made[here:here] = made[here:there][:4096]
            case 2:
                made[here:here + 1] = luck.randbytes(luck.randint(1, 4))
            case 3:
                made[here:there] = luck.choice(marks)
            case 4:
                made = made[:here]
            case 5 if made:
                place = luck.randrange(len(made))
                made[place] ^= 1 << luck.randint(0, 7)
    return bytes(made)


@pytest.mark.parametrize("name", READERS)
def test_spoilt_input_is_refused_as_declared(name: str) -> None:
    reader, luck = READERS[name], random.Random(f"spoilt {name}")
    for example in reader.examples:
        reader.read(example)  # the example itself is good
    for number in range(INPUTS):
        content = spoilt(luck.choice(reader.examples), luck, reader.marks)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader.read(content)
        except reader.declared:
            continue
        except Exception as odd:
            raise AssertionError(f"input {number} of {name}: {content[:400]!r}") from odd


def test_the_examples_are_of_the_kind_that_they_stand_for() -> None:
    """A reader that takes nothing for valid would refuse everything spoilt as well."""
    assert documents.read_mrz(text=TD3, today=TODAY).number == "L898902C3"
    assert all(step.outcome for step in chip(CHIP.sod).steps)  # type: ignore[attr-defined]
    assert len(table_of(spreadsheet())) == 2  # type: ignore[arg-type]
    assert parse_cdr_row(CDR_ROW, ZoneInfo("UTC")).call_id


def workbook_with(part: str, change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(spreadsheet())) as given, zipfile.ZipFile(
            made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in given.namelist():
            content = given.read(name)
            out.writestr(name, change(content) if name == part else content)
    return made.getvalue()


@pytest.mark.parametrize(("doctype", "used"), [
    ('<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"),
    ('<!DOCTYPE worksheet [<!ENTITY a "' + "a" * 1000 + '"><!ENTITY b "' + "&a;" * 1000
     + '"><!ENTITY x "' + "&b;" * 1000 + '">]>', "&x;"),
])
def test_a_workbook_with_entities_reads_no_file_and_fills_no_memory(
    doctype: str, used: str
) -> None:
    def change(content: bytes) -> bytes:
        sheet = content[content.index(b"<worksheet"):].replace(b"Utopia", used.encode())
        return b'<?xml version="1.0"?>' + doctype.encode() + sheet

    with pytest.raises(tables.UnreadableTable):
        table_of(workbook_with("xl/worksheets/sheet1.xml", change))


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("przystan.platform.tables.sources.MOST_UNPACKED", 1 << 20)
    with pytest.raises(tables.UnreadableTable, match="1 MB"):
        table_of(workbook_with("xl/styles.xml", lambda content: b" " * (2 << 20)))
