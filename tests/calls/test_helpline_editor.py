"""The helpline changed on screen: written down again as it was, spoken from one source, heard."""

from __future__ import annotations

import io
import math
import shutil
import struct
import wave
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.adapters.asterisk.engine.prompts import lay_recordings, sound_of
from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.rules.helpline_text import say_hours
from przystan.rooms.knowledge import public as knowledge
from tests.calls.test_screens import client_of

HELPLINE = "/office/calls/helpline/"
ROBOT = accounts.system_actor("test")
needs_voice = pytest.mark.skipif(
    not (shutil.which("espeak-ng") and shutil.which("sox")), reason="espeak-ng or sox missing")

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)


@given(words, st.dictionaries(st.sampled_from(["pl", "uk"]), words),
       st.sets(st.integers(1, 7)), st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1))))
def test_what_is_written_reads_back_as_the_same_tree(
    name: str, texts: dict[str, str], days: set[int], off: set[date]
) -> None:
    tree = calls.parse_helpline(shipped_text())
    node = calls.Node(name, calls.NodeKind.MENU, prompt=name, keys={"*": name, "1": "main"})
    tree = calls.put_place(tree, node, texts)
    tree = calls.put_hours(tree, calls.Hours(frozenset(days), time(7, 30), time(18),
                                             frozenset(off)))
    assert calls.parse_helpline(calls.write_helpline(tree)) == tree


def test_hours_are_said_in_every_language() -> None:
    week = calls.Hours(days=frozenset({1, 2, 3, 5, 7}), opens=time(8), closes=time(15, 30))
    assert say_hours(week, "pl") == "od poniedziałku do środy w piątek w niedzielę od 8:00 do 15:30"
    assert say_hours(week, "uk").startswith("з понеділка по середу у п'ятницю")
    assert say_hours(week, "en").endswith("from 8:00 to 15:30")


def publish(slug: str, *, fee: str, languages: tuple[str, ...] = ("pl", "uk", "ru", "en")) -> None:
    knowledge.publish_procedure(actor=ROBOT, at=clock.now(), procedure=knowledge.NewProcedure(
        slug=slug, legal_basis="art. 114", owner="SOC", review_by=date(2030, 1, 1),
        texts=tuple(knowledge.ProcedureText(
            language=code, title="t", summary="s", who="w", where="w",
            documents=(f"paper {code} one", f"paper {code} two"), fee=f"{fee} {code}.", term="t",
            after="a") for code in languages)))


@pytest.mark.django_db
def test_portal_and_phone_say_the_same_and_a_missing_text_is_a_fault() -> None:
    publish("temporary-residence-and-work", fee="440", languages=("pl", "en"))
    tree = calls.spoken_tree(text=shipped_text())
    assert "paper pl one; paper pl two" in tree.prompts["papers-work"]["pl"]
    assert "440 en. " in tree.prompts["papers-work"]["en"]
    assert "формуля" not in tree.prompts["papers-work"]["ru"]
    assert "440 злотых" in tree.prompts["papers-work"]["ru"], "the substitute, never the Polish"
    assert "Monday to Friday" in tree.prompts["opening-hours"]["en"]
    assert calls.check_tree(tree) == ()
    wrong = shipped_text().replace("{hours}", "{fee:nothing}")
    faults = calls.check_tree(calls.spoken_tree(text=wrong))
    assert {(f.where, f.problem) for f in faults} == {
        ("prompt opening-hours", f"{{fee:nothing}} cannot be told in {code}")
        for code in ("pl", "uk", "ru", "en")}
    running = calls.spoken_tree(text=wrong, is_running=True)
    assert "{" not in running.prompts["opening-hours"]["pl"]


@pytest.fixture
def supervisor(db: None) -> Client:
    del db
    return client_of(accounts.Role.CALL_SUPERVISOR)


def newest() -> calls.Tree:
    text = calls.helpline_text(version_id=calls.list_helpline_versions()[0].id)
    return calls.parse_helpline(text)


def page_of(client: Client, path: str, data: dict[str, str] | None = None) -> str:
    answer = client.get(HELPLINE + path) if data is None else client.post(
        HELPLINE + path, data, follow=True)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_a_place_is_added_wired_and_removed_on_screen(supervisor: Client) -> None:
    texts = {f"text_{code}": f"Fees {code}" for code in ("pl", "uk", "ru", "en")}
    page = page_of(supervisor, "place/", {
        "id": "fees", "kind": "say", "next": "main", **texts})
    assert "no caller can get here" in page, "named until a key leads there"
    main = calls.parse_helpline(shipped_text()).nodes["main"]
    keys = {{"*": "key_star"}.get(k, f"key_{k}"): to for k, to in main.keys.items()}
    version = calls.list_helpline_versions()[0].id
    page = page_of(supervisor, f"place/?version={version}&place=main")
    assert 'name="key_9"' in page
    page = page_of(supervisor, "place/", {
        "version": str(version), "place": "main", "kind": "menu", **keys, "key_5": "fees",
        **{f"text_{code}": "Press five." for code in ("pl", "uk", "ru", "en")}})
    assert "Put into service" in page
    tree = newest()
    assert tree.nodes["main"] == replace(main, keys={**main.keys, "5": "fees"})
    assert calls.try_helpline(tree=tree, keys="4,5")[-2].heard == "Fees en"
    version = calls.list_helpline_versions()[0].id
    page = page_of(supervisor, "place/remove/", {"version": str(version), "place": "fees"})
    assert "there is no place fees" in page
    assert "fees" not in newest().prompts


