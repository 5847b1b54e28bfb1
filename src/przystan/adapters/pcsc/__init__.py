"""Chips read by PC/SC: the reader at the desk, through pyscard where it is installed.

pyscard (LGPL) needs the system's PC/SC library and is not among the requirements: an office that
reads chips installs it beside the desk's reader.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from przystan.rooms.documents.public import ChipRefused, Transmit, open_chip

GROUPS_TRIED = (1, 2, 11, 12, 14, 15)


class NoReader(Exception):
    """No PC/SC reader, no document on it, or pyscard is not installed; says which."""


@contextmanager
def card(reader: str = "") -> Iterator[Transmit]:
    """Give a way to the chip on a reader: the first, or the one whose name holds `reader`."""
    try:
        from smartcard.Exceptions import SmartcardException
        from smartcard.System import readers
    except ImportError as missing:
        raise NoReader("pyscard is not installed") from missing
    try:
        found = [r for r in readers() if reader.lower() in str(r).lower()]
        if not found:
            raise NoReader("no reader")
        connection = found[0].createConnection()
        connection.connect()
    except SmartcardException as error:
        raise NoReader(f"no document on the reader: {error}") from error

    def transmit(command: bytes) -> bytes:
        try:
            answer, one, two = connection.transmit(list(command))
        except SmartcardException as error:
            raise ChipRefused(f"the document was taken away: {error}") from error
        return bytes([*answer, one, two])

    try:
        yield transmit
    finally:
        connection.disconnect()


def read_chip(
    transmit: Transmit, *, number: str, birth: str, expiry: str
) -> tuple[bytes, Mapping[int, bytes]]:
    """Return EF.SOD and the data groups that the chip gives; a group that it keeps is left out.

    Fingerprints (group 3) and irises (group 4) are not asked for. Raises ChipRefused.
    """
    session = open_chip(transmit=transmit, number=number, birth=birth, expiry=expiry,
                        random=secrets.token_bytes)
    sod = session.read_sod()
    groups = {}
    for group in GROUPS_TRIED:
        content = session.read_group(group)
        if content is not None:
            groups[group] = content
    return sod, groups
