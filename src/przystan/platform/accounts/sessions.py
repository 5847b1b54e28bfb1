"""The sessions of the database, read by one plain statement: every request of a reader does so."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.utils.crypto import get_random_string

from przystan.platform.transactions.public import fetch_rows

FOUND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's, but for how it is read: building the statement anew cost more than its answer."""

    def load(self) -> dict[str, Any]:
        """Return what a session holds; nothing once its time is over (by the machine's clock)."""
        rows = fetch_rows(FOUND, [self.session_key, datetime.fromtimestamp(time.time(), UTC)])
        if not rows:
            self._session_key = None
            return {}
        return dict(self.decode(rows[0][0]))

    def _get_new_session_key(self) -> str:
        # Whether it is free is told by writing it: `create` draws another if it is not.
        return get_random_string(32, VALID_KEY_CHARS)
