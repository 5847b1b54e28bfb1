"""Finding a person again, by kind of question, among a large synthetic population in PostgreSQL.

Usage: python bench/matching/classes.py [--persons 1000000] [--each 300] [--tuning] [--json FILE]

Environment: see bench/matching/requirements.txt. DATABASE_URL names a server where a scratch
database may be made ("./dev demo" prints how to start the embedded one); it is dropped at the end.
Prints per kind of question how often the person comes first, shares the first place with others who
agree as well in everything that was asked, and is among the first five; what the verdict is, and
the time of the database and of the comparison; then how often any matcher at all could put a woman
who changed her family name first; then the false alarms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import spelling
from population import REPORTING, TUNING, Made, Population, feminine, russian_forms
from psycopg import sql

from przystan.rooms.people.rules.matching import compare, is_broad, keys_of, keys_to_ask
from przystan.rooms.people.types import BirthPrecision, MatchRecord, Sex, Verdict

# These two statements are the candidate search; docs/ways/matching.md quotes them.
NARROW = "SELECT id FROM match_bench WHERE keys && %s::bigint[] LIMIT 1000"
BROAD = """
SELECT found.id FROM unnest(%s::bigint[]) AS asked(key)
CROSS JOIN LATERAL (
    SELECT id FROM match_bench WHERE keys @> ARRAY[asked.key] LIMIT 200
) AS found
"""
ENOUGH = 5
"""Broad keys are asked only where the narrow ones give fewer persons than are shown."""
Question = tuple[MatchRecord, int]
Asker = Callable[[Made, random.Random, Population], MatchRecord | None]


def year_only(record: MatchRecord) -> MatchRecord:
    assert record.birth_date
    return replace(record, birth_date=record.birth_date.replace(month=1, day=1),
                   birth_precision=BirthPrecision.YEAR)


def named(made: Made, family: str, given: str) -> MatchRecord:
    return MatchRecord(names=((family, given),), birth_date=made.born, sex=made.sex,
                       citizenship=made.nation)


def with_typos(count: int) -> Asker:
    def ask(made: Made, rng: random.Random, _: Population) -> MatchRecord:
        words = [*made.latin]
        for _n in range(count):
            at = rng.randrange(2)
            words[at] = spelling.typo(words[at], rng)
        return named(made, *words)

    return ask


def swapped(made: Made, rng: random.Random, _: Population) -> MatchRecord:
    return named(made, made.latin[1], made.latin[0])


def birth_typo(made: Made, rng: random.Random, _: Population) -> MatchRecord:
    digits = f"{made.born:%Y%m%d}"
    while True:
        kind = rng.choice(("digit", "digit", "pair", "day_month"))
        at = rng.randrange(2, 8)
        if kind == "digit":
            new = digits[:at] + rng.choice("0123456789") + digits[at + 1:]
        elif kind == "pair" and at < 7:
            new = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]
        else:
            new = digits[:4] + digits[6:] + digits[4:6]
        try:
            born = date(int(new[:4]), int(new[4:6]), int(new[6:]))
        except ValueError:
            continue
        if born != made.born:
            return replace(named(made, *made.latin), birth_date=born)
        if digits[4:6] == digits[6:]:
            continue


def cyrillic(made: Made, rng: random.Random, _: Population) -> MatchRecord | None:
    return named(made, *made.cyrillic) if made.is_slavic and not made.is_cyrillic else None


def romanised(made: Made, rng: random.Random, _: Population) -> MatchRecord | None:
    if not made.is_slavic:
        return None
    scheme = rng.choice(spelling.UKRAINIAN[1:])
    words = [spelling.translitua.translit(w, scheme) for w in (
        made.family, made.given.split(":")[0])]
    return named(made, *words)


_FORMS: dict[str, str] = {}


def russian_forms_cached() -> dict[str, str]:
    if not _FORMS:
        _FORMS.update(russian_forms())
    return _FORMS


def russian_form(made: Made, rng: random.Random, _: Population) -> MatchRecord | None:
    family = russian_forms_cached().get(made.family)
    if not made.is_slavic or family is None:
        return None
    return named(made, family, made.given.split(":")[1])


def romanised_russian(made: Made, rng: random.Random, _: Population) -> MatchRecord | None:
    found = russian_form(made, rng, _)
    if found is None:
        return None
    scheme = rng.choice(spelling.RUSSIAN)
    words = [spelling.iuliia.translate(w, schema=scheme) for w in found.names[0]]
    return named(made, *words)


def polish(made: Made, rng: random.Random, _: Population) -> MatchRecord | None:
    if not made.is_slavic:
        return None
    return named(made, spelling.polish(made.family), spelling.polish(made.given.split(":")[0]))


def changed_surname(
    made: Made, rng: random.Random, population: Population
) -> MatchRecord | None:
    if made.sex is not Sex.FEMALE or not made.is_slavic:
        return None
    families, weights = population.families
    family = feminine(rng.choices(families, cum_weights=weights)[0], made.sex)
    if family == made.family:
        return None
    if made.is_cyrillic and made.father:
        return named(made, family, made.cyrillic[1])
    return named(made, spelling.passport(family), made.latin[1])


def changed_no_father(
    made: Made, rng: random.Random, population: Population
) -> MatchRecord | None:
    return changed_surname(replace(made, father=""), rng, population)


def other_order(made: Made, rng: random.Random, _: Population) -> MatchRecord | None:
    if made.nation not in ("VNM", "COL", "PHL", "IND"):
        return None
    words = f"{made.family} {made.given}".split()
    kind = rng.choice(("reversed", "cut", "whole"))
    if kind == "reversed":
        words = [*words[1:], words[0]]
        return named(made, words[-1], " ".join(words[:-1]))
    if kind == "cut" and len(words) > 2:
        # The second family name or the last given name is left out, the order is the other.
        words.pop(1 if made.nation in ("COL", "PHL") else len(words) - 1)
        return named(made, words[0], " ".join(words[1:]))
    rng.shuffle(words)
    return named(made, " ".join(words), "")


KINDS: dict[str, Asker] = {
    "one typo, exact date": with_typos(1),
    "two typos, exact date": with_typos(2),
    "one typo, year only": lambda m, r, p: year_only(with_typos(1)(m, r, p)),  # type: ignore[arg-type]
    "swapped fields": swapped,
    "birth-date typo": birth_typo,
    "Cyrillic, exact date": cyrillic,
    "Cyrillic, year only": lambda m, r, p: (q := cyrillic(m, r, p)) and year_only(q),
    "other romanisation, Ukrainian": romanised,
    "other romanisation, Russian": romanised_russian,
    "Polish transcription": polish,
    "Ukrainian under its Russian form": russian_form,
    "changed surname": changed_surname,
    "changed surname, no patronymic": changed_no_father,
    "VN, CO, PH, IN order": other_order,
}


def load(connection: psycopg.Connection[object], population: Population, count: int) -> dict:
    began = time.perf_counter()
    connection.execute("CREATE UNLOGGED TABLE match_bench (id bigint PRIMARY KEY, keys bigint[])")
    total = 0
    with connection.cursor() as cursor, cursor.copy(
            "COPY match_bench FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "int8[]"])
        for number in range(count):
            keys = keys_of(population.person(number).record())
            total += len(keys)
            copy.write_row((number, list(keys)))
    loaded = time.perf_counter()
    connection.execute("SET maintenance_work_mem = '1GB'")
    connection.execute(
        "CREATE INDEX match_bench_keys ON match_bench USING gin (keys) WITH (fastupdate = off)")
    connection.execute("VACUUM (ANALYZE) match_bench")
    size = connection.execute(
        "SELECT pg_relation_size('match_bench_keys') / 1e6, pg_relation_size('match_bench') / 1e6"
    ).fetchone()
    return {"persons": count, "keys_each": round(total / count, 1),
            "load_seconds": round(loaded - began), "index_mb": round(size[0]),
            "index_seconds": round(time.perf_counter() - loaded), "table_mb": round(size[1])}


class Finder:
    """Candidates from the database, compared and put in order."""

    def __init__(self, connection: psycopg.Connection[object], population: Population,
                 persons: int) -> None:
        self.connection, self.population, self.persons = connection, population, persons
        self.database_ms: list[float] = []
        self.compare_ms: list[float] = []
        self.candidates: list[int] = []

    def ids(self, record: MatchRecord) -> list[int]:
        """Return the candidates' numbers."""
        keys = keys_to_ask(record)
        began = time.perf_counter()
        narrow = [k for k in keys if not is_broad(k)]
        found = {r[0] for r in self.connection.execute(NARROW, [narrow])} if narrow else set()
        if len(found) < ENOUGH:
            broad = [k for k in keys if is_broad(k)]
            found |= {r[0] for r in self.connection.execute(BROAD, [broad])}
        self.database_ms.append((time.perf_counter() - began) * 1000)
        return sorted(found)

    def find(self, record: MatchRecord) -> list[tuple[float, int, Verdict]]:
        """Return (score, number, verdict), the likeliest first."""
        records = [(n, self.population.person(n).record()) for n in self.ids(record)]
        self.candidates.append(len(records))
        began = time.perf_counter()
        found = [(-(c := compare(
            record, other, population=self.persons)).score, n, c.verdict) for n, other in records]
        self.compare_ms.append((time.perf_counter() - began) * 1000)
        return [(-score, n, verdict) for score, n, verdict in sorted(found)]


