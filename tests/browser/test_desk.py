"""The advisers' desk in a browser: by keyboard alone, few interactions, nothing lost offline."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import make_card, make_visit
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person, new_person
from tests.browser.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser
PASSWORD = "rybitwa-na-falochronie-7"
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
MOST_INTERACTIONS, MOST_SECONDS = 12, 60


class Hands:
    """Does what a person at the desk does, and counts it.

    Counted: a scan (the reader types it and ends with Enter), a key pressed, a word typed, a
    click. Not counted: reading.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0
        self.began = time.monotonic()

    def scan(self, text: str) -> None:
        """A keyboard wedge: each line, and an Enter after each."""
        self.count += 1
        for line in text.split("\n"):
            self.page.keyboard.type(line)
            self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.count += 1
        self.page.keyboard.type(text)

    def seconds(self) -> float:
        return time.monotonic() - self.began


@pytest.fixture
def desk(db: None, page: Page, office: str, settings: Any) -> Page:
    """An adviser's browser at the desk, on a day of the project."""
    offset = datetime(2023, 3, 1, 11, tzinfo=UTC) - clock.now()
    settings.CLOCK_OFFSET_SECONDS = offset.total_seconds()
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])
    user = accounts.add_user(
        username="adviser", display_name="Anna Testowa", email="", language="en",
        password=PASSWORD, actor=ROBOT, at=AT)
    accounts.grant_role(user_id=user, role=accounts.Role.ADVISER, actor=ROBOT, at=AT)
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="adviser", password=PASSWORD)
    page.context.add_cookies([
        {"name": name, "value": cookie.value, "url": office}
        for name, cookie in client.cookies.items()])
    return page


def passport() -> tuple[str, str]:
    """A zone of a passport, as written by the documents room, and its number."""
    zone = documents.write_mrz(content=documents.MrzContent(
        documents.Format.TD3, "P", "UTO", "KOVALCHUK", "OLENA", "XX0000017", "UTO",
        date(1990, 5, 4), "f", date(2030, 1, 1)))
    return "\n".join(zone), "XX0000017"


def returning_person() -> tuple[int, int, str]:
    zone, number = passport()
    person = people.register_person(actor=ROBOT, at=AT, person=new_person(
        languages=("uk",), identifiers=(
            people.NewIdentifier(people.IdentifierKind.PASSPORT, number, "UTO"),)))
    card = make_card(person, number="SZ/00041")
    make_visit(card)
    return person, card, zone


def drafts(page: Page) -> list[str]:
    return page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('przystan-draft:'))")


@pytest.mark.parametrize("what", ["passport", "card"])
def test_from_scan_to_closed_visit_by_keyboard_in_twelve_interactions_and_a_minute(
    desk: Page, office: str, what: str
) -> None:
    _person, card, zone = returning_person()
    desk.goto(f"{office}/office/desk/")
    hands = Hands(desk)
    hands.scan(zone if what == "passport" else "SZ/00041")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("KOVALCHUK")
    # The hands are on the topic; legal advice is given too, and something is to be done.
    hands.type("fam")
    hands.press("Tab")
    hands.press("Space")
    hands.press("Tab")
    hands.type("refusal")
    hands.press("Control+Enter")
    expect(desk.get_by_text("The visit was recorded and closed.")).to_be_visible()
    expect(desk.locator("[data-przystan-scan]")).to_be_focused()
    assert hands.count <= MOST_INTERACTIONS
    assert hands.seconds() < MOST_SECONDS
    visit = advisory.visits_of(card_ids=[card])[0]
    assert visit.closed_at is not None
    assert {(s.kind.value, s.topic.value) for s in visit.services} == {
        ("information", "family"), ("legal", "appeal")}
    seen = advisory.documents_seen(card_ids=[card])
    assert [d.number for d in seen] == (["XX0000017"] if what == "passport" else [])
    assert drafts(desk) == []


def test_a_lost_connection_loses_nothing_and_what_is_sent_twice_is_one_visit(
    desk: Page, office: str
) -> None:
    person, card, _zone = returning_person()
    address = f"{office}/office/desk/{person}/"
    desk.goto(address)
    desk.select_option("[name=information_topic]", "family")
    desk.fill("[name=follow_up]", "zadzwonić w sprawie odwołania")
    desk.fill("[name=follow_up_on]", "2023-03-08")
    desk.context.set_offline(True)
    button = desk.get_by_role("button", name="Record and close the visit")
    button.click()
    expect(desk.get_by_role("alert")).to_contain_text("Nothing is lost")
    assert_accessible(desk)
    assert desk.input_value("[name=follow_up]") == "zadzwonić w sprawie odwołania"
    assert len(advisory.visits_of(card_ids=[card])) == 1
    # The browser is closed and opened again before the connection returns.
    desk.context.set_offline(False)
    desk.goto(address)
    expect(desk.get_by_role("alert")).to_contain_text("was put back")
    assert desk.input_value("[name=follow_up]") == "zadzwonić w sprawie odwołania"
    assert desk.input_value("[name=information_topic]") == "family"
    key = desk.input_value("[name=entry_key]")
    button.click()
    expect(desk.get_by_text("The visit was recorded and closed.")).to_be_visible()
    assert drafts(desk) == []
    assert len(advisory.visits_of(card_ids=[card])) == 2
    # As if the answer had been lost on its way: the same entry is sent once more.
    desk.goto(address)
    desk.evaluate("(key) => (document.querySelector('[name=entry_key]').value = key)", key)
    button.click()
    expect(desk.get_by_text("The visit was recorded and closed.")).to_be_visible()
    assert len(advisory.visits_of(card_ids=[card])) == 2
    assert len(advisory.followups_of(card_ids=[card])) == 1


