"""SMS through a gateway that takes JSON over HTTP: to, text, and a key for repeats."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request

from przystan.platform.outbox.ports import DeliveryFailed, Outgoing

TIMEOUT_SECONDS = 20


class HttpSmsCarrier:
    """Posts {"to", "text", "idempotency_key"}; expects 2xx with {"id": …}."""

    name = "http-sms"
    is_simulator = False

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token

    def deliver(self, message: Outgoing) -> str:
        """Post one message. Raises DeliveryFailed, permanent for 4xx other than 408 and 429."""
        request = urllib.request.Request(
            self.address,
            data=json.dumps({
                "to": message.recipient, "text": message.body, "idempotency_key": message.key,
            }).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                return str(json.load(answer).get("id", ""))
        except urllib.error.HTTPError as refused:
            refused.close()
            permanent = 400 <= refused.code < 500 and refused.code not in (408, 429)
            raise DeliveryFailed(f"gateway: {refused.code}", permanent=permanent) from refused
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise DeliveryFailed(type(failure).__name__, permanent=False) from failure