def questions(
    population: Population, count: int, kind: Asker, each: int, seed: int
) -> Iterator[Question]:
    rng = random.Random(seed)
    given = 0
    while given < each:
        made = population.person(rng.randrange(count))
        record = kind(made, rng, population)
        if record is not None:
            given += 1
            yield record, made.number


def measure(finder: Finder, count: int, each: int, seed: int) -> list[dict[str, object]]:
    rows = []
    for name, kind in KINDS.items():
        first = five = same = unsure = shared = 0
        for record, number in questions(finder.population, count, kind, each, seed):
            found = finder.find(record)
            places = [n for _, n, _ in found]
            first += places[:1] == [number]
            five += number in places[:5]
            own = next((score for score, n, _ in found if n == number), None)
            shared += own is not None and own == found[0][0]
            verdict = next((v for _, n, v in found if n == number), Verdict.DIFFERENT)
            same += verdict is Verdict.SAME
            unsure += verdict is Verdict.UNSURE
        rows.append({"question": name, "top 1": first / each, "shared": shared / each,
                     "top 5": five / each, "same": same / each, "unsure": unsure / each})
        print(f"{name:<34} {first / each:7.3f} {shared / each:7.3f} {five / each:7.3f} "
              f"{same / each:7.3f} {unsure / each:7.3f}", flush=True)
    return rows


