"""The key with which the office signs its badges."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from przystan.rooms.training.rules.badge import did_of
from przystan.rooms.training.rules.documents import Issuer


def signing_key() -> Ed25519PrivateKey | None:
    """Return the office's key, None where PRZYSTAN_BADGE_KEY (64 hexadecimal digits) is not set."""
    digits = settings.BADGE_KEY
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(digits)) if digits else None


def issuer(key: Ed25519PrivateKey) -> Issuer:
    """Return the office as an issuer."""
    return Issuer(did_of(key.public_key()), str(settings.OFFICE_NAME), settings.PUBLIC_ADDRESS)


def issuer_did() -> str:
    """Return the did:key by which the office's badges are recognised, "" without a key."""
    key = signing_key()
    return did_of(key.public_key()) if key else ""
