"""przystan people: search, show, export, erase, duplicates, rebuild."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from przystan.config.cli import main
from przystan.platform.audit import public as audit
from przystan.rooms.advisory.testing import make_card, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.usefixtures("office")
Printed = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    return main(["people", *arguments])


def test_search_explains_in_every_form(capsys: Printed) -> None:
    one = make_person()
    assert run("search", "Ковальчук Олена 17.05.1990", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["name"]) == (one, "KOVALCHUK OLENA")
    assert "birth_equal" in row["reasons"]
    assert run("search", "kovalchuk", "--format", "csv") == 0
    assert capsys.readouterr().out.startswith("id,name,")
    assert run("search", "nobody") == 1
    assert "(no rows)" in capsys.readouterr().out
    assert "command line" in audit.list_lines(limit=1)[0].actor_name


def test_show_and_export(capsys: Printed, tmp_path: Path) -> None:
    one = make_person(phones=("914303001",))
    make_visit(make_card(one))
    assert run("show", str(one)) == 0
    assert "+48914303001" in capsys.readouterr().out
    assert run("show", str(one), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["born"] == "17.05.1990"
    assert run("show", str(one + 999)) == 2
    assert "there is no card" in capsys.readouterr().err
    assert run("export", str(one)) == 0
    held = json.loads(capsys.readouterr().out)
    assert {"people", "advisory", "documents", "cases", "reception", "calls", "looked"} <= set(held)
    file = tmp_path / "held.pdf"
    assert run("export", str(one), "--pdf", str(file), "--language", "ru") == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_erase_says_first_and_does_only_when_it_may(capsys: Printed) -> None:
    held, free = make_person(), make_person()
    make_visit(make_card(held))
    assert run("erase", str(held), "--dry-run", "--format", "json") in (0, 1)
    rows = json.loads(capsys.readouterr().out)
    assert {"forbids", "stays"} >= {r["what"] for r in rows} > set()
    assert run("erase", str(free)) == 2
    assert run("erase", str(free), "--dry-run") == 0
    assert people.names_of([free])[free] == "KOVALCHUK OLENA"
    assert run("erase", str(free), "--reason", "asked on paper") == 0
    assert people.names_of([free])[free] == ""
    assert run("erase", str(free), "--dry-run") == 1


def test_duplicates_are_listed_and_queued_when_asked(capsys: Printed) -> None:
    one, two = make_person(identifiers=()), make_person(identifiers=())
    before = people.count_waiting()
    assert run("duplicates", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(r["one"], r["other"]) for r in found] == [(one, two)]
    assert people.count_waiting() == before
    assert run("duplicates", "--queue", "--since", "2023-01-01") == 0
    assert people.count_waiting() >= before


def test_rebuild_leaves_everybody_findable(capsys: Printed) -> None:
    one = make_person()
    assert run("rebuild") == 0
    assert [c.person_id for c in people.find_persons(text="ковальчук")] == [one]


@pytest.mark.parametrize("command", [
    "search", "show", "export", "erase", "duplicates", "rebuild", "overlap"])
def test_every_command_shows_an_example(command: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        run(command, "--help")
    assert ended.value.code == 0
    assert "Example: przystan people" in " ".join(capsys.readouterr().out.split())
