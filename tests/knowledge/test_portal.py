"""The portal's pages without an account: languages, no cookie, their weight, the chooser, fees."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.rules import chooser
from przystan.rooms.knowledge.views.chooser import QUESTIONS

pytestmark = pytest.mark.django_db
LIMIT = 100_000


@pytest.fixture
def reader(texts: None, db: None) -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("language", knowledge.LANGUAGES)
def test_public_pages_set_no_cookie_load_nothing_from_outside_and_are_light(
    reader: Client, language: str
) -> None:
    for address in ("/procedures/", "/procedures/?q=karta", "/choose/", "/fees/?kind=card",
                    "/deadlines/",
                    "/deadlines/?kind=permanent&received=2022-02-01&appeared=2022-02-01"
                    "&fingerprints=2022-02-01&documents=2022-02-01&decided=2026-05-04"
                    "&delivered=2026-05-11",
                    f"/{language}/procedures/residence-card/",
                    f"/{language}/checklist/residence-card.studies/"):
        answer = reader.get(address, headers={"accept-language": language})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not answer.cookies, address
        # What search engines are told names the office's full address; nothing is loaded for it.
        page = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", page)
        parts = re.findall(r'(?:src|href)="([^"]+\.(?:css|js))"', page)
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)
        assert parts
        # Pages are served as they are; styles and scripts compressed.
        weight = len(page.encode())
        for part in parts:
            found = finders.find(part.removeprefix("/static/"))
            weight += len(gzip.compress(Path(found).read_bytes()))
        assert weight < LIMIT, (address, weight)


def test_a_language_is_chosen_and_only_then_is_there_a_cookie(reader: Client) -> None:
    answer = reader.post("/language/", {"language": "uk", "next": "/procedures/"})
    assert answer.status_code == 302
    assert list(answer.cookies) == ["przystan_language"]
    assert 'lang="uk"' in reader.get("/procedures/").content.decode()
    assert reader.post("/language/", {"language": "uk", "next": "https://evil.example/"})[
        "Location"] == "/"


def test_the_chooser_leads_everywhere_in_seven_questions_and_corrects_its_steps(
    reader: Client,
) -> None:
    published = {p.slug for p in knowledge.list_procedures(language="pl")}
    assert chooser.ends() <= published
    assert {q: set(a) for q, a in chooser.TREE.items()} == {
        q: set(a) for q, (_text, a) in QUESTIONS.items()}

    def longest(question: str) -> int:
        return 1 + max(longest(f) if isinstance(f, str) else 0
                       for f in chooser.TREE[question].values())

    assert longest(chooser.FIRST) <= chooser.MOST_QUESTIONS
    given = {"want": "stay", "citizen": "other", "length": "long", "reason": "family",
             "asked": "family"}
    page = reader.post("/choose/", {**given, "family": "pole"}).content.decode()
    assert "/checklist/family-of-polish-citizen/" in page
    asked_again = reader.post("/choose/", given).content.decode()
    assert "govuk-error-summary" in asked_again
    changed = reader.post("/choose/", {**given, "family": "pole", "change": "length"})
    assert 'name="asked" value="length"' in changed.content.decode()
    assert 'name="reason"' not in changed.content.decode()
    assert reader.post("/choose/", {"want": "<script>"}).status_code == 200


def test_a_fee_of_a_day_is_shown_with_its_source(reader: Client) -> None:
    page = reader.get("/fees/?kind=work_permit&day=2025-11-30", headers={"accept-language": "en"})
    assert "100.00" in page.content.decode()
    assert "unconfirmed" in page.content.decode()
    page = reader.get("/fees/?kind=work_permit&day=2025-12-01", headers={"accept-language": "en"})
    assert "400.00" in page.content.decode()
    assert "Dz.U. 2025 poz. 1622" in page.content.decode()


def test_a_reader_says_whether_a_page_helped(reader: Client) -> None:
    answer = reader.post("/uk/procedures/studies/opinion/", {"helped": "no"})
    assert answer.status_code == 302
    assert not answer.cookies
    assert knowledge.list_opinions() == (knowledge.PageOpinion("studies", "uk", 1, 0, 1),)
    assert reader.post("/uk/procedures/nothing/opinion/", {"helped": "no"}).status_code == 404
    assert reader.get("/uk/checklist/studies.nothing/").status_code == 404


def test_a_search_of_five_thousand_letters_and_one_of_nothing_are_answered(reader: Client) -> None:
    assert reader.get("/procedures/", {"q": "zażółć " * 700}).status_code == 200
    page = reader.get("/procedures/", {"q": "qqqzzz <script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert [s.text for s in knowledge.list_open_searches()][:1]


@pytest.mark.parametrize("address", [
    "/statistics/", "/book/", "/procedures/", "/choose/", "/fees/", "/deadlines/",
    "/certificates/none/",
    "/no-such-page/"])
def test_no_public_page_without_a_form_of_its_own_sets_a_cookie(
    reader: Client, address: str
) -> None:
    assert not reader.get(address).cookies


def test_the_direction_of_writing_is_that_of_the_language(reader: Client) -> None:
    assert '<html lang="uk" dir="ltr">' in reader.get(
        "/uk/procedures/studies/").content.decode()
