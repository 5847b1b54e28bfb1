"""The whole stocktake of 35,194 folders on 600 places beside Tryton's, in one run on one server.

    python -m venv T && T/bin/pip install -r bench/records/requirements-tryton.txt
    python bench/records/beside_tryton.py T/bin/python [--folders N]     # goal: 50 times faster

Tryton's lots and inventories are driven in its own process, the fastest way that it documents.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict
from scratch import calibration, office, places, register, verdict
from stocktake import PEERS_FOLDERS, count

MODULES = "ir res party company currency country product stock stock_lot stock_inventory_location"


def tryton(python: Path, folders: int, shelves: int, folder: Path) -> dict[str, float]:
    """Return what Tryton's part says, on a database of its own on the same server."""
    owner = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE DATABASE tryton TEMPLATE template0")
    known = conninfo_to_dict(owner)
    secret, configuration = folder / "password", folder / "trytond.conf"
    secret.write_text("bench")
    configuration.write_text(f"[database]\nuri = postgresql://\npath = {folder}\n")
    environment = {
        **os.environ, "TRYTONPASSFILE": str(secret), "PGHOST": str(known.get("host", "")),
        "PGPORT": str(known.get("port", "")), "PGUSER": str(known.get("user", "")),
        "PGPASSWORD": str(known.get("password", ""))}
    subprocess.run(
        [python.parent / "trytond-admin", "-c", configuration, "-d", "tryton", "--all",
         "--email", "bench@example.org", "-u", *MODULES.split()],
        env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said = subprocess.run(
        [python, Path(__file__).with_name("tryton_side.py"), configuration, "tryton",
         str(folders), str(shelves)], env=environment, check=True, stdout=subprocess.PIPE)
    found = json.loads(said.stdout.splitlines()[-1])
    assert found["differ"] == folders // 100, found
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", type=Path, help="the Python of an environment with Tryton")
    parser.add_argument("--folders", type=int, default=PEERS_FOLDERS)
    options = parser.parse_args()
    with office(), tempfile.TemporaryDirectory() as folder:
        shelves = places(600)
        registered = register(options.folders, shelves)
        counted = count(options.folders, shelves)
        theirs = tryton(options.python.absolute(), options.folders, 600, Path(folder))
        print(calibration())
        verdict("registering, times faster than Tryton", theirs["registered"] / registered,
                "times", 1, at_least=True)
        verdict(f"stocktake, times faster than Tryton's {theirs['counted']:.1f} s",
                theirs["counted"] / counted, "times", 50, at_least=True)


if __name__ == "__main__":
    main()
