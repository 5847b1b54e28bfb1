"""The door of files: store a content, read it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from przystan.platform.files import models

__all__ = ["FileNotStored", "StoredContent", "drop_file", "read_file", "store_file"]


class FileNotStored(Exception):
    """No file with this digest is stored."""


@dataclass(frozen=True)
class StoredContent:
    """One stored file with its bytes."""

    sha256: str
    name: str
    media_type: str
    content: bytes


def store_file(*, name: str, media_type: str, content: bytes, at: datetime) -> str:
    """Store a content and return its SHA-256; the same content is stored once."""
    digest = hashlib.sha256(content).hexdigest()
    models.StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "name": name[:200], "media_type": media_type, "size": len(content),
            "content": content, "stored_at": at,
        },
    )
    return digest


def read_file(*, sha256: str) -> StoredContent:
    """Return a stored file. Raises FileNotStored."""
    found = models.StoredFile.objects.filter(sha256=sha256).first()
    if found is None:
        raise FileNotStored(sha256)
    return StoredContent(found.sha256, found.name, found.media_type, bytes(found.content))


def drop_file(*, sha256: str) -> None:
    """Erase a stored file whose keeping has ended; harmless when it is gone."""
    models.StoredFile.objects.filter(sha256=sha256).delete()
