"""A simulated SMS gateway: it hands an SMS over as a provider would, signed, over HTTP."""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.request
import uuid

NAME = "simulated SMS gateway"
TIMEOUT_SECONDS = 20


def sign(*, secret: str, body: bytes, at_seconds: int) -> dict[str, str]:
    """Return the headers by which the office knows the gateway."""
    content = f"{at_seconds}.".encode() + body
    return {
        "Content-Type": "application/json", "User-Agent": NAME, "X-Timestamp": str(at_seconds),
        "X-Signature": hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}


def hand_over(
    *, address: str, secret: str, number: str, text: str, at_seconds: int, message_id: str = ""
) -> bool:
    """Hand one SMS over to an office; return whether it took it as new. Raises OSError."""
    body = json.dumps({"id": message_id or uuid.uuid4().hex, "from": number, "text": text}).encode()
    request = urllib.request.Request(
        f"{address}/sms/incoming/", data=body,
        headers=sign(secret=secret, body=body, at_seconds=at_seconds))
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
        return bool(json.load(answer)["taken"])
