"""Reading a machine-readable zone from text and checking all that can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from przystan.rooms.documents.rules.digits import FILLER, VALUES, check_digit, lookalikes
from przystan.rooms.documents.rules.layouts import LAYOUTS, Layout, Place, format_of
from przystan.rooms.documents.types import (
    Ambiguity,
    Check,
    Field,
    Format,
    MrzReading,
    Outcome,
    Reason,
)

ONE_LINE = {90: 30, 72: 36, 88: 44}
KNOWN_SEX = {"F": "f", "M": "m", FILLER: "x", "X": "x"}
MAX_VALID_YEARS = 50
STATE = re.compile(r"[A-Z]{3}|[A-Z]<<|[A-Z]{2}<")
TAKEN = {"«": "<<", "‹": "<", "≪": "<<", "\ufeff": ""}


class NotAnMrz(ValueError):
    """A text that is no machine-readable zone; says which lines were expected."""

    def __init__(self, lengths: tuple[int, ...]) -> None:
        found = " + ".join(map(str, lengths)) or "0"
        super().__init__(f"expected 3 lines of 30, 2 of 36 or 2 of 44 characters, found {found}")
        self.lengths = lengths


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a scanned or typed zone: capitals, no spaces, cut where they run on."""
    for taken, given in TAKEN.items():
        text = text.replace(taken, given)
    lines = tuple(
        bare for line in re.split(r"[\r\n]+", text.upper()) if (bare := re.sub(r"\s", "", line))
    )
    if len(lines) == 1 and len(lines[0]) in ONE_LINE:
        size = ONE_LINE[len(lines[0])]
        return tuple(lines[0][n:n + size] for n in range(0, len(lines[0]), size))
    return lines


def read_mrz(*, text: str, today: date) -> MrzReading:
    """Take a machine-readable zone apart and check it.

    TD1, TD2, TD3, MRV-A and MRV-B of ICAO 9303. Every check digit is computed; what bears no
    digit is said to be not possible to check, never to be right. Two-digit years are read as the
    latest birth before `today` and as an expiry within fifty years. Raises NotAnMrz.
    """
    lines = split_lines(text)
    kind = format_of(lines)
    if kind is None:
        raise NotAnMrz(tuple(map(len, lines)))
    return _Zone(kind, lines, today).reading()


