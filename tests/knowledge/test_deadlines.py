"""The deadline calculator: the clock's own answer, told in four languages, and nothing kept."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.formats import date_format

from przystan.config.cli import main
from przystan.journeys.deadlines import count_deadlines, term_of_procedure
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases
from przystan.rooms.knowledge import public as knowledge

pytestmark = pytest.mark.django_db
TERMS = ("temporary", "permanent", "long_term")
LAST_DAYS = {"defects_summoned": "defects_until", "documents_summoned": "documents_until"}
KINDS = {"defects_summoned": "defects_summoned", "defects_remedied": "defects_remedied",
         "documents_summoned": "documents_summoned", "received": "received",
         "appeared": "appeared", "fingerprints": "fingerprints",
         "documents": "documents_complete", "decided": "decided", "delivered": "delivered"}
# One before the stops, one within art. 100d, one after it, one without fingerprints, one decided.
HISTORIES: tuple[Mapping[str, str], ...] = (
    {"received": "2022-02-01", "appeared": "2022-02-01", "fingerprints": "2022-02-03",
     "documents": "2022-03-01"},
    {"received": "2023-05-10", "appeared": "2023-06-02", "fingerprints": "2023-06-02",
     "documents": "2023-05-10"},
    {"received": "2026-04-01", "appeared": "2026-04-20", "fingerprints": "2026-04-20",
     "documents": "2026-05-04"},
    {"received": "2024-01-15", "appeared": "2024-02-01", "documents": "2024-01-15"},
    {"received": "2022-02-01", "appeared": "2022-02-01", "fingerprints": "2022-02-01",
     "documents": "2022-02-01", "decided": "2022-03-14", "delivered": "2022-03-18"},
    {"received": "2022-02-01", "appeared": "2022-02-01", "fingerprints": "2022-02-01",
     "defects_summoned": "2022-02-10", "defects_until": "2022-02-17",
     "defects_remedied": "2022-02-16", "documents_summoned": "2022-02-10",
     "documents_until": "2022-03-03", "documents": "2022-03-01"},
)
READS = {"SELECT", "SAVEPOINT", "RELEASE"}
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def reader(texts: None, db: None) -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask `przystan cases clock --history` of the same days: another door to another screen."""

    def ask(term: str, given: Mapping[str, str], language: str) -> dict[str, Any]:
        history = {"term": term, "events": [
            {"kind": KINDS[name], "on": day, "due_on": given.get(LAST_DAYS.get(name, ""))}
            for name, day in given.items() if name in KINDS]}
        monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(history)))
        today = clock.local_date(clock.now()).isoformat()
        with translation.override("en"):
            assert main(["cases", "clock", "--history", "-", "--language", language, "--on", today,
                         "--format", "json"]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    return ask


def words(page: str) -> str:
    """A page as it is read: no tags, no runs of space."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page))).replace("\xa0", " ")


def asked_for(language: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    # Each language asks each history once; over the languages each meets every kind of permit.
    for number, given in enumerate(HISTORIES, knowledge.LANGUAGES.index(language)):
        yield TERMS[number % 3], given


@pytest.mark.parametrize("language", knowledge.LANGUAGES)
def test_the_page_says_what_the_command_says(
    reader: Client, command: Ask, language: str
) -> None:
    for term, given in asked_for(language):
        answer = reader.get("/deadlines/", {"kind": term, **given},
                            headers={"accept-language": language})
        assert answer.status_code == 200
        assert not answer.cookies
        assert f'lang="{language}"' in answer.content.decode()
        said = words(answer.content.decode())
        told = command(term, given, language)["terms"]
        assert [t["term"] for t in told if t["term"] in ("decision", "appeal")] == [
            "decision", *(["appeal"] if "delivered" in given else [])]
        assert ("formal_defects" in {t["term"] for t in told}) == ("defects_summoned" in given)
        with translation.override(language):
            for one in told:
                assert one["explanation"] in said
                assert one["article"] in said
                if one["end"]:
                    assert date_format(date.fromisoformat(one["end"]), "j E Y") in said
            for stop in told[0]["suspensions"]:
                assert stop["article"] in said
                assert date_format(date.fromisoformat(stop["to"]), "j E Y") in said
            assert str(cases.state_label(cases.ClockState(told[0]["status"]))) in said


@pytest.mark.parametrize("term", TERMS)
def test_running_and_stopped_days_are_all_the_days_of_a_term(term: str) -> None:
    for given in HISTORIES:
        found = count_deadlines(
            term=cases.TermKind(term), today=date(2026, 11, 27),
            events=[cases.ClockEvent(
                cases.EventKind(KINDS[n]), date.fromisoformat(day),
                date.fromisoformat(given[LAST_DAYS[n]]) if n in LAST_DAYS else None)
                for n, day in given.items() if n in KINDS])
        if found.clock.last_date is None or found.clock.started_on is None:
            assert found.running == ()
            continue
        days: list[int] = []
        for since, until in found.running:
            days += range(since.toordinal(), until.toordinal() + 1)
        for stop in found.decision.suspensions:
            assert stop.until is not None
            days += range(stop.since.toordinal(), stop.until.toordinal() + 1)
        assert sorted(days) == list(range(
            found.clock.started_on.toordinal() + 1, found.clock.last_date.toordinal() + 1))


def test_each_line_of_a_dated_rule_shows_the_days_of_that_rule() -> None:
    events = [cases.ClockEvent(k, date(2022, 2, 1)) for k in (
        cases.EventKind.RECEIVED, cases.EventKind.APPEARED, cases.EventKind.FINGERPRINTS,
        cases.EventKind.DOCUMENTS_COMPLETE)]
    found = count_deadlines(term=cases.TermKind.PERMANENT, events=events, today=date(2022, 2, 2))
    ruled = {t.rule.code: (t.rule.valid_from, t.rule.valid_until)
             for t in found.lines if t.rule is not None}
    # By hand, from domain.md: 6 months since 29 January 2022; the stops of art. 100c and 100d.
    assert ruled == {
        "permanent": (date(2022, 1, 29), None),
        "stop_100c": (date(2022, 4, 15), date(2022, 12, 31)),
        "stop_100d": (date(2023, 1, 1), date(2023, 8, 24)),
        "stop_100d_2025": (date(2023, 8, 25), date(2025, 9, 30)),
        "stop_100d_2026": (date(2025, 10, 1), date(2026, 3, 4)),
        # Counted by hand too: six months with these stops end on Sunday 21 June 2026.
        "shift": (date(2014, 5, 1), None)}


REFUSED = {
    "received": {"received": "", "kind": "temporary"},
    "kind": {"received": "2024-01-01"},
    "appeared": {"received": "2024-01-02", "kind": "temporary", "appeared": "2024-01-01"},
    "documents": {"received": "2024-01-02", "kind": "temporary", "documents": "yesterday"},
    "decided": {"received": "2024-01-02", "kind": "permanent", "delivered": "2024-02-01"},
    "fingerprints": {"received": "2024-01-02", "kind": "temporary", "fingerprints": "0001-01-01"},
    "defects_until": {"received": "2024-01-02", "kind": "temporary",
                      "defects_summoned": "2024-01-10", "defects_until": ""},
    "documents_until": {"received": "2024-01-02", "kind": "temporary",
                        "documents_summoned": "2024-01-10", "documents_until": "2024-01-09"},
    "documents_summoned": {"received": "2024-01-02", "kind": "temporary",
                           "documents_until": "2024-01-09"},
    "defects_remedied": {"received": "2024-01-02", "kind": "temporary",
                         "defects_remedied": "2024-01-09"},
}


@pytest.mark.parametrize("language", knowledge.LANGUAGES)
@pytest.mark.parametrize("field", REFUSED)
def test_what_cannot_be_is_refused_beside_its_field_in_the_readers_language(
    reader: Client, field: str, language: str
) -> None:
    said = {}
    for spoken in {"en", language}:
        answer = reader.get("/deadlines/", REFUSED[field], headers={"accept-language": spoken})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not answer.cookies
        assert "govuk-error-summary" in page
        found = re.search(rf'id="id_{field}[_-]error"[^>]*>(.*?)</p>', page, re.S)
        assert found, page
        said[spoken] = words(found[1])
        assert "p-spans" not in page
    assert language == "en" or said["en"] != said[language]


def test_what_is_missing_and_what_is_not_confirmed_is_told(reader: Client) -> None:
    page = words(reader.get("/deadlines/", {"kind": "temporary", **HISTORIES[3]},
                            headers={"accept-language": "en"}).content.decode())
    assert "fingerprints are missing" in page
    assert "not known yet" in page
    page = words(reader.get("/deadlines/", {"kind": "temporary", **HISTORIES[1]},
                            headers={"accept-language": "en"}).content.decode())
    assert "art. 100d (not confirmed)" in page
    assert "Unconfirmed: not yet compared with the act." in page


def test_a_card_leads_to_its_term_or_says_that_the_clock_has_none(reader: Client) -> None:
    bases = {p.slug: p.legal_basis for p in knowledge.list_procedures(language="pl")}
    kinds = {slug: term_of_procedure(legal_basis=basis) for slug, basis in bases.items()}
    assert kinds["studies"] is kinds["seasonal-work"] is cases.TermKind.TEMPORARY
    assert kinds["permanent-residence"] is cases.TermKind.PERMANENT
    assert kinds["eu-long-term-resident"] is cases.TermKind.LONG_TERM
    assert kinds["work-permit"] is kinds["invitation"] is None
    card = reader.get("/en/procedures/permanent-residence/").content.decode()
    assert 'href="/deadlines/?procedure=permanent-residence"' in card
    page = reader.get("/deadlines/?procedure=permanent-residence").content.decode()
    assert re.search(r'value="permanent"[^>]*checked', page)
    page = reader.get("/deadlines/?procedure=invitation").content.decode()
    assert "/procedures/invitation/" in page
    assert reader.get("/deadlines/?procedure=%3Cscript%3E").status_code == 200


def test_the_page_writes_nothing(reader: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        reader.get("/deadlines/", {"kind": "temporary", **HISTORIES[1]})
    assert [q["sql"] for q in asked if q["sql"].split()[0] not in READS] == []