def test_after_signing_out_nothing_personal_is_left_in_the_browser(
    desk: Page, office: str
) -> None:
    person, _card, _zone = returning_person()
    desk.goto(f"{office}/office/desk/{person}/")
    desk.fill("[name=follow_up]", "zadzwonić")
    assert len(drafts(desk)) == 1
    # A public page in the same browser does not take the draft away.
    desk.goto(f"{office}/procedures/")
    assert len(drafts(desk)) == 1
    desk.goto(f"{office}/office/desk/")
    desk.locator("details[data-przystan-drop] summary").last.click()
    desk.get_by_role("button", name="Sign out").click()
    desk.wait_for_load_state()
    assert drafts(desk) == []
    left = json.dumps(desk.evaluate(
        "[...Object.entries(localStorage), ...Object.entries(sessionStorage)]"),
        ensure_ascii=False)
    for words in ("zadzwonić", "KOVALCHUK", "XX0000017", "SZ/00041", f"/desk/{person}/"):
        assert words not in left


def test_signed_out_in_the_middle_says_so_and_keeps_the_page(desk: Page, office: str) -> None:
    person, card, _zone = returning_person()
    desk.goto(f"{office}/office/desk/{person}/")
    desk.fill("[name=follow_up]", "zadzwonić")
    desk.context.clear_cookies()
    desk.get_by_role("button", name="Record and close the visit").click()
    expect(desk.get_by_role("alert")).to_contain_text("signed out")
    assert desk.input_value("[name=follow_up]") == "zadzwonić"
    assert len(advisory.visits_of(card_ids=[card])) == 1


def test_the_desk_works_without_scripts(desk: Page, office: str) -> None:
    person, card, _zone = returning_person()
    context = desk.context.browser.new_context(java_script_enabled=False, locale="en-GB")
    context.add_cookies(desk.context.cookies())
    plain = context.new_page()
    plain.goto(f"{office}/office/desk/")
    plain.fill("[name=text]", "SZ/00041")
    plain.get_by_role("button", name="Find").click()
    assert plain.url.endswith(f"/office/desk/{person}/")
    plain.get_by_role("button", name="Record and close the visit").click()
    expect(plain.get_by_text("The visit was recorded and closed.")).to_be_visible()
    assert len(advisory.visits_of(card_ids=[card])) == 2
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("place", [
    "/office/desk/{person}/", "/office/advisory/cards/{card}/",
    "/office/advisory/cards/{card}/pad/?in=uk", "/office/advisory/cards/{card}/documents/",
    "/office/advisory/cards/{card}/follow-up/", "/office/advisory/cards/{card}/referral/"])
def test_pages_of_one_person_are_accessible(
    desk: Page, office: str, place: str, width: int
) -> None:
    person, card, _zone = returning_person()
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(office + place.format(person=person, card=card))
    assert_accessible(desk)
    assert_no_sideways_scroll(desk)


def test_a_signature_is_drawn_cleared_and_kept_as_strokes(desk: Page, office: str) -> None:
    card = make_card(make_person(), is_signed=False)
    desk.goto(f"{office}/office/advisory/cards/{card}/pad/")
    confirm = desk.get_by_role("button", name="Confirm the signature")
    confirm.click()
    expect(desk.get_by_role("alert")).to_contain_text("nothing was drawn")
    box = desk.locator("[data-przystan-pad]").bounding_box()
    assert box is not None

    def draw() -> None:
        for row in (0.3, 0.6):
            desk.mouse.move(box["x"] + 40, box["y"] + box["height"] * row)
            desk.mouse.down()
            desk.mouse.move(
                box["x"] + box["width"] * 0.7, box["y"] + box["height"] * (row + 0.1), steps=12)
            desk.mouse.up()

    draw()
    desk.get_by_role("button", name="Clear").click()
    assert desk.locator("[data-przystan-pad] path").get_attribute("d") == ""
    draw()
    confirm.click()
    expect(desk.get_by_text("The signature was recorded.")).to_be_visible()
    signed = advisory.signatures_of(card_id=card)[0]
    assert (signed.way, len(signed.strokes)) == (advisory.SignatureWay.PAD, 2)
    assert len(signed.content_hash) == 64
    for stroke in signed.strokes:
        times = [ms for _x, _y, ms in stroke.points]
        assert len(times) > 5
        assert times == sorted(times)


def test_a_signature_on_paper_needs_only_the_keyboard(desk: Page, office: str) -> None:
    card = make_card(make_person(), is_signed=False)
    desk.goto(f"{office}/office/advisory/cards/{card}/pad/")
    desk.get_by_role("button", name="Signed on paper").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The signature was recorded.")).to_be_visible()
    assert advisory.signatures_of(card_id=card)[0].way is advisory.SignatureWay.PAPER
