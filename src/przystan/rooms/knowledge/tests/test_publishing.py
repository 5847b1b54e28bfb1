"""Publishing in the editors' screen: what it does to translations is decided, not overlooked."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client

from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.tests.test_knowledge import ACTOR, AT, POLISH, UKRAINIAN, publish
from przystan.rooms.knowledge.tests.test_readability import editor

__all__ = ["editor"]
GIVEN = {"title": "Pobyt", "summary": "S", "who": "Kto\r\nKiedy", "where": "W", "documents": "a\nb",
         "fee": "f", "term": "t", "after": "a"}


def version(language: str = "pl") -> int:
    return knowledge.get_procedure(slug="stay", language=language).version


def test_a_new_original_is_published_only_by_who_was_told_what_it_leaves_behind(
    editor: Client
) -> None:
    publish(POLISH, UKRAINIAN)
    asked = editor.post("/office/knowledge/stay/pl/", GIVEN).content.decode()
    assert version() == 1
    assert re.search("Outdated from now on.*: Українська", asked)
    assert re.search("Not translated.*: English, Русский", asked)
    kept = {name: unescape(value) for name, value in re.findall(
        r'type="hidden" name="([^"]+)" value="([^"]*)"', asked)
        if name not in ("csrfmiddlewaretoken", "once")}
    assert editor.post("/office/knowledge/stay/pl/", kept).status_code == 302
    found = knowledge.get_procedure(slug="stay", language="pl")
    assert (found.version, found.text.documents) == (2, ("a", "b"))
    assert found.text.who.split() == ["Kto", "Kiedy"]
    state = knowledge.get_procedure(slug="stay", language="uk").state
    assert state is knowledge.TranslationState.OUTDATED
    shown = Client().get("/uk/procedures/stay/").content.decode()
    assert "p-notice" in shown.split("<main")[1]


def test_a_translation_of_an_original_that_changed_meanwhile_is_not_called_up_to_date(
    editor: Client
) -> None:
    publish(POLISH, UKRAINIAN)
    page = editor.get("/office/knowledge/stay/uk/").content.decode()
    opened = re.search(r'name="original" value="(\d+)"', page)
    assert opened
    knowledge.publish_text(slug="stay", text=POLISH, actor=ACTOR, at=AT)
    given = {**GIVEN, "original": opened[1]}
    refused = editor.post("/office/knowledge/stay/uk/", given).content.decode()
    assert "has changed while you translated" in refused
    assert version("uk") == 1
    compared = re.search(r'name="original" value="(\d+)"', refused)
    assert compared
    editor.post("/office/knowledge/stay/uk/", {**given, "original": compared[1]})
    found = knowledge.get_procedure(slug="stay", language="uk")
    assert (found.version, found.state) == (2, knowledge.TranslationState.UP_TO_DATE)
