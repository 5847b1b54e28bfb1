"""Letters leave: addressees, labels, registered numbers, electronic boxes and their term."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts import public as accounts
from przystan.platform.outbox.models import Message
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.rules.post import is_registered_number
from przystan.rooms.cases.tests.test_proceeding_screens import act, officer, opened, text
from przystan.rooms.cases.tests.test_proceedings import office, receive, summon
from przystan.rooms.people.testing import make_person

__all__ = ["office", "officer"]
AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
TODAY = date(2026, 5, 20)
ROBOT = accounts.system_actor("test")
HOME = cases.Address("ul. Przykładowa 1/2", "70-502", "Szczecin")
BOX = cases.Address(electronic="AE:PL-12345-67890-ABCDE-12")
# The check digits are worked out by hand: 8·4+6·7+4·3+2·1+3·2+5·4+9·8+7·2 = 200, 11 − 200 mod 11.
NUMBER = "RR473124829PL"


def addressed(address: cases.Address = HOME, **other: object) -> tuple[int, int]:
    """A case with an applicant who has an address, and a letter that waits."""
    case_id = receive(person_id=make_person())
    party = cases.parties_of(case_id=case_id)[0].id
    cases.set_address(case_id=case_id, party_id=party, address=address, actor=ROBOT, at=AT)
    return case_id, summon(case_id, "photo", **other)


def waiting() -> list[cases.QueuedLetter]:
    return list(cases.list_letters_to_send(on=TODAY))


def test_a_proxy_gets_the_letters_of_the_applicant(office: None) -> None:
    case_id, _letter = addressed()
    assert waiting()[0].addressee is not None
    assert waiting()[0].addressee.role is cases.PartyRole.APPLICANT  # type: ignore[union-attr]
    proxy = cases.add_party(case_id=case_id, role=cases.PartyRole.PROXY, since=TODAY,
                            organisation="Kancelaria", actor=ROBOT, at=AT)
    to = waiting()[0].addressee
    assert to == cases.Addressee(cases.PartyRole.PROXY, None, "Kancelaria", None)
    with pytest.raises(cases.AddressMissing) as lost:
        cases.labels_pdf(letters=waiting())
    assert lost.value.signs == (waiting()[0].sign,)
    cases.end_party(case_id=case_id, party_id=proxy, on=TODAY, reason="wypowiedziane",
                    actor=ROBOT, at=AT)
    assert waiting()[0].addressee.address == HOME  # type: ignore[union-attr]


def test_labels_bear_name_and_address(office: None) -> None:
    for _ in range(15):
        addressed()
    pdf = pypdfium2.PdfDocument(cases.labels_pdf(letters=waiting()))
    assert len(pdf) == 2
    page = pdf[0].get_textpage().get_text_bounded()
    assert page.count("70-502 Szczecin") == 14
    assert "ul. Przykładowa 1/2" in page
    assert "SOC-II.6151.1.2026" in page


@pytest.mark.parametrize(("address", "field"), [
    (cases.Address(), "street"), (cases.Address("ul. Przykładowa 1"), "street"),
    (cases.Address("ul. Przykładowa 1", "70502", "Szczecin"), "postcode"),
    (cases.Address(electronic="AE:PL-1"), "electronic")])
def test_an_address_that_cannot_be_is_refused(
    office: None, address: cases.Address, field: str
) -> None:
    case_id = receive(person_id=make_person())
    party = cases.parties_of(case_id=case_id)[0].id
    with pytest.raises(cases.PartyRefused) as refused:
        cases.set_address(case_id=case_id, party_id=party, address=address, actor=ROBOT, at=AT)
    assert refused.value.field == field
    with pytest.raises(IntegrityError, match="postal_or_electronic"), transaction.atomic():
        models.PartyAddress.objects.create(party_id=party, street="x", recorded_at=AT)


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_of_a_registered_number_is_seen(place: int, more: int) -> None:
    assert is_registered_number(NUMBER)
    digits = NUMBER[2:11]
    wrong = str((int(digits[place]) + more) % 10)
    assert not is_registered_number(f"RR{digits[:place]}{wrong}{digits[place + 1:]}PL")


def test_a_number_of_twenty_digits_has_the_check_digit_of_gs1() -> None:
    # GS1's own example of an SSCC: 3 7610425 002123456 9.
    assert is_registered_number("00376104250021234569")
    assert not is_registered_number("00376104250021234568")


def test_many_letters_are_posted_in_one_act_or_none(office: None) -> None:
    letters = [addressed()[1] for _ in range(3)]

    def post(numbers: dict[int, str], on: date = TODAY) -> int:
        with transaction.atomic():
            return cases.post_letters(numbers=numbers, on=on, actor=ROBOT, at=AT)

    with pytest.raises(cases.PostRefused, match="still to come"):
        post({letters[0]: ""}, TODAY + timedelta(days=1))
    with pytest.raises(cases.PostRefused, match="no number of a registered letter"):
        post({letters[0]: "", letters[1]: "RR473124828PL"})
    with pytest.raises(cases.PostRefused, match="is on another letter"):
        post({letters[0]: NUMBER, letters[1]: NUMBER})
    with pytest.raises(cases.PostRefused, match="made later"):
        post({letters[0]: ""}, date(2026, 4, 1))
    assert len(waiting()) == 3
    assert post({letters[0]: " rr 4731 2482 9 pl", letters[1]: ""}) == 2
    assert [x.letter_id for x in waiting()] == [letters[2]]
    steps = cases.letters_of(case_id=models.Letter.objects.get(pk=letters[0]).case_id)[0].steps
    assert steps == (cases.Delivery(cases.DeliveryStep.SENT, TODAY, NUMBER),)
    with pytest.raises(cases.PostRefused, match="left already"):
        post({letters[1]: "", letters[2]: ""})
    with pytest.raises(cases.PostRefused, match="at least one"):
        post({})


def send(letter: int, at: datetime = AT) -> Message:
    cases.send_electronically(letter_ids=[letter], actor=ROBOT, at=at)
    return Message.objects.get(key=f"cases.letter:{letter}")


class Box:
    """A box whose reader opens on a day of the test's."""

    name, is_simulator = "box of the test", True
    opened: date | None = None

    def send(self, *, key: str, address: str, letter: bytes) -> str:
        assert letter.startswith(b"%PDF")
        return f"{address}/{key}"

    def opened_on(self, *, reference: str, sent_on: date, today: date) -> date | None:
        return self.opened if self.opened and self.opened <= today else None


