"""Fitting what was seen in a picture to a zone: every character put right is said to be so.

A reader of pictures confuses O with 0 and miscounts fillers. Where a format allows only letters or
only digits, the other kind is turned into its likeness; where a check digit does not hold, the
likeliest other characters for which it does are taken. Nothing else is changed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from przystan.rooms.documents.rules.digits import FILLER, VALUES, WEIGHTS, check_digit, lookalikes
from przystan.rooms.documents.rules.layouts import LAYOUTS, Layout
from przystan.rooms.documents.rules.places import Kind, Spot, spots_of
from przystan.rooms.documents.rules.reading import read_mrz
from przystan.rooms.documents.types import (
    Correction,
    CorrectionReason,
    Doubt,
    Field,
    Format,
    Glyph,
    MrzReading,
    Outcome,
    Reason,
    SeenLine,
    ZoneFit,
)

TO_LETTER = dict(zip("0123456789", "OIZJASGTBP"))
TO_DIGIT = dict(zip("OQDUCILZEASBGTJP", "0000011234586739"))
CONFUSED = {
    "0": "OQD", "O": "0QD", "Q": "O0", "D": "0O", "1": "IL", "I": "1L", "L": "1I", "2": "Z",
    "Z": "2", "5": "S", "S": "5", "8": "B", "B": "8", "6": "G", "G": "6", "4": "A", "A": "4",
    "7": "T", "T": "7", "U": "V", "V": "UY", "M": "NW", "N": "M", "P": "F", "F": "PE", "E": "F",
    "K": "X", "H": "N", "W": "M", "Y": "V", "R": "K", "X": "K", "J": "1", "3": "8", "9": "8",
}
# These two are one drawing in the eyes of every reader.
ALIKE = {"0": "O", "O": "0"}
# Letters and digits that are drawn alike: a page is looked at where no digit settles them.
LIKENESSES = {"0": "O", "O": "0", "1": "I", "I": "1", "2": "Z", "Z": "2", "5": "S", "S": "5",
              "8": "B", "B": "8"}
SURE, LIKELY = 0.9, 0.01
FEW = 6
UNSEEN = 0.003
Grid = list[list[Glyph]]


def fit_zone(*, lines: Sequence[SeenLine], today: date) -> ZoneFit | None:
    """Fit two or three seen lines to the format that they are, or return None.

    Returns the fit with the fewest failing checks, then the fewest corrections.
    """
    fits = [_fit(kind, layout, grid, changed, today)
            for kind, layout in LAYOUTS.items() if layout.lines == len(lines)
            for grid, changed in _grids(kind, layout, lines)]
    if not fits:
        return None
    return min(fits, key=lambda f: (failing(f.reading), len(f.corrections), -f.confidence))


def failing(reading: MrzReading) -> int:
    """How many checks fail; that a document has expired says nothing about the reading."""
    return sum(c.outcome is Outcome.FAIL and c.reason is not Reason.EXPIRED
               for c in reading.checks)


def _grids(
    kind: Format, layout: Layout, lines: Sequence[SeenLine]
) -> Iterator[tuple[Grid, list[Correction]]]:
    """The seen lines stretched to the format's length, in each way that is near enough."""
    is_visa = lines[0][:1] and lines[0][0].character == "V"
    if layout.lines == 2 and is_visa != kind.value.startswith("MRV"):
        return
    ways = [list(_stretched(line, layout.length)) for line in lines]
    for chosen in product(*ways):
        changed = []
        for number, (_, at, by) in enumerate(chosen):
            if by:
                sign = "+" if by > 0 else "-"
                changed.append(Correction(
                    _field_at(layout, number, min(at, layout.length - 1)), number + 1, at + 1,
                    "" if by > 0 else FILLER * -by, f"{sign}{FILLER * abs(by)}",
                    CorrectionReason.FILLERS))
        yield [list(line) for line, _, _ in chosen], changed


