"""The advisory point's year: eligibility, signatures, rota, notes, follow-ups, surveys, complaints.

Everything is invented. It has a generator of its own, so that no earlier number of the year moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from przystan.demo import point_texts as texts
from przystan.demo.beneficiaries import Built, Draft
from przystan.demo.personas import SEALED_PASS_PHRASE
from przystan.demo.year import REPORT_DAY, SEED, START, working_days
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people

PAD_SHARE, VISIT_SIGNED_SHARE = 0.02, 0.6
FOLLOWUPS, OVERDUE, DUE, REFERRALS, INVITATIONS, ANSWERED = 300, 6, 8, 96, 700, 412
VISA_CODES = ("05a", "06", "06", "06", "13", "18", "20", "")
K, M, P = advisory.ServiceKind, advisory.InterpreterMode, advisory.Profession
FIRST_HOUR, HOURS = 8, 7
# The office goes on after the project: the rota of the weeks around the demo's own day.
LATER_DAYS = tuple(d for d in (date(2023, 12, 4) + timedelta(days=n) for n in range(19))
                   if d.weekday() < 5)


@dataclass(frozen=True)
class Desk:
    """Who acts in the demo's name at the point, and who can be booked."""

    actors: dict[str, Actor]
    specialists: dict[str, int]


def build(*, project_id: int, built: Built, actor: Actor, at: datetime) -> dict[str, int]:
    """Build the point's year on the cards and visits that stand; return how many of each."""
    rng = Random(SEED + 3)
    desk = _staff(actor)
    checked = _cards(built, rng, actor, at)
    signed = _sign(built, rng, actor, at)
    _rota(built, desk, rng, actor, at)
    notes = _notes(built, desk, rng, at)
    _afterwards(built, rng, actor, at)
    answers = advisory.record_answers_in_bulk(
        actor=actor, at=at, project_id=project_id, invitations=_survey(built, rng))
    _complaints(actor)
    return {"checks": checked, "signatures": signed, "notes": notes, "answers": answers}


def _staff(actor: Actor) -> Desk:
    at = clock.day_start(START)
    users = {u.username: u.id for u in accounts.list_users()}
    specialists = {}
    for key, name, profession, branch, pairs, username in texts.SPECIALISTS:
        specialists[key] = advisory.add_specialist(
            actor=actor, at=at, specialist=advisory.NewSpecialist(
                name, P(profession), branch, users.get(username),
                tuple(advisory.LanguagePair(*pair) for pair in pairs)))
    names = ("psychologist", "lawyer", "adviser")
    actors = {n: accounts.actor_of(user_id=users[n], at=at) for n in names}
    advisory.make_key(
        actor=actors["psychologist"], at=at, pass_phrase=SEALED_PASS_PHRASE)
    return Desk(actors, specialists)


def _cards(built: Built, rng: Random, actor: Actor, at: datetime) -> int:
    """Documents seen and the eligibility check of every card, on the day of its opening."""
    rules = advisory.list_eligibility_rules()
    documents: dict[int, tuple[advisory.DocumentSeen, ...]] = {}
    checks = []
    for serial, (card_id, draft) in enumerate(zip(built.card_ids, built.drafts, strict=True)):
        day, recorded_at = draft.days[0]
        basis = advisory.StayBasis(draft.spec.basis)
        documents[card_id] = tuple(_shown(draft, basis, serial, day, rng))
        is_visa = basis in (advisory.StayBasis.NATIONAL_VISA, advisory.StayBasis.SCHENGEN_VISA)
        code = rng.choice(VISA_CODES) if is_visa else ""
        # What one project's list does not name is rare: the desk would have refused the card.
        code = "06" if code == "20" and rng.random() < 0.9 else code
        facts = advisory.EligibilityFacts(
            draft.person.citizenship, basis, code, documents[card_id])
        checks.append(advisory.EligibilityCheck(
            card_id, recorded_at, day, code, advisory.check_eligibility(facts, rules, day),
            actor.name))
    return advisory.record_cards_in_bulk(
        actor=actor, at=at, documents=documents, checks=checks)


def _shown(
    draft: Draft, basis: advisory.StayBasis, serial: int, day: date, rng: Random
) -> Iterator[advisory.DocumentSeen]:
    passports = [i for i in draft.person.identifiers
                 if i.kind is people.IdentifierKind.PASSPORT]
    kind = advisory.DocumentKind
    for one in passports[:1]:
        yield advisory.DocumentSeen(
            kind.PASSPORT, one.value, one.issuing_state, one.valid_until, day)
    if basis in (advisory.StayBasis.TEMPORARY_PERMIT, advisory.StayBasis.PERMANENT):
        yield advisory.DocumentSeen(
            kind.RESIDENCE_CARD, f"XR{serial:07d}", "POL",
            day + timedelta(days=rng.randint(30, 1000)), day)


