"""Acts on another branch's cards, visits, hours and devices: by role and branch, at the doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from przystan.journeys.advisory_visit import VisitAtDesk, record_visit_at_desk
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor, OutsideBranch, Role
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_staff, make_visit
from przystan.rooms.documents import public as documents
from przystan.rooms.people.testing import make_person
from tests.journeys.conftest import Sign, text

pytestmark = pytest.mark.django_db
ROBOT = accounts.system_actor("test")
RECORDERS = (Role.ADVISER, Role.LEGAL_ADVISER, Role.PSYCHOLOGIST)
HOUR = timedelta(hours=1)
SERVICE = advisory.NewService(kind=advisory.ServiceKind.INFORMATION)
Acts = dict[str, Callable[..., Any]]


@pytest.fixture(autouse=True)
def _branches() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin"),
                              sites.Branch("KO", "Delegatura", "Koszalin")])


def acts_on(card: int, visit: int) -> tuple[Acts, Acts]:
    """Every act on one card and its visit: of the visit's branch alone, of each the card's."""
    service = advisory.get_visit(visit_id=visit).services[0].id
    task = advisory.add_followup(actor=ROBOT, at=AT, followup=advisory.NewFollowUp(
        card, "SZ", DAY, "task"))
    sent = advisory.make_referral(actor=ROBOT, at=AT, referral=advisory.NewReferral(
        card, "SZ", "Caritas", "housing", has_consent=True))
    of_visit: Acts = {
        "open_card": partial(make_like, card),
        "record_visit": partial(advisory.record_visit, visit=advisory.NewVisit(
            card_id=card, branch="SZ", visited_on=DAY, language="uk", services=(SERVICE,))),
        "record_service": partial(advisory.record_service, visit_id=visit, service=SERVICE),
        "remove_service": partial(
            advisory.remove_service, service_id=service, reason="mistake"),
        "sign_visit": partial(advisory.sign_visit, visit_id=visit),
        "close_visit": partial(advisory.close_visit, visit_id=visit),
        "invite_to_survey": partial(advisory.invite_to_survey, project_id=advisory.get_card(
            card_id=card).project_id, branch="SZ", language="uk"),
    }
    of_card: Acts = {
        "record_document": partial(
            advisory.record_document, card_id=card, document=advisory.DocumentSeen(
                advisory.DocumentKind.PASSPORT, "ZZ000001", "UTO", None, DAY)),
        "check": partial(advisory.check_card_eligibility, card_id=card),
        "sign_card": partial(advisory.sign_card, card_id=card),
        "add_followup": partial(advisory.add_followup, followup=advisory.NewFollowUp(
            card, "SZ", DAY, "another")),
        "finish_followup": partial(advisory.finish_followup, followup_id=task),
        "reopen_followup": partial(advisory.reopen_followup, followup_id=task),
        "make_referral": partial(advisory.make_referral, referral=advisory.NewReferral(
            card, "SZ", "PCK", "clothes", has_consent=True)),
        "move_referral": partial(advisory.move_referral, referral_id=sent,
                                 state=advisory.ReferralState.ACCEPTED),
    }
    return of_visit, of_card


def make_like(card: int, *, actor: Actor, at: Any) -> None:
    advisory.open_card(actor=actor, at=at, card=advisory.NewCard(
        person_id=make_person(), project_id=advisory.get_card(card_id=card).project_id,
        number=f"SZ/{actor.username}", branch="SZ", opened_on=DAY,
        stay_basis=advisory.StayBasis.TEMPORARY_PROTECTION, is_signed=True))


def refused(acts: Acts, actor: Actor) -> set[str]:
    """Do each act as this actor and return the names of those refused for the branch."""
    found = set()
    for name, act in acts.items():
        try:
            act(actor=actor, at=AT)
        except OutsideBranch as outside:
            found |= {name} if outside.branches else set()
    return found


@pytest.mark.parametrize("role", RECORDERS)
def test_who_records_elsewhere_changes_neither_card_nor_visit(role: Role) -> None:
    card = make_card(make_person())
    of_visit, of_card = acts_on(card, make_visit(card))
    elsewhere = make_staff("there", role, "KO")
    assert refused(of_visit, elsewhere) == set(of_visit)
    assert refused(of_card, elsewhere) == set(of_card)
    assert refused(of_visit | of_card, make_staff("here", role, "SZ")) == set()


def test_a_role_of_the_whole_office_acts_everywhere_and_another_role_nowhere() -> None:
    card = make_card(make_person())
    of_visit, of_card = acts_on(card, make_visit(card))
    assert refused(of_visit | of_card, make_staff("whole", Role.ADVISER)) == set()
    assert refused(of_card, make_staff("receptionist", Role.RECEPTIONIST, "SZ")) == set(of_card)


def test_a_participant_may_turn_to_another_branch_whose_matter_the_card_is_then() -> None:
    person = make_person()
    card = make_card(person)
    of_visit, of_card = acts_on(card, make_visit(card))
    there = make_staff("there", Role.ADVISER, "KO")
    record_visit_at_desk(actor=there, at=AT, person_id=person, visit=VisitAtDesk(
        branch="KO", visited_on=DAY, language="uk", services=(SERVICE,), is_signed=True,
        stay_basis=advisory.StayBasis.TEMPORARY_PROTECTION,
        document=advisory.DocumentSeen(
            advisory.DocumentKind.PASSPORT, "ZZ000002", "UTO", None, DAY)))
    assert refused(of_card, there) == set()
    # The first branch's own visits stay its own.
    assert refused(of_visit, there) == set(of_visit)


def test_hours_of_duty_are_kept_by_the_manager_of_their_branch() -> None:
    own, other = make_staff("own", Role.MANAGER, "SZ"), make_staff("other", Role.MANAGER, "KO")
    new = advisory.NewSpecialist("Oksana", advisory.Profession.INTERPRETER, branch="SZ")
    with pytest.raises(OutsideBranch):
        advisory.add_specialist(actor=other, at=AT, specialist=new)
    who = advisory.add_specialist(actor=own, at=AT, specialist=new)
    for branch, mode in (("SZ", advisory.InterpreterMode.ON_SITE),
                         (None, advisory.InterpreterMode.PHONE)):
        start = AT + (1 if branch else 5) * HOUR
        duty = advisory.NewDuty(who, branch, mode, start, start + 2 * HOUR)
        with pytest.raises(OutsideBranch):
            advisory.add_duty(actor=other, at=AT, duty=duty)
        made = advisory.add_duty(actor=own, at=AT, duty=duty)
        with pytest.raises(OutsideBranch):
            advisory.remove_duty(actor=other, at=AT, duty_id=made)
    hour = advisory.NewBooking(who, "SZ", AT + HOUR, AT + 2 * HOUR)
    with pytest.raises(OutsideBranch):
        advisory.book_hour(actor=make_staff("ko", Role.ADVISER, "KO"), at=AT, booking=hour)
    adviser = make_staff("sz", Role.ADVISER, "SZ")
    booked = advisory.book_hour(actor=adviser, at=AT, booking=hour)
    with pytest.raises(OutsideBranch):
        advisory.cancel_booking(actor=make_staff("ko2", Role.ADVISER, "KO"), at=AT,
                                booking_id=booked, reason="ill")
    advisory.cancel_booking(actor=adviser, at=AT, booking_id=booked, reason="ill")


def test_a_device_is_tested_where_it_stands() -> None:
    new = documents.NewDevice("SZ", "1", documents.DeviceKind.BARCODE_PRINTER, "Zebra", "S-1",
                              "", "")
    with pytest.raises(OutsideBranch):
        documents.add_device(actor=make_staff("m", Role.MANAGER, "KO"), at=AT, device=new)
    device = documents.add_device(actor=make_staff("n", Role.MANAGER, "SZ"), at=AT, device=new)
    acts: Acts = {
        "state": partial(documents.set_device_state, device_id=device,
                         state=documents.DeviceState.FAULTY),
        "print": partial(documents.print_test, device_id=device),
        "scan": partial(documents.record_scan, device_id=device, scanned="A", expected="A")}
    assert refused(acts, make_staff("ko", Role.RECEPTIONIST, "KO")) == set(acts)
    assert refused(acts, make_staff("sz", Role.RECEPTIONIST, "SZ")) == set()


def test_the_refusal_says_whose_it_is_and_the_page_offers_no_such_act(sign_in: Sign) -> None:
    card = make_card(make_person(), is_signed=False)
    make_visit(card)
    page = reverse("advisory:card", args=[card])
    there = sign_in(Role.ADVISER, branch="KO")
    shown = text(there.get(page))
    assert "Record a visit" in shown
    assert "Add a follow-up" not in shown
    assert "Close the visit" not in shown
    answer = there.post(reverse("advisory:sign", args=[card]))
    assert answer.status_code == 403
    assert "This belongs to: Szczecin" in text(answer)
    assert "Add a follow-up" in text(sign_in(Role.ADVISER, username="own", branch="SZ").get(page))
