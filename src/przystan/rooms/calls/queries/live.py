"""Operators, the queue, call-backs and the helpline's versions, as they are now."""

from __future__ import annotations

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls import models
from przystan.rooms.calls.types.live import (
    Agent,
    AgentStatus,
    CallBackRow,
    HelplineRow,
)

MOST_ROWS = 500


_LATEST = """
WITH RECURSIVE names AS (
  (SELECT username FROM calls_agentstate ORDER BY username LIMIT 1)
  UNION ALL
  SELECT (SELECT a.username FROM calls_agentstate a WHERE a.username > n.username
          ORDER BY a.username LIMIT 1)
  FROM names n WHERE n.username IS NOT NULL
)
SELECT s.id FROM names n CROSS JOIN LATERAL (
  SELECT a.id FROM calls_agentstate a WHERE a.username = n.username ORDER BY a.id DESC LIMIT 1
) AS s WHERE n.username IS NOT NULL
"""
"""Steps from name to name in the index: as long as there are operators, not as their history."""


def list_agents() -> tuple[Agent, ...]:
    """List every operator with where they stand now, by name. Shape: one row per operator."""
    ids = [row[0] for row in fetch_rows(_LATEST)]
    latest = models.AgentState.objects.filter(pk__in=ids).order_by("username", "id")
    return tuple(_agent(row) for row in latest)


def get_agent(*, username: str) -> Agent | None:
    """Return where an operator stands, or None who never signed on."""
    row = models.AgentState.objects.filter(username=username).order_by("-id").first()
    return _agent(row) if row else None


def _agent(row: models.AgentState) -> Agent:
    return Agent(row.username, row.phone, AgentStatus(row.status), tuple(row.languages), row.at,
                 row.reason, row.call_key)


def list_call_backs() -> tuple[CallBackRow, ...]:
    """List callers who still wait to be called back, the longest waiting first, at most 500."""
    rows = models.CallBack.objects.filter(end__isnull=True).order_by("asked_at", "id")[:MOST_ROWS]
    return tuple(CallBackRow(r.pk, r.number, r.e164, r.language, r.asked_at) for r in rows)


def is_waiting_for_call_back(*, e164: str, without_key: str = "") -> bool:
    """Whether somebody waits to be called back under this number already."""
    found = models.CallBack.objects.filter(e164=e164, end__isnull=True)
    return bool(e164) and found.exclude(call_key=without_key).exists()


def list_helpline_versions() -> tuple[HelplineRow, ...]:
    """List the versions of the helpline, the latest first, at most 500."""
    current = models.HelplineRelease.objects.order_by("-id").first()
    at = {r.version_id: r.at for r in models.HelplineRelease.objects.order_by("id")[:MOST_ROWS]}
    return tuple(
        HelplineRow(v.pk, v.note, v.actor_name, v.at, at.get(v.pk),
                    current is not None and current.version_id == v.pk)
        for v in models.HelplineVersion.objects.order_by("-id")[:MOST_ROWS]
    )


def helpline_text(*, version_id: int | None = None) -> str:
    """Return the TOML text of a version, by default of the one in service; "" when none is."""
    if version_id is not None:
        found = models.HelplineVersion.objects.filter(pk=version_id).first()
        return found.text if found else ""
    release = models.HelplineRelease.objects.select_related("version").order_by("-id").first()
    return release.version.text if release else ""
