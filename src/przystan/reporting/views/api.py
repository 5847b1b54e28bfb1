"""Figures and open data for programs: keys with scopes, a limit for each minute, JSON only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.limits.public import network_address
from przystan.reporting import openapi, opendata
from przystan.reporting import public as reporting
from przystan.rooms.finance import public as finance

# Requests in one minute: of a key, and of an address that shows none.
WITH_KEY, WITHOUT_KEY = 120, 30
NONE, FIGURES = None, reporting.ApiScope.FIGURES


class Refused(Exception):
    """The request is answered with an error; says its status and why."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def _error(status: int, words: str) -> JsonResponse:
    answer = JsonResponse({"error": words}, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if status == 429:
        answer["Retry-After"] = "60"
    return answer


def _key(request: HttpRequest) -> reporting.ApiKey | None:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    found = reporting.find_key(token=token.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        raise Refused(401, "This key is unknown or revoked.")
    return found


def _count(request: HttpRequest, key: reporting.ApiKey | None) -> None:
    """Count a request in its minute. Of an address only a keyed hash is kept, for two minutes."""
    minute = clock.now().strftime("%Y%m%d%H%M")
    who = f"key {key.id}" if key else f"address {network_address(request)}"
    name = "api:" + salted_hmac("reporting.api", f"{minute} {who}", algorithm="sha256").hexdigest()
    cache.add(name, 0, timeout=120)
    try:
        count = cache.incr(name)
    except ValueError:
        # Its time ended between the two statements.
        return
    if count > (WITH_KEY if key else WITHOUT_KEY):
        raise Refused(429, "Too many requests in this minute.")


def _admit(request: HttpRequest, scope: reporting.ApiScope | None) -> None:
    key = _key(request)
    _count(request, key)
    if scope is None:
        return
    if key is None:
        raise Refused(401, "A key is needed.")
    if scope not in key.scopes:
        raise Refused(403, "The key does not open this.")


def _answered(scope: reporting.ApiScope | None) -> Callable[..., Callable[..., HttpResponse]]:
    """Check key, scope and limit, and turn what is refused into JSON."""

    def decorate(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @public_page
        @require_GET
        @wraps(view)
        def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
            try:
                _admit(request, scope)
                answer = JsonResponse(view(request, **values), json_dumps_params={
                    "ensure_ascii": False, "indent": 1})
            except Refused as refused:
                return _error(refused.status, refused.words)
            except (reporting.UnknownFigure, reporting.PublicationNotFound):
                return _error(404, "There is no such thing.")
            except finance.ProjectNotFound:
                return _error(404, "The office has no project yet.")
            if scope is None:
                answer["Access-Control-Allow-Origin"] = "*"
            return answer

        return guarded

    return decorate


def _as_of(request: HttpRequest) -> date:
    try:
        asked = request.GET.get("as_of")
        return date.fromisoformat(asked) if asked else clock.local_date(clock.now())
    except ValueError as odd:
        raise Refused(400, "as_of is a day: YYYY-MM-DD.") from odd


def _figure(f: reporting.Figure) -> dict[str, Any]:
    return {"code": f.code, "label": _(f.label), "value": str(f.value), "unit": f.unit.value,
            "definition_version": f.definition_version, "as_of": f.as_of.isoformat(),
            "rows": f.rows, "rows_hash": f.rows_hash}


@_answered(NONE)
def openapi_document(request: HttpRequest) -> dict[str, Any]:
    """Return the description of this interface."""
    return openapi.document()


@_answered(NONE)
def nothing(request: HttpRequest, rest: str) -> dict[str, Any]:
    """Say in the interface's own form that there is nothing at this address."""
    raise Refused(404, "There is no such thing.")


@_answered(FIGURES)
def figures(request: HttpRequest) -> dict[str, Any]:
    """Return every figure of the catalogue."""
    as_of = _as_of(request)
    found = reporting.compute(codes=[d.code for d in reporting.DEFINITIONS], as_of=as_of)
    return {"as_of": as_of.isoformat(), "figures": [_figure(f) for f in found]}


@_answered(FIGURES)
def figure(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return one figure."""
    return _figure(reporting.compute(codes=[code], as_of=_as_of(request))[0])


@_answered(FIGURES)
def months(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return what each month added to a figure."""
    as_of = _as_of(request)
    found = reporting.list_months(code=code, as_of=as_of)
    return {"code": code, "as_of": as_of.isoformat(),
            "months": [{"month": m.month.isoformat(), "value": str(m.value)} for m in found]}


@_answered(FIGURES)
def measures(request: HttpRequest) -> dict[str, Any]:
    """Return the measures of two figures."""
    as_of = _as_of(request)
    return {"as_of": as_of.isoformat(), "measures": [
        {"code": r.ratio.code, "label": _(r.ratio.label), "form": r.ratio.form.value,
         "value": None if r.value is None else str(r.value), "numerator": r.numerator.code,
         "denominator": r.denominator.code}
        for r in reporting.compute_ratios(as_of=as_of)]}


@_answered(NONE)
def publications(request: HttpRequest) -> dict[str, Any]:
    """Return what was published."""
    return {"publications": [
        {"id": p.id, "as_of": p.as_of.isoformat(), "public_from": p.public_from.isoformat(),
         "revises": p.revises, "revised_by": p.revised_by, "revision_note": p.reason}
        for p in reporting.list_public(at=clock.now())]}


@_answered(NONE)
def publication(request: HttpRequest, publication_id: int) -> dict[str, Any]:
    """Return one publication."""
    found = reporting.get_publication(publication_id=publication_id)
    if not found.is_public(clock.now()):
        raise reporting.PublicationNotFound(publication_id)
    return opendata.as_json(found)
