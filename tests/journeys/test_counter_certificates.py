"""From a certificate of the training room to whom a counter calls."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.reception import public as reception
from tests.journeys.conftest import Sign
from tests.peers.test_routing import WORK, certify

ROBOT = accounts.system_actor("test")


@pytest.fixture
def hall(office: int) -> None:
    """Two counters for one service, and the procedure on the portal."""
    at = clock.now()
    day = clock.local_date(at)
    knowledge.publish_procedure(actor=ROBOT, at=at, procedure=knowledge.NewProcedure(
        slug=WORK, legal_basis="art. 114", owner="SOC", review_by=date(2030, 1, 1), texts=(
            knowledge.ProcedureText(language="pl", title="Praca", summary="s", who="w", where="w",
                                    documents=("d",), fee="440", term="t", after="a"),)))
    reception.add_services(actor=ROBOT, at=at, services=[
        reception.NewService("card", "B", "Wniosek", "Application")])
    reception.set_hours(branch="SZ", actor=ROBOT, at=at, hours=[
        reception.Hours(n, time(0), time(23, 59, 59), day) for n in range(7)])
    reception.set_counters(branch="SZ", valid_from=day, actor=ROBOT, at=at, counters=[
        reception.NewCounter("1", ("card",)), reception.NewCounter("2", ("card",))])


def seat(username: str, counter: str) -> None:
    user = next(u for u in accounts.list_users() if u.username == username)
    reception.staff_counter(branch="SZ", counter=counter, is_open=True, at=clock.now(),
                            actor=accounts.actor_of(user_id=user.id, at=clock.now()))


@pytest.mark.usefixtures("hall")
def test_a_service_that_asks_for_a_certificate_is_left_to_who_holds_it(sign_in: Sign) -> None:
    clerk: Client = sign_in(accounts.Role.RECEPTIONIST, accounts.Role.MANAGER)
    address = "/office/reception/branch/procedures/"
    page = clerk.post(address, {"branch": "SZ", "service_code": "card", "procedure": WORK},
                      follow=True).content.decode()
    assert "Saved." in page
    assert page.count("Praca") >= 2, "in the table and in the choice"
    refused = clerk.post(address, {"branch": "SZ", "service_code": "card", "procedure": "x"})
    assert refused.status_code == 422
    certify("Holder")
    clerk.post("/office/reception/counter/sit/", {"branch": "SZ", "counter": "2"})
    ticket = reception.take_ticket(
        branch="SZ", service_code="card", language="pl", actor=ROBOT, at=clock.now())
    seat("holder", "1")
    page = clerk.get("/office/reception/counter/").content.decode()
    assert "1 of them is called by a colleague who holds the certificate." in page
    page = clerk.post("/office/reception/counter/act/", {"do": "next"}, follow=True)
    assert "Nobody is waiting for this counter." in page.content.decode()
    user = next(u for u in accounts.list_users() if u.username == "holder")
    who = accounts.actor_of(user_id=user.id, at=clock.now())
    reception.staff_counter(branch="SZ", counter="1", is_open=False, actor=who, at=clock.now())
    clerk.post("/office/reception/counter/act/", {"do": "next"})
    assert reception.get_ticket(ticket_id=ticket).state is reception.TicketState.CALLED
