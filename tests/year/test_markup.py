"""Every page is valid HTML, says html-validate, which nobody here wrote; and what a screen reader
is told comes in the order in which the page is seen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, CDPSession

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from tests.browser.test_every_page import ROUTES
from tests.peers import markup
from tests.peers.installing import npm_installed
from tests.peers.lighthouse.runner import MAIN_PAGES
from tests.year.test_pages import PAGES
from tests.year.test_public_pages import EXAMPLES, LANGUAGES, everybodys_pages

pytestmark = [pytest.mark.year, pytest.mark.slow]


@pytest.fixture(scope="module")
def validator() -> Path:
    return npm_installed("markup", Path(markup.__file__).parent) / "node_modules"


def faults(validator: Path, folder: Path, pages: dict[str, bytes]) -> list[str]:
    """Return each fault of the pages by address, by the rules of the HTML standard."""
    names = {}
    for number, (address, content) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_bytes(content)
        names[str(path)] = address
    (folder / ".htmlvalidate.json").write_text(
        json.dumps({"root": True, "extends": ["html-validate:standard"]}))
    said = subprocess.run(
        ["node", validator / "html-validate" / "bin" / "html-validate.mjs", "--formatter", "json",
         *names], cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    assert said.returncode in (0, 1), said.stderr
    return [f"{names[file['filePath']]}:{found['line']}: {found['message']}"
            for file in json.loads(said.stdout) for found in file["messages"]]


def everyone() -> Client:
    """Return the browser of somebody who holds every role."""
    robot, at = accounts.system_actor("test"), clock.now()
    user = accounts.add_user(username="all", display_name="Every Role", email="", language="en",
                             password=None, actor=robot, at=at)
    for role in accounts.Role:
        accounts.grant_role(user_id=user, role=role, actor=robot, at=at)
    return signed_in("all")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=username),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def answers(client: Client, who: str, addresses: Any) -> Iterator[tuple[str, bytes]]:
    """Give what is a page of these addresses, under a name that says who saw it."""
    for address in addresses:
        answer = client.get(f"/{address.removeprefix('/')}")
        if answer.status_code in (200, 404) and "html" in answer.headers.get("content-type", ""):
            yield f"{who} /{address.removeprefix('/')}", answer.content


def test_every_page_is_valid_html(year: None, validator: Path, tmp_path: Path) -> None:
    pages = dict(answers(everyone(), "all", ROUTES))
    for language in LANGUAGES:
        stranger = Client(headers={"accept-language": language})
        pages |= answers(stranger, language, (*everybodys_pages(), *EXAMPLES))
    for persona, addresses in PAGES.items():
        if persona:
            pages |= answers(signed_in(persona), persona, addresses)
    assert len(pages) > 300
    assert not (wrong := faults(validator, tmp_path, pages)), "\n".join(wrong)


def test_the_validator_sees_what_is_wrong(validator: Path, tmp_path: Path) -> None:
    page = (b"<!DOCTYPE html><html lang='pl'><head><title>x</title></head><body>"
            b"<ul><p id='a'>x</p></ul><b id='a'>y</b></body></html>")
    wrong = faults(validator, tmp_path, {"/wrong/": page})
    assert any("not permitted as content under <ul>" in one for one in wrong), wrong
    assert any("Duplicate ID" in one for one in wrong), wrong


SPOKEN = {"heading", "paragraph", "link", "button", "textbox", "combobox", "radio", "checkbox"}


def told(cdp: CDPSession) -> list[tuple[str, str, float]]:
    """Return role, words and upper edge of what a screen reader is told, in its order."""
    tree = cdp.send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for child in node.get("childIds", ()):
            if child in nodes:
                yield from walk(nodes[child])

    found = []
    for node in walk(tree[0]):
        role = node.get("role", {}).get("value")
        if node.get("ignored") or role not in SPOKEN:
            continue
        box = cdp.send("DOM.getBoxModel", {"backendNodeId": node["backendDOMNodeId"]})["model"]
        found.append((role, node.get("name", {}).get("value", ""), box["border"][1]))
    return found


@pytest.mark.browser
@pytest.mark.parametrize("address", MAIN_PAGES)
def test_a_screen_reader_is_told_what_is_seen_in_its_order(
    office: str, browser: Browser, address: str
) -> None:
    context = browser.new_context(locale="uk", viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(office + address)
    # Words behind "show more" are told and have no place yet.
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    cdp = context.new_cdp_session(page)
    cdp.send("DOM.enable")
    heard = told(cdp)
    context.close()
    assert [name for role, name, _top in heard if role == "heading"], heard
    # The way past the navigation is told first and shown when it has the focus.
    assert heard[0][0] == "link", heard[0]
    # Things of one line stand a little higher or lower than each other.
    back = [(before, after) for before, after in zip(heard[1:], heard[2:])
            if after[2] < before[2] - 30]
    assert not back, back
