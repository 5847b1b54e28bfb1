"""Writes of inventories: open, observe, close with findings, confirm by a second person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.operations.reconciling import FREEZE, write_findings
from przystan.rooms.records.operations.sightings import KEEP_STRONGER
from przystan.rooms.records.queries.folders import place_id_of
from przystan.rooms.records.queries.inventory import (
    PLACES_BENEATH,
    InventoryNotFound,
    findings_counted,
    state_of,
)
from przystan.rooms.records.rules.inventory import is_folder_tag
from przystan.rooms.records.rules.tags import NotATag
from przystan.rooms.records.types import Custody, FindingKind, InventoryState, Observation

INVENTORY_TOPIC = "records.inventory"


class InventoryOverlaps(Exception):
    """Another count of this place, of a part of it or of the whole around it is open."""

    message = _("A count of this place, or of a part of it, is open. Close or abandon it first.")


class InventoryNotOpen(Exception):
    """The count takes no more reads, or cannot take this step."""

    message = _("The count is not open any more.")


class InventoryNotClosed(Exception):
    """Only a closed count can be confirmed, once."""

    message = _("Only a closed count can be confirmed, and only once.")


class SecondPersonNeeded(Exception):
    """Who closed the count cannot confirm it."""

    message = _("You closed this count yourself: a second person confirms it.")


class PlaceOutsideScope(Exception):
    """The place does not belong to what is counted."""

    message = _("The place does not belong to what is counted.")


def open_inventory(*, place: str, actor: Actor, at: datetime) -> int:
    """Open a count of a place and all beneath it, and freeze what is to lie there.

    Returns its id. Raises PlaceNotFound, InventoryOverlaps.
    """
    scope_id = place_id_of(code=place)
    transactions.lock_section("records.inventory")
    overlap = transactions.fetch_rows(OVERLAP, {"scope": scope_id})
    if overlap:
        raise InventoryOverlaps(place)
    found = models.Inventory.objects.create(
        scope_id=scope_id, opened_at=at, opened_by=actor.name, opened_by_id_value=actor.user_id)
    transactions.use_memory()
    transactions.execute(FREEZE, {"inventory": found.pk, "scope": scope_id})
    audit.record(actor=actor, at=at, action="records.open_inventory",
                 subject=f"records.inventory:{found.pk}", details={"place": place.strip().upper()})
    return int(found.pk)


OVERLAP = f"""
WITH RECURSIVE beneath AS ({PLACES_BENEATH}), above(id) AS (
    SELECT parent_id FROM records_place WHERE id = %(scope)s
    UNION ALL SELECT p.parent_id FROM records_place p JOIN above a ON p.id = a.id)
SELECT i.id FROM records_inventory i
WHERE (i.scope_id IN (SELECT id FROM beneath) OR i.scope_id IN (SELECT id FROM above))
  AND NOT EXISTS (SELECT FROM records_inventorystep s WHERE s.inventory_id = i.id)
"""
STRONGEST = """
CREATE TEMPORARY TABLE strongest ON COMMIT DROP AS
SELECT DISTINCT ON (epc) epc, place_id, rssi_dbm,
       (sum(reads) OVER (PARTITION BY epc))::integer AS reads,
       coalesce(seen_at, %(at)s) AS seen_at
FROM incoming WHERE epc IS NOT NULL ORDER BY epc, rssi_dbm DESC NULLS LAST
"""
TAKE = f"""
INSERT INTO records_inventoryobservation AS o
    (inventory_id, epc, place_id, rssi_dbm, reads, seen_at)
SELECT %(inventory)s, epc, place_id, rssi_dbm, reads, seen_at FROM strongest ORDER BY epc
{KEEP_STRONGER}"""


SEEN = """
INSERT INTO records_tagseen AS t (epc, place_id, reader, rssi_dbm, seen_at)
SELECT epc, place_id, '', rssi_dbm, seen_at FROM strongest ORDER BY epc
ON CONFLICT (epc) DO UPDATE SET place_id = excluded.place_id, reader = excluded.reader,
    rssi_dbm = excluded.rssi_dbm, seen_at = excluded.seen_at
