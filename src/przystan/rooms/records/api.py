"""What edge agents call: enrol, hand over sightings, fetch the gate's list. No session, no user:
each call is signed with the agent's own key.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import public as records

MAX_CONTENT = 16 * 1024 * 1024
MAX_SIGHTINGS = 20_000
FIELDS, ALARM_FIELDS, READER_FIELDS = 8, 5, 3
MAX_READERS = 200
LAST_INSTANT_US = 253_402_300_799_000_000
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
View = Callable[[HttpRequest, int, dict[str, Any]], JsonResponse]


class Refused(Exception):
    """A call that cannot be answered: what is wrong, and the HTTP status that says so."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status, self.problem = status, problem


def _answers(view: Callable[..., JsonResponse]) -> Callable[..., HttpResponse]:
    @csrf_exempt
    @require_POST
    @wraps(view)
    def answering(request: HttpRequest) -> JsonResponse:
        try:
            return view(request)
        except Refused as refused:
            return JsonResponse({"error": refused.problem}, status=refused.status)

    return public_page(answering)


def _content(request: HttpRequest) -> bytes:
    """Return the body, unpacked where it is packed; a body that grows beyond bounds is refused."""
    body = request.body
    if request.headers.get("Content-Encoding") != "gzip":
        return body
    packed = zlib.decompressobj(wbits=31)
    try:
        content = packed.decompress(body, MAX_CONTENT)
    except zlib.error as wrong:
        raise Refused(400, "the body is no gzip") from wrong
    if packed.unconsumed_tail or not packed.eof:
        raise Refused(413, f"more than {MAX_CONTENT} bytes, or cut short")
    return content


