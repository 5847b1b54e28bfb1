"""Number forms of the report, and the hash that binds a figure to its rows: pure."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from decimal import Decimal

NO_BREAK_SPACE = "\u00a0"


def rows_hash(rows: Iterable[tuple[int, Decimal]], *, counts_rows: bool) -> str:
    """Return the SHA-256 of a figure's rows, as anyone can recompute it.

    The rows are taken in the order of their ids; each adds its id as eight bytes, big-endian and
    signed, and, where amounts are summed, its amount in hundredths in the same form.
    """
    digest = hashlib.sha256()
    for row_id, amount in sorted(rows):
        digest.update(struct.pack(">q", row_id))
        if not counts_rows:
            digest.update(struct.pack(">q", int(amount * 100)))
    return digest.hexdigest()


def plain(value: Decimal) -> str:
    """Write a whole number without separators: 2333."""
    return str(int(value))


def spaced(value: Decimal, separator: str = " ") -> str:
    """Write a number with spaces between thousands: 70 150; decimals after a comma, if any."""
    whole = value == value.to_integral_value()
    text = f"{int(value):,}" if whole else f"{value:,.2f}"
    return text.replace(",", separator).replace(".", ",")


def comma(value: Decimal) -> str:
    """Write a number with commas between thousands: 35,194; decimals only where there are any."""
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value:,.2f}"


def money(value: Decimal) -> str:
    """Write an amount as the report does: 3 053 333,00 PLN."""
    whole, cents = f"{value:.2f}".split(".")
    return f"{int(whole):,}".replace(",", " ") + f",{cents} PLN"


FORMS = {"plain": plain, "spaced": spaced, "comma": comma, "money": money}
