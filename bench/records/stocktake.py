"""Register, count, look up: 35,194 folders in 600 places, one in a hundred misplaced; or a million.

    python bench/records/stocktake.py                       # goals: 10 s, 2 s, 1 s, 20 times
    python bench/records/stocktake.py --folders 1000000     # goals: 60 s, 6 s, 5 ms, 15 ms

A whole count is: open (freeze what is to lie there), take the handheld's reads shelf by shelf as
one file, close (findings and audit stored), and the page with the list of differences, by the
product's doors and views. The baseline of the reconciliation is a loop over tags with one query
each, on a part of the same folders in the same run.
"""

from __future__ import annotations

import argparse
import functools
import http.client
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from scratch import (
    AT,
    SEED,
    Watch,
    calibration,
    folder_tag,
    misplaced,
    office,
    percentiles,
    places,
    processor,
    register,
    spent_by,
    timed,
    verdict,
)

LOOPED, ASKED = 2_000, 2_000
PEERS_FOLDERS = 35_194


def count(folders: int, shelves: list[int]) -> float:
    """Count them all, and return the seconds."""
    from django.test import Client

    from przystan.platform.accounts.public import system_actor
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    seen = misplaced(folders, shelves)
    references = {place: bytes.fromhex(epc) for epc, place in records.reference_tags().items()}
    reads = [records.TagRead(epc) for place, epcs in zip(shelves, seen)
             for epc in (references[place], *map(bytes.fromhex, epcs))]
    actor, client = system_actor("bench"), _clerk(Client(SERVER_NAME="127.0.0.1"))
    watch = Watch()
    with transactions.transaction():
        inventory = records.open_inventory(place="B", actor=actor, at=AT)
    watch.step("open")
    with transactions.transaction():
        found = records.locate_reads(
            reads, references=records.reference_tags(),
            scope_id=records.get_inventory(inventory_id=inventory).scope_id)
        records.observe(inventory_id=inventory, observations=found, actor=actor, at=AT)
    watch.step("reads in")
    with transactions.transaction():
        counts = records.close_inventory(inventory_id=inventory, actor=actor, at=AT)
    watch.step("reconcile")
    page = client.get(f"/office/records/inventories/{inventory}/")
    watch.step("list shown")
    assert page.status_code == 200
    assert counts[records.FindingKind.MISFILED] == folders // 100, counts
    assert counts[records.FindingKind.FOUND] == folders - folders // 100, counts
    print(watch, calibration(), sep="\n    ")
    is_small = folders <= PEERS_FOLDERS
    reconcile = watch.steps["reconcile"][0]
    verdict(f"whole stocktake of {folders:,}", watch.total[0], "s", 2 if is_small else 60)
    verdict(f"reconciliation of {folders:,}", reconcile, "s", 1 if is_small else 6)
    looped = by_loop(inventory) * folders / LOOPED
    verdict("per-tag loop against it", looped / reconcile, "times", 20, at_least=True)
    return watch.total[0]


