"""What search engines are told: descriptions, languages, the list of pages, what to leave alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge

pytestmark = pytest.mark.django_db
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def reader(texts: None, db: None) -> Client:
    return Client()


def listed(reader: Client) -> dict[str, dict[str, str]]:
    """Return every listed path with its other languages."""
    answer = reader.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    found = {}
    for entry in ElementTree.fromstring(answer.content).findall("s:url", SPACE):
        path = (entry.findtext("s:loc", "", SPACE)).removeprefix(settings.PUBLIC_ADDRESS)
        found[path] = {x.attrib["hreflang"]: x.attrib["href"].removeprefix(settings.PUBLIC_ADDRESS)
                       for x in entry.findall(ALTERNATE)}
    return found


def test_every_published_text_is_listed_with_its_languages_and_opens(reader: Client) -> None:
    found = listed(reader)
    published = knowledge.list_procedures(language="pl")
    for procedure in published:
        for language in procedure.languages:
            others = found[f"/{language}/procedures/{procedure.slug}/"]
            assert set(others) == set(procedure.languages)
            assert others[language] == f"/{language}/procedures/{procedure.slug}/"
    # The statistics need a project, which is not here.
    for path in [path for path in found if path != "/statistics/"][:20]:
        assert reader.get(path).status_code == 200, path
    assert len(found) == len(set(found)) > 4 * len(published)


def test_a_withdrawn_text_is_listed_no_more(reader: Client) -> None:
    knowledge.withdraw_procedure(slug="studies", reason="probe", actor=system_actor("test"),
                                 at=clock.now())
    assert not any("/studies/" in path for path in listed(reader))


def test_pages_of_one_person_are_left_alone_and_public_ones_are_not(reader: Client) -> None:
    text = reader.get("/robots.txt").content.decode()
    refused = re.findall(r"^Disallow: (\S+)$", text, re.M)
    assert f"Sitemap: {settings.PUBLIC_ADDRESS}/sitemap.xml" in text
    for path in ("/visit/abc/", "/ticket/abc/", "/office/people/", "/accounts/login/"):
        assert any(path.startswith(r) for r in refused), path
    for path in listed(reader):
        assert not any(path.startswith(r) for r in refused), path


@pytest.mark.parametrize("address", [
    "/procedures/", "/uk/procedures/", "/uk/procedures/studies/", "/choose/", "/fees/",
    "/deadlines/", "/offices/", "/book/", "/news/", "/letters/", "/help/"])
def test_a_public_page_describes_itself_and_names_its_own_address(
    reader: Client, address: str
) -> None:
    page = reader.get(address, {"x": "1"}).content.decode()
    described = re.search(r'<meta name="description" content="([^"]{20,300})">', page)
    assert described, address
    assert f'<link rel="canonical" href="{settings.PUBLIC_ADDRESS}{address}">' in page


def test_the_list_of_procedures_has_an_address_for_each_language(reader: Client) -> None:
    for language in knowledge.LANGUAGES:
        page = reader.get(f"/{language}/procedures/").content.decode()
        assert f'<html lang="{language}"' in page
        assert page.count('hreflang="') >= len(knowledge.LANGUAGES)
    assert reader.get("/xx/procedures/").status_code == 404


def test_choosing_a_language_on_a_text_leads_to_the_text_in_that_language(reader: Client) -> None:
    for here, there in (("/uk/procedures/studies/", "/en/procedures/studies/"),
                        ("/uk/checklist/studies/", "/en/checklist/studies/"),
                        ("/fees/?kind=card", "/fees/?kind=card")):
        answer = reader.post("/language/", {"language": "en", "next": here})
        assert answer["Location"] == there
