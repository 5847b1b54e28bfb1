"""Where each part of a machine-readable zone stands, by format."""

from __future__ import annotations

from dataclasses import dataclass

from przystan.rooms.documents.types import Format

Place = tuple[int, int, int]
"""Line, first character, character after the last; all counted from 0."""


@dataclass(frozen=True)
class Layout:
    """The places of one format. `composite` lists what its last digit covers, in order."""

    lines: int
    length: int
    code: Place
    state: Place
    names: Place
    number: Place
    nationality: Place
    birth: Place
    sex: Place
    expiry: Place
    optional: tuple[Place, ...]
    personal: Place | None = None
    composite: tuple[Place, ...] = ()
    composite_digit: Place | None = None
    long_number: Place | None = None


def _two_lines(length: int, **more: object) -> Layout:
    places: dict[str, object] = {
        "code": (0, 0, 2), "state": (0, 2, 5), "names": (0, 5, length), "number": (1, 0, 9),
        "nationality": (1, 10, 13), "birth": (1, 13, 19), "sex": (1, 20, 21),
        "expiry": (1, 21, 27), **more,
    }
    return Layout(lines=2, length=length, **places)  # type: ignore[arg-type]


LAYOUTS: dict[Format, Layout] = {
    Format.TD1: Layout(
        lines=3, length=30, code=(0, 0, 2), state=(0, 2, 5), number=(0, 5, 14),
        birth=(1, 0, 6), sex=(1, 7, 8), expiry=(1, 8, 14), nationality=(1, 15, 18),
        names=(2, 0, 30), optional=((0, 15, 30), (1, 18, 29)),
        composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)), composite_digit=(1, 29, 30),
        long_number=(0, 15, 30),
    ),
    Format.TD2: _two_lines(
        36, optional=((1, 28, 35),), composite=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
        composite_digit=(1, 35, 36), long_number=(1, 28, 35),
    ),
    Format.TD3: _two_lines(
        44, optional=(), personal=(1, 28, 42),
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 43)), composite_digit=(1, 43, 44),
    ),
    Format.MRV_A: _two_lines(44, optional=((1, 28, 44),)),
    Format.MRV_B: _two_lines(36, optional=((1, 28, 36),)),
}


def format_of(lines: tuple[str, ...]) -> Format | None:
    """Return the format that lines of these lengths are, or None. Visas begin with V."""
    shape = (len(lines), len(lines[0]) if lines else 0)
    if any(len(x) != shape[1] for x in lines):
        return None
    is_visa = lines[0][:1] == "V" if lines else False
    known = {
        (3, 30): Format.TD1,
        (2, 36): Format.MRV_B if is_visa else Format.TD2,
        (2, 44): Format.MRV_A if is_visa else Format.TD3,
    }
    return known.get(shape)
