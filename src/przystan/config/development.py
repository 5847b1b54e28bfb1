"""What ./dev does inside its environment: run the demo, the suite, the gate; make rooms.

The embedded PostgreSQL is up while any of these runs, unless DATABASE_URL names a server.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

from przystan.config.bootstrap import HOME, ROOT, Progress, fail
from przystan.config.commands.serve import is_port_free
from przystan.platform.clock.public import OFFICE_ZONE

USAGE = """The one runner of Przystań.

  ./dev demo [--port N] [--build-only] [--with-engine]
                                         set everything up, run the office on its synthetic year
  ./dev test [pytest options]            set everything up, pass the whole suite
  ./dev check                            the quick gate: lint, types, contracts, unit tests
  ./dev przystan COMMAND …               the command-line tool, on the same database
  ./dev room NAME                        make a new room with its contract lines
  ./dev messages                         collect and compile translations
  ./dev docs                             write the pages that are made from the code
  ./dev lock                             pin the requirements with their hashes
  ./dev audit                            ask for known faults of everything in the lock
  ./dev sbom [FOLDER]                    write the bill of materials (CycloneDX)
  ./dev licences                         the licences of everything in the lock
  ./dev stop                             stop the embedded PostgreSQL and forget nothing
"""
DEMO_DAY = date(2023, 12, 7)
ANSWER_SECONDS = 180
CONTRACTS = (
    "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
)
DEBIAN_PACKAGES = {
    "chromium": "chromium", "pdftoppm": "poppler-utils", "mmdebstrap": "mmdebstrap",
    "espeak-ng": "espeak-ng", "sox": "sox", "age": "age",
}

# More workers than processors: each waits for the engine, a browser or the database.
# In the order that tests/order.py gives.
WORKERS = ("-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder")


def python(*arguments: str, **options: object) -> int:
    """Run this environment's Python as a child and return its exit status."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, **options).returncode  # type: ignore[call-overload,no-any-return]


def przystan(*arguments: str) -> int:
    return python("-m", "przystan.config.cli", *arguments)


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Give the block a database: DATABASE_URL's, or the embedded one."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from przystan.config.postgres import EmbeddedPostgres, PostgresFailed, PostgresNotFound

    server = EmbeddedPostgres(HOME)
    try:
        with contextlib.ExitStack() as stack:
            with Progress("database server"):
                addresses = stack.enter_context(server.running())
            os.environ["DATABASE_URL"] = addresses.office
            os.environ["DATABASE_OFFICE_URL"] = addresses.office
            os.environ["DATABASE_OWNER_URL"] = addresses.owner
            yield
    except (PostgresFailed, PostgresNotFound) as failure:
        fail(str(failure))


def demo_environment() -> None:
    """The demo office lives on the day of its report: shift its clock by whole days."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "przystan.config.settings.demo"
    today = datetime.now(OFFICE_ZONE).date()  # noqa: TID251 - this edge sets the office's clock
    os.environ.setdefault(
        "PRZYSTAN_CLOCK_OFFSET", str((DEMO_DAY - today) / timedelta(seconds=1))
    )


def build_static() -> None:
    """Collect and hash the static files when their sources have changed."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").glob("**/static/**/*")):
        if path.is_file():
            digest.update(f"{path}{path.stat().st_mtime_ns}{path.stat().st_size}".encode())
    stamp = HOME / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    with Progress("static files"):
        code = (
            "import django; django.setup();"
            "from django.core.management import call_command as c;"
            "c('collectstatic', verbosity=0, interactive=False, clear=True)"
        )
        if python("-c", code):
            fail("collecting static files failed")
    stamp.write_text(digest.hexdigest())


def prepare() -> None:
    with Progress("database form"):
        if przystan("migrate"):
            fail("bringing the database up to date failed")
    build_static()


