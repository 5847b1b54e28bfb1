"""The synthetic year's persons, cards, visits and services: 2,391 cards, 2,333 persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from przystan.demo import rights
from przystan.demo.names import LANGUAGES, NAMES, OTHER_STATES, split_form
from przystan.demo.year import END, SEED, days_of_month, moment, totals, working_days
from przystan.platform.accounts.types import Actor
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people

STATES = {
    "Ukraine": "UKR", "Belarus": "BLR", "Georgia": "GEO", "Russia": "RUS", "Moldova": "MDA",
    "India": "IND", "Türkiye": "TUR", "Uzbekistan": "UZB", "Vietnam": "VNM", "Kazakhstan": "KAZ",
    "Armenia": "ARM", "Azerbaijan": "AZE", "Nepal": "NPL", "Philippines": "PHL", "China": "CHN",
    "Colombia": "COL", "Nigeria": "NGA", "Syria": "SYR", "Brazil": "BRA",
    "Stateless / undetermined": "XXA", "Other third countries": "OTHER",
}
BASES = {
    "Temporary protection / UKR status": "temporary_protection",
    "Temporary residence permit": "temporary_permit",
    "Application pending (stamp)": "pending_stamp", "National visa D": "national_visa",
    "Visa-free": "visa_free", "Permanent / EU long-term resident": "permanent",
    "Schengen visa": "schengen_visa", "Humanitarian / tolerated stay": "humanitarian",
    "Other": "other",
}
LEGAL_TOPICS = {
    "temporary residence and work": "residence_and_work", "family reunification": "family",
    "temporary protection status": "temporary_protection",
    "refusal / appeal / inaction": "appeal", "permanent / long-term EU": "permanent",
    "work permit / employer": "employer", "citizenship": "citizenship", "other": "other",
}
AGES = {"<18": (1, 16), "18-60": (19, 59), ">60": (62, 84)}
VISITS, ONE_VISIT_SHARE, INTERPRETER_SHARE = 4120, 0.61, 0.29
LEGAL_SESSIONS, PSYCHOLOGICAL_SESSIONS, BOTH = 402, 38, 4
LATE_CARDS = 35
DUPLICATES = {"script": 31, "birth_date": 14, "passport": 8, "surname": 5}
DUPLICATE_REASONS = {
    "script": "same birth date and phone; name equal after transliteration",
    "birth_date": "same name and phone; day and month of the birth date were transposed",
    "passport": "same name, birth date and phone; the passport was renewed",
    "surname": "same given name, birth date and phone; the family name changed on marriage",
}
PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)


@dataclass
class Spec:
    """One invented person before the doors."""

    branch: str
    month: str
    state: str = ""
    sex: str = ""
    age: str = ""
    basis: str = ""
    legal: list[str] = field(default_factory=list)
    psychological: int = 0
    visits: int = 1
    duplicate: str = ""
    is_late: bool = False


def plan(rng: Random) -> list[Spec]:
    """Return the 2,333 persons with every table's totals met exactly."""
    year = totals()
    specs = [
        Spec(branch, month)
        for branch, table in (("SZ", "szczecin_by_month"), ("KO", "koszalin_by_month"))
        for month, count in year[table].items()
        for _ in range(count)
    ]
    rng.shuffle(specs)
    states = _dealt(year["nationality"], STATES, rng)
    sexes = _dealt(year["gender"], {"female": "f", "male": "m"}, rng)
    ages = _dealt(year["age_band"], {a: a for a in AGES}, rng)
    for spec, state, sex, age in zip(specs, states, sexes, ages, strict=True):
        spec.state, spec.sex, spec.age = state, sex, age
    _give_bases(specs, year["legal_basis"], rng)
    _give_services(specs, year, rng)
    _give_visits(specs, rng)
    return specs


def _dealt(table: dict[str, int], codes: dict[str, str], rng: Random) -> list[str]:
    dealt = [codes[name] for name, count in table.items() for _ in range(count)]
    rng.shuffle(dealt)
    return dealt


