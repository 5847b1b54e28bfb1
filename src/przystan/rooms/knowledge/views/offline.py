"""The script by which a browser keeps the procedures that were opened (a service worker)."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from przystan.platform.accounts.public import public_page
from przystan.platform.pages.public import kept_page
from przystan.rooms.knowledge import public as knowledge

SCRIPT = (Path(__file__).parent / "offline.js").read_text("utf-8")


@public_page
@kept_page()
@never_cache
@require_safe
def offline(request):
    # Another text in the script is how a browser learns that what it keeps has aged.
    return HttpResponse(
        SCRIPT.replace("VERSION", knowledge.texts_version()), content_type="text/javascript")
