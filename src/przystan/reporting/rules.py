"""Number forms of the report, and the hash that binds a figure to its rows: pure."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

NO_BREAK_SPACE = "\u00a0"


def rows_hash(rows: Iterable[tuple[int, Decimal]], *, counts_rows: bool) -> str:
    """Return the SHA-256 of a figure's rows, as anyone can recompute it.

    The rows are taken in the order of their ids; each adds its id as eight bytes, big-endian and
    signed, and, where amounts are summed, its amount in hundredths in the same form.
    """
    return hashlib.sha256(hash_basis(rows, counts_rows=counts_rows)).hexdigest()


def hash_basis(rows: Iterable[tuple[int, Decimal]], *, counts_rows: bool) -> bytes:
    """Return the bytes of which a figure's hash is made: its rows, in the order of their ids."""
    if counts_rows:
        return b"".join(struct.pack(">q", row_id) for row_id, _amount in sorted(rows))
    return b"".join(
        struct.pack(">qq", row_id, int(amount * 100)) for row_id, amount in sorted(rows))


def rows_of_basis(basis: bytes, *, counts_rows: bool) -> dict[int, Decimal]:
    """Return the rows that a hash was made of, by id; the reverse of `hash_basis`."""
    if counts_rows:
        return dict.fromkeys((i for (i,) in struct.iter_unpack(">q", basis)), Decimal(1))
    return {i: Decimal(cents) / 100 for i, cents in struct.iter_unpack(">qq", basis)}


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


def hidden_cells(counts: Mapping[str, int], *, least: int) -> frozenset[str]:
    """Return the cells that a public table leaves out so that no small group can be counted.

    Hidden are cells of 1 to `least` − 1 rows, and, since the total is known, the next larger
    ones until at least two are hidden that together count `least` or more: so nothing follows
    from the difference. A cell of nought tells of nobody and is never hidden.
    """
    hidden = {name for name, count in counts.items() if 0 < count < least}
    if not hidden:
        return frozenset()
    rest = sorted((count, name) for name, count in counts.items()
                  if count and name not in hidden)
    while rest and (len(hidden) < 2 or sum(counts[n] for n in hidden) < least):
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)


def ratio_of(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Divide, to four places; None where there is nothing to divide by, never an error.

    >>> ratio_of(Decimal(1), Decimal(0)) is None
    True
    """
    return (numerator / denominator).quantize(Decimal("0.0001")) if denominator else None


def duration(seconds: Decimal) -> str:
    """Write a time as minutes and seconds, 4:26; an hour and more as 1:04:26."""
    whole = int(seconds.to_integral_value())
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def share(value: Decimal) -> str:
    """Write a share as percent with one decimal: 95,3 %."""
    return f"{value * 100:.1f}".replace(".", ",") + f"{NO_BREAK_SPACE}%"


RATIO_FORMS = {"PLN": money, "share": share, "duration": duration, "number": spaced}
# How a column of a report's table is written.
GRID_FORMS = {**FORMS, **RATIO_FORMS}
NO_VALUE = "–"


def last_day_before(day: date, every: str) -> date:
    """Return the last day of the month or quarter that was over before a day.

    >>> last_day_before(date(2023, 5, 2), "quarter"), last_day_before(date(2023, 5, 2), "month")
    (datetime.date(2023, 3, 31), datetime.date(2023, 4, 30))
    """
    first = day.replace(day=1) if every == "month" else quarter_start(day)
    return first - timedelta(days=1)


def quarter_start(day: date) -> date:
    """Return the first day of a day's quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
