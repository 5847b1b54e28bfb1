"""The second wall, tried with the office's own rights by SQL that asks the application nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from przystan.config import cli
from przystan.config.database import grant_office_rights
from przystan.platform.accounts.public import Actor, Role, system_actor
from przystan.platform.accounts.queries import actor_of_request
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, make_card, make_staff, make_visit
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.django_db
K = advisory.ServiceKind
PHRASE = "latarnia świeci o zmierzchu"
WALLED = ("advisory_sealednote", "advisory_legalnote", "advisory_legalparty",
          "advisory_complaint", "advisory_complaintstep")


@contextmanager
def office_rights() -> Iterator[None]:
    """Run the block with the rights of the office's login, as a server of pages has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'przystan_test_wall'")
        if not cursor.fetchone():
            cursor.execute("CREATE ROLE przystan_test_wall")
        grant_office_rights("przystan_test_wall")
        cursor.execute("SET ROLE przystan_test_wall")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def ask_as(actor: Actor | None) -> None:
    """Tell the database who asks, as a request does; nobody: as a request of the public."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('przystan.user', '', true),"
                       " set_config('przystan.holds', '', true)")
    if actor is not None:
        actor_of_request(get_user_model().objects.get(pk=actor.user_id), AT)


def count(table: str) -> int:
    """What a query without any condition finds."""
    return int(transactions.fetch_rows(f"SELECT count(*) FROM {table}")[0][0])


def seen_by(actor: Actor | None) -> tuple[int, ...]:
    with office_rights():
        ask_as(actor)
        return tuple(count(table) for table in WALLED)


class Office:
    """Two psychologists, lawyers of two branches, a manager, an adviser; notes and complaints."""

    def __init__(self) -> None:
        sites.add_sites(branches=[
            sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])
        self.author = make_staff("author", Role.PSYCHOLOGIST)
        self.other = make_staff("other", Role.PSYCHOLOGIST)
        self.lawyer = make_staff("lawyer", Role.LEGAL_ADVISER, "SZ")
        self.lawyer_ko = make_staff("lawyer_ko", Role.LEGAL_ADVISER, "KO")
        self.manager = make_staff("manager", Role.MANAGER)
        self.adviser = make_staff("adviser", Role.ADVISER)
        advisory.make_key(actor=self.author, at=AT, pass_phrase=PHRASE)
        self.person = make_person()
        self.note = advisory.seal_note(
            actor=self.author, at=AT, text="x", service_id=self._service(K.PSYCHOLOGICAL))
        self.legal = self._service(K.LEGAL)
        advisory.write_legal_note(actor=self.lawyer, at=AT, note=advisory.NewLegalNote(
            self.legal, "advice", parties=(advisory.Party("Firma Probna"),)))
        for is_confidential in (False, True):
            advisory.file_complaint(
                actor=system_actor("test"), at=AT, complaint=advisory.NewComplaint(
                    branch="SZ", category=advisory.ComplaintCategory.WAITING, language="pl",
                    text="text", is_confidential=is_confidential))

    def _service(self, kind: advisory.ServiceKind) -> int:
        visit = make_visit(make_card(self.person), kind)
        return advisory.get_visit(visit_id=visit).services[0].id


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_query_that_forgets_to_ask_shows_what_its_reader_may_see_and_no_more(
    office: Office
) -> None:
    # Sealed notes, legal notes, their parties, complaints, their steps.
    assert seen_by(None) == (0, 0, 0, 1, 1)
    assert seen_by(office.author) == (1, 0, 0, 1, 1)
    assert seen_by(office.other) == (0, 0, 0, 1, 1)
    assert seen_by(office.lawyer) == (0, 1, 1, 1, 1)
    assert seen_by(office.lawyer_ko) == (0, 0, 0, 1, 1)
    assert seen_by(office.manager) == (0, 0, 0, 2, 2)
    assert seen_by(office.adviser) == (0, 0, 0, 1, 1)
    # The owner and what stands beyond the wall see all: else the figures above prove nothing.
    assert [count(table) for table in WALLED] == [1, 1, 1, 2, 2]


def test_what_is_not_seen_is_neither_changed_nor_deleted(office: Office) -> None:
    with office_rights():
        ask_as(office.adviser)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE advisory_legalnote SET advice = ''")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM advisory_sealednote")
            assert cursor.rowcount == 0
            cursor.execute("UPDATE advisory_complaint SET text = '' WHERE is_confidential")
            assert cursor.rowcount == 0


def test_who_asks_is_forgotten_with_the_transaction(office: Office) -> None:
    with office_rights():
        ask_as(None)
        try:
            with transaction.atomic():
                ask_as(office.author)
                assert count("advisory_sealednote") == 1
                raise LookupError
        except LookupError:
            pass
        assert count("advisory_sealednote") == 0


def test_those_a_note_is_sealed_to_see_it_and_who_lost_the_key_does_not(office: Office) -> None:
    key = advisory.make_key(actor=office.other, at=AT, pass_phrase=PHRASE)
    advisory.vouch_for_key(actor=office.author, at=AT, key_id=key, pass_phrase=PHRASE)
    with office_rights():
        ask_as(office.author)
        assert advisory.reseal_notes(actor=office.author, at=AT, pass_phrase=PHRASE) == 1
    assert seen_by(office.other)[0] == 1
    advisory.retire_key(actor=office.other, at=AT, key_id=key)
    assert seen_by(office.other)[0] == 0


def test_the_application_does_its_work_behind_the_wall(office: Office) -> None:
    """Each act that the wall could break, with the office's rights."""
    visit = make_visit(make_card(make_person(), branch="KO"), K.LEGAL, branch="KO")
    theirs = advisory.get_visit(visit_id=visit).services[0].id
    with office_rights():
        ask_as(office.author)
        advisory.seal_note(
            actor=office.author, at=AT, text="y", service_id=office._service(K.PSYCHOLOGICAL))
        assert advisory.open_note(
            actor=office.author, at=AT, note_id=office.note, pass_phrase=PHRASE) == "x"
        ask_as(office.lawyer_ko)
        # The other branch's matter is found, though its note is not read.
        found = advisory.check_conflicts(
            actor=office.lawyer_ko, at=AT, service_id=theirs,
            parties=[advisory.Party("somebody", person_id=office.person)])
        assert [f.why for f in found] == ["party_was_advised"]
        assert count("advisory_legalnote") == 0
        ask_as(None)
        number = advisory.file_complaint(
            actor=system_actor("public"), at=AT, complaint=advisory.NewComplaint(
                branch="SZ", category=advisory.ComplaintCategory.WAITING, language="pl",
                text="text", is_confidential=True))
        assert number.startswith("S/3/")
        assert count("advisory_complaint") == 1
        ask_as(office.manager)
        told = advisory.export_person(actor=office.manager, at=AT, person_ids=[office.person])
        assert (told["sealed_notes"], told["legal_notes"]) == (2, {"count": 1, "notes": []})
        advisory.erase_person(actor=office.manager, at=AT, person_ids=[office.person])
    assert count("advisory_sealednote") == count("advisory_legalparty") == 0
    assert transactions.fetch_rows("SELECT DISTINCT advice FROM advisory_legalnote") == [("",)]


