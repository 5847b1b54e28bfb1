"""Letters by e-mail: from a real IMAP server of another make and from a folder, into cases."""

from __future__ import annotations

import imaplib
import io
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.adapters.mailbox import FolderMailbox, mailbox_of
from przystan.adapters.stack_reader import PdfStackReader
from przystan.config.cli import main
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import models
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import LetterProblem, PartProblem
from tests.documents.test_letters import ACTOR, AT, letter_page, separators, stack
from tests.journeys.conftest import Sign, office, sign_in, text

__all__ = ["office", "sign_in"]
USER, PASSWORD = "office", "secret"


@pytest.fixture
def case(office: int) -> cases.CaseRef:
    documents.connect_stack_reader(PdfStackReader())
    cases.set_case_types(
        types=[cases.CaseType(
            "temporary", "Pobyt czasowy", "Temporary stay", "6151", "art. 98", False)],
        actor=ACTOR, at=AT)
    made = cases.open_case(
        actor=ACTOR, at=AT, unit="SOC-II", type_code="temporary", person_id=None, branch="SZ",
        received_on=date(2023, 12, 1), channel=cases.Channel.POST)
    return cases.case_refs(ids=[made])[made]


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    letter_page().save(out, kind)
    return out.getvalue()


def message(subject: str, *attached: tuple[str, str, bytes], number: int = 1) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "Жанна <z@a.example>", "o@b.example"
    mail["Message-ID"] = f"<{number}@a.example>"
    mail.set_content("Dzień dobry, przesyłam umowę najmu.")
    for name, kind, content in attached:
        main_type, sub_type = kind.split("/")
        mail.add_attachment(content, maintype=main_type, subtype=sub_type, filename=name)
    return mail.as_bytes()


def take(content: bytes) -> documents.Mail:
    """Take a message in and sort its stacks."""
    mail_id, _ = documents.take_mail(actor=ACTOR, at=AT, content=content)
    for found in documents.get_mail(mail_id=mail_id).stacks:
        documents.sort_stack(actor=ACTOR, at=AT, stack_id=found.id)
    return documents.get_mail(mail_id=mail_id)


def filed(mail: documents.Mail) -> list[tuple[int | None, int, tuple[LetterProblem, ...]]]:
    return [(x.case_id, x.pages, x.problems) for s in mail.stacks for x in s.letters]


def test_the_sign_in_the_subject_says_whose_the_letter_is(case: cases.CaseRef) -> None:
    mail = take(message(f"Umowa do {case.sign.lower()}",
                        ("umowa.pdf", "application/pdf", stack([letter_page(), letter_page()])),
                        ("zdjecie.jpg", "image/jpeg", picture())))
    assert mail.case_sign == case.sign
    assert filed(mail) == [(case.id, 2, ()), (case.id, 1, ())]


def test_separator_sheets_go_before_the_subject(case: cases.CaseRef) -> None:
    (sheet,) = separators(case.sign)
    mail = take(message("różne pisma", (
        "stos.pdf", "application/pdf", stack([letter_page("early"), sheet, letter_page()]))))
    assert filed(mail) == [(None, 1, (LetterProblem.NO_SEPARATOR,)), (case.id, 1, ())]


def test_a_message_twice_is_one_and_what_is_no_letter_is_named(case: cases.CaseRef) -> None:
    whole = message("x", ("a.pdf", "application/pdf", stack([letter_page()])),
                    ("a copy.pdf", "application/pdf", stack([letter_page()])),
                    ("virus.exe", "application/octet-stream", b"MZ" * 50),
                    ("nothing.pdf", "application/pdf", b""))
    first, is_new = documents.take_mail(actor=ACTOR, at=AT, content=whole)
    assert is_new
    assert documents.take_mail(actor=ACTOR, at=AT, content=whole) == (first, False)
    # The same message on another way: other bytes, the same Message-ID.
    assert documents.take_mail(
        actor=ACTOR, at=AT, content=b"Received: by x\r\n" + whole) == (first, False)
    mail = documents.get_mail(mail_id=first)
    left = dict(mail.left)
    assert left["virus.exe"] is PartProblem.KIND
    assert left["nothing.pdf"] is PartProblem.EMPTY
    assert len(mail.stacks) + len(mail.left) == 4
    assert models.ScanStack.objects.count() == len(mail.stacks)


