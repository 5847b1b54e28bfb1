"""A request that ended in the middle is not acted upon; a database that is away is said so."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from przystan.config.asgi import application
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import models

TOKEN = "a" * 32
BODY = (f"csrfmiddlewaretoken={TOKEN}&branch=SZ&category=waiting&text=They+asked+me+to+"
        "come+again").encode()


def send(*messages: dict[str, Any]) -> int:
    """Post the complaint in these parts; return the status that was answered."""
    answered: list[int] = []
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def answer(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/complaint/",
        "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 80), "headers": [
            (b"host", b"127.0.0.1"), (b"cookie", f"csrftoken={TOKEN}".encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(BODY)).encode())]}
    # In a thread of its own: a browser's loop may be running in this one.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, application(scope, receive, answer)).result()
    return answered[0]


@pytest.mark.django_db(transaction=True)
def test_half_a_complaint_is_none() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    half = BODY[:-12]
    gone = send({"type": "http.request", "body": half, "more_body": True},
                {"type": "http.disconnect"})
    assert gone >= 400
    assert not models.Complaint.objects.exists()
    assert send({"type": "http.request", "body": half, "more_body": True},
                {"type": "http.request", "body": BODY[-12:], "more_body": False}) == 302
    assert models.Complaint.objects.get().text == "They asked me to come again"


WORDS = {"pl": "Urząd jest przez chwilę niedostępny", "en": "The office is away for a moment",
         "uk": "Установа тимчасово недоступна", "ru": "Учреждение временно недоступно"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", WORDS)
def test_a_database_that_is_away_is_said_so_in_the_readers_language(language: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["przystan_language"] = language

    def away(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        answer = client.get(reverse("hall:kiosk", args=["SZ"]))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    text = answer.content.decode()
    assert WORDS[language] in text
    assert "OperationalError" not in text


@pytest.mark.django_db
def test_another_failure_is_no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("przystan.rooms.reception.views.kiosk.branch_or_404", broken)
    answer = Client(raise_request_exception=False).get(reverse("hall:kiosk", args=["SZ"]))
    assert answer.status_code == 500
    assert "Retry-After" not in answer
