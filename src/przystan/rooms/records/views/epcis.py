"""EPCIS 2.0 query interface, read only: what happened to folders, page by page."""

from __future__ import annotations

from dataclasses import replace

from django.http import JsonResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.rooms.records import public as records

MOST = 1000
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"


class _Odd(Exception):
    """A parameter that cannot be understood."""


@requires(Permission.RECORDS_VIEW)
@require_GET
def events(request):
    """Answer GE_eventTime, LT_eventTime, MATCH_epc, perPage and nextPageToken of EPCIS 2.0."""
    try:
        per_page = _number(request, "perPage", 30, MOST)
        offset = _number(request, "nextPageToken", 0, 10**9)
        found = list(records.folder_events(
            since=_time(request, "GE_eventTime"), until=_time(request, "LT_eventTime"),
            epcs=_epcs(request), offset=offset, limit=per_page + 1))
    except _Odd as odd:
        return JsonResponse({"type": "epcisException:QueryParameterException",
                             "title": str(odd), "status": 400}, status=400)
    base = request.build_absolute_uri("/").rstrip("/")
    answer = JsonResponse({
        "@context": [CONTEXT], "type": "EPCISQueryDocument", "schemaVersion": "2.0",
        "creationDate": clock.now().isoformat(timespec="milliseconds"),
        "epcisBody": {"queryResults": {"queryName": "SimpleEventQuery", "resultsBody": {
            "eventList": [records.epcis_event(e, base=base) for e in found[:per_page]]}}},
    })
    if len(found) > per_page:
        more = request.GET.copy()
        more["nextPageToken"] = str(offset + per_page)
        answer["Link"] = f'<{request.path}?{more.urlencode()}>; rel="next"'
    return answer


def _number(request, name, default, most):
    text = request.GET.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise _Odd(f"{name}: expected a number up to {most}")
    return int(text)


def _time(request, name):
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise _Odd(f"{name}: expected a date and time with its offset")
    return at


def _epcs(request):
    """A pure identity names a tag whatever its filter is; a tag URI names one number."""
    text = request.GET.get("MATCH_epc", "")
    if not text:
        return ()
    try:
        tag = records.read_tag_uri(text)
    except records.NotATag as wrong:
        raise _Odd(f"MATCH_epc: {wrong}") from wrong
    filters = range(8) if text.startswith("urn:epc:id:") else (tag.filter,)
    return tuple(records.encode_tag(replace(tag, filter=f)) for f in filters)