def _read_json(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise Refused(400, "the body is no JSON") from wrong
    if not isinstance(told, dict):
        raise Refused(400, "expected a JSON object")
    return told


def _signed(view: View) -> Callable[[HttpRequest], JsonResponse]:
    """Open a call only to an agent whose key signed the bytes of its body."""

    @wraps(view)
    def checked(request: HttpRequest) -> JsonResponse:
        try:
            signature = base64.b64decode(request.headers.get("X-Signature", ""), validate=True)
        except binascii.Error as wrong:
            raise Refused(401, "X-Signature is no base64") from wrong
        try:
            agent_id = records.verify_agent(
                agent=request.headers.get("X-Agent", ""), content=request.body,
                signature=signature)
        except records.AgentUnknown as unknown:
            raise Refused(401, "unknown agent, revoked key or wrong signature") from unknown
        return view(request, agent_id, _read_json(_content(request)))

    return checked


@_answers
def enrol(request: HttpRequest) -> JsonResponse:
    """Enrol an agent by a code made in the office: {"code", "name", "public_key" (base64)}."""
    told = _read_json(_content(request))
    try:
        key = base64.b64decode(str(told.get("public_key", "")), validate=True)
    except binascii.Error as wrong:
        raise Refused(400, "public_key is no base64") from wrong
    try:
        with transactions.transaction():
            agent = records.enrol_agent(
                code=str(told.get("code", "")), name=str(told.get("name", "")), public_key=key,
                at=clock.now())
    except records.CodeRefused as refused:
        raise Refused(403, "the enrolment code is wrong, used or too old") from refused
    except records.BadKey as wrong:
        raise Refused(400, "public_key is no Ed25519 key of 32 bytes") from wrong
    return JsonResponse({"agent": agent})


@_answers
@_signed
def batch(request: HttpRequest, agent_id: int, told: dict[str, Any]) -> JsonResponse:
    """Take {"sent_us", "sightings": [[seq, epc, reader, antenna, rssi, first, last, reads]]}, and
    perhaps {"readers": [[name, state, skew_ms]]}.
    """
    taken = _batch_of(told)
    at = clock.now()
    with transactions.transaction():
        last = records.take_batch(agent_id=agent_id, batch=taken, at=at)
    return JsonResponse({"acknowledged": last, "at": at.isoformat()})


def _batch_of(told: dict[str, Any]) -> records.Batch:
    rows, sent = told.get("sightings"), told.get("sent_us")
    if not isinstance(rows, list) or len(rows) > MAX_SIGHTINGS or not isinstance(sent, int):
        raise Refused(400, f"expected sent_us and at most {MAX_SIGHTINGS} sightings")
    found = []
    for position, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != FIELDS or not _is_row(*row):
            raise Refused(400, f"sighting {position}: expected [seq, epc, reader, antenna, rssi, "
                               "first_us, last_us, reads]")
        found.append((row[0], records.Sighting(*row[1:])))
    return records.Batch(tuple(found), sent, _readers_of(told.get("readers", [])))


def _readers_of(rows: Any) -> tuple[records.ReaderState, ...]:
    if not isinstance(rows, list) or len(rows) > MAX_READERS:
        raise Refused(400, f"expected at most {MAX_READERS} readers")
    for position, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != READER_FIELDS or not _is_reader(*row):
            raise Refused(400, f"reader {position}: expected [name, state, skew_ms]")
    return tuple(records.ReaderState(*row) for row in rows)


def _is_reader(name: Any, state: Any, skew: Any) -> bool:
    return (
        _is_name(name) and isinstance(state, str) and len(state) <= 80 and "\0" not in state
        and (skew is None or (type(skew) is int and abs(skew) < LAST_INSTANT_US))
    )


def _is_row(seq: Any, epc: Any, reader: Any, antenna: Any, rssi: Any, first: Any, last: Any,
            reads: Any) -> bool:
    return (
        type(seq) is int and 0 <= seq < 2**62 and type(reads) is int and 0 <= reads < 2**31
        and _is_epc(epc) and _is_name(reader)
        and (antenna is None or (type(antenna) is int and 0 <= antenna < 2**16))
        and (rssi is None or (isinstance(rssi, (int, float)) and abs(rssi) < 1000))
        and _is_instant(first) and _is_instant(last)
    )


def _is_epc(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 24 and value.isalnum() and value.isascii()


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 64 and "\0" not in value


def _is_instant(value: Any) -> bool:
    return type(value) is int and 0 <= value < LAST_INSTANT_US


@_answers
@_signed
def gate_list(request: HttpRequest, agent_id: int, told: dict[str, Any]) -> JsonResponse:
    """Give the tag numbers that may pass a gate now."""
    return JsonResponse({"at": clock.now().isoformat(),
                         "allowed": list(records.allowed_to_leave())})


@_answers
@_signed
def alarms(request: HttpRequest, agent_id: int, told: dict[str, Any]) -> JsonResponse:
    """Take {"alarms": [[key, epc, reader, at_us, reason]]}; told again, they are stored once."""
    raised = _alarms_of(told)
    at = clock.now()
    with transactions.transaction():
        records.take_alarms(agent_id=agent_id, alarms=raised, at=at)
    return JsonResponse({"stored": len(raised), "at": at.isoformat()})


def _alarms_of(told: dict[str, Any]) -> list[records.AlarmRaised]:
    rows = told.get("alarms")
    if not isinstance(rows, list) or len(rows) > MAX_SIGHTINGS:
        raise Refused(400, f"expected at most {MAX_SIGHTINGS} alarms")
    for position, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != ALARM_FIELDS or not _is_alarm(*row):
            raise Refused(400, f"alarm {position}: expected [key, epc, reader, at_us, reason]")
    return [records.AlarmRaised(key, epc, reader, at, records.AlarmReason(reason))
            for key, epc, reader, at, reason in rows]


def _is_alarm(key: Any, epc: Any, reader: Any, at: Any, reason: Any) -> bool:
    return (
        isinstance(key, str) and UUID.fullmatch(key) is not None and _is_epc(epc)
        and _is_name(reader) and _is_instant(at) and reason in list(records.AlarmReason)
    )
