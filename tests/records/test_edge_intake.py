"""What edge agents send: enrolled by a code, signed by their key, stored once, counted."""

from __future__ import annotations

import base64
import gzip
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts.public import Actor, system_actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ADMIN = Actor(1, "Admin")
SECOND_US = 1_000_000


class Device:
    """An agent as any program could be: an HTTP client with a key."""

    def __init__(self, name: str = "Szczecin") -> None:
        self.key = Ed25519PrivateKey.generate()
        self.name, self.uuid, self.client = name, "", Client()

    def enrol(self, code: str, key: bytes | None = None) -> Any:
        public = key if key is not None else self.key.public_key().public_bytes_raw()
        answer = self.client.post(
            reverse("devices:enrol"), json.dumps({
                "code": code, "name": self.name, "public_key": base64.b64encode(public).decode()}),
            content_type="application/json")
        self.uuid = answer.json().get("agent", "")
        return answer

    def call(self, name: str, told: object, *, packed: bool = False, **headers: str) -> Any:
        body = json.dumps(told).encode()
        if packed:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        signature = base64.b64encode(self.key.sign(body)).decode()
        return self.client.post(
            reverse(f"devices:{name}"), body, content_type="application/json",
            headers={"X-Agent": self.uuid, "X-Signature": signature, **headers})

    def send(self, *rows: list[object], skew: timedelta = timedelta(), **options: Any) -> Any:
        sent = clock.now() + skew - datetime(1970, 1, 1, tzinfo=UTC)
        return self.call("batch", {"sent_us": sent // timedelta(microseconds=1),
                                   "sightings": list(rows)}, **options)


def row(seq: int, serial: int, antenna: int | None = 1, rssi: float | None = -50,
        last: int = 1_677_665_472 * SECOND_US) -> list[object]:
    return [seq, folder_epc(serial), "shelf-reader", antenna, rssi, last - SECOND_US, last, 3]


@pytest.fixture
def branch(transactional_db: None) -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])


@pytest.fixture
def device(branch: None) -> Device:
    made = Device()
    code = records.make_enrolment_code(branch="SZ", actor=ADMIN, at=clock.now())
    assert made.enrol(code).status_code == 200
    return made


def stored() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, epc, reads FROM records_sighting ORDER BY agent_id, seq")
        return cursor.fetchall()


def test_a_batch_sent_again_or_overlapping_is_stored_once(device: Device) -> None:
    assert device.send(row(1, 1), row(2, 2)).json()["acknowledged"] == 2
    assert device.send(row(1, 1), row(2, 2)).json()["acknowledged"] == 2
    assert device.send(row(2, 2), row(3, 3), packed=True).json()["acknowledged"] == 3
    assert device.send().json()["acknowledged"] == 3
    assert [(seq, reads) for seq, _, reads in stored()] == [(1, 3), (2, 3), (3, 3)]
    (agent,) = records.list_agents()
    assert (agent.last_seq, agent.branch) == (3, "SZ")


