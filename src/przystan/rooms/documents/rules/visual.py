"""Comparing the printed page with the zone."""

from __future__ import annotations

from datetime import date

from przystan.rooms.documents.types import Field, MrzReading, Outcome


def compare_visual(
    *, reading: MrzReading, number: str = "", birth_date: date | None = None,
    expiry_date: date | None = None,
) -> tuple[tuple[Field, str, str, Outcome], ...]:
    """Compare what the page says with what the zone says: field, page, zone, outcome.

    Only what was typed is compared; letters and digits of the number alone count.
    """
    rows = []
    if number.strip():
        plain = "".join(c for c in number.upper() if c.isalnum())
        zone = "".join(c for c in reading.number if c.isalnum())
        rows.append((Field.NUMBER, number.strip(), reading.number, plain == zone))
    for field, typed, zone_day in (
            (Field.BIRTH_DATE, birth_date, reading.birth_date),
            (Field.EXPIRY_DATE, expiry_date, reading.expiry_date)):
        if typed:
            rows.append((field, typed.isoformat(),
                         zone_day.isoformat() if zone_day else "", typed == zone_day))
    return tuple((f, a, b, Outcome.PASS if same else Outcome.FAIL) for f, a, b, same in rows)
