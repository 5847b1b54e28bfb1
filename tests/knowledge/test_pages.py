"""Pages out into files and back, and what a check finds in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from przystan.config.cli import main
from przystan.platform.accounts.public import system_actor
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.rules.checks import page_flaws

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ROBOT = system_actor("test")


@pytest.fixture
def pages(texts: None, db: None) -> tuple[knowledge.Page, ...]:
    return knowledge.list_pages()


def publish(pages: tuple[knowledge.Page, ...]) -> int:
    return len(knowledge.publish_pages(pages=pages, actor=ROBOT, at=AT))


def test_the_round_trip_is_exact_and_publishes_nothing(
    pages: tuple[knowledge.Page, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knowledge", "export", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.json"))) == len(pages) > 70
    before = {f.name: f.read_bytes() for f in tmp_path.iterdir()}
    assert main(["knowledge", "import", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2]) == []
    assert knowledge.list_pages() == pages
    assert main(["knowledge", "export", str(tmp_path)]) == 0
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == before


def test_what_differs_is_published_and_a_trial_publishes_nothing(
    pages: tuple[knowledge.Page, ...]
) -> None:
    changed = tuple(replace(p, text=replace(p.text, title=p.text.title + "!"))
                    for p in pages if p.slug == "studies")
    assert len(knowledge.publish_pages(pages=changed, actor=ROBOT, at=AT, is_trial=True)) == 4
    assert knowledge.list_pages() == pages
    assert publish(changed) == 4
    assert publish(changed) == 0
    found = knowledge.get_procedure(slug="studies", language="uk")
    assert found.text.title.endswith("!")
    assert found.state is knowledge.TranslationState.UP_TO_DATE


def test_a_page_without_its_original_is_refused(pages: tuple[knowledge.Page, ...]) -> None:
    lost = replace(next(p for p in pages if p.text.language == "uk"), slug="nowa")
    with pytest.raises(knowledge.OriginalMissing):
        publish((lost,))


@pytest.mark.parametrize("content", [
    "", "[]", "{}", '{"slug": 1}', "\x00", '{"slug": "studies", "language": "pl"}'])
def test_a_file_that_is_no_page_is_named_and_nothing_is_published(
    pages: tuple[knowledge.Page, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    content: str,
) -> None:
    (tmp_path / "studies.pl.json").write_text(content, "utf-8")
    assert main(["knowledge", "import", str(tmp_path)]) == 2
    assert "studies.pl.json" in capsys.readouterr().err
    assert knowledge.list_pages() == pages


def test_search_on_the_command_line_says_why(
    pages: tuple[knowledge.Page, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knowledge", "search", "побыт студия", "--language", "uk", "--format",
                 "json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first["rank"] == 1
    assert first["because"]
    assert main(["knowledge", "search", "qqqqqqqq"]) == 1


def test_the_shipped_pages_and_helpline_have_no_error(
    pages: tuple[knowledge.Page, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knowledge", "check"]) == 0
    found = knowledge.check_texts(
        on=date(2023, 3, 1), prompts="# {fee:KOD}\n{fee:nie-ma|x} {fee:studies}")
    assert [(f.slug, f.kind) for f in found if f.weight == "error"] == [("nie-ma", "prompt")]


@pytest.mark.parametrize(("part", "kind"), [
    ("", "empty"), ("<script>alert(1)</script>", "markup"), ("javascript:alert(1)", "markup"),
    ("http://example.org/", "link"), ("https://", "link"), ("/pl/procedures/nie-ma/", "link")])
def test_each_flaw_is_found(part: str, kind: str) -> None:
    text = knowledge.ProcedureText("en", "t", "s", "w", "u", ("d",), "f", part, "a")
    page = knowledge.Page("studies", "art. 1", "o", date(2023, 1, 1), False, text)
    found = page_flaws(page, slugs={"studies"}, on=date(2024, 1, 1))
    assert {f.kind for f in found} == {kind}
    good = replace(page, text=replace(text, term="https://gov.pl/x, /pl/procedures/studies/"))
    assert page_flaws(good, slugs={"studies"}, on=date(2024, 1, 1)) == ()
