"""The outbox's way into electronic boxes: sets the letter, hands it over, tells the case."""

from __future__ import annotations

import json

from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.platform.outbox.ports import DeliveryFailed, Outgoing
from przystan.rooms.cases import public as cases


class LetterCarrier:
    """Delivers a letter of a case through a service for electronic deliveries."""

    def __init__(self, service: cases.ElectronicDelivery) -> None:
        self._service = service
        self.name, self.is_simulator = service.name, service.is_simulator

    def deliver(self, message: Outgoing) -> str:
        """Hand a letter over and record that it was sent. Raises DeliveryFailed."""
        meant = json.loads(message.body)
        case_id, letter_id = int(meant["case"]), int(meant["letter"])
        try:
            letter = cases.letter_pdf(case_id=case_id, letter_id=letter_id)
            reference = self._service.send(
                key=message.key, address=message.recipient, letter=letter)
            cases.record_electronic_sending(
                case_id=case_id, letter_id=letter_id, reference=reference,
                actor=system_actor("electronic delivery"), at=clock.now())
        except cases.DeliveryUnreachable as failure:
            raise DeliveryFailed(str(failure), permanent=failure.permanent) from failure
        except (cases.LetterNotFound, cases.DeliveryRefused) as wrong:
            raise DeliveryFailed(f"letter {letter_id}: {wrong}", permanent=True) from wrong
        return reference