def _give_bases(specs: list[Spec], table: dict[str, int], rng: Random) -> None:
    """Temporary protection goes to Ukrainian citizens only; the rest is dealt over all others."""
    protected = table["Temporary protection / UKR status"]
    ukrainians = [s for s in specs if s.state == "UKR"]
    for spec in rng.sample(ukrainians, protected):
        spec.basis = "temporary_protection"
    rest = {k: v for k, v in table.items() if BASES[k] != "temporary_protection"}
    others = [s for s in specs if not s.basis]
    for spec, basis in zip(others, _dealt(rest, BASES, rng), strict=True):
        spec.basis = basis


def _give_services(specs: list[Spec], year: dict[str, object], rng: Random) -> None:
    topics = _dealt(year["legal_by_topic"], LEGAL_TOPICS, rng)  # type: ignore[arg-type]
    legal_counts = {"SZ": 246, "KO": 61}
    psychological_counts = {"SZ": 9, "KO": 2}
    extra = LEGAL_SESSIONS - len(topics)
    both = BOTH
    for branch in ("SZ", "KO"):
        here = [s for s in specs if s.branch == branch]
        adults = [s for s in here if s.age != "<18"]
        for spec in rng.sample(adults, legal_counts[branch]):
            spec.legal = [topics.pop()]
        with_legal = [s for s in adults if s.legal]
        without = [s for s in adults if not s.legal]
        shared = min(both, 3 if branch == "SZ" else 1)
        both -= shared
        chosen = rng.sample(with_legal, shared)
        chosen += rng.sample(without, psychological_counts[branch] - shared)
        for spec in chosen:
            spec.psychological = 3
    for spec in rng.sample([s for s in specs if s.legal], extra):
        spec.legal.append(spec.legal[0])
    chosen = [s for s in specs if s.psychological]
    for spec in rng.sample(chosen, PSYCHOLOGICAL_SESSIONS - 3 * len(chosen)):
        spec.psychological += 1


def _give_visits(specs: list[Spec], rng: Random) -> None:
    """Most come once; duplicates and late cards are planted where they fit."""
    need_more = [s for s in specs if len(s.legal) > 1 or s.psychological]
    free = [s for s in specs if s not in need_more]
    single = round(len(specs) * ONE_VISIT_SHARE)
    rng.shuffle(free)
    several = free[single:] + need_more
    for spec in several:
        spec.visits = max(2, len(spec.legal), spec.psychological)
    missing = VISITS - sum(s.visits for s in specs)
    for _ in range(missing):
        rng.choice(several).visits += 1
    early = [s for s in free[single:] if s.month <= "2023-06" and s.age != "<18"]
    for kind, count in DUPLICATES.items():
        fitting = [s for s in early if not s.duplicate and _fits(s, kind)]
        for spec in rng.sample(fitting, count):
            spec.duplicate = kind
    late = [s for s in free[:single]
            if s.branch == "KO" and s.month >= "2023-06" and not s.legal]
    for spec in rng.sample(late, LATE_CARDS):
        spec.is_late = True


def _fits(spec: Spec, kind: str) -> bool:
    if kind == "script":
        return spec.state in ("UKR", "BLR", "RUS")
    return spec.sex == "f" if kind == "surname" else True


def pesel_of(born: date, sex: str, serial: int) -> str:
    """Return a valid PESEL of the twenty-third century: it can belong to nobody alive."""
    last = serial % 5 * 2 + (sex == "m")
    digits = f"{born.year % 100:02d}{born.month + 60:02d}{born.day:02d}{serial // 5:03d}{last}"
    total = sum(w * int(d) for w, d in zip(PESEL_WEIGHTS, digits, strict=True))
    return digits + str(-total % 10)


def phone_of(number: int) -> str:
    """Return a number of the Polish area code 28, which is not assigned."""
    return f"+4828{number:07d}"


