"""How hard a text is to read, against texts that were counted by hand."""

from __future__ import annotations

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.rules.readability import measure, sentences, syllables
from przystan.rooms.knowledge.tests.test_knowledge import POLISH, publish

# 4 + 6 words in 2 sentences. Hard, by syllables: zezwolenie (ze-zwo-le-nie, 4) and
# cudzoziemców (cu-dzo-ziem-ców, 4); ustawy has 3, urzędzie 3. 0.4 × (10 / 2 + 100 × 2 / 10) = 10.
POLISH_TEXT = "Złóż wniosek o zezwolenie. Urząd sprawdzi to w ustawie cudzoziemców."
# 3 + 5 words; letters 3+3+3 + 3+3+2+4+5 = 26. 4.71 × 26/8 + 0.5 × 8/2 - 21.43 = -4.1225, so 0.
SHORT_ENGLISH = "The cat sat. The dog is very brave."
# 6 words in one sentence; letters 11+9+6+9+13+7 = 55.
# 4.71 × 55/6 + 0.5 × 6 - 21.43 = 43.175 + 3 - 21.43 = 24.745.
HARD_ENGLISH = "Authorities establish lawful residence, international persons."


@pytest.mark.parametrize(("word", "count"), [
    ("kot", 1), ("wniosek", 2), ("nie", 1), ("urząd", 2), ("ustawa", 3), ("zezwolenie", 4),
    ("cudzoziemiec", 4), ("nauka", 3), ("Europa", 3), ("autobus", 3), ("muzeum", 3),
    ("obywatelstwo", 5), ("siedzieć", 2), ("iść", 1), ("2024", 0), ("ŻÓŁĆ", 1)])
def test_syllables_of_polish_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_polish_index_is_what_a_hand_computes() -> None:
    found = measure({"who": POLISH_TEXT}, "pl")
    assert found is not None
    assert (found.sentences, found.words, found.sentence_words) == (2, 10, 5.0)
    assert found.hard_share == pytest.approx(0.2)
    assert (found.level, found.ease) == (10.0, knowledge.Ease.FAIRLY_EASY)
    assert found.longest == ()


def test_the_english_index_is_what_a_hand_computes() -> None:
    found = measure({"who": SHORT_ENGLISH}, "en")
    assert found is not None
    assert (found.level, found.words, found.hard_share) == (0.0, 8, None)
    found = measure({"who": HARD_ENGLISH}, "en")
    assert found is not None
    assert (found.level, found.ease) == (24.7, knowledge.Ease.HARD)


@pytest.mark.parametrize(("text", "count"), [
    ("Zob. art. 98 ust. 1 ustawy z dnia 12 grudnia 2013 r. o cudzoziemcach.", 1),
    ("Przynieś m.in. paszport. Oryginał i kopię!", 2), ("paszport\nzdjęcie\n\nwniosek", 3),
    ("Czy masz „kartę”? Tak.", 2), ("Dz. U. 2024 poz. 769", 1), ("", 0), ("…  !\n– –", 0)])
def test_an_abbreviation_ends_no_sentence_and_a_line_does(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


def test_the_longest_sentences_are_shown_with_their_part_the_longest_first() -> None:
    parts = {"who": " ".join(["słowo"] * 21) + ".", "fee": " ".join(["słowo"] * 30) + ".",
             "term": " ".join(["słowo"] * 20) + "."}
    found = measure(parts, "pl")
    assert found is not None
    assert [(x.part, x.words) for x in found.longest] == [("fee", 30), ("who", 21)]


def test_other_languages_and_empty_texts_have_no_measure() -> None:
    assert measure({"who": "Хто може"}, "uk") is None
    assert measure({"who": " "}, "pl") is None


@pytest.fixture
def editor(db: None) -> Client:
    robot, at = accounts.system_actor("test"), clock.now()
    user = accounts.add_user(username="editor", display_name="Olga", email="", language="en",
                             password="rybitwa-na-falochronie-7", actor=robot, at=at)
    accounts.grant_role(user_id=user, role=accounts.Role.CONTENT_EDITOR, actor=robot, at=at)
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="editor", password="rybitwa-na-falochronie-7")
    return client


def test_an_editor_sees_the_measure_and_may_measure_without_publishing(editor: Client) -> None:
    publish(POLISH)
    measured = knowledge.measure_text(text=POLISH)
    assert measured is not None
    assert f"PL {measured.level}" in editor.get("/office/knowledge/").content.decode()
    long = " ".join(["zezwolenie"] * 23)
    given = {"title": "T", "summary": "S", "who": long, "where": "W", "documents": "d", "fee": "f",
             "term": "t", "after": "a"}
    page = editor.post("/office/knowledge/stay/pl/", {**given, "measure": "1"}).content.decode()
    assert f'<mark lang="pl">{long}</mark>' in page
    assert "23 words" in page
    assert knowledge.get_procedure(slug="stay", language="pl").version == 1
    editor.post("/office/knowledge/stay/pl/", {**given, "confirmed": "1"})
    assert knowledge.get_procedure(slug="stay", language="pl").version == 2


def test_a_ukrainian_text_is_edited_without_a_measure(editor: Client) -> None:
    publish(POLISH)
    page = editor.get("/office/knowledge/stay/uk/").content.decode()
    assert "reading" not in page.partition("<main")[2]
