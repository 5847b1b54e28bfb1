"""The demo's texts, published once a module: each test sees them and changes nothing of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from przystan.demo.texts import publish_texts, record_rates
from przystan.platform.accounts.public import system_actor


@pytest.fixture(scope="module")
def texts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Publish the demo's procedure cards and rates; taken back after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        robot = system_actor("test")
        publish_texts(actor=robot)
        record_rates(actor=robot)
        yield
        transaction.set_rollback(True)
