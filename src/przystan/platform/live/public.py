"""The door of live: announce that something changed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from przystan.platform.live import models

__all__ = ["CHANNEL", "announce", "listening_address"]

CHANNEL = "przystan_live"
# What Django tells psycopg, not PostgreSQL.
OF_THE_DRIVER = ("cursor_factory", "context", "prepare_threshold")


def listening_address() -> str:
    """Return where to listen for what is announced: the database itself, with every option of its
    address; through a pooler of transactions nothing would ever be heard.
    """
    if settings.POOLER:
        return str(settings.DATABASE_URL)
    known = connection.get_connection_params()
    return make_conninfo(**{k: v for k, v in known.items() if k not in OF_THE_DRIVER})


def announce(*, topic: str, at: datetime, reference: str = "") -> None:
    """Tell every open page on this topic, after the commit, that something changed.

    `reference` is an id that the page fetches again; never a name or a number of a person.
    """
    change = models.Change.objects.create(topic=topic, reference=reference, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{topic} {change.pk} {reference}"])
