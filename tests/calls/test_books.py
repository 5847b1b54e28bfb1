"""The switchboard's notes and the engine's log: two books that must say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.adapters.asterisk.logs import AsteriskLogs
from przystan.platform.accounts.public import system_actor
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.rules.books import Presence, reconcile_books
from przystan.rooms.calls.rules.notes import fold_notes
from przystan.rooms.calls.testing import Specimen, new_contact, write_log
from przystan.rooms.calls.types.books import BOOKS_UNEXPLAINED, BookedCall, BookReason

AT = datetime(2023, 3, 1, 11, 0, tzinfo=UTC)
NOW = AT + timedelta(days=1)
Kind, Out, R = calls.LiveKind, calls.Outcome, BookReason


def notes(*kinds: str, key: str = "c1", phone: str = "op1", language: str = "uk",
          start: datetime = AT) -> list[calls.LiveNote]:
    """Take one note a second; the phone stands where a phone acts."""
    with_phone = {"ringing", "not_answered", "connected", "talked", "held", "transferred"}
    return [
        calls.LiveNote(key, Kind(kind), start + timedelta(seconds=n), language if n else "",
                       phone if kind in with_phone else "")
        for n, kind in enumerate(kinds)
    ]


def booked(key: str = "c1", outcome: calls.Outcome = Out.ANSWERED, language: str = "uk",
           operators: tuple[str, ...] = ("op1",), engine: str = "e", seconds: int = 10,
           start: datetime = AT) -> BookedCall:
    return BookedCall(1, engine, key, start, start + timedelta(seconds=seconds), outcome,
                      language, operators)


def differences(
    seen: list[calls.LiveNote], contacts: list[BookedCall], *, others: tuple[datetime, ...] = (),
    starts: tuple[datetime, ...] = (), breaks: tuple[datetime, ...] = (),
    in_log: frozenset[str] = frozenset(), read_until: datetime | None = NOW, at: datetime = NOW,
) -> list[BookReason]:
    by_key: dict[str, list[calls.LiveNote]] = {}
    for note in seen:
        by_key.setdefault(note.call_key, []).append(note)
    equal, found = reconcile_books(
        seen={key: fold_notes(of_call) for key, of_call in by_key.items()}, booked=contacts,
        presence=Presence([*((n.at, n.kind) for n in seen), *((t, Kind.QUEUED) for t in others),
                           *((t, Kind.SERVING) for t in starts)], breaks),
        in_log=in_log, read_until=read_until, at=at)
    touched = {d.key for d in found}
    assert equal == sum(contact.key not in touched for contact in contacts)
    return [d.reason for d in found]


ANSWERED = ("offered", "language", "queued", "ringing", "connected", "talked", "ended")


@pytest.mark.parametrize(("kinds", "outcome"), [
    (ANSWERED, Out.ANSWERED),
    (("offered", "language", "queued", "ended"), Out.ABANDONED),
    (("offered", "language", "queued", "ringing", "not_answered", "ended"), Out.ABANDONED),
    (("offered", "language", "closed", "ended"), Out.CLOSED),
    (("offered", "language", "ended"), Out.CONTAINED),
    (("offered", "ended"), Out.CONTAINED),
    (("ended",), Out.CONTAINED),
    (("talked", "ended"), Out.ANSWERED),
    (("offered", "language", "queued", "connected"), None),
    (("offered",), None),
    (("offered", "queued", "connected", "held", "transferred", "ended"), Out.ANSWERED),
    (("offered", "queued", "connected", "transferred", "ended", "queued", "ended"), Out.ANSWERED),
    (("offered", "ended", "queued"), None),
    (("offered", "queued", "ended", "not_answered"), Out.ABANDONED),
    (("offered", "queued", "ended", "queued", "ringing", "not_answered"), None),
    (("not_answered",), None),
])
def test_what_the_notes_of_a_call_come_to(
    kinds: tuple[str, ...], outcome: calls.Outcome | None
) -> None:
    assert fold_notes(notes(*kinds)).outcome is outcome


def test_phones_and_language_as_the_engine_tells_them() -> None:
    first = notes("offered", "language", "queued", "connected", "talked", phone="op1")
    second = notes("queued", "connected", "talked", "ended", phone="op2", language="pl")
    call = fold_notes(first + second)
    assert (call.phones, call.language) == (("op1", "op2"), "uk")
    adopted = fold_notes(notes("offered", "queued", "talked", "ended", phone="op3"))
    assert adopted.phones == ("op3",)
    with pytest.raises(ValueError, match="not seen"):
        fold_notes([])


def test_equal_books_have_no_difference() -> None:
    assert differences(notes(*ANSWERED), [booked()]) == []


@pytest.mark.parametrize(("contact", "reason"), [
    (booked(outcome=Out.ABANDONED, operators=()), R.OUTCOME_DIFFERS),
    (booked(language="pl"), R.LANGUAGE_DIFFERS),
    (booked(operators=("op2",)), R.OPERATORS_DIFFER),
    (booked(operators=("op1", "op2")), R.OPERATORS_DIFFER),
    (booked(outcome=Out.CUT_BY_RESTART), R.ENGINE_RESTARTED),
])
def test_what_is_told_differently(contact: BookedCall, reason: BookReason) -> None:
    assert differences(notes(*ANSWERED), [contact]) == [reason]


def test_a_closing_that_was_not_noted_is_explained_and_a_noted_one_is_compared() -> None:
    closed = booked(outcome=Out.CLOSED, operators=())
    assert differences(notes("offered", "language", "ended"), [closed]) == [R.CLOSING_NOT_NOTED]
    assert differences(notes("offered", "language", "closed", "ended"), [closed]) == []
    contained = booked(outcome=Out.CONTAINED, operators=())
    assert differences(
        notes("offered", "language", "closed", "ended"), [contained]) == [R.OUTCOME_DIFFERS]


def test_who_leaves_before_the_first_word_has_only_the_lines_language() -> None:
    contact = booked(outcome=Out.CONTAINED, operators=(), language="uk")
    assert differences(notes("offered", "ended", language=""), [contact]) == [R.LEFT_AT_ONCE]
    heard = notes("offered", "language", "ended", language="")
    assert differences(heard, [contact]) == [R.LANGUAGE_DIFFERS]


def test_a_call_without_notes_is_explained_only_when_nothing_was_noted_meanwhile() -> None:
    lost = booked("lost")
    assert differences([], [lost]) == [R.SWITCHBOARD_AWAY]
    there = (AT + timedelta(seconds=5),)
    assert differences([], [lost], others=there) == [R.ENGINE_NOT_SERVED]
    both = [lost, booked("c1")]
    assert differences(notes(*ANSWERED), both) == [R.ONLY_IN_ENGINE_LOG]
    assert differences(notes(*ANSWERED), [booked("c1"), booked("lost", engine="other")]) == [
        R.ENGINE_NOT_SERVED]


def test_a_call_that_began_while_we_were_away_may_last_beyond_our_return() -> None:
    """Begun two seconds before our start, it ends while we note other calls again."""
    contacts = [booked("c1", seconds=10), booked("lost", seconds=600)]
    seen = notes(*ANSWERED, start=AT + timedelta(seconds=3))
    back = (AT + timedelta(seconds=2),)
    assert differences(seen, contacts, starts=back) == [R.SWITCHBOARD_AWAY]
    assert differences(seen, contacts) == [R.ONLY_IN_ENGINE_LOG]
    assert differences(seen, contacts, starts=back, others=(AT + timedelta(seconds=1),)) == [
        R.ONLY_IN_ENGINE_LOG]


def test_a_call_without_a_contact() -> None:
    assert differences(notes(*ANSWERED), []) == [R.ONLY_SEEN_LIVE]
    assert differences(notes(*ANSWERED), [], read_until=None) == [R.LOG_NOT_READ]
    assert differences(notes(*ANSWERED), [], read_until=AT) == [R.LOG_NOT_READ]
    assert differences(notes("offered"), [], at=AT + timedelta(minutes=1)) == [R.STILL_UP]
    assert differences(notes("offered"), [], at=NOW) == [R.ONLY_SEEN_LIVE]


def test_a_caller_who_was_passed_on_is_up_while_the_engines_log_has_no_end() -> None:
    """The switchboard lets go of a caller whom a unit takes; the call goes on in the engine."""
    passed = notes("offered", "queued", "connected", "transferred", "ended")
    soon, in_log = AT + timedelta(minutes=9), frozenset({"c1"})
    assert differences(passed, [], in_log=in_log, at=soon) == [R.STILL_UP]
    assert differences(passed, [], at=soon) == [R.ONLY_SEEN_LIVE]
    assert differences(passed, [], in_log=in_log, at=NOW) == [R.ONLY_SEEN_LIVE]


def test_an_end_that_was_not_noted() -> None:
    up = notes("offered", "language", "queued", "connected")
    assert differences(up, [booked(seconds=60)]) == [R.SWITCHBOARD_STOPPED]
    before = (AT + timedelta(seconds=30),)
    assert differences(up, [booked(seconds=60)], others=before) == [R.SWITCHBOARD_STOPPED]
    there = (AT + timedelta(seconds=62),)
    assert differences(up, [booked(seconds=60)], others=there) == [R.END_NOT_SEEN]
    back = (AT + timedelta(seconds=61),)
    assert differences(
        up, [booked(seconds=60)], others=there, starts=back) == [R.SWITCHBOARD_STOPPED]
    ends = AT + timedelta(seconds=61)
    assert differences(up, [booked(seconds=60)], others=there, at=ends) == [R.STILL_UP]
    cut = booked(seconds=60, outcome=Out.CUT_BY_RESTART)
    assert differences(up, [cut], others=there) == [R.ENGINE_RESTARTED]


def test_nobody_served_an_engine_whose_stream_had_broken_whatever_was_noted_meanwhile() -> None:
    """Calls that died with the engine are noted to their end after its death."""
    lost, late = booked("lost"), (AT + timedelta(seconds=1),)
    broken, back = (AT - timedelta(seconds=1),), (AT + timedelta(seconds=3),)
    seen = notes(*ANSWERED, start=AT + timedelta(seconds=4))
    contacts = [lost, booked("c1", start=AT + timedelta(seconds=4))]
    assert differences(seen, contacts, others=late, starts=back) == [R.ONLY_IN_ENGINE_LOG]
    assert differences(seen, contacts, others=late, starts=back, breaks=broken) == [
        R.SWITCHBOARD_AWAY]
    before = (AT - timedelta(seconds=9),)
    healed = (AT - timedelta(seconds=8), *back)
    assert differences(seen, contacts, others=late, starts=healed, breaks=before) == [
        R.ONLY_IN_ENGINE_LOG]


def test_what_a_killed_process_had_no_time_to_write_is_explained() -> None:
    """Others' notes of the same seconds were written; the call ended before the next start."""
    lost, others = booked("lost", seconds=6), (AT + timedelta(seconds=1),)
    seen = notes(*ANSWERED, start=AT + timedelta(seconds=9))
    contacts = [lost, booked("c1", start=AT + timedelta(seconds=9))]
    back = (AT + timedelta(seconds=8),)
    assert differences(seen, contacts, others=others, starts=back) == [R.SWITCHBOARD_AWAY]
    assert differences(seen, contacts, others=others) == [R.ONLY_IN_ENGINE_LOG]
    later = (*others, AT + timedelta(seconds=6))
    assert differences(seen, contacts, others=later, starts=back) == [R.ONLY_IN_ENGINE_LOG]


