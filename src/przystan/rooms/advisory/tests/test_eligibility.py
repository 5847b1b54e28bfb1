"""The target group: dated rules, versions kept on the card, reasons; documents and signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import system_actor
from przystan.rooms.advisory import models
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.rules.eligibility import rules_on
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_visit
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
E, R, B = advisory.Eligibility, advisory.EligibilityReason, advisory.StayBasis
PASSPORT = advisory.DocumentSeen(
    advisory.DocumentKind.PASSPORT, "XX000001", "UKR", date(2030, 1, 1), DAY)


def rule(code: str = "1-temporary-permit", version: int = 1, **changes: object):
    base = advisory.EligibilityRule(
        0, code, version, 1, B.TEMPORARY_PERMIT, (), (), advisory.Support.ALL, "art. 1",
        "source", True, date(2014, 5, 1), None)
    return replace(base, **changes)  # type: ignore[arg-type]


RULES = (
    rule("0-union", group_number=0, stay_basis=None, states=("DEU", "POL")),
    rule("0-eea", group_number=0, stay_basis=None, states=("NOR",), is_confirmed=False),
    rule(),
    rule("1-visa", stay_basis=B.NATIONAL_VISA, visa_codes=("06", "05a")),
    rule("5-in-course", stay_basis=B.IN_COURSE, support=advisory.Support.LEGALISATION),
    rule("7-protection", stay_basis=B.TEMPORARY_PROTECTION, valid_from=date(2022, 3, 4)),
)


def facts(basis: advisory.StayBasis = B.TEMPORARY_PERMIT, state: str = "UKR", code: str = "",
          *documents: advisory.DocumentSeen):
    return advisory.EligibilityFacts(state, basis, code, documents or (PASSPORT,))


@pytest.mark.parametrize(("asked", "outcome", "reason"), [
    (facts(), E.ELIGIBLE, R.BASIS_ACCEPTED),
    (facts(state="DEU"), E.NOT_ELIGIBLE, R.EXCLUDED_STATE),
    (facts(state="NOR"), E.NOT_ELIGIBLE, R.RULE_UNCONFIRMED),
    (facts(state="XXA"), E.ELIGIBLE, R.STATELESS),
    (facts(state="XXX"), E.UNCLEAR, R.CITIZENSHIP_UNKNOWN),
    (facts(B.OTHER), E.UNCLEAR, R.BASIS_NOT_LISTED),
    (facts(B.HUMANITARIAN), E.NOT_ELIGIBLE, R.BASIS_NOT_LISTED),
    (facts(B.IN_COURSE), E.LIMITED, R.BASIS_LIMITED),
    (facts(B.NATIONAL_VISA, "UKR", "05A"), E.ELIGIBLE, R.VISA_CODE_ACCEPTED),
    (facts(B.NATIONAL_VISA, "UKR", "01"), E.NOT_ELIGIBLE, R.VISA_CODE_NOT_LISTED),
    (facts(B.NATIONAL_VISA), E.UNCLEAR, R.VISA_CODE_UNKNOWN),
    (replace(facts(), documents=()), E.UNCLEAR, R.NO_DOCUMENT),
    (facts(B.TEMPORARY_PERMIT, "UKR", "", replace(PASSPORT, valid_until=date(2022, 1, 1))),
     E.UNCLEAR, R.DOCUMENT_EXPIRED),
    (facts(B.TEMPORARY_PROTECTION, "UKR", "", replace(PASSPORT, valid_until=date(2022, 1, 1))),
     E.ELIGIBLE, R.DOCUMENT_EXPIRED),
])
def test_the_check_explains_itself(asked, outcome, reason) -> None:
    result = advisory.check_eligibility(asked, RULES, DAY)
    assert result.outcome is outcome
    assert reason in [line.reason for line in result.reasons]
    assert all(advisory.reason_words(line) for line in result.reasons)


def test_a_rule_counts_only_while_it_is_in_force() -> None:
    protected = facts(B.TEMPORARY_PROTECTION)
    assert advisory.check_eligibility(protected, RULES, date(2022, 3, 3)).outcome is (
        E.NOT_ELIGIBLE)
    assert advisory.check_eligibility(protected, RULES, date(2022, 3, 4)).outcome is E.ELIGIBLE


def test_without_rules_nothing_is_settled() -> None:
    assert advisory.check_eligibility(facts(), (), DAY).outcome is E.UNCLEAR


DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


SPANS = st.lists(
    st.tuples(DAYS, st.none() | DAYS), min_size=1, max_size=6, unique_by=lambda x: x[0])


@given(SPANS, DAYS, st.randoms())
def test_one_version_at_most_is_in_force_the_latest_that_has_begun(spans, day, shuffled) -> None:
    versions = [
        rule(version=n, valid_from=since, valid_until=until)
        for n, (since, until) in enumerate(sorted(spans, key=lambda x: x[0]), 1)
        if until is None or until >= since]
    shuffled.shuffle(versions)
    found = rules_on(versions, day)
    begun = [v for v in versions if v.valid_from <= day]
    latest = max(begun, key=lambda v: v.version, default=None)
    expected = () if latest is None or (latest.valid_until and latest.valid_until < day) else (
        latest,)
    assert found == expected


@given(st.sampled_from(["UKR", "DEU", "NOR", "XXA", "XXX", "VNM"]), st.sampled_from(list(B)),
       st.sampled_from(["", "06", "01", "05a"]), st.booleans(), DAYS)
def test_more_knowledge_never_makes_a_check_less_settled_and_unconfirmed_rules_are_named(
    state, basis, code, has_document, day
) -> None:
    bare = advisory.EligibilityFacts(state, basis, code)
    seen = replace(bare, documents=(replace(PASSPORT, valid_until=None),))
    asked = seen if has_document else bare
    result = advisory.check_eligibility(asked, RULES, day)
    order = [E.ELIGIBLE, E.LIMITED, E.UNCLEAR, E.NOT_ELIGIBLE]
    assert order.index(advisory.check_eligibility(seen, RULES, day).outcome) <= order.index(
        result.outcome)
    if state in ("DEU", "NOR"):
        assert result.outcome is E.NOT_ELIGIBLE
    used = {r.name: r for r in RULES if r.name in result.rules}
    assert {line.detail for line in result.reasons if line.reason is R.RULE_UNCONFIRMED} == {
        name for name, r in used.items() if not r.is_confirmed}


def new_rule(**changes: object) -> advisory.NewEligibilityRule:
    base = advisory.NewEligibilityRule(
        "t-permit", 1, B.TEMPORARY_PERMIT, (), (), advisory.Support.ALL, "art. 114", "the Act",
        True, date(2014, 5, 1))
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_version_used_stays_on_the_card_when_the_rule_changes() -> None:
    models.EligibilityRule.objects.all().delete()
    advisory.add_rule_version(actor=ACTOR, at=AT, rule=new_rule())
    card = make_card(make_person(), stay_basis=B.TEMPORARY_PERMIT)
    advisory.record_document(actor=ACTOR, at=AT, card_id=card, document=PASSPORT)
    first = advisory.check_card_eligibility(actor=ACTOR, at=AT, card_id=card)
    assert (first.outcome, first.rules) == (E.ELIGIBLE, ("t-permit/1",))
    advisory.add_rule_version(actor=ACTOR, at=AT, rule=new_rule(
        valid_from=DAY, support=advisory.Support.LEGALISATION, topics=(advisory.Topic.APPEAL,)))
    second = advisory.check_card_eligibility(actor=ACTOR, at=AT, card_id=card)
    before = advisory.check_card_eligibility(
        actor=ACTOR, at=AT, card_id=card, day=DAY - timedelta(days=1))
    assert (second.outcome, second.rules) == (E.LIMITED, ("t-permit/2",))
    assert before.rules == ("t-permit/1",)
    kept = advisory.checks_of(card_id=card)
    assert [c.result for c in kept] == [before, second, first]


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [
    {"article": " "}, {"stay_basis": None}, {"states": ("DEU",)},
    {"support": advisory.Support.LEGALISATION}, {"topics": (advisory.Topic.APPEAL,)},
    {"valid_until": date(2014, 1, 1)},
])
def test_rules_that_are_refused(changes) -> None:
    with pytest.raises(advisory.InvalidRule):
        advisory.add_rule_version(actor=ACTOR, at=AT, rule=new_rule(**changes))
    advisory.add_rule_version(actor=ACTOR, at=AT, rule=new_rule())
    with pytest.raises(advisory.InvalidRule, match="begins after"):
        advisory.add_rule_version(actor=ACTOR, at=AT, rule=new_rule())


@pytest.mark.django_db
def test_a_document_is_seen_once_a_day_and_no_copy_is_kept() -> None:
    card = make_card(make_person())
    advisory.record_document(actor=ACTOR, at=AT, card_id=card, document=PASSPORT)
    with pytest.raises(advisory.DocumentSeenToday):
        advisory.record_document(actor=ACTOR, at=AT, card_id=card, document=PASSPORT)
    for wrong in (replace(PASSPORT, number=" "), replace(PASSPORT, issuing_state="PL"),
                  replace(PASSPORT, seen_on=date(2024, 1, 1))):
        with pytest.raises(advisory.InvalidDocument):
            advisory.record_document(actor=ACTOR, at=AT, card_id=card, document=wrong)
    assert [d.number for d in advisory.documents_seen(card_ids=[card])] == ["XX000001"]
    kinds = {f.get_internal_type() for f in models.DocumentSeen._meta.get_fields()}
    assert not kinds & {"BinaryField", "FileField", "ImageField"}


LINE = [[[x, 100 + x % 40, x] for x in range(0, 400, 20)]]


@pytest.mark.django_db
def test_a_card_is_signed_once_and_each_visit_for_itself() -> None:
    card = make_card(make_person(), is_signed=False)
    visit = make_visit(card)
    advisory.sign_visit(actor=ACTOR, at=AT, visit_id=visit)
    assert not advisory.get_card(card_id=card).is_signed
    with pytest.raises(advisory.SignedAlready):
        advisory.sign_visit(actor=ACTOR, at=AT, visit_id=visit)
    strokes = advisory.read_strokes(LINE)
    for _ in range(2):
        advisory.sign_card(
            actor=ACTOR, at=AT, card_id=card, strokes=strokes, content_hash="a" * 64)
    assert advisory.get_card(card_id=card).is_signed
    signatures = advisory.signatures_of(card_id=card)
    assert [(s.visit_id, s.way, s.strokes) for s in signatures] == [
        (visit, advisory.SignatureWay.PAPER, ()), (None, advisory.SignatureWay.PAD, strokes)]
    with pytest.raises(IntegrityError, match="advisory_signature_card_once"):
        models.Signature.objects.create(card_id=card, signed_at=AT, actor_name="x")


@pytest.mark.parametrize("wrong", [
    None, [], [[]], [[[1, 2]]], [[[1, 2, "3"]]], [[[1, 2, True]]], [[[1001, 0, 0]]],
    [[[0, 401, 0]]], [[[5, 5, 0], [6, 6, 1]]], [[[0, 0, 0]] * 5000], "scribble", {"a": 1},
])
def test_what_is_no_signature_is_refused(wrong) -> None:
    with pytest.raises(advisory.InvalidSignature):
        advisory.read_strokes(wrong)


POINT = st.tuples(st.integers(0, 1000), st.integers(0, 400), st.integers(0, 600000))


@given(st.lists(st.lists(POINT, min_size=1, max_size=12), min_size=1, max_size=8))
def test_a_path_visits_every_point_of_every_stroke(content) -> None:
    try:
        strokes = advisory.read_strokes([[list(p) for p in s] for s in content])
    except advisory.InvalidSignature:
        return
    path = advisory.path_of(strokes)
    assert path.count("M") == len(content)
    for stroke in content:
        for x, y, _ms in stroke:
            assert f"{x} {y}" in path
