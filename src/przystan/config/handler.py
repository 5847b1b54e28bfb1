"""The office's pages, of which two that wait for each other are both done.

An act takes its locks and writes its lines in the audit as it goes. Two requests that each hold
what the other wants are a deadlock: PostgreSQL ends one, nothing of which is kept, and here it
begins anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from psycopg.errors import DeadlockDetected

ATTEMPTS = 3
View = Callable[..., HttpResponseBase]

log = logging.getLogger(__name__)


class OfficeHandler(WSGIHandler):
    """Django's handler; a view that PostgreSQL ended for a deadlock is called again."""

    def make_view_atomic(self, view: View) -> View:
        """Wrap a view in its transaction, and try again what was ended for a deadlock."""
        atomic: View = super().make_view_atomic(view)
        if atomic is view:
            return view

        @wraps(view)
        def again(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
            for attempt in range(1, ATTEMPTS):
                try:
                    return atomic(request, *args, **more)
                except OperationalError as error:
                    if not isinstance(error.__cause__, DeadlockDetected):
                        raise
                    log.warning("begun anew after deadlock %d: %s", attempt, view.__module__)
                    _forget(request)
            return atomic(request, *args, **more)

        return again


def _forget(request: HttpRequest) -> None:
    """Take back what the view left at the request: messages, and how far files were read."""
    if hasattr(request, "_messages"):
        request._messages._queued_messages.clear()
    for _name, files in request.FILES.lists():
        for file in files:
            file.seek(0)
