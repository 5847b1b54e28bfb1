"""The status code on the case page: shown once, replaced, withdrawn."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.audit.models import Entry
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")


@pytest.fixture
def case_id(db: None) -> int:
    del db
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin"),
                              sites.Branch("KO", "Koszalin", "Koszalin")])
    cases.set_case_types(actor=ROBOT, at=AT, types=[
        cases.CaseType("work", "Praca", "Work", "6151", "art. 114", True)])
    return cases.open_case(
        unit="SOC-II", type_code="work", received_on=date(2023, 3, 1), person_id=None,
        channel=cases.Channel.POST, branch="SZ", actor=ROBOT, at=AT)


def client_of(role: accounts.Role, branch: str | None = None) -> Client:
    user = accounts.add_user(
        username="u", display_name="Magda", email="", language="en", password=None,
        actor=ROBOT, at=AT)
    accounts.grant_role(user_id=user, role=role, branch=branch, actor=ROBOT, at=AT)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["przystan_language"] = "en"
    return client


def issue(client: Client, case_id: int, **data: str) -> tuple[str, str]:
    answer = client.post(f"/office/cases/{case_id}/status-code/", data)
    assert "no-store" in answer["Cache-Control"]
    number, pin = re.findall(r"<dd>([0-9]+)</dd>", answer.content.decode())
    return number, pin


def test_a_code_is_shown_once_and_opens_the_case(case_id: int) -> None:
    client = client_of(accounts.Role.CASE_OFFICER)
    page = client.get(f"/office/cases/{case_id}/").content.decode()
    assert "Issue a status code" in page
    number, pin = issue(client, case_id)
    found = cases.case_by_status_code(number=number, pin=pin, at=clock.now())
    assert found.id == case_id
    page = client.get(f"/office/cases/{case_id}/").content.decode()
    assert number in page
    assert pin not in page.replace(number, "")
    assert not any(pin in str(line.details) for line in Entry.objects.all())


def test_a_new_code_is_asked_for_and_replaces_the_old(case_id: int) -> None:
    client = client_of(accounts.Role.CASE_OFFICER)
    number, pin = issue(client, case_id)
    asked = client.post(f"/office/cases/{case_id}/status-code/").content.decode()
    assert "stops working at once" in asked
    live = cases.live_code_of(case_id=case_id)
    assert live is not None
    assert live.number == number
    other, _pin = issue(client, case_id, confirmed="1")
    assert other != number
    with pytest.raises(cases.StatusRefused):
        cases.case_by_status_code(number=number, pin=pin, at=clock.now() + timedelta(days=1))


def test_a_code_is_withdrawn_after_asking(case_id: int) -> None:
    client = client_of(accounts.Role.CASE_OFFICER)
    issue(client, case_id)
    where = f"/office/cases/{case_id}/status-code/withdraw/"
    assert "Withdraw the status code?" in client.post(where).content.decode()
    assert cases.live_code_of(case_id=case_id) is not None
    page = client.post(where, {"confirmed": "1"}, follow=True).content.decode()
    assert "The status code is withdrawn" in page
    assert cases.live_code_of(case_id=case_id) is None


def test_only_who_edits_this_branch_issues_codes(case_id: int) -> None:
    client = client_of(accounts.Role.CASE_OFFICER, "KO")
    assert client.post(f"/office/cases/{case_id}/status-code/").status_code == 403
    assert "Status by telephone" not in client.get(
        f"/office/cases/{case_id}/").content.decode()
    assert client.post("/office/cases/999999/status-code/").status_code == 404
    assert cases.live_code_of(case_id=case_id) is None


def test_an_operator_issues_none(case_id: int) -> None:
    client = client_of(accounts.Role.OPERATOR)
    for path in ("status-code/", "status-code/withdraw/"):
        assert client.post(f"/office/cases/{case_id}/{path}").status_code == 403
