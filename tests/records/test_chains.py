"""The chain of custody as a file with its gaps; due dates; reminders once a term."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Actor
from przystan.platform.outbox import models as outbox_models
from przystan.rooms.records import models, tasks
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.custody import ENDS, can_pass
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK = Actor(1, "Clerk")
C, GAP = records.Custody, records.GapKind


def step(custody: records.Custody, hours: int) -> records.CustodyEntry:
    return records.CustodyEntry(custody, AT + timedelta(hours=hours), "", "", "x", "")


@given(st.lists(st.sampled_from([c for c in C if c not in ENDS and c is not C.MISSING]),
                max_size=8))
def test_a_chain_of_allowed_steps_has_no_gap(steps: list[records.Custody]) -> None:
    chain = [step(C.REGISTERED, 0)]
    for custody in steps:
        if can_pass(chain[-1].custody, custody):
            chain.append(step(custody, len(chain)))
    assert records.gaps_of(chain) == ()


def test_each_kind_of_gap_is_named_where_it_lies() -> None:
    chain = [step(C.SHELVED, 1), step(C.MISSING, 2), step(C.SHELVED, 5), step(C.AT_COURT, 4),
             step(C.IN_TRANSIT, 6), step(C.MISSING, 7)]
    assert [(g.after, g.kind) for g in records.gaps_of(chain)] == [
        (0, GAP.NO_BEGINNING), (2, GAP.MISSING), (3, GAP.TIME_BACKWARDS), (4, GAP.NOT_ALLOWED),
        (6, GAP.MISSING)]
    assert records.gaps_of(chain)[1].until == chain[2].at
    assert records.gaps_of(chain)[-1].until is None
    assert records.gaps_of([]) == ()


def folder(number: int = 1) -> records.FolderSummary:
    found = records.find_folder(text=f"SOC.6151.{number}.2020")
    assert found is not None
    return found


def test_the_chain_is_a_file_with_gaps_as_gaps(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    records.lend_folder(folder_id=folder().id, holder="Officer", due_date=date(2023, 4, 1),
                        actor=CLERK, at=AT)
    sound = keeper.get(reverse("records:chain-json", args=[folder().id])).json()
    assert sound["is_unbroken"] is True
    assert sound["steps"][-1]["due_date"] == "2023-04-01"
    records.pass_folder(folder_id=folder().id, custody=C.MISSING, actor=CLERK, at=AT)
    told = keeper.get(reverse("records:chain-json", args=[folder().id])).json()
    assert told["gaps"] == [{"after_step": 4, "kind": "missing", "until": None}]
    file = keeper.get(reverse("records:chain-csv", args=[folder().id])).content.decode()
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [r["kind"] for r in rows] == [
        "registered", "shelved", "lent", "missing", "gap:missing"]
    assert len(rows) == len(records.list_custody(folder_id=folder().id)) + 1
    assert "The chain has 1 gap." in text(
        keeper.get(reverse("records:folder", args=[folder().id])))
    assert keeper.get(reverse("records:chain-csv", args=[0])).status_code == 404


def test_a_folder_passed_on_from_its_page_has_a_term(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    here = reverse("records:pass", args=[folder().id])
    late = {"custody": "lent", "holder": "Officer", "due_date": "2020-01-01"}
    assert "must not be before today" in text(keeper.post(here, late))
    keeper.post(here, {**late, "due_date": "2999-01-02"})
    (loan,) = records.list_loans(today=date(2023, 3, 1))
    assert loan.due_date == date(2999, 1, 2)
    assert "due back on" in text(keeper.get(reverse("records:folder", args=[folder().id])))
    keeper.post(reverse("records:pass", args=[folder(2).id]), {"custody": "lent", "holder": "B"})
    assert all(x.due_date for x in records.list_loans(today=date(2023, 3, 1)))


def lend(number: int, holder: str) -> None:
    records.lend_folder(folder_id=folder(number).id, holder=holder, due_date=date(2023, 3, 5),
                        actor=CLERK, at=AT)


def test_the_holder_is_reminded_once_a_term(shelves: dict[str, int]) -> None:
    clerk("officer")
    get_user_model().objects.filter(username="officer").update(
        email="officer@office.invalid", language="pl")
    lend(1, "officer")
    lend(2, "somebody without an account")
    due = datetime(2023, 3, 5, 12, tzinfo=UTC)
    assert records.remind_of_overdue(actor=CLERK, at=due) == (0, 0)
    late = due + timedelta(days=1)
    assert records.remind_of_overdue(actor=CLERK, at=late) == (1, 1)
    assert records.remind_of_overdue(actor=CLERK, at=late + timedelta(days=9)) == (0, 1)
    (message,) = outbox_models.Message.objects.filter(key__startswith="records.overdue:")
    assert message.recipient == "officer@office.invalid"
    assert folder(1).case_sign in message.subject
    # A new term is a new reminder.
    records.lend_folder(folder_id=folder(1).id, holder="officer", due_date=date(2023, 3, 20),
                        actor=CLERK, at=late)
    assert records.remind_of_overdue(actor=CLERK, at=late + timedelta(days=30)) == (1, 1)
    assert models.LoanReminder.objects.count() == 2


def test_two_users_of_one_name_get_nothing(shelves: dict[str, int]) -> None:
    for name in ("one", "two"):
        clerk(name)
    get_user_model().objects.update(display_name="Jan Kowalski", email="jan@office.invalid")
    lend(1, "Jan Kowalski")
    assert records.remind_of_overdue(actor=CLERK, at=AT + timedelta(days=30)) == (0, 1)


def test_the_clerk_sees_who_was_reminded_and_the_worker_does_it_by_itself(
    shelves: dict[str, int]
) -> None:
    keeper = clerk("keeper")
    get_user_model().objects.update(email="keeper@office.invalid")
    lend(1, "keeper")
    loans = reverse("records:loans")
    assert "Remind the holders" in text(keeper.get(loans, {"late": "1"}))
    tasks.remind_of_overdue(timestamp=0)
    assert models.LoanReminder.objects.count() == 1
    again = text(keeper.post(reverse("records:loans-remind"), follow=True))
    assert "Reminders written: 0." in again