def test_two_signs_in_a_subject_decide_nothing(case: cases.CaseRef) -> None:
    other = cases.open_case(
        actor=ACTOR, at=AT, unit="SOC-II", type_code="temporary", person_id=None, branch="SZ",
        received_on=date(2023, 12, 1), channel=cases.Channel.POST)
    sign = cases.case_refs(ids=[other])[other].sign
    mail = take(message(f"{case.sign} i {sign}", ("a.png", "image/png", picture("PNG"))))
    assert filed(mail) == [(None, 1, (LetterProblem.NO_SEPARATOR,))]


def test_a_logo_in_a_signature_is_no_letter() -> None:
    mail = EmailMessage()
    mail.set_content("<p>Hello <b>there</b></p><script>alert(1)</script>", subtype="html")
    mail.add_related(b"\x89PNG\r\n\x1a\n" + b"0" * 50, "image", "png", cid="<logo>")
    read = documents.read_mail(mail.as_bytes())
    assert [a.is_logo for a in read.attached] == [True]
    assert "Hello" in read.text
    assert "alert" not in read.text
    assert "<" not in read.text


@given(st.binary(max_size=400), st.integers(0, 3000), st.binary(max_size=6))
def test_no_bytes_are_too_broken_to_be_read(noise: bytes, where: int, patch: bytes) -> None:
    documents.read_mail(noise)
    whole = message("SOC-II.6151.1.2023", ("a.pdf", "application/pdf", b"%PDF-" + b"x" * 900))
    documents.read_mail(whole[:where] + patch + whole[where + len(patch):])


# --- where they come from


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """An IMAP server that nobody here wrote (pymap), on a port of its own."""
    pytest.importorskip("pymap")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-c", "from pymap.main import main; main()", "--host", "127.0.0.1",
         "--port", str(port), "--no-tls", "dict", "--demo-user", USER, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(timeout=30)


def in_folder(port: int, folder: str) -> list[bytes]:
    with imaplib.IMAP4("127.0.0.1", port) as client:
        client.login(USER, PASSWORD)
        client.select(folder)
        return list(client.uid("SEARCH", "ALL")[1][0].split())


def test_a_mailbox_is_emptied_once_and_what_was_taken_lies_aside(
    server: int, case: cases.CaseRef
) -> None:
    with imaplib.IMAP4("127.0.0.1", server) as client:
        client.login(USER, PASSWORD)
        for number in (1, 2):
            client.append("INBOX", "", "", message(  # type: ignore[arg-type]
                case.sign, ("a.pdf", "application/pdf", stack([letter_page(str(number))])),
                number=number))
        # Somebody read one of them in a mail program.
        client.select("INBOX")
        client.uid("STORE", client.uid("SEARCH", "ALL")[1][0].split()[0].decode(), "+FLAGS",
                   r"(\Seen)")
    mailbox = mailbox_of(f"imap://{USER}@127.0.0.1:{server}/INBOX", PASSWORD)
    told = documents.collect_mail(mailbox=mailbox, actor=ACTOR, now=clock.now)
    assert (told.taken, told.known, told.too_large) == (2, 0, 0)
    assert [m.case_sign for m in documents.list_mails()] == [case.sign, case.sign]
    assert in_folder(server, "INBOX") == []
    assert len(in_folder(server, "Przystan")) == 2
    told = documents.collect_mail(mailbox=mailbox, actor=ACTOR, now=clock.now)
    assert (told.taken, told.known) == (0, 0)