@pytest.fixture
def box() -> Box:
    made = Box()
    cases.connect_electronic_delivery(made)
    return made


def under_way(letter: int) -> tuple[int, int, str, date]:
    return next(x for x in cases.letters_under_way() if x[1] == letter)


def ask(letter: int, at: datetime) -> cases.DeliveryStep | None:
    case_id, letter_id, reference, sent_on = under_way(letter)
    return cases.ask_for_delivery(case_id=case_id, letter_id=letter_id, reference=reference,
                                  sent_on=sent_on, actor=ROBOT, at=at)


def sent_on_20_may(letter: int, service: cases.ElectronicDelivery) -> None:
    message = send(letter)
    meant = json.loads(message.body)
    assert message.recipient == BOX.electronic
    cases.record_electronic_sending(
        case_id=meant["case"], letter_id=meant["letter"], actor=ROBOT, at=AT,
        reference=service.send(key=message.key, address=message.recipient, letter=b"%PDF"))


def test_an_opened_letter_is_delivered_and_the_clock_hears_it(office: None, box: Box) -> None:
    case_id, letter = addressed(BOX)
    sent_on_20_may(letter, box)
    assert waiting() == []
    box.opened = date(2026, 5, 27)
    assert ask(letter, AT) is None
    assert ask(letter, AT + timedelta(days=7)) is cases.DeliveryStep.E_OPENED
    (entry,) = cases.letters_of(case_id=case_id)
    assert entry.delivered is not None
    assert (entry.delivered.on, entry.delivered.is_deemed) == (date(2026, 5, 27), False)
    # Seven days for a photograph: Wednesday 3 June.
    assert entry.due_on == date(2026, 6, 3)
    summoned = [e.event for e in cases.list_clock_events(case_id=case_id)
                if e.event.kind is cases.EventKind.DEFECTS_SUMMONED]
    assert summoned[-1].due_on == date(2026, 6, 3)
    assert cases.letters_under_way() == ()


def test_an_unopened_letter_counts_as_delivered_after_the_term_of_the_law(
    office: None, box: Box
) -> None:
    case_id, letter = addressed(BOX)
    sent_on_20_may(letter, box)
    # 14 days after 20 May are over at the end of 3 June.
    assert ask(letter, datetime(2026, 6, 3, 10, tzinfo=UTC)) is None
    assert cases.list_electronic_letters()[0].deemed_on == date(2026, 6, 3)
    # Opened too late: the term had passed.
    box.opened = date(2026, 6, 4)
    assert ask(letter, datetime(2026, 6, 4, 10, tzinfo=UTC)) is cases.DeliveryStep.E_DEEMED
    day = cases.letters_of(case_id=case_id)[0].delivered
    assert day == cases.DeliveryDay(
        date(2026, 6, 3), "ustawa o doręczeniach elektronicznych, art. 42", True)
    (told,) = cases.list_electronic_letters()
    assert told.state is cases.ElectronicState.DEEMED
    rule = next(r for r in cases.list_law_rules() if r.code == "electronic_delivery")
    assert not rule.is_confirmed


def test_a_letter_without_an_electronic_address_does_not_leave(office: None) -> None:
    letter = addressed()[1]
    with pytest.raises(cases.PostRefused, match="no electronic address"), transaction.atomic():
        send(letter)
    assert len(waiting()) == 1
    assert not Message.objects.exists()


def test_the_queue_on_a_screen(officer: Client) -> None:
    case = opened(officer)
    where = "/office/cases/letters/"
    act(officer, f"{case}papers/", "summons", items=["photo"], on="2026-04-09", language="uk")
    page = text(officer, where)
    assert "no party: add one" in page
    (letter,) = cases.list_letters_to_send(on=TODAY)
    page = act(officer, f"{case}parties/", "party", role="proxy", organisation="Kancelaria",
               since="2026-04-08")
    party = cases.parties_of(case_id=letter.case_id)[0].id
    assert "a street, a postcode and a town" in act(
        officer, f"{case}parties/", "address", party=party, street="ul. Przykładowa 1")
    assert "70-502 Szczecin" in act(
        officer, f"{case}parties/", "address", party=party, street="ul. Przykładowa 1",
        postcode="70-502", town="Szczecin")

    def press(button: str, **more: str) -> str:
        sent = officer.post(where, {"act": button, "on": "2026-04-10", **more}, follow=True)
        return str(sent.content.decode())

    chosen = str(letter.letter_id)
    assert "Choose at least one letter" in press("post")
    labels = officer.post(where, {"act": "labels", "letter": chosen})
    assert labels.content.startswith(b"%PDF")
    assert "no electronic address" in press("electronic", letter=chosen)
    wrong = press("post", letter=chosen, **{f"number-{chosen}": "RR1"})
    assert "no number of a registered letter" in wrong
    assert 'value="RR1"' in wrong
    done = press("post", letter=chosen, **{f"number-{chosen}": NUMBER})
    assert "1 letter is marked as posted" in done
    assert NUMBER in text(officer, f"{case}papers/")
