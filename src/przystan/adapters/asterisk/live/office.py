"""The office as the switchboard sees it: each question is one transaction in its own thread.

What the switchboard saw is written by one thread in batches; while the database is away it is
kept, in order, and callers go on waiting with music. The engine's own log loses nothing anyway.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from queue import Empty, SimpleQueue

import psycopg
from django.db import close_old_connections, connections

from przystan.journeys import helpline, priority
from przystan.platform.clock import public as clock
from przystan.platform.live.public import CHANNEL, listening_address
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls

BATCH_SECONDS = 0.05
AGAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


@contextmanager
def one_transaction() -> Iterator[None]:
    """Open a transaction in whatever thread this is, and leave no connection behind."""
    close_old_connections()
    try:
        with transactions.transaction():
            yield
    finally:
        connections.close_all()


class LiveOffice:
    """Answers the switchboard's questions from the office's rooms."""

    def __init__(self, *, hours: calls.Hours) -> None:
        self.hours = hours
        self._notes: SimpleQueue[calls.LiveNote] = SimpleQueue()
        self._stopping = threading.Event()
        self._writer = threading.Thread(target=self._write, name="live-notes", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """Write what is still to be written and stop."""
        self._stopping.set()
        self._writer.join(timeout=10)

    # --- questions

    def is_open(self, *, line: str) -> bool:
        """Whether operators take calls now, by the hours of the helpline in service."""
        del line
        return calls.is_open(self.hours, clock.now().astimezone(clock.OFFICE_ZONE))

    def tell_status(
        self, *, number: str, pin: calls.Digits, language: str
    ) -> calls.StatusAnswer:
        """Say how a case stands; without the database say that it cannot be said now."""
        try:
            with one_transaction():
                return helpline.tell_status(
                    number=number, pin=pin, language=language, at=clock.now())
        except Exception as trouble:  # noqa: BLE001  a caller gets a sentence, whatever happens
            log.error("a status could not be told: %s", type(trouble).__name__)
            return calls.StatusAnswer(prompt="status-unavailable")

    def take_call_back(self, *, call_key: str, number: str, language: str) -> None:
        """Note that the caller wants to be called back."""
        with one_transaction():
            calls.take_call_back(
                call_key=call_key, number=number, language=language, at=clock.now())

    def pick_operator(
        self, *, call_key: str, language: str, without: frozenset[str],
        route: calls.Route | None,
    ) -> calls.Operator | None:
        """Choose who is rung, by what the office knows of its staff."""
        with one_transaction():
            return calls.pick_operator(
                call_key=call_key, language=language, without=without, at=clock.now(),
                route=route)

    def find_route(self, *, call_key: str) -> calls.Route | None:
        """Return what the helpline asked for a caller who joined the queue before us."""
        with one_transaction():
            return calls.find_route(call_key=call_key)

    def take_orders(self) -> tuple[calls.Order, ...]:
        """Return what operators want done with their callers: each order once."""
        with one_transaction():
            return calls.take_orders(at=clock.now())

    def tell_place(self, *, language: str, position: int) -> str:
        """Say to a caller where they stand in the queue; without the database say nothing."""
        try:
            with one_transaction():
                return helpline.tell_place(language=language, position=position)
        except Exception as trouble:  # noqa: BLE001  the caller goes on hearing music
            log.error("a place could not be told: %s", type(trouble).__name__)
            return ""

    def tell_placed(self, *, order_id: int, call_key: str) -> None:
        """Tell under which id the engine places a call that an operator ordered."""
        with one_transaction():
            calls.record_placed(order_id=order_id, call_key=call_key, at=clock.now())

    def drop_old_phones(self) -> None:
        """Take away browsers' telephones whose time is over."""
        with one_transaction():
            calls.drop_old_phones(at=clock.now())

    # --- recordings and listeners

    def find_promotion(
        self, *, number: str, route: calls.Route | None
    ) -> calls.Route | None:
        """Let a caller go before others for a promise or a term; without the database as is."""
        try:
            with one_transaction():
                return priority.promoted(number=number, route=route, at=clock.now())
        except Exception as trouble:  # noqa: BLE001  the caller waits as others do
            log.error("a priority could not be looked up: %s", type(trouble).__name__)
            return route

    def recording_notice(self, *, call_key: str, line: str, language: str) -> tuple[int, str]:
        """Say that the conversation is recorded; without the database nothing is recorded."""
        try:
            with one_transaction():
                return helpline.recording_notice(
                    call_key=call_key, line=line, language=language, at=clock.now())
        except Exception as trouble:  # noqa: BLE001  unrecorded is the safe side
            log.error("the recording policy could not be read: %s", type(trouble).__name__)
            return 0, ""

    def tell_choice(
        self, *, call_key: str, policy_id: int, language: str, is_refused: bool
    ) -> None:
        """Note what a caller chose."""
        with one_transaction():
            calls.record_choice(call_key=call_key, policy_id=policy_id, language=language,
                                is_refused=is_refused, at=clock.now())

    def may_record(self, *, call_key: str) -> bool:
        """Whether a caller agreed."""
        with one_transaction():
            return calls.may_record(call_key=call_key)

    def keep_recording(
        self, *, name: str, call_key: str, content: bytes, started_at: datetime, seconds: int
    ) -> bool:
        """Keep what the engine recorded."""
        with one_transaction():
            return calls.keep_call_recording(
                name=name, call_key=call_key, content=content, started_at=started_at,
                seconds=seconds, at=clock.now())

    def tell_trouble(self, *, call_key: str, kind: calls.TroubleKind) -> None:
        """Note that a conversation goes on unrecorded."""
        with one_transaction():
            calls.record_trouble(call_key=call_key, kind=kind, at=clock.now())

    def tell_listening(self, *, order_id: int, is_on: bool) -> None:
        """Note that a supervisor begins to listen, or has ended."""
        with one_transaction():
            if is_on:
                calls.begin_listening(order_id=order_id, at=clock.now())
            else:
                calls.end_listening(order_id=order_id, at=clock.now())

    def settle_agents(self, *, up: Collection[str], served: Collection[str]) -> None:
        """Move on operators whose calls went on without us."""
        with one_transaction():
            calls.settle_agents(up=up, served=served, at=clock.now())

    def end_listenings(self) -> None:
        """Note that nobody listens any more."""
        with one_transaction():
            calls.end_listening(at=clock.now())

    # --- what was seen

    def note(
        self, *, call_key: str, kind: calls.LiveKind, language: str, phone: str, number: str = "",
        route: calls.Route | None = None,
    ) -> None:
        """Take down what became of a call; returns at once."""
        self._notes.put(calls.LiveNote(
            call_key, kind, clock.now(), language, phone, number, route))

    def _write(self) -> None:
        waiting: list[calls.LiveNote] = []
        while waiting or not self._stopping.is_set() or not self._notes.empty():
            waiting += self._gather()
            if not waiting:
                continue
            try:
                with one_transaction():
                    calls.record_live_notes(notes=waiting)
                waiting = []
            except Exception as trouble:  # noqa: BLE001  kept and tried again
                log.error("notes wait for the database: %s", type(trouble).__name__)
                if self._stopping.wait(AGAIN_SECONDS):
                    return

    def _gather(self) -> list[calls.LiveNote]:
        found: list[calls.LiveNote] = []
        try:
            found.append(self._notes.get(timeout=BATCH_SECONDS))
            while True:
                found.append(self._notes.get_nowait())
        except Empty:
            return found

    def listen(self, told: Mapping[str, Callable[[], None]]) -> None:
        """Call what stands under a topic whenever it changes; for ever, in a thread of its own."""
        threading.Thread(
            target=self._listen, args=(told,), name="live-changes", daemon=True).start()

    def _listen(self, told: Mapping[str, Callable[[], None]]) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(listening_address(), autocommit=True) as listener:
                    listener.execute(f"LISTEN {CHANNEL}")
                    for notice in listener.notifies():
                        if (act := told.get(notice.payload.partition(" ")[0])) is not None:
                            act()
            except psycopg.Error as away:
                log.warning("no news from the database: %s", type(away).__name__)
                time.sleep(AGAIN_SECONDS)
