"""Writes of edge agents: enrolment, revocation, and the one intake of what they saw."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.queries.folders import place_id_of
from przystan.rooms.records.types import Batch

CODE_VALID = timedelta(hours=24)
SIGHTINGS_TOPIC = "records.sightings"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AgentUnknown(Exception):
    """No such agent, its key was revoked, or the signature is not its own."""

    message = _("This agent is not known, or its key was revoked.")


class CodeRefused(Exception):
    """The enrolment code is wrong, used or too old."""

    message = _("This enrolment code is wrong, used or too old. Make a new one.")


class BadKey(Exception):
    """The public key is not an Ed25519 key of 32 bytes."""

    message = _("The key is not an Ed25519 public key.")


def make_enrolment_code(*, branch: str, actor: Actor, at: datetime) -> str:
    """Return a code with which one agent of the branch may enrol within a day."""
    # Typed after --code: never a sign that a command line would take for an option.
    code = secrets.token_hex(12)
    models.EnrolmentCode.objects.create(
        code_hash=_hash(code), branch_id=branch, made_at=at, made_by=actor.name,
        expires_at=at + CODE_VALID)
    audit.record(actor=actor, at=at, action="records.make_enrolment_code",
                 subject=f"records.branch:{branch}")
    return code


def enrol_agent(*, code: str, name: str, public_key: bytes, at: datetime) -> str:
    """Enrol an agent by its code and return its identifier. Raises CodeRefused, BadKey."""
    found = models.EnrolmentCode.objects.select_for_update().filter(
        code_hash=_hash(code), used_at__isnull=True, expires_at__gt=at).first()
    if found is None:
        raise CodeRefused
    try:
        Ed25519PublicKey.from_public_bytes(public_key)
    except ValueError as wrong:
        raise BadKey from wrong
    found.used_at = at
    found.save(update_fields=["used_at"])
    agent = models.EdgeAgent.objects.create(
        uuid=uuid.uuid4(), name=name.strip()[:80] or "agent", branch_id=found.branch_id,
        public_key=public_key, enrolled_at=at, enrolled_by=found.made_by)
    audit.record(actor=_actor(agent), at=at, action="records.enrol_agent",
                 subject=f"records.agent:{agent.pk}")
    return str(agent.uuid)


def revoke_agent(*, agent: str, actor: Actor, at: datetime) -> None:
    """Take an agent's key back: from now on it is refused. Raises AgentUnknown."""
    done = models.EdgeAgent.objects.filter(uuid=agent, revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=actor.name)
    if not done:
        raise AgentUnknown
    audit.record(actor=actor, at=at, action="records.revoke_agent",
                 subject=f"records.agent:{agent}")


def place_antenna(
    *, reader: str, number: int, place: str, actor: Actor, at: datetime
) -> None:
    """Say what an antenna of a fixed reader looks at, or say it anew. Raises PlaceNotFound."""
    models.Antenna.objects.update_or_create(
        reader=reader.strip(), number=number, defaults={"place_id": place_id_of(code=place)})
    audit.record(actor=actor, at=at, action="records.place_antenna",
                 subject=f"records.antenna:{number}", details={"place": place.strip().upper()})


def verify_agent(*, agent: str, content: bytes, signature: bytes) -> int:
    """Return the agent's row if the signature of the content is its own. Raises AgentUnknown."""
    try:
        found = models.EdgeAgent.objects.filter(
            uuid=uuid.UUID(agent), revoked_at__isnull=True).first()
    except ValueError:
        found = None
    if found is None:
        raise AgentUnknown
    try:
        Ed25519PublicKey.from_public_bytes(bytes(found.public_key)).verify(signature, content)
    except InvalidSignature as wrong:
        raise AgentUnknown from wrong
    return int(found.pk)


