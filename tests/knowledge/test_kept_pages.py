"""Kept public pages: the same for everybody in a language, over when something is published."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from psycopg.conninfo import make_conninfo

from przystan.config.asgi import _render
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.pages import keeper
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.knowledge import public as knowledge

pytestmark = pytest.mark.django_db(transaction=True)
ROBOT = accounts.system_actor("test")
CARD = "/uk/procedures/stay/"
TEXT = knowledge.ProcedureText(
    "pl", "Pobyt czasowy", "Jedno zezwolenie", "Kto", "Gdzie", ("wniosek",), "440 zł", "60 dni",
    "Karta")


def publish(title: str) -> None:
    with transactions.transaction():
        knowledge.publish_procedure(actor=ROBOT, at=clock.now(), procedure=knowledge.NewProcedure(
            "stay", "art. 98", "SOC", date(2024, 1, 1),
            (TEXT, replace(TEXT, language="uk", title=title))))


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Office:
    """The keeper in front of the real pages, on a loop of its own, and how often they rendered."""

    rendered: int = 0
    before_answer: Any = None
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        self.keeper = keeper.Keeper(self.render)
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    async def render(self, scope: Any, receive: Any, send: Any) -> None:
        self.rendered += 1

        async def late(message: Any) -> None:
            act, self.before_answer = self.before_answer, None
            if act:
                await asyncio.to_thread(act)
            await send(message)

        await _render(scope, receive, late)

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        path, _, query = path.partition("?")
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        named = {"host": "127.0.0.1", **{k.replace("_", "-"): v for k, v in headers.items()}}
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path,
            "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 80),
            "headers": [(k.encode(), v.encode()) for k, v in named.items()]}
        self.run(self.keeper(scope, receive, send))
        found = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
        assert "x-przystan-kept" not in found
        body = b"".join(m.get("body", b"") for m in sent[1:])
        return Answer(sent[0]["status"], found, body.decode())

    def close(self) -> None:
        self.run(self.keeper.published.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@contextlib.contextmanager
def opened() -> Iterator[Office]:
    publish("Перебування")
    made = Office()
    try:
        yield made
    finally:
        made.close()


def a_page_is_rendered_once_and_a_reader_who_has_it_is_sent_nothing(office: Office) -> None:
    first, again = office.ask(CARD), office.ask(CARD)
    assert (first.status, first.text) == (again.status, again.text)
    assert "Перебування" in again.text
    assert office.rendered == 1
    assert again.headers["cache-control"] == "no-cache"
    assert {"accept-language", "cookie"} <= set(
        again.headers["vary"].lower().replace(" ", "").split(","))
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    held = office.ask(CARD, if_none_match=again.headers["etag"])
    assert (held.status, held.text) == (304, "")
    head = office.ask(CARD, method="HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["content-length"] == str(len(again.text.encode()))
    assert office.rendered == 1
    publish("Побут")
    fresh = office.ask(CARD, if_none_match=again.headers["etag"])
    assert fresh.status == 200
    assert "Побут" in fresh.text


SOMEBODY: list[dict[str, str]] = [
    {"cookie": "sessionid=abc"}, {"cookie": "przystan_language=uk; sessionid=abc"},
    {"cookie": "csrftoken=" + "a" * 32}, {"authorization": "Bearer x"}, {"hx_request": "true"},
]


def who_may_be_somebody_neither_fills_nor_gets_a_kept_page(office: Office) -> None:
    for number, headers in enumerate(SOMEBODY, 1):
        office.ask(CARD, **headers)
        assert len(office.keeper.shelf) == 0
        assert office.rendered == number
    office.ask(CARD)
    rendered = office.rendered
    for number, headers in enumerate(SOMEBODY, 1):
        office.ask(CARD, **headers)
        assert office.rendered == rendered + number


def languages_do_not_mix_by_cookie_or_by_browser(office: Office) -> None:
    def lang(**headers: str) -> str:
        return office.ask("/procedures/", **headers).text.split('lang="')[1][:2]

    for _round in range(2):
        assert lang(accept_language="uk,en;q=0.5") == "uk"
        assert lang(accept_language="ru") == "ru"
        assert lang(cookie="przystan_language=en", accept_language="uk") == "en"
        assert lang(accept_language="de") == lang() == "pl"
    assert office.rendered == 4


def what_is_not_the_same_for_all_is_not_kept(office: Office) -> None:
    for path, status in (("/procedures/?q=pobyt", 200), ("/pl/procedures/none/", 404),
                         ("/complaint/", 200), ("/", 302)):
        assert office.ask(path).status == status
    assert len(office.keeper.shelf) == 0


def an_announcement_leaves_at_its_last_midnight(office: Office) -> None:
    today = clock.local_date(clock.now())
    text = knowledge.NoticeText("pl", "Przerwa w pracy kas", "Kasy stoją.")
    knowledge.publish_notice(actor=ROBOT, at=clock.now(), notice=knowledge.NewNotice(
        kind=knowledge.NoticeKind.ANNOUNCEMENT, starts_on=today, ends_on=today, texts=(text,)))
    assert text.title in office.ask("/news/").text
    assert text.title in office.ask("/news/").text
    assert office.rendered == 1
    left = clock.day_end(today) - datetime.now(clock.OFFICE_ZONE)  # noqa: TID251
    with override_settings(
            CLOCK_OFFSET_SECONDS=(left + timedelta(seconds=1)).total_seconds()):
        assert text.title not in office.ask("/news/").text


def a_page_that_was_begun_before_a_publication_is_not_given_after_it(office: Office) -> None:
    def meanwhile() -> None:
        publish("Побут")
        connection.close()  # of this thread

    office.before_answer = meanwhile
    assert "Перебування" in office.ask(CARD).text
    assert "Побут" in office.ask(CARD).text


def nothing_is_given_from_memory_while_publications_cannot_be_heard(office: Office) -> None:
    office.ask(CARD)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keeper, "listening_address", lambda: "host=127.0.0.1 port=1 dbname=none")
        office.run(office.keeper.published.close())
        assert office.ask(CARD).status == 200
    assert office.rendered == 2


def test_what_is_kept_for_whom_and_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """All in one: each test of its own would empty every table once more."""
    # Every request looks: what is waited for elsewhere is no part of these questions.
    monkeypatch.setattr(keeper, "LOOK_SECONDS", 0)
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    for question in (
        a_page_is_rendered_once_and_a_reader_who_has_it_is_sent_nothing,
        who_may_be_somebody_neither_fills_nor_gets_a_kept_page,
        languages_do_not_mix_by_cookie_or_by_browser, what_is_not_the_same_for_all_is_not_kept,
        an_announcement_leaves_at_its_last_midnight,
        a_page_that_was_begun_before_a_publication_is_not_given_after_it,
        nothing_is_given_from_memory_while_publications_cannot_be_heard,
    ):
        with opened() as office:
            question(office)


def begin(database: str, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "przystan.config.cli", "serve", "--port", str(port), "--workers",
         "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={
            **os.environ, "DJANGO_SETTINGS_MODULE": "przystan.config.settings.test",
            "DATABASE_URL": database})


def read(port: int) -> str:
    """Read the card as a browser without cookies does; wait for a server that begins."""
    until = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{CARD}", timeout=60) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_two_processes_show_what_was_published_a_second_ago() -> None:
    publish("Перебування")
    known = connection.settings_dict
    database = make_conninfo(
        host=known["HOST"] or None, port=known["PORT"] or None, user=known["USER"] or None,
        password=known["PASSWORD"] or None, dbname=known["NAME"])
    ports = []
    for _n in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    servers = [begin(database, port) for port in ports]
    try:
        for port in ports:
            assert read(port) == read(port)
        publish("Побут")
        time.sleep(1)
        for port in ports:
            assert "Побут" in read(port)
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(60)
