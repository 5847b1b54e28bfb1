"""The demo's documents: readings, examinations in every state, devices, assets, a stack."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pypdfium2
import typst

from przystan.adapters.simulators.examining_device import SimulatedDevice
from przystan.demo.personas import PERSONAS
from przystan.platform.accounts.types import Actor
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents

STAFF = [p.display_name for p in PERSONAS]
NAMES = (("KOVALENKO", "OLENA"), ("NGUYEN", "THI HOA"), ("SPECIMEN", "ADA"), ("MUSTER", "IVAN"),
         ("ERIKSSON", "ANNA MARIA"), ("TEST", "JAN"), ("PROBE", "LIDIA"))
KINDS = (documents.Format.TD3, documents.Format.TD1, documents.Format.TD3, documents.Format.MRV_A,
         documents.Format.TD2, documents.Format.MRV_B, documents.Format.TD3)
J, K, L = documents.Judgement, documents.EvidenceKind, documents.Light
# What each examination's persons concluded: one in every state.
VERDICTS: tuple[tuple[documents.Judgement, ...], ...] = (
    (J.GENUINE, J.GENUINE), (J.FORGED, J.FORGED), (J.DOUBTFUL, J.GENUINE, J.DOUBTFUL),
    (J.GENUINE,), (J.DOUBTFUL, J.GENUINE), (), (J.GENUINE, J.DOUBTFUL, J.FORGED))
FEATURES = (
    ("", "", L.VISUAL, "No page, and no edge of the laminate, was cut, glued or raised"),
    ("", "", L.VISUAL, "Photograph and text lie in the page, not on it"),
    ("", "P", L.ULTRAVIOLET, "The paper does not shine; fibres shine in two colours or more"),
    ("", "P", L.INFRARED, "Part of the background print vanishes; the zone stays dark"),
    ("", "I", L.VISUAL, "Laser engraving can be felt; the small picture repeats the large one"),
    ("", "V", L.ULTRAVIOLET, "The sticker's pattern shines and meets at its edges"),
)
COUNTERS = ("1", "2", "3")
D = documents.DeviceKind
DEVICES = (
    (D.DOCUMENT_READER, "Desko PENTA", 7900), (D.CHIP_READER, "HID Omnikey 5022", 310),
    (D.PAD, "Wacom STU-540", 1450))
SHARED = (
    (D.BARCODE_PRINTER, "Zebra ZD421", 2150), (D.SCANNER, "Ricoh fi-8170", 4990),
    (D.AUTHENTICITY_DEVICE, "Regula 4305", 48900), (D.FINGERPRINT_READER, "Dermalog LF10", 8200))
# What the stickers begin with, and the project whose money bought it.
PROJECT, PROJECT_CODE = "SPP-1", "OG-8-14-2022"


def build(*, actor: Actor, at: datetime) -> None:
    """Build what the documents room shows; everything in it exists nowhere."""
    zones = [_zone(n) for n in range(len(NAMES))]
    for n, zone in enumerate(zones):
        when = at - timedelta(days=len(zones) - n, hours=-9)
        documents.read_document(
            actor=_staff(actor, n), at=when, text=_misread(zone) if n == 5 else zone,
            workstation=f"SZ {COUNTERS[n % 3]}")
    _lists(actor, at, zones[0])
    for n, zone in enumerate(zones):
        _examine(actor, at - timedelta(days=len(zones) - n, hours=-10), n, zone)
    _devices(actor, at)
    _stack(actor, at)


def _staff(actor: Actor, number: int) -> Actor:
    return replace(actor, name=STAFF[number % len(STAFF)])


def _zone(n: int) -> str:
    family, given = NAMES[n]
    return "\n".join(documents.write_mrz(documents.MrzContent(
        format=KINDS[n], document_code={"TD3": "P", "TD1": "I", "TD2": "I"}.get(
            KINDS[n].value, "V"),
        issuing_state="UTO", family_name=family, given_names=given, number=f"UT{4071239 + n * 97}",
        nationality="UTO", birth_date=date(1980 + n, 3, 4 + n), sex="fm"[n % 2],
        expiry_date=date(2023 if n == 4 else 2028, 11, 2 + n))))


def _misread(zone: str) -> str:
    first, second = zone.split("\n")
    return f"{first}\n{second[:13]}{'9' if second[13] != '9' else '8'}{second[14:]}"


def _lists(actor: Actor, at: datetime, zone: str) -> None:
    chip = documents.specimen_chip(zone=zone, at=at - timedelta(days=20))
    documents.import_trust(actor=actor, at=at, name="Utopia, specimen country signer.cer",
                           content=chip.anchor, is_vouched=True)
    documents.import_trust(actor=actor, at=at, name="Utopia, specimen revocation list.crl",
                           content=chip.revocation_list)
    documents.import_lost_list(
        actor=actor, at=at, name="specimen list of lost documents.csv",
        content=b"number;state;day\nUT4071336;UTO;2023-10-01\nUT9999999;UTO;2023-09-12\n")
    documents.add_features(actor=actor, at=at, features=[
        documents.NewFeature(state, code, light, text, date(2020, 1, 1),
                             "Office's own list after PRADO's glossary")
        for state, code, light, text in FEATURES])


def _examine(actor: Actor, at: datetime, n: int, zone: str) -> None:
    reading = documents.read_mrz(text=zone, today=at.date())
    opened = documents.open_examination(
        actor=_staff(actor, n), at=at, document_code=reading.document_code,
        issuing_state=reading.issuing_state, number=reading.number, kind=reading.format.value,
        expiry_date=reading.expiry_date, workstation=f"SZ {COUNTERS[n % 3]}", reading=reading)
    if n < 2 or n == 3:
        chip = documents.specimen_chip(zone=zone, at=at, is_forged=n == 1)
        documents.add_chip(actor=actor, at=at, examination_id=opened, sod=chip.sod,
                           groups=chip.groups)
    if n % 2 == 0:
        report = SimulatedDevice().examine(pictures=[f"specimen {n}".encode()])
        documents.add_device_report(
            actor=_staff(actor, n), at=at, examination_id=opened, report=report)
    documents.add_evidence(actor=_staff(actor, n), at=at, examination_id=opened,
                           evidence=documents.NewEvidence(
                               K.FEATURE, documents.Outcome.PASS, code=L.VISUAL.value,
                               note=FEATURES[0][3], source="Office's own list"))
    documents.record_step(
        actor=_staff(actor, n), at=at, examination_id=opened, kind=K.FINGERPRINTS,
        not_done=documents.NotDoneReason.INJURY if n == 2 else None)
    for person, judgement in enumerate(VERDICTS[n]):
        documents.give_verdict(
            actor=_staff(actor, n + person), at=at + timedelta(minutes=20 * person + 9),
            examination_id=opened, judgement=judgement,
            reason={J.GENUINE: "Every check that was possible passed.",
                    J.DOUBTFUL: "The print of the background is not as sharp as it should be.",
                    J.FORGED: "The chip's content is not the one that was signed."}[judgement])


def _devices(actor: Actor, at: datetime) -> None:
    bought = date(2022, 10, 3)
    documents.add_durability(
        actor=actor, at=at, fund="AMIF", years=5, valid_from=date(2014, 1, 1),
        source="Five years from the final payment, as in Regulation (EU) 2021/1060, article 65; "
               "whether and from when it binds this project stands in its agreement")
    assets, number = [], 0
    for branch in ("SZ", "KO"):
        counters = [(c, d) for c in COUNTERS for d in DEVICES] + [("hall", d) for d in SHARED]
        for counter, (kind, model, price) in counters:
            number += 1
            asset = f"{PROJECT}/{number:03}"
            made = documents.add_device(actor=actor, at=at, device=documents.NewDevice(
                branch, counter, kind, model, f"SPECIMEN-{number:04}", asset,
                "printer.invalid:9100" if kind is D.BARCODE_PRINTER else ""))
            assets.append(documents.NewAsset(
                asset, model, documents.AssetKind.EQUIPMENT, PROJECT_CODE, bought, f"{price}.00",
                place=f"{branch} {counter}"))
            documents.record_scan(actor=actor, at=at, device_id=made, scanned=f"SCAN-{made:05}",
                                  expected=f"SCAN-{made:05}" if number % 9 else "SCAN")
            if number % 9 == 0:
                documents.set_device_state(
                    actor=actor, at=at, device_id=made, state=documents.DeviceState.FAULTY,
                    note="does not read the lower line")
    assets += [documents.NewAsset(
        f"{PROJECT}/C{n}", name, documents.AssetKind.CONSUMABLE, PROJECT_CODE, bought, price,
        quantity)
        for n, (name, price, quantity) in enumerate((
            ("RFID labels, roll of 1,000", "690.00", 40), ("Ribbon for labels", "58.00", 60),
            ("Cleaning cards for readers", "39.00", 25)), start=1)]
    documents.add_assets(actor=actor, at=at, assets=assets)
    for found in documents.list_assets(kind=documents.AssetKind.CONSUMABLE):
        documents.issue_asset(actor=actor, at=at, asset_id=found.id, quantity=7, place="SZ hall")


def _stack(actor: Actor, at: datetime) -> None:
    """A stack of three letters as a scanner gives it; a job sorts it when the office is served."""
    signs = [case.sign for case in cases.list_cases(limit=2)]
    sheets = pypdfium2.PdfDocument(documents.separator_pdf(
        case_signs=[*signs, "SOC-S.9999.1.2022"]))
    letters = pypdfium2.PdfDocument(bytes(typst.compile(
        "\n".join(f"= Specimen letter {n}\n#lorem(120)\n#pagebreak(weak: true)"
                  for n in range(1, 6)).encode(), format="pdf")))
    stack = pypdfium2.PdfDocument.new()
    for sheet, pages in ((0, (0, 1)), (1, (2,)), (2, (3, 4))):
        stack.import_pages(sheets, [sheet])
        stack.import_pages(letters, list(pages))
    out = io.BytesIO()
    stack.save(out)
    documents.take_stack(actor=actor, at=at, name="stack of 6 December.pdf",
                         content=out.getvalue())
