"""A practised day: tasks for a trainee in a private copy of the demo office, checked by its rows.

Nothing is asked of the trainee: a task is done when the rows say so, whichever way was taken and
as whichever persona. What stood in the copy before `since` is not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception
from przystan.rooms.records import public as records

BRANCH = "SZ"
# Invented; nobody of the demo year bears the name.
NEWCOMER, NEWCOMER_NAME, BORN = "Beridze", "Beridze Nino", date(1994, 2, 14)
# Of the range in which no number is given out.
NEW_PHONE = "+48280009999"
LOOKED_THROUGH, DAYS_AHEAD = 200, 30


@dataclass(frozen=True)
class Task:
    """One thing to do: its code, what to do, as whom, and whether the rows say that it is done."""

    code: str
    text: Promise
    persona: str
    is_done: bool


@dataclass(frozen=True)
class _Day:
    """What the tasks of one copy are about; found anew each time, by what stood there before."""

    since: datetime
    known: people.Candidate
    folder: records.FolderSummary


def list_tasks(*, since: datetime) -> tuple[Task, ...]:
    """Return the tasks of the copy with what its rows say of each."""
    day = _Day(since, _known_person(since), _shelved_folder(since))
    return tuple(Task(code, text(day), persona, check(day))
                 for code, (persona, text, check) in _TASKS.items())


def _known_person(since: datetime) -> people.Candidate:
    """Find the first card of the register: the person who comes again."""
    new = set(people.card_ids(since=since))
    first = next(n for n in people.card_ids() if n not in new and not people.restricted_ids([n]))
    name = people.names_of([first])[first]
    found = people.find_persons(text=name, limit=LOOKED_THROUGH)
    return next(c for c in found if c.person_id == people.canonical_ids([first])[first])


def _shelved_folder(since: datetime) -> records.FolderSummary:
    """Find the first folder of the branch that stood on its shelf when the day began."""
    for folder in records.list_folders(branch=BRANCH, limit=LOOKED_THROUGH):
        before = [e for e in records.list_custody(folder_id=folder.id) if e.at < since]
        if before and before[-1].custody is records.Custody.SHELVED:
            return folder
    raise LookupError("no folder stands on a shelf: this is no copy of the demo year")


def _newcomers(day: _Day) -> list[people.Candidate]:
    found = people.find_persons(text=NEWCOMER_NAME, limit=LOOKED_THROUGH)
    return [c for c in found if c.birth_date == BORN]


def _is_registered_once(day: _Day) -> bool:
    new = set(people.card_ids(since=day.since))
    found = [c.person_id for c in _newcomers(day)]
    return len(found) == 1 and found[0] in new


def _is_recognised(day: _Day) -> bool:
    """The new number is on the known card, and no card was made but the newcomer's."""
    holders = [c.person_id for c in people.find_persons(text=NEW_PHONE)]
    expected = {c.person_id for c in _newcomers(day)}
    return holders == [day.known.person_id] and set(people.card_ids(since=day.since)) <= expected


def _is_booked(day: _Day) -> bool:
    today = clock.local_date(day.since)
    return any(
        reception.is_holder(booking_id=b.id, full_name=NEWCOMER_NAME, birth_date=BORN)
        for n in range(DAYS_AHEAD)
        for b in reception.list_bookings(branch=BRANCH, day=today + timedelta(days=n)))


def _is_served(day: _Day) -> bool:
    served = reception.list_tickets(
        branch=BRANCH, day=clock.local_date(day.since), state=reception.TicketState.SERVED,
        limit=LOOKED_THROUGH)
    return any(t.since >= day.since for t in served)


def _is_lent(day: _Day) -> bool:
    return any(e.at >= day.since and e.custody is records.Custody.LENT and e.holder
               for e in records.list_custody(folder_id=day.folder.id))


_Text = Callable[[_Day], Promise]
_Check = Callable[[_Day], bool]
_TASKS: dict[str, tuple[str, _Text, _Check]] = {
    "register": ("adviser", lambda day: format_lazy(
        _("{name}, born on {born}, citizen of Georgia, comes for the first time. Register her, "
          "once."), name=NEWCOMER_NAME, born=f"{BORN:%d.%m.%Y}"), _is_registered_once),
    "recognise": ("adviser", lambda day: format_lazy(
        _("{name}, born on {born}, has been here before and has a new phone: {phone}. Write it on "
          "the card that there is; make no second one."),
        name=day.known.name, born=f"{day.known.birth_date:%d.%m.%Y}", phone=NEW_PHONE),
        _is_recognised),
    "book": ("reception", lambda day: format_lazy(
        _("Book a visit in Szczecin for {name}, on the public pages."), name=NEWCOMER_NAME),
        _is_booked),
    "serve": ("reception", lambda day: _(
        "Sit down at a counter, call the next ticket, begin the visit and end it."), _is_served),
    "lend": ("clerk", lambda day: format_lazy(
        _("An inspector asks for folder {sign}. Find where it stands and lend it."),
        sign=day.folder.case_sign), _is_lent),
}
