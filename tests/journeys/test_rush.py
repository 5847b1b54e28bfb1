"""A crowd at one second: as many bookings as slots, everybody else told at once, with their words.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from przystan.config.asgi import _render
from przystan.journeys import rush
from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception import public as reception

TOKEN = "a" * 32
PEOPLE, SLOTS = 30, 3
ROBOT = system_actor("test")


def lay() -> list[str]:
    """Make a hall with three times tomorrow; return the addresses of their forms."""
    at = clock.now()
    today = clock.local_date(at)
    with transactions.transaction():
        sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
        reception.add_services(actor=ROBOT, at=at, services=[
            reception.NewService("card", "B", "Odbiór karty", "Collecting a card")])
        reception.set_hours(branch="SZ", actor=ROBOT, at=at, hours=[
            reception.Hours(n, time(8), time(15), today) for n in range(7)])
        reception.set_booking_rule(branch="SZ", actor=ROBOT, at=at, rule=reception.BookingRule(
            "card", today, 20, 0, 1, SLOTS, 2))
        reception.lay_slots(branch="SZ", actor=ROBOT, at=at)
        models.Slot.objects.exclude(
            starts_at__gte=clock.day_end(today),
            starts_at__lt=clock.day_end(today + timedelta(days=1))).delete()
        models.Slot.objects.update(released_at=at)
    starts = models.Slot.objects.order_by("starts_at").values_list("starts_at", flat=True)
    return [f"/book/SZ/card/{s.astimezone(clock.OFFICE_ZONE):%Y%m%d-%H%M}/" for s in starts]


def press(entrance: rush.Rush, address: str, n: int) -> Any:
    """Post one person's form; return a coroutine of status, headers and text."""
    born = date(1970, 1, 1) + timedelta(days=n)
    body = urlencode({
        "csrfmiddlewaretoken": TOKEN, "full_name": f'Próbna "{n}" <b>', "recipient":
        f"osoba{n}@przystan.example", "birth_date_day": born.day,
        "birth_date_month": born.month, "birth_date_year": born.year}).encode()
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    language = ("pl", "en", "uk", "ru")[n % 4]
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": address,
        "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 80),
        "client": (f"10.0.{n}.1", 1), "headers": [
            (b"host", b"127.0.0.1"), (b"accept-language", language.encode()),
            (b"cookie", f"csrftoken={TOKEN}".encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(body)).encode())]}

    async def pressed() -> tuple[int, dict[str, str], str, int]:
        await entrance(scope, receive, send)
        headers = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
        return (sent[0]["status"], headers,
                b"".join(m.get("body", b"") for m in sent[1:]).decode(), n)

    return pressed()


async def crowd(
    addresses: list[str]
) -> tuple[rush.Rush, list[tuple[int, dict[str, str], str, int]], int]:
    rendered = 0

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        nonlocal rendered
        rendered += 1
        await _render(scope, receive, send)

    entrance = rush.Rush(counted)
    answers = await asyncio.gather(*(
        press(entrance, addresses[n % SLOTS], n) for n in range(PEOPLE)))
    if entrance._counting:
        await entrance._counting
    return entrance, answers, rendered


@pytest.mark.django_db(transaction=True)
def test_a_crowd_takes_each_time_once_and_the_others_keep_their_words() -> None:
    addresses = lay()
    # In a thread of its own: a browser's loop may be running in this one.
    with ThreadPoolExecutor(1) as threads:
        entrance, answers, rendered = threads.submit(asyncio.run, crowd(addresses)).result()
    booked = [n for status, _h, _t, n in answers if status == 302]
    refused = [one for one in answers if one[0] == 409]
    assert (len(booked), len(refused)) == (SLOTS, PEOPLE - SLOTS)
    live = models.Booking.objects.filter(ended_at__isnull=True)
    assert live.count() == live.values("slot").distinct().count() == SLOTS
    assert models.BookingAttempt.objects.filter(outcome="taken").count() == len(refused)
    # Nearly all were told without being let in.
    assert rendered < PEOPLE / 2
    assert not entrance.waiting
    assert entrance.inside.total() == 0
    for _status, headers, text, n in refused:
        assert f'lang="{("pl", "en", "uk", "ru")[n % 4]}"' in text
        assert "set-cookie" not in headers or "csrftoken" in headers["set-cookie"]
        assert int(headers["content-length"]) == len(text.encode())
        assert "<!--time-->" not in text
        assert re.search(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d", text)


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_goes_along_escaped_with_a_token_that_serves() -> None:
    addresses = lay()
    models.Slot.objects.filter(pk=models.Slot.objects.earliest("starts_at").pk).update(
        released_at=clock.now() + timedelta(hours=1))
    wanted = rush.ADDRESS.match(addresses[0])
    assert wanted

    async def late() -> tuple[int, dict[str, str], str, int]:
        entrance = rush.Rush(_render)
        entrance.gone[wanted.groups()] = asyncio.get_running_loop().time() + 60  # type: ignore[index]
        answer: tuple[int, dict[str, str], str, int] = await press(entrance, addresses[0], 1)
        if entrance._counting:
            await entrance._counting
        return answer

    with ThreadPoolExecutor(1) as threads:
        status, _headers, text, _n = threads.submit(asyncio.run, late()).result()
    assert status == 409
    assert "<b>" not in text
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text))
    assert fields["full_name"] == "Próbna &quot;1&quot; &lt;b&gt;"
    assert fields["recipient"] == "osoba1@przystan.example"
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = TOKEN
    other = re.search(r'formaction="([^"]+)"', text)
    assert other
    fields["full_name"] = "Osoba Próbna"
    assert client.post(other[1], fields).status_code == 302
    assert models.Booking.objects.count() == 1
    # Shown by itself the page leads to the other times without anybody's words.
    shown = client.get("/book/SZ/card/taken/").content.decode()
    assert 'method="get"' in shown
    assert "csrfmiddlewaretoken" not in shown.split("<main")[1]
