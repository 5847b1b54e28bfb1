"""Writes of hunts: a list is pushed to a handheld, its reads come back, folders are found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.queries.folders import find_folder, list_places
from przystan.rooms.records.queries.hunts import HuntNotFound, list_hunt_lines
from przystan.rooms.records.rules.hunting import (
    heat_of_places,
    heat_of_signal,
    nearest,
    split_read,
)
from przystan.rooms.records.rules.places import paths_of
from przystan.rooms.records.types import Heat, HuntAnswer, HuntLine, Place

HUNTS_TOPIC = "records.hunts"


class HuntClosed(Exception):
    """The hunt is over."""

    message = _("This hunt is over.")


class HuntEmpty(Exception):
    """None of the texts is a folder's sign or tag."""

    message = _("No folder has such a sign or tag.")


def open_hunt(
    *, branch: str, texts: Sequence[str], actor: Actor, at: datetime
) -> tuple[int, tuple[str, ...]]:
    """Open a hunt for folders, by tag or case sign, and push it to the handhelds' page.

    Returns its id and the texts that no folder answers to. Raises HuntEmpty when none does.
    """
    found = {text: find_folder(text=text) for text in dict.fromkeys(texts)}
    wanted = {f.id for f in found.values() if f is not None}
    if not wanted:
        raise HuntEmpty
    hunt = models.Hunt.objects.create(branch_id=branch, opened_at=at, opened_by=actor.name)
    models.HuntLine.objects.bulk_create(
        [models.HuntLine(hunt=hunt, folder_id=f) for f in sorted(wanted)])
    audit.record(actor=actor, at=at, action="records.open_hunt",
                 subject=f"records.hunt:{hunt.pk}", details={"folders": len(wanted)})
    live.announce(topic=HUNTS_TOPIC, at=at, reference=str(hunt.pk))
    return int(hunt.pk), tuple(text for text, folder in found.items() if folder is None)


def add_to_hunt(*, hunt_id: int, folder_id: int, actor: Actor, at: datetime) -> None:
    """Put one more folder on a hunt; one that is there stays. Raises HuntNotFound, HuntClosed."""
    hunt = _open_hunt(hunt_id)
    try:
        with transactions.transaction():
            models.HuntLine.objects.create(hunt=hunt, folder_id=folder_id)
    except IntegrityError:
        return
    audit.record(actor=actor, at=at, action="records.add_to_hunt",
                 subject=f"records.hunt:{hunt_id}", details={"folder": folder_id})
    live.announce(topic=HUNTS_TOPIC, at=at, reference=str(hunt_id))


def read_in_hunt(*, hunt_id: int, text: str, actor: Actor, at: datetime) -> HuntAnswer:
    """Take one read of the handheld and say how near it is.

    The looked-for folder's own tag: found, or hot and cold by its signal where the handheld says
    one. Any other folder or place: hot and cold by where that stands. No custody changes. Raises
    HuntNotFound, HuntClosed.
    """
    hunt = _open_hunt(hunt_id)
    number, rssi = split_read(text)
    lines = [x for x in list_hunt_lines(hunt_id=hunt_id) if x.found_at is None]
    here = _place_read(number)
    line = next((x for x in lines if number in (x.epc, x.case_sign)), None)
    if line is not None:
        heat = Heat.FOUND if rssi is None else heat_of_signal(rssi)
        answer = HuntAnswer(heat, number, line.case_sign, line.place, rssi, at)
        if heat is Heat.FOUND:
            _find(line.id, None, actor, at)
    else:
        heat, line = _nearest_line(lines, here)
        answer = HuntAnswer(heat, number, line.case_sign if line else "",
                            here[0].code if here else "", rssi, at)
    models.HuntRead.objects.create(
        hunt=hunt, line_id=line.id if line else None, epc=number[:24],
        place_id=here[0].id if here else None, rssi_dbm=rssi, heat=answer.heat, at=at,
        by=actor.name)
    live.announce(topic=HUNTS_TOPIC, at=at, reference=str(hunt_id))
    return answer


def _nearest_line(
    lines: Sequence[HuntLine], here: tuple[Place, tuple[str, ...]] | None
) -> tuple[Heat, HuntLine | None]:
    if here is None or not lines:
        return Heat.UNKNOWN, None
    heats = [heat_of_places(here[1], x.path) for x in lines]
    best = nearest(heats)
    return best, lines[heats.index(best)] if best in heats else None


def _place_read(number: str) -> tuple[Place, tuple[str, ...]] | None:
    """Return the place that was read, by its code, its tag, or a folder that is shelved there."""
    places = list_places(is_counted=False)
    by_mark = {p.code: p for p in places} | {p.reference_epc: p for p in places if p.reference_epc}
    found = by_mark.get(number)
    if found is None:
        folder = find_folder(text=number)
        found = by_mark.get(folder.place) if folder and folder.place else None
    return None if found is None else (found, paths_of(places)[found.id])


def say_found(
    *, line_id: int, place: str = "", actor: Actor, at: datetime
) -> None:
    """Mark a looked-for folder as found, by who holds it in their hand; its custody stays.

    Raises HuntNotFound, HuntClosed.
    """
    line = models.HuntLine.objects.select_related("hunt").filter(pk=line_id).first()
    if line is None:
        raise HuntNotFound(line_id)
    if line.hunt.closed_at is not None:
        raise HuntClosed(line.hunt_id)
    here = _place_read(place.strip().upper()) if place.strip() else None
    _find(line_id, here[0].id if here else None, actor, at)
    live.announce(topic=HUNTS_TOPIC, at=at, reference=str(line.hunt_id))


def look_again(*, line_id: int, actor: Actor, at: datetime) -> None:
    """Take a finding back: it was another folder. Raises HuntNotFound."""
    line = models.HuntLine.objects.filter(pk=line_id, found_at__isnull=False).first()
    if line is None:
        raise HuntNotFound(line_id)
    line.found_at, line.found_by, line.place = None, "", None
    line.save(update_fields=["found_at", "found_by", "place"])
    audit.record(actor=actor, at=at, action="records.look_again",
                 subject=f"records.folder:{line.folder_id}")
    live.announce(topic=HUNTS_TOPIC, at=at, reference=str(line.hunt_id))


def close_hunt(*, hunt_id: int, actor: Actor, at: datetime) -> int:
    """End a hunt and return how many folders were not found. Raises HuntNotFound, HuntClosed."""
    hunt = _open_hunt(hunt_id)
    hunt.closed_at = at
    hunt.save(update_fields=["closed_at"])
    audit.record(actor=actor, at=at, action="records.close_hunt",
                 subject=f"records.hunt:{hunt_id}")
    live.announce(topic=HUNTS_TOPIC, at=at, reference=str(hunt_id))
    return int(hunt.lines.filter(found_at__isnull=True).count())


def _find(line_id: int, place_id: int | None, actor: Actor, at: datetime) -> None:
    line = models.HuntLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.found_at is not None:
        return
    line.found_at, line.found_by, line.place_id = at, actor.name, place_id
    line.save(update_fields=["found_at", "found_by", "place"])
    audit.record(actor=actor, at=at, action="records.find_folder",
                 subject=f"records.folder:{line.folder_id}")


def _open_hunt(hunt_id: int) -> models.Hunt:
    hunt = models.Hunt.objects.select_for_update(of=("self",)).filter(pk=hunt_id).first()
    if hunt is None:
        raise HuntNotFound(hunt_id)
    if hunt.closed_at is not None:
        raise HuntClosed(hunt_id)
    return hunt