def demo(arguments: list[str]) -> int:
    options = _demo_options(arguments)
    port = options.port
    if not options.build_only and not is_port_free("127.0.0.1", port):
        fail(f"port {port} is taken by another program. Choose another: --port {port + 1}")
    if options.with_engine and (missing := ensure_programs()):
        fail(f"the telephony engine needs: {', '.join(missing)}")
    demo_environment()
    with database():
        prepare()
        if przystan("demo", "build"):
            fail("building the demo year failed")
        if options.build_only:
            print("przystan: the demo year stands.")
            return 0
        if not options.with_engine:
            return _serve(port)
        if przystan("engine", "install") or przystan("engine", "start"):
            fail("the telephony engine did not start; its message is above")
        try:
            return _serve(port, "switchboard")
        finally:
            przystan("engine", "stop")


def _demo_options(arguments: list[str]) -> argparse.Namespace:

    parser = argparse.ArgumentParser(
        prog="./dev demo", description="Run the office on its synthetic year.",
        epilog="Example: ./dev demo --port 8080",
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--build-only", action="store_true", help="build and exit")
    parser.add_argument("--with-engine", action="store_true",
                        help="run the telephony engine and its switchboard too")
    return parser.parse_args(arguments)


def _serve(port: int, *more: str) -> int:
    """Run the pages, the worker and what else is named until Ctrl+C; if one dies, stop all."""
    began = time.monotonic()
    command = [sys.executable, "-m", "przystan.config.cli"]
    # Each leads a group, so that none of its own children outlives it.
    children = [
        subprocess.Popen([*command, *arguments], cwd=ROOT, start_new_session=True)
        for arguments in (["serve", "--port", str(port)], ["worker"], *([name] for name in more))
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _wait_until_up(port, children[0])
        print(f"\nPrzystań's demo office is open ({time.monotonic() - began:.1f} s).")
        print(f"  public pages   http://127.0.0.1:{port}/")
        print(f"  statistics     http://127.0.0.1:{port}/statistics/")
        print(f"  staff          http://127.0.0.1:{port}/office/\n")
        przystan("demo", "personas")
        if "switchboard" in more:
            print("\nTelephones: ./dev przystan engine phones; call 800 to 804.")
        print("\nAll data are synthetic. Ctrl+C closes the office.", flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _wait_until_up(port: int, server: subprocess.Popen[bytes]) -> None:
    import urllib.error
    import urllib.request

    # The first page loads the whole program, which takes a busy machine long.
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            fail("the server stopped at once; its message is above")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=60)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    fail(f"the server did not answer in {ANSWER_SECONDS} s")


def ensure_programs() -> list[str]:
    """Install missing Debian programs where we may; return the names of what stays missing.

    The telephony engine is one of them: it is unpacked into a folder of ours.
    """
    missing = {p: d for p, d in DEBIAN_PACKAGES.items() if not shutil.which(p)}
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        with Progress("Debian packages " + " ".join(missing.values())):
            subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
            subprocess.run(
                ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing.values()],
                capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
    return [d for p, d in missing.items() if not shutil.which(p)] + ensure_engine()


def ensure_engine() -> list[str]:
    """Unpack a telephony engine where there is none; name it when it stays missing."""
    from przystan.adapters.asterisk.engine.obtain import EngineMissing, find_engine, obtain_engine
    from przystan.adapters.asterisk.engine.places import EnginePlaces, engine_home

    places = EnginePlaces(home=engine_home(HOME))
    try:
        find_engine(places)
    except EngineMissing:
        try:
            with Progress("telephony engine"):
                obtain_engine(places, lambda _text: None)
        except EngineMissing as missing:
            return [f"asterisk ({missing})"]
    return []


def gate() -> int:
    """Lint, types, contracts and licences; return the number that failed."""
    failed = 0
    steps = (
        ("lint", ["-m", "ruff", "check", "--quiet", "src", "tests", "bench"]),
        ("types", ["-m", "mypy", "--no-error-summary"]),
        ("contracts", ["-c", CONTRACTS]),
        ("licences", ["-m", "przystan.config.supply", "licences"]),
    )
    for name, command in steps:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, capture_output=True, text=True
        )
        state = "passed" if done.returncode == 0 else "FAILED"
        print(f"{name}: {state} in {time.monotonic() - began:.1f} s", flush=True)
        if done.returncode:
            failed += 1
            print(done.stdout + done.stderr, flush=True)
    return failed


def test(arguments: list[str]) -> int:
    missing = ensure_programs()
    if missing:
        print(f"not installed, tests that need them are skipped and counted: {', '.join(missing)}")
    demo_environment()
    os.environ["DJANGO_SETTINGS_MODULE"] = "przystan.config.settings.test"
    os.environ["PRZYSTAN_CLOCK_OFFSET"] = "0"
    with database():
        act_as_owner()
        if arguments:
            return python("-m", "pytest", *arguments)
        # The suite waits more than it computes: the gate runs beside it.
        with ThreadPoolExecutor(1) as beside:
            failed = beside.submit(gate)
            suite = python("-m", "pytest", *WORKERS)
            return 1 if failed.result() else suite


def act_as_owner() -> None:
    """The suite makes and drops its own database, which only the owner may."""
    owner = os.environ.get("DATABASE_OWNER_URL")
    os.environ["DATABASE_URL"] = owner or os.environ["DATABASE_URL"]


def check() -> int:
    failed = gate()
    os.environ["DJANGO_SETTINGS_MODULE"] = "przystan.config.settings.test"
    with database():
        act_as_owner()
        suite = python("-m", "pytest", *WORKERS, "-m", "not browser and not year and not slow")
    return 1 if failed else suite


def lock() -> int:
    """Pin every requirement with its hashes; no address of an index is written."""
    base = ["-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes",
            "--python-version", "3.11", "--no-header", "pyproject.toml"]
    return python(*base, "-o", "requirements.txt") or python(
        *base, "--extra", "dev", "-o", "requirements-dev.txt"
    ) or python(
        *base, "--extra", "tools", "-c", "requirements-dev.txt", "-o", "requirements-tools.txt"
    )


def tool(arguments: list[str]) -> int:
    """Run przystan on the demo's database, or without one where the command needs none."""
    from przystan.config.cli import build_parser, needs_database

    if {"-h", "--help"} & set(arguments) or not needs_database(
            build_parser().parse_args(arguments)):
        return przystan(*arguments)
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        demo_environment()
    os.environ.setdefault("PRZYSTAN_SECRET_KEY", secrets.token_urlsafe(50))
    with _quiet_database():
        return przystan(*arguments)


@contextlib.contextmanager
def _quiet_database() -> Iterator[None]:
    """As database(), silent: what the tool prints is the only output."""
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
        stack = contextlib.ExitStack()
        stack.enter_context(database())
    with stack:
        yield


def stop() -> int:
    from przystan.config.postgres import EmbeddedPostgres

    with EmbeddedPostgres(HOME).running():
        pass
    return 0


def room(arguments: list[str]) -> int:
    from przystan.config.scaffold import make_room

    return make_room(arguments, Path(ROOT))


def supply(*arguments: str) -> int:
    return python("-m", "przystan.config.supply", *arguments)


def messages(arguments: list[str]) -> int:
    from przystan.config.messages import update_catalogues

    return update_catalogues(Path(ROOT))


def docs(arguments: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "przystan.config.settings.test"
    import django

    django.setup()
    from przystan.config.documents import write_pages

    return write_pages(Path(ROOT))


def main(arguments: list[str]) -> int:
    commands: dict[str, Callable[[list[str]], int]] = {
        "demo": demo, "test": test, "check": lambda _: check(), "przystan": tool,
        "lock": lambda _: lock(), "stop": lambda _: stop(), "room": room, "messages": messages,
        "docs": docs, "audit": lambda _: supply("audit"), "licences": lambda _: supply("licences"),
        "sbom": lambda rest: supply("sbom", *rest),
    }
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command in commands:
        return commands[command](rest)
    print(USAGE)
    return 0 if command in ("help", "--help", "-h") else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
