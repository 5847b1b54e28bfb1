"""Specimen calls: the events that an engine writes for a call that went as the script says.

The shapes follow a real engine's log (queue, blind and attended transfers, a transfer while the
unit still rings, consultations); numbers and ids are invented. Each script also knows, from the
caller's side, what the contact must come to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from przystan.rooms.calls.rules.profile import read_profile
from przystan.rooms.calls.types import (
    Direction,
    EngineEvent,
    EventKind,
    LegKind,
    NewContact,
    NewLeg,
    Outcome,
    Profile,
)

NOON = datetime(2023, 3, 1, 11, 0, tzinfo=UTC)
K = EventKind
LINES = {"800": "", "801": "pl", "802": "uk", "803": "ru", "804": "en"}


def make_profile() -> Profile:
    """Make the profile of the specimen office."""
    languages = [language for language in LINES.values() if language]
    return read_profile({
        "name": "specimen",
        "timezone": "UTC",
        "incoming": {"contexts": ["from-trunk"], "lines": LINES},
        "helpline": {"language_menu": ["lang"],
                     "contexts": {f"help-{code}": code for code in languages}},
        "queue": {"applications": ["Queue"], "exit_contexts": ["queue-key"],
                  "contexts": {f"queue-{code}": code for code in languages}},
        "closed": {"contexts": ["closed"]},
        "operators": {"channel": r"^PJSIP/(op\d+)-", "contexts": ["from-agent"],
                      "outgoing_number": r"^\+?\d{6,15}$"},
        "units": {"channel": r"^PJSIP/u(7\d\d)-", "extensions": ["701", "702", "703", "704"],
                  "return_to_queue": ["700"], "contexts": []},
        "trunks": {"channel": "^PJSIP/trunk-"},
    })


@dataclass
class _Phone:
    """One channel of a specimen call, as the engine sees it at this moment."""

    key: str
    station: str
    call: str
    number: str = ""
    extension: str = "s"
    context: str = ""
    application: str = ""
    bridge: str = ""


@dataclass
class Specimen:
    """One call being written. Methods are what people did; times are seconds between acts."""

    key: str
    at: datetime = NOON
    events: list[EngineEvent] = field(default_factory=list)
    direction: Direction = Direction.INCOMING
    number: str = "+48000000101"
    line: str | None = None
    language: str | None = None
    outcome: Outcome = Outcome.CONTAINED
    operators: list[str] = field(default_factory=list)
    redirected_to: str | None = None
    redirect_answered: bool | None = None
    ended_at: datetime | None = None
    _made: int = 0
    _caller: _Phone | None = None
    _other: _Phone | None = None

    # --- the caller

    def dial(self, line: str, number: str = "+48000000101") -> Specimen:
        """The caller dials one of the office's numbers."""
        self.line, self.number, self.language = line, number, LINES[line] or None
        self._caller = self._phone("trunk", context="from-trunk", extension=line, number=number)
        self._say(K.ANSWERED, self._caller, application="Answer")
        self._move(0.5, context="lang", extension="s")
        return self

    def choose(self, language: str) -> Specimen:
        """The menu of a language begins, by key or by the number dialled."""
        self.language = self.language or language
        return self._move(1.0, context=f"help-{self.language}", extension="s")

    def find_closed(self) -> Specimen:
        """The office is closed: a message."""
        self.outcome = Outcome.CLOSED
        return self._move(1.0, context="closed", extension="s")

    def queue(self) -> Specimen:
        """The caller enters the queue (again)."""
        if self.outcome is Outcome.CONTAINED:
            self.outcome = Outcome.ABANDONED
        self._move(0.8, context=f"queue-{self.language}", extension="s", application="Queue")
        self._say(K.APPLICATION_STARTED, self.caller)
        return self

    def press_key(self) -> Specimen:
        """The caller presses 9 while waiting and is in the menu again."""
        self._move(2.0, context="queue-key", extension="9")
        self._say(K.APPLICATION_ENDED, self.caller)
        return self._move(0.5, context=f"help-{self.language}", extension="s", application="")

    def run_out_of_time(self) -> Specimen:
        """The queue's time runs out, a message, and the queue again."""
        self._pass(3.0)
        self._say(K.APPLICATION_ENDED, self.caller)
        return self.queue()

    def hang_up(self, after: float = 1.0) -> Specimen:
        """The call ends, whatever the caller was in."""
        self._pass(after)
        if self._other is not None and self._other.bridge:
            self._leave(self.caller)
            self._leave(self._other)
        if self.caller.application == "Queue":
            self._say(K.APPLICATION_ENDED, self.caller)
        self.ended_at = self.at
        self._end(self.caller)
        if self._other is not None:
            self._pass(0.0005)
            self._end(self._other)
            self._other = None
        self._say(K.CALL_ENDED, self.caller)
        return self

    # --- operators and units

    def ring(self, operator: str, *, answers: bool = True) -> Specimen:
        """A phone rings for the caller; the operator answers or not."""
        self._pass(0.7)
        phone = self._phone(operator, call=self.caller.key, context="from-agent", number="201")
        phone.application = "AppQueue"
        self._pass(1.1)
        if not answers:
            self._end(phone)
            return self
        self._say(K.ANSWERED, phone)
        self._meet(phone)
        self.outcome = Outcome.ANSWERED
        self.operators.append(operator)
        self._other = phone
        return self

    def pass_blind(self, unit: str, *, answers: bool = True) -> Specimen:
        """The operator sends the caller to an extension without asking."""
        operator = self._operator()
        self._pass(1.4)
        self._say(K.BLIND_TRANSFER, operator, bridge=operator.bridge, target_extension=unit,
                  transferee_channel_id=self.caller.key)
        self._part()
        if unit == "700":
            return self.queue()
        self._redirect(unit, answers)
        self._move(0.0, context="units", extension=unit, application="Dial")
        self._say(K.APPLICATION_STARTED, self.caller)
        phone = self._phone(f"u{unit}", call=self.caller.key, context="from-unit", number=unit)
        phone.application = "AppDial"
        return self._take_over(phone, answers)

    def ask(self, unit: str, *, answers: bool = False) -> Specimen:
        """The operator asks a unit, the caller on hold, and comes back."""
        asking, phone = self._consult(unit)
        if answers:
            self._say(K.ANSWERED, phone)
            self._say(K.ANSWERED, asking)
            self._meet(phone, asking)
            self._pass(1.2)
            self._leave(phone)
            self._leave(asking)
        self._pass(1.0)
        self._say(K.APPLICATION_ENDED, asking)
        self._end(asking)
        self._pass(0.0004)
        self._end(phone)
        self._say(K.CALL_ENDED, phone)
        return self

    def pass_after_asking(self, unit: str) -> Specimen:
        """The operator asks a unit, which takes the caller."""
        operator = self._operator()
        asking, phone = self._consult(unit)
        self._say(K.ANSWERED, phone)
        self._say(K.ANSWERED, asking)
        self._meet(phone, asking)
        self._pass(1.2)
        self._leave(phone)
        bridge = operator.bridge
        self._leave(operator)
        phone.call, phone.bridge = self.caller.key, bridge
        self._say(K.BRIDGE_ENTERED, phone, bridge=bridge)
        self._pass(0.0003)
        self._say(K.ATTENDED_TRANSFER, operator, bridge=bridge, other_channel_id=asking.key,
                  transferee_channel_id=self.caller.key, target_channel_id=phone.key,
                  target_channel=phone.station)
        self._leave(asking)
        for gone in (operator, asking):
            self._end(gone)
        self._say(K.CALL_ENDED, asking)
        self._redirect(unit, True)
        self._other = phone
        return self

    def pass_while_ringing(self, unit: str, *, answers: bool = True) -> Specimen:
        """The operator passes the caller on while the unit still rings."""
        operator = self._operator()
        asking, phone = self._consult(unit)
        self._say(K.ATTENDED_TRANSFER, operator, bridge=operator.bridge,
                  other_channel_id=asking.key, transferee_channel_id=self.caller.key,
                  target_channel_id="N/A", target_channel="N/A")
        self._part()
        self._move(0.0, context="from-agent", extension=unit, application="Dial")
        self._say(K.APPLICATION_STARTED, self.caller)
        self._say(K.APPLICATION_ENDED, asking)
        asking.context, asking.extension = f"queue-{self.language}", "s"
        asking.application = "Queue"
        self._say(K.APPLICATION_STARTED, asking)
        self._say(K.APPLICATION_ENDED, asking)
        self._end(asking)
        self._redirect(unit, answers)
        return self._take_over(phone, answers, lost=phone.call)

    # --- calls out

    def call_out(self, operator: str, number: str, *, answers: bool = True) -> Specimen:
        """An operator calls a number; somebody answers or not. `hang_up` ends it."""
        self.direction, self.number, self.language = Direction.OUTGOING, number, None
        self.outcome = Outcome.OUTGOING_ANSWERED if answers else Outcome.OUTGOING_UNANSWERED
        self.operators = [operator]
        root = self._phone(operator, context="from-agent", extension=number, number="201")
        root.application = "Dial"
        self._say(K.APPLICATION_STARTED, root)
        party = self._phone("trunk", call=root.key, context="from-trunk")
        party.number = number
        self._caller = root
        self._pass(1.5)
        if not answers:
            self._end(party)
            return self
        self._say(K.ANSWERED, party)
        self._say(K.ANSWERED, root)
        self._meet(party, root)
        self._other = party
        return self

    # --- how it is written down

    @property
    def caller(self) -> _Phone:
        """The channel from which the call was placed."""
        assert self._caller is not None
        return self._caller

    def _operator(self) -> _Phone:
        assert self._other is not None
        return self._other

    def _redirect(self, unit: str, answers: bool) -> None:
        self.redirected_to, self.redirect_answered = unit, answers

    def _consult(self, unit: str) -> tuple[_Phone, _Phone]:
        self._pass(1.3)
        name = self._operator().station
        asking = self._phone(name, context="from-agent", extension=unit, number="201")
        asking.application = "Dial"
        self._say(K.APPLICATION_STARTED, asking)
        phone = self._phone(f"u{unit}", call=asking.key, context="from-unit", number=unit)
        phone.application = "AppDial"
        self._pass(0.6)
        return asking, phone

    def _take_over(self, phone: _Phone, answers: bool, lost: str = "") -> Specimen:
        self._pass(0.9)
        if answers:
            self._say(K.ANSWERED, phone)
            self._say(K.BRIDGE_ENTERED, phone, bridge=self._bridge(phone))
            if lost:
                self._say(K.CALL_ENDED, phone)
            self.caller.bridge = phone.bridge
            self._say(K.BRIDGE_ENTERED, self.caller, bridge=phone.bridge)
            phone.call = self.caller.key
            self._other = phone
            return self
        self._say(K.APPLICATION_ENDED, self.caller)
        self._end(phone)
        if lost:
            self._say(K.CALL_ENDED, phone)
        self.caller.application = ""
        return self

    def _part(self) -> None:
        operator = self._operator()
        self._leave(self.caller)
        self._leave(operator)
        self._say(K.APPLICATION_ENDED, self.caller)
        self._end(operator)
        self._other = None

    def _meet(self, phone: _Phone, other: _Phone | None = None) -> None:
        other = other or self.caller
        self._say(K.BRIDGE_ENTERED, phone, bridge=self._bridge(phone))
        self._pass(0.0001)
        other.bridge = phone.bridge
        self._say(K.BRIDGE_ENTERED, other, bridge=phone.bridge)

    def _bridge(self, phone: _Phone) -> str:
        phone.bridge = f"bridge-{phone.key}"
        return phone.bridge

    def _leave(self, phone: _Phone) -> None:
        self._say(K.BRIDGE_LEFT, phone, bridge=phone.bridge)
        phone.bridge = ""
        self._pass(0.0001)

    def _end(self, phone: _Phone) -> None:
        self._say(K.HUNG_UP, phone)
        self._say(K.CHANNEL_ENDED, phone)

    def _move(self, after: float, *, context: str, extension: str,
              application: str | None = None) -> Specimen:
        self._pass(after)
        self.caller.context, self.caller.extension = context, extension
        if application is not None:
            self.caller.application = application
        return self

    def _phone(self, station: str, *, call: str = "", context: str, extension: str = "s",
               number: str = "") -> _Phone:
        key = f"{self.key}:{self._made}"
        self._made += 1
        phone = _Phone(key, station, call or key, number, extension, context)
        self._say(K.CHANNEL_STARTED, phone, application="")
        return phone

    def _pass(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def _say(self, kind: EventKind, phone: _Phone, *, bridge: str = "",
             application: str | None = None, **details: Any) -> None:
        self.at += timedelta(microseconds=40)
        self.events.append(EngineEvent(
            kind, self.at, "", phone.key, phone.call, phone.station, 0, 0, 0, phone.number,
            phone.extension, phone.context,
            phone.application if application is None else application,
            bridge_id=bridge, **details,
        ))


def write_log(calls: Iterable[Specimen], *, engine: str = "sp1") -> list[EngineEvent]:
    """Write the events of calls into one log, numbering the channels as one engine would."""
    events = sorted((e for call in calls for e in call.events), key=lambda event: event.at)
    known: dict[str, tuple[str, int, int]] = {}
    for event in events:
        if event.kind is K.CHANNEL_STARTED:
            epoch, counter = int(event.at.timestamp()), len(known)
            known[event.channel_id] = (f"{engine}-{epoch}.{counter}", epoch, counter)
    return [_numbered(event, engine, known) for event in events]


def _numbered(
    event: EngineEvent, engine: str, known: dict[str, tuple[str, int, int]]
) -> EngineEvent:
    channel_id, _, counter = known[event.channel_id]
    call_id, epoch, call_counter = known[event.call_id]

    def named(key: str) -> str:
        return known[key][0] if key in known else key

    return event._replace(
        engine=engine, channel_id=channel_id, call_id=call_id, counter=counter,
        call_counter=call_counter, call_epoch=epoch,
        channel=f"PJSIP/{event.channel}-{counter:08x}",
        other_channel_id=named(event.other_channel_id),
        transferee_channel_id=named(event.transferee_channel_id),
        target_channel_id=named(event.target_channel_id),
        target_channel=re.sub(r"^u", "PJSIP/u", event.target_channel),
    )


_serial = count(1)


def new_contact(**changes: Any) -> NewContact:
    """Make an answered contact with its legs, as an office would hand it over."""
    start = changes.pop("started_at", NOON)
    queued, taken, over = (start + timedelta(seconds=s) for s in (10, 35, 220))
    contact = NewContact(
        key=f"made-{next(_serial)}", started_at=start, ended_at=over,
        direction=Direction.INCOMING, outcome=Outcome.ANSWERED, number="+48000000101",
        line="801", language="pl", operators=("op1",), wait_seconds=25.0, talk_seconds=185.0,
        legs=(
            NewLeg(LegKind.HELPLINE, start, start, queued),
            NewLeg(LegKind.QUEUE, queued, taken, taken),
            NewLeg(LegKind.OPERATOR, queued, taken, over, who="op1"),
        ),
    )
    return replace(contact, **changes)