WHERE excluded.seen_at >= t.seen_at AND excluded.place_id IS NOT NULL
"""


def observe(
    *, inventory_id: int, observations: Iterable[Observation], actor: Actor, at: datetime,
    scanned: Sequence[int] = (),
) -> int:
    """Take observations into an open count; the same ones again change no finding.

    `scanned` are places where the reader was held although nothing was seen there. Returns how
    many tags were given. Raises InventoryNotFound, InventoryNotOpen, PlaceOutsideScope.
    """
    _locked(inventory_id, InventoryState.OPEN)
    transactions.use_memory()
    transactions.execute(
        "CREATE TEMPORARY TABLE incoming (epc varchar(24), place_id bigint, rssi_dbm float8,"
        " reads integer, seen_at timestamptz) ON COMMIT DROP")
    count = transactions.copy_rows(
        table="incoming", columns=("epc", "place_id", "rssi_dbm", "reads", "seen_at"),
        rows=((o.epc, o.place_id, o.rssi_dbm, o.reads, o.seen_at) for o in observations))
    if scanned:
        transactions.copy_rows(table="incoming", columns=("place_id",),
                               rows=((place,) for place in scanned))
    outside = transactions.fetch_rows(OUTSIDE, {"inventory": inventory_id})
    if outside:
        raise PlaceOutsideScope(outside[0][0])
    transactions.execute(
        "INSERT INTO records_inventoryscan (inventory_id, place_id)"
        " SELECT DISTINCT %s, place_id FROM incoming WHERE place_id IS NOT NULL"
        " ON CONFLICT DO NOTHING", [inventory_id])
    transactions.execute("ANALYZE incoming")
    transactions.execute(STRONGEST, {"at": at})
    transactions.execute(TAKE, {"inventory": inventory_id})
    transactions.execute(SEEN)
    transactions.execute("DROP TABLE incoming, strongest")
    audit.record(actor=actor, at=at, action="records.observe",
                 subject=f"records.inventory:{inventory_id}", details={"tags": count})
    live.announce(topic=INVENTORY_TOPIC, at=at, reference=str(inventory_id))
    return count


def observe_texts(
    *, inventory_id: int, texts: Sequence[str], place: str, actor: Actor, at: datetime
) -> int:
    """Take what a clerk typed or a handheld wrote: tag numbers or case signs, read at one place.

    Without a place they were read somewhere in the scope; without texts the place was empty.
    Returns how many were taken. Raises NotATag, PlaceNotFound and what `observe` raises.
    """
    found = models.Inventory.objects.filter(pk=inventory_id).first()
    if found is None:
        raise InventoryNotFound(inventory_id)
    here = place_id_of(code=place) if place.strip() else found.scope_id
    wanted = [text.strip().upper() for text in texts if text.strip()]
    numbers = dict(models.Tag.objects.filter(
        folder__case_sign__in=wanted, retired_at__isnull=True).values_list(
        "folder__case_sign", "epc"))
    odd = next((t for t in wanted if t not in numbers and not is_folder_tag(t)), None)
    if odd is not None:
        raise NotATag(odd, "no tag number and no case sign of a labelled folder")
    seen = [Observation(numbers.get(text, text), here) for text in dict.fromkeys(wanted)]
    return observe(inventory_id=inventory_id, observations=seen, scanned=[here], actor=actor,
                   at=at)


OUTSIDE = f"""
WITH RECURSIVE beneath AS ({PLACES_BENEATH.replace(
    '%(scope)s', '(SELECT scope_id FROM records_inventory WHERE id = %(inventory)s)')})
SELECT p.code FROM records_place p WHERE p.id IN (SELECT place_id FROM incoming)
  AND p.id NOT IN (SELECT id FROM beneath) LIMIT 1
