"""Keyed hashes: what must be recognised again and never read."""

from __future__ import annotations

import base64

from django.utils.crypto import salted_hmac

from przystan.rooms.reception.rules.bookings import network_of, normal_name


def keyed(purpose: str, text: str) -> str:
    """Return a keyed hash, 64 hexadecimal digits; without the office's key it says nothing."""
    return salted_hmac(f"reception.{purpose}", text, algorithm="sha256").hexdigest()


def holder_key(full_name: str, birth_date: object) -> str:
    """Return the key of a name in any writing and a birth date."""
    return keyed("holder", f"{normal_name(full_name)}|{birth_date}")


def network_key(address: str) -> str:
    """Return the key of the network of an address, empty where none is known."""
    network = network_of(address)
    return keyed("network", network) if network else ""


def contact_key(recipient: str) -> str:
    """Return the key of a phone or e-mail address."""
    return keyed("contact", "".join(recipient.casefold().split()))


def booking_token(secret: str) -> str:
    """Return the token that opens a booking's page; made anew from what is stored."""
    digest = salted_hmac("reception.booking", secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)[:24].decode()


def waiting_token(secret: str) -> str:
    """Return the token that opens the page of a place on the waiting list."""
    digest = salted_hmac("reception.waiting", secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)[:24].decode()


def code_key(branch: str, code: str) -> str:
    """Return the key of a six-digit code at a branch."""
    return keyed("code", f"{branch}:{code}")
