"""Takes the pictures of docs/screenshots from a demo office that is being served.

    ./dev demo --port 8100 &
    python -m tests.year.screenshots http://127.0.0.1:8100

Each picture is what one persona sees in one window: no page is shown longer than its window.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.rendered import launch

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
LARGEST = 250_000
DESK, PHONE, HALL = (1280, 800), (360, 740), (1280, 720)


@dataclass(frozen=True)
class Picture:
    """One picture: its file, who looks, the address, and where to click from there."""

    name: str
    persona: str
    address: str
    click: str = ""
    window: tuple[int, int] = DESK
    is_dark: bool = False


PICTURES = (
    Picture("home", "manager", "/office/"),
    Picture("persons", "adviser", "/office/people/?q=kowal"),
    Picture("person", "adviser", "/office/people/?q=+48280000004", "tbody th a"),
    # Passed on to another unit: the year is always built with the same numbers.
    Picture("contact", "supervisor", "/office/calls/contacts/296/", window=(1280, 1000)),
    Picture("balance", "supervisor", "/office/calls/ledger/"),
    Picture("measures", "supervisor", "/office/calls/metrics/"),
    Picture("staffing", "supervisor", "/office/calls/staffing/", window=(1280, 1000)),
    Picture("helpline", "supervisor", "/office/calls/helpline/"),
    Picture("folder", "clerk", "/office/records/?custody=lent&branch=SZ", "tbody th a"),
    Picture("places", "clerk", "/office/records/places/"),
    Picture("place", "clerk", "/office/records/places/3/"),
    Picture("scan-first", "clerk", "/office/records/truth/?branch=SZ"),
    Picture("disposal", "manager", "/office/records/disposals/1/"),
    Picture("display", "", "/display/SZ/", window=HALL),
    Picture("kiosk", "", "/kiosk/SZ/", window=HALL),
    Picture("hall", "reception", "/office/reception/"),
    Picture("hall-statistics", "manager",
            "/office/reception/statistics/?branch=SZ&first=2023-06-01&last=2023-08-31"),
    Picture("booking-phone", "", "/book/SZ/submission/", window=PHONE),
    Picture("examination", "manager", "/office/documents/examinations/?q=UT4071336",
            "tbody th a", window=(1280, 1400)),
    Picture("report", "manager", "/office/reporting/"),
    Picture("statistics", "", "/statistics/"),
    Picture("home-dark", "adviser", "/office/", is_dark=True),
    Picture("places-dark", "clerk", "/office/records/places/", is_dark=True),
    Picture("statistics-dark", "", "/statistics/", is_dark=True),
    Picture("home-phone", "adviser", "/office/", window=PHONE),
    Picture("hunt-phone", "clerk", "/office/records/hunts/1/", window=PHONE),
    Picture("statistics-phone", "", "/statistics/", window=PHONE),
    Picture("person-phone", "adviser", "/office/people/?q=+48280000004", "tbody th a", PHONE),
)


def sign_in(page: Page, office: str, persona: str) -> None:
    """Click a persona's button on the demo's first page."""
    page.goto(f"{office}/demo/sign-in/")
    page.click(f"button[value='{persona}']")
    page.wait_for_url("**/office/**")


def take(browser: Browser, office: str, picture: Picture, language: str = "en") -> Path:
    """Open the address as its persona and keep what the window shows."""
    width, height = picture.window
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB",
        color_scheme="dark" if picture.is_dark else "light",
    )
    page = context.new_page()
    if picture.persona:
        sign_in(page, office, picture.persona)
    context.add_cookies([{"name": "przystan_language", "value": language, "url": office}])
    page.goto(office + picture.address)
    if picture.click:
        page.locator(picture.click).first.click()
        page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    return file


def main(office: str) -> int:
    """Take every picture; say which became too large for the documents."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for picture in PICTURES:
            file = take(browser, office.rstrip("/"), picture)
            size = file.stat().st_size
            too_large += size > LARGEST
            remark = "  too large" if size > LARGEST else ""
            sys.stdout.write(f"{file.name:<24}{size:>9}{remark}\n")
        browser.close()
    return 1 if too_large else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.year.screenshots ADDRESS")
    sys.exit(main(sys.argv[1]))