def test_repeats_at_the_same_moment_are_stored_once(device: Device) -> None:
    rows = [row(seq, seq) for seq in range(1, 51)]
    answers: list[int] = []

    def send() -> None:
        try:
            answers.append(device.send(*rows).json()["acknowledged"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [50] * 6
    assert len(stored()) == 50


def test_the_skew_of_the_agents_clock_is_kept(device: Device) -> None:
    device.send(row(1, 1), skew=timedelta(seconds=-90))
    (agent,) = records.list_agents()
    assert agent.skew_ms is not None
    assert -92_000 < agent.skew_ms < -88_000


@pytest.mark.parametrize("rows", [
    [[1]], ["x"], [[1, "zz zz", "r", 1, -50, 1, 2, 3]], [[-1, "2C", "r", 1, -50, 1, 2, 3]],
    [[1, "2C", "r", "1", -50, 1, 2, 3]], [[1, "2C", "r", 1, -50, 1, 10**20, 3]],
    [[1, "2C" * 13, "r", 1, -50, 1, 2, 3]], [[True, "2C", "r", 1, -50, 1, 2, 3]],
    [[1, "2C", "r\x00", 1, -50, 1, 2, 3]], [[1, "2C", "r" * 65, 1, None, 1, 2, 3]],
])
def test_a_bad_sighting_is_named_and_nothing_is_stored(device: Device, rows: list[Any]) -> None:
    answer = device.call("batch", {"sent_us": 1, "sightings": [row(1, 1), *rows]})
    assert answer.status_code == 400
    assert "sighting 1" in answer.json()["error"]
    assert stored() == []


def test_odd_bodies_are_refused(device: Device) -> None:
    assert device.call("batch", []).status_code == 400
    assert device.call("batch", {"sightings": []}).status_code == 400
    assert device.send(row(1, 1), **{"Content-Encoding": "gzip"}).status_code == 400
    bomb = gzip.compress(b" " * (20 * 1024 * 1024))
    signature = base64.b64encode(device.key.sign(bomb)).decode()
    answer = device.client.post(
        reverse("devices:batch"), bomb, content_type="application/json",
        headers={"X-Agent": device.uuid, "X-Signature": signature, "Content-Encoding": "gzip"})
    assert answer.status_code == 413
    assert stored() == []


def test_only_the_agents_own_key_opens_the_intake(device: Device) -> None:
    stranger = Device()
    stranger.uuid = device.uuid
    for wrong in (stranger, Device()):
        assert wrong.send(row(1, 1)).status_code == 401
    assert device.send(row(1, 1), **{"X-Signature": "%%"}).status_code == 401
    records.revoke_agent(agent=device.uuid, actor=ADMIN, at=AT)
    assert device.send(row(1, 1)).status_code == 401
    with pytest.raises(records.AgentUnknown):
        records.revoke_agent(agent=device.uuid, actor=ADMIN, at=AT)
    assert stored() == []


def test_a_code_enrols_one_agent_within_its_day(branch: None) -> None:
    code = records.make_enrolment_code(branch="SZ", actor=ADMIN, at=clock.now())
    assert Device().enrol(code, key=b"short").status_code == 400
    assert Device().enrol(code).status_code == 200
    assert Device().enrol(code).status_code == 403
    assert Device().enrol("guess").status_code == 403
    old = records.make_enrolment_code(
        branch="SZ", actor=ADMIN, at=clock.now() - timedelta(hours=25))
    assert Device().enrol(old).status_code == 403


def test_what_an_antenna_sees_reaches_the_open_count_and_moves_nothing(device: Device) -> None:
    kinds, system = records.PlaceKind, system_actor("test")
    ids = records.add_places(actor=system, at=AT, places=[
        records.NewPlace("R", "Rack", kinds.RACK, "SZ"),
        *(records.NewPlace(f"R-{n}", f"Shelf {n}", kinds.SHELF, "SZ", "R") for n in "12")])
    (first, _) = records.register_folders_in_bulk(actor=system, at=AT, folders=[
        records.NewFolder(
            f"SOC.6151.{n}.2020", records.FolderKind.TEMPORARY, "SZ", AT, True, tag_serial=n,
            labelled_at=AT, custody=(
                records.NewCustody(records.Custody.SHELVED, AT, ids["R-1"]),))
        for n in (1, 2)])
    for number in (1, 2):
        records.place_antenna(reader="shelf-reader", number=number, place=f"R-{number}",
                              actor=ADMIN, at=AT)
    with pytest.raises(records.PlaceNotFound):
        records.place_antenna(reader="shelf-reader", number=3, place="X", actor=ADMIN, at=AT)
    with transactions.transaction():
        count = records.open_inventory(place="R", actor=ADMIN, at=AT)
    device.send(row(1, 1, 1, -50), row(2, 1, 2, -70), row(3, 2, 2, -40), row(4, 3, None))
    told = records.get_inventory(inventory_id=count)
    assert (told.seen, told.scanned_places) == (2, 2)
    with transactions.transaction():
        counts = records.close_inventory(inventory_id=count, actor=ADMIN, at=AT)
    assert counts == {records.FindingKind.FOUND: 1, records.FindingKind.MISFILED: 1}
    seen = records.last_seen(folder_id=first)
    assert seen is not None
    assert (seen.place, seen.reader) == ("R-2", "shelf-reader")
    assert records.get_folder(folder_id=first).place == "R-1"
    assert device.send(row(5, 1, 1)).status_code == 200
    assert records.get_inventory(inventory_id=count).seen == 2


def test_the_gates_list_holds_what_may_leave(device: Device) -> None:
    system = system_actor("test")
    ids = records.register_folders_in_bulk(actor=system, at=AT, folders=[
        records.NewFolder(f"SOC.6151.{n}.2020", records.FolderKind.TEMPORARY, "SZ", AT, True,
                          tag_serial=n, labelled_at=AT) for n in (1, 2)])
    with transactions.transaction():
        records.pass_folder(folder_id=ids[1], custody=records.Custody.LENT, holder="Officer",
                            actor=system, at=AT)
    answer = device.call("gate", {"sent_us": 0})
    assert answer.json()["allowed"] == [folder_epc(2)]
    assert Device().call("gate", {}).status_code == 401