def _stretched(line: SeenLine, length: int) -> Iterator[tuple[SeenLine, int, int]]:
    """A line with fillers added to, or taken from, one of its runs of fillers."""
    missing = length - len(line)
    if missing == 0:
        yield line, 0, 0
        return
    if abs(missing) > max(3, length // 7):
        return
    runs = _runs(line)
    for start, size in sorted(runs, key=lambda r: -r[1])[:2]:
        if missing > 0:
            filler = (Glyph(FILLER, 0.5),) * missing
            yield line[:start + size] + filler + line[start + size:], start + size, missing
        elif size > -missing:
            yield line[:start] + line[start - missing:], start, missing
    if missing == -1 and not runs:
        yield line[:-1], length - 1, -1


def _runs(line: SeenLine) -> list[tuple[int, int]]:
    runs, start = [], None
    for place, glyph in enumerate((*line, Glyph("A"))):
        if glyph.character == FILLER:
            start = place if start is None else start
        elif start is not None:
            runs.append((start, place - start))
            start = None
    return [r for r in runs if r[1] >= 2 or r[0] + r[1] == len(line)]


def _field_at(layout: Layout, line: int, place: int) -> Field:
    spot = spots_of(layout).get((line, place))
    return spot.field if spot else Field.OPTIONAL


def _fit(
    kind: Format, layout: Layout, grid: Grid, changed: list[Correction], today: date
) -> ZoneFit:
    spots = spots_of(layout)
    for (line, place), spot in spots.items():
        glyph = grid[line][place]
        taken = _allowed(glyph, spot.kind)
        if taken.character != glyph.character:
            is_letter = spot.kind is Kind.LETTER
            changed.append(_correction(
                spot, line, place, glyph.character, taken.character,
                CorrectionReason.LETTER_HERE if is_letter else CorrectionReason.DIGIT_HERE))
            grid[line][place] = taken
    solved = _Solver(layout, grid).solve()
    for (line, place), letter in solved.items():
        changed.append(_correction(
            spots[line, place], line, place, grid[line][place].character, letter,
            CorrectionReason.CHECK_DIGIT))
        grid[line][place] = replace(
            grid[line][place], character=letter,
            others=(*grid[line][place].others, (grid[line][place].character, 0.5)))
    text = "\n".join("".join(g.character for g in line) for line in grid)
    reading = read_mrz(text=text, today=today)
    least = min((g.confidence for line in grid for g in line), default=0.0)
    return ZoneFit(reading, tuple(changed), tuple(_doubts(layout, grid, changed)), least)


def _correction(
    spot: Spot, line: int, place: int, seen: str, taken: str, reason: CorrectionReason
) -> Correction:
    return Correction(spot.field, line + 1, place + 1, seen, taken, reason)


def _allowed(glyph: Glyph, kind: Kind) -> Glyph:
    """The glyph, or its likeness of the kind that the place allows."""
    if kind.allows(glyph.character):
        return glyph
    for letter, confidence in glyph.others:
        if confidence > 0.2 and kind.allows(letter):
            return replace(glyph, character=letter)
    table = TO_LETTER if kind is Kind.LETTER else TO_DIGIT
    letter = table.get(glyph.character, glyph.character)
    return replace(glyph, character=letter) if kind.allows(letter) else glyph


@dataclass(frozen=True)
class _Way:
    """Characters to put at places, and how likely that is (a logarithm, 0 the likeliest)."""

    score: float
    put: tuple[tuple[tuple[int, int], str], ...] = ()


class _Solver:
    """Finds the likeliest characters for which the check digits hold."""

    def __init__(self, layout: Layout, grid: Grid) -> None:
        self.layout, self.grid = layout, grid
        self.spots = spots_of(layout)

    def solve(self) -> dict[tuple[int, int], str]:
        fields = [self._ways(places) for places in self._covered()]
        best: _Way | None = None
        for chosen in product(*(f[:FEW] for f in fields)):
            put = tuple(p for way in chosen for p in way.put)
            score = sum(way.score for way in chosen) - (0 if self._composite(dict(put)) else 8)
            if best is None or score > best.score:
                best = _Way(score, put)
        found = dict(best.put) if best else {}
        if not self._composite(found):
            found |= dict(self._rest(found))
        return found

    def _covered(self) -> list[list[tuple[int, int]]]:
        """The places of each part with its digit, the digit last."""
        layout = self.layout
        parts = []
        for place in (layout.number, layout.birth, layout.expiry, layout.personal):
            if place:
                line, first, end = place
                parts.append([(line, n) for n in range(first, end + 1)])
        return parts

    def _ways(self, places: list[tuple[int, int]]) -> list[_Way]:
        as_seen = self._at(places, {})
        if places[-1][1] == self.layout.number[2] and as_seen[-1] == FILLER:
            return [_Way(0.0)]
        if self._holds(as_seen):
            return [_Way(0.0)]
        found = [
            way for count in (1, 2) for way in self._changes(places, count)
            if self._holds(self._at(places, dict(way.put)))]
        found.sort(key=lambda w: -w.score)
        return found or [_Way(-20.0)]

    def _changes(self, places: list[tuple[int, int]], count: int) -> Iterator[_Way]:
        options = [(p, list(self._others(p))) for p in places]
        if count == 2:
            # Two at once only where the eye was unsure.
            options = [(p, o) for p, o in options if self._glyph(p).confidence < 0.995]
        for chosen in combinations(options, count):
            for letters in product(*(o for _, o in chosen)):
                yield _Way(
                    sum(score for _, score in letters) - count,
                    tuple((p, letter) for (p, _), (letter, _) in zip(chosen, letters)))

    def _others(self, place: tuple[int, int]) -> Iterator[tuple[str, float]]:
        """What else the eye saw, and likenesses where it was unsure: a sure character stays."""
        glyph, kind = self._glyph(place), self.spots[place].kind
        seen = dict(glyph.others)
        table = CONFUSED if glyph.confidence < SURE else ALIKE
        for letter in dict.fromkeys((*seen, *table.get(glyph.character, ""))):
            if letter != glyph.character and kind.allows(letter):
                share = max(seen.get(letter, 0.0), UNSEEN)
                yield letter, math.log(share / max(glyph.confidence, share))

    def _glyph(self, place: tuple[int, int]) -> Glyph:
        return self.grid[place[0]][place[1]]

    def _at(self, places: Sequence[tuple[int, int]], put: dict[tuple[int, int], str]) -> str:
        return "".join(put.get(p) or self._glyph(p).character for p in places)

    def _holds(self, text: str) -> bool:
        body, digit = text[:-1], text[-1]
        if any(c not in VALUES for c in text):
            return False
        return digit == check_digit(body) or (digit == FILLER and not body.strip(FILLER))

    def _composite_places(self) -> list[tuple[int, int]]:
        if self.layout.composite_digit is None:
            return []
        return [(line, n) for line, first, end in (
            *self.layout.composite, self.layout.composite_digit) for n in range(first, end)]

    def _composite(self, put: dict[tuple[int, int], str]) -> bool:
        places = self._composite_places()
        return not places or self._holds(self._at(places, put))

    def _rest(self, put: dict[tuple[int, int], str]) -> tuple[tuple[tuple[int, int], str], ...]:
        """What no other digit covers: the optional part, and the composite digit itself."""
        done = {p for part in self._covered() for p in part}
        places = self._composite_places()
        free = [p for p in places if p not in done and p in self.spots]
        found = [way for way in self._changes(free, 1)
                 if self._holds(self._at(places, put | dict(way.put)))]
        return max(found, key=lambda w: w.score).put if found else ()


def _doubts(
    layout: Layout, grid: Grid, changed: Sequence[Correction]
) -> Iterator[Doubt]:
    """Characters that neither the eye nor a check digit settles."""
    by_digit = {(c.line - 1, c.place - 1) for c in changed
                if c.reason is CorrectionReason.CHECK_DIGIT}
    paired = _paired(layout, grid)
    for at, spot in spots_of(layout).items():
        glyph = grid[at[0]][at[1]]
        others = dict.fromkeys((*_seen_instead(glyph, spot, at in by_digit),
                                *_never_settled(glyph, spot), *paired.get(at, ())))
        if others or glyph.confidence < SURE:
            yield Doubt(spot.field, at[0] + 1, at[1] + 1, glyph.character, "".join(others),
                        round(glyph.confidence, 3))


def _seen_instead(glyph: Glyph, spot: Spot, is_by_digit: bool) -> Iterator[str]:
    """What else the eye saw, where no check digit speaks against it."""
    for letter, share in glyph.others:
        if share <= LIKELY or letter == glyph.character or not spot.kind.allows(letter):
            continue
        same = VALUES.get(letter, 0) % 10 == VALUES.get(glyph.character, 0) % 10
        if not spot.has_digit or same or glyph.confidence < SURE or is_by_digit:
            yield letter


def _never_settled(glyph: Glyph, spot: Spot) -> str:
    """Likenesses that a check digit takes for the same, or that no check digit covers."""
    if spot.kind is not Kind.ANY or glyph.character == FILLER:
        return ""
    if spot.has_digit:
        return lookalikes(glyph.character)
    return LIKENESSES.get(glyph.character, "")


def _paired(layout: Layout, grid: Grid) -> dict[tuple[int, int], str]:
    """Pairs of letters and their likenesses that a check digit takes for each other together.

    Worked example: ZW8S49I and 2W8S491 have one check digit, though Z and 2 alone have not.
    """
    line, first, end = layout.number
    found: dict[tuple[int, int], str] = {}
    shifts = [
        (n, letter, (VALUES[letter] - VALUES[character]) * WEIGHTS[(n - first) % 3])
        for n in range(first, end) for character in grid[line][n].character
        if character in VALUES for letter in LIKENESSES.get(character, "")]
    for (one, first_letter, shift), (two, second_letter, other) in combinations(shifts, 2):
        if one != two and (shift + other) % 10 == 0:
            found[line, one] = found.get((line, one), "") + first_letter
            found[line, two] = found.get((line, two), "") + second_letter
    return found
