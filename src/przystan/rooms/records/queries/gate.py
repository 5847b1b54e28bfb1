"""Reads of gates: what may pass, and the alarms."""

from __future__ import annotations

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records.types import AlarmFinding, AlarmReason, Custody, GateAlarm

ALLOWED = """
SELECT t.epc FROM records_tag t JOIN LATERAL (
    SELECT custody FROM records_custodyevent e WHERE e.folder_id = t.folder_id
    ORDER BY e.id DESC LIMIT 1) c ON true
WHERE t.retired_at IS NULL
  AND c.custody IN ('lent', 'in_transit', 'at_second_instance', 'at_court')
ORDER BY t.epc
"""
ALARMS = """
SELECT a.id, a.at, a.received_at, g.name, g.branch_id, a.reader, a.epc, a.reason, t.folder_id,
       coalesce(f.case_sign, ''), e.custody, coalesce(p.code, ''),
       s.finding, coalesce(s.note, ''), coalesce(s.actor_name, ''), s.settled_at
FROM records_gatealarm a
JOIN records_edgeagent g ON g.id = a.agent_id
LEFT JOIN records_tag t ON t.epc = a.epc
LEFT JOIN records_folder f ON f.id = t.folder_id
LEFT JOIN LATERAL (SELECT custody, place_id FROM records_custodyevent c
                   WHERE c.folder_id = t.folder_id ORDER BY c.id DESC LIMIT 1) e ON true
LEFT JOIN records_place p ON p.id = e.place_id
LEFT JOIN LATERAL (SELECT finding, note, actor_name, settled_at FROM records_gatealarmsettled w
                   WHERE w.alarm_id = a.id ORDER BY w.id DESC LIMIT 1) s ON true
WHERE NOT %(unsettled)s OR s.finding IS NULL
ORDER BY a.at DESC, a.id DESC OFFSET %(offset)s LIMIT %(limit)s
"""


def allowed_to_leave() -> tuple[str, ...]:
    """Return the tag numbers of all folders whose custody lets them pass a gate, in order."""
    return tuple(row[0] for row in fetch_rows(ALLOWED))


def list_alarms(
    *, unsettled: bool = False, offset: int = 0, limit: int = 25
) -> tuple[GateAlarm, ...]:
    """Return the alarms of the gates, the latest first, with where their folders are now.

    `unsettled` leaves those for which nobody has said yet what was found.
    """
    rows = fetch_rows(ALARMS, {"unsettled": unsettled, "offset": offset, "limit": limit})
    return tuple(
        GateAlarm(r[0], r[1], r[2], r[3], r[4], r[5], r[6], AlarmReason(r[7]), r[8], r[9],
                  Custody(r[10]) if r[10] else None, r[11], AlarmFinding(r[12]) if r[12] else None,
                  r[13], r[14], r[15])
        for r in rows)


def count_unsettled_alarms() -> int:
    """Count the alarms for which nobody has said yet what was found."""
    return int(fetch_rows(
        "SELECT count(*) FROM records_gatealarm a WHERE NOT EXISTS ("
        " SELECT 1 FROM records_gatealarmsettled s WHERE s.alarm_id = a.id)")[0][0])
