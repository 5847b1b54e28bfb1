"""Reads of letters on their way: the queue, their addressees, labels, electronic letters."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.rooms.cases import models
from przystan.rooms.cases.ports import ElectronicDelivery
from przystan.rooms.cases.queries.clock import list_law_rules
from przystan.rooms.cases.queries.proceedings import party_entry
from przystan.rooms.cases.rules.post import addressee_of, deemed_on
from przystan.rooms.cases.types import (
    Address,
    Addressee,
    DeliveryStep,
    ElectronicLetter,
    ElectronicState,
    LawRule,
    LetterKind,
    PartyEntry,
    QueuedLetter,
)
from przystan.rooms.people import public as people

LABELS = Path(__file__).with_name("labels.typ")
D, E = DeliveryStep, ElectronicState
STATES = {D.E_QUEUED: E.QUEUED, D.E_SENT: E.SENT, D.E_OPENED: E.OPENED, D.E_DEEMED: E.DEEMED}
_services: list[ElectronicDelivery] = []


class AddressMissing(Exception):
    """Letters that nobody can address: `signs` names their cases."""

    def __init__(self, signs: Sequence[str]) -> None:
        super().__init__(", ".join(signs))
        self.signs = tuple(signs)
        self.message = _("No postal address is known in %(signs)s: record it with the party.") % {
            "signs": ", ".join(signs)}


def connect_electronic_delivery(service: ElectronicDelivery) -> None:
    """Say who delivers letters electronically; called once, by the composition root."""
    _services[:] = [service]


def electronic_delivery() -> ElectronicDelivery | None:
    """Return the connected service for electronic deliveries, None where none is."""
    return _services[0] if _services else None


def addresses_of(*, party_ids: Iterable[int]) -> dict[int, Address]:
    """Return the newest address of each party that has one."""
    found = models.PartyAddress.objects.filter(party_id__in=list(party_ids)).order_by("id")
    return {a.party_id: Address(a.street, a.postcode, a.town, a.country, a.electronic)
            for a in found}


def addressees_of(*, case_ids: Iterable[int], on: date) -> dict[int, Addressee]:
    """Return to whom letters of each case go on a day; a case without parties is left out."""
    parties: dict[int, list[PartyEntry]] = defaultdict(list)
    for p in models.Party.objects.filter(case_id__in=set(case_ids)).prefetch_related(
            "ends").order_by("id"):
        parties[p.case_id].append(party_entry(p))
    chosen = {c: a for c, known in parties.items() if (a := addressee_of(known, on))}
    addresses = addresses_of(party_ids=[p.id for p in chosen.values()])
    return {c: Addressee(p.role, p.person_id, p.organisation, addresses.get(p.id))
            for c, p in chosen.items()}


def list_letters_to_send(
    *, on: date, letter_ids: Sequence[int] | None = None, limit: int = 200
) -> tuple[QueuedLetter, ...]:
    """Return the letters that wait to leave, the oldest first, with their addressees on a day.

    With `letter_ids` only those of them that still wait.
    """
    found = models.Letter.objects.filter(steps__isnull=True).select_related("case").order_by("id")
    if letter_ids is not None:
        found = found.filter(pk__in=letter_ids)
    letters = list(found[:limit])
    to = addressees_of(case_ids=[x.case_id for x in letters], on=on)
    return tuple(QueuedLetter(x.pk, x.case_id, x.case.sign, x.case.branch_id, LetterKind(x.kind),
                              x.made_on, to.get(x.case_id)) for x in letters)


def labels_pdf(*, letters: Sequence[QueuedLetter]) -> bytes:
    """Return a sheet of envelope labels, 99.1 × 38.1 mm, fourteen to a page, as a tagged PDF.

    Raises AddressMissing.
    """
    lost = [x.sign for x in letters if not (x.addressee and x.addressee.address
                                            and x.addressee.address.street)]
    if lost:
        raise AddressMissing(lost)
    to = [x.addressee for x in letters if x.addressee]
    names = people.names_of([a.person_id for a in to if a.person_id])
    content = {
        "language": (get_language() or "pl")[:2], "title": _("Envelope labels"),
        "labels": [{"sign": x.sign, "lines": _lines(a, names)}
                   for x, a in zip(letters, to, strict=True)]}
    return bytes(typst.compile(
        LABELS.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)}))


def _lines(to: Addressee, names: Mapping[int, str]) -> list[str]:
    at = to.address or Address()
    name = to.organisation or names.get(to.person_id or 0, "")
    return [x for x in (name, at.street, f"{at.postcode} {at.town}".strip(), at.country.upper())
            if x]


def list_electronic_letters(*, limit: int = 200) -> tuple[ElectronicLetter, ...]:
    """Return the letters that left electronically, the latest first."""
    rules = list_law_rules()
    found = models.Letter.objects.filter(steps__step=D.E_QUEUED).select_related(
        "case").prefetch_related("steps").order_by("-id")[:limit]
    return tuple(_electronic(x, {D(s.step): s for s in x.steps.all()}, rules) for x in found)


def _electronic(
    letter: models.Letter, steps: dict[DeliveryStep, models.LetterDelivery],
    rules: Sequence[LawRule],
) -> ElectronicLetter:
    last = next(s for s in reversed(STATES) if s in steps)
    sent = steps.get(D.E_SENT)
    deemed = deemed_on(sent.on, rules) if sent else None
    return ElectronicLetter(
        letter.pk, letter.case_id, letter.case.sign, letter.case.branch_id,
        LetterKind(letter.kind), STATES[last], steps[last].on, deemed[0] if deemed else None,
        sent.reference if sent else "")
