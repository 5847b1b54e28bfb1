"""Rows pass when their time is over, in portions that a kill cannot spoil; others stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from przystan.config.database import grant_office_rights
from przystan.config.passing import all_passing
from przystan.platform.accounts import public as accounts
from przystan.platform.audit.models import Entry
from przystan.platform.live.models import Change
from przystan.platform.outbox import models as outbox_models
from przystan.platform.retention import models, tasks
from przystan.platform.retention import public as retention
from przystan.platform.transactions import public as transactions

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = accounts.system_actor("test")


@pytest.fixture(autouse=True)
def connected() -> Iterator[None]:
    before = retention.passing()
    retention.connect_passing(all_passing())
    yield
    retention.connect_passing(before)


def due(code: str) -> int:
    return next(d.count for d in retention.list_due(at=NOW) if d.passing.code == code)


def lay_changes(old: int, new: int) -> None:
    Change.objects.bulk_create(
        [Change(topic="t", at=NOW - timedelta(days=5)) for _ in range(old)]
        + [Change(topic="t", at=NOW) for _ in range(new)])


def test_every_declared_statement_is_understood_by_the_database() -> None:
    assert {d.passing.code for d in retention.list_due(at=NOW)} == {
        p.code for p in all_passing()}
    run = retention.begin_run(actor=ACTOR, at=NOW)
    for kind in all_passing():
        with transactions.transaction():
            retention.do_portion(run_id=run, code=kind.code, at=NOW)


def test_the_preview_says_what_the_run_then_does() -> None:
    lay_changes(7, 3)
    assert due("live.changes") == 7
    run = retention.begin_run(actor=ACTOR, at=NOW)
    assert retention.begin_run(actor=ACTOR, at=NOW) == run
    tasks.work(run)
    assert Change.objects.count() == 3
    (told,) = retention.list_runs()
    assert told.done == {"live.changes": 7}
    assert told.ended_at is not None
    assert due("live.changes") == 0
    actions = list(Entry.objects.order_by("seq").values_list("action", flat=True))
    assert actions == ["retention.begin_run", "retention.end_run"]
    assert Entry.objects.last().details == {"done": {"live.changes": 7}}


def test_a_run_that_was_killed_goes_on_and_counts_each_row_once() -> None:
    lay_changes(10, 0)
    run = retention.begin_run(actor=ACTOR, at=NOW)
    retention.do_portion(run_id=run, code="live.changes", at=NOW, size=4)
    # Killed in the middle of a portion: the deletion and its count go back together.
    with transaction.atomic():
        retention.do_portion(run_id=run, code="live.changes", at=NOW, size=4)
        transaction.set_rollback(True)
    assert Change.objects.count() == 6
    tasks.work(retention.open_run() or 0)
    assert retention.list_runs()[0].done == {"live.changes": 10}
    assert models.Portion.objects.count() == 2


def test_a_portion_is_no_larger_than_its_size_whatever_the_plan() -> None:
    """Rows that a statement has taken are skipped by its own second look: it may look once only."""
    lay_changes(10, 0)
    run = retention.begin_run(actor=ACTOR, at=NOW)
    for way in ("hashjoin", "mergejoin", "material", "hashagg", "sort"):
        transactions.execute(f"SET LOCAL enable_{way} = off")
    assert retention.do_portion(run_id=run, code="live.changes", at=NOW, size=4) == 4
    assert Change.objects.count() == 6


def test_a_message_that_left_is_emptied_and_one_that_waits_is_not() -> None:
    for n, outcome in enumerate(("delivered", "refused", "failed", None)):
        message = outbox_models.Message.objects.create(
            key=f"k{n}", channel="mail", recipient="a@przystan.example", subject="s", body="b",
            language="pl", written_at=NOW - timedelta(days=100))
        if outcome:
            outbox_models.Attempt.objects.create(
                message=message, at=NOW, outcome=outcome, carrier="c")
    tasks.work(retention.begin_run(actor=ACTOR, at=NOW))
    assert list(outbox_models.Message.objects.order_by("key").values_list(
        "recipient", "body")) == [("", ""), ("", ""), ("a@przystan.example", "b"),
                                  ("a@przystan.example", "b")]


def test_a_rule_holds_from_its_day_and_the_one_before_until_then() -> None:
    lay_changes(2, 0)
    retention.set_rule(code="live.changes", days=30, valid_from=date(2023, 12, 8), basis="decree",
                       is_confirmed=True, actor=ACTOR, at=NOW)
    assert due("live.changes") == 2
    tomorrow = retention.list_due(at=NOW + timedelta(days=1))
    told = next(d for d in tomorrow if d.passing.code == "live.changes")
    assert (told.count, told.rule.days, told.rule.is_confirmed) == (0, 30, True)


@pytest.mark.parametrize("wrong", [
    {"days": 0}, {"basis": " "}, {"code": "people.person"}, {"valid_from": date(2023, 1, 1)}])
def test_a_rule_that_is_too_short_groundless_unknown_or_late_is_refused(
    wrong: dict[str, object]
) -> None:
    given: dict[str, object] = {
        "code": "live.changes", "days": 3, "valid_from": date(2023, 6, 1), "basis": "b"}
    retention.set_rule(**given, is_confirmed=False, actor=ACTOR, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(retention.RuleRefused):
        retention.set_rule(
            **{**given, **wrong}, is_confirmed=False, actor=ACTOR, at=NOW)  # type: ignore[arg-type]


def settled(days: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO knowledge_settledsearch (text, settled_at, settled_by)"
            " VALUES ('x', now() - %s * interval '1 day', 'e')", [days])


def test_the_offices_login_forgets_append_only_rows_only_when_their_time_is_over() -> None:
    for days in (10, 364, 366, 2_000):
        settled(days)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE przystan_test_keeper")
        grant_office_rights("przystan_test_keeper")
        cursor.execute("SET ROLE przystan_test_keeper")
        # Whatever it asks: nothing younger than the least time, no other table.
        cursor.execute("SELECT retention_forget('knowledge.settled_searches', now(), 100)")
        assert cursor.fetchone() == (2,)
        for refused in ("SELECT retention_forget('audit_entry', now(), 100)",
                        "DELETE FROM knowledge_settledsearch",
                        "DELETE FROM retention_portion", "UPDATE retention_rule SET days = 0"):
            with pytest.raises(DatabaseError, match="permission denied|do not pass"), \
                    transaction.atomic():
                cursor.execute(refused)
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT count(*) FROM knowledge_settledsearch")
        assert cursor.fetchone() == (2,)


def test_every_append_only_kind_has_its_way_and_no_other_needs_it() -> None:
    from przystan.config.database import APPEND_ONLY

    for kind in all_passing():
        assert kind.is_append_only == (kind.table in APPEND_ONLY), kind.code


def test_the_administrator_previews_sets_a_rule_and_runs(
    client: Client, django_user_model: type, django_capture_on_commit_callbacks: object
) -> None:
    user = accounts.add_user(username="admin", display_name="Anna Testowa", email="",
                             language="en", password=None, actor=ACTOR, at=NOW)
    accounts.grant_role(user_id=user, role=accounts.Role.ADMINISTRATOR, actor=ACTOR, at=NOW)
    client.force_login(django_user_model.objects.get(pk=user),  # type: ignore[attr-defined]
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    Change.objects.create(topic="t", at=NOW)
    page = client.get(reverse("retention:page"), headers={"accept-language": "en"})
    assert "Signals to open pages" in page.content.decode()
    refused = client.post(reverse("retention:page"), {
        "code": "once.keys", "days": 0, "valid_from": "2026-01-01", "basis": "b"})
    assert "govuk-error-summary" in refused.content.decode()
    done = client.post(reverse("retention:page"), {
        "code": "once.keys", "days": 5, "valid_from": "2026-01-01", "basis": "b"})
    assert done.status_code == 302
    assert models.Rule.objects.get().recorded_by == "Anna Testowa"
    assert client.post(reverse("retention:run")).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'retention.run'")
        assert cursor.fetchall()