def take_batch(*, agent_id: int, batch: Batch, at: datetime) -> int:
    """Store what an agent saw, each number once however often it is sent; return the last number.

    What was seen where an antenna looks, also reaches the open counts of that place. Custody never
    changes by it.
    """
    agent = models.EdgeAgent.objects.select_for_update().get(pk=agent_id)
    fresh = [(seq, s) for seq, s in batch.sightings if seq > agent.last_seq]
    sent_at = EPOCH + timedelta(microseconds=batch.sent_us)
    agent.last_seen_at = at
    agent.skew_ms = max(-2**31, min(2**31 - 1, round((sent_at - at) / timedelta(milliseconds=1))))
    if fresh:
        transactions.copy_rows(
            table="records_sighting",
            columns=("agent_id", "seq", "epc", "reader", "antenna", "rssi_dbm", "first_at",
                     "last_at", "reads"),
            rows=((agent_id, seq, s.epc, s.reader[:64], s.antenna, s.rssi_dbm,
                   EPOCH + timedelta(microseconds=s.first_us),
                   EPOCH + timedelta(microseconds=s.last_us), s.reads) for seq, s in fresh))
        values = {"agent": agent_id, "after": agent.last_seq}
        transactions.execute(LAST_SEEN, values)
        if transactions.execute(TO_COUNTS, values):
            transactions.execute(TO_SCANS, values)
        agent.last_seq = max(seq for seq, _ in fresh)
        live.announce(topic=SIGHTINGS_TOPIC, at=at, reference=str(agent_id))
    agent.readers = [list(reader) for reader in batch.readers]
    agent.save(update_fields=["last_seq", "last_seen_at", "skew_ms", "readers"])
    return int(agent.last_seq)


LAST_SEEN = """
INSERT INTO records_tagseen AS t (epc, place_id, reader, rssi_dbm, seen_at)
SELECT DISTINCT ON (s.epc) s.epc, a.place_id, s.reader, s.rssi_dbm, s.last_at
FROM records_sighting s
LEFT JOIN records_antenna a ON a.reader = s.reader AND a.number = s.antenna
WHERE s.agent_id = %(agent)s AND s.seq > %(after)s ORDER BY s.epc, s.last_at DESC, s.seq DESC
ON CONFLICT (epc) DO UPDATE SET place_id = excluded.place_id, reader = excluded.reader,
    rssi_dbm = excluded.rssi_dbm, seen_at = excluded.seen_at
WHERE excluded.seen_at >= t.seen_at
"""
# The open counts whose scope is the antenna's place or stands around it.
COUNTED = """
WITH RECURSIVE fresh AS (
    SELECT s.epc, a.place_id, s.rssi_dbm, s.reads, s.last_at
    FROM records_sighting s
    JOIN records_antenna a ON a.reader = s.reader AND a.number = s.antenna
    WHERE s.agent_id = %(agent)s AND s.seq > %(after)s),
up(place_id, above_id) AS (
    SELECT DISTINCT place_id, place_id FROM fresh
    UNION ALL
    SELECT up.place_id, p.parent_id FROM up JOIN records_place p ON p.id = up.above_id
    WHERE p.parent_id IS NOT NULL),
counted AS (
    SELECT i.id AS inventory_id, f.* FROM fresh f JOIN up ON up.place_id = f.place_id
    JOIN records_inventory i ON i.scope_id = up.above_id
    WHERE NOT EXISTS (SELECT FROM records_inventorystep t WHERE t.inventory_id = i.id))
"""
KEEP_STRONGER = """
ON CONFLICT (inventory_id, epc) DO UPDATE SET
    reads = o.reads + excluded.reads,
    seen_at = greatest(o.seen_at, excluded.seen_at),
    place_id = CASE WHEN o.place_id IS NULL
        OR coalesce(excluded.rssi_dbm, -1000) > coalesce(o.rssi_dbm, -1000)
        THEN coalesce(excluded.place_id, o.place_id) ELSE o.place_id END,
    rssi_dbm = CASE WHEN o.place_id IS NULL
        OR coalesce(excluded.rssi_dbm, -1000) > coalesce(o.rssi_dbm, -1000)
        THEN excluded.rssi_dbm ELSE o.rssi_dbm END
"""
TO_COUNTS = f"""{COUNTED}
INSERT INTO records_inventoryobservation AS o
    (inventory_id, epc, place_id, rssi_dbm, reads, seen_at)
SELECT DISTINCT ON (inventory_id, epc) inventory_id, epc, place_id, rssi_dbm,
       (sum(reads) OVER (PARTITION BY inventory_id, epc))::integer, last_at
FROM counted ORDER BY inventory_id, epc, rssi_dbm DESC NULLS LAST, last_at DESC
{KEEP_STRONGER}"""
TO_SCANS = f"""{COUNTED}
INSERT INTO records_inventoryscan (inventory_id, place_id)
SELECT DISTINCT inventory_id, place_id FROM counted ON CONFLICT DO NOTHING
"""


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.strip().encode()).digest()


def _actor(agent: models.EdgeAgent) -> Actor:
    return Actor(None, f"agent: {agent.name}")
