"""What a browser is told to refuse, and how production's cookies are called."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts.public import Role
from przystan.rooms.advisory.testing import make_staff

ASK = """
import json
from django.conf import settings as s
print(json.dumps({n: getattr(s, n) for n in (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE", "CSRF_COOKIE_PATH", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE", "LANGUAGE_COOKIE_PATH", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "DEBUG")}))
"""


def production(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, text=True, timeout=60,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "przystan.config.settings.production",
             **environment})


def test_productions_cookies_are_of_this_host_alone_and_tls_is_all_there_is() -> None:
    done = production(PRZYSTAN_SECRET_KEY="k" * 60, PRZYSTAN_PSEUDONYM_KEY="p" * 40)
    told = json.loads(done.stdout)
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert told[f"{name}_COOKIE_NAME"].startswith("__Host-")
        assert told[f"{name}_COOKIE_SECURE"] is True
        assert told[f"{name}_COOKIE_PATH"] == "/"
    assert told["SESSION_COOKIE_HTTPONLY"]
    assert told["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert told["SECURE_SSL_REDIRECT"]
    assert not told["DEBUG"]


def test_production_without_its_secrets_does_not_start() -> None:
    done = production(PRZYSTAN_SECRET_KEY="short", PRZYSTAN_PSEUDONYM_KEY="")
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr


@pytest.mark.django_db
def test_every_answer_tells_the_browser_what_to_refuse(client: Client) -> None:
    for path in ("/procedures/", "/accounts/login/", "/nothing/"):
        answer = client.get(path)
        policy = answer["Content-Security-Policy"]
        for wanted in ("default-src 'self'", "object-src 'none'", "base-uri 'none'",
                       "frame-ancestors 'none'", "form-action 'self'"):
            assert wanted in policy, path
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_what_a_signed_in_reader_was_shown_stays_in_no_cache(client: Client) -> None:
    assert "no-store" not in client.get("/procedures/").get("Cache-Control", "")
    actor = make_staff("admin", Role.ADMINISTRATOR)
    client.force_login(get_user_model().objects.get(pk=actor.user_id),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("audit:list"))["Cache-Control"] == "no-store"