def _sign(built: Built, rng: Random, actor: Actor, at: datetime) -> int:
    """A few cards are signed on a pad, and most visits on the sheet of support, on paper."""
    cards: list[tuple[int, int | None, datetime, tuple[advisory.Stroke, ...]]] = [
        (card_id, None, draft.days[0][1], _scribble(rng))
        for card_id, draft in zip(built.card_ids, built.drafts, strict=True)
        if rng.random() < PAD_SHARE]
    visits: list[tuple[int, int | None, datetime, tuple[advisory.Stroke, ...]]] = [
        (visit.card_id, visit_id, visit.recorded_at or at, ())
        for visit_id, visit in zip(built.visit_ids, built.visits, strict=True)
        if rng.random() < VISIT_SIGNED_SHARE]
    return advisory.sign_in_bulk(actor=actor, at=at, signatures=[*cards, *visits])


def _scribble(rng: Random) -> tuple[advisory.Stroke, ...]:
    x, y, ms = 120, 220, 0
    points = []
    for _ in range(28):
        points.append((x, y, ms))
        x, y = x + rng.randint(12, 30), max(40, min(360, y + rng.randint(-70, 70)))
        ms += 16
    return (advisory.Stroke(tuple(points)),)


def _hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE)


def _rota(built: Built, desk: Desk, rng: Random, actor: Actor, at: datetime) -> None:
    duties, places = _duties(desk)
    advisory.record_rota_in_bulk(
        actor=actor, at=at, duties=duties, bookings=_bookings(built, desk, places),
        interpretations=_interpretations(built, desk, rng))


Places = dict[tuple[str, date], str | None]


def _duties(desk: Desk) -> tuple[list[advisory.NewDuty], Places]:
    duties, places = [], {}
    for day in (*working_days(), *LATER_DAYS):
        for key, mode, week in texts.WEEK:
            if day.weekday() not in week:
                continue
            branch = week[day.weekday()]
            duties.append(advisory.NewDuty(
                desk.specialists[key], branch, M(mode), _hour(day, FIRST_HOUR),
                _hour(day, FIRST_HOUR + HOURS)))
            places[(key, day)] = branch
    return duties, places


def _bookings(built: Built, desk: Desk, places: Places) -> list[advisory.NewBooking]:
    """The hours of legal and psychological talks, one after another while the day has room."""
    person_of = dict(zip(built.card_ids, built.person_ids, strict=True))
    taken: dict[tuple[str, date], int] = defaultdict(int)
    bookings = []
    for visit in built.visits:
        kinds = {s.kind for s in visit.services}
        key = "psychologist" if K.PSYCHOLOGICAL in kinds else (
            f"lawyer-{visit.branch}" if K.LEGAL in kinds else "")
        place = (key, visit.visited_on)
        if places.get(place, "") != visit.branch or taken[place] == HOURS:
            continue
        starts = _hour(visit.visited_on, FIRST_HOUR + taken[place])
        taken[place] += 1
        bookings.append(advisory.NewBooking(
            desk.specialists[key], visit.branch, starts, starts + timedelta(hours=1),
            person_of[visit.card_id], visit.language))
    for n, day in enumerate(LATER_DAYS[3:9]):
        bookings.append(advisory.NewBooking(
            desk.specialists["lawyer-SZ"], "SZ", _hour(day, 9 + n % 4), _hour(day, 10 + n % 4),
            built.person_ids[n * 37], "uk"))
    return bookings


def _interpretations(
    built: Built, desk: Desk, rng: Random
) -> list[advisory.NewInterpretation]:
    by_language: dict[str, list[str]] = defaultdict(list)
    for key, _name, _profession, _branch, pairs, _username in texts.SPECIALISTS:
        for pair in pairs:
            by_language[pair[0]].append(key)
    return [
        advisory.NewInterpretation(
            visit_id, desk.specialists[rng.choice(by_language[visit.language])], visit.language,
            visit.interpreter_mode)
        for visit_id, visit in zip(built.visit_ids, built.visits, strict=True)
        if visit.interpreter_mode is not M.NONE and by_language.get(visit.language)]


