"""Reads of places: the tree by code, one place, its moves."""

from __future__ import annotations

from przystan.rooms.records import models
from przystan.rooms.records.queries.folders import PlaceNotFound, list_places
from przystan.rooms.records.types import Place, PlaceMove


def get_place(*, place_id: int) -> Place:
    """Return one place, closed ones too. Raises PlaceNotFound."""
    found = next((p for p in list_places(is_whole=True) if p.id == place_id), None)
    if found is None:
        raise PlaceNotFound(place_id)
    return found


def list_place_moves(*, place_id: int) -> tuple[PlaceMove, ...]:
    """Return where a place stood before, the latest move first."""
    found = models.PlaceMove.objects.filter(place_id=place_id).select_related("before", "after")
    return tuple(
        PlaceMove(m.before.code if m.before else "", m.after.code if m.after else "", m.at, m.by)
        for m in found.order_by("-id"))
