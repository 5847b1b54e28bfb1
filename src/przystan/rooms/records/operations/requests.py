"""Writes of requests: ask, pull, hand over with a due date, take back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.live import public as live
from przystan.rooms.records import models
from przystan.rooms.records.operations.folders import pass_folder
from przystan.rooms.records.queries.folders import FolderNotFound
from przystan.rooms.records.rules.requests import LOAN_DAYS, OPEN, can_move
from przystan.rooms.records.types import Custody, RequestState

REQUESTS_TOPIC = "records.requests"


class RequestNotFound(Exception):
    """There is no such request."""


class RequestedAlready(Exception):
    """The same person asked for this folder already."""

    message = _("You asked for this folder already.")


class RequestStepNotAllowed(Exception):
    """The request cannot take this step."""

    message = _("This request is ended, or cannot take this step.")


class DueDatePast(Exception):
    """A folder cannot be due back before it is handed over."""

    message = _("The day of return must not be before today.")


def request_folder(
    *, folder_id: int, purpose: str, is_urgent: bool, actor: Actor, at: datetime
) -> int:
    """Ask for a folder; it comes to the pull list of its branch. Returns the request's id.

    Raises FolderNotFound, RequestedAlready.
    """
    folder = models.Folder.objects.select_for_update(of=("self",)).filter(
        pk=folder_id, removal__isnull=True).first()
    if folder is None:
        raise FolderNotFound(folder_id)
    if _open_requests().filter(
            folder=folder, asked_by_id_value=actor.user_id, asked_by=actor.name).exists():
        raise RequestedAlready(folder_id)
    made = models.FolderRequest.objects.create(
        folder=folder, asked_at=at, asked_by=actor.name, asked_by_id_value=actor.user_id,
        purpose=purpose.strip()[:200], is_urgent=is_urgent)
    audit.record(actor=actor, at=at, action="records.request_folder",
                 subject=f"records.folder:{folder_id}")
    live.announce(topic=REQUESTS_TOPIC, at=at, reference=str(made.pk))
    return int(made.pk)


def _open_requests() -> QuerySet[models.FolderRequest]:
    ended = [s.value for s in RequestState if s not in OPEN]
    return models.FolderRequest.objects.exclude(steps__state__in=ended)


def step_request(
    *, request_id: int, state: RequestState, actor: Actor, at: datetime, note: str = ""
) -> None:
    """Record a step of a request that moves no folder: pulled, not found, refused, cancelled.

    Raises RequestNotFound, RequestStepNotAllowed.
    """
    if state is RequestState.HANDED_OVER:
        raise RequestStepNotAllowed(request_id)
    _step(request_id, state, actor, at, note)
    audit.record(actor=actor, at=at, action=f"records.request_{state}",
                 subject=f"records.request:{request_id}")


def _step(
    request_id: int, state: RequestState, actor: Actor, at: datetime, note: str
) -> models.FolderRequest:
    found = models.FolderRequest.objects.select_for_update().filter(pk=request_id).first()
    if found is None:
        raise RequestNotFound(request_id)
    last = found.steps.order_by("-id").first()
    if not can_move(RequestState(last.state) if last else RequestState.ASKED, state):
        raise RequestStepNotAllowed(request_id)
    models.RequestStep.objects.create(
        request=found, state=state, at=at, by=actor.name, note=note.strip()[:300])
    live.announce(topic=REQUESTS_TOPIC, at=at, reference=str(request_id))
    return found


def lend_folder(
    *, folder_id: int, holder: str, actor: Actor, at: datetime, due_date: date | None = None,
    note: str = "",
) -> date:
    """Hand a folder to somebody until a day, and return that day; their request is ended by it.

    Raises FolderNotFound, CustodyNotAllowed, PlaceNeeded without a holder, DueDatePast.
    """
    today = clock.local_date(at)
    due = due_date or today + timedelta(days=LOAN_DAYS)
    if due < today:
        raise DueDatePast(due)
    pass_folder(folder_id=folder_id, custody=Custody.LENT, holder=holder, note=note, actor=actor,
                at=at)
    custody = models.CustodyEvent.objects.filter(folder_id=folder_id).order_by("-id")[:1].get()
    models.LoanTerm.objects.create(custody=custody, due_date=due)
    for request in _open_requests().filter(folder_id=folder_id, asked_by=holder.strip()):
        _step(request.pk, RequestState.HANDED_OVER, actor, at, "")
    return due


def hand_over(
    *, request_id: int, actor: Actor, at: datetime, due_date: date | None = None
) -> date:
    """Hand the folder of a request to who asked for it; return the day when it is due back.

    Raises RequestNotFound, RequestStepNotAllowed and what `lend_folder` raises.
    """
    found = models.FolderRequest.objects.filter(pk=request_id).first()
    if found is None:
        raise RequestNotFound(request_id)
    last = found.steps.order_by("-id").first()
    if not can_move(RequestState(last.state) if last else RequestState.ASKED,
                    RequestState.HANDED_OVER):
        raise RequestStepNotAllowed(request_id)
    return lend_folder(folder_id=found.folder_id, holder=found.asked_by, due_date=due_date,
                       note=found.purpose, actor=actor, at=at)
