"""The pages of a case and of its office: shown, sent, refused, and who may not."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases

ROBOT = accounts.system_actor("test")
R = accounts.Role


def client_of(role: accounts.Role, name: str = "Magda") -> Client:
    user = accounts.add_user(username=name, display_name=name, email="", language="en",
                             password=None, actor=ROBOT, at=clock.now())
    accounts.grant_role(user_id=user, role=role, branch=None, actor=ROBOT, at=clock.now())
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["przystan_language"] = "en"
    return client


@pytest.fixture
def officer(db: None) -> Client:
    del db
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ROBOT, at=clock.now())
    return client_of(R.CASE_OFFICER)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def opened(client: Client, **other: str) -> str:
    sent = client.post("/office/cases/open/", {
        "type_code": "temporary_work", "unit": "SOC-II", "branch": "SZ",
        "received_on": "2026-04-08", "received_time": "09:30", "channel": "in_person",
        "last_stay_date": "2026-04-10", "entry_key": str(uuid4()), **other})
    assert sent.status_code == 302, sent.content.decode()
    return str(sent["Location"])


def act(client: Client, address: str, name: str, **data: object) -> str:
    """Send one form of a page; what the page says afterwards."""
    sent = client.post(address, {
        "act": name, f"{name}-entry_key": str(uuid4()),
        **{f"{name}-{k}": v for k, v in data.items()}}, follow=True)
    assert sent.status_code == 200
    return str(sent.content.decode())


def test_a_case_goes_from_receipt_to_signature_on_screens(officer: Client) -> None:
    case = opened(officer)
    page = act(officer, f"{case}parties/", "confirm", on="2026-04-09")
    assert "stamp in the travel document" in page
    assert "in time" in page
    assert "Kancelaria" in act(officer, f"{case}parties/", "party", role="proxy",
                               organisation="Kancelaria", since="2026-04-08")
    assert "Recent photographs" in text(officer, f"{case}papers/")
    assert "Choose" not in act(officer, f"{case}papers/", "summons", items=["photo"],
                               on="2026-04-09", language="uk")
    assert "Summons" in text(officer, "/office/cases/letters/")
    letter = cases.letters_of(case_id=int(case.strip("/").rsplit("/", 1)[1]))[0].id
    pdf = officer.get(f"{case}papers/{letter}/")
    assert pdf.content.startswith(b"%PDF")
    assert "made later" in act(officer, f"{case}papers/", "delivery", letter=letter,
                               step="delivered", on="2026-04-01")
    assert "KPA art. 42" in act(officer, f"{case}papers/", "delivery", letter=letter,
                                step="delivered", on="2026-04-14")
    assert "waits" in act(officer, f"{case}decision/", "draft", outcome="granted", grounds="Tak.")
    refused = officer.post(f"{case}decision/", {"act": "sign"})
    assert refused.status_code == 403
    head = client_of(R.MANAGER, "Maria")
    assert "SOC-II.6151" in text(head, "/office/cases/reviews/")
    act(head, f"{case}decision/", "review", verdict="approved")
    signed = act(head, f"{case}decision/", "sign", on="2026-05-04", language="en")
    assert "The case is decided" in signed
    assert "440" in act(officer, f"{case}fees/", "fee", kind="due", fee="temporary_work",
                        amount="440", on="2026-04-08")
    assert "given back" in act(officer, f"{case}fees/", "fee", kind="refund",
                               fee="temporary_work", amount="1", on="2026-04-08")


def test_what_cannot_be_true_of_a_receipt_is_said_at_its_field(officer: Client) -> None:
    answer = officer.post("/office/cases/open/", {
        "type_code": "temporary_work", "unit": "SOC-II", "branch": "SZ",
        "received_on": "2026-04-27", "received_time": "09:30", "channel": "post",
        "entry_key": str(uuid4()), "person_id": "999"})
    page = answer.content.decode()
    assert "no card of this number" in page or "electronically" in page


def test_the_catalogue_shows_a_difference_before_it_is_saved(officer: Client) -> None:
    head = client_of(R.MANAGER, "Maria")
    where = "/office/cases/catalogue/temporary_work/"
    assert "not confirmed" in text(officer, where)
    assert officer.get(f"{where}edit/").status_code == 403
    entry = cases.get_entry(code="temporary_work")
    sent = {
        **{f"name_{c}": entry.name[c] for c in ("pl", "en", "uk", "ru")},
        "legal_basis": "art. 114 ust. 1", "file_class": "6151", "archive_category": "B10",
        "formal_days": 7, "document_days": 14, "checklist": [i.code for i in entry.checklist],
        "stages": [s.value for s in entry.stages], "results": [r.value for r in entry.results],
        "unconfirmed": ["archive_category"], "valid_from": "2026-06-01"}
    shown = head.post(f"{where}edit/", sent).content.decode()
    assert "art. 114 ust. 1" in shown
    assert "BE10" in shown
    assert len(cases.list_entry_versions(code="temporary_work")) == 1
    wrong = head.post(f"{where}edit/", {**sent, "archive_category": "Z9", "confirmed": "1"})
    assert "archive_category" in wrong.content.decode()
    assert head.post(f"{where}edit/", {**sent, "confirmed": "1"}).status_code == 302
    assert cases.get_entry(code="temporary_work").archive_category == "B10"
    assert cases.get_entry(code="temporary_work", on=date(2026, 5, 1)) == entry
    assert officer.get("/office/cases/catalogue/file/").json()["format"] == "przystan-catalogue-1"
    assert officer.get("/office/cases/catalogue/nothing/").status_code == 404


def test_cases_are_given_out_by_load_and_somebody_stands_in(officer: Client) -> None:
    client_of(R.CASE_OFFICER, "Olga")
    head = client_of(R.MANAGER, "Maria")
    first = opened(officer)
    for _ in range(2):
        opened(officer)
    assert "3 open cases are nobody" in text(head, "/office/cases/allocation/")
    head.post("/office/cases/allocation/give/", {"branch": "SZ"})
    loads = {o.name: o.load for o in cases.list_officers()}
    assert sorted(loads.values()) == [1, 2]
    assert "had the fewest open cases" in text(officer, first)
    mine = text(officer, "/office/cases/mine/").count("SOC-II.6151")
    assert mine == loads["Magda"]
    ids = {o.name: o.user_id for o in cases.list_officers()}
    today = clock.local_date(clock.now()).isoformat()
    head.post("/office/cases/allocation/", {
        "officer": ids["Olga"], "substitute": ids["Magda"], "since": today, "until": today})
    page = text(officer, "/office/cases/mine/")
    assert page.count("SOC-II.6151") == 3
    assert "Olga" in page
    wrong = head.post("/office/cases/allocation/", {
        "officer": ids["Olga"], "substitute": ids["Olga"], "since": today, "until": today})
    assert "Nobody stands in for themselves" in wrong.content.decode()


def test_the_managers_pages_stand_in_an_empty_office(officer: Client) -> None:
    head = client_of(R.MANAGER, "Maria")
    for page in ("flow", "reviews", "allocation", "letters", "letters/texts", "catalogue"):
        text(head, f"/office/cases/{page}/")
    assert officer.get("/office/cases/flow/").status_code == 403
    changed = head.post("/office/cases/letters/texts/summons/", {
        "title": "Wezwanie", "body": "W sprawie {sing}."}).content.decode()
    assert "There is no such field: sing" in changed
    head.post("/office/cases/letters/texts/summons/", {"title": "W", "body": "W sprawie {sign}."})
    assert cases.newest_templates()[cases.LetterKind.SUMMONS] == (2, "W", "W sprawie {sign}.")
