"""The helpline: its tree, where a caller stands in it, what they do and what they hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from przystan.rooms.calls.types.routing import Route

HELPLINE_LANGUAGES = ("pl", "uk", "ru", "en")
"""In the order in which the language menu speaks them."""


class NodeKind(StrEnum):
    """What a place in the tree does with the caller."""

    LANGUAGE = "language"
    MENU = "menu"
    SAY = "say"
    HOURS = "hours"
    STATUS = "status"
    CALL_BACK = "call_back"
    QUEUE = "queue"
    HANG_UP = "hang_up"


@dataclass(frozen=True, slots=True)
class Node:
    """One place in the tree. `prompt` names what is said on entering, or is "".

    `keys` lead to other nodes (of a language menu: to a language); `next` is where the caller
    goes when the place is done, `closed` where outside opening hours. `queue` names
    the queue, `route` what its callers need.
    """

    id: str
    kind: NodeKind
    prompt: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    next: str = ""
    closed: str = ""
    queue: str = ""
    route: Route = Route()


@dataclass(frozen=True, slots=True)
class Hours:
    """When operators take calls: ISO weekdays and local times; never on a Polish public holiday."""

    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    opens: time = time(8)
    closes: time = time(16)
    closed_on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Tree:
    """One helpline: where it starts, where a caller goes who cannot be understood, its texts.

    `prompts`: name → language → text. Every prompt is said in each of `languages`.
    """

    name: str
    start: str
    give_up: str
    languages: tuple[str, ...]
    nodes: Mapping[str, Node]
    prompts: Mapping[str, Mapping[str, str]]
    hours: Hours = Hours()


@dataclass(frozen=True, slots=True)
class TreeFault:
    """One thing that keeps a tree from being published: where, and what is wrong."""

    where: str
    problem: str


class Asking(StrEnum):
    """What a caller at a status place is typing."""

    NOTHING = ""
    NUMBER = "number"
    PIN = "pin"


class Digits(str):
    """Digits that no log, event, file or picture of a state may show: a case PIN."""

    def __repr__(self) -> str:
        return "•" * len(self)

    __str__ = __repr__

    def reveal(self) -> str:
        """Return the digits, for the one comparison that needs them."""
        return str.__str__(self)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a caller stands. `language` is "" until chosen; `trail` are the places passed."""

    node: str
    language: str = ""
    asking: Asking = Asking.NOTHING
    number: str = ""
    typed: Digits = Digits()
    silences: int = 0
    mistakes: int = 0
    trail: tuple[str, ...] = ()


# --- what comes in


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key: 0-9, * or #."""

    key: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was pressed within the time that a place waits."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was to be said has been said."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Whether the office is open now."""

    is_open: bool


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What the office says about a case: a prompt's name, or a text in the caller's language."""

    prompt: str = ""
    text: str = ""


Heard = Pressed | Silence | Spoken | OfficeHours | StatusAnswer


# --- what goes out


@dataclass(frozen=True, slots=True)
class Say:
    """Play a prompt in a language; a key stops it."""

    prompt: str
    language: str


@dataclass(frozen=True, slots=True)
class SayText:
    """Say a text that is made for this call."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait for a key, at most so many seconds after the last word."""

    seconds: float


@dataclass(frozen=True, slots=True)
class AskHours:
    """Ask the office whether it is open."""


@dataclass(frozen=True, slots=True)
class AskStatus:
    """Ask the office for a case's status. The PIN never shows in a representation."""

    number: str
    pin: Digits
    language: str


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Put the caller into the queue."""

    queue: str
    language: str
    route: Route = Route()


@dataclass(frozen=True, slots=True)
class TakeCallBack:
    """Note that the caller wants to be called back."""

    language: str


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call; `is_closed` when it came outside opening hours."""

    is_closed: bool = False


Effect = Say | SayText | Listen | AskHours | AskStatus | Enqueue | TakeCallBack | HangUp


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One step of a trial: what was pressed, where the caller stands, what they hear.

    `said` are the prompts of it, each with its language.
    """

    pressed: str
    place: str
    language: str
    heard: str
    then: str
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MapWay:
    """A way from one place to another: by a key, or by itself ("next", "closed")."""

    source: str
    to: str
    key: str


@dataclass(frozen=True, slots=True)
class MapBox:
    """A place on the map; `layer` from the top and `column` from the left, in boxes.

    `also` are the ways that are not drawn as lines.
    """

    id: str
    kind: NodeKind
    layer: int
    column: float
    also: tuple[MapWay, ...]


@dataclass(frozen=True, slots=True)
class HelplineMap:
    """A tree laid out: boxes, the lines between them, and how many boxes it is wide and high."""

    boxes: tuple[MapBox, ...]
    lines: tuple[MapWay, ...]
    columns: int
    layers: int
