"""What follows a visit: follow-ups, referrals, the survey, complaints."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Actor, Role, system_actor
from przystan.platform.audit import public as audit
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import models
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.rules.followups import NEED_REASON, check_step
from przystan.rooms.advisory.rules.voices import SMALLEST_SHOWN, suppress
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_project, make_staff
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
S, C = advisory.ReferralState, advisory.ComplaintState


@pytest.fixture
def card(db: None) -> int:
    return make_card(make_person())


def followup(card: int, **changes: object) -> advisory.NewFollowUp:
    base = advisory.NewFollowUp(card, "SZ", DAY + timedelta(days=7), "call back")
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_follow_up_is_due_until_it_is_done_and_can_be_reopened(card: int) -> None:
    late = advisory.add_followup(actor=ACTOR, at=AT, followup=followup(card))
    soon = advisory.add_followup(actor=ACTOR, at=AT, followup=followup(card, due_on=DAY))
    assert [f.id for f in advisory.list_followups()] == [soon, late]
    assert advisory.count_due(until=DAY) == 1
    advisory.finish_followup(actor=ACTOR, at=AT, followup_id=soon, outcome="reached")
    with pytest.raises(advisory.DoneAlready):
        advisory.finish_followup(actor=ACTOR, at=AT, followup_id=soon)
    assert [(f.id, f.outcome) for f in advisory.list_followups(is_done=True)] == [
        (soon, "reached")]
    advisory.reopen_followup(actor=ACTOR, at=AT, followup_id=soon)
    advisory.reopen_followup(actor=ACTOR, at=AT, followup_id=soon)
    assert advisory.count_due(until=DAY) == 1
    for wrong in ({"task": " "}, {"due_on": DAY - timedelta(days=1)}):
        with pytest.raises(advisory.InvalidFollowUp):
            advisory.add_followup(actor=ACTOR, at=AT, followup=followup(card, **wrong))


def referral(card: int, **changes: object) -> advisory.NewReferral:
    base = advisory.NewReferral(card, "SZ", "Fundacja Test", "kurs", True)
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_referral_goes_its_way_step_by_step(card: int) -> None:
    made = advisory.make_referral(actor=ACTOR, at=AT, referral=referral(card))
    with pytest.raises(advisory.ReferralRefused, match="state"):
        advisory.move_referral(actor=ACTOR, at=AT, referral_id=made, state=S.DONE)
    advisory.move_referral(actor=ACTOR, at=AT, referral_id=made, state=S.ACCEPTED)
    advisory.move_referral(actor=ACTOR, at=AT, referral_id=made, state=S.DONE)
    found = advisory.get_referral(referral_id=made)
    assert [s.state for s in found.steps] == [S.MADE, S.ACCEPTED, S.DONE]
    refused = advisory.make_referral(actor=ACTOR, at=AT, referral=referral(card))
    with pytest.raises(advisory.ReferralRefused, match="reason"):
        advisory.move_referral(actor=ACTOR, at=AT, referral_id=refused, state=S.REFUSED)
    for wrong in ({"has_consent": False}, {"organisation": " "}):
        with pytest.raises(advisory.ReferralRefused):
            advisory.make_referral(actor=ACTOR, at=AT, referral=referral(card, **wrong))


@given(st.lists(st.tuples(st.sampled_from(list(S)), st.sampled_from(["", "why"])), max_size=8))
def test_however_it_is_moved_a_referral_ends_and_stays_ended(steps) -> None:
    state, path = S.MADE, [S.MADE]
    for wanted, reason in steps:
        try:
            check_step(state, wanted, reason)
        except advisory.ReferralRefused:
            continue
        assert reason or wanted not in NEED_REASON
        state = wanted
        path.append(wanted)
    assert len(path) == len(set(path)) <= 3
    assert S.DONE not in path or path == [S.MADE, S.ACCEPTED, S.DONE]
    assert not {S.REFUSED, S.DONE, S.WITHDRAWN} & set(path[:-1])


@pytest.mark.django_db(transaction=True)
def test_two_answers_in_one_second_leave_one_state() -> None:
    made = advisory.make_referral(
        actor=ACTOR, at=AT, referral=referral(make_card(make_person())))
    barrier, results = threading.Barrier(4), []

    def answer(state: advisory.ReferralState) -> None:
        try:
            with transaction.atomic():
                barrier.wait(timeout=20)
                advisory.move_referral(
                    actor=ACTOR, at=AT, referral_id=made, state=state, reason="because")
            results.append(state)
        except advisory.ReferralRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(s,))
               for s in (S.ACCEPTED, S.REFUSED, S.REFUSED, S.WITHDRAWN)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    # A withdrawal may follow an acceptance; two first answers never stand side by side.
    states = [s.state for s in advisory.get_referral(referral_id=made).steps]
    assert states[0] is S.MADE
    assert states[1:] in ([S.ACCEPTED], [S.REFUSED], [S.WITHDRAWN], [S.ACCEPTED, S.WITHDRAWN])
    assert len(results) == len(states) - 1


YES = advisory.SurveyAnswer(advisory.Helpfulness.YES, advisory.Clarity.PARTLY)


@pytest.mark.django_db
def test_a_code_opens_the_survey_once_and_the_answer_tells_nobody() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    project = make_project()
    code = advisory.invite_to_survey(
        actor=ACTOR, at=AT, project_id=project, branch="SZ", language="uk")
    assert advisory.find_invitation(code=code.lower()).language == "uk"
    before = audit.list_lines(limit=1)[0].seq
    advisory.answer_survey(at=AT + timedelta(days=3), code=code, answer=YES)
    assert audit.list_lines(limit=1)[0].seq == before
    with pytest.raises(advisory.SurveyClosed):
        advisory.answer_survey(at=AT, code=code, answer=YES)
    late = advisory.invite_to_survey(
        actor=ACTOR, at=AT, project_id=project, branch="SZ", language="uk")
    for wrong, at in ((late, AT + timedelta(days=32)), ("BCDFGHJKLM", AT)):
        with pytest.raises(advisory.SurveyClosed):
            advisory.answer_survey(at=at, code=wrong, answer=YES)
    kept = models.SurveyAnswer.objects.get()
    assert (kept.month, kept.helpful) == (date(2023, 3, 1), "yes")
    assert {f.name for f in models.SurveyAnswer._meta.get_fields() if f.is_relation} == {
        "project", "branch"}
    assert code not in str(list(models.SurveyInvitation.objects.values()))


def test_small_numbers_are_hidden_with_another_one() -> None:
    table = suppress("q", {"yes": 40, "partly": 12, "no": 3}, ["yes", "partly", "no"])
    assert [c.count for c in table.counts] == [40, None, None]
    assert table.total == 55
    alone = suppress("q", {"yes": 3}, ["yes", "partly", "no"])
    assert (alone.counts[0].count, alone.total) == (None, None)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_no_hidden_number_can_be_computed_from_what_is_shown(numbers: list[int]) -> None:
    order = [str(n) for n in range(len(numbers))]
    table = suppress("q", dict(zip(order, numbers, strict=True)), order)
    shown = [c.count for c in table.counts]
    for number, seen in zip(numbers, shown, strict=True):
        assert seen in (None, number)
        assert seen is None or seen == 0 or seen >= SMALLEST_SHOWN
    hidden = [n for n, seen in zip(numbers, shown, strict=True) if seen is None]
    if hidden and table.total is not None:
        # What the total gives away is a sum of at least two, and no small number itself.
        assert len(hidden) >= 2
        assert sum(hidden) >= SMALLEST_SHOWN
    if not hidden:
        assert table.total == sum(numbers)


@pytest.fixture
def desk(db: None) -> tuple[Actor, Actor]:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    return make_staff("adviser", Role.ADVISER), make_staff("manager", Role.MANAGER)


def complaint(**changes: object) -> advisory.NewComplaint:
    base = advisory.NewComplaint(
        "SZ", advisory.ComplaintCategory.WAITING, "two hours", "uk", contact="a@b.example")
    return replace(base, **changes)  # type: ignore[arg-type]


def test_the_confidential_lane_is_closed_to_advisers(desk: tuple[Actor, Actor]) -> None:
    adviser, manager = desk
    public = Actor(None, "public")
    assert advisory.file_complaint(
        actor=public, at=AT, complaint=complaint()) == "S/1/2023"
    advisory.file_complaint(
        actor=adviser, at=AT, complaint=complaint(is_confidential=True, text="the adviser"))
    assert [c.is_confidential for c in advisory.list_complaints(actor=adviser)] == [False]
    both = advisory.list_complaints(actor=manager)
    assert [c.is_confidential for c in both] == [True, False]
    assert {c.text for c in both} == {""}
    with pytest.raises(advisory.ComplaintNotFound):
        advisory.read_complaint(actor=adviser, at=AT, complaint_id=both[0].id)
    assert advisory.read_complaint(
        actor=manager, at=AT, complaint_id=both[0].id).text == "the adviser"
    assert audit.list_lines(limit=1)[0].action == "advisory.read_complaint"


def test_a_complaint_is_answered_with_words(desk: tuple[Actor, Actor]) -> None:
    _adviser, manager = desk
    advisory.file_complaint(actor=manager, at=AT, complaint=complaint())
    one = advisory.list_complaints(actor=manager)[0].id
    with pytest.raises(advisory.InvalidComplaint, match="says why"):
        advisory.move_complaint(actor=manager, at=AT, complaint_id=one, state=C.ANSWERED)
    advisory.move_complaint(
        actor=manager, at=AT, complaint_id=one, state=C.ANSWERED, answer="sorry")
    with pytest.raises(advisory.InvalidComplaint, match="state"):
        advisory.move_complaint(actor=manager, at=AT, complaint_id=one, state=C.RECEIVED)
    found = advisory.get_complaint(actor=manager, complaint_id=one)
    assert (found.state, found.steps[-1].answer) == (C.ANSWERED, "sorry")
    for wrong in (complaint(text=" "), complaint(text="x" * 5001)):
        with pytest.raises(advisory.InvalidComplaint):
            advisory.file_complaint(actor=manager, at=AT, complaint=wrong)
