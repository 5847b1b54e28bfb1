"""What readers sought and thought, counted without knowing who; and the editors' answers."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.operations.index import ANY_LANGUAGE, index_procedure
from przystan.rooms.knowledge.queries.texts import ProcedureNotFound
from przystan.rooms.knowledge.rules import search as rules

_COUNT = """
INSERT INTO {table} ({columns}, times) VALUES ({places}, 1)
ON CONFLICT ({columns}) DO UPDATE SET times = {table}.times + 1
"""


class SynonymEmpty(Exception):
    """A synonym without a word finds nothing."""

    message = _("Write at least one word.")


def _count(table: str, **values: str | int | date) -> None:
    # Names of this module only: no value reaches the statement's text.
    statement = _COUNT.format(
        table=table, columns=", ".join(values), places=", ".join(["%s"] * len(values)))
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values.values()))


def count_empty_search(*, text: str, language: str, day: date) -> str:
    """Count a text that found nothing and return what was kept of it, "" when nothing was.

    E-mail addresses and whatever holds a digit are left out before anything is stored.
    """
    kept = rules.without_personal_data(text)
    if kept:
        _count("knowledge_emptysearch", text=kept, language=language, day=day)
    return kept


def count_opinion(*, slug: str, language: str, version: int, has_helped: bool, day: date) -> None:
    """Count whether a version of a page helped. Raises ProcedureNotFound.

    Nobody's own answer is kept: a version, a day and how often.
    """
    found = models.Version.objects.filter(
        procedure__slug=slug, language=language, number=version).first()
    if found is None:
        raise ProcedureNotFound(slug)
    _count("knowledge_pageanswer", procedure_id=found.procedure_id, language=language,
           version=version, has_helped=has_helped, day=day)


def add_synonym(*, slug: str, phrase: str, actor: Actor, at: datetime) -> None:
    """Add words by which people seek a procedure; adding them twice changes nothing.

    Raises ProcedureNotFound, SynonymEmpty.
    """
    procedure = models.Procedure.objects.select_for_update().filter(slug=slug).first()
    if procedure is None:
        raise ProcedureNotFound(slug)
    said = " ".join(phrase.split())[:80]
    if not rules.words_of(said):
        raise SynonymEmpty(phrase)
    _row, is_new = models.Synonym.objects.get_or_create(
        procedure=procedure, phrase=said, defaults={"added_at": at, "added_by": actor.name})
    if is_new:
        index_procedure(procedure, ANY_LANGUAGE)
        audit.record(actor=actor, at=at, action="knowledge.add_synonym",
                     subject=f"knowledge.procedure:{slug}", details={"phrase": said})


def settle_search(*, text: str, slug: str, actor: Actor, at: datetime) -> None:
    """Answer a text that found nothing by a procedure, or set it aside with slug "".

    Answered, it becomes a synonym and finds from now on. Raises ProcedureNotFound, SynonymEmpty.
    """
    procedure = None
    if slug:
        add_synonym(slug=slug, phrase=text, actor=actor, at=at)
        procedure = models.Procedure.objects.get(slug=slug)
    models.SettledSearch.objects.create(
        text=text[:80], procedure=procedure, settled_at=at, settled_by=actor.name)
    audit.record(actor=actor, at=at, action="knowledge.settle_search",
                 subject=f"knowledge.procedure:{slug or '-'}")