def _notes(built: Built, desk: Desk, rng: Random, at: datetime) -> int:
    """Seal the psychologist's notes and write the lawyers', one a session."""
    cards = [c for c, d in zip(built.card_ids, built.drafts, strict=True)
             if d.spec.legal or d.spec.psychological]
    legal = []
    count = 0
    for visit in sorted(advisory.visits_of(card_ids=cards), key=lambda v: v.id):
        for service in visit.services:
            if service.kind is K.PSYCHOLOGICAL:
                advisory.seal_note(
                    actor=desk.actors["psychologist"], at=visit.recorded_at,
                    service_id=service.id, text=rng.choice(texts.TALKS))
                count += 1
            elif service.kind is K.LEGAL:
                legal.append((_advice(service, rng), visit.branch, visit.recorded_at))
    return count + advisory.record_legal_notes_in_bulk(
        actor=desk.actors["lawyer"], at=at, notes=legal)


def _advice(service: advisory.Service, rng: Random) -> advisory.NewLegalNote:
    against = service.topic in (advisory.Topic.EMPLOYER, advisory.Topic.FAMILY)
    parties = (advisory.Party(rng.choice(texts.PARTIES)),) if (
        against and rng.random() < 0.5) else ()
    return advisory.NewLegalNote(
        service.id, texts.ADVICE[service.topic.value], parties=parties,
        referral=rng.choice(texts.LEGAL_REFERRALS))


def _afterwards(built: Built, rng: Random, actor: Actor, at: datetime) -> None:
    pairs = list(zip(built.visit_ids, built.visits, strict=True))
    tasks = []
    for n, (visit_id, visit) in enumerate(rng.sample(pairs, FOLLOWUPS)):
        made = max(visit.recorded_at or at, _hour(visit.visited_on, 8))
        due = clock.local_date(made) + timedelta(days=rng.randint(5, 21))
        done = None if n < OVERDUE else _hour(due - timedelta(days=rng.randint(0, 3)), 11)
        tasks.append((advisory.NewFollowUp(
            visit.card_id, visit.branch, due, rng.choice(texts.TASKS), visit_id, made),
            done, "" if done is None else texts.OUTCOME))
    for n, (visit_id, visit) in enumerate(rng.sample(pairs, DUE)):
        tasks.append((advisory.NewFollowUp(
            visit.card_id, visit.branch, REPORT_DAY + timedelta(days=n),
            rng.choice(texts.TASKS), visit_id, _hour(date(2023, 12, 1), 12)), None, ""))
    referrals = [_referral(visit_id, visit, rng, actor, at)
                 for visit_id, visit in rng.sample(pairs, REFERRALS)]
    advisory.record_followups_in_bulk(
        actor=actor, at=at, followups=tasks, referrals=referrals)


def _referral(
    visit_id: int, visit: advisory.NewVisit, rng: Random, actor: Actor, at: datetime
) -> tuple[advisory.NewReferral, tuple[advisory.ReferralStep, ...]]:
    state = advisory.ReferralState
    path = rng.choices(
        ((state.MADE, state.ACCEPTED, state.DONE), (state.MADE, state.ACCEPTED),
         (state.MADE, state.REFUSED), (state.MADE, state.WITHDRAWN), (state.MADE,)),
        weights=(60, 14, 12, 6, 8))[0]
    made = visit.recorded_at or at
    steps = tuple(
        advisory.ReferralStep(
            one, made + timedelta(days=6 * n), actor.name,
            texts.REFUSAL if one in (state.REFUSED, state.WITHDRAWN) else "")
        for n, one in enumerate(path))
    organisation, purpose = rng.choice(texts.ORGANISATIONS)
    return advisory.NewReferral(
        visit.card_id, visit.branch, organisation, purpose, True, visit_id), steps


def _survey(
    built: Built, rng: Random
) -> Iterator[tuple[str, str, date, advisory.SurveyAnswer | None]]:
    helpful = list(advisory.Helpfulness)
    clear = list(advisory.Clarity)
    for n, visit in enumerate(rng.sample(built.visits, INVITATIONS)):
        language = visit.language if visit.language in ("uk", "ru", "pl") else "en"
        yield visit.branch, language, visit.visited_on, advisory.SurveyAnswer(
            rng.choices(helpful, weights=(62, 23, 5, 10))[0],
            rng.choices(clear, weights=(78, 18, 4))[0]) if n < ANSWERED else None


def _complaints(actor: Actor) -> None:
    for day, branch, category, words, language, confidential, answer in texts.COMPLAINTS:
        received = _hour(date.fromisoformat(day), 12)
        advisory.file_complaint(actor=actor, at=received, complaint=advisory.NewComplaint(
            branch, advisory.ComplaintCategory(category), words, language, confidential))
        if answer:
            made = advisory.list_complaints(actor=actor, limit=1)[0]
            advisory.move_complaint(
                actor=actor, at=received + timedelta(days=9), complaint_id=made.id,
                state=advisory.ComplaintState.ANSWERED, answer=answer)
