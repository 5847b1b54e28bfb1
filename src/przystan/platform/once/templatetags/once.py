"""The tag `csrf_token`, which on the staff's pages also writes the key of one delivery."""

from __future__ import annotations

import secrets

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from przystan.platform.once.public import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString | str:
    """Write the hidden fields of a form: Django's token, and for who is signed in the key."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return ""
    found = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    user = getattr(context.get("request"), "user", None)
    if user is not None and user.is_authenticated:
        found += format_html(
            '<input type="hidden" name="{}" value="{}" data-przystan-no-draft>',
            FIELD, secrets.token_urlsafe(16))
    return found