class Maker:
    """Turns specs into persons, cards and visits; everything from one seeded generator."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.serial = 0
        self.days = working_days()

    def born(self, age: str, first: date) -> date:
        low, high = AGES[age]
        years = self.rng.randint(low, high)
        return first - timedelta(days=years * 365 + years // 4 + self.rng.randint(10, 330))

    def person(self, spec: Spec, first_at: datetime) -> people.NewPerson:
        self.serial += 1
        names = NAMES[spec.state]
        female = spec.sex == "f"
        family = split_form(self.rng.choice(names.family), is_female=female)
        given = split_form(self.rng.choice(names.female if female else names.male),
                           is_female=female)
        state = self.rng.choice(OTHER_STATES) if spec.state == "OTHER" else spec.state
        born = self.born(spec.age, first_at.date())
        identifiers = [people.NewIdentifier(
            people.IdentifierKind.PASSPORT, f"XX{self.serial:06d}", state,
            END + timedelta(days=self.rng.randint(30, 3000)),
        )]
        if self.rng.random() < (0.95 if spec.basis == "temporary_protection" else 0.3):
            identifiers.append(people.NewIdentifier(
                people.IdentifierKind.PESEL, pesel_of(born, spec.sex, self.serial % 5000)
            ))
        forms = [people.NewName(people.NameKind.PASSPORT, family[1].upper(), given[1].upper())]
        if (family[0], given[0]) != (family[1], given[1]):
            forms.insert(0, people.NewName(people.NameKind.AS_WRITTEN, family[0], given[0]))
        family_phone = self.serial - (1 if self.rng.random() < 0.18 else 0)
        return people.NewPerson(
            sex=people.Sex(spec.sex), citizenship=state, names=tuple(forms),
            registered_branch=spec.branch, birth_date=born, identifiers=tuple(identifiers),
            phones=(phone_of(family_phone),), languages=(LANGUAGES.get(spec.state, "en"),),
            registered_at=first_at,
        )

    def duplicate(self, person: people.NewPerson, kind: str, at: datetime) -> people.NewPerson:
        """Return the second card's person as an adviser typed it, without noticing the first."""
        written = person.names[0]
        passport = person.names[-1]
        bare = replace(person, identifiers=(), registered_at=at)
        if kind == "script":
            return replace(bare, names=(
                people.NewName(people.NameKind.AS_WRITTEN, written.family_name,
                               written.given_names),))
        if kind == "birth_date":
            born = person.birth_date
            assert born is not None
            return replace(bare, birth_date=born.replace(month=born.day, day=born.month))
        if kind == "passport":
            self.serial += 1
            return replace(bare, identifiers=(people.NewIdentifier(
                people.IdentifierKind.PASSPORT, f"XX{self.serial:06d}", person.citizenship),))
        new_family = split_form(
            self.rng.choice(NAMES[person.citizenship].family
                            if person.citizenship in NAMES else NAMES["UKR"].family),
            is_female=True)
        return replace(bare, names=(people.NewName(
            people.NameKind.PASSPORT, new_family[1].upper(), passport.given_names),))

    def visit_days(self, spec: Spec) -> list[date]:
        first = self.rng.choice(days_of_month(spec.month))
        later = [d for d in self.days if d > first]
        more = spec.visits - 1
        if len(later) < more:
            return [first] * spec.visits
        return [first, *sorted(self.rng.sample(later, more))]

    def services(self, spec: Spec, nth: int, last: int) -> list[advisory.NewService]:
        found = [advisory.NewService(
            advisory.ServiceKind.INFORMATION,
            topic=self.rng.choice((advisory.Topic.RESIDENCE_AND_WORK, advisory.Topic.SOCIAL,
                                   advisory.Topic.FAMILY, advisory.Topic.OTHER)),
            minutes=self.rng.randint(5, 30))]
        if nth < len(spec.legal):
            found.append(advisory.NewService(
                advisory.ServiceKind.LEGAL, topic=advisory.Topic(spec.legal[nth]),
                minutes=self.rng.randint(20, 60)))
        if last - nth <= spec.psychological:
            found.append(advisory.NewService(
                advisory.ServiceKind.PSYCHOLOGICAL, minutes=50))
        return found


@dataclass
class Draft:
    """One raw card: a person as typed, and the visits under this card."""

    spec: Spec
    person: people.NewPerson
    days: list[tuple[date, datetime]]
    services: list[list[advisory.NewService]]
    kind: str = ""
    merged_at: datetime | None = None

    def visits(self, card_id: int) -> Iterator[advisory.NewVisit]:
        for (day, recorded_at), services in zip(self.days, self.services, strict=True):
            yield advisory.NewVisit(
                card_id=card_id, branch=self.spec.branch, visited_on=day,
                language=self.person.languages[0], recorded_at=recorded_at,
                closed_at=recorded_at + timedelta(minutes=12),
                services=tuple(replace(s, recorded_at=recorded_at) for s in services),
            )


