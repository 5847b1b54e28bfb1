"""A lost password: a link by the outbox, to people of the office only, told alike to everybody."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.outbox.models import Message

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
ROBOT = accounts.system_actor("test")


def test_a_link_leaves_by_the_outbox_and_to_nobody_else() -> None:
    accounts.add_user(
        username="anna", display_name="Anna", email="anna@przystan.example", language="pl",
        password="rybitwa-na-falochronie-7", actor=ROBOT, at=clock.now())
    client = Client()
    for address in ("anna@przystan.example", "nobody@przystan.example"):
        answer = client.post(RESET, {"email": address})
        assert (answer.status_code, answer["location"]) == (302, f"{RESET}done/")
    (message,) = Message.objects.all()
    assert (message.channel, message.recipient) == ("mail", "anna@przystan.example")
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", message.body)
    assert link is not None
    assert link[1] not in message.key
    page = client.get(link[1], follow=True)
    sent = client.post(page.redirect_chain[-1][0], {
        "password1": "mewa-nad-zatoką-42", "password2": "mewa-nad-zatoką-42"})
    assert sent.status_code == 302
    assert Client().login(username="anna", password="mewa-nad-zatoką-42")
    # The link served once.
    again = Client().get(link[1], follow=True)
    assert 'name="password1"' not in again.content.decode()
