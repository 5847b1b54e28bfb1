"""What three databases and a pooler before them ask of the product."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import InternalError, connection
from django.test import Client, RequestFactory
from psycopg.conninfo import conninfo_to_dict

from przystan.config import cli
from przystan.config.settings.base import database
from przystan.platform.live.public import listening_address

THREE = ("postgresql://office:secret@db1:5432,db2:5433,db3:5434/przystan"
         "?target_session_attrs=read-write")
SOURCES = Path(__file__).parents[2] / "src"


def test_every_host_and_option_of_the_address_is_kept() -> None:
    known: dict[str, Any] = database(THREE)
    assert (known["HOST"], known["PORT"]) == ("db1,db2,db3", "5432,5433,5434")
    assert known["OPTIONS"]["target_session_attrs"] == "read-write"
    # A request that meets a leader on its way out must not wait for the next one.
    assert known["OPTIONS"]["pool"]["timeout"] + known["OPTIONS"]["connect_timeout"] < 10


@pytest.mark.django_db
def test_news_are_listened_for_where_they_are_announced(monkeypatch: Any) -> None:
    monkeypatch.setitem(
        connection.settings_dict["OPTIONS"], "target_session_attrs", "read-write")
    known = conninfo_to_dict(listening_address())
    assert known["target_session_attrs"] == "read-write"
    assert known["dbname"] == connection.settings_dict["NAME"]
    with psycopg.connect(listening_address()) as listener:
        assert listener.execute("SELECT current_database()").fetchone() == (known["dbname"],)


def test_behind_a_pooler_news_are_listened_for_at_the_database_itself(settings: Any) -> None:
    settings.POOLER, settings.DATABASE_URL = "postgresql://pooler/przystan", THREE
    assert listening_address() == THREE


@pytest.mark.parametrize(("command", "goes_by_it"), [
    (["serve"], True), (["worker"], False), (["figures"], False), (["migrate"], False)])
def test_the_pages_alone_go_by_the_pooler(
    command: list[str], goes_by_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def note(_options: object) -> int:
        seen.append(os.environ.get("DATABASE_POOLER_URL"))
        return 0

    monkeypatch.setattr(cli, "_run", note)
    monkeypatch.setenv("DATABASE_POOLER_URL", "postgresql://pooler/przystan")
    assert cli.main(command) == 0
    assert seen == ["postgresql://pooler/przystan" if goes_by_it else None]
    assert os.environ["DATABASE_POOLER_URL"] == "postgresql://pooler/przystan"


def test_nothing_is_set_or_locked_for_longer_than_a_transaction() -> None:
    """What a page set for its connection, the next page behind a pooler would find."""
    call = re.compile(r"set_config\((?:[^()]|\([^()]*\))*\)")
    wrong = []
    for path in SOURCES.rglob("*.py"):
        text = path.read_text()
        wrong += [f"{path.name}: {c}" for c in call.findall(text) if "true)" not in c]
        if re.search(r"pg_(try_)?advisory_lock\(", text):
            wrong.append(f"{path.name}: a lock that outlives its transaction")
    assert wrong == []


@pytest.mark.django_db
def test_a_database_that_may_no_longer_be_written_to_is_away() -> None:
    from przystan.config.views import server_error

    client = Client(raise_request_exception=False)

    def demoted(*_: object) -> None:
        raise InternalError("read-only") from psycopg.errors.ReadOnlySqlTransaction("25006")

    with connection.execute_wrapper(demoted):
        answer = client.get("/kiosk/SZ/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    try:
        raise InternalError("something else")
    except InternalError:
        assert server_error(RequestFactory().get("/")).status_code == 500
