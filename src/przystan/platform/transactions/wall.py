"""The second wall: row policies of PostgreSQL on tables that few may read.

The first is the application, which asks for each act whether the actor may. The second is for the
day on which a query forgets to: then the office's login sees no row that the person who asks may
not read. A request tells the database who asks in the statement that reads the roles
(accounts/queries.py); whoever is not told of sees nothing. Commands and jobs ask for nobody: their
connections stand beyond the wall (config/cli.py), as does the owner.

A wall against mistakes, not against whoever can run statements of his own: he could set the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

USER, HOLDS, STATE, OPEN = "przystan.user", "przystan.holds", "przystan.wall", "open"

# SQL for policies.
IS_OPEN = f"current_setting('{STATE}', true) = '{OPEN}'"
ASKS = f"nullif(current_setting('{USER}', true), '')::bigint"


def holds(permission: str, branch: str = "") -> str:
    """Return SQL for: whoever asks holds a permission, in every branch or in a column's."""
    wanted = [f"'{permission}@*'", *([f"'{permission}@' || {branch}"] if branch else [])]
    return (f"string_to_array(current_setting('{HOLDS}', true), ',')"
            f" && ARRAY[{', '.join(wanted)}]")


def policy(table: str, condition: str) -> str:
    """Return SQL that puts a table behind the wall: only rows that satisfy the condition exist.

    New rows may be written by whoever may insert; the condition is for those that stand.
    """
    seen = f"({IS_OPEN}) OR ({condition})"
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_seen ON {table} FOR SELECT USING ({seen});
CREATE POLICY {table}_new ON {table} FOR INSERT WITH CHECK (true);
CREATE POLICY {table}_changed ON {table} FOR UPDATE USING ({seen}) WITH CHECK (true);
CREATE POLICY {table}_gone ON {table} FOR DELETE USING ({seen});
"""


def no_policy(table: str) -> str:
    """Return SQL that takes a table from behind the wall."""
    drops = "".join(f"DROP POLICY {table}_{what} ON {table};\n"
                    for what in ("seen", "new", "changed", "gone"))
    return f"{drops}ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"


@contextmanager
def beyond_the_wall() -> Iterator[None]:
    """Run the block beyond the wall: an act whose own rule says why it needs rows of others."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [STATE])
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config(%s, %s, true)", [STATE, OPEN])
        yield
        # After an error the savepoint takes the setting back by itself.
        cursor.execute("SELECT set_config(%s, %s, true)", [STATE, before])
