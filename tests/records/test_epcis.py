"""EPCIS events of folders, valid against GS1's schema and its vocabulary."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema_rs
import pytest
from django.urls import reverse
from django.utils.http import urlencode

from przystan.config.cli import main
from przystan.platform.accounts.public import Actor
from przystan.rooms.records import public as records

from .test_inventory_screens import clerk, shelves

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK, SECOND = Actor(1, "Clerk"), Actor(2, "Second")


@pytest.fixture
def lives(shelves: dict[str, int]) -> list[int]:
    """Three folders: one lent and returned, one with a new tag, one missing after a count."""
    ids = [records.find_folder(text=f"SOC.6151.{n}.2020").id for n in (1, 2, 3)]  # type: ignore[union-attr]
    hour = timedelta(hours=1)
    records.pass_folder(folder_id=ids[0], custody=records.Custody.LENT, holder="Officer",
                        actor=CLERK, at=AT + hour)
    records.pass_folder(folder_id=ids[0], custody=records.Custody.SHELVED,
                        place_id=shelves["SZ-1"], actor=CLERK, at=AT + 2 * hour)
    records.label_folder(folder_id=ids[1], reason="dead", actor=CLERK, at=AT + 3 * hour,
                         epc="2C74257BF4607200000FFFFF")
    count = records.open_inventory(place="SZ-1", actor=CLERK, at=AT + 4 * hour)
    records.observe_texts(inventory_id=count, texts=["SOC.6151.1.2020"], place="", actor=CLERK,
                          at=AT + 4 * hour)
    records.close_inventory(inventory_id=count, actor=CLERK, at=AT + 4 * hour)
    records.confirm_inventory(inventory_id=count, report_missing=True, actor=SECOND,
                              at=AT + 5 * hour)
    return ids


def steps(events: list[dict[str, object]]) -> list[object]:
    return [event["bizStep"] for event in events]


def test_the_export_is_valid_and_tells_every_life(
    lives: list[int], shared_data: Path, tmp_path: Path
) -> None:
    schema = json.loads((shared_data / "epcis" / "EPCIS-JSON-Schema.json").read_text())
    validator = jsonschema_rs.validator_for(schema, validate_formats=False)
    path = tmp_path / "events.jsonld"
    assert main(["records", "export", "--epcis", "-o", str(path)]) == 0
    document = json.loads(path.read_text())
    validator.validate(document)
    events = document["epcisBody"]["eventList"]
    assert sorted(steps(events)) == sorted([
        *["commissioning"] * 4, *["storing"] * 3, "dispensing", "receiving", "decommissioning",
        "replacing", "stock_taking", *["inspecting"] * 2])
    assert [e["eventTime"] for e in events] == sorted(e["eventTime"] for e in events)
    assert len({e["eventID"] for e in events}) == len(events)
    missing = [e for e in events if e["bizStep"] == "inspecting"]
    assert {e["disposition"] for e in missing} == {"unknown"}
    text = path.read_text()
    assert "SOC.6151" not in text
    assert "Officer" not in text


def test_a_part_of_the_export_by_days(lives: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "export", "--epcis", "--since", "2023-03-02"]) == 0
    assert json.loads(capsys.readouterr().out)["epcisBody"]["eventList"] == []
    assert main(["records", "export", "--epcis", "--until", "2023-03-02",
                 "--base", "https://a.example/"]) == 0
    events = json.loads(capsys.readouterr().out)["epcisBody"]["eventList"]
    assert len(events) == 14
    assert {e["bizLocation"]["id"] for e in events if "bizLocation" in e} == {
        "https://a.example/places/SZ-1"}


def test_the_query_gives_pages_and_one_tags_life(lives: list[int], shared_data: Path) -> None:
    schema = json.loads((shared_data / "epcis" / "EPCIS-JSON-Schema.json").read_text())
    validator = jsonschema_rs.validator_for(schema, validate_formats=False)
    client = clerk("first")
    address, seen = reverse("records:epcis") + "?perPage=5", []
    while address:
        answer = client.get(address)
        validator.validate(answer.json())
        seen += answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        link = answer.headers.get("Link", "")
        address = link[1:link.index(">")] if link else ""
    assert len(seen) == 14
    uri = seen[0]["epcList"][0]
    one = client.get(f"{reverse('records:epcis')}?{urlencode({'MATCH_epc': uri})}").json()
    events = one["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert {e["epcList"][0] for e in events} == {uri}
    filtered = records.read_tag_uri("urn:epc:tag:gdti-96:3.0614141.12345.9")
    records.label_folder(folder_id=lives[2], reason="dead", actor=CLERK, at=AT,
                         epc=records.encode_tag(filtered))
    match = urlencode({"MATCH_epc": "urn:epc:id:gdti:0614141.12345.9"})
    three = client.get(f"{reverse('records:epcis')}?{match}").json()
    assert three["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    late = urlencode({"GE_eventTime": "2023-03-01T15:00:00+00:00"})
    found = client.get(f"{reverse('records:epcis')}?{late}").json()
    assert len(found["epcisBody"]["queryResults"]["resultsBody"]["eventList"]) == 3


@pytest.mark.parametrize("query", [
    "perPage=x", "perPage=5000", "GE_eventTime=today", "GE_eventTime=2023-03-01T10:00:00",
    "LT_eventTime=2023-02-31T10:00:00Z", "MATCH_epc=urn:epc:id:sscc:1.2",
])
def test_an_odd_query_is_refused(shelves: dict[str, int], query: str) -> None:
    answer = clerk("first").get(f"{reverse('records:epcis')}?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["title"]
