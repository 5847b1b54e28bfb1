"""Person search over a million synthetic persons, beside a sequential scan.

Usage: python bench/people_search.py [--persons 1000000] [--each 200] [--keep] [--json]

Makes a scratch database beside the one of DATABASE_URL, migrates it, loads persons by COPY, and
prints per kind of question the processor time of the database (p50, p99, worst) and the wall time
of the product's own statements, beside a sequential scan for the same names in the same run.
Seeds are fixed. Names are put together from lists of common ones; frequencies follow a power law,
so the commonest names have tens of thousands of bearers in a million.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SEED = 20231207
ROOTS = """
Ковал Бондар Ткач Мельн Шевч Крав Олій Кучер Гонч Коваль Лис Марч Рудн Савч Пав Захар
Кос Дем Гнат Іван Петр Мороз Руд Поліщ Сидор Онищ Гавр Тимош Степан Яковл
"""
ENDINGS = "енко чук ук ик ів ський ська ко юк ак ець енюк ич"
COMMON = "Мельник Шевченко Бондаренко Коваленко Бойко Ткаченко Кравченко Ковальчук"
GIVEN = """
Олександр Ірина Наталія Сергій Андрій Олена Тетяна Юлія Дмитро Максим Анна Марія Оксана
Володимир Віктор Катерина Світлана Людмила Ігор Роман Вікторія Богдан Артем Дарина Софія
Михайло Петро Галина Надія Микола Василь Любов Євген Ярослав Зоя Павло Степан Лариса
"""
FOREIGN = """
Nguyen Tran Singh Kaur Ahmed Beridze Kapanadze Rossi Garcia Yilmaz Kaya Petrosyan
Aliyev Karimov Popescu Rusu Santos Reyes Sharma Gurung
"""
FOREIGN_GIVEN = """
Minh Anh Rajesh Priya Ali Fatima Giorgi Nino Maria Jose Mehmet Ayse Ani Armen
Elvin Aziza Ion Elena Juan Sita
"""


def power(words: Sequence[str], exponent: float = 1.0) -> tuple[Sequence[str], list[float]]:
    return words, list(accumulate(1 / (n + 1.5) ** exponent for n in range(len(words))))


def families() -> list[str]:
    rng = random.Random(SEED)
    made = sorted({root + end for root in ROOTS.split() for end in ENDINGS.split()}
                  - set(COMMON.split()))
    rng.shuffle(made)
    doubled = [f"{a}-{b}" for a, b in zip(made[:60], made[60:120])]
    return COMMON.split() + made + doubled


def people_rows(count: int) -> Iterator[tuple[int, str, str, str, str, date, str, str, str]]:
    """Yield id, names as written and as in the passport, birth date, passport, PESEL, phone."""
    from przystan.rooms.people.rules.scripts import UKRAINIAN, UKRAINIAN_INITIAL

    def passport(word: str) -> str:
        low = word.lower()
        head = UKRAINIAN_INITIAL.get(low[0]) or UKRAINIAN.get(low[0], low[0])
        return (head + "".join(UKRAINIAN.get(c, c) for c in low[1:])).upper()

    rng = random.Random(SEED)
    family, family_weight = power(families(), 0.6)
    given, given_weight = power(GIVEN.split(), 0.5)
    known: dict[str, str] = {}
    start = date(1935, 1, 1)
    for number in range(1, count + 1):
        if rng.random() < 0.25:
            last, first = rng.choice(FOREIGN.split()), rng.choice(FOREIGN_GIVEN.split())
            written = ("", "")
            latin = (last.upper(), first.upper())
        else:
            last = rng.choices(family, cum_weights=family_weight)[0]
            first = rng.choices(given, cum_weights=given_weight)[0]
            written = (last, first)
            for word in written:
                if word not in known:
                    known[word] = passport(word)
            latin = (known[last], known[first])
        born = start + timedelta(days=rng.randrange(31_000))
        yield (number, *written, *latin, born, f"T{number:08}", f"{number:011}",
               f"+4800{number // 2:07}")


COPIES = {
    "people_person": "(id, sex, birth_date, birth_precision, citizenship, languages,"
                     " registered_at, registered_branch_id)",
    "people_personname": "(person_id, kind, family_name, given_names, script, recorded_at)",
    "people_identifier": "(person_id, kind, value, issuing_state, recorded_at)",
    "people_phone": "(person_id, number, recorded_at)",
    "people_personsearch": "(person_id, words)",
    "people_personkeys": "(person_id, keys)",
}
# Made after the load: 23 entries a person one by one would take longer than all the rest.
KEYS_INDEX = (
    "CREATE INDEX people_match_keys ON people_personkeys USING gin (keys)"
    " WITH (fastupdate = off)")
AT = datetime(2023, 12, 7, tzinfo=UTC)


def table_rows(table: str, row: tuple) -> Iterator[tuple]:
    from przystan.rooms.people.rules.matching import keys_of
    from przystan.rooms.people.rules.scripts import quoted, search_words
    from przystan.rooms.people.types import MatchRecord

    number, wf, wg, lf, lg, born, passport, pesel, phone = row
    if table == "people_person":
        yield number, "f", born, "day", "UKR", [], AT, "SZ"
    elif table == "people_personname":
        if wf:
            yield number, "as_written", wf, wg, "Cyrl", AT
        yield number, "passport", lf, lg, "Latn", AT
    elif table == "people_identifier":
        yield number, "passport", passport, "UTO", AT
        if number % 5 < 3:
            yield number, "pesel", pesel, "POL", AT
    elif table == "people_phone":
        yield number, phone, AT
    elif table == "people_personkeys":
        names = ((wf, wg), (lf, lg)) if wf else ((lf, lg),)
        yield number, list(keys_of(MatchRecord(names=names, birth_date=born)))
    else:
        words = search_words(((wf, wg), (lf, lg)), born)
        yield number, " ".join(map(quoted, words))


def load(connection: psycopg.Connection[object], count: int) -> dict[str, float]:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sites_branch VALUES ('SZ', 'Urząd', 'Szczecin')")
        cursor.execute("DROP INDEX people_match_keys")
        for table, columns in COPIES.items():
            with cursor.copy(f"COPY {table} {columns} FROM STDIN") as copy:
                for row in people_rows(count):
                    for one in table_rows(table, row):
                        copy.write_row(one)
            print(f"  {table}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
        connection.commit()
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(KEYS_INDEX)
        print(f"  index of keys: {time.perf_counter() - began:.0f} s", file=sys.stderr)
        cursor.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), %s)", [count])
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM (ANALYZE)")
    size = connection.execute(
        "SELECT pg_relation_size('people_personsearch') / 1e6,"
        " pg_relation_size('people_search_words') / 1e6,"
        " pg_relation_size('people_personkeys') / 1e6,"
        " pg_relation_size('people_match_keys') / 1e6").fetchone()
    return {"load_seconds": round(time.perf_counter() - began, 1),
            "words_mb": round(float(size[0])), "words_index_mb": round(float(size[1])),
            "keys_mb": round(float(size[2])), "keys_index_mb": round(float(size[3]))}


def questions(count: int) -> dict[str, Callable[[random.Random], str]]:
    all_families, (given, weights) = families(), power(GIVEN.split(), 0.5)
    rows = {}
    rng = random.Random(SEED + 1)
    wanted = sorted(rng.sample(range(1, count + 1), min(1000, count)))
    position = 0
    for row in people_rows(count):
        if row[0] == wanted[position]:
            rows[row[0]] = row
            position += 1
            if position == len(wanted):
                break
    some = list(rows.values())

    def of(fmt: Callable[[tuple], str]) -> Callable[[random.Random], str]:
        return lambda r: fmt(r.choice(some))

    return {
        "one common family name": lambda r: r.choice(COMMON.split()),
        "one family name": lambda r: r.choice(all_families),
        "family and given name, Latin": of(lambda p: f"{p[3]} {p[4]}"),
        "family and given name, Cyrillic": of(lambda p: f"{p[1] or p[3]} {p[2] or p[4]}"),
        "given name first": of(lambda p: f"{p[4]} {p[3]}"),
        "two beginnings of 3 letters": of(lambda p: f"{p[3][:3]} {p[4][:3]}"),
        "two beginnings of 2 letters": of(lambda p: f"{p[3][:2]} {p[4][:2]}"),
        "beginnings of 1 and 1 letter": of(lambda p: f"{p[3][:1]} {p[4][:1]}"),
        "common names that never meet": lambda r: (
            f"{r.choice(FOREIGN.split())} {r.choices(given, cum_weights=weights)[0]}"),
        "name as it is typed": of(
            lambda p: f"{p[3]} {p[4]}"[: random.Random(p[0]).randint(2, 9)]),
        "name and birth date": of(lambda p: f"{p[3]} {p[5].isoformat()}"),
        "common name and birth date": lambda r: (
            f"{r.choice(COMMON.split())} {date(1980, 1, 1) + timedelta(r.randrange(9000))}"),
        "birth date": of(lambda p: p[5].strftime("%d.%m.%Y")),
        "PESEL": of(lambda p: p[7]),
        "document number": of(lambda p: p[6]),
        "beginning of a document number": of(lambda p: p[6][:6]),
        "phone": of(lambda p: p[8]),
        "nobody": lambda r: f"Xq{r.randrange(999)} Zz",
    }


def some_rows(count: int, wanted: int = 500) -> list[tuple]:
    """Return persons from all over the table."""
    numbers = set(random.Random(SEED + 3).sample(range(1, count + 1), min(wanted, count)))
    return [row for row in people_rows(count) if row[0] in numbers]


def slip(word: str, rng: random.Random) -> str:
    """Return a word with one letter wrong."""
    place = rng.randrange(len(word))
    return word[:place] + rng.choice("AEIOKRST") + word[place + 1:]


def records(count: int) -> dict[str, Callable[[random.Random], object]]:
    """Return the kinds of records whom the office may know already."""
    from przystan.rooms.people.types import MatchRecord as R

    rows = some_rows(count)
    families_, (given, weights) = families(), power(GIVEN.split(), 0.5)

    def of(make: Callable[[tuple, random.Random], object]) -> Callable[[random.Random], object]:
        return lambda r: make(r.choice(rows), r)

    return {
        "name and birth date": of(lambda p, r: R(names=((p[3], p[4]),), birth_date=p[5])),
        "one slip, birth date": of(lambda p, r: R(
            names=((slip(p[3], r), p[4]),), birth_date=p[5])),
        "Cyrillic, birth date": of(lambda p, r: R(
            names=((p[1] or p[3], p[2] or p[4]),), birth_date=p[5])),
        "name, phone, document": of(lambda p, r: R(
            names=((p[3], p[4]),), birth_date=p[5], phones=(p[8],), documents=(p[6],))),
        "family name changed": of(lambda p, r: R(
            names=((r.choice(families_), p[4]),), birth_date=p[5])),
        "name alone": of(lambda p, r: R(names=((p[3], p[4]),))),
        "common name alone": lambda r: R(names=((
            r.choice(COMMON.split()), r.choices(given, cum_weights=weights)[0]),)),
        "birth date alone": of(lambda p, r: R(birth_date=p[5])),
        "a new person": lambda r: R(
            names=((f"Xq{r.randrange(999)}ova", "Zzora"),),
            birth_date=date(1935, 1, 1) + timedelta(days=r.randrange(31_000))),
    }


def measure_matches(each: int, count: int) -> list[dict[str, object]]:
    """Measure find_matches: candidates by keys and numbers, compared, explained, shown."""
    from przystan.rooms.people.queries import matching

    result = []
    for kind, make in records(count).items():
        rng = random.Random(SEED + 2)
        asked = [make(rng) for _ in range(each)]
        for record in asked[:10]:
            matching.find_matches(record=record)
        times, cpu, hits = [], [], []
        for record in asked:
            began, busy = time.perf_counter(), backend_cpu()
            hits.append(len(matching.card_ids_like(record)))
            cpu.append(backend_cpu() - busy)
            matching.find_matches(record=record)
            times.append((time.perf_counter() - began) * 1000)
        result.append({
            "question": kind, "candidates": statistics.median(hits),
            "p50_ms": round(statistics.median(cpu), 2), "p99_ms": p99(cpu),
            "worst_ms": round(max(cpu), 2), "wall_p50_ms": round(statistics.median(times), 2),
            "wall_p99_ms": p99(times)})
        row = result[-1]
        print(f"{row['question']:<32} {row['p50_ms']:>7} {row['p99_ms']:>7} {row['worst_ms']:>7} "
              f"{row['wall_p50_ms']:>7} {row['wall_p99_ms']:>8} {row['candidates']:>5}", flush=True)
    return result


def measure_typing(each: int, count: int) -> list[dict[str, object]]:
    """Measure find_matches_of_text: what the registration and the desk ask while somebody types."""
    from przystan.rooms.people.queries import matching

    result = []
    for kind, make in questions(count).items():
        rng = random.Random(SEED + 2)
        times, cpu = [], []
        for text in [make(rng) for _ in range(each)]:
            began, busy = time.perf_counter(), backend_cpu()
            matching.find_matches_of_text(text=text)
            times.append((time.perf_counter() - began) * 1000)
            cpu.append(backend_cpu() - busy)
        row = {"question": kind, "p50_ms": round(statistics.median(cpu), 2), "p99_ms": p99(cpu),
               "worst_ms": round(max(cpu), 2), "wall_p50_ms": round(statistics.median(times), 2),
               "wall_p99_ms": p99(times)}
        result.append(row)
        print(f"{kind:<32} {row['p50_ms']:>7} {row['p99_ms']:>7} {row['worst_ms']:>7} "
              f"{row['wall_p50_ms']:>7} {row['wall_p99_ms']:>8}", flush=True)
    return result


SEQUENTIAL = """
SELECT p.id FROM people_person p WHERE EXISTS (
    SELECT 1 FROM people_personname n WHERE n.person_id = p.id
      AND lower(n.family_name || ' ' || n.given_names) LIKE %s) LIMIT 25
