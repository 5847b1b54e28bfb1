"""Publishing on screens: proposed, approved by somebody else, public after its embargo."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts.public import Role, system_actor
from przystan.platform.clock import public as clock
from przystan.reporting import public as reporting
from przystan.rooms.advisory.testing import make_staff
from przystan.rooms.finance import public as finance

AT = clock.day_start(datetime(2023, 9, 10).date())  # noqa: DTZ001 - a day of the office
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(settings: Any) -> None:
    settings.CLOCK_OFFSET_SECONDS = (AT + timedelta(hours=12) - clock.now()).total_seconds()
    finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=AT.date().replace(year=2022), ends_on=AT.date().replace(month=8),
        actor=system_actor("test"), at=AT - timedelta(days=90))


def client_of(name: str, role: Role = Role.MANAGER) -> Client:
    users = get_user_model().objects
    if not users.filter(username=name).exists():
        make_staff(name, role)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(users.get(username=name),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_from_a_proposal_to_everybody() -> None:
    first, second = client_of("first"), client_of("second")
    page = first.post(reverse("reporting:propose"), {
        "as_of": "2023-08-31", "public_from": "2023-09-11"}, follow=True)
    assert "waits for a second person" in text(page)
    (made,) = reporting.list_publications()
    decide = reverse("reporting:decide", args=[made.id])
    own = text(first.post(decide, {"decision": "approved"}, follow=True))
    assert "somebody else than who proposed" in own
    assert "A refusal needs one" in text(second.get(decide.removesuffix("decide/")))
    seen = text(second.post(decide, {"decision": "approved"}, follow=True))
    assert "approved, not public yet" in seen
    public = Client(HTTP_ACCEPT_LANGUAGE="en")
    address = reverse("statistics:publication", args=[made.id])
    assert public.get(address).status_code == 404
    assert "Nothing is published yet" in text(public.get(reverse("statistics:publications")))


def test_the_embargo_ends_and_a_revision_says_why(settings: Any) -> None:
    first, second = client_of("first"), client_of("second")
    first.post(reverse("reporting:propose"), {"as_of": "2023-08-31"})
    (made,) = reporting.list_publications()
    second.post(reverse("reporting:decide", args=[made.id]), {"decision": "approved"})
    public = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert "as of" in text(public.get(reverse("statistics:publication", args=[made.id])))
    refused = text(first.post(reverse("reporting:propose"), {"as_of": "2023-08-31"}))
    assert "published or proposed already" in refused
    revise = f"{reverse('reporting:propose')}?revises={made.id}"
    first.post(revise, {"reason": "one card was found"})
    revision = next(p for p in reporting.list_publications() if p.revises == made.id)
    second.post(reverse("reporting:decide", args=[revision.id]), {"decision": "approved"})
    listed = text(public.get(reverse("statistics:publications")))
    assert "one card was found" in listed
    assert "revised" in listed


def test_who_may_not_publish_sees_no_button_and_gets_no_page() -> None:
    auditor = client_of("auditor", Role.AUDITOR)
    assert reverse("reporting:propose") not in text(
        auditor.get(reverse("reporting:publications")))
    assert auditor.get(reverse("reporting:propose")).status_code == 403
