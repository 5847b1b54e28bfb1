"""A case from receipt to card through the door: what happens, and what is refused with words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases
from przystan.rooms.people.testing import make_person

AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
HEAD = accounts.system_actor("head")
C, K, D = cases.Channel, cases.EventKind, cases.DeliveryStep


@pytest.fixture
def office(db: None) -> Iterator[None]:
    del db
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ROBOT, at=AT)
    # Refusals are compared by their English words.
    with translation.override("en"):
        yield


def receive(day: date = date(2026, 4, 8), **other: object) -> int:
    given = {
        "unit": "SOC-II", "type_code": "temporary_work",
        "received_at": datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        "channel": C.IN_PERSON, "branch": "SZ", "person_id": None, "entry_key": uuid4(), **other}
    return cases.receive_application(
        application=cases.Application(**given), actor=ROBOT, at=AT)  # type: ignore[arg-type]


def clock_of(case_id: int, on: date = date(2026, 5, 20)) -> cases.CaseClock:
    return cases.clock_of(case_id=case_id, on=on)


def summon(case_id: int, *codes: str, on: date = date(2026, 4, 9), **other: object) -> int:
    return cases.send_summons(**{
        "case_id": case_id, "codes": codes, "on": on, "language": "uk", "entry_key": uuid4(),
        "actor": ROBOT, "at": AT, **other})  # type: ignore[arg-type]


def deliver(case_id: int, letter: int, step: D, on: date) -> cases.DeliveryDay | None:
    return cases.record_delivery(case_id=case_id, letter_id=letter, step=step, on=on, actor=ROBOT,
                                 at=AT)


def tick(case_id: int, code: str, on: date) -> None:
    cases.tick_item(case_id=case_id, code=code, on=on, actor=ROBOT, at=AT)


def test_both_regimes_of_receipt(office: None) -> None:
    paper = receive(date(2026, 4, 26), channel=C.POST, last_stay_date=date(2026, 4, 26))
    assert cases.confirm_receipt(case_id=paper, on=date(2026, 4, 28), actor=ROBOT, at=AT) is (
        cases.Confirmation.STAMP)
    mos = receive(date(2026, 4, 27), channel=C.ELECTRONIC, last_stay_date=date(2026, 5, 1))
    assert cases.confirm_receipt(case_id=mos, on=date(2026, 5, 4), actor=ROBOT, at=AT) is (
        cases.Confirmation.CERTIFICATE)
    with pytest.raises(cases.ReceiptRefused, match="electronically"):
        receive(date(2026, 4, 27), channel=C.POST)
    # A residence card has no term: its application still comes on paper.
    receive(date(2026, 4, 27), channel=C.POST, type_code="card")
    late = receive(date(2026, 4, 20), last_stay_date=date(2026, 4, 19))
    facts = cases.receipt_of(case_id=late)
    assert facts is not None
    assert facts.in_time is False
    with pytest.raises(cases.ReceiptRefused, match="lawful stay"):
        cases.confirm_receipt(case_id=late, on=date(2026, 4, 21), actor=ROBOT, at=AT)


def test_an_application_from_the_future_or_before_birth_is_refused(office: None) -> None:
    with pytest.raises(cases.ReceiptRefused, match="not come yet"):
        receive(date(2026, 5, 21))
    person = make_person(birth_date=date(2000, 1, 2))
    with pytest.raises(cases.ReceiptRefused, match="born"):
        receive(date(2000, 1, 1), person_id=person)
    case_id = receive(person_id=person)
    assert [p.role for p in cases.parties_of(case_id=case_id)] == [cases.PartyRole.APPLICANT]


def test_a_form_sent_twice_is_one_case_and_one_summons(office: None) -> None:
    key = uuid4()
    assert receive(entry_key=key) == receive(entry_key=key)
    assert models.Case.objects.count() == 1
    case_id = models.Case.objects.get().pk
    assert summon(case_id, "photo", entry_key=key) == summon(case_id, "photo", entry_key=key)
    assert len(cases.letters_of(case_id=case_id)) == 1


def test_the_clock_follows_summons_delivery_and_what_arrives(office: None) -> None:
    case_id = receive()
    tick(case_id, "fingerprints", date(2026, 4, 8))
    letter = summon(case_id, "photo", "employer_annex")
    assert any(x.sentence is cases.Sentence.MISSING_DELIVERY for x in clock_of(case_id).lines)
    day = deliver(case_id, letter, D.DELIVERED, date(2026, 4, 14))
    assert day == cases.DeliveryDay(date(2026, 4, 14), "KPA art. 42–43", False)
    # One term for both: the 14 days of the document, to Tuesday 28 April.
    assert cases.letters_of(case_id=case_id)[0].due_on == date(2026, 4, 28)
    for line in cases.checklist_of(case_id=case_id):
        if not line.came_on:
            tick(case_id, line.code, date(2026, 4, 20))
    clock = clock_of(case_id)
    assert (clock.state, clock.started_on) == (cases.ClockState.RUNNING, date(2026, 4, 20))
    # 60 days after 20 April 2026 is Friday 19 June.
    assert clock.last_date == date(2026, 6, 19)


def test_two_notices_count_as_delivery_on_the_fourteenth_day(office: None) -> None:
    case_id = receive()
    letter = summon(case_id, "photo")
    with pytest.raises(cases.DeliveryRefused, match="follows a first"):
        deliver(case_id, letter, D.SECOND_NOTICE, date(2026, 4, 20))
    assert deliver(case_id, letter, D.FIRST_NOTICE, date(2026, 4, 13)) is None
    day = deliver(case_id, letter, D.SECOND_NOTICE, date(2026, 4, 21))
    assert day == cases.DeliveryDay(date(2026, 4, 27), "KPA art. 44 § 4", True)
    # Seven days later is Monday 4 May.
    assert cases.letters_of(case_id=case_id)[0].due_on == date(2026, 5, 4)
    with pytest.raises(cases.DeliveryRefused, match="delivered already"):
        deliver(case_id, letter, D.DELIVERED, date(2026, 4, 29))


def test_a_summons_that_cannot_be_true_says_what_to_do(office: None) -> None:
    case_id = receive()
    with pytest.raises(cases.SummonsRefused, match="at least one"):
        summon(case_id)
    with pytest.raises(cases.SummonsRefused, match="came already|come already"):
        summon(case_id, "appearance")
    with pytest.raises(cases.SummonsRefused, match="14 days"):
        summon(case_id, "employer_annex", days=7)
    letter = summon(case_id, "photo")
    with pytest.raises(cases.SummonsRefused, match="asked for later"):
        tick(case_id, "photo", date(2026, 4, 8))
    with pytest.raises(cases.DeliveryRefused, match="made later"):
        deliver(case_id, letter, D.DELIVERED, date(2026, 4, 8))
    with pytest.raises(IntegrityError, match="cases_summons_term_positive"), transaction.atomic():
        models.Summons.objects.filter(pk=letter).update(days=0)


def test_a_letter_stands_in_polish_with_its_explanation(office: None) -> None:
    case_id = receive()
    letter = summon(case_id, "photo", "employer_annex")
    content = cases.letter_pdf(case_id=case_id, letter_id=letter)
    page = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert "Wezwanie" in page
    assert "Aktualne fotografie" in page
    assert "Актуальні фотографії" in page
    assert "SOC-II.6151.1.2026" in page
    with pytest.raises(cases.TemplateRefused, match="sings"):
        cases.change_template(kind=cases.LetterKind.SUMMONS, title="x", body="{sings}",
                              actor=ROBOT, at=AT)
    cases.change_template(kind=cases.LetterKind.SUMMONS, title="Nowe", body="{sign}", actor=ROBOT,
                          at=AT)
    again = pypdfium2.PdfDocument(cases.letter_pdf(case_id=case_id, letter_id=letter))
    assert "Wezwanie" in again[0].get_textpage().get_text_range()


def drafted(case_id: int, outcome: cases.Decision = cases.Decision.GRANTED) -> int:
    return cases.draft_decision(case_id=case_id, outcome=outcome, grounds="Warunki spełnione.",
                                entry_key=uuid4(), actor=ROBOT, at=AT)


def sign(case_id: int, draft: int) -> int:
    return cases.sign_decision(case_id=case_id, draft_id=draft, on=date(2026, 5, 4),
                               language="en", entry_key=uuid4(), actor=HEAD, at=AT)


def review(case_id: int, draft: int, verdict: cases.Verdict, note: str = "",
           actor: accounts.Actor = HEAD) -> None:
    cases.review_draft(case_id=case_id, draft_id=draft, verdict=verdict, note=note, actor=actor,
                       at=AT)


def test_a_decision_goes_from_draft_to_card(office: None) -> None:
    case_id = receive()
    draft = drafted(case_id)
    with pytest.raises(cases.DraftRefused, match="Somebody else"):
        review(case_id, draft, cases.Verdict.APPROVED, actor=ROBOT)
    with pytest.raises(cases.DraftRefused, match="approved"):
        sign(case_id, draft)
    with pytest.raises(cases.DraftRefused, match="why"):
        review(case_id, draft, cases.Verdict.RETURNED)
    review(case_id, draft, cases.Verdict.RETURNED, "Podaj podstawę.")
    draft = drafted(case_id)
    with pytest.raises(cases.DraftRefused, match="under review"):
        drafted(case_id)
    review(case_id, draft, cases.Verdict.APPROVED)
    letter = sign(case_id, draft)
    assert cases.get_case(case_id=case_id).stage is cases.Stage.DECIDED
    deliver(case_id, letter, D.DELIVERED, date(2026, 5, 11))
    appeal = next(t for t in clock_of(case_id).lines
                  if t.sentence is cases.Sentence.APPEAL_UNTIL)
    assert appeal.to_date == date(2026, 5, 25)
    with pytest.raises(cases.DraftRefused, match="No decision"):
        drafted(case_id)

    def card(step: cases.CardStep) -> None:
        cases.record_card_step(case_id=case_id, step=step, on=date(2026, 5, 12), actor=ROBOT,
                               at=AT)

    with pytest.raises(cases.CardRefused, match="next of these"):
        card(cases.CardStep.READY)
    for step in cases.CardStep:
        card(step)
    assert cases.get_case(case_id=case_id).stage is cases.Stage.CLOSED


def test_the_database_lets_nobody_decide_twice_or_review_their_own(office: None) -> None:
    case_id = receive()
    draft = drafted(case_id)
    with pytest.raises(IntegrityError, match="cases_review_by_another"), transaction.atomic():
        models.DraftReview.objects.create(
            draft_id=draft, drafted_by="x", verdict="approved", recorded_at=AT, recorded_by="x")
    review(case_id, draft, cases.Verdict.APPROVED)
    sign(case_id, draft)
    other = models.DecisionDraft.objects.create(
        case_id=case_id, outcome="refused", grounds="x", recorded_at=AT, recorded_by="y",
        entry_key=uuid4())
    with pytest.raises(IntegrityError, match="cases_one_decision"), transaction.atomic():
        models.SignedDecision.objects.create(
            case_id=case_id, round=1, draft=other, on=date(2026, 5, 5), recorded_at=AT,
            recorded_by="y")
    with pytest.raises(cases.StageNotAllowed):
        cases.advance(case_id=case_id, stage=cases.Stage.DECIDED, on=date(2026, 5, 5),
                      decision=cases.Decision.REFUSED, actor=ROBOT, at=AT)


def test_a_ledger_gives_back_no_more_than_was_paid(office: None) -> None:
    case_id = receive()
    kinds = cases.FeeEntryKind

    def record(kind: cases.FeeEntryKind, amount: str, key: object = None) -> None:
        cases.record_fee(case_id=case_id, actor=ROBOT, at=AT, entry=cases.NewFeeEntry(
            kind, "temporary_work", Decimal(amount), date(2026, 4, 8), "",
            key or uuid4()))  # type: ignore[arg-type]

    record(kinds.DUE, "440")
    key = uuid4()
    for _ in range(2):
        record(kinds.PAID, "440", key)
    with pytest.raises(cases.FeeRefused, match="given back"):
        record(kinds.REFUND, "441")
    with pytest.raises(cases.FeeRefused, match="relief"):
        record(kinds.RELIEF, "441")
    record(kinds.REFUND, "100.50")
    ledger = cases.fees_of(case_id=case_id)
    assert (ledger.paid, ledger.refunded, ledger.balance) == (
        Decimal(440), Decimal("100.50"), Decimal("100.50"))


def test_a_proxy_is_withdrawn_once_and_families_are_linked(office: None) -> None:
    case_id, other = receive(), receive()
    proxy = cases.add_party(case_id=case_id, role=cases.PartyRole.PROXY, since=date(2026, 4, 8),
                            organisation="Kancelaria", actor=ROBOT, at=AT)

    def end(on: date) -> None:
        cases.end_party(case_id=case_id, party_id=proxy, on=on, reason="cofnięte", actor=ROBOT,
                        at=AT)

    with pytest.raises(cases.PartyRefused, match="before it began"):
        end(date(2026, 4, 1))
    end(date(2026, 4, 9))
    with pytest.raises(cases.PartyRefused, match="withdrawn before"):
        end(date(2026, 4, 10))
    with pytest.raises(cases.PartyRefused, match="either"):
        cases.add_party(case_id=case_id, role=cases.PartyRole.PROXY, since=date(2026, 4, 8),
                        actor=ROBOT, at=AT)
    for first, second in ((case_id, other), (other, case_id)):
        if first == case_id:
            cases.link_cases(case_id=first, other_id=second, kind=cases.LinkKind.FAMILY,
                             actor=ROBOT, at=AT)
        else:
            with pytest.raises(cases.LinkRefused):
                cases.link_cases(case_id=first, other_id=second, kind=cases.LinkKind.FAMILY,
                                 actor=ROBOT, at=AT)
    assert cases.linked_cases(case_id=other)[0].case_id == case_id


def test_a_case_keeps_the_checklist_of_its_day(office: None) -> None:
    case_id = receive()
    entry = cases.get_entry(code="temporary_work")
    later = replace(entry, checklist=entry.checklist[:2], valid_from=date(2026, 5, 1))
    changes = cases.save_entries(entries=[later], actor=ROBOT, at=AT)
    assert {c.field.split(".")[0] for c in changes} == {"valid_from", "checklist"}
    assert len(cases.checklist_of(case_id=case_id)) == len(entry.checklist)
    assert cases.save_entries(entries=[later], actor=ROBOT, at=AT) == ()
    assert [v.version for v in cases.list_entry_versions(code="temporary_work")] == [2, 1]
    with pytest.raises(cases.CatalogueRefused, match="at least one day"):
        cases.save_entries(entries=[replace(entry, formal_days=0)], actor=ROBOT, at=AT)


def test_the_catalogue_survives_its_file() -> None:
    entries = cases.shipped_catalogue()
    assert cases.read_catalogue(cases.write_catalogue(entries)) == entries
    assert len(entries) == 46
    assert cases.diff_catalogues(entries, entries[1:])[0].kind is cases.ChangeKind.REMOVED
    broken = cases.write_catalogue(entries)
    broken["types"][0]["file_class"] = "x"
    with pytest.raises(cases.CatalogueRefused, match="three or four digits"):
        cases.read_catalogue(broken)
