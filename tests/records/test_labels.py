"""Labels: printed over a real socket, read back, and only then a folder is labelled."""

from __future__ import annotations

import io
import socket
import socketserver
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from przystan.adapters.simulators.label_printer import SimulatedLabelPrinter
from przystan.adapters.unconnected import Unconnected
from przystan.adapters.zpl_printer import ZplPrinter
from przystan.platform.accounts.public import Actor
from przystan.platform.outbox import public as outbox
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK = Actor(1, "Clerk")
ACTIVE = records.LabelOutcome.READ_BACK


class Printer(socketserver.ThreadingTCPServer):
    """A printer on loopback: keeps what it was sent, answers what it is told to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answer: Callable[[str], bytes]) -> None:
        self.answer, self.labels = answer, list[str]()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        content = b""
        while b"^XZ" not in content and (part := self.request.recv(4096)):
            content += part
        self.server.labels.append(content.decode())  # type: ignore[attr-defined]
        answer = self.server.answer(content.decode())  # type: ignore[attr-defined]
        for cut in (slice(0, 7), slice(7, None)):
            self.request.sendall(answer[cut])


def epc_of(label: str) -> str:
    return label.split("^RFW,H,,,A^FD")[1][:24]


def good(label: str, tid: str = "E28011700000020A1B2C3D4E") -> bytes:
    return f"EPC:{epc_of(label)}\r\nTID:{tid}\r\n".encode()


@pytest.fixture
def printing() -> Iterator[Callable[..., Printer]]:
    made: list[Printer] = []

    def start(answer: Callable[[str], bytes] = good) -> Printer:
        printer = Printer(answer)
        made.append(printer)
        threading.Thread(target=printer.serve_forever, daemon=True).start()
        outbox.connect_carriers({"label": ZplPrinter({"SZ": printer.address})})
        return printer

    before = dict(outbox.carriers())
    yield start
    outbox.connect_carriers(before)
    for printer in made:
        printer.shutdown()
        printer.server_close()


@pytest.fixture
def folder(shelves: dict[str, int]) -> int:
    return records.register_folder(
        case_sign="SOC.6151.9.2023", kind=records.FolderKind.TEMPORARY, branch="SZ", is_open=True,
        actor=CLERK, at=AT)


def deliver() -> str:
    """Do what the worker does with the message that waits."""
    (message, *_) = outbox.list_messages()
    return outbox.deliver_message(message_id=message.id, at=AT)


def ask(folder: int, way: records.LabelWay = records.LabelWay.PRINTER, reason: str = "") -> int:
    return records.ask_label(folder_id=folder, way=way, reason=reason, actor=CLERK, at=AT)


def test_a_folder_is_labelled_when_the_printer_has_read_the_tag_back(
    folder: int, printing: Callable[..., Printer]
) -> None:
    printer = printing()
    ask(folder)
    assert records.list_tags(folder_id=folder) == ()
    assert deliver() == "delivered"
    (tag,) = records.list_tags(folder_id=folder)
    assert tag.epc == epc_of(printer.labels[0])
    assert "SOC.6151" not in printer.labels[0]
    assert records.find_folder(text=tag.epc).id == folder  # type: ignore[union-attr]
    (label,) = records.list_labels(folder_id=folder)
    assert (label.outcome, label.epc) == (ACTIVE, tag.epc)


@pytest.mark.parametrize(("answer", "outcome"), [
    (lambda _label: b"", "failed"), (lambda _label: b"EPC:\r\nTID:\r\n", "failed"),
    (lambda _label: b"\xff" * 9000, "failed"),
    (lambda label: f"EPC:{epc_of(label)}\r\nTI".encode(), "failed"),
    (lambda _label: good(f"^RFW,H,,,A^FD{folder_epc(77)}"), "refused"),
])
def test_a_label_that_is_not_read_back_labels_nothing(
    folder: int, printing: Callable[..., Printer], answer: Callable[[str], bytes], outcome: str
) -> None:
    printing(answer)
    ask(folder)
    assert deliver() == outcome
    assert records.list_tags(folder_id=folder) == ()
    assert [x.outcome for x in records.list_labels(folder_id=folder)] == [None]


def test_a_printer_that_is_away_is_tried_again_and_loses_nothing(
    folder: int, printing: Callable[..., Printer]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    before = dict(outbox.carriers())
    for carrier in (ZplPrinter({"SZ": address}), ZplPrinter({}), Unconnected("label printer")):
        outbox.connect_carriers({"label": carrier})
        if not records.list_labels(folder_id=folder):
            ask(folder)
        assert deliver() == "failed"
    outbox.connect_carriers(before)
    printing()
    assert deliver() == "delivered"
    assert deliver() == "delivered"
    assert len(records.list_tags(folder_id=folder)) == 1


def test_one_chip_is_on_one_folder(folder: int, printing: Callable[..., Printer]) -> None:
    printing()
    ask(folder)
    deliver()
    other = records.find_folder(text="SOC.6151.1.2020")
    assert other is not None
    ask(other.id, reason="dead")
    assert deliver() == "refused"
    assert records.get_folder(folder_id=other.id).epc == other.epc


def test_replacing_a_tag_retires_the_old_number_for_ever(
    folder: int, printing: Callable[..., Printer]
) -> None:
    printing(lambda label: good(label, tid=""))
    found = records.find_folder(text="SOC.6151.1.2020")
    assert found is not None
    with pytest.raises(records.ReasonNeeded):
        ask(found.id)
    ask(found.id, reason="does not answer")
    with pytest.raises(records.LabelAsked):
        ask(found.id, reason="again")
    deliver()
    old, new = records.list_tags(folder_id=found.id)
    assert (old.epc, old.reason) == (found.epc, "does not answer")
    assert old.retired_at is not None
    assert new.retired_at is None
    assert records.find_folder(text=old.epc) is None


def test_a_label_given_up_spends_its_number(folder: int) -> None:
    first = ask(folder, records.LabelWay.SHEET)
    records.give_up_label(label_id=first, note="torn", actor=CLERK, at=AT)
    with pytest.raises(records.LabelEnded):
        records.confirm_label(label_id=first, read=records.ReadBack("", ""), actor=CLERK, at=AT)
    with pytest.raises(records.LabelNotFound):
        records.give_up_label(label_id=0, note="", actor=CLERK, at=AT)
    ask(folder, records.LabelWay.SHEET)
    new, old = records.list_labels(folder_id=folder)
    assert new.epc != old.epc
    with pytest.raises(records.WrongTag):
        records.confirm_label(
            label_id=new.id, read=records.ReadBack(old.epc, ""), actor=CLERK, at=AT)


def test_the_simulated_printer_says_so_and_reads_back_what_it_wrote(folder: int) -> None:
    before = dict(outbox.carriers())
    outbox.connect_carriers({"label": SimulatedLabelPrinter()})
    ask(folder)
    assert deliver() == "delivered"
    outbox.connect_carriers(before)
    assert "simulated" in SimulatedLabelPrinter.name
    assert len(records.list_tags(folder_id=folder)) == 1


def test_numbers_on_labels_and_names_that_zpl_would_take_for_commands() -> None:
    assert records.label_number(folder_epc(5678)) == "0000 5678"
    assert records.label_number(folder_epc(123456789)) == "0001 2345 6789"
    label = records.label_zpl(folder_epc(1), office="Urząd ^XZ ~JA Łódź")
    assert label.count("^XZ") == 1
    assert "~JA" not in label
    assert "Łódź" in label


def test_a_sheet_is_tagged_and_its_codes_are_read_by_zxing(
    folder: int, tmp_path: Path
) -> None:
    ask(folder, records.LabelWay.SHEET)
    waiting = records.list_labels(is_waiting=True)
    pdf = records.label_sheet(labels=waiting)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.StructTreeRoot is not None
    path = tmp_path / "labels.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(path), str(tmp_path / "page")], check=True)
    (page,) = tmp_path.glob("page*.png")
    with Image.open(page) as picture:
        codes = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert codes == [waiting[0].epc]
    assert records.label_sheet(labels=())[:5] == b"%PDF-"


def test_a_clerk_asks_for_a_sheet_label_and_reads_it_back(folder: int) -> None:
    client = clerk("first")
    here = reverse("records:folder", args=[folder])
    assert "Ask for a label" in text(client.get(here))
    asked = client.post(reverse("records:label", args=[folder]), {"way": "sheet"}, follow=True)
    assert "waits to be read back" in text(asked)
    again = client.post(reverse("records:label", args=[folder]), {"way": "sheet"}, follow=True)
    assert "waits to be read back. Read it" in text(again)
    (label,) = records.list_labels(is_waiting=True)
    page = text(client.get(reverse("records:labels")))
    assert label.number in page
    assert "Print the sheet" in page
    assert client.get(reverse("records:label-sheet")).content[:5] == b"%PDF-"
    read = reverse("records:label-read")
    assert "No label with this number waits" in text(client.post(read, {"tag": folder_epc(5)}))
    done = client.post(read, {"tag": label.epc.lower()}, follow=True)
    assert "Folder SOC.6151.9.2023 is labelled." in text(done)
    assert "No label waits" in text(done)
    replaced = client.post(reverse("records:label", args=[folder]), {"way": "sheet"}, follow=True)
    assert "Give the reason." in text(replaced)


def test_a_clerk_gives_a_label_up(folder: int) -> None:
    client = clerk("first")
    label = ask(folder, records.LabelWay.SHEET)
    address = reverse("records:label-give-up", args=[label])
    assert "Give this label up?" in text(client.get(address))
    client.post(address, {"reason": "torn"})
    assert "already" in text(client.post(address, {"reason": "torn"}, follow=True))
    assert client.post(reverse("records:label-give-up", args=[0])).status_code == 404

