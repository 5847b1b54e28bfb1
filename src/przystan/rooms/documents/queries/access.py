"""Reading a chip: the room gives the protocol, an adapter the way to the card."""

from __future__ import annotations

from collections.abc import Callable

from przystan.rooms.documents.types import ChipRefused, Transmit


class OpenChip:
    """A chip that let us in: its files, one after the other."""

    def __init__(self, read: Callable[[int], bytes], sod: int) -> None:
        self._read, self._sod = read, sod

    def read_sod(self) -> bytes:
        """Return EF.SOD. Raises ChipRefused."""
        return self._read(self._sod)

    def read_group(self, number: int) -> bytes | None:
        """Return a data group; None where the chip has none or keeps it."""
        try:
            return self._read(number)
        except ChipRefused as refused:
            if refused.is_absence:
                return None
            raise


def open_chip(
    *, transmit: Transmit, number: str, birth: str, expiry: str, random: Callable[[int], bytes],
) -> OpenChip:
    """Open a chip with the key of its zone (basic access control, ICAO 9303-11, 4.3).

    `birth` and `expiry` are six digits as the zone writes them. `transmit` sends one command and
    returns answer and status. Raises ChipRefused.
    """
    from przystan.rooms.documents.rules.chip.access import SOD, access_key, open_session

    seed = access_key(number=number, birth=birth, expiry=expiry)
    return OpenChip(open_session(transmit, seed, random=random).read_file, SOD)
