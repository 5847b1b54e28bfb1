"""A day at the desks of the demo office, with every log kept: nobody's data stand in them."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from django.db import connection

from przystan.config.postgres import EmbeddedPostgres
from tests.personal import found_in, values
from tests.year.conftest import address_of
from tests.year.test_pages import PAGES

pytestmark = pytest.mark.year
HOME = os.environ.get("PRZYSTAN_HOME", "")
# Where what somebody typed comes back as an error, a miss or a refusal.
ASKED = ("/search/?q={}", "/office/person/{}/", "/office/people/register/?q={}",
         "/procedures/?q={}", "/office/calls/contacts/?q={}", "/office/records/?q={}%00",
         "/book/{}/", "/{}/", "/certificates/{}/", "/api/v1/{}/",
         "/office/cases/?q={}&sort={}&page=x")
SENT = ("/complaint/", "/office/people/register/", "/accounts/login/", "/book/SZ/submission/",
        "/office/reception/take/", "/office/person/{}/visit/")


class Browser:
    """Whoever uses the office over HTTP, errors and all."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address, CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask, and send what the form before carried."""
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        wanted = urllib.request.Request(
            self.address + path, body, {"Referer": self.address})
        try:
            with self.opener.open(wanted, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def send(self, page: str, path: str, fields: dict[str, str]) -> int:
        """Fill the form of a page."""
        text = self.ask(page)[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        once = re.search(r'name="once" value="([\w-]+)"', text)
        return self.ask(path, {
            "csrfmiddlewaretoken": token[1] if token else "",
            "once": once[1] if once else "", **fields})[0]


def a_few(wanted: dict[str, str]) -> list[str]:
    """One value of each column, to be typed by somebody."""
    by_column = {column: value for value, column in wanted.items()}
    return [urllib.parse.quote(value[:60], safe="") for value in by_column.values()]


def use_all_of_it(address: str, typed: list[str]) -> set[int]:
    """Open every page of one thing, type everything everywhere; return the answers' states."""
    states: set[int] = set()
    for persona, pages in PAGES.items():
        browser = Browser(address)
        if persona:
            browser.send("/demo/sign-in/", "/demo/sign-in/", {"username": persona})
        states |= {browser.ask(page)[0] for page in pages}
        if persona in ("manager", ""):
            # Every text in three places, every place with many texts.
            asked = [ASKED[(n + k) % len(ASKED)].format(text, text)
                     for n, text in enumerate(typed) for k in range(3)]
            states |= {browser.ask(path)[0] for path in asked}
            for path, text in zip(SENT * len(typed), typed):
                plain = urllib.parse.unquote(text)
                states.add(browser.send(path.format(1), path.format(plain and 1), dict.fromkeys((
                    "full_name", "text", "family_name", "given_names", "username", "login",
                    "password", "number", "recipient", "phone", "birth_date", "service_code"),
                    plain)))
    return states


@pytest.mark.slow
def test_a_days_logs_hold_no_name_number_or_note(
    year: None, year_name: str, office: str, office_logs: Path
) -> None:
    postgres = EmbeddedPostgres(Path(HOME)).base / "server.log" if HOME else Path("none")
    before = postgres.stat().st_size if postgres.exists() else 0
    wanted = values()
    assert len(wanted) > 10_000
    assert {c.split(".")[0].split("_")[0] for c in wanted.values()} > {
        "people", "advisory", "calls", "reception", "documents", "outbox", "accounts"}
    states = use_all_of_it(office, a_few(wanted))
    assert {200, 403, 404} <= states
    worker = subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "worker", "--until-empty"],
        capture_output=True, text=True, timeout=120, env={
            **os.environ, "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo",
            "DATABASE_URL": address_of(year_name)})
    served = (office_logs / "server.log").read_text(errors="replace")
    with postgres.open("rb") if before else open(os.devnull, "rb") as log:
        log.seek(before)
        stored = log.read().decode(errors="replace")
    assert "unknown address" in served, "the log is not the office's"
    assert found_in(served + worker.stdout + worker.stderr + stored, wanted) == []


def test_the_search_finds_what_is_logged_on_purpose(
    year: None, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = values()
    with connection.cursor() as cursor:
        cursor.execute("SELECT family_name FROM people_personname WHERE length(family_name) > 5"
                       " ORDER BY id LIMIT 1")
        name = cursor.fetchone()[0]
        cursor.execute("SELECT value FROM people_identifier ORDER BY id LIMIT 1")
        number = cursor.fetchone()[0]
        cursor.execute("SELECT number FROM people_phone ORDER BY id LIMIT 1")
        phone = cursor.fetchone()[0]
        cursor.execute("SELECT note FROM calls_wrapup WHERE length(note) > 60 ORDER BY id LIMIT 1")
        note = cursor.fetchone()
    logging.getLogger("przystan.rooms.people").warning(
        "registered %s with %s, tel:%s", name.upper(), number, phone)
    found = " ".join(found_in(caplog.text, wanted))
    assert "people_personname" in found
    # Several tables may hold the same number; each value is told once.
    assert number.casefold() in found
    assert phone in found
    if note:
        assert found_in(f"so it was: {note[0]}", wanted)
    assert found_in("2023-12-07 10:00:00 WARNING przystan 3 jobs are done again", wanted) == []
