"""Messages leave once, after the commit, by real carriers; the contract is the same for all."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from procrastinate.contrib.django import models as jobs

from przystan.adapters.http_sms import HttpSmsCarrier
from przystan.adapters.simulators import SimulatedCarrier
from przystan.adapters.smtp import SmtpCarrier
from przystan.platform.accounts import public as accounts
from przystan.platform.files import public as files
from przystan.platform.outbox import public as outbox

AT = datetime(2023, 12, 7, 9, 0, tzinfo=UTC)


class Mailbox:
    """A real SMTP server on loopback that can refuse."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.reply = self.data_reply = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str,  # noqa: N802
                          options: Any) -> str:
        if self.reply:
            return self.reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data_reply:
            return self.data_reply
        self.messages.append(envelope)
        return "250 taken"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = False
    yield box
    server.stop()


class Gateway:
    """A real HTTP gateway on loopback that can refuse."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.status = 200
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if box.status == 200:
                    box.taken.append(body)
                self.send_response(box.status)
                self.end_headers()
                self.wfile.write(json.dumps({"id": f"sms-{len(box.taken)}"}).encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/send"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    box = Gateway()
    yield box
    box.server.shutdown()
    box.server.server_close()


@pytest.fixture(params=["smtp", "http-sms", "simulator"])
def carrier(request: Any, mailbox: Mailbox, gateway: Gateway) -> outbox.Carrier:
    if request.param == "smtp":
        return SmtpCarrier()
    if request.param == "http-sms":
        return HttpSmsCarrier(gateway.address, "token")
    return SimulatedCarrier("mail")


def message(key: str = "k1") -> outbox.Outgoing:
    return outbox.Outgoing(key, "osoba@przystan.example", "Wizyta", "Zapraszamy: Ґанок", "uk")


def test_every_carrier_takes_a_message_and_gives_a_reference(carrier: outbox.Carrier) -> None:
    assert carrier.deliver(message())
    assert carrier.is_simulator == carrier.name.startswith("simulated")


def test_mail_arrives_whole_with_its_key(mailbox: Mailbox) -> None:
    SmtpCarrier().deliver(message())
    (envelope,) = mailbox.messages
    text = envelope.content.decode("utf-8", "replace")
    assert envelope.rcpt_tos == ["osoba@przystan.example"]
    assert "X-Przystan-Key: k1" in text
    assert "Content-Language: uk" in text


@pytest.mark.parametrize(("reply", "permanent"), [
    ("550 no such user", True), ("451 try later", False),
])
def test_mail_refusals_say_whether_to_try_again(
    mailbox: Mailbox, reply: str, permanent: bool
) -> None:
    mailbox.reply = reply
    with pytest.raises(outbox.DeliveryFailed) as failed:
        SmtpCarrier().deliver(message())
    assert failed.value.permanent is permanent


@pytest.mark.parametrize(("status", "permanent"), [(400, True), (429, False), (503, False)])
def test_sms_refusals_say_whether_to_try_again(
    gateway: Gateway, status: int, permanent: bool
) -> None:
    gateway.status = status
    with pytest.raises(outbox.DeliveryFailed) as failed:
        HttpSmsCarrier(gateway.address, "t").deliver(message())
    assert failed.value.permanent is permanent


def test_a_gateway_that_is_down_is_worth_another_try() -> None:
    with pytest.raises(outbox.DeliveryFailed) as failed:
        HttpSmsCarrier("http://127.0.0.1:9/", "t").deliver(message())
    assert failed.value.permanent is False


def test_mail_carries_its_files_whole(mailbox: Mailbox) -> None:
    content = b"%PDF-1.7 " + bytes(range(256))
    file = outbox.OutgoingFile("zestawienie-ąę.pdf", "application/pdf", content)
    out = message()
    for _ in range(2):
        SmtpCarrier().deliver(dataclasses.replace(out, files=(file,)))
    first, again = (BytesParser(policy=policy.default).parsebytes(e.content)
                    for e in mailbox.messages)
    (part,) = first.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (file.name, file.media_type)
    assert part.get_payload(decode=True) == file.content
    assert "Zapraszamy: Ґанок" in first.get_body(("plain",)).get_content()
    # Sent again because an answer was lost, a server knows it by this.
    assert first["Message-ID"] == again["Message-ID"] is not None


def test_a_server_that_finds_a_letter_too_large_is_not_asked_again(mailbox: Mailbox) -> None:
    mailbox.data_reply = "552 message exceeds fixed maximum message size"
    with pytest.raises(outbox.DeliveryFailed) as failed:
        SmtpCarrier().deliver(message())
    assert failed.value.permanent is True


def write(key: str = "k1", recipient: str = "osoba@przystan.example", **others: Any) -> bool:
    return outbox.write_message(
        key=key, channel="mail", recipient=recipient, subject="Wizyta",
        body="Zapraszamy", language="pl", at=AT, **others,
    )


def stored(content: bytes, name: str = "zestawienie.pdf") -> outbox.AttachedFile:
    digest = files.store_file(name=name, media_type="application/pdf", content=content, at=AT)
    return outbox.AttachedFile(digest, name, len(content))


@pytest.fixture
def connected(mailbox: Mailbox) -> Iterator[Mailbox]:
    before = outbox.carriers()
    outbox.connect_carriers({"mail": SmtpCarrier(), "sms": SimulatedCarrier("sms")})
    yield mailbox
    outbox.connect_carriers(before)


def deliver_all() -> list[str]:
    return [outbox.deliver_message(message_id=m.id, at=AT) for m in outbox.list_messages()]


@pytest.mark.django_db
def test_a_message_is_delivered_once_however_often_it_is_tried(connected: Mailbox) -> None:
    assert write()
    assert deliver_all() == ["delivered"]
    assert deliver_all() == ["delivered"]
    assert len(connected.messages) == 1
    (line,) = outbox.list_messages()
    assert (line.outcome, line.attempts) == ("delivered", 1)


@pytest.mark.django_db
def test_the_same_key_is_written_once(connected: Mailbox) -> None:
    assert write()
    assert not write()
    assert len(outbox.list_messages()) == 1
    assert jobs.ProcrastinateJob.objects.filter(task_name="outbox.deliver").count() == 1


@pytest.mark.django_db
def test_failures_are_kept_and_a_later_try_delivers(connected: Mailbox) -> None:
    write()
    connected.reply = "451 try later"
    assert deliver_all() == ["failed"]
    connected.reply = ""
    assert deliver_all() == ["delivered"]
    (line,) = outbox.list_messages()
    assert line.attempts == 2


@pytest.mark.django_db
def test_a_refused_message_stays_refused(connected: Mailbox) -> None:
    write()
    connected.reply = "550 no such user"
    assert deliver_all() == ["refused"]


@pytest.mark.django_db
def test_a_rolled_back_act_sends_nothing(connected: Mailbox) -> None:
    with contextlib.suppress(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert outbox.list_messages() == ()
    assert not jobs.ProcrastinateJob.objects.filter(task_name="outbox.deliver").exists()


@pytest.mark.django_db
def test_a_message_takes_a_stored_file_along_once(connected: Mailbox) -> None:
    file = stored(b"%PDF-1.7 one")
    assert write(attached=[file, file])
    connected.reply = "451 try later"
    assert deliver_all() == ["failed"]
    connected.reply = ""
    assert deliver_all() == ["delivered"]
    assert deliver_all() == ["delivered"]
    (envelope,) = connected.messages
    (part,) = BytesParser(policy=policy.default).parsebytes(envelope.content).iter_attachments()
    assert part.get_payload(decode=True) == b"%PDF-1.7 one"
    (line,) = outbox.list_messages()
    assert line.files == (file,)
    assert files.read_file(sha256=file.sha256).content == b"%PDF-1.7 one"


@pytest.mark.django_db
def test_a_letter_has_a_limit_and_says_it(connected: Mailbox, settings: Any) -> None:
    settings.MAIL_FILES_MAX_BYTES = 2048
    with pytest.raises(outbox.FilesTooLarge, match=r"3.0.KB.*2.0.KB"):
        write(attached=[stored(b"a" * 1024), stored(b"b" * 2048)])
    assert outbox.list_messages() == ()
    assert write(attached=[stored(b"b" * 2048)])


@pytest.mark.django_db
def test_a_file_that_was_erased_is_not_replaced_by_nothing(connected: Mailbox) -> None:
    file = stored(b"%PDF-1.7 gone")
    assert write(attached=[file])
    files.drop_file(sha256=file.sha256)
    assert deliver_all() == ["refused"]
    assert connected.messages == []


@pytest.mark.django_db
def test_what_may_be_read_is_asked_when_a_message_leaves(connected: Mailbox) -> None:
    robot, needs = accounts.system_actor("test"), accounts.Permission.REPORTING_VIEW
    user = accounts.add_user(
        username="m", display_name="M", email="M@przystan.example", language="pl",
        password="rybitwa-na-falochronie-7", actor=robot, at=AT)

    def send(key: str, recipient: str) -> str:
        write(key, recipient, needs=needs)
        return outbox.deliver_message(message_id=outbox.list_messages(limit=1)[0].id, at=AT)

    assert send("no role", "m@przystan.example") == "refused"
    accounts.grant_role(user_id=user, role=accounts.Role.MANAGER, actor=robot, at=AT)
    assert send("manager", "m@przystan.example") == "delivered"
    assert send("nobody", "x@przystan.example") == "refused"
    accounts.set_active(user_id=user, is_active=False, actor=robot, at=AT)
    assert send("left", "m@przystan.example") == "refused"
    assert len(connected.messages) == 1
    assert outbox.list_messages(limit=1)[0].reference == outbox.MAY_NOT_READ