"""


def close_inventory(*, inventory_id: int, actor: Actor, at: datetime) -> dict[FindingKind, int]:
    """End the reading and write what was found; return the number of each kind of finding.

    Raises InventoryNotFound, InventoryNotOpen.
    """
    _locked(inventory_id, InventoryState.OPEN)
    # The tags of a whole repository are sorted and joined in memory, not on disk.
    transactions.use_memory(megabytes=256)
    write_findings(inventory_id=inventory_id)
    counts = findings_counted(
        inventory_id=inventory_id, expected=models.InventoryExpected.objects.filter(
            inventory_id=inventory_id).count())
    _step(inventory_id, InventoryState.CLOSED, actor, at, "")
    audit.record(actor=actor, at=at, action="records.close_inventory",
                 subject=f"records.inventory:{inventory_id}",
                 details={kind.value: n for kind, n in counts.items()})
    return counts


def confirm_inventory(
    *, inventory_id: int, actor: Actor, at: datetime, report_missing: bool = False,
    accept_places: bool = False,
) -> int:
    """Confirm a closed count as the second person; return how many custody steps followed.

    `report_missing` records the missing folders as missing; `accept_places` records the misfiled
    ones on the place where they were found. Raises InventoryNotFound, InventoryNotClosed,
    SecondPersonNeeded.
    """
    _locked(inventory_id, InventoryState.CLOSED)
    try:
        with transactions.transaction():
            _step(inventory_id, InventoryState.CONFIRMED, actor, at, "")
    except IntegrityError as taken:
        raise SecondPersonNeeded(inventory_id) from taken
    steps = 0
    if report_missing:
        steps += transactions.execute(
            FOLLOW.format(place="NULL::bigint"), {
                "inventory": inventory_id, "kind": FindingKind.MISSING,
                "custody": Custody.MISSING, "at": at, "by": actor.name,
                "note": f"inventory {inventory_id}"})
    if accept_places:
        steps += transactions.execute(
            FOLLOW.format(place="f.found_place_id"), {
                "inventory": inventory_id, "kind": FindingKind.MISFILED,
                "custody": Custody.SHELVED, "at": at, "by": actor.name,
                "note": f"inventory {inventory_id}"})
    audit.record(actor=actor, at=at, action="records.confirm_inventory",
                 subject=f"records.inventory:{inventory_id}", details={"custody_steps": steps})
    return steps


# A folder that moved on since the count was opened keeps what was recorded later.
FOLLOW = """
INSERT INTO records_custodyevent (folder_id, custody, at, place_id, holder, note, recorded_by)
SELECT f.folder_id, %(custody)s, %(at)s, {place}, '', %(note)s, %(by)s
FROM records_inventoryfinding f
JOIN records_inventory i ON i.id = f.inventory_id
WHERE f.inventory_id = %(inventory)s AND f.kind = %(kind)s
  AND ({place} IS NOT NULL OR %(custody)s = 'missing')
  AND NOT EXISTS (SELECT FROM records_custodyevent e
                  WHERE e.folder_id = f.folder_id AND e.at > i.opened_at)
"""


def abandon_inventory(*, inventory_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Give up a count that is open or closed; its rows stay. Raises InventoryNotFound, …NotOpen."""
    found = _locked(inventory_id, InventoryState.OPEN, InventoryState.CLOSED)
    _step(found, InventoryState.ABANDONED, actor, at, note.strip())
    audit.record(actor=actor, at=at, action="records.abandon_inventory",
                 subject=f"records.inventory:{inventory_id}")


def _locked(inventory_id: int, *states: InventoryState) -> int:
    if not models.Inventory.objects.select_for_update().filter(pk=inventory_id).exists():
        raise InventoryNotFound(inventory_id)
    if state_of(inventory_id=inventory_id) not in states:
        raise InventoryNotClosed(inventory_id) if InventoryState.OPEN not in states else (
            InventoryNotOpen(inventory_id))
    return inventory_id


def _step(
    inventory_id: int, state: InventoryState, actor: Actor, at: datetime, note: str
) -> None:
    models.InventoryStep.objects.create(
        inventory_id=inventory_id, state=state, at=at, by=actor.name, by_id_value=actor.user_id,
        note=note[:300])
    live.announce(topic=INVENTORY_TOPIC, at=at, reference=str(inventory_id))
