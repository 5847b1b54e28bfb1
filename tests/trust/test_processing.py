"""The record of processing tells the truth about the tables, and leaves nothing personal out."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from przystan.config.passing import all_passing
from przystan.config.processing import activities

DECLARED = {name for activity in activities() for name in activity.columns}
# Rows that hold a person by key alone, found through others that are declared: the person's own
# tables of rights, and keys of a search index.
BY_KEY = {
    "people_personname", "people_identifier", "people_phone", "people_correction",
    "people_personsearch", "people_personkeys", "people_merge", "people_duplicatepair",
    "people_flag", "people_erasure", "advisory_booking", "advisory_legalparty",
}


def test_every_declared_column_exists() -> None:
    known = {f"{model._meta.db_table}.{field.column}"
             for model in apps.get_models() for field in model._meta.concrete_fields}
    assert DECLARED - known == set()


def test_every_table_with_a_person_is_declared() -> None:
    person = apps.get_model("people", "Person")
    wrong = [
        model._meta.db_table for model in apps.get_models()
        if model.__module__.startswith("przystan.") and model._meta.db_table not in BY_KEY
        and any(isinstance(f, models.ForeignKey) and f.related_model is person
                for f in model._meta.get_fields())
        and not any(name.startswith(f"{model._meta.db_table}.") for name in DECLARED)]
    assert wrong == []


def test_each_activity_says_all_that_the_record_asks() -> None:
    for activity in activities():
        assert all((activity.name, activity.purpose, activity.subjects, activity.basis,
                    activity.recipients, activity.kept, activity.columns)), activity.name
    assert len({p.code for p in all_passing()}) == len(all_passing())
