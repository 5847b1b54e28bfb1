"""The way from the agent to the office: signed calls over one connection that is kept open."""

from __future__ import annotations

import base64
import gzip
import http.client
import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from przystan.adapters.edge.identity import Identity
from przystan.adapters.edge.spool import as_rows
from przystan.rooms.records.types import AlarmRaised, ReaderState, Sighting

TIMEOUT_SECONDS = 20
PACKED_FROM_BYTES = 2048


class OfficeAway(Exception):
    """The office did not answer: worth another try."""


class OfficeRefused(Exception):
    """The office answered and refused; trying the same again is of no use."""


class Office:
    """The office's doors for agents. Not for use by two threads at once."""

    def __init__(self, address: str, identity: Identity | None = None) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not an address of an office: {address!r}")
        self._parts, self._identity = parts, identity
        self._connection: http.client.HTTPConnection | None = None

    def enrol(self, *, code: str, name: str) -> Identity:
        """Enrol with a code made in the office, under a key made here. Raises OfficeRefused."""
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        told = self._call("enrol", {"code": code, "name": name, "public_key": public})
        return Identity(self._parts.geturl(), str(told["agent"]), name, key)

    def send(
        self, pending: Sequence[tuple[int, Sighting]], readers: Sequence[ReaderState] = ()
    ) -> int:
        """Hand sightings over and return the number up to which the office has stored them.

        Without any it is a sign of life; `readers` say how the readers do.
        """
        told = self._call("batch", {
            "sent_us": time.time_ns() // 1000, "sightings": as_rows(pending),
            "readers": [list(reader) for reader in readers]})
        return int(told["acknowledged"])

    def tell_alarms(self, alarms: Sequence[AlarmRaised]) -> None:
        """Hand the gate's alarms over; when it returns, the office has stored them."""
        self._call("alarms", {"alarms": [list(alarm) for alarm in alarms]})

    def gate_list(self) -> list[str]:
        """Return the tag numbers that may pass a gate now."""
        told = self._call("gate", {"sent_us": time.time_ns() // 1000})
        return [str(epc) for epc in told["allowed"]]

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _call(self, door: str, told: object) -> dict[str, Any]:
        body = json.dumps(told, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json"}
        if len(body) >= PACKED_FROM_BYTES:
            body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        if self._identity is not None:
            headers["X-Agent"] = self._identity.agent
            headers["X-Signature"] = self._identity.sign(body)
        try:
            status, content = self._post(f"{self._parts.path.rstrip('/')}/edge/{door}/",
                                         body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise OfficeAway(str(error) or type(error).__name__) from error
        return self._read(status, content)

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._connection is None:
            kind = (http.client.HTTPSConnection if self._parts.scheme == "https"
                    else http.client.HTTPConnection)
            self._connection = kind(
                str(self._parts.hostname), self._parts.port, timeout=TIMEOUT_SECONDS)
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def _read(self, status: int, content: bytes) -> dict[str, Any]:
        try:
            told = json.loads(content)
        except ValueError:
            told = {}
        if status == 200 and isinstance(told, dict):
            return told
        problem = told.get("error", "") if isinstance(told, dict) else ""
        said = f"HTTP {status}{f': {problem}' if problem else ''}"
        # A refusal of what is sent stays one; anything else (a restart, a proxy) may pass.
        if status in (400, 401, 403, 404, 413):
            raise OfficeRefused(said)
        raise OfficeAway(said)
