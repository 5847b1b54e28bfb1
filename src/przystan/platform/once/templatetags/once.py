"""The tag `csrf_token`, which also writes the key of one delivery where a form acts once."""

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
    """Write the hidden fields of a form: Django's token, and the key of one delivery.

    Staff have it on every page, everybody on the pages whose view is a `public_form`.
    """
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return ""
    found = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    request = context.get("request")
    user = getattr(request, "user", None)
    if getattr(request, "has_public_form", False) or (user and user.is_authenticated):
        found += format_html(
            '<input type="hidden" name="{}" value="{}" data-przystan-no-draft>',
            FIELD, secrets.token_urlsafe(16))
    return found