def test_hours_are_changed_on_screen_and_mistakes_are_said_beside_the_field(
    supervisor: Client,
) -> None:
    page = page_of(supervisor, "hours/", {
        "days": ["1", "3"], "opens": "09:00", "closes": "08:00", "closed_on": "tomorrow"})
    assert "Closing comes after opening." in page
    assert "tomorrow is no day" in page
    page_of(supervisor, "hours/", {
        "days": ["1", "3"], "opens": "09:00", "closes": "12:30", "closed_on": "2026-12-24"})
    assert newest().hours == calls.Hours(
        frozenset({1, 3}), time(9), time(12, 30), frozenset({date(2026, 12, 24)}))


def test_strange_places_and_names(supervisor: Client) -> None:
    for path in ("place/?place=nowhere", "text/?prompt=nothing", "sound/main/xx/",
                 "place/?version=99"):
        assert supervisor.get(HELPLINE + path).status_code == 404, path
    assert "a letter first" in page_of(supervisor, "place/", {"id": "9 x", "kind": "say"})
    assert "already" in page_of(supervisor, "place/", {"id": "main", "kind": "say"})
    assert calls.list_helpline_versions() == ()


def test_keys_are_typed_on_the_keypad(supervisor: Client) -> None:
    page = page_of(supervisor, "try/", {"keys": "4", "press": "3"})
    assert 'value="43"' in page
    assert "Our staff take calls" in page
    assert page.count("<audio") >= 3
    assert 'value="43"' not in page_of(supervisor, "try/", {"keys": "43", "again": "1"})


def tone(seconds: float = 1.0, rate: int = 44100) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(
            struct.pack("<hh", *[int(9000 * math.sin(n * 2 * math.pi * 440 / rate))] * 2)
            for n in range(int(seconds * rate))))
    return out.getvalue()


def seconds_of(content: bytes) -> tuple[float, int]:
    with wave.open(io.BytesIO(content)) as file:
        return file.getnframes() / file.getframerate(), file.getframerate()


@needs_voice
def test_a_recording_speaks_instead_until_the_words_change(
    supervisor: Client, tmp_path: Path
) -> None:
    sound = f"{HELPLINE}sound/please-wait/pl/"
    made = supervisor.get(sound)
    assert (made.status_code, made["Content-Type"]) == (200, "audio/wav")
    length, rate = seconds_of(made.content)
    assert length > 1
    assert rate == 8000
    asked = {"prompt": "please-wait", "language": "pl"}
    bad = supervisor.post(f"{HELPLINE}record/", {
        **asked, "recording": SimpleUploadedFile("x.wav", b"no sound")})
    assert "no WAV file" in bad.content.decode()
    given = supervisor.post(f"{HELPLINE}record/", {
        **asked, "recording": SimpleUploadedFile("x.wav", tone())}, follow=True)
    assert "A human voice." in given.content.decode()
    recorded = supervisor.get(sound).content
    assert seconds_of(recorded) == (pytest.approx(1.0, abs=0.01), 8000)

    text = calls.parse_helpline(shipped_text()).prompts["please-wait"]["pl"]
    places = EnginePlaces(home=tmp_path)
    lay(places)
    assert sound_of(places, "pl", text, name="please-wait").read_bytes() == recorded
    other = sound_of(places, "pl", "Inne słowa.", name="please-wait")
    assert other.read_bytes() != recorded, "other words: the made voice"
    supervisor.post(f"{HELPLINE}record/", {**asked, "drop": "1"})
    lay(places)
    assert sound_of(places, "pl", text, name="please-wait").read_bytes() != recorded
    assert seconds_of(supervisor.get(sound).content)[0] > 1.1


def lay(places: EnginePlaces) -> None:
    lay_recordings(places, calls.list_recordings(), lambda key: calls.read_recording(sha256=key))


@pytest.mark.django_db
def test_an_operator_may_change_nothing_of_it() -> None:
    client = client_of(accounts.Role.OPERATOR)
    for path in ("place/", "hours/", "text/?prompt=main", "sound/main/pl/"):
        assert client.get(HELPLINE + path).status_code == 403
    for path in ("place/remove/", "record/"):
        assert client.post(HELPLINE + path).status_code == 403
