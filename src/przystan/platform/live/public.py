"""The door of live: announce that something changed."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from przystan.platform.live import models

__all__ = ["CHANNEL", "announce"]

CHANNEL = "przystan_live"


def announce(*, topic: str, at: datetime, reference: str = "") -> None:
    """Tell every open page on this topic, after the commit, that something changed.

    `reference` is an id that the page fetches again; never a name or a number of a person.
    """
    change = models.Change.objects.create(topic=topic, reference=reference, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{topic} {change.pk} {reference}"])
