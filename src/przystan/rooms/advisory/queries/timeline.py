"""What advisory tells about a person on the person's card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from przystan.platform.clock import public as clock
from przystan.rooms.advisory.queries.cards import cards_of, visits_of
from przystan.rooms.advisory.queries.followups import followups_of, referrals_of
from przystan.rooms.advisory.queries.labels import kind_label
from przystan.rooms.advisory.queries.specialists import bookings_of
from przystan.rooms.people import public as people

Entry = people.TimelineEntry


def timeline_of(*, person_id: int) -> tuple[people.TimelineEntry, ...]:
    """Return a person's cards, visits, follow-ups, referrals and booked hours, the latest first.

    A follow-up stands at the day on which it is due.
    """
    cards = {c.id: c for c in cards_of(person_ids=[person_id])}
    entries = [
        Entry(_noon(c.opened_on) - timedelta(minutes=1), "beneficiary_card", c.number,
              c.project_code, reverse("advisory:card", args=[c.id]))
        for c in cards.values()
    ]
    for visit in visits_of(card_ids=list(cards)):
        kinds = [kind_label(s.kind) for s in visit.services if s.removed_at is None]
        entries.append(Entry(
            _noon(visit.visited_on), "visit", cards[visit.card_id].number, ", ".join(kinds),
            f"{reverse('advisory:card', args=[visit.card_id])}#visit-{visit.id}"))
    entries += _planned(list(cards))
    entries += [
        Entry(b.starts_at, "specialist_booking", b.specialist.display_name, b.cancel_reason,
              reverse("advisory:calendar"))
        for b in bookings_of(person_ids=[person_id])
    ]
    return tuple(sorted(entries, key=lambda e: e.at, reverse=True))


def _planned(card_ids: Sequence[int]) -> Iterator[Entry]:
    for task in followups_of(card_ids=card_ids):
        yield Entry(
            _noon(task.due_on), "followup_done" if task.done_at else "followup", "", task.task,
            reverse("advisory:followup", args=[task.id]))
    for referral in referrals_of(card_ids=card_ids):
        yield Entry(
            referral.steps[0].at, "referral", referral.organisation, referral.purpose,
            reverse("advisory:referral", args=[referral.id]))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.OFFICE_ZONE)