"""


def measure(each: int, count: int) -> list[dict[str, object]]:
    from django.db import connection, transaction

    from przystan.rooms.people.queries import search

    result = []
    for kind, make in questions(count).items():
        rng = random.Random(SEED + 2)
        texts = [make(rng) for _ in range(each)]
        for text in texts[:10]:
            search.find_persons(text=text)
        times, cpu, hits = [], [], []
        for text in texts:
            began, busy = time.perf_counter(), backend_cpu()
            found = search.find_persons(text=text)
            times.append((time.perf_counter() - began) * 1000)
            cpu.append(backend_cpu() - busy)
            hits.append(len(found))
        scans = []
        with transaction.atomic(), connection.cursor() as cursor:
            # The processor time of helpers would not be seen.
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute("SET LOCAL enable_indexonlyscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            for text in texts[:2]:
                # A scan that must look at every name: the pattern occurs nowhere.
                busy = backend_cpu()
                cursor.execute(SEQUENTIAL, [f"%{text.lower()}#%"])
                cursor.fetchall()
                scans.append(backend_cpu() - busy)
        result.append({
            "question": kind, "example": texts[0], "hits": statistics.median(hits),
            "wall_p50_ms": round(statistics.median(times), 2), "wall_p99_ms": p99(times),
            "p50_ms": round(statistics.median(cpu), 2), "p99_ms": p99(cpu),
            "worst_ms": round(max(cpu), 2), "scan_ms": round(min(scans), 1),
            "times_faster": round(min(scans) / max(statistics.median(cpu), 0.01)),
        })
        print_row(result[-1])
    return result


def p99(values: list[float]) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2)


def backend_cpu() -> float:
    """Return the processor time of this connection's server process so far, in milliseconds.

    What other programs of a busy machine take is not in it. Works where the server runs beside.
    """
    from django.db import connection

    connection.ensure_connection()
    with open(f"/proc/{connection.connection.info.backend_pid}/schedstat") as file:
        return int(file.read().split()[0]) / 1e6


def print_row(row: dict[str, object]) -> None:
    print(f"{row['question']:<32} {row['p50_ms']:>7} {row['p99_ms']:>7} {row['worst_ms']:>7} "
          f"{row['wall_p50_ms']:>7} {row['wall_p99_ms']:>8} {row['scan_ms']:>7} "
          f"{row['times_faster']:>6}x {row['hits']:>4}  {row['example']}", flush=True)


def explain() -> None:
    from django.db import connection

    from przystan.rooms.people.rules.questions import read_question
    from przystan.rooms.people.rules.scripts import as_query

    with connection.cursor() as cursor:
        for text in ("Мельник", "Мельник Олена", "Garcia Наталія", "melnyk 1985-03-03"):
            question = read_question(text)
            asked = as_query(tuple(forms for _, forms in question.words), whole=False,
                             birth_date=question.birth_date)
            # The body of people_search(), which explains itself only in the open.
            cursor.execute("SET enable_seqscan = off")
            cursor.execute(
                "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) SELECT person_id FROM"
                " people_personsearch WHERE words @@ %s::tsquery LIMIT 50", [asked])
            print(f"\n{text}")
            print("\n".join("  " + row[0] for row in cursor.fetchall()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--keep", action="store_true", help="keep the scratch database")
    parser.add_argument("--explain", action="store_true", help="print the plans too")
    parser.add_argument("--matches-only", action="store_true", help="leave the search out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    address = urlsplit(os.environ["DATABASE_URL"])
    name = f"przystan_bench_search_{options.persons}"
    os.environ["DATABASE_URL"] = urlunsplit(address._replace(path=f"/{name}"))
    with psycopg.connect(urlunsplit(address), autocommit=True) as server:
        exists = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.test")
        import django
        from django.core.management import call_command

        django.setup()
        facts: dict[str, float] = {}
        if not exists:
            call_command("migrate", verbosity=0, skip_checks=True)
            with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
                facts = load(connection, options.persons)
                print(facts)
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            (there,) = connection.execute("SELECT count(*) FROM people_person").fetchone()
        if there != options.persons:
            sys.exit(f"{name} holds {there} persons: left by a run that was stopped. Drop it.")
        print("milliseconds; p50, p99, worst and scan are processor time of the database\n"
              f"{'question':<32} {'p50':>7} {'p99':>7} {'worst':>7} {'wall50':>7} {'wall99':>8} "
              f"{'scan':>7} {'':>7} hits  example")
        rows = [] if options.matches_only else measure(options.each, options.persons)
        print("as it is typed at a registration, candidates by keys beside: processor time of the"
              " database; wall time of everything")
        typing = [] if options.matches_only else measure_typing(options.each, options.persons)
        print("whom a record may be: processor time for the candidates; wall time of everything,"
              f" candidates asked twice\n{'record':<32} {'p50':>7} {'p99':>7} {'worst':>7} "
              f"{'wall50':>7} {'wall99':>8} cards")
        matches = measure_matches(options.each, options.persons)
        if options.explain:
            explain()
        if options.json:
            print(json.dumps(
                {**facts, "rows": rows, "typing": typing, "matches": matches},
                ensure_ascii=False, indent=1))
        from django.db import connection as django_connection

        django_connection.close()
        if not options.keep:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


if __name__ == "__main__":
    main()