def test_a_mailbox_that_refuses_says_so_and_no_password(server: int) -> None:
    for address, password in ((f"imap://{USER}@127.0.0.1:{server}", "wrong-word"),
                              (f"imap://{USER}@127.0.0.1:{server}/Nowhere", PASSWORD),
                              (f"imap://{USER}@127.0.0.1:1", PASSWORD)):
        with pytest.raises(documents.MailboxFailed) as failure:
            documents.collect_mail(
                mailbox=mailbox_of(address, password), actor=ACTOR, now=clock.now)
        assert password not in str(failure.value)
    for wrong in ("imap://o@mail.example/INBOX", "http://x", "imaps://mail.example"):
        with pytest.raises(ValueError, match="mailbox"):
            mailbox_of(wrong)


def test_killed_before_it_was_put_aside_a_message_is_not_taken_twice(
    tmp_path: Path, case: cases.CaseRef
) -> None:
    (tmp_path / "a.eml").write_bytes(message("x"))

    class Dies(FolderMailbox):
        def settle(self, *, key: str) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents.collect_mail(mailbox=Dies(tmp_path), actor=ACTOR, now=clock.now)
    told = documents.collect_mail(mailbox=FolderMailbox(tmp_path), actor=ACTOR, now=clock.now)
    assert (told.taken, told.known) == (0, 1)
    assert [p.name for p in (tmp_path / "taken").iterdir()] == ["a.eml"]
    assert models.ReceivedMail.objects.count() == 1


def test_on_the_command_line(
    tmp_path: Path, case: cases.CaseRef, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_bytes(message(case.sign))
    with (tmp_path / "large.eml").open("wb") as large:
        large.truncate(documents.MAX_MAIL_BYTES + 1)
    address = f"file://{tmp_path}"
    assert main(["documents", "collect", "--mailbox", address, "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out) == [{"taken": 1, "known": 0, "too_large": 1}]
    assert (tmp_path / "large.eml").exists()
    assert main(["documents", "collect", "--mailbox", "nonsense"]) == 2
    assert main(["documents", "collect"]) == 2
    assert main(["documents", "collect", "--mailbox", "file:///nowhere/at/all"]) == 1


# --- on screen


def test_a_message_is_read_on_screen_and_that_is_written(
    sign_in: Sign, case: cases.CaseRef
) -> None:
    mail = take(message("Umowa", ("umowa.pdf", "application/pdf", stack([letter_page()])),
                        ("x.zip", "application/zip", b"PK")))
    client = sign_in()
    assert "Letters by e-mail" in text(client.get(reverse("documents:letters")))
    assert reverse("documents:mail", args=[mail.id]) in text(
        client.get(reverse("documents:mails")))
    page = text(client.get(reverse("documents:mail", args=[mail.id])))
    for words in ("Жанна", "przesyłam umowę najmu", "umowa.pdf", "not taken: no PDF"):
        assert words in page
    assert client.get(reverse("documents:mail", args=[99])).status_code == 404


def test_a_letter_is_filed_by_hand_and_again(sign_in: Sign, case: cases.CaseRef) -> None:
    mail = take(message("x", ("a.pdf", "application/pdf", stack([letter_page()]))))
    (found,) = mail.stacks
    (letter,) = found.letters
    client = sign_in()
    page = reverse("documents:file_letter", args=[found.id, letter.id])
    assert "File with a case" in text(client.get(reverse("documents:stack", args=[found.id])))
    assert "No case has this sign" in text(client.post(page, {"case_sign": "SOC-II.6151.9.1999"}))
    assert "This is not a case sign" in text(client.post(page, {"case_sign": "?"}))
    assert "is filed with" in text(client.post(page, {"case_sign": case.sign}, follow=True))
    (now,) = documents.get_stack(stack_id=found.id).letters
    assert (now.case_id, now.problems, now.filed_by) == (case.id, (), "Anna Testowa")
    assert [x.id for _, _, x in documents.letters_of_case(case_id=case.id)] == [letter.id]
    assert client.get(reverse("documents:file_letter", args=[found.id, 99])).status_code == 404
