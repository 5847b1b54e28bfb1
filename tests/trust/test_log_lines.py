"""A log line of an error says which and where, never with what."""

from __future__ import annotations

import io
import logging

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from przystan.config.logs import Formatter


def line_of(error: BaseException) -> str:
    record = logging.LogRecord(
        "przystan", logging.ERROR, "here.py", 1, "a page failed", (),
        (type(error), error, error.__traceback__))
    return Formatter("{levelname} {message}", style="{").format(record)


def caught(number: str) -> BaseException:
    try:
        try:
            int(number)
        except ValueError as wrong:
            raise LookupError(f"nobody is called {number}") from wrong
    except LookupError as error:
        return error
    raise AssertionError


def test_an_errors_message_is_left_out_and_its_place_is_told() -> None:
    told = line_of(caught("Wiśniewska"))
    assert "Wiśniewska" not in told
    assert "builtins.LookupError" in told
    assert "builtins.ValueError" in told
    assert "test_log_lines.py" in told


@pytest.mark.django_db
def test_a_refused_row_is_told_by_its_code_and_constraint() -> None:
    insert = "INSERT INTO sites_branch (code, name, town) VALUES ('ZZ', 'Wiśniewska', '')"
    with connection.cursor() as cursor:
        cursor.execute(insert)
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            cursor.execute(insert)
    told = line_of(refused.value)
    assert "ZZ" not in told
    assert "23505 sites_branch_pkey" in told


@pytest.mark.django_db
def test_an_address_is_told_by_its_route(client: Client) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter("{levelname} {name} {message}", style="{"))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get("/wiśniewska/?q=wiśniewska")
        client.get("/certificates/wiśniewska/")
    finally:
        logger.removeHandler(handler)
    told = stream.getvalue()
    assert "GET 404 by nobody: unknown address" in told
    assert "wiśniewska" not in told.casefold()
    assert "wi%" not in told.casefold()


def test_every_process_of_the_office_writes_such_lines() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == "przystan.config.logs.Formatter"
    assert [h["formatter"] for h in settings.LOGGING["handlers"].values()] == ["line"]
