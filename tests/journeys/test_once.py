"""A form that is delivered twice acts once: a double click, a lost answer, a page gone back to."""

from __future__ import annotations

import re
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from przystan.platform.once import models as once_models
from przystan.platform.once import public as once
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.models import Complaint
from przystan.rooms.advisory.testing import make_card
from przystan.rooms.people.testing import make_person
from tests.journeys.conftest import Sign, text

DUE = "2099-03-01"


def key_of(client: Client, address: str) -> str:
    """The key of a page's form, as a browser would send it."""
    found = re.findall(r'name="once" value="([\w-]+)"', text(client.get(address)))
    assert found
    return str(found[-1])


def follow_ups(card: int) -> list[str]:
    return [f.task for f in advisory.followups_of(card_ids=[card])]


def test_the_second_delivery_is_led_where_the_first_led(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person())
    add = reverse("advisory:add_followup", args=[card])
    sent = {"task": "call", "due_on": DUE, "once": key_of(client, add)}
    first = client.post(add, sent)
    second = client.post(add, sent, follow=True)
    assert first.status_code == 302
    assert second.redirect_chain[0][0] == first["Location"]
    assert "nothing was done twice" in text(second)
    assert follow_ups(card) == ["call"]
    # Gone back to and changed: another act. The same words on a fresh page: another act too.
    client.post(add, {**sent, "task": "write"})
    client.post(add, {**sent, "once": key_of(client, add)})
    assert sorted(follow_ups(card)) == ["call", "call", "write"]


def test_a_wrong_field_costs_nothing(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person())
    add = reverse("advisory:add_followup", args=[card])
    wrong = {"task": "call", "due_on": "2001-01-01", "once": key_of(client, add)}
    for _ in range(2):
        assert "due today or later" in text(client.post(add, wrong))
    assert not once_models.Delivery.objects.exists()
    client.post(add, {**wrong, "due_on": DUE})
    assert follow_ups(card) == ["call"]


def test_a_key_is_nobody_elses(sign_in: Sign) -> None:
    card = make_card(make_person())
    add = reverse("advisory:add_followup", args=[card])
    first, other = sign_in(), sign_in(username="other")
    sent = {"task": "call", "due_on": DUE, "once": key_of(first, add)}
    first.post(add, sent)
    assert "nothing was done twice" not in text(other.post(add, sent, follow=True))
    assert follow_ups(card) == ["call", "call"]


def test_what_a_script_posts_answers_for_itself(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person())
    add = reverse("advisory:add_followup", args=[card])
    sent = {"task": "call", "due_on": DUE, "once": key_of(client, add)}
    for _ in range(2):
        client.post(add, sent, headers={"sec-fetch-mode": "cors"})
    assert follow_ups(card) == ["call", "call"]


def test_keys_are_forgotten_and_hold_nothing_that_was_typed(sign_in: Sign) -> None:
    client = sign_in()
    add = reverse("advisory:add_followup", args=[make_card(make_person())])
    client.post(add, {"task": "call", "due_on": DUE, "once": key_of(client, add)})
    row = once_models.Delivery.objects.get()
    assert len(bytes(row.digest)) == 32
    # Borders of fields count: "a" + "bc" is not "ab" + "c".
    same = {"key": "k", "user_id": 1, "path": "/"}
    assert once.digest_of(**same, fields=[("a", "bc")]) != once.digest_of(
        **same, fields=[("ab", "c")])


def test_a_complaint_that_is_delivered_twice_is_one(office: int) -> None:
    """Nobody is signed in, no cookie came back with the answer that was lost."""
    page = reverse("voices:complain")
    sent = {"branch": "SZ", "category": "waiting", "text": "I waited",
            "once": key_of(Client(), page)}
    led = [Client().post(page, sent)["Location"] for _ in range(2)]
    assert led[0] == led[1]
    assert "S/1/" in text(Client().get(led[0]))
    assert Complaint.objects.count() == 1
    # A number that the office did not sign is not said.
    assert Client().get(f"{page}?received=S/9/2023")["Location"] == page


def test_what_everybody_reads_carries_no_key(db: None) -> None:
    assert 'name="once"' not in text(Client().get(reverse("hall:halls")))


@pytest.mark.django_db(transaction=True)
def test_twenty_deliveries_at_the_same_instant_are_one_act(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person())
    add = reverse("advisory:add_followup", args=[card])
    sent = {"task": "call", "due_on": DUE, "once": key_of(client, add)}
    gate, led = threading.Barrier(20), []

    def deliver() -> None:
        again = Client()
        again.cookies = client.cookies
        gate.wait()
        try:
            led.append(again.post(add, sent)["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(led) == 20
    assert len(set(led)) == 1
    assert follow_ups(card) == ["call"]
    assert once_models.Delivery.objects.count() == 1