@dataclass(frozen=True)
class Built:
    """What was built, each list in the order of the drafts, the visits in their own."""

    drafts: list[Draft]
    person_ids: Sequence[int]
    card_ids: Sequence[int]
    visits: list[advisory.NewVisit]
    visit_ids: Sequence[int]


def build(*, project_id: int, actor: Actor, at: datetime) -> Built:
    """Register persons, open cards, record visits, merge duplicates; return what stands."""
    rng = Random(SEED)
    maker = Maker(rng)
    drafts = list(_drafts(maker, plan(rng)))
    ids = people.register_in_bulk(actor=actor, at=at, persons=[d.person for d in drafts])
    numbers: Counter[str] = Counter()
    cards = []
    for person_id, draft in zip(ids, drafts, strict=True):
        numbers[draft.spec.branch] += 1
        cards.append(advisory.NewCard(
            person_id=person_id, project_id=project_id, branch=draft.spec.branch,
            number=f"{draft.spec.branch}/{numbers[draft.spec.branch]:04d}",
            opened_on=draft.days[0][0], stay_basis=advisory.StayBasis(draft.spec.basis),
            is_signed=True, recorded_at=draft.days[0][1],
        ))
    card_ids = advisory.open_cards_in_bulk(actor=actor, at=at, cards=cards)
    visits = [v for card_id, d in zip(card_ids, drafts, strict=True) for v in d.visits(card_id)]
    _mark_interpreters(visits, rng)
    visit_ids = advisory.record_visits_in_bulk(actor=actor, at=at, visits=visits)
    merges = [
        people.NewMerge(ids[n], ids[n - 1], DUPLICATE_REASONS[d.kind], d.merged_at)
        for n, d in enumerate(drafts) if d.kind
    ]
    people.merge_in_bulk(actor=actor, at=at, merges=merges)
    rights.build(actor=actor, at=at, ids=ids, persons=[d.person for d in drafts])
    return Built(drafts, ids, card_ids, visits, visit_ids)


def _drafts(maker: Maker, specs: list[Spec]) -> Iterator[Draft]:
    """Yield the raw cards; a duplicate's card follows the card of the same person."""
    rng = maker.rng
    for spec in specs:
        days = [(d, moment(d, rng)) for d in maker.visit_days(spec)]
        if spec.is_late:
            late = date(2023, 9, 4) + timedelta(days=rng.randint(0, 90))
            days = [(day, moment(late, rng)) for day, _ in days]
        services = [maker.services(spec, n, len(days)) for n in range(len(days))]
        person = maker.person(spec, days[0][1])
        if not spec.duplicate:
            yield Draft(spec, person, days, services)
            continue
        if spec.duplicate == "birth_date":
            born = person.birth_date
            assert born is not None
            month = born.month if born.month != 1 else 2
            person = replace(person, birth_date=born.replace(
                month=month, day=month % 12 + 1 if month % 12 + 1 != month else 1))
            person = _without_pesel(person)
        yield Draft(spec, person, days[:1], services[:1])
        second_at = days[1][1]
        merged_at = min(second_at + timedelta(days=rng.randint(1, 60)),
                        moment(date(2023, 8, 30), rng))
        yield Draft(spec, maker.duplicate(person, spec.duplicate, second_at), days[1:],
                    services[1:], spec.duplicate, max(merged_at, second_at))


def _without_pesel(person: people.NewPerson) -> people.NewPerson:
    kept = tuple(i for i in person.identifiers if i.kind is not people.IdentifierKind.PESEL)
    return replace(person, identifiers=kept)


def _mark_interpreters(visits: list[advisory.NewVisit], rng: Random) -> None:
    """An interpreter takes part in 29 % of the visits, and it is a service of its own."""
    for n in rng.sample(range(len(visits)), round(len(visits) * INTERPRETER_SHARE)):
        visit = visits[n]
        service = advisory.NewService(
            advisory.ServiceKind.INTERPRETING, minutes=15, recorded_at=visit.recorded_at
        )
        mode = rng.choice((advisory.InterpreterMode.ON_SITE, advisory.InterpreterMode.PHONE))
        visits[n] = replace(visit, interpreter_mode=mode, services=(*visit.services, service))
