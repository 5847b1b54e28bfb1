"""The door of once: a form that is delivered twice acts once.

A double click, a reload, a client that tries again because the answer was lost: every form of the
staff's pages, and every public form that acts, carries a random key (the tag `csrf_token` writes
it). The key is stored in the act's
own transaction; whoever delivers the same content with the same key again is led where the first
delivery led. A form that was changed in between is another act.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from przystan.platform.once import models
from przystan.platform.transactions import public as transactions

__all__ = ["FIELD", "claim", "digest_of", "keep", "release"]

FIELD = "once"
CLAIM = """
INSERT INTO once_delivery (digest, location, at) VALUES (%s, '', %s)
ON CONFLICT DO NOTHING RETURNING 1
"""


def digest_of(*, key: str, user_id: int, path: str, fields: Iterable[tuple[str, str]]) -> bytes:
    """Return the 32 bytes that stand for one user's delivery; the fields cannot be read back."""
    found = hashlib.sha256()
    for part in (key, str(user_id), path, *(part for pair in sorted(fields) for part in pair)):
        raw = part.encode()
        found.update(len(raw).to_bytes(4, "big") + raw)
    return found.digest()


def claim(*, digest: bytes, at: datetime) -> str | None:
    """Claim an act inside its transaction; return where it led if it was done already.

    A delivery that comes while the first is at work waits until that has ended.
    """
    if transactions.fetch_rows(CLAIM, [digest, at]):
        return None
    return models.Delivery.objects.values_list("location", flat=True).get(digest=digest)


def keep(*, digest: bytes, location: str) -> None:
    """The act was done: remember where its answer leads."""
    models.Delivery.objects.filter(digest=digest).update(location=location)


def release(*, digest: bytes) -> None:
    """Nothing was done (a field was wrong, a question was asked): the key may be used again."""
    models.Delivery.objects.filter(digest=digest).delete()