class _Zone:
    """One zone while it is being read."""

    def __init__(self, kind: Format, lines: tuple[str, ...], today: date) -> None:
        self.kind, self.lines, self.today = kind, lines, today
        self.layout: Layout = LAYOUTS[kind]

    def at(self, place: Place) -> str:
        line, first, end = place
        return self.lines[line][first:end]

    def digit_after(self, place: Place) -> str:
        line, _, end = place
        return self.lines[line][end:end + 1]

    def reading(self) -> MrzReading:
        family, given = self._names()
        number, number_check, optional = self._number()
        born, expires = self._birth(), self._expiry()
        personal = self.at(self.layout.personal) if self.layout.personal else ""
        checks = (
            *self._codes(), number_check, *self._dates(born, expires),
            self._sex(), *self._personal(), *self._optional(), *self._composite(),
            self._name_check(), *self._characters(),
        )
        return MrzReading(
            format=self.kind, lines=self.lines, document_code=_bare(self.at(self.layout.code)),
            issuing_state=_bare(self.at(self.layout.state)), family_name=family,
            given_names=given, number=number,
            nationality=_bare(self.at(self.layout.nationality)), birth_date=born,
            birth_text=self.at(self.layout.birth),
            sex=KNOWN_SEX.get(self.at(self.layout.sex), ""), expiry_date=expires,
            optional=_bare(personal or optional), checks=checks,
            ambiguities=tuple(self._ambiguities(number, _bare(personal))),
        )

    def _names(self) -> tuple[str, str]:
        family, _, given = self.at(self.layout.names).strip(FILLER).partition("<<")
        return (" ".join(family.replace(FILLER, " ").split()),
                " ".join(given.replace(FILLER, " ").split()))

    def _number(self) -> tuple[str, Check, str]:
        """A number longer than nine stands on in the optional part, its digit at its end."""
        first = self.at(self.layout.number)
        digit = self.digit_after(self.layout.number)
        optional = "".join(self.at(p) for p in self.layout.optional)
        if digit == FILLER and self.layout.long_number and FILLER not in first:
            rest, _, after = self.at(self.layout.long_number).partition(FILLER)
            if len(rest) >= 2:
                whole = first + rest[:-1]
                more = "".join(self.at(p) for p in self.layout.optional[1:])
                return whole, self._digit(Field.NUMBER, whole, rest[-1]), _bare(after + more)
        return _bare(first), self._digit(Field.NUMBER, first, digit), optional

    def _digit(self, field: Field, text: str, digit: str) -> Check:
        if any(c not in VALUES for c in text):
            return Check(field, text, digit, "", Outcome.FAIL, Reason.BAD_CHARACTER)
        computed = check_digit(text)
        # An empty optional part may bear a filler in place of the digit 0 (ICAO 9303-4, 4.2.2).
        holds = digit == computed or (digit == FILLER and not text.strip(FILLER))
        return Check(
            field, text, digit, computed, Outcome.PASS if holds else Outcome.FAIL,
            Reason.DIGIT_HOLDS if holds else Reason.DIGIT_WRONG,
        )

    def _codes(self) -> Iterator[Check]:
        for field, place in ((Field.ISSUING_STATE, self.layout.state),
                             (Field.NATIONALITY, self.layout.nationality)):
            text = self.at(place)
            known = bool(STATE.fullmatch(text))
            yield Check(field, text, "", "", Outcome.NOT_POSSIBLE if known else Outcome.FAIL,
                        Reason.NO_DIGIT if known else Reason.UNKNOWN_CODE)

    def _birth(self) -> date | None:
        text = self.at(self.layout.birth)
        found = _date(text, 2000)
        return found if found and found <= self.today else _date(text, 1900)

    def _expiry(self) -> date | None:
        text = self.at(self.layout.expiry)
        found = _date(text, 2000)
        if found and found.year > self.today.year + MAX_VALID_YEARS:
            return _date(text, 1900)
        return found

    def _dates(self, born: date | None, expires: date | None) -> Iterator[Check]:
        birth = self.at(self.layout.birth)
        yield self._date_check(Field.BIRTH_DATE, self.layout.birth,
                               born is not None or FILLER in birth)
        expiry = self.at(self.layout.expiry)
        yield self._date_check(Field.EXPIRY_DATE, self.layout.expiry,
                               expires is not None or FILLER in expiry)
        if expires is None:
            yield Check(Field.VALIDITY, expiry, "", "", Outcome.NOT_POSSIBLE, Reason.NO_DIGIT)
        else:
            valid = expires >= self.today
            yield Check(Field.VALIDITY, expires.isoformat(), "", "",
                        Outcome.PASS if valid else Outcome.FAIL,
                        Reason.NOT_EXPIRED if valid else Reason.EXPIRED)

    def _date_check(self, field: Field, place: Place, possible: bool) -> Check:
        check = self._digit(field, self.at(place), self.digit_after(place))
        if check.outcome is Outcome.PASS and not possible:
            return Check(field, check.text, check.digit, check.computed, Outcome.FAIL,
                         Reason.DATE_IMPOSSIBLE)
        return check

    def _sex(self) -> Check:
        text = self.at(self.layout.sex)
        known = text in KNOWN_SEX
        return Check(Field.SEX, text, "", "", Outcome.NOT_POSSIBLE if known else Outcome.FAIL,
                     Reason.NO_DIGIT if known else Reason.UNKNOWN_CODE)

    def _personal(self) -> Iterator[Check]:
        place = self.layout.personal
        if place:
            yield self._digit(Field.PERSONAL_NUMBER, self.at(place), self.digit_after(place))

    def _optional(self) -> Iterator[Check]:
        text = "".join(self.at(p) for p in self.layout.optional)
        if text.strip(FILLER) and self.layout.composite_digit is None:
            yield Check(Field.OPTIONAL, text, "", "", Outcome.NOT_POSSIBLE, Reason.NO_DIGIT)

    def _composite(self) -> Iterator[Check]:
        place = self.layout.composite_digit
        if place:
            covered = "".join(self.at(p) for p in self.layout.composite)
            yield self._digit(Field.COMPOSITE, covered, self.at(place))

    def _name_check(self) -> Check:
        text = self.at(self.layout.names)
        reason = Reason.NO_DIGIT if text.endswith(FILLER) else Reason.MAY_BE_CUT
        return Check(Field.NAMES, text, "", "", Outcome.NOT_POSSIBLE, reason)

    def _characters(self) -> Iterator[Check]:
        bad = "".join(sorted({c for line in self.lines for c in line if c not in VALUES}))
        if bad:
            yield Check(Field.DOCUMENT_CODE, bad, "", "", Outcome.FAIL, Reason.BAD_CHARACTER)

    def _ambiguities(self, number: str, personal: str) -> Iterator[Ambiguity]:
        for field, text in ((Field.NUMBER, number), (Field.PERSONAL_NUMBER, personal)):
            for place, character in enumerate(text, start=1):
                others = lookalikes(character)
                if others:
                    yield Ambiguity(field, place, character, others)


def _bare(text: str) -> str:
    return text.rstrip(FILLER).replace(FILLER, " ").strip()


def _date(text: str, century: int) -> date | None:
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