def told_apart(made: Made, *, with_father: bool) -> tuple[object, ...]:
    """Return what a question about a changed family name says of her, but for that name."""
    father = made.father if with_father and made.is_cyrillic else ""
    return made.given, made.sex, made.nation, made.born, father


def at_best(population: Population, count: int, each: int, seed: int) -> dict[str, float]:
    """Return for the changed family names the share of questions that a matcher without a fault
    would answer rightly: of persons who have all that is asked in common it can but draw one."""
    people = [population.person(number) for number in range(count)]
    best = {}
    for name, kind, with_father in (("changed surname", changed_surname, True),
                                    ("changed surname, no patronymic", changed_no_father, False)):
        alike = Counter(told_apart(made, with_father=with_father) for made in people)
        if with_father:
            # Who is asked about without a patronymic may be anybody who has one.
            alike.update({(*key[:4], ""): much for key, much in alike.items() if key[4]})
        asked = [alike[told_apart(people[number], with_father=with_father)]
                 for _, number in questions(population, count, kind, each, seed)]
        best[name] = sum(1 / others for others in asked) / each
        print(f"{name:<34} first at best {best[name]:.3f}", flush=True)
    return best


def twin(made: Made, rng: random.Random, population: Population) -> MatchRecord | None:
    for _ in range(20):
        other = population.person(rng.randrange(10**9, 2 * 10**9))
        if other.nation == made.nation and other.given != made.given and not (
                set(other.given.split()) & set(made.given.split())):
            return replace(made, given=other.given, sex=other.sex, family=(
                feminine(made.family, other.sex) if made.sex is Sex.MALE else made.family
            )).record()
    return None


