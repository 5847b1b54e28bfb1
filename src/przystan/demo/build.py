"""Builds the synthetic year through the doors, in one transaction: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from przystan.demo import (
    advisory_point,
    beneficiaries,
    call_year,
    document_desk,
    hall,
    letters,
    procedures,
    publications,
    repository,
    rights,
    training_year,
)
from przystan.demo.personas import PASSWORD, PERSONAS
from przystan.demo.texts import publish_notices, publish_texts, record_rates
from przystan.demo.year import REPORT_DAY, START
from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

Show = Callable[[str, float], None]


class NotADemoOffice(Exception):
    """This database is a real office's, or holds persons that the demo did not make."""


def stands() -> bool:
    """Whether the synthetic year is in the database."""
    try:
        finance.get_project(code=procedures.PROJECT)
    except finance.ProjectNotFound:
        return False
    return True


def build_year(*, progress: Show = lambda what, share: None) -> None:
    """Build the year in one transaction. Raises NotADemoOffice, and changes nothing then."""
    if not settings.IS_DEMO or people.count_persons():
        raise NotADemoOffice(
            "The demo is built only by the demo's settings, into a database without persons."
        )
    actor = accounts.system_actor("demo")
    at = clock.day_start(REPORT_DAY)
    with transactions.transaction():
        progress("staff", 0.02)
        _add_office(actor)
        project_id = procedures.build_money(actor=actor, at=at)
        publish_texts(actor=actor)
        record_rates(actor=actor)
        publish_notices(actor=actor)
        rights.publish_clauses(actor=actor)
        progress("persons, cards and visits", 0.05)
        built = beneficiaries.build(project_id=project_id, actor=actor, at=at)
        progress("the advisory point", 0.12)
        advisory_point.build(project_id=project_id, built=built, actor=actor, at=at)
        progress("case records", 0.2)
        repository.build(actor=actor, at=at)
        progress("cases", 0.4)
        procedures.build_cases(actor=actor, at=at)
        letters.build(actor=actor, at=at)
        training_year.build(actor=actor)
        progress("tickets", 0.45)
        hall.build(actor=actor, at=at)
        document_desk.build(actor=actor, at=at)
        progress("calls", 0.6)
        call_year.build(actor=actor)
        progress("statistics of the database", 0.95)
        audit.record(actor=actor, at=at, action="demo.build_year", subject="demo.year:2022-23")
        transactions.refresh_statistics()
        progress("published figures", 0.97)
        publications.build()


def _add_office(actor: accounts.Actor) -> None:
    at = clock.day_start(START)
    sites.add_sites(branches=[
        sites.Branch("SZ", "Szczecin", "Szczecin"),
        sites.Branch("KO", "Delegatura w Koszalinie", "Koszalin"),
    ])
    for persona in PERSONAS:
        user_id = accounts.add_user(
            username=persona.username, display_name=persona.display_name,
            email=f"{persona.username}@przystan.example", language=persona.language,
            password=PASSWORD, actor=actor, at=at,
        )
        accounts.grant_role(
            user_id=user_id, role=persona.role, branch=persona.branch, actor=actor, at=at
        )
