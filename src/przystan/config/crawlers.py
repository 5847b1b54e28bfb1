"""What search engines are told: which addresses to leave alone, and which pages there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from przystan.config.page import PUBLIC
from przystan.platform.accounts.public import public_page
from przystan.platform.pages.public import kept_page
from przystan.rooms.knowledge import public as knowledge

# Pages of one person or one screen: whoever has the link may open it, nobody should find it.
KEPT_OUT = ("/office/", "/accounts/", "/search/", "/visit/", "/wait/", "/ticket/", "/kiosk/",
            "/display/", "/pad/", "/certificates/", "/survey/", "/demo/", "/api/")
KEPT_FOR_SECONDS = 3600

if TYPE_CHECKING:
    _Texts: TypeAlias = Sitemap[str]
    _Statuses: TypeAlias = Sitemap[knowledge.ProcedureStatus]
else:
    # Generic for the checker only.
    _Texts = _Statuses = Sitemap


class _OfOffice:
    """The office's own address, whatever name the reader's request used."""

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.PUBLIC_ADDRESS).netloc

    def get_protocol(self, protocol: object = None) -> str:
        return urlsplit(settings.PUBLIC_ADDRESS).scheme


class Pages(_OfOffice, _Texts):
    """The pages of the public navigation, each in the reader's language at one address."""

    def items(self) -> list[str]:
        return [route for _title, route in PUBLIC]

    def location(self, item: str) -> str:
        return reverse(item)


class Start(_OfOffice, _Texts):
    """The list of procedures, at an address for each language."""

    i18n = alternates = True

    def items(self) -> list[str]:
        return ["portal:start_in"]

    def location(self, item: str) -> str:
        return reverse(item, args=[get_language()])


class Procedures(_OfOffice, _Statuses):
    """Every published procedure in every language that it has."""

    i18n = alternates = True

    def items(self) -> list[knowledge.ProcedureStatus]:
        return [p for p in knowledge.list_statuses() if not p.is_withdrawn]

    def get_languages_for_item(self, item: knowledge.ProcedureStatus) -> list[str]:
        return [language for language, state in item.states if state]

    def location(self, item: knowledge.ProcedureStatus) -> str:
        return reverse("portal:procedure", args=[get_language(), item.slug])


@public_page
@kept_page()
@require_safe
@cache_control(public=True, max_age=KEPT_FOR_SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    """Say which addresses no search engine shall visit, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT), "",
             f"Sitemap: {settings.PUBLIC_ADDRESS}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page
@kept_page()
@require_safe
@cache_control(public=True, max_age=KEPT_FOR_SECONDS)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages with their other languages, as sitemaps.org describes it."""
    return render_sitemap(
        request, {"pages": Pages, "start": Start, "procedures": Procedures})
