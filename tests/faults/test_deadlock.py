"""Two requests that wait for each other: both are done, each once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from przystan.config import handler
from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions

ROBOT = accounts.system_actor("test")


@pytest.fixture
def atomic_requests() -> Iterator[None]:
    """Every request in its transaction, as the office runs."""
    known = connections["default"].settings_dict
    before = known.get("ATOMIC_REQUESTS")
    known["ATOMIC_REQUESTS"] = True
    yield
    known["ATOMIC_REQUESTS"] = before


def sent() -> HttpRequest:
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", b"whole")})
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


class Meeting:
    """Two views that each hold what the other wants: the audit's head, and a section."""

    def __init__(self) -> None:
        self.both_hold = threading.Barrier(2, timeout=60)
        self.tries: list[str] = []
        self.read: list[bytes] = []
        self.answers: dict[str, bytes] = {}

    def first(self, request: HttpRequest) -> HttpResponse:
        self._act("first")
        self._meet("first", request)
        transactions.lock_section("test")
        return HttpResponse("first")

    def second(self, request: HttpRequest) -> HttpResponse:
        transactions.lock_section("test")
        self._meet("second", request)
        self._act("second")
        return HttpResponse("second")

    def run(self, view: Any, request: HttpRequest) -> None:
        try:
            answer = handler.OfficeHandler().make_view_atomic(view)(request)
            self.answers[view.__name__] = answer.content
        finally:
            connections.close_all()

    def _act(self, name: str) -> None:
        audit.record(actor=ROBOT, at=clock.now(), action="test.act", subject=f"test.{name}:1")

    def _meet(self, name: str, request: HttpRequest) -> None:
        self.tries.append(name)
        messages.success(request, "done")
        self.read.append(request.FILES["file"].read())  # type: ignore[union-attr]
        if self.tries.count(name) == 1:
            self.both_hold.wait()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("atomic_requests")
def test_of_two_that_wait_for_each_other_both_are_done_once() -> None:
    meeting = Meeting()
    requests = {view: sent() for view in (meeting.first, meeting.second)}
    threads = [threading.Thread(target=meeting.run, args=pair) for pair in requests.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert meeting.answers == {"first": b"first", "second": b"second"}
    assert len(meeting.tries) == 3, "one of them began anew"
    assert meeting.read == [b"whole"] * 3
    lines = [line.subject for line in audit.list_lines(limit=10) if line.action == "test.act"]
    assert sorted(lines) == ["test.first:1", "test.second:1"]
    assert [len(r._messages._queued_messages)  # type: ignore[attr-defined]
            for r in requests.values()] == [1, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("atomic_requests")
def test_another_trouble_of_the_database_is_not_tried_again() -> None:
    tries = []

    def view(request: HttpRequest) -> HttpResponse:
        tries.append(request)
        transactions.fetch_rows("SELECT pg_terminate_backend(pg_backend_pid())")
        return HttpResponse()

    with pytest.raises(OperationalError):
        handler.OfficeHandler().make_view_atomic(view)(sent())
    assert len(tries) == 1