def test_what_died_with_the_engine_is_explained_by_that_and_compared_no_further() -> None:
    cut = booked(outcome=Out.CUT_BY_RESTART, operators=(), language="")
    assert differences(notes(*ANSWERED), [cut]) == [R.ENGINE_RESTARTED]
    assert differences([], [cut], others=(AT + timedelta(seconds=1),)) == [R.ENGINE_RESTARTED]
    broken = (AT + timedelta(seconds=2),)
    assert differences(notes("offered", "ended"), [], breaks=broken) == [R.ENGINE_RESTARTED]
    assert differences(notes("offered", "ended"), [], breaks=(NOW,)) == [R.ONLY_SEEN_LIVE]


# --- laws

KINDS = st.lists(st.sampled_from([k.value for k in Kind]), min_size=1, max_size=8)


@given(KINDS)
def test_a_fold_has_one_outcome_exactly_when_the_end_comes_last(kinds: list[str]) -> None:
    call = fold_notes(notes(*kinds))
    last = next((kind for kind in reversed(kinds) if kind != "not_answered"), "")
    assert (call.outcome is None) == (last != "ended")
    assert (call.outcome is Out.ANSWERED) == (last == "ended" and bool(call.phones))
    assert bool(call.phones) == bool({"connected", "talked", "transferred"} & set(kinds))


