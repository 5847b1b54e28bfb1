"""What each busy act costs as the office grows: the demo's year once, ten times, many times.

    ./dev demo --build-only && .przystan/venv/bin/python bench/growth.py --times 1 10 30 --write

Each volume is a database of its own beside the year's, copied by `bench/scale/volume.py` and taken
away afterwards; the acts of `bench/scale/acts.py` are done through pages and doors with the
application's own login. An act grows worse than logarithmic when the processor time of its
database at the largest volume is more than 1 + log10(times) of that at the first, and by more than
2 ms. Prints a table; with --write docs/growth.json, docs/growth.svg and the table of docs/scale.md
are written. Exit status 1 when an act grows worse.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench" / name) for name in ("scale", "faults", "records", "")]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import psycopg  # noqa: E402
from chart import draw  # noqa: E402
from psycopg import sql  # noqa: E402

MORNING = datetime(2023, 12, 7, 11, tzinfo=ZoneInfo("Europe/Warsaw"))
LEAST_MS = 2.0
BEGIN, END = "<!-- growth -->", "<!-- /growth -->"


def measure_here(only: str, each: int) -> dict[str, Any]:
    """Measure every act in the database of DATABASE_URL."""
    import django

    django.setup()
    from acts import Desk, measure

    from przystan.platform.clock import public as clock

    desk = Desk(clock.local_date(clock.now()))
    found = {}
    for act in desk.acts():
        if re.search(only, act.name):
            found[act.name] = measure(act, each)
            print(f"  {act.name:<28} {found[act.name]}", file=sys.stderr, flush=True)
    return found


def at_volume(server: Any, times: int, options: argparse.Namespace) -> dict[str, Any]:
    """Make the volume, measure there, take it away."""
    from volume import multiply, size_of

    name = f"przystan_growth_{times}"
    known = server.addresses(name)
    with psycopg.connect(server.addresses().owner, autocommit=True) as owner:
        held = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not held:
            owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE przystan").format(
                sql.Identifier(name)))
    try:
        with psycopg.connect(known.owner, autocommit=True) as owner:
            loaded = size_of(owner) if held else multiply(owner, times)
            print(f"{times} times: {loaded}", file=sys.stderr, flush=True)
        acts = _measured(known.office, options.only, options.each)
        stage = {"times": times, **loaded, "load": round(os.getloadavg()[0], 1), "acts": acts}
        print(json.dumps(stage), file=sys.stderr, flush=True)
        return stage
    finally:
        if not options.keep:
            with psycopg.connect(server.addresses().owner, autocommit=True) as owner:
                owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(
                    sql.Identifier(name)))


def _measured(address: str, only: str, each: int) -> dict[str, Any]:
    """Measure in a process of its own: the application's login, the morning of the last day."""
    offset = (MORNING - datetime.now(UTC)).total_seconds()  # noqa: TID251 - the edge
    done = subprocess.run(
        [sys.executable, __file__, "--measure", "--only", only, "--each", str(each)],
        stdout=subprocess.PIPE, text=True, env={
            **os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "day_settings",
            "PRZYSTAN_CLOCK_OFFSET": str(offset), "PRZYSTAN_CLIENT_ADDRESS_HEADER": "HTTP_X_CLIENT",
            "PYTHONPATH": f"{ROOT / 'bench' / 'faults'}:{ROOT / 'src'}"})
    if done.returncode:
        raise SystemExit("the acts could not be measured")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def grows_worse(first: dict[str, float], last: dict[str, float], times: float) -> bool:
    """Whether an act's database took more than the logarithm of the volume allows."""
    before, after = first["database_ms"], last["database_ms"]
    return after - before > LEAST_MS and after > before * (1 + math.log10(times))


def table(stages: list[dict[str, Any]]) -> list[str]:
    """Return the figures as lines of Markdown."""
    first, last = stages[0], stages[-1]
    heads = " | ".join(f"{s['times']} times" for s in stages)
    lines = [f"| act | {heads} | p99, {last['times']} times | grows |",
             "|---|" + "--:|" * (len(stages) + 1) + "---|"]
    for name, figures in last["acts"].items():
        cells = " | ".join(
            f"{s['acts'][name]['app_ms'] + s['acts'][name]['database_ms']:.0f}"
            f" ({s['acts'][name]['database_ms']:.1f})" for s in stages)
        worse = grows_worse(first["acts"][name], figures, last["times"] / first["times"])
        lines.append(f"| {name} | {cells} | {figures['p99_ms']:.0f}"
                     f" ({figures['database_p99_ms']:.0f}) | {'worse' if worse else 'no'} |")
    return lines


def write(stages: list[dict[str, Any]]) -> None:
    docs = ROOT / "docs"
    (docs / "growth.json").write_text(json.dumps(stages, indent=1) + "\n")
    (docs / "growth.svg").write_text(draw(stages))
    page = docs / "scale.md"
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n" + "\n".join(table(stages)) + f"\n{END}{after}", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--only", default="", help="acts whose name this pattern finds")
    parser.add_argument("--each", type=int, default=60, help="how often each act is done")
    parser.add_argument("--keep", action="store_true", help="keep the databases")
    parser.add_argument("--write", action="store_true", help="write the figures into docs")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure_here(options.only, options.each)))
        return 0
    from przystan.config.postgres import EmbeddedPostgres

    home = Path(os.environ.get("PRZYSTAN_HOME") or ROOT / ".przystan")
    server = EmbeddedPostgres(home)
    with server.running():
        stages = [at_volume(server, times, options) for times in options.times]
    print("\n".join(table(stages)))
    if options.write:
        write(stages)
    first, last = stages[0], stages[-1]
    return int(any(grows_worse(first["acts"][n], a, last["times"] / first["times"])
                   for n, a in last["acts"].items()))


if __name__ == "__main__":
    raise SystemExit(main())
