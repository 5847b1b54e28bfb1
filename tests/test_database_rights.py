"""What the office's own login may not do in the database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from przystan.config.database import APPEND_ONLY, grant_office_rights
from przystan.platform.accounts.public import system_actor
from przystan.platform.audit import public as audit

pytestmark = pytest.mark.django_db
REFUSED = (
    "UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry",
    "UPDATE audit_head SET seq = 0", "DELETE FROM audit_head",
    "INSERT INTO audit_head VALUES (2, 0, '')",
    "ALTER TABLE audit_entry DISABLE TRIGGER USER", "DROP TABLE audit_entry",
    "UPDATE reception_ticketevent SET reason = 'x'", "DELETE FROM reception_ticketpriority",
    "UPDATE reception_bookingevent SET step = 'came'",
    "DELETE FROM documents_evidence", "UPDATE documents_verdict SET reason = ''",
    "DELETE FROM records_folder", "DELETE FROM records_place", "DELETE FROM records_inventory",
)


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_offices_login_may_append_and_read_but_not_rewrite() -> None:
    execute("CREATE ROLE przystan_test_office")
    grant_office_rights("przystan_test_office")
    execute("SET ROLE przystan_test_office")
    audit.record(actor=system_actor("test"), at=datetime(2023, 12, 7, 9, tzinfo=UTC),
                 action="test.act", subject="test.thing:1")
    assert audit.verify_chain()[1] is None
    for statement in REFUSED:
        with pytest.raises(DatabaseError, match="permission denied|must be owner"), \
                transaction.atomic():
            execute(statement)
    execute("RESET ROLE")


def test_no_row_is_locked_that_the_offices_login_may_not_change() -> None:
    """PostgreSQL asks for the right to change a row that is to be locked; suites run as owner."""
    source = Path(__file__).parents[1] / "src" / "przystan"
    locked = {
        f"{path.parts[path.parts.index('operations') - 1]}_{model.lower()}": path.name
        for path in source.glob("**/operations/*.py")
        for model in re.findall(r"models\.(\w+)\.objects\.select_for_update", path.read_text())}
    assert len(locked) >= 20
    assert {t: where for t, where in locked.items() if t in APPEND_ONLY} == {}
