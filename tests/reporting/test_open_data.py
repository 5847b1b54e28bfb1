"""Open data and the interface for programs: addresses, notes, schemas, keys, limits."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import resolve, reverse
from django.utils import translation

from przystan.platform.accounts.public import Role, system_actor
from przystan.platform.clock import public as clock
from przystan.reporting import models, openapi, urls_api
from przystan.reporting import public as reporting
from przystan.reporting.views import api
from przystan.rooms.advisory.testing import make_staff
from przystan.rooms.finance import public as finance

pytestmark = pytest.mark.django_db
AT = clock.day_start(datetime(2023, 9, 10).date())  # noqa: DTZ001 - a day of the office
ACTOR = system_actor("first")
LAST = AT.date().replace(month=8, day=31)


@pytest.fixture(autouse=True)
def _office(settings: Any) -> Iterator[None]:
    cache.clear()
    settings.CLOCK_OFFSET_SECONDS = (AT + timedelta(hours=12) - clock.now()).total_seconds()
    finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=AT.date().replace(year=2022), ends_on=LAST, actor=ACTOR,
        at=AT - timedelta(days=90))
    with translation.override("en"):
        yield


def publish(reason: str = "", revises: int | None = None) -> int:
    make_id = reporting.propose_publication(
        actor=ACTOR, at=AT, as_of=LAST, reason=reason, revises=revises)
    make_staff(f"second{make_id}", Role.MANAGER)
    user = get_user_model().objects.get(username=f"second{make_id}")
    reporting.decide_publication(
        actor=replace(ACTOR, user_id=user.pk, name="second"), at=AT, publication_id=make_id,
        decision=reporting.Decision.APPROVED)
    return make_id


def get(address: str, token: str = "") -> Any:
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    return Client(HTTP_ACCEPT_LANGUAGE="en").get(address, **headers)


def test_a_revision_keeps_the_first_address_and_says_why() -> None:
    first = publish()
    before = get(reverse("statistics:publication_file", args=[first, "csv"])).content
    second = publish("one card was found", first)
    assert get(reverse("statistics:publication_file", args=[first, "csv"])).content == before
    day = reverse("statistics:day_file", args=[LAST.isoformat(), "json"])
    found = json.loads(get(day).content)
    assert (found["publication"], found["revises"]) == (second, first)
    assert found["revision_note"] == "one card was found"
    rows = list(csv.DictReader(io.StringIO(before.decode())))
    assert [r["code"] for r in rows] == [d.code for d in reporting.PUBLISHED]
    assert get(reverse("statistics:latest", args=["csv"])).content.startswith(b"as_of,publication")
    for wrong in (reverse("statistics:day_file", args=["2023-99-99", "csv"]),
                  reverse("statistics:day_file", args=["2020-01-01", "csv"]),
                  reverse("statistics:publication_file", args=[999, "csv"]),
                  reverse("statistics:publication_file", args=[first, "exe"])):
        assert get(wrong).status_code == 404, wrong


def test_the_record_names_every_publication_with_its_files() -> None:
    first = publish()
    second = publish("a reason", first)
    record = json.loads(get(reverse("statistics:dcat")).content)
    assert record["@type"] == "dcat:Catalog"
    for term in ("dct:title", "dct:description", "dct:publisher", "dcat:dataset", "dct:license"):
        assert record[term]
    datasets = {d["@id"].rstrip("/").rsplit("/", 1)[1]: d for d in record["dcat:dataset"]}
    assert set(datasets) == {str(first), str(second)}
    assert datasets[str(second)]["adms:versionNotes"] == "a reason"
    assert datasets[str(first)]["dct:isReplacedBy"]
    for dataset in datasets.values():
        for file in dataset["dcat:distribution"]:
            address = re.sub(r"^https?://[^/]+", "", file["dcat:accessURL"]["@id"])
            assert get(address).status_code == 200
    said = json.loads(get(reverse("statistics:definitions")).content)["definitions"]
    assert {d["code"] for d in said} == {d.code for d in reporting.PUBLISHED}
    assert all(set(d["label"]) == {"pl", "en", "uk", "ru"} for d in said)
    assert "OpenAPI" in get(reverse("statistics:data")).content.decode()


def key(*scopes: reporting.ApiScope) -> str:
    return reporting.make_key(actor=ACTOR, at=AT, name="a program", scopes=scopes)


def test_every_path_is_described_and_answers_as_described() -> None:
    made, token = publish(), key(reporting.ApiScope.FIGURES)
    described = json.loads(get(reverse("api:openapi")).content)
    assert described == json.loads(json.dumps(openapi.document()))
    ours = {"/api/" + re.sub(r"<(?:str|int):(\w+)>", r"{\1}", str(p.pattern))
            for p in urls_api.urlpatterns} - {
                "/api/openapi.json", "/api/<path:rest>"}
    assert set(described["paths"]) == ours
    for path, described_path in described["paths"].items():
        asked = path.format(code="calls.outgoing", publication_id=made)
        assert resolve(asked)
        answer = get(asked, token)
        assert answer.status_code == 200, path
        schema = described_path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema_rs.validate({**schema, "components": described["components"]},
                               json.loads(answer.content))


def test_keys_open_what_they_say_and_only_their_hash_is_kept() -> None:
    figures = reverse("api:figures")
    assert get(figures).status_code == 401
    assert get(figures, "prz_wrong").status_code == 401
    assert get(figures, key(reporting.ApiScope.OPEN)).status_code == 403
    token = key(reporting.ApiScope.FIGURES)
    assert get(figures, token).status_code == 200
    assert get(reverse("api:publications")).status_code == 200
    assert not any(token in str(vars(row)) for row in models.ApiKey.objects.all())
    newest = reporting.list_keys()[0]
    reporting.revoke_key(actor=ACTOR, at=AT, key_id=newest.id)
    assert get(figures, token).status_code == 401
    with pytest.raises(reporting.KeyRefused):
        reporting.revoke_key(actor=ACTOR, at=AT, key_id=newest.id)
    with pytest.raises(reporting.KeyRefused):
        key()


def test_what_is_wrong_is_said_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    token = key(reporting.ApiScope.FIGURES)
    for address, status in ((f"{reverse('api:figures')}?as_of=2023-13-01", 400),
                            (reverse("api:figure", args=["no.such"]), 404),
                            (reverse("api:publication", args=[77]), 404)):
        answer = get(address, token)
        assert answer.status_code == status
        assert json.loads(answer.content)["error"]
    monkeypatch.setattr(api, "WITHOUT_KEY", 3)
    answers = [get(reverse("api:publications")).status_code for _ in range(5)]
    assert answers[-1] == 429
    assert get(reverse("api:publications"), token).status_code == 200
    assert get(reverse("api:publications"))["Retry-After"] == "60"


def test_the_screen_shows_a_key_once() -> None:
    make_staff("admin1", Role.ADMINISTRATOR)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(get_user_model().objects.get(username="admin1"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("reporting:keys")
    made = client.post(address, {"name": "a site", "scopes": ["open"]})
    token = re.search(r"prz_[\w-]{40,}", made.content.decode())
    assert token
    assert made["Cache-Control"] == "no-store"
    assert token[0] not in client.get(address).content.decode()
    assert get(reverse("api:publications"), token[0]).status_code == 200
    revoke = reverse("reporting:revoke_key", args=[reporting.list_keys()[0].id])
    assert "opens nothing any more" in client.post(revoke, follow=True).content.decode()
    assert get(reverse("api:publications"), token[0]).status_code == 401