class _Enough(Exception):
    """Ends a transaction whose rows are not to stay."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def by_loop(inventory: int) -> float:
    """Reconcile a part tag by tag, as a simple program would: ask for each, store its finding."""
    from przystan.platform.transactions import public as transactions

    part = [row[0] for row in transactions.fetch_rows(
        "SELECT epc FROM records_inventoryobservation WHERE inventory_id = %s"
        " ORDER BY epc LIMIT %s",
        [inventory, LOOPED])]

    def loop() -> None:
        for epc in part:
            ((folder, shelf, seen, custody),) = transactions.fetch_rows(
                "SELECT t.folder_id, e.place_id, o.place_id, e.custody FROM records_tag t"
                " JOIN records_inventoryobservation o ON o.epc = t.epc AND o.inventory_id = %s"
                " JOIN LATERAL (SELECT place_id, custody FROM records_custodyevent c"
                " WHERE c.folder_id = t.folder_id ORDER BY id DESC LIMIT 1) e ON true"
                " WHERE t.epc = %s", [inventory, epc])
            kind = "found" if (custody, shelf) == ("shelved", seen) else "misfiled"
            transactions.execute(
                "INSERT INTO records_inventoryfinding (inventory_id, kind, folder_id, epc,"
                " expected_place_id, found_place_id, custody) VALUES (%s, %s, %s, %s, %s, %s, '')",
                [inventory, kind, folder, epc, shelf, seen])

    def and_back() -> float:
        with transactions.transaction():
            seconds = timed(loop)
            transactions.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise _Enough(seconds)

    try:
        return and_back()
    except _Enough as enough:
        return enough.seconds


def _clerk(client):
    from django.contrib.auth import get_user_model

    from przystan.platform.accounts import public as accounts
    from przystan.platform.transactions import public as transactions

    actor = accounts.system_actor("bench")
    with transactions.transaction():
        user = accounts.add_user(username="clerk", display_name="Clerk", email="", language="en",
                                 password=None, actor=actor, at=AT)
        accounts.grant_role(user_id=user, role=accounts.Role.REPOSITORY_CLERK, actor=actor, at=AT)
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/office/records/inventories/")
    return client


def where(folders: int) -> None:
    """Where is folder X: by case sign and by tag, through the door."""
    from przystan.rooms.records import public as records

    rng = random.Random(SEED)
    for name, text in (("sign", lambda n: f"SOC-S.6151.{n}.2022"),
                       ("tag", folder_tag)):
        asked = [text(rng.randrange(folders)) for _ in range(ASKED)]
        used = sum(processor())
        p50, p99 = percentiles([
            timed(functools.partial(records.find_folder, text=t)) for t in asked])
        used = 1000 * (sum(processor()) - used) / ASKED
        print(f"    processor of both sides: {used:.2f} ms a time")
        verdict(f"where is folder X by {name}, p99 (p50 {p50:.2f} ms)", p99, "ms", 5)


def over_http(folders: int) -> None:
    """Look a tag up in the list of folders over HTTP, signed in, one connection, one worker."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from kills import free_port

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.get(username="clerk"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = "; ".join(f"{m.key}={m.value}" for m in client.cookies.values())
    port, rng, spent = free_port(), random.Random(SEED), []
    server = subprocess.Popen(
        [sys.executable, "-m", "przystan.config.cli", "serve", "--port", str(port), "--workers",
         "1"], env=os.environ)
    try:
        for _ in range(600):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.connect()
                break
            except OSError:
                time.sleep(0.1)
        for n in range(ASKED // 2 + 50):
            epc = folder_tag(rng.randrange(folders))
            began = time.perf_counter()
            connection.request("GET", f"/office/records/?q={epc}", headers={"Cookie": cookie})
            answer = connection.getresponse()
            body = answer.read()
            if n >= 50:
                spent.append(time.perf_counter() - began)
            else:
                used = sum(map(spent_by, pids := _below(server.pid)))
            assert answer.status == 200
            assert b"SOC-S.6151." in body
        used = sum(map(spent_by, pids)) - used
    finally:
        server.terminate()
        server.wait()
    p50, p99 = percentiles(spent)
    print(f"    processor of the server: {1000 * used / len(spent):.1f} ms a request")
    verdict(f"look-up by tag over HTTP, p99 (p50 {p50:.1f} ms)", p99, "ms", 15)


def _below(pid: int) -> list[int]:
    """Return a process and those that it started, without the database's."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _below(int(child)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folders", type=int, default=PEERS_FOLDERS)
    parser.add_argument("--places", type=int, default=0, help="default: 600 for each 35,194")
    options = parser.parse_args()
    with office():
        shelves = places(options.places or max(600, options.folders * 600 // PEERS_FOLDERS))
        seconds = register(options.folders, shelves)
        if options.folders <= PEERS_FOLDERS:
            verdict(f"registering {options.folders:,} folders with tags", seconds, "s", 10)
        else:
            print(f"registering {options.folders:,} folders with tags: {seconds:.1f} s")
        count(options.folders, shelves)
        where(options.folders)
        over_http(options.folders)


if __name__ == "__main__":
    main()
