"""`przystan fees`, `cases catalogue` and `cases recompute`: what they print, refuse and return."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from przystan.demo.texts import record_rates
from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases
from tests.commands import run_command

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
ROBOT = system_actor("test")


@pytest.fixture
def catalogue(db: None) -> None:
    del db
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ROBOT, at=AT)


def rows(*arguments: object) -> list[dict[str, Any]]:
    done = run_command(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_fees_of_a_type_are_told_with_their_act(catalogue: None) -> None:
    record_rates(actor=ROBOT)
    told = rows("fees", "--type", "temporary_work", "--date", "2023-05-01", "--language", "pl")
    # 440 for the application, 100 for the card.
    assert {r["fee"]: r["pln"] for r in told}["total"] == "540.00"
    assert all(r["act"] for r in told if r["fee"] != "total")
    half = rows("fees", "--type", "temporary_work", "--date", "2023-05-01", "--relief")
    assert half[-1]["pln"] == "490.00"


def test_fees_refuse_what_is_unknown_and_say_what_has_no_rate(catalogue: None) -> None:
    unknown = run_command("fees", "--type", "flying")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "flying" in unknown.stderr
    none = run_command("fees", "--type", "temporary_work", "--date", "2023-05-01")
    assert none.returncode == 3
    assert "no rate on 2023-05-01" in none.stderr


def test_the_catalogue_goes_out_and_comes_back_unchanged(catalogue: None, tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    assert run_command("cases", "catalogue", "export", file).returncode == 0
    assert run_command("cases", "catalogue", "export", "-").stdout == file.read_text("utf-8")
    assert rows("cases", "catalogue", "diff", file) == []
    assert rows("cases", "catalogue", "import", file) == []
    shipped = run_command("cases", "catalogue", "export", "-", "--shipped")
    assert json.loads(shipped.stdout)["format"] == "przystan-catalogue-1"


def test_a_changed_catalogue_is_shown_then_recorded_as_a_version(
    catalogue: None, tmp_path: Path
) -> None:
    file = tmp_path / "c.json"
    entry = replace(cases.get_entry(code="temporary_work"), formal_days=10,
                    valid_from=date(2026, 6, 1))
    file.write_text(json.dumps(cases.write_catalogue([entry])), "utf-8")
    shown = run_command("cases", "catalogue", "diff", file, "--format", "csv")
    assert shown.returncode == 1
    changes = {r["field"]: (r["before"], r["after"]) for r in csv.DictReader(
        io.StringIO(shown.stdout))}
    assert changes["formal_days"] == ("7", "10")
    assert len(cases.list_entry_versions(code="temporary_work")) == 1
    assert rows("cases", "catalogue", "import", file)
    assert len(cases.list_entry_versions(code="temporary_work")) == 2
    assert cases.get_entry(code="temporary_work", on=date(2026, 6, 1)).formal_days == 10
    assert rows("cases", "catalogue", "import", file) == []


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "other"}'])
def test_what_is_no_catalogue_is_refused(catalogue: None, tmp_path: Path, content: str) -> None:
    file = tmp_path / "c.json"
    file.write_text(content, "utf-8")
    for act, status in (("import", 1), ("diff", 2)):
        done = run_command("cases", "catalogue", act, file)
        assert (done.returncode, done.stdout) == (status, "")
        assert str(file) in done.stderr
    assert run_command("cases", "catalogue", "diff", tmp_path / "none.json").returncode == 2


def test_recompute_lists_the_last_days_that_moved(
    catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("przystan.rooms.cases.operations.clock.AT_ONCE", -1)
    received = date(2026, 1, 12)
    whole = tuple(cases.ClockEvent(kind, received) for kind in (
        cases.EventKind.RECEIVED, cases.EventKind.APPEARED, cases.EventKind.FINGERPRINTS,
        cases.EventKind.DOCUMENTS_COMPLETE))
    new = cases.NewCase("SOC-II", "temporary_work", received, cases.Channel.POST, "SZ", None, AT,
                        events=whole)
    cases.open_cases_in_bulk(cases=[new] * 3, actor=ROBOT, at=AT)
    rule = next(r for r in cases.list_law_rules() if r.code == "stop_100d_2026")
    assert rule.valid_until is not None
    cases.change_law_rule(actor=ROBOT, at=AT, rule=replace(
        rule, valid_until=rule.valid_until + timedelta(days=30)))
    assert cases.count_stale() == 3
    told = rows("cases", "recompute")
    # 60 days after 4 March end on Sunday 3 May, a holiday; after 3 April on Tuesday 2 June.
    assert [(r["before"], r["after"]) for r in told] == [("2026-05-04", "2026-06-02")] * 3
    assert cases.count_stale() == 0
    done = run_command("cases", "recompute", "--all", "--format", "json")
    assert "clocks counted anew: done" in done.stderr
    assert cases.count_stale() == 0
