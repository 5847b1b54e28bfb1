"""A mailbox on an IMAP server (RFC 3501), by the standard library."""

from __future__ import annotations

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from typing import Any

from przystan.rooms.documents.ports import MailboxFailed

TIMEOUT_SECONDS = 60
TAKEN = "Przystan"
# A server answers a whole message as one literal; the library's own limit is for lines.
FAULTS = (OSError, imaplib.IMAP4.error, ValueError, IndexError)


class ImapMailbox:
    """Whatever lies in the folder is new; what was taken is moved into the folder `Przystan`.

    So whoever reads the mailbox beside us cannot make a message count as taken by reading it.
    """

    name = "IMAP"
    is_simulator = False

    def __init__(self, *, host: str, port: int, user: str, password: str, is_secure: bool,
                 folder: str) -> None:
        self._host, self._port, self._is_secure = host, port, is_secure
        self._user, self._password, self._folder = user, password, folder
        self._server: imaplib.IMAP4 | None = None

    def messages(self, *, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
        """Yield each message by its UID. Raises MailboxFailed."""
        try:
            with self._open() as server:
                for uid in self._ask(server, "SEARCH", "ALL")[0].split():
                    key = uid.decode()
                    yield key, self._fetch(server, key, max_bytes)
        except FAULTS as error:
            raise MailboxFailed(type(error).__name__) from error
        finally:
            self._server = None

    @contextlib.contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        server = (
            imaplib.IMAP4_SSL(self._host, self._port, timeout=TIMEOUT_SECONDS,
                              ssl_context=ssl.create_default_context())
            if self._is_secure else imaplib.IMAP4(self._host, self._port, TIMEOUT_SECONDS))
        try:
            server.login(self._user, self._password)
            server.create(TAKEN)
            if server.select(_quoted(self._folder))[0] != "OK":
                raise MailboxFailed("the server has no such folder")
            self._server = server
            yield server
        finally:
            with contextlib.suppress(*FAULTS):
                server.logout()

    def _fetch(self, server: imaplib.IMAP4, uid: str, max_bytes: int) -> bytes | None:
        told = self._ask(server, "FETCH", uid, "(RFC822.SIZE)")[0]
        size = int(bytes(told).split(b"RFC822.SIZE", 1)[1].split(b")")[0].split()[0])
        if size > max_bytes:
            return None
        return bytes(self._ask(server, "FETCH", uid, "(BODY.PEEK[])")[0][1])

    def settle(self, *, key: str) -> None:
        """Move a message into the folder of what was taken. Raises MailboxFailed."""
        server = self._server
        if server is None:
            raise MailboxFailed("a message is settled while the mailbox is read")
        try:
            if b"MOVE" in server.capability()[1][0].upper().split():
                self._ask(server, "MOVE", key, TAKEN)
                return
            self._ask(server, "COPY", key, TAKEN)
            self._ask(server, "STORE", key, "+FLAGS.SILENT", r"(\Deleted)")
            server.expunge()
        except FAULTS as error:
            raise MailboxFailed(type(error).__name__) from error

    @staticmethod
    def _ask(server: imaplib.IMAP4, command: str, *words: str) -> list[Any]:
        status, told = server.uid(command, *words)
        if status != "OK":
            raise MailboxFailed(f"the server refuses {command}")
        return told


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
