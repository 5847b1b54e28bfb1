"""The door of limits: count what a network address sends, without keeping the address."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

__all__ = ["may_send", "network_address"]

AN_HOUR = 3600


def network_address(request: HttpRequest) -> str:
    """Return the network address that asks: behind a proxy, what the proxy itself wrote last."""
    return str(request.META.get(settings.CLIENT_ADDRESS_HEADER, "")).rpartition(",")[2].strip()


def may_send(request: HttpRequest, *, purpose: str, an_hour: int, at: datetime) -> bool:
    """Count a form of a network address; False once it has sent its number in this hour.

    Kept is a keyed hash that changes with the hour and goes with it; never the address.
    """
    source = salted_hmac(purpose, f"{at:%Y%m%d%H} {network_address(request)}",
                         algorithm="sha256").hexdigest()
    key = f"limits:{purpose}:{source}"
    if cache.add(key, 1, timeout=AN_HOUR):
        return True
    try:
        return cache.incr(key) <= an_hour
    except ValueError:
        # The hour ended between the two statements.
        return True
