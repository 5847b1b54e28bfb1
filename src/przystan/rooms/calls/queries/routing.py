"""What the helpline asked for callers, and to whom they were offered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from przystan.platform.clock import public as clock
from przystan.rooms.calls import models
from przystan.rooms.calls.types.routing import Fit, Offer, OfferReason, Route

MOST_OFFERS = 100


def entry_of(*, call_key: str) -> models.QueueEntry | None:
    """Return the row of the caller's joining the queue: the first, for the wait is from there."""
    return models.QueueEntry.objects.filter(call_key=call_key).order_by("id").first()


def route_of(entry: models.QueueEntry) -> Route:
    """Return what the helpline asked, as the row keeps it."""
    return Route(entry.place, entry.topic, entry.branch, entry.priority, entry.priority_reason,
                 entry.skill_seconds, entry.branch_seconds)


def find_route(*, call_key: str) -> Route | None:
    """Return what the helpline asked for a caller; None who came through no place of it."""
    entry = entry_of(call_key=call_key)
    return route_of(entry) if entry else None


def routes_of(*, call_keys: Collection[str]) -> dict[str, Route]:
    """Return what the helpline asked for each of these callers."""
    rows = models.QueueEntry.objects.filter(call_key__in=call_keys).order_by("-id")
    return {row.call_key: route_of(row) for row in rows}


def list_offers(*, call_key: str) -> tuple[Offer, ...]:
    """List to whom a caller was offered, the first first, at most 100. Shape: a row per ring."""
    return _offers(models.CallOffer.objects.filter(
        call_key=call_key).select_related("entry").order_by("id")[:MOST_OFFERS])


def list_last_offers(*, at: datetime, limit: int) -> tuple[Offer, ...]:
    """List the last offers of the local day of `at`, the latest first."""
    return _offers(models.CallOffer.objects.filter(
        at__gte=clock.day_start(clock.local_date(at)), at__lte=at,
    ).select_related("entry").order_by("-id")[:limit])


def _offers(rows: Iterable[models.CallOffer]) -> tuple[Offer, ...]:
    return tuple(
        Offer(r.call_key, r.username, r.phone, r.language,
              route_of(r.entry) if r.entry else Route(), Fit(r.fit), OfferReason(r.reason),
              r.waited_seconds, r.ready, r.at) for r in rows)