def namesake(made: Made, rng: random.Random, _: Population) -> MatchRecord:
    return replace(made, born=made.born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(
        400, 9000))).record()


def alarms(finder: Finder, count: int, each: int, seed: int) -> list[dict[str, object]]:
    rng = random.Random(seed)
    population = finder.population
    kinds: dict[str, Callable[[], MatchRecord | None]] = {
        "new persons": lambda: population.person(count + rng.randrange(10**8)).record(),
        "twins": lambda: twin(population.person(rng.randrange(count)), rng, population),
        "namesakes": lambda: namesake(population.person(rng.randrange(count)), rng, population),
    }
    rows = []
    for name, make in kinds.items():
        same = unsure = asked = 0
        while asked < each:
            record = make()
            if record is None:
                continue
            asked += 1
            verdicts = {v for _, _, v in finder.find(record)}
            same += Verdict.SAME in verdicts
            unsure += Verdict.UNSURE in verdicts and Verdict.SAME not in verdicts
        rows.append({"who": name, "asked": asked, "same": same / each, "unsure": unsure / each})
        print(f"{name:<34} asked {asked}: same {same / each:.4f}, unsure {unsure / each:.4f}",
              flush=True)
    return rows


def percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"p50": round(statistics.median(ordered), 2), "worst": round(ordered[-1], 2), **{
        f"p{share}": round(ordered[int(len(ordered) * share / 100)], 2) for share in (95, 99)}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--alarms", type=int, default=2000)
    parser.add_argument("--tuning", action="store_true", help="the population that sets weights")
    parser.add_argument("--keep", action="store_true", help="keep the scratch database")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    population = TUNING if options.tuning else REPORTING
    address = urlsplit(os.environ["DATABASE_URL"])
    name = f"przystan_bench_match_{options.persons}_{population.seed}"
    with psycopg.connect(urlunsplit(address), autocommit=True) as server:
        exists = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        scratch = urlunsplit(address._replace(path=f"/{name}"))
        with psycopg.connect(scratch, autocommit=True) as connection:
            # A plan made without the keys would read the whole table.
            connection.prepare_threshold = None
            connection.execute("SET enable_seqscan = off")
            facts = {} if exists else load(connection, population, options.persons)
            print(facts, flush=True)
            finder = Finder(connection, population, options.persons)
            print(f"{'question':<34} {'top 1':>7} {'shared':>7} {'top 5':>7} {'same':>7} "
                  f"{'unsure':>7}")
            rows = measure(finder, options.persons, options.each, population.seed + 1)
            best = at_best(population, options.persons, options.each, population.seed + 1)
            false = alarms(finder, options.persons, options.alarms, population.seed + 2)
            times = {"database": percentiles(finder.database_ms),
                     "comparison": percentiles(finder.compare_ms),
                     "candidates": percentiles([float(n) for n in finder.candidates])}
            print(json.dumps(times))
        if options.json:
            options.json.write_text(json.dumps({
                **facts, "questions": rows, "at best": best, "alarms": false, "times": times,
            }, indent=1))
        if not options.keep:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


if __name__ == "__main__":
    main()