@given(st.dictionaries(st.sampled_from("abcdef"), KINDS),
       st.sets(st.sampled_from("abcdef")), st.randoms())
def test_every_call_of_either_book_is_equal_or_told_and_order_does_not_matter(
    live: dict[str, list[str]], engine: set[str], random: object
) -> None:
    seen = {key: fold_notes(notes(*kinds, key=key)) for key, kinds in live.items()}
    contacts = [booked(key) for key in sorted(engine)]
    presence = Presence((call.last_at, Kind.QUEUED) for call in seen.values())
    equal, found = reconcile_books(
        seen=seen, booked=contacts, presence=presence, in_log=set(), read_until=NOW, at=NOW)
    told = {d.key for d in found}
    assert equal + len(told) == len(set(live) | engine)
    assert told >= set(live) ^ engine
    shuffled = list(contacts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = reconcile_books(seen=dict(reversed(seen.items())), booked=shuffled,
                            presence=presence, in_log=set(), read_until=NOW, at=NOW)
    assert again == (equal, found)


def test_a_difference_is_explained_or_not_by_its_reason() -> None:
    assert R.SWITCHBOARD_AWAY not in BOOKS_UNEXPLAINED
    assert {R.ONLY_SEEN_LIVE, R.ONLY_IN_ENGINE_LOG, R.END_NOT_SEEN, R.OUTCOME_DIFFERS,
            R.LANGUAGE_DIFFERS, R.OPERATORS_DIFFER} == BOOKS_UNEXPLAINED


# --- on tables: the engine's events and the notes come in by their own doors

ACTOR = system_actor("test")
DAY = date(2023, 3, 1)


def specimens() -> list[Specimen]:
    answered = Specimen("a").dial("801").choose("pl").queue().ring("op1").hang_up()
    abandoned = Specimen("b", at=AT + timedelta(minutes=5)).dial("802").choose("uk").queue()
    contained = Specimen("c", at=AT + timedelta(minutes=10)).dial("803").choose("ru")
    return [answered, abandoned.hang_up(), contained.hang_up()]


def keys() -> dict[str, calls.ContactRow]:
    rows = calls.list_contacts(wanted=calls.ContactFilter())
    return {row.outcome.value: row for row in rows}


def take_in_events() -> None:
    events = [("{}" + str(n), event) for n, event in enumerate(write_log(specimens()))]
    calls.record_engine_events(
        logs=AsteriskLogs(), events=events, actor=ACTOR, at=NOW)


def take_notes(row: calls.ContactRow, *kinds: str, phone: str = "op1") -> None:
    calls.record_live_notes(notes=notes(
        *kinds, key=row.key, language=row.language, start=row.started_at, phone=phone))


@pytest.mark.django_db
def test_a_day_whose_books_are_equal() -> None:
    take_in_events()
    found = keys()
    take_notes(found["answered"], *ANSWERED)
    take_notes(found["abandoned"], "offered", "language", "queued", "ended")
    take_notes(found["contained"], "offered", "language", "ended")
    books = calls.reconcile_day(local_date=DAY, at=NOW)
    assert (books.booked, books.seen, books.equal, books.handed_over) == (3, 3, 3, 0)
    assert books.differences == ()
    assert books.is_balanced


@pytest.mark.django_db
def test_a_day_with_differences_names_each() -> None:
    take_in_events()
    found = keys()
    take_notes(found["answered"], *ANSWERED, phone="op9")
    take_notes(found["abandoned"], "offered", "language", "queued", "connected", "talked", "ended")
    calls.record_live_notes(notes=[
        *notes("offered", "ended", key="ghost"), calls.LiveNote("", Kind.SERVING, AT)])
    books = calls.reconcile_day(local_date=DAY, at=NOW)
    assert {d.key: d.reason for d in books.differences} == {
        found["answered"].key: R.OPERATORS_DIFFER, found["abandoned"].key: R.OUTCOME_DIFFERS,
        found["contained"].key: R.SWITCHBOARD_AWAY, "ghost": R.ONLY_SEEN_LIVE,
    }
    assert (books.seen, books.equal, books.unexplained, books.is_balanced) == (3, 0, 3, False)
    assert books.balance.difference == 0


@pytest.mark.django_db
def test_a_call_in_the_engines_log_without_an_end_is_up() -> None:
    begun = write_log(specimens())[:3]
    lines = [(str(n), event) for n, event in enumerate(begun)]
    calls.record_engine_events(logs=AsteriskLogs(), events=lines, actor=ACTOR, at=NOW)
    calls.record_live_notes(notes=notes("offered", "ended", key=begun[0].call_id))
    books = calls.reconcile_day(local_date=DAY, at=AT + timedelta(minutes=1))
    assert [d.reason for d in books.differences] == [R.STILL_UP]


@pytest.mark.django_db
def test_contacts_handed_over_have_no_second_book() -> None:
    calls.record_contacts(engine="year", contacts=[new_contact()], actor=ACTOR, at=NOW)
    books = calls.reconcile_day(local_date=DAY, at=NOW)
    assert (books.booked, books.handed_over, books.differences) == (0, 1, ())
    assert books.is_balanced


@pytest.mark.django_db
def test_a_call_around_midnight_is_told_once() -> None:
    late = datetime(2023, 3, 1, 22, 59, 30, tzinfo=UTC)
    calls.record_live_notes(notes=notes("offered", "ended", key="n", start=late))
    assert calls.reconcile_day(local_date=DAY, at=NOW).seen == 1
    assert calls.reconcile_day(local_date=date(2023, 3, 2), at=NOW).seen == 0
