"""Real calls to operators who differ in what they may serve, on the real engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.training import public as training
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, both_ways, run, strength, until
from tests.peers.test_phone import SINGS, publish

pytestmark = [pytest.mark.slow]

ROBOT = accounts.system_actor("test")
WORK = "temporary-residence-and-work"
IDLE = Actor(None, "Idle", login="idle")
SKILLED = Actor(None, "Skilled", login="skilled")
SKILL_WAIT = 6
Ask = Callable[..., Any]


@pytest.fixture
def office(transactional_db: None) -> None:
    """An office open at every hour whose queue is of the topic, with one certified operator."""
    with transactions.transaction():
        knowledge.publish_procedure(
            actor=ROBOT, at=clock.now(), procedure=knowledge.NewProcedure(
                slug=WORK, legal_basis="art. 114", owner="SOC", review_by=date(2030, 1, 1),
                texts=(knowledge.ProcedureText(
                    language="pl", title="Praca", summary="s", who="w", where="w",
                    documents=("d",), fee="440", term="t", after="a"),)))
        certify("Skilled")
    publish(shipped_text()
            .replace("days = [1, 2, 3, 4, 5]", "days = [1, 2, 3, 4, 5, 6, 7]")
            .replace("opens = 08:00:00", "opens = 00:00:00")
            .replace("closes = 16:00:00", "closes = 23:59:59.999999")
            .replace('queue = "department"\n', 'queue = "department"\n'
                     f'topic = "{WORK}"\nskill_wait = {SKILL_WAIT}\n'))


def certify(name: str) -> None:
    """Let somebody hold a certificate for the topic: session, signature, test, certificate."""
    now = clock.now()
    asked, held = now - timedelta(days=9), now - timedelta(days=2)
    user_id = accounts.add_user(
        username=name.lower(), display_name=name, email="", language="pl", password=None,
        actor=ROBOT, at=asked)
    accounts.grant_role(user_id=user_id, role=accounts.Role.OPERATOR, branch=None, actor=ROBOT,
                        at=asked)
    who = accounts.actor_of(user_id=user_id, at=asked)
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    training.add_courses(courses=[
        training.NewCourse("C1", "Praca", "Work", 12, 50, (WORK,))], actor=ROBOT, at=asked)
    training.add_question(course_code="C1", text="?", choices=("tak", "nie"), right=0,
                          actor=ROBOT, at=asked)
    planned = training.plan_session(
        planned=training.NewPlanned("C1", held, Decimal(8), "Trener", "102", "SZ", 1, "",
                                    ("operator",)), actor=ROBOT, at=asked)
    enrolment = training.request_enrolment(planned_id=planned, unit="", actor=who, at=asked)
    training.decide_enrolment(enrolment_id=enrolment, is_approved=True, actor=ROBOT, at=asked)
    after = held + timedelta(hours=9)
    session = training.hold_session(
        planned_id=planned, present=[enrolment], actor=ROBOT, at=after)
    line = training.list_attendance(session_id=session)[0]
    training.sign_attendance(attendance_id=line.id, actor=who, at=after)
    to_sit = training.questions_to_sit(
        course_code="C1", kind=training.SittingKind.POST, user_id=user_id)
    training.sit_test(course_code="C1", kind=training.SittingKind.POST, number=to_sit.number,
                      answers=[0] * len(to_sit.questions), actor=who, at=after)
    training.issue_certificate(attendance_id=line.id, actor=ROBOT, at=after)


def sign_on(who: Actor, phone: str, *, idle_minutes: int) -> None:
    with transactions.transaction():
        calls.set_agent_state(
            status=calls.AgentStatus.READY, phone=phone, languages=(), actor=who,
            at=clock.now() - timedelta(minutes=idle_minutes))


def call_answered_at(places: EnginePlaces, phone: str) -> tuple[bytes, int]:
    """Call the Polish line and press 0; what the caller hears from `phone`, and other rings."""
    heard: list[bytes] = []
    others: list[int] = []

    async def scenario() -> None:
        async with Phones(places) as phones:
            for name in ("op101", "op102"):
                await phones.register(name)
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "801")
            await call.send_dtmf("0")
            operator = await phones.pick_up(phone)
            heard.append((await both_ways(call, operator))[0])
            others.append(sum(len(rung) for name, rung in phones.rung.items() if name != phone))
            await operator.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 5, "the caller is let go")

    run(scenario())
    return heard[0], others[0]


def offers(eventually: Ask) -> tuple[calls.Offer, ...]:
    contact = eventually(lambda: calls.list_contacts(wanted=calls.ContactFilter()))[0]
    return calls.list_offers(call_key=calls.get_contact(contact_id=contact.id).contact.key)


@pytest.mark.usefixtures("office")
def test_a_caller_reaches_the_operator_who_holds_the_topic(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """Another operator has been idle for an hour, and is not rung."""
    sign_on(IDLE, "op101", idle_minutes=60)
    sign_on(SKILLED, "op102", idle_minutes=1)
    heard, other_rings = call_answered_at(places, "op102")
    assert strength(heard, 900) > SINGS
    assert other_rings == 0
    (offer,) = offers(eventually)
    assert (offer.username, offer.fit, offer.reason, offer.route.topic) == (
        "skilled", calls.Fit.TOPIC, calls.OfferReason.HOLDS_TOPIC, WORK)


@pytest.mark.usefixtures("office")
def test_a_call_overflows_when_nobody_signed_on_holds_the_topic(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """Not before the wait of the place is over, and why is kept."""
    sign_on(IDLE, "op101", idle_minutes=60)
    heard, _others = call_answered_at(places, "op101")
    assert strength(heard, 900) > SINGS
    (offer,) = offers(eventually)
    assert (offer.username, offer.fit, offer.reason) == (
        "idle", calls.Fit.LANGUAGE, calls.OfferReason.NOBODY_HOLDS_TOPIC)
    assert SKILL_WAIT <= offer.waited_seconds < SKILL_WAIT + 20
