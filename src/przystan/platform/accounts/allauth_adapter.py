"""How the office uses django-allauth: staff are added by the administrator, never by themselves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox


class OfficeAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up, and sends by the outbox: a mail server that is away keeps nobody out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        outbox.write_message(
            key=f"account:{uuid4()}", channel="mail", recipient=email, subject=message.subject,
            body=message.body, language=(get_language() or "pl")[:2], at=clock.now())
