"""Folders' lives as EPCIS 2.0 events: pure. Nothing of the case or the person is in them.

Source: GS1 EPCIS 2.0 and CBV 2.0 (business steps and dispositions of section 7). CBV has no
disposition for what is missing: `unknown`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from przystan.rooms.records.rules.tags import NotATag, decode_tag
from przystan.rooms.records.types import Custody, FolderEvent, FolderEventKind, TagScheme

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
AWAY = frozenset({Custody.LENT, Custody.IN_TRANSIT, Custody.AT_SECOND_INSTANCE, Custody.AT_COURT,
                  Custody.MISSING})
Event = dict[str, object]
# What a custody means: business step and disposition. A folder that comes back is received.
STEPS = {
    Custody.SHELVED: ("storing", "available"), Custody.LENT: ("dispensing", "dispensed"),
    Custody.IN_TRANSIT: ("shipping", "in_transit"),
    Custody.AT_SECOND_INSTANCE: ("shipping", "unavailable"),
    Custody.AT_COURT: ("shipping", "unavailable"), Custody.MISSING: ("inspecting", "unknown"),
}


def epc_uri(epc: str) -> str:
    """Return the pure identity of a tag number; a closed number's is a name-based UUID.

    >>> epc_uri("2C74257BF460720000000190")
    'urn:epc:id:gdti:0614141.12345.400'
    """
    try:
        tag = decode_tag(epc)
    except NotATag:
        return uuid.uuid5(uuid.NAMESPACE_OID, epc).urn
    if tag.scheme is TagScheme.CLOSED:
        return uuid.uuid5(uuid.NAMESPACE_OID, epc).urn
    name = tag.scheme.removesuffix("-96")
    serial = "" if tag.scheme is TagScheme.GIAI else f".{tag.serial}"
    return f"urn:epc:id:{name}:{tag.company_prefix}.{tag.reference}{serial}"


def epcis_event(event: FolderEvent, *, base: str) -> Event:
    """Return one event as EPCIS JSON. `base` is the address under which places have names."""
    if event.kind is FolderEventKind.TAG_REPLACED:
        told: Event = {
            "type": "AssociationEvent", "action": "ADD",
            "parentID": f"{base}/folders/{event.folder_id}", "childEPCs": [epc_uri(event.epc)],
            "bizStep": "replacing"}
    else:
        action, step, disposition = _meaning(event)
        told = {"type": "ObjectEvent", "action": action, "epcList": [epc_uri(event.epc)],
                "bizStep": step, "disposition": disposition}
    offset = event.at.utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    told |= {
        "eventID": uuid.uuid5(uuid.NAMESPACE_URL, f"{base}/{event.kind}/{event.number}").urn,
        "eventTime": event.at.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:"
                               f"{abs(minutes) % 60:02d}",
    }
    if event.place:
        told["readPoint"] = told["bizLocation"] = {"id": f"{base}/places/{event.place}"}
    return told


def _meaning(event: FolderEvent) -> tuple[str, str, str]:
    if event.kind is FolderEventKind.LABELLED:
        return "ADD", "commissioning", "active"
    if event.kind is FolderEventKind.TAG_RETIRED:
        return "DELETE", "decommissioning", "inactive"
    if event.kind is FolderEventKind.COUNTED:
        return "OBSERVE", "stock_taking", "available"
    assert event.custody is not None
    step, disposition = STEPS[event.custody]
    if event.custody is Custody.SHELVED and event.before in AWAY:
        step = "receiving"
    return "OBSERVE", step, disposition


def epcis_document(
    events: Iterable[FolderEvent], *, base: str, created_at: datetime
) -> Iterator[str]:
    """Yield an EPCISDocument as text, piece by piece: memory does not grow with it."""
    head = {"@context": [CONTEXT], "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": created_at.isoformat(timespec="milliseconds")}
    yield json.dumps(head)[:-1] + ', "epcisBody": {"eventList": ['
    before = "\n"
    for event in events:
        yield before + json.dumps(epcis_event(event, base=base))
        before = ",\n"
    yield "\n]}}\n"
