"""Tickets on paper: ESC/POS over a real socket, and the page that zxing reads."""

from __future__ import annotations

import io
import socketserver
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from przystan.adapters.escpos_printer import EscPosPrinter
from przystan.adapters.escpos_printer.page import ticket_page
from przystan.adapters.simulators.ticket_printer import SimulatedTicketPrinter
from przystan.adapters.unconnected import Unconnected
from przystan.platform.accounts.public import system_actor
from przystan.platform.outbox import public as outbox
from przystan.platform.sites import public as sites
from przystan.rooms.reception import public as reception

AT = datetime(2023, 12, 7, 8, tzinfo=UTC)
ROBOT = system_actor("test")
SITE = "http://przystan.example/ticket/"
CUT = b"\x1dV\x42\x00"


class Printer(socketserver.ThreadingTCPServer):
    """A receipt printer on loopback: it answers DLE EOT 4 and keeps what it prints."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, paper: bool) -> None:
        self.sensor = b"\x12" if paper else b"\x72"
        self.printed = b""
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Handler(socketserver.BaseRequestHandler):
    server: Printer

    def handle(self) -> None:
        waiting = b""
        while part := self.request.recv(4096):
            waiting += part
            while b"\x10\x04\x04" in waiting:
                page, _, waiting = waiting.partition(b"\x10\x04\x04")
                self.server.printed += page
                self.request.sendall(self.server.sensor)


@pytest.fixture
def printing() -> Iterator[Callable[..., Printer]]:
    made: list[Printer] = []
    before = dict(outbox.carriers())

    def start(*, paper: bool = True) -> Printer:
        printer = Printer(paper=paper)
        made.append(printer)
        threading.Thread(target=printer.serve_forever, daemon=True).start()
        outbox.connect_carriers({"ticket": EscPosPrinter({"SZ": printer.address})})
        return printer

    yield start
    outbox.connect_carriers(before)
    for printer in made:
        printer.shutdown()
        printer.server_close()


@pytest.fixture
def ticket(db: None) -> reception.Ticket:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    reception.add_services(actor=ROBOT, at=AT, services=[
        reception.NewService("card", "B", "Odbiór karty", "Collecting a card",
                             "Отримання картки", "Получение карты")])
    reception.set_hours(branch="SZ", actor=ROBOT, at=AT, hours=[
        reception.Hours(n, time(0), time(23, 59, 59), AT.date()) for n in range(7)])
    reception.set_counters(branch="SZ", valid_from=AT.date(), actor=ROBOT, at=AT, counters=[
        reception.NewCounter("1", ("card",))])
    return reception.take_at_kiosk(
        branch="SZ", language="uk", press="one", site=SITE, service_code="card", at=AT)


def deliver(at: datetime = AT) -> str:
    (message, *_) = outbox.list_messages()
    return outbox.deliver_message(message_id=message.id, at=at)


def qr_of(page: bytes) -> str:
    """Return what the page's QR code holds, as a printer reads its command (GS ( k, 80)."""
    begin = page.index(b"1P0")
    low, high = page[begin - 2], page[begin - 1]
    return page[begin + 3:begin + low + 256 * high].decode("ascii")


def test_a_ticket_is_printed_with_number_service_code_and_cut(
    ticket: reception.Ticket, printing: Callable[..., Printer]
) -> None:
    printer = printing()
    assert deliver() == "delivered"
    assert ticket.number.encode() in printer.printed
    assert "Отримання картки".encode("cp1251") in printer.printed
    assert qr_of(printer.printed) == f"{SITE}{ticket.token}/"
    assert printer.printed.endswith(CUT)
    assert reception.has_paper(branch="SZ", at=AT)
    assert deliver() == "delivered"
    assert printer.printed.count(CUT) == 1


def test_no_paper_is_said_at_once_and_the_number_holds_all_the_same(
    ticket: reception.Ticket, printing: Callable[..., Printer]
) -> None:
    printer = printing(paper=False)
    assert deliver() == "failed"
    assert printer.printed == b""
    assert not reception.has_paper(branch="SZ", at=AT + timedelta(minutes=5))
    assert reception.has_paper(branch="SZ", at=AT + timedelta(minutes=45))
    assert reception.count_waiting(branch="SZ", day=AT.date()) == 1
    full = printing()
    assert deliver() == "delivered"
    assert full.printed.count(CUT) == 1
    assert reception.has_paper(branch="SZ", at=AT)


def test_a_printer_that_is_away_is_tried_again_until_the_turn_has_come(
    ticket: reception.Ticket, printing: Callable[..., Printer]
) -> None:
    outbox.connect_carriers({"ticket": EscPosPrinter({"SZ": "127.0.0.1:9"})})
    assert deliver() == "failed"
    outbox.connect_carriers({"ticket": Unconnected("ticket printer")})
    assert deliver() == "failed"
    reception.call_next(branch="SZ", counter="1", actor=ROBOT, at=AT)
    printer = printing()
    assert deliver() == "refused"
    assert printer.printed == b""


def test_the_simulated_printer_says_what_it_is(ticket: reception.Ticket) -> None:
    before = dict(outbox.carriers())
    simulator = SimulatedTicketPrinter()
    outbox.connect_carriers({"ticket": simulator})
    assert (deliver(), simulator.is_simulator) == ("delivered", True)
    outbox.connect_carriers(before)


@pytest.mark.parametrize(("language", "codec", "words"), [
    ("pl", "cp852", "Złożenie wniosku, ąęśćźńł"), ("uk", "cp1251", "їжак і ґанок"),
    ("ru", "cp1251", "ёлка"), ("en", "cp1252", "naïve")])
def test_every_language_has_its_letters(language: str, codec: str, words: str) -> None:
    page = ticket_page({
        "office": "Urząd", "number": "A001", "service": words, "taken": "7.12.2023", "link": SITE,
        "follow": "", "language": language})
    assert words.encode(codec) in page


def test_the_page_of_a_ticket_is_tagged_and_read_by_zxing(
    ticket: reception.Ticket, tmp_path: Path
) -> None:
    address = f"{SITE}{ticket.token}/"
    pdf = reception.ticket_pdf(ticket_id=ticket.id, address=address)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert len(opened.pages) == 1
    path = tmp_path / "ticket.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(path), str(tmp_path / "page")], check=True)
    (page,) = tmp_path.glob("page*.png")
    with Image.open(page) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]
