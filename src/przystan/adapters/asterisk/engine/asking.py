"""A question to the engine's interface for programs over HTTP, by our own login there."""

from __future__ import annotations

import base64
import http.client
import json

from przystan.adapters.asterisk.engine.configuration import APPLICATION
from przystan.adapters.asterisk.engine.places import EnginePlaces, load_secrets


def ask_engine(
    places: EnginePlaces, method: str, path: str, body: object = None, *, seconds: float
) -> int:
    """Ask and return the status of the answer. Raises OSError, HTTPException."""
    login = f"{APPLICATION}:{load_secrets(places).ari}".encode()
    asking = http.client.HTTPConnection(places.host, places.http_port, timeout=seconds)
    try:
        asking.request(method, f"/ari/{path}", json.dumps(body) if body else None, {
            "Authorization": "Basic " + base64.b64encode(login).decode(),
            "Content-Type": "application/json"})
        return asking.getresponse().status
    finally:
        asking.close()
