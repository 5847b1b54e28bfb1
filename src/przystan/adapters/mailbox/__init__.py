"""The office's mailbox: an IMAP server's folder, or a folder of files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from przystan.adapters.mailbox.folder import FolderMailbox
from przystan.adapters.mailbox.imap import ImapMailbox
from przystan.rooms.documents.ports import Mailbox

__all__ = ["FolderMailbox", "ImapMailbox", "mailbox_of"]


def mailbox_of(address: str, password: str = "") -> Mailbox:
    """Return the mailbox of an address.

    `imaps://user@host[:993]/INBOX`, `imap://user@127.0.0.1:1143/INBOX` (without TLS, on this
    machine only) or `file:///folder`. Raises ValueError.
    """
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return FolderMailbox(Path(unquote(parts.path)))
    if parts.scheme in ("imap", "imaps") and parts.hostname and parts.username:
        is_secure = parts.scheme == "imaps"
        if not is_secure and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("a mailbox on another machine is reached by imaps:// only")
        return ImapMailbox(
            host=parts.hostname, port=parts.port or (993 if is_secure else 143),
            user=unquote(parts.username), password=password, is_secure=is_secure,
            folder=unquote(parts.path.strip("/")) or "INBOX")
    raise ValueError("a mailbox is imaps://user@host/INBOX or file:///folder")
