"""The record of processing against the year: nothing personal stands where it does not say so."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from psycopg import sql

from przystan.config.processing import activities

pytestmark = pytest.mark.year
DECLARED = {name for activity in activities() for name in activity.columns}


def text_columns() -> list[tuple[str, str]]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [(m._meta.db_table, f.column) for m in apps.get_models()
            if m.__module__.startswith("przystan.") for f in m._meta.concrete_fields
            if isinstance(f, kinds) and not f.choices]


def test_no_undeclared_column_of_the_year_holds_a_document_a_phone_or_an_address(
    year: None
) -> None:
    """What is certainly somebody's: values of the tables of identifiers and phones."""
    wrong = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE own AS SELECT value AS v FROM people_identifier"
                       " WHERE length(value) > 6 UNION SELECT number FROM people_phone"
                       " WHERE length(number) > 6")
        cursor.execute("CREATE INDEX ON own (v)")
        cursor.execute("ANALYZE own")
        for table, column in text_columns():
            if f"{table}.{column}" in DECLARED:
                continue
            cursor.execute(sql.SQL(
                "SELECT count(*) FROM {} t JOIN own ON own.v = t.{}::text").format(
                    sql.Identifier(table), sql.Identifier(column)))
            if cursor.fetchone()[0]:
                wrong.append(f"{table}.{column}")
    assert wrong == []
