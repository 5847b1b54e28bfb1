"""The door of retention: which rows pass, how long each kind is kept, what a run would do.

A room declares its short-lived rows (`Passing`), the composition root connects them. Rules are rows
with the day from which they hold. A run deletes in portions, each in a transaction of its own that
also counts it, so that a run that was killed goes on where it stopped and its sums are right.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.retention import models
from przystan.platform.retention.types import Due, Passing, Rule, Run
from przystan.platform.transactions import public as transactions

__all__ = [
    "Due", "Passing", "Rule", "RuleRefused", "Run", "begin_run", "connect_passing", "do_portion",
    "end_run", "list_due", "list_rules", "list_runs", "open_run", "passing", "set_rule",
]

PORTION = 2_000
FIRST_DAY = date(2020, 1, 1)
_passing: dict[str, Passing] = {}


class RuleRefused(ValueError):
    """A rule is too short for its kind, has no basis, or begins before the one it follows."""

    message = _("Not shorter than the least time, with a basis, and from a day that is not before "
                "the last rule's first day.")


def connect_passing(found: Iterable[Passing]) -> None:
    """Say which rows pass; called once, by the composition root."""
    _passing.clear()
    _passing.update((p.code, p) for p in found)


def passing() -> tuple[Passing, ...]:
    """Return every kind of row that passes."""
    return tuple(_passing.values())


def _rule(row: models.Rule) -> Rule:
    return Rule(row.pk, row.code, row.days, row.valid_from, row.basis, row.is_confirmed,
                row.recorded_by)


def list_rules() -> tuple[Rule, ...]:
    """Return every rule that was ever set, by kind, the latest first."""
    return tuple(_rule(r) for r in models.Rule.objects.all())


def _in_force(on: date) -> dict[str, Rule]:
    """The rule of each kind on a day; the declared one where none was set."""
    found = {p.code: Rule(0, p.code, p.days, FIRST_DAY, p.basis, False, "") for p in passing()}
    rows = models.Rule.objects.filter(valid_from__lte=on, code__in=found).order_by(
        "valid_from", "id")
    return found | {r.code: _rule(r) for r in rows}


def set_rule(
    *, code: str, days: int, valid_from: date, basis: str, is_confirmed: bool, actor: Actor,
    at: datetime,
) -> int:
    """Say how many days rows of a kind are kept from a day on. Raises RuleRefused."""
    known = _passing.get(code)
    later = models.Rule.objects.filter(code=code, valid_from__gt=valid_from).exists()
    if known is None or days < known.least_days or not basis.strip() or later:
        raise RuleRefused(code)
    row = models.Rule.objects.create(
        code=code, days=days, valid_from=valid_from, basis=basis.strip()[:300],
        is_confirmed=is_confirmed, recorded_at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="retention.set_rule",
                 subject=f"retention.rule:{row.pk}", details={"code": code, "days": days})
    return int(row.pk)


def list_due(*, at: datetime) -> tuple[Due, ...]:
    """Return what a run would do now, by kind; nothing is changed."""
    rules = _in_force(clock.local_date(at))
    return tuple(
        Due(p, rules[p.code], before, _count(p, before)) for p in passing()
        for before in [at - timedelta(days=rules[p.code].days)])


def _count(kind: Passing, before: datetime) -> int:
    return int(transactions.fetch_rows(
        f"SELECT count(*) FROM {kind.table} WHERE {kind.due}", {"before": before})[0][0])


def open_run() -> int | None:
    """Return the run that has not ended, if there is one."""
    return models.Run.objects.filter(ended_at__isnull=True).values_list("pk", flat=True).first()


def begin_run(*, actor: Actor, at: datetime) -> int:
    """Begin a run and return its id; while one is open, that one."""
    transactions.lock_section("retention.run")
    known = open_run()
    if known is not None:
        return known
    row = models.Run.objects.create(began_at=at, by=actor.name)
    audit.record(actor=actor, at=at, action="retention.begin_run",
                 subject=f"retention.run:{row.pk}")
    return int(row.pk)


def do_portion(*, run_id: int, code: str, at: datetime, size: int = PORTION) -> int:
    """Do one portion of one kind, count it to the run, and return how many rows it took.

    The instant up to which rows are over is the run's own beginning, however long it takes.
    """
    run = models.Run.objects.get(pk=run_id)
    kind = _passing[code]
    rule = _in_force(clock.local_date(run.began_at))[code]
    values = {"before": run.began_at - timedelta(days=rule.days), "size": size}
    if kind.is_append_only:
        count = int(transactions.fetch_rows(
            "SELECT retention_forget(%(code)s, %(before)s, %(size)s)",
            {"code": code, **values})[0][0])
    else:
        count = transactions.execute(_statement(kind), values)
    if count:
        models.Portion.objects.create(run=run, code=code, count=count, at=at)
    return count


def _statement(kind: Passing) -> str:
    # An array is chosen once; IN might be asked anew for each row, and what this statement has
    # taken already is skipped then: a portion would have no end.
    chosen = (f"WHERE {kind.key} = ANY(ARRAY(SELECT {kind.key} FROM {kind.table} WHERE {kind.due}"
              f" ORDER BY {kind.key} LIMIT %(size)s FOR UPDATE SKIP LOCKED))")
    if kind.empties:
        return f"UPDATE {kind.table} SET {kind.empties} {chosen}"
    return f"DELETE FROM {kind.table} {chosen}"


def end_run(*, run_id: int, actor: Actor, at: datetime) -> dict[str, int]:
    """End a run with one line of the audit, and return what it did by kind."""
    done = _done(run_id)
    if models.Run.objects.filter(pk=run_id, ended_at__isnull=True).update(ended_at=at):
        audit.record(actor=actor, at=at, action="retention.end_run",
                     subject=f"retention.run:{run_id}", details={"done": done})
    return done


def _done(run_id: int) -> dict[str, int]:
    rows = models.Portion.objects.filter(run=run_id).order_by("code").values("code").annotate(
        all=Sum("count"))
    return {r["code"]: int(r["all"]) for r in rows}


def list_runs(*, limit: int = 20) -> tuple[Run, ...]:
    """Return the latest runs first."""
    return tuple(Run(r.pk, r.began_at, r.ended_at, r.by, _done(r.pk))
                 for r in models.Run.objects.all()[:limit])
