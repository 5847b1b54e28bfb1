"""A million open cases: officers' work-lists, and every deadline counted anew by a new law.

    python bench/cases.py [CASES] [WORKERS]

Makes a scratch office with its own PostgreSQL. Prints the time of an officer's page (the whole
request in this process) before and while the deadlines are counted anew, then the count itself: how
many cases a second once the workers have started; stopped and taken up again half-way. Goals: p99
of the page under 100 ms; a million in under 10 minutes on two cores. The baseline in the same run
is the page of an officer without cases.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = str(Path(__file__).parent / "records")
sys.path.insert(0, HERE)
from scratch import calibration, office  # noqa: E402

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
OFFICERS, PAGES = 200, 200
COUNT = """
import sys, time
sys.path.insert(0, sys.argv[2])
from scratch import processor
from django.db import transaction
import django; django.setup()
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases
most, done = int(sys.argv[1]), 0
began, (client, server) = time.perf_counter(), processor()
while done < most:
    with transaction.atomic():
        counted = cases.recount_batch(at=clock.now())
    if not counted:
        break
    done += counted
ended = processor()
print(done, time.perf_counter() - began, ended[0] - client, ended[1] - server)
"""


def fill(count: int, officers: list[int]) -> None:
    """Lay cases with the events that make their terms run, as many for each officer."""
    from django.db import connection, transaction

    from przystan.rooms.cases import models

    kinds = list(models.CaseType.objects.filter(term="temporary").values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("""
            INSERT INTO cases_case (id, sign, unit, file_class, number, year, type_id, branch_id,
                                    channel, received_on, recorded_at)
            SELECT n, 'SOC-II.6151.' || n || '.2024', 'SOC-II', '6151', n, 2024,
                   (%s::bigint[])[1 + n %% %s], 'SZ', 'in_person', date '2024-01-01' + n %% 900,
                   now() FROM generate_series(1, %s) n""", [kinds, len(kinds), count])
        cursor.execute("""
            INSERT INTO cases_stageevent (case_id, stage, on_date, decision, note, recorded_at,
                                          recorded_by)
            SELECT id, 'received', received_on, '', '', now(), 'bench' FROM cases_case""")
        cursor.execute("""
            INSERT INTO cases_clockevent (case_id, kind, on_date, due_on, note, recorded_at,
                                          recorded_by)
            SELECT c.id, k.kind, c.received_on + k.days, NULL, k.note, now(), 'bench'
            FROM cases_case c, (VALUES ('received', 0, ''), ('appeared', 0, ''),
                ('fingerprints', 3, ''), ('documents_complete', 20, ''),
                ('opinion_asked', 25, 'Police')) AS k(kind, days, note)""")
        cursor.execute("""
            INSERT INTO cases_caseterm (case_id, started_on, last_date, computed_at, law_mark,
                                        officer_id)
            SELECT id, received_on + 20, date '2026-01-01' + (id %% 700)::int, now(), 0,
                   (%s::bigint[])[1 + id %% %s] FROM cases_case""", [officers, len(officers)])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def staff() -> list[int]:
    """Make officers, and one without cases."""
    from przystan.platform.accounts import public as accounts

    robot = accounts.system_actor("bench")
    ids = []
    for number in range(OFFICERS + 1):
        user = accounts.add_user(
            username=f"officer{number}", display_name=f"Officer {number}", email="",
            language="en", password=None, actor=robot, at=AT)
        accounts.grant_role(user_id=user, role=accounts.Role.CASE_OFFICER, branch="SZ",
                            actor=robot, at=AT)
        ids.append(user)
    return ids


def page_of(user_id: int) -> Callable[[], Any]:
    """Return what opens the work-list of an officer."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(pk=user_id),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return lambda: client.get("/office/cases/mine/")


def timed(pages: list[Callable[[], Any]]) -> Iterator[float]:
    """Give the milliseconds of each opening."""
    for page in pages:
        began = time.perf_counter()
        assert page().status_code == 200
        yield (time.perf_counter() - began) * 1000


def told(name: str, times: list[float]) -> None:
    times.sort()
    middle, high = times[len(times) // 2], times[len(times) * 99 // 100]
    print(f"{name}: median {middle:.0f} ms, p99 {high:.0f} ms of {len(times)}", flush=True)


def count_anew(workers: int, most: int) -> list[subprocess.Popen[str]]:
    return [subprocess.Popen([sys.executable, "-c", COUNT, str(most), HERE],
                             env=os.environ.copy(), stdout=subprocess.PIPE, text=True)
            for _ in range(workers)]


def ended(name: str, workers: list[subprocess.Popen[str]]) -> None:
    """Wait for workers, and print how fast they counted once each had started."""
    told = [[float(x) for x in w.communicate()[0].split()] for w in workers]
    cases, client, server = (sum(t[n] for t in told) for n in (0, 2, 3))
    pace = sum(t[0] / t[1] for t in told if t[1])
    print(f"{name}: {cases:.0f} cases, {pace:.0f} a second; a case takes "
          f"{client / cases * 1e6:.0f} µs of a worker's processor and {server / cases * 1e6:.0f} "
          f"µs of its database's; {calibration()}", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    print(calibration(), flush=True)
    with office():
        from przystan.platform.accounts import public as accounts
        from przystan.platform.sites import public as sites
        from przystan.rooms.cases import public as cases

        robot = accounts.system_actor("bench")
        sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
        cases.save_entries(entries=cases.shipped_catalogue(), actor=robot, at=AT)
        *officers, idle = staff()
        began = time.perf_counter()
        fill(count, officers)
        print(f"{count} cases laid in {time.perf_counter() - began:.0f} s", flush=True)
        pages = [page_of(o) for o in officers]
        told("work-list, opened by each for the first time", list(timed(pages)))
        spent = time.process_time()
        told("work-list", list(timed((pages * 2)[:PAGES])))
        print(f"of which {(time.process_time() - spent) / PAGES * 1000:.0f} ms of this processor")
        told("baseline, nobody's cases", list(timed([page_of(idle)] * 50)))
        rule = next(r for r in cases.list_law_rules() if r.code == "stop_100d_2026")
        cases.change_law_rule(actor=robot, at=AT, rule=replace(
            rule, valid_until=date(2026, 3, 4) + timedelta(days=30)))
        ended("alone, to the half", count_anew(workers, count // (2 * workers)))
        print(f"stopped with {cases.count_stale()} left; taken up again", flush=True)
        going, busy = count_anew(workers, count), []
        while any(p.poll() is None for p in going):
            busy += timed(pages[:20])
            time.sleep(1)
        told("work-list meanwhile", busy)
        ended(f"the rest with {workers} workers, the office open", going)
        print(f"{cases.count_stale()} stale", flush=True)


if __name__ == "__main__":
    main()
