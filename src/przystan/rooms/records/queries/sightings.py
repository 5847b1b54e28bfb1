"""Reads of edge agents and of where tags were last seen."""

from __future__ import annotations

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records import models
from przystan.rooms.records.types import Agent, AntennaPlace, LastSeen, ReaderState


def list_agents() -> tuple[Agent, ...]:
    """Return the edge agents, the latest enrolled first."""
    return tuple(
        Agent(str(a.uuid), a.name, a.branch_id, a.enrolled_at, a.enrolled_by, a.revoked_at,
              a.last_seq, a.last_seen_at, a.skew_ms,
              tuple(ReaderState(*reader) for reader in a.readers))
        for a in models.EdgeAgent.objects.order_by("-id")
    )


def list_antennas() -> tuple[AntennaPlace, ...]:
    """Return what each antenna of the fixed readers looks at."""
    found = models.Antenna.objects.select_related("place").order_by("reader", "number", "id")
    return tuple(AntennaPlace(a.reader, a.number, a.place.code) for a in found)


def last_seen(*, folder_id: int) -> LastSeen | None:
    """Return where the tag of a folder, retired ones too, was last seen; None when never."""
    rows = fetch_rows(
        "SELECT s.epc, coalesce(p.code, ''), s.reader, s.rssi_dbm, s.seen_at"
        " FROM records_tag t JOIN records_tagseen s ON s.epc = t.epc"
        " LEFT JOIN records_place p ON p.id = s.place_id"
        " WHERE t.folder_id = %s ORDER BY s.seen_at DESC, s.epc LIMIT 1", [folder_id])
    return LastSeen(*rows[0]) if rows else None
