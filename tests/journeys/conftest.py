"""A small office: two branches, one project; somebody signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import testing as advisory_testing

Sign = Callable[..., Client]
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")


def text(response: Any) -> str:
    """Return an answer's text."""
    return str(response.content.decode())


@pytest.fixture
def office(db: None) -> int:
    """Two branches and the project of the year 2022/23; returns the project's id."""
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])
    return advisory_testing.make_project()


@pytest.fixture
def sign_in(office: int, settings: Any) -> Sign:
    """Give a client of a user with some roles (an adviser's, unless named), in English."""
    settings.LANGUAGE_CODE = "en"

    def enter(*roles: accounts.Role, username: str = "u", name: str = "Anna Testowa",
              language: str = "en", branch: str | None = None) -> Client:
        user = accounts.add_user(
            username=username, display_name=name, email="", language=language,
            password=None, actor=SYSTEM, at=AT)
        for role in roles or (accounts.Role.ADVISER,):
            accounts.grant_role(user_id=user, role=role, branch=branch, actor=SYSTEM, at=AT)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=user),
                           backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["przystan_language"] = language
        return client

    return enter
