"""A folder of messages as files (.eml), as a mail client or a mail server writes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from przystan.rooms.documents.ports import MailboxFailed

TAKEN = "taken"


class FolderMailbox:
    """Every `.eml` in the folder is a message; what was taken goes into the folder `taken`."""

    name = "folder"
    is_simulator = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def messages(self, *, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
        """Yield each message by its file's name. Raises MailboxFailed."""
        try:
            names = sorted(p.name for p in self._folder.iterdir() if p.suffix.lower() == ".eml")
        except OSError as error:
            raise MailboxFailed(f"the folder cannot be read: {error.strerror}") from error
        for name in names:
            path = self._folder / name
            try:
                yield name, path.read_bytes() if path.stat().st_size <= max_bytes else None
            except OSError as error:
                raise MailboxFailed(f"a file cannot be read: {error.strerror}") from error

    def settle(self, *, key: str) -> None:
        """Put a message into `taken`; one of the same name there is written over, being taken."""
        try:
            (self._folder / TAKEN).mkdir(exist_ok=True)
            os.replace(self._folder / key, self._folder / TAKEN / key)
        except OSError as error:
            raise MailboxFailed(f"a file cannot be moved: {error.strerror}") from error
