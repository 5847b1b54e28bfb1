"""The screens of the documents room, as a receptionist and a manager use them."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from przystan.adapters.simulators.examining_device import SimulatedDevice, simulated_answer
from przystan.adapters.stack_reader import PdfStackReader
from przystan.adapters.zone_reader import ZoneReader
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from tests.documents.test_letters import letter_page, stack
from tests.documents.test_pictures import TD3, as_bytes, drawn
from tests.journeys.conftest import Sign, text

RECEPTIONIST, MANAGER = accounts.Role.RECEPTIONIST, accounts.Role.MANAGER
ACTOR = accounts.system_actor("test")


@pytest.fixture(autouse=True)
def _connected() -> None:
    documents.connect_picture_reader(ZoneReader())
    documents.connect_stack_reader(PdfStackReader())
    documents.connect_examining_device(SimulatedDevice())


def upload(name: str, content: bytes, kind: str = "application/octet-stream"):
    return SimpleUploadedFile(name, content, kind)


def test_a_picture_is_read_beside_what_the_page_says(sign_in: Sign) -> None:
    client = sign_in(RECEPTIONIST)
    page = text(client.post(reverse("documents:read"), {
        "picture": upload("p.png", as_bytes(drawn(TD3))), "visual_number": "l898902-c3",
        "visual_birth": "1974-08-13", "workstation": "SZ 2"}))
    assert "ERIKSSON" in page
    assert "The page and the zone" in page
    assert "1974-08-13" in page
    assert "To compare with the printed page" in page
    (row,) = documents.list_readings()
    assert (row.number, row.workstation, row.person_id) == ("L898902C3", "SZ 2", None)
    damaged = TD3.replace("7408122", "7408123")
    page = text(client.post(reverse("documents:read"), {"text": damaged}))
    assert "the check digit does not hold" in page


@pytest.mark.parametrize(("name", "said"), [
    ("cat", "No machine-readable zone was found"), ("text", "no picture and no PDF"),
    ("scan", "on the first 5 of 200 pages"), ("nothing", "Scan or type the zone")])
def test_what_cannot_be_read_is_answered_and_leaves_no_row(
    sign_in: Sign, name: str, said: str
) -> None:
    cat = Image.effect_noise((300, 200), 50)
    content = {
        "cat": as_bytes(cat, "JPEG"), "text": b"not a picture" * 300,
        "scan": as_bytes(Image.new("L", (200, 300), 250), "PDF", save_all=True,
                         append_images=[Image.new("L", (200, 300), 250)] * 199)}
    data = {"picture": upload("f", content[name])} if name in content else {}
    page = text(sign_in(RECEPTIONIST).post(reverse("documents:read"), data))
    assert said in page
    assert documents.list_readings() == ()


def _chip(at: datetime, *, country_known: bool = True) -> documents.SpecimenChip:
    chip = documents.specimen_chip(zone=TD3, at=at - timedelta(days=1))
    if country_known:
        documents.import_trust(
            actor=ACTOR, at=at, name="ut.cer", content=chip.anchor, is_vouched=True)
        documents.import_trust(actor=ACTOR, at=at, name="ut.crl", content=chip.revocation_list)
    return chip


def test_two_persons_examine_a_document(sign_in: Sign) -> None:
    one = sign_in(RECEPTIONIST, username="one", name="Ewa Pierwsza")
    two = sign_in(RECEPTIONIST, username="two", name="Jan Drugi")
    answer = one.post(reverse("documents:open"), {"zone": TD3}, follow=True)
    (found,) = documents.list_examinations()
    address = reverse("documents:examination", args=[found.id])
    assert "no verdict yet" in text(answer)
    chip = _chip(clock.now())
    for sod, said in ((chip.sod[:200], "cut short or damaged"), (chip.sod, "holds"),
                      (chip.sod[:-9] + bytes([chip.sod[-9] ^ 1]) + chip.sod[-8:],
                       "the signature does not hold")):
        page = text(one.post(reverse("documents:add_chip", args=[found.id]), {
            "sod": upload("sod", sod), "dg1": upload("dg1", chip.groups[1])}, follow=True))
        assert said in page
    assert "Choose a picture or a report" in text(
        one.post(reverse("documents:add_device", args=[found.id]), {}))
    assert "no report of the device" in text(one.post(
        reverse("documents:add_device", args=[found.id]), {"report": upload("r", b"{}")}))
    page = text(one.post(reverse("documents:add_device", args=[found.id]), {
        "report": upload("r.json", simulated_answer(b"0"))}, follow=True))
    assert "SIMULATED" in page
    one.post(reverse("documents:add_step", args=[found.id]),
             {"kind": "fingerprints", "not_done": "injury"})
    verdict = reverse("documents:verdict", args=[found.id])
    page = text(one.post(verdict, {"judgement": "genuine", "reason": "looks well"}))
    assert "cannot be said to be genuine" in page
    for client, said in ((one, "waits for a second person"), (one, "another person"),
                         (two, "forged")):
        page = text(client.post(
            verdict, {"judgement": "forged", "reason": "the chip is altered"}, follow=True))
        assert said in page
    assert "Give a verdict" not in text(two.get(address))
    answer = two.get(reverse("documents:protocol", args=[found.id]))
    pdf = pikepdf.open(io.BytesIO(answer.content))
    assert pdf.Root.MarkInfo.Marked
    assert len(pdf.pages) >= 1
    assert "L898902C3" in text(two.get(reverse("documents:examinations"), {"q": "l8"}))
    assert two.get(reverse("documents:examination", args=[999])).status_code == 404


def test_an_unknown_country_is_never_genuine(sign_in: Sign) -> None:
    client = sign_in(RECEPTIONIST)
    client.post(reverse("documents:open"), {
        "document_code": "P", "issuing_state": "uto", "number": "l898902c3"})
    (found,) = documents.list_examinations()
    chip = _chip(clock.now(), country_known=False)
    page = text(client.post(reverse("documents:add_chip", args=[found.id]), {
        "sod": upload("sod", chip.sod), "dg1": upload("dg1", chip.groups[1])}, follow=True))
    assert "no country signer of this country is known" in page
    assert "The chip was verified: not possible" in page
    missing = text(client.post(reverse("documents:open"), {"document_code": "P"}))
    assert "This is needed" in missing


def test_a_manager_keeps_the_lists_and_others_do_not(sign_in: Sign) -> None:
    manager = sign_in(MANAGER, username="m")
    chip = documents.specimen_chip(zone=TD3, at=clock.now())
    trust = reverse("documents:import_trust")
    assert "vouches for itself" in text(
        manager.post(trust, {"file": upload("ut.cer", chip.anchor)}))
    page = text(manager.post(
        trust, {"file": upload("ut.cer", chip.anchor), "is_vouched": "on"}, follow=True))
    assert "1 new signers" in page
    page = text(manager.post(reverse("documents:add_feature"), {
        "light": "visual", "text": "edges whole", "valid_from": "2020-01-01",
        "source": "PRADO"}, follow=True))
    assert "edges whole" in page
    assert "not confirmed" in page
    (feature,) = documents.list_features()
    manager.post(reverse("documents:end_feature", args=[feature.id]))
    assert documents.list_features()[0].valid_to
    lost = reverse("documents:import_lost")
    assert "No line with a number" in text(manager.post(lost, {"file": upload("l.csv", b"x")}))
    page = text(manager.post(lost, {"file": upload("l.csv", b"A1234;UTO;")}, follow=True))
    assert "1 documents taken, 0 lines refused" in page
    receptionist = sign_in(RECEPTIONIST, username="r")
    assert receptionist.post(trust, {"file": upload("x", chip.anchor)}).status_code == 403
    assert trust not in text(receptionist.get(reverse("documents:trust")))


def test_devices_and_assets(sign_in: Sign) -> None:
    manager = sign_in(MANAGER, username="m")
    device = {"branch": "SZ", "counter": "2", "kind": "barcode_printer", "model": "ZD421",
              "serial": "S1", "address": "127.0.0.1:1"}
    page = text(manager.post(reverse("documents:add_counter_device"), device, follow=True))
    assert "Barcode printer" in page
    assert "is in the register" in text(manager.post(
        reverse("documents:add_counter_device"), device))
    (found,) = documents.list_devices()
    page = text(manager.post(reverse("documents:test_print", args=[found.id])))
    assert "Scan the label with the code TEST-" in page
    scan = reverse("documents:test_scan", args=[found.id])
    page = text(manager.post(scan, {"scanned": "x", "expected": "TEST-1"}, follow=True))
    assert "The test has failed" in page
    page = text(manager.post(scan, {"scanned": "test-1", "expected": "TEST-1"}, follow=True))
    assert "The test has passed" in page
    page = text(manager.post(reverse("documents:device_state", args=[found.id]), {
        "state": "faulty", "note": "paper"}, follow=True))
    assert "out of order" in page
    asset = {"number": "A1", "name": "Reader", "kind": "equipment", "project_code": "P",
             "bought_on": "2022-10-03", "price": "10.00", "quantity": "1"}
    assert "A1" in text(manager.post(reverse("documents:add_asset"), asset, follow=True))
    assert "is in the register" in text(manager.post(reverse("documents:add_asset"), asset))
    (line,) = documents.list_assets()
    act = reverse("documents:act_on_asset", args=[line.id])
    assert "not a consumable" in text(manager.post(act, {"act": "issued", "quantity": "1"}))
    page = text(manager.post(act, {"act": "moved", "place": "hall"}, follow=True))
    assert "hall" in page
    manager.post(act, {"act": "withdrawn", "reason": "broken"})
    assert documents.list_assets()[0].is_withdrawn


def test_letters_on_screen(sign_in: Sign, django_capture_on_commit_callbacks) -> None:
    client = sign_in(RECEPTIONIST)
    answer = client.post(reverse("documents:separators"), {"signs": "A.1.2023\n\nB.2.2023\n"})
    assert len(pikepdf.open(io.BytesIO(answer.content)).pages) == 2
    take = reverse("documents:take_stack")
    assert "no PDF, TIFF, JPEG or PNG" in text(client.post(take, {"file": upload("x", b"cat")}))
    content = stack([letter_page()])
    page = text(client.post(take, {"file": upload("s.pdf", content)}, follow=True))
    assert "Not sorted yet" in page
    page = text(client.post(take, {"file": upload("s.pdf", content)}, follow=True))
    assert "nothing is filed twice" in page
    (found,) = documents.list_stacks()
    documents.sort_stack(actor=ACTOR, at=clock.now(), stack_id=found.id)
    page = text(client.get(reverse("documents:stack", args=[found.id])))
    assert "pages before the first separator sheet" in page
    (letter,) = documents.get_stack(stack_id=found.id).letters
    answer = client.get(reverse("documents:letter", args=[found.id, letter.id]))
    assert answer["Content-Type"] == "application/pdf"
    assert "To look at" in text(client.get(reverse("documents:letters")))


def test_whose_document_it_is_is_said_by_a_person(sign_in: Sign) -> None:
    from przystan.rooms.people.testing import make_person

    client = sign_in(RECEPTIONIST)
    person, at = make_person(), clock.now()
    people.add_identifier(actor=ACTOR, at=at, person_id=person, identifier=people.NewIdentifier(
        people.IdentifierKind.PASSPORT, "L898902C3", "UTO"))
    for number, said in (("L898902C3", "KOVALCHUK"), ("X9999999", "Nobody has this document")):
        opened = documents.open_examination(
            actor=ACTOR, at=at, document_code="P", issuing_state="UTO", number=number,
            expiry_date=None)
        address = reverse("journeys:document_person", args=[opened])
        assert said in text(client.get(address))
        client.post(address, {"person_id": str(person)})
        linked = documents.get_examination(examination_id=opened).person_id
        assert linked == (person if said == "KOVALCHUK" else None)


def test_what_is_held_of_a_person_leaves_with_them(office: int) -> None:
    from przystan.rooms.people.testing import make_person

    person, at = make_person(), datetime(2023, 3, 1, 10, tzinfo=UTC)
    opened = documents.open_examination(
        actor=ACTOR, at=at, document_code="P", issuing_state="UTO", number="X123",
        expiry_date=None, person_id=person)
    held = documents.export_person(actor=ACTOR, at=at, person_ids=[person])
    assert held["examinations"][0]["number"] == "X123"
    documents.erase_person(actor=ACTOR, at=at, person_ids=[person])
    assert documents.get_examination(examination_id=opened).number == ""
