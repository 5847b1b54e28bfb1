"""A count as two clerks do it: open, read, close, confirm; and what each is refused."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from przystan.config.cli import main
from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.records import public as records

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")


@pytest.fixture
def shelves(db: None, settings: Any) -> dict[str, int]:
    settings.LANGUAGE_CODE = "en"
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    kinds = records.PlaceKind
    ids = records.add_places(actor=SYSTEM, at=AT, places=[
        records.NewPlace("SZ", "Szczecin", kinds.BUILDING, "SZ"),
        *(records.NewPlace(f"SZ-{n}", f"Shelf {n}", kinds.SHELF, "SZ", "SZ") for n in "12")])
    records.register_folders_in_bulk(actor=SYSTEM, at=AT, folders=[
        records.NewFolder(
            f"SOC.6151.{n}.2020", records.FolderKind.TEMPORARY, "SZ", AT, True, tag_serial=serial,
            labelled_at=AT, custody=(
                records.NewCustody(records.Custody.SHELVED, AT, ids["SZ-1"]),))
        for n, serial in enumerate(records.reserve_tag_serials(count=3), 1)])
    return ids


def clerk(name: str, role: accounts.Role = accounts.Role.REPOSITORY_CLERK) -> Client:
    user = accounts.add_user(username=name, display_name=name, email="", language="en",
                             password=None, actor=SYSTEM, at=AT)
    accounts.grant_role(user_id=user, role=role, actor=SYSTEM, at=AT)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["przystan_language"] = "en"
    return client


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_two_clerks_count_a_shelf(shelves: dict[str, int]) -> None:
    first, second = clerk("first"), clerk("second")
    assert "Nothing was counted yet" in text(first.get(reverse("records:inventories")))
    opened = first.post(reverse("records:inventory-open"), {"place": "sz-1"}, follow=True)
    here = opened.redirect_chain[-1][0]
    assert "Count of SZ-1" in text(opened)
    taken = first.post(f"{here}reads/", {"place": "", "tags": "SOC.6151.1.2020\nSOC.6151.2.2020"},
                       follow=True)
    assert "Taken: 2." in text(taken)
    assert "tags seen" in text(first.get(f"{here}progress/"))
    closed = text(first.post(f"{here}close/", follow=True))
    assert "missing from its place" in closed
    assert "SOC.6151.3.2020" in closed
    refused = text(first.post(f"{here}confirm/", {"report_missing": "on"}, follow=True))
    assert "You closed this count yourself" in refused
    done = text(second.post(f"{here}confirm/", {"report_missing": "on"}, follow=True))
    assert "Custody steps recorded: 1." in done
    assert records.find_folder(text="SOC.6151.3.2020").custody is records.Custody.MISSING
    report = first.get(f"{here}differences.csv").content.decode().splitlines()
    assert report[1].startswith("missing,SOC.6151.3.2020,")
    listed = text(first.get(reverse("records:inventories")))
    assert "confirmed" in listed


def test_what_a_clerk_types_wrongly_is_said_beside_the_field(shelves: dict[str, int]) -> None:
    client = clerk("first")
    assert "There is no place" in text(
        client.post(reverse("records:inventory-open"), {"place": "nowhere"}))
    opened = client.post(reverse("records:inventory-open"), {"place": "SZ-1"}, follow=True)
    here = opened.redirect_chain[-1][0]
    again = text(client.post(reverse("records:inventory-open"), {"place": "SZ"}))
    assert "is open" in again
    odd = text(client.post(f"{here}reads/", {"place": "", "tags": "SOC.9.9"}))
    assert "SOC.9.9 is no tag number and no case sign" in odd
    assert "SOC.9.9</textarea>" in odd
    outside = text(client.post(f"{here}reads/", {"place": "SZ-2", "tags": ""}))
    assert "does not belong to what is counted" in outside
    assert "Give up the count of SZ-1?" in text(client.get(f"{here}abandon/"))
    client.post(f"{here}abandon/", {"reason": "reader died"})
    assert "is not open" in text(client.post(f"{here}close/", follow=True))
    assert client.get("/office/records/inventories/999/").status_code == 404


def test_an_operator_sees_counts_but_makes_none(shelves: dict[str, int]) -> None:
    client = clerk("operator", accounts.Role.OPERATOR)
    assert client.get(reverse("records:inventories")).status_code == 200
    assert client.post(reverse("records:inventory-open"), {"place": "SZ"}).status_code == 403


def test_the_administrator_enrols_and_revokes_agents_and_places_antennas(
    shelves: dict[str, int]
) -> None:
    client = clerk("admin", accounts.Role.ADMINISTRATOR)
    assert "No agent is enrolled" in text(client.get(reverse("records:readers")))
    shown = text(client.post(reverse("records:readers-code"), {"branch": "SZ"}))
    code = re.search(r"--office http://testserver --code ([\w-]+)<", shown)
    assert code is not None
    agent = records.enrol_agent(code=code[1], name="Basement", public_key=bytes(range(32)), at=AT)
    assert "Basement" in text(client.get(reverse("records:readers")))
    antenna = {"reader": "r1", "number": "2", "place": "nowhere"}
    assert "There is no place" in text(client.post(reverse("records:readers-antenna"), antenna))
    saved = client.post(reverse("records:readers-antenna"), {**antenna, "place": "sz-2"},
                        follow=True)
    assert "SZ-2" in text(saved)
    address = reverse("records:readers-revoke", args=[agent])
    assert "Revoke the key" in text(client.get(address))
    assert "The key was revoked." in text(client.post(address, follow=True))
    assert "This agent is not known" in text(client.post(address, follow=True))
    assert clerk("first").get(reverse("records:readers")).status_code == 403


def test_the_folder_says_where_its_tag_was_seen_last(shelves: dict[str, int]) -> None:
    client = clerk("first")
    opened = client.post(reverse("records:inventory-open"), {"place": "SZ"}, follow=True)
    client.post(f"{opened.redirect_chain[-1][0]}reads/",
                {"place": "SZ-2", "tags": "SOC.6151.1.2020"})
    found = records.find_folder(text="SOC.6151.1.2020")
    assert found is not None
    page = text(client.get(reverse("records:folder", args=[found.id])))
    assert re.search(r"Last seen.{1,80}SZ-2, ", page)
    assert found.place == "SZ-1"


def test_the_command_counts_without_keeping_unless_told(
    shelves: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = records.find_folder(text="SOC.6151.1.2020")
    assert found is not None
    path = tmp_path / "reads.csv"
    path.write_text(f"epc\n{found.epc}\nodd\n")
    command = ["records", "inventory", "--scope", "SZ-1", "--reads", str(path)]
    assert main([*command, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["summary"] == {"expected": 3, "seen": 1, "scanned_places": 1, "places": 1,
                               "found": 1, "missing": 2}
    assert [f["case_sign"] for f in told["findings"]] == ["SOC.6151.2.2020", "SOC.6151.3.2020"]
    assert "reads.csv, byte" in err
    assert records.list_inventories() == ()
    assert main([*command, "--save"]) == 0
    assert "kept as count" in capsys.readouterr().err
    assert [i.state for i in records.list_inventories()] == [records.InventoryState.CLOSED]
    assert main(["records", "inventory", "--scope", "X", "--reads", str(path)]) == 2
    assert main(["records", "inventory", "--scope", "SZ", "--reads", "none"]) == 2
    assert main(["records", "find", "soc.6151.1.2020", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["chain"][1]["custody"] == "shelved"
    assert main(["records", "find", "SOC.1"]) == 1