def test_pages_tell_the_database_who_asks_in_a_statement_they_made_before(
    office: Office, client: Client, settings: object
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    client.force_login(get_user_model().objects.get(pk=office.lawyer.user_id),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    with office_rights():
        ask_as(None)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("advisory:legal_notes", args=[office.legal]))
        assert page.status_code == 200
        assert "advice" in page.content.decode()
    telling = [q["sql"] for q in asked.captured_queries if "przystan.user" in q["sql"]]
    assert len(telling) == 1
    assert "accounts_grant" in telling[0]


def test_commands_stand_beyond_the_wall_and_pages_never(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c work_mem=8MB")
    cli.stand_at_the_wall(beyond=True)
    assert cli.os.environ["PGOPTIONS"] == "-c work_mem=8MB -c przystan.wall=open"
    cli.stand_at_the_wall(beyond=False)
    assert cli.os.environ["PGOPTIONS"] == "-c work_mem=8MB"
    with office_rights():
        ask_as(None)
        with transactions.beyond_the_wall():
            assert count("advisory_sealednote") == 1
        assert count("advisory_sealednote") == 0


def test_every_table_behind_the_wall_is_named_in_the_page_of_trust() -> None:
    walled = transactions.fetch_rows(
        "SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY relname")
    assert {name for (name,) in walled} == set(WALLED)
    page = (Path(__file__).parents[2] / "docs" / "trust.md").read_text("utf-8")
    assert [t for t in WALLED if f"`{t}`" not in page] == []
