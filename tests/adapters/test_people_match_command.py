"""`przystan people match`: what it prints, what it refuses and marks, and no database."""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import run_command

HEAD = "left_name,left_given_names,left_birth_date,right_name,right_given_names,right_birth_date"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command("people", "match", *arguments)


def run_alone(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, where no database can be reached."""
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "people", "match", *map(str, arguments)],
        capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgresql://nowhere.invalid/none",
             "PYTHONIOENCODING": "utf-8", "PYTHONPYCACHEPREFIX": sys.pycache_prefix or ""},
    )


def table(folder: Path, *lines: str, name: str = "pairs.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_json_says_score_verdict_and_reasons(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD, "Ковальчук,Олена,17.05.1990,Kowalczuk,Elena,1990-05-17",
                 "Kovalenko,Iryna,1990-05-17,Kovalenko,Olena,1990-05-17")
    done = run_alone("--pairs", path, "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told) == ["pairs", "refused"]
    same, twins = told["pairs"]
    assert (same["line"], same["verdict"], same["link"]) == (2, "same", False)
    assert [r["kind"] for r in same["reasons"]] == [
        "family_transliterated", "given_equivalent", "birth_equal"]
    assert twins["verdict"] != "same"


@pytest.mark.parametrize(("left", "right"), [
    ("name_left", "name_right"), ("name_1", "name_2"), ("name_a", "name_b"),
    ("left_name", "right_name"),
])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_headings_and_separators(tmp_path: Path, left: str, right: str, mark: str) -> None:
    born = [left.replace("name", "birth_date"), right.replace("name", "birth_date")]
    path = table(tmp_path, mark.join([left, born[0], right, born[1]]),
                 mark.join(["Żółkiewska Łucja", "1990", "Lucja Zolkiewska", "17.05.1990"]),
                 encoding="cp1250")
    done = run("--pairs", path, "--format", "csv")
    assert done.returncode == 0, done.stderr
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["verdict"] == "same"
    assert "only the year of birth is known" in row["notes"]


@pytest.mark.parametrize(("column", "value", "expected"), [
    ("birth_date", "abc", "a birth date"), ("birth_date", "32.01.1990", "a birth date"),
    ("birth_date", "17.05.90", "a birth date"), ("sex", "q", "f, m or x"),
    ("citizenship", "U1", "ISO 3166"), ("document_number", "!!", "letters A-Z"),
    ("phone", "12", "a phone number"), ("pesel", "44051401459", "check digit"),
    ("name", "12345", "letters"), ("name", "A" * 250, "at most 200 letters"),
])
def test_what_is_refused_says_where_and_what_was_expected(
    tmp_path: Path, column: str, value: str, expected: str
) -> None:
    heading = HEAD if column in ("name", "birth_date") else f"{HEAD},left_{column}"
    cells = ["Kovalchuk", "Olena", "1990", "Kovalchuk", "Olena", "1990"]
    if column == "name":
        cells[:2] = [value, ""]
    elif column == "birth_date":
        cells[2] = value
    else:
        cells.append(value)
    done = run("--pairs", table(tmp_path, heading, ",".join(cells)), "--format", "json")
    assert done.returncode == 1
    (refused,) = json.loads(done.stdout)["refused"]
    assert (refused["line"], refused["column"]) == (2, f"left_{column}")
    assert expected in refused["expected"]
    assert "1 rows refused" in done.stderr
    assert run("--pairs", tmp_path / "pairs.csv", "--accept-valid").returncode == 0


@pytest.mark.parametrize(("name", "born", "note"), [
    ("Kovalchuk Olena", "31.02.1990", "does not exist"),
    ("Kovalchuk Olena", "00.05.1990", "the day of birth is not known"),
    ("Kovalchuk Olena", "1990-05", "the day of birth is not known"),
    ("Kovalchuk Olena", "", "no birth date"),
    ("Kovаlchuk Olena", "1990", "letters of two scripts"),
    ("Koval\u200bchuk Olena", "1990", "invisible characters"),
    ("Suharto", "1990", "a name of one word"),
])
def test_what_is_odd_is_accepted_and_marked(
    tmp_path: Path, name: str, born: str, note: str
) -> None:
    path = table(tmp_path, HEAD, f"{name},,{born},{name},,{born}",
                 f"{'Kova' * 20},{'Ole' * 20},1990,X,Y,1990")
    done = run("--pairs", path, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["pairs"]
    assert any(note in said for said in found[0]["notes"])
    assert found[1]["verdict"] == "different"


def test_two_files_are_linked_by_their_ids(tmp_path: Path) -> None:
    left = table(tmp_path, "id;name;given_names;birth_date", "a1;Ковальчук;Олена;17.05.1990",
                 "a2;Singh;Gurpreet;1985-02-03", name="left.csv")
    right = table(tmp_path, "id,name,birth_date", "b1,Nino Beridze,1970-01-09",
                  "b2,KOVALCHUK OLENA,1990-05-17", name="right.csv")
    done = run("--left", left, "--right", right, "--format", "json")
    assert done.returncode == 0, done.stderr
    (pair,) = json.loads(done.stdout)["pairs"]
    assert (pair["left"], pair["right"], pair["verdict"]) == ("a1", "b2", "same")
    assert json.loads(run("--left", left, "--right", left, "--format", "json").stdout)[
        "pairs"] == []


def test_wrong_use_ends_with_two_and_says_why(tmp_path: Path) -> None:
    path = table(tmp_path, "colour,shape", "red,round")
    for arguments in ((), ("--left", path), ("--pairs", path, "--left", path),
                      ("--pairs", tmp_path / "none.csv"), ("--pairs", path)):
        done = run(*arguments)
        assert done.returncode == 2, arguments
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.slow
def test_five_thousand_rows_link_in_under_a_minute(tmp_path: Path) -> None:
    rng = random.Random(3)
    syllables = ["ko", "va", "len", "chuk", "bon", "da", "ren", "she", "vy", "mel", "tka", "roz"]

    def word() -> str:
        return "".join(rng.choice(syllables) for _ in range(4)).title()

    people = [(word(), word(), f"{rng.randint(1950, 2005)}-{rng.randint(1, 12):02}-"
               f"{rng.randint(1, 28):02}") for _ in range(5000)]
    paths = [table(tmp_path, "id,name,given_names,birth_date", *(
        f"{n},{a},{b},{born}" for n, (a, b, born) in enumerate(people)), name=f"{side}.csv")
        for side in ("left", "right")]
    began = seconds_of_children()
    done = run_alone("--left", paths[0], "--right", paths[1], "--format", "csv")
    # Of a processor: a busy machine is no failure.
    assert seconds_of_children() - began < 60
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    same = {row["left"] for row in rows if row["left"] == row["right"]
            and row["verdict"] == "same"}
    assert len(same) == 5000
