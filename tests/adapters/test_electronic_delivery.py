"""Electronic delivery: the outbox's carrier through a service, and the simulator of one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from przystan.adapters.electronic_delivery import LetterCarrier
from przystan.adapters.simulators.electronic_delivery import SimulatedDelivery
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.outbox.models import Message
from przystan.platform.outbox.ports import DeliveryFailed, Outgoing
from przystan.rooms.cases import public as cases
from przystan.rooms.cases import tasks
from przystan.rooms.cases.tests.test_proceedings import office, receive, summon

__all__ = ["office"]
AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
TODAY = date(2026, 5, 20)
ROBOT = accounts.system_actor("test")


def test_the_carrier_sets_the_letter_and_tells_the_case(office: None) -> None:
    service = SimulatedDelivery()
    carrier = LetterCarrier(service)
    assert carrier.is_simulator
    assert "simulated" in carrier.name
    cases.connect_electronic_delivery(service)
    case_id = receive()
    party = cases.add_party(case_id=case_id, role=cases.PartyRole.PROXY, since=TODAY,
                            organisation="Kancelaria", actor=ROBOT, at=AT)
    cases.set_address(case_id=case_id, party_id=party, address=cases.Address(
        electronic="AE:PL-12345-67890-ABCDE-12"), actor=ROBOT, at=AT)
    letter = summon(case_id, "photo")
    cases.send_electronically(letter_ids=[letter], actor=ROBOT, at=clock.now())
    message = Message.objects.get(key=f"cases.letter:{letter}")
    out = Outgoing(message.key, message.recipient, message.subject, message.body, "pl")
    reference = carrier.deliver(out)
    assert reference.startswith("simulated-")
    (told,) = cases.list_electronic_letters()
    assert (told.state, told.reference) == (cases.ElectronicState.SENT, reference)
    with pytest.raises(DeliveryFailed) as again:
        carrier.deliver(out)
    assert again.value.permanent
    tasks.ask_for_deliveries(0)
    assert cases.list_electronic_letters()[0].state is cases.ElectronicState.SENT


def test_the_simulator_opens_most_boxes_on_the_next_day() -> None:
    service, sent = SimulatedDelivery(), date(2026, 5, 20)
    references = [service.send(key=str(n), address="", letter=b"%PDF") for n in range(400)]
    assert len(set(references)) == 400
    assert all(service.opened_on(reference=r, sent_on=sent, today=sent) is None
               for r in references)
    opened = [service.opened_on(reference=r, sent_on=sent, today=date(2026, 6, 20))
              for r in references]
    assert set(opened) == {None, date(2026, 5, 21)}
    assert 260 < sum(x is not None for x in opened) < 340
