"""Signing in, the second factor and the pages around them, in Chromium over a real server."""

from __future__ import annotations

import re

import pyotp
import pytest
from playwright.sync_api import Page, expect

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from tests.browser.axe import CONTRAST, assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser
PASSWORD = "rybitwa-na-falochronie-7"


@pytest.fixture
def user(db) -> int:
    robot = accounts.system_actor("test")
    number = accounts.add_user(
        username="anna",
        display_name="Anna Nowak",
        email="",
        language="en",
        password=PASSWORD,
        actor=robot,
        at=clock.now(),
    )
    accounts.grant_role(
        user_id=number, role=accounts.Role.CASE_OFFICER, actor=robot, at=clock.now()
    )
    return number


@pytest.fixture
def entrance(page: Page, office: str) -> Page:
    page.complaints = []
    page.on(
        "console",
        lambda message: (
            page.complaints.append(message.text)
            if "Content Security Policy" in message.text
            else None
        ),
    )
    page.goto(f"{office}/accounts/login/")
    page.get_by_role("button", name="EN English").click()
    return page


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Username").fill("anna")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_password(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def check(page: Page) -> None:
    """Let axe see the page as it stands; dark colours change contrast and nothing else."""
    assert_accessible(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, rules=CONTRAST)
    page.emulate_media(color_scheme="light")
    assert page.complaints == []


def test_a_wrong_password_is_told_without_saying_which_half_was_wrong(entrance, user):
    page = entrance
    check(page)
    sign_in(page, "wrong")

    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.locator("[data-przystan-errors]")).to_be_focused()
    check(page)


def test_signing_in_and_out(entrance, user, office):
    page = entrance
    sign_in(page)
    page.goto(f"{office}/accounts/2fa/")
    check(page)
    page.locator(".p-drop summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{office}/accounts/2fa/")

    expect(page).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.parametrize("path", ["password/change/", "sessions/", "logout/", "2fa/webauthn/"])
def test_pages_of_the_account_are_accessible(entrance, user, office, path):
    page = entrance
    sign_in(page)
    page.goto(f"{office}/accounts/{path}")

    check(page)


def test_sessions_elsewhere_can_be_ended(entrance, user, office, browser):
    page = entrance
    sign_in(page)
    other = browser.new_context()
    elsewhere = other.new_page()
    elsewhere.goto(f"{office}/accounts/login/")
    elsewhere.get_by_role("button", name="EN English").click()
    sign_in(elsewhere)
    page.goto(f"{office}/accounts/sessions/")
    check(page)
    page.get_by_role("button", name="Sign out everywhere else").click()
    elsewhere.goto(f"{office}/accounts/sessions/")

    expect(elsewhere).to_have_url(re.compile("/accounts/login/"))
    other.close()


def test_an_authenticator_app_is_set_up_and_asked_for(entrance, user, office):
    page = entrance
    sign_in(page)
    page.goto(f"{office}/accounts/2fa/totp/activate/")
    if page.get_by_role("heading", name="Confirm that it is you").count():
        check(page)
        confirm_password(page)
    check(page)
    key = page.locator(".p-how .p-code").inner_text()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Turn on the app").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    key = page.locator(".p-how .p-code").inner_text()
    page.get_by_label("Code from the app").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Turn on the app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    check(page)
    code = page.locator(".p-codes li").first.inner_text()
    page.goto(f"{office}/accounts/2fa/")
    check(page)
    page.goto(f"{office}/accounts/2fa/recovery-codes/generate/")
    check(page)
    page.goto(f"{office}/accounts/2fa/totp/deactivate/")
    check(page)
    page.context.clear_cookies()
    page.goto(f"{office}/accounts/login/")
    page.get_by_role("button", name="EN English").click()
    sign_in(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    check(page)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{office}/accounts/2fa/")
    expect(page.get_by_text("9 unused codes are left.")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_alone(entrance, user, office):
    page = entrance
    channel = page.context.new_cdp_session(page)
    channel.send("WebAuthn.enable")
    channel.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page)
    page.goto(f"{office}/accounts/2fa/webauthn/add/")
    if page.get_by_role("heading", name="Confirm that it is you").count():
        confirm_password(page)
    check(page)
    page.get_by_label("Name").fill("office key")
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{office}/accounts/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="office key")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Rename").click()
    check(page)
    page.goto(f"{office}/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    check(page)
    page.goto(f"{office}/accounts/2fa/webauthn/reauthenticate/")
    check(page)
    page.locator(".p-drop summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{office}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{office}/accounts/2fa/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign-in and security")


def test_signing_in_works_without_scripts(browser, user, office):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{office}/accounts/login/")
    page.get_by_role("button", name="EN English").click()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    sign_in(page)
    page.goto(f"{office}/accounts/2fa/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign-in and security")
    context.close()


@pytest.mark.parametrize("path", ["signup/", "inactive/", "password/reset/"])
def test_pages_before_signing_in_are_accessible(entrance, office, path):
    page = entrance
    page.goto(f"{office}/accounts/{path}")

    check(page)
