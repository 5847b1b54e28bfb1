"""What calls needs from the outside world, and what a switchboard needs from the office."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from przystan.rooms.calls.types import CallRecord, EngineEvent, Profile, QueueEvent, RefusedLine
from przystan.rooms.calls.types.helpline import Digits, StatusAnswer
from przystan.rooms.calls.types.live import LiveKind, Operator, Order
from przystan.rooms.calls.types.recording import TroubleKind
from przystan.rooms.calls.types.routing import Route

Refuse = Callable[[RefusedLine], None]


class EngineLogs(Protocol):
    """Reads one make of engine's logs, line by line, and any of its lines again later.

    `read_…` yields each line as written with what it says and hands the others to `refuse`;
    `parse_…` translates a line that was read before.
    """

    profile: Profile

    def read_events(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, EngineEvent]]:
        """Read a log of channel events."""

    def read_queue(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, QueueEvent]]:
        """Read a queue log."""

    def read_records(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, CallRecord]]:
        """Read call detail records."""

    def parse_event(self, raw: str) -> EngineEvent | None:
        """Translate one line of a log of channel events."""

    def parse_queue(self, raw: str) -> QueueEvent:
        """Translate one line of a queue log."""

    def parse_record(self, raw: str) -> CallRecord:
        """Translate one call detail record."""

    def engine_of(self, call_key: str) -> str:
        """Name the engine that gave this id to a call; "" when the id does not tell."""


class SwitchboardOffice(Protocol):
    """What the program that serves the engine asks of the office, and tells it.

    The questions may take a moment and are asked from a thread; `note` must return at once.
    """

    def is_open(self, *, line: str) -> bool:
        """Whether the office takes calls on this line now."""

    def tell_status(self, *, number: str, pin: Digits, language: str) -> StatusAnswer:
        """Say how a case stands, or why that cannot be said."""

    def take_call_back(self, *, call_key: str, number: str, language: str) -> None:
        """Note that the caller wants to be called back: once, however often it is said."""

    def pick_operator(
        self, *, call_key: str, language: str, without: frozenset[str], route: Route | None
    ) -> Operator | None:
        """Choose who shall be rung, and mark them ringing; None when nobody is free.

        `without` are phones that this caller has rung in vain just now; `route` counts until the
        note of it is written.
        """

    def find_route(self, *, call_key: str) -> Route | None:
        """Return what the helpline asked for a caller whom a process before us queued."""

    def tell_place(self, *, language: str, position: int) -> str:
        """Say to a caller where they stand in the queue and how long it may take; or ""."""

    def take_orders(self) -> tuple[Order, ...]:
        """Return what operators want done with their callers: each order once."""

    def tell_placed(self, *, order_id: int, call_key: str) -> None:
        """Tell under which id the engine places a call that an operator ordered."""

    def find_promotion(self, *, number: str, route: Route | None) -> Route | None:
        """Return the route of a caller who goes before others for a reason of their own."""

    def recording_notice(self, *, call_key: str, line: str, language: str) -> tuple[int, str]:
        """Return the policy and what is said of it to a caller; (0, "") where nothing is."""

    def tell_choice(
        self, *, call_key: str, policy_id: int, language: str, is_refused: bool
    ) -> None:
        """Tell that a caller heard of the recording, and whether they refused."""

    def may_record(self, *, call_key: str) -> bool:
        """Whether the caller was told of the recording and did not refuse."""

    def keep_recording(self, *, name: str, call_key: str, content: bytes, started_at: datetime,
                       seconds: int) -> bool:
        """Keep what the engine recorded; False for what nobody agreed to."""

    def tell_trouble(self, *, call_key: str, kind: TroubleKind) -> None:
        """Tell that a conversation goes on unrecorded."""

    def tell_listening(self, *, order_id: int, is_on: bool) -> None:
        """Tell that a supervisor begins to listen, or has ended."""

    def settle_agents(self, *, up: Collection[str], served: Collection[str]) -> None:
        """Tell which calls the engine holds, and which of them are served, after an absence."""

    def end_listenings(self) -> None:
        """Tell that nobody listens any more."""

    def note(
        self, *, call_key: str, kind: LiveKind, language: str, phone: str, number: str = "",
        route: Route | None = None,
    ) -> None:
        """Take down what became of a call; `number` is the caller's, when it begins.

        `route` is what the helpline asks for who joins the queue.
        """


class Engine(Protocol):
    """The telephony engine as the screens see it."""

    def is_connected(self) -> bool:
        """Whether the engine answers and our switchboard serves its calls, now or just before."""

    def shipped_helpline(self) -> str:
        """Return the TOML text of the helpline that callers hear until one is published."""

    def make_phone(self, *, phone: str, password: str) -> tuple[str, str]:
        """Let a browser sign on as a telephone; return the domain and the WebSocket's address.

        An older password of the same telephone is void. Raises EngineSilent.
        """

    def drop_phone(self, *, phone: str) -> None:
        """Forget a browser's telephone; harmless when it is gone. Raises EngineSilent."""

    def units(self) -> Mapping[str, str]:
        """Return the units' extensions, each with its name; "" where it has none."""

    def speak(self, *, language: str, text: str) -> bytes:
        """Speak a text into a WAV file as a caller would hear it. Raises VoiceMissing."""

    def take_sound(self, *, content: bytes) -> bytes:
        """Turn a recording into the engine's own kind of WAV. Raises NotASound, VoiceMissing."""


class OfficeTexts(Protocol):
    """Texts that the office keeps for its portal, and that the helpline says too."""

    def tell(self, what: str, slug: str, language: str, /) -> str:
        """Return a procedure's `documents` or `fee` in a language; "" when nobody can tell."""


class OfficeStaff(Protocol):
    """What the office knows of its staff and procedures, for the queue."""

    def topics(self) -> Mapping[str, str]:
        """Return the procedures that a queue may name: slug → title in the reader's language."""

    def branches(self) -> Mapping[str, str]:
        """Return the branches that a queue may name: code → name."""

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        """Name the operators who may serve a procedure in a language on a day."""

    def branches_of(self, *, names: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the branches of those operators who are limited to some."""


class VoiceMissing(Exception):
    """Nothing here can speak or turn sounds; the message says what to install."""


class EngineSilent(Exception):
    """The engine does not answer, or refuses."""


class NotASound(Exception):
    """What was given is no sound file, or one that is too long."""
