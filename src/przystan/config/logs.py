"""What a log line may say of an error: which one and where, never what was in its hands.

The messages of exceptions carry values ("Key (number)=(…) already exists", "invalid literal for
int() with base 10: '…'"), and values are names, numbers and notes of persons. So a traceback is
logged as the places it passed, the exception's class and, from the database, the error's code and
constraint. Of a request the route is logged, not the address: whoever types a name into the
address bar has it in the path.
"""

from __future__ import annotations

import logging
import time
import traceback
from copy import copy
from types import TracebackType

from django.http import HttpRequest
from psycopg import Error

Told = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Formatter(logging.Formatter):
    """Writes a record's line, in UTC, and below it its error without the error's message."""

    converter = staticmethod(time.gmtime)
    default_time_format, default_msec_format = "%Y-%m-%dT%H:%M:%S", "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record = copy(record)
            record.msg, record.args = "%s %s by %s: %s", (
                request.method, getattr(record, "status_code", ""), _asker(request),
                _route(request))
        return super().format(record)

    def formatException(self, ei: Told) -> str:  # noqa: N802 - the name of logging
        return "\n".join(_lines(ei[1])) if ei[1] is not None else ""


def _asker(request: HttpRequest) -> str:
    """The number of the account; of the public nothing is known."""
    # Read already, or not at all: a log line makes no query.
    user = vars(request).get("_cached_user")
    return f"account {user.pk}" if user is not None and user.pk else "nobody"


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.route if match else "unknown address"


def _lines(error: BaseException) -> list[str]:
    lines = [_name(e) for e in _chain(error)]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
    return lines


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, each once."""
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found


def _name(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, Error):
        name += f" {error.sqlstate or ''} {error.diag.constraint_name or ''}".rstrip()
    return name
