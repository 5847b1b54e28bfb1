"""Reading a document at the desk: from a text or from a picture, recorded with its checks."""

from __future__ import annotations

from datetime import datetime

from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.documents.operations.readings import record_reading
from przystan.rooms.documents.queries.pictures import read_file
from przystan.rooms.documents.types import FileReading

DESK_PAGES = 5


def read_picture(
    *, actor: Actor, at: datetime, content: bytes, workstation: str = ""
) -> FileReading:
    """Read the documents on the first pages of a file and record each reading.

    The picture is not kept. A page without a zone is a result and leaves no row.
    """
    found = read_file(content=content, today=clock.local_date(at), max_pages=DESK_PAGES,
                      with_print=True)
    for page in found.pages:
        if page.fit:
            record_reading(
                actor=actor, at=at, reading=page.fit.reading, workstation=workstation)
    return found
