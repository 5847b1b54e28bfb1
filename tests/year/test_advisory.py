"""The advisory point's year: believable numbers, sealed notes that nobody else can read."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import connection

from przystan.demo import point_texts
from przystan.demo.personas import SEALED_PASS_PHRASE
from przystan.demo.year import totals
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance

pytestmark = [pytest.mark.year, pytest.mark.usefixtures("year")]
AT = clock.day_start(date(2023, 12, 7))
YEAR = (date(2022, 10, 1), date(2023, 8, 31))


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def number(statement: str) -> int:
    return rows(statement)[0][0]


def test_interpreters_took_part_in_29_percent_of_the_visits() -> None:
    visits = number("SELECT count(*) FROM advisory_visit")
    share = number("SELECT count(*) FROM advisory_interpretation") / visits
    assert 0.28 < share < 0.30
    assert number(
        "SELECT count(*) FROM advisory_interpretation i JOIN advisory_visit v ON v.id = i.visit_id"
        " WHERE v.interpreter_mode <> i.mode OR v.language <> i.language") == 0
    # Whoever interpreted speaks the language.
    assert number(
        "SELECT count(*) FROM advisory_interpretation i WHERE NOT EXISTS (SELECT 1 FROM"
        " advisory_specialistlanguage l WHERE l.specialist_id = i.specialist_id"
        " AND l.language = i.language)") == 0


def test_402_legal_sessions_have_their_note_and_38_psychological_ones_their_seal() -> None:
    assert number("SELECT count(*) FROM advisory_legalnote") == 402
    assert number("SELECT count(DISTINCT service_id) FROM advisory_legalnote") == 402
    assert advisory.count_sealed_notes() == 38
    assert number("SELECT count(DISTINCT service_id) FROM advisory_sealednote") == 38
    topics = dict(rows(
        "SELECT s.topic, count(DISTINCT c.person_id) FROM advisory_service s"
        " JOIN advisory_visit v ON v.id = s.visit_id"
        " JOIN advisory_beneficiarycard c ON c.id = v.card_id WHERE s.kind = 'legal' GROUP BY 1"))
    # The tables count persons; a person entered twice may stand under two cards.
    assert topics["residence_and_work"] >= totals()["legal_by_topic"][
        "temporary residence and work"]


def test_no_word_of_a_sealed_note_is_anywhere_in_the_year() -> None:
    marks = ("Rozmowa wspierająca", "Rozmowa o rozłące", "Rozmowa o poczuciu")
    assert all(any(t.startswith(m) for m in marks) for t in point_texts.TALKS)
    columns = rows(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type IN"
        " ('text', 'character varying', 'jsonb', 'ARRAY', 'bytea')")
    assert len(columns) > 100
    for table, column in columns:
        for mark in (*marks, SEALED_PASS_PHRASE, "AGE-SECRET-KEY"):
            found = rows(
                f'SELECT 1 FROM "{table}" WHERE position({_hex(mark)} in'  # noqa: S608
                f" convert_to(\"{column}\"::text, 'UTF8')) > 0"
                f" OR position('{mark.encode().hex()}' in \"{column}\"::text) > 0 LIMIT 1")
            assert found == [], (table, column)


def _hex(text: str) -> str:
    return f"'\\x{text.encode().hex()}'::bytea"


def test_the_demos_psychologist_opens_a_note_and_the_manager_does_not() -> None:
    users = {u.username: u.id for u in accounts.list_users()}
    note = number("SELECT min(id) FROM advisory_sealednote")
    specialist = accounts.actor_of(user_id=users["psychologist"], at=AT)
    assert advisory.open_note(
        actor=specialist, at=AT, note_id=note, pass_phrase=SEALED_PASS_PHRASE
    ) in point_texts.TALKS
    manager = accounts.actor_of(user_id=users["manager"], at=AT)
    with pytest.raises(advisory.KeyNotFound):
        advisory.open_note(
            actor=manager, at=AT, note_id=note, pass_phrase=SEALED_PASS_PHRASE)


def test_every_card_has_one_check_by_versions_that_exist() -> None:
    cards = number("SELECT count(*) FROM advisory_beneficiarycard")
    assert number("SELECT count(DISTINCT card_id) FROM advisory_eligibilitycheck") == cards
    outcomes = dict(rows("SELECT outcome, count(*) FROM advisory_eligibilitycheck GROUP BY 1"))
    assert outcomes["eligible"] / cards > 0.9
    assert outcomes.get("not_eligible", 0) / cards < 0.01
    known = {r.name for r in advisory.list_eligibility_rules()}
    used = Counter(r for (r,) in rows(
        "SELECT jsonb_array_elements_text(rules) FROM advisory_eligibilitycheck"))
    assert set(used) <= known
    assert used["7-temporary-protection/1"] >= 1073


def test_the_registers_agree_with_the_published_figures() -> None:
    project = finance.get_project(code="OG-8-14-2022")
    scope = advisory.RegisterScope(project.id, *YEAR)
    services = advisory.list_services_lines(scope=scope)
    assert len(services) == 2333
    kinds = advisory.ServiceKind
    assert sum(1 for s in services if s.counts[kinds.LEGAL]) == 307
    assert sum(s.counts[kinds.LEGAL] for s in services) == 402
    assert sum(1 for s in services if s.counts[kinds.PSYCHOLOGICAL]) == 11
    assert sum(s.counts[kinds.PSYCHOLOGICAL] for s in services) == 38
    assert len(advisory.list_card_lines(scope=scope)) == 2391
    assert all(line.signed_on for line in advisory.list_signatures(scope=scope))


def test_nobody_is_booked_outside_a_duty() -> None:
    assert number("SELECT count(*) FROM advisory_booking") > 250
    assert number(
        "SELECT count(*) FROM advisory_booking b WHERE NOT EXISTS (SELECT 1 FROM advisory_duty d"
        " WHERE d.specialist_id = b.specialist_id AND d.period @> b.period"
        " AND (d.branch_id = b.branch_id OR d.branch_id IS NULL))") == 0


def test_follow_ups_referrals_and_answers() -> None:
    assert advisory.count_due(until=date(2023, 12, 6)) == 6
    assert advisory.count_due(until=date(2023, 12, 7)) == 7
    assert number("SELECT count(*) FROM advisory_referral") == 96
    assert number("SELECT count(*) FROM advisory_surveyanswer") == 412
    project = finance.get_project(code="OG-8-14-2022")
    helpful, clear = advisory.survey_results(project_id=project.id)
    assert (helpful.total, clear.total) == (412, 412)
    assert len(advisory.list_complaints(actor=accounts.system_actor("test"))) == 7
