"""The desk, the printed card and the registers: through screens, as each role sees them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import openpyxl
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from przystan.journeys.advisory.registers import RegisterTable, as_csv, as_xlsx
from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import PROJECT, make_card, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person, new_person

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F3004159ZE184226B<<<<<14")
K = advisory.ServiceKind
Sign = Callable[..., Client]


@pytest.fixture
def sign_in(office: int, settings: Any) -> Sign:
    settings.LANGUAGE_CODE = "en"
    offset = datetime(2023, 3, 1, 11, tzinfo=UTC) - clock.now()
    settings.CLOCK_OFFSET_SECONDS = offset.total_seconds()

    def enter(role: accounts.Role = accounts.Role.ADVISER, branch: str | None = None) -> Client:
        from django.contrib.auth import get_user_model

        user = accounts.add_user(
            username=f"{role}-{branch}", display_name=f"Anna {role}", email="", language="en",
            password=None, actor=SYSTEM, at=AT)
        accounts.grant_role(user_id=user, role=role, branch=branch, actor=SYSTEM, at=AT)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=user),
                           backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["przystan_language"] = "en"
        return client

    return enter


def text(response: Any) -> str:
    return response.content.decode()


def fields(page: str) -> dict[str, str]:
    """The values that the desk's form starts with: hidden ones, chosen options, ticked boxes."""
    found = dict(re.findall(r'<input type="hidden" name="(entry_key)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        assert first is not None
        found[name] = (chosen or first)[1]
    found["visited_on"] = "2023-03-01"
    found["information"] = "on"
    return found


def test_a_card_number_opens_the_desk_and_one_answer_closes_the_visit(sign_in: Sign) -> None:
    client = sign_in()
    person = make_person(languages=("uk",))
    card = make_card(person, number="SZ/00777")
    answer = client.post(reverse("journeys:desk"), {"text": " sz/00777\n"})
    assert answer.headers["Location"] == reverse("journeys:desk_person", args=[person])
    page = text(client.get(answer.headers["Location"]))
    sent = fields(page)
    assert (sent["language"], sent["branch"]) == ("uk", "SZ")
    done = client.post(answer.headers["Location"], sent)
    assert done.headers["Location"] == f"{reverse('journeys:desk')}?done={person}"
    visit = advisory.visits_of(card_ids=[card])[0]
    assert visit.closed_at is not None
    # The answer was lost and the form is sent again: it is the same visit.
    client.post(answer.headers["Location"], sent)
    assert len(advisory.visits_of(card_ids=[card])) == 1
    start = text(client.get(done.headers["Location"]))
    assert "The visit was recorded and closed." in start
    assert "data-przystan-draft-done" in start


def test_a_scanned_passport_finds_its_holder_and_is_recorded_as_seen(sign_in: Sign) -> None:
    client = sign_in()
    number = people.NewIdentifier(people.IdentifierKind.PASSPORT, "L898902C3", "UTO")
    person = people.register_person(actor=SYSTEM, at=AT, person=new_person(
        names=(people.NewName(people.NameKind.PASSPORT, "ERIKSSON", "ANNA MARIA"),),
        birth_date=date(1974, 8, 12), sex=people.Sex.FEMALE, identifiers=(number,)))
    answer = client.post(reverse("journeys:desk"), {"text": MRZ})
    address = answer.headers["Location"]
    assert address == reverse("journeys:desk_person", args=[person])
    assert "L898902C3" not in address
    page = text(client.get(address))
    assert "Seen: passport L898902C3" in page
    client.post(address, {**fields(page), "document_seen": "on", "is_signed": "on",
                          "stay_basis": "temporary_protection"})
    card = advisory.cards_of(person_ids=[person])[0]
    assert [d.number for d in advisory.documents_seen(card_ids=[card.id])] == ["L898902C3"]
    assert advisory.visits_of(card_ids=[card.id])[0].closed_at is not None
    assert "desk_document" not in client.session


def test_words_show_candidates_and_nobody_is_an_invitation_to_register(sign_in: Sign) -> None:
    client = sign_in()
    person = make_person()
    page = text(client.post(reverse("journeys:desk"), {"text": "kovalchuk"}))
    assert reverse("journeys:desk_person", args=[person]) in page
    assert "Register a person" in text(client.post(reverse("journeys:desk"), {"text": "zzzzz"}))
    assert client.post(reverse("journeys:desk"), {"text": ""}).status_code == 200
    assert client.get(reverse("journeys:desk_person", args=[0])).status_code == 404
    assert client.get(reverse("journeys:desk_alive")).status_code == 204


def test_a_first_visit_opens_a_card_with_its_check_and_an_eu_citizen_gets_none(
    sign_in: Sign
) -> None:
    client = sign_in()
    person = make_person(citizenship="DEU")
    address = reverse("journeys:desk_person", args=[person])
    sent = {**fields(text(client.get(address))), "is_signed": "on",
            "stay_basis": "visa_free"}
    refused = text(client.post(address, sent))
    if advisory.list_eligibility_rules():
        assert "does not belong to the Fund" in refused
        assert advisory.cards_of(person_ids=[person]) == ()
    other = make_person()
    address = reverse("journeys:desk_person", args=[other])
    client.post(address, {**sent, "entry_key": str(uuid4()),
                          "stay_basis": "temporary_protection"})
    card = advisory.cards_of(person_ids=[other])[0]
    assert advisory.checks_of(card_id=card.id)[0].result.outcome is advisory.Eligibility.UNCLEAR


def test_the_desk_names_the_interpreter_and_what_is_to_be_done(sign_in: Sign) -> None:
    client = sign_in()
    person = make_person()
    card = make_card(person)
    who = advisory.add_specialist(actor=SYSTEM, at=AT, specialist=advisory.NewSpecialist(
        "Oksana", advisory.Profession.INTERPRETER, pairs=(advisory.LanguagePair("uk"),)))
    address = reverse("journeys:desk_person", args=[person])
    sent = {**fields(text(client.get(address))), "language": "uk",
            "interpreter_mode": "phone", "specialist": who, "interpreting": "on",
            "follow_up": "call back"}
    assert "Say by which day" in text(client.post(address, sent))
    client.post(address, {**sent, "follow_up_on": "2023-03-08"})
    visit = advisory.visits_of(card_ids=[card])[0]
    assert advisory.interpreters_of(visit_ids=[visit.id])[visit.id][0].display_name == "Oksana"
    assert [f.due_on for f in advisory.followups_of(card_ids=[card])] == [date(2023, 3, 8)]
    assert "call back" in text(client.get(address))


def pdf_of(response: Any) -> pikepdf.Pdf:
    assert response.headers["Content-Type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(response.content))


@pytest.mark.parametrize(("spoken", "wanted", "tag"), [
    ("uk", "", "uk"), ("ru", "", "ru"), ("vi", "", "en"), ("pl", "", "pl"), ("uk", "en", "en")])
def test_a_card_is_printed_in_polish_and_the_persons_language(
    sign_in: Sign, spoken: str, wanted: str, tag: str
) -> None:
    client = sign_in()
    person = make_person(languages=(spoken,))
    card = make_card(person, is_signed=False)
    advisory.sign_card(actor=SYSTEM, at=AT, card_id=card, strokes=advisory.read_strokes(
        [[[x, 200, x] for x in range(0, 300, 10)]]))
    advisory.check_card_eligibility(actor=SYSTEM, at=AT, card_id=card)
    paper = pdf_of(client.get(reverse("journeys:card_print", args=[card]), {"in": wanted}))
    assert paper.Root.MarkInfo.Marked
    assert str(paper.Root.Lang) == "pl"
    assert len(paper.pages) == (1 if tag == "pl" else 2)
    languages = {str(e.Lang) for e in paper.objects
                 if isinstance(e, pikepdf.Dictionary) and "/Lang" in e and "/S" in e}
    assert tag == "pl" or tag in languages
    assert audit.list_lines(person_id=person, limit=5)[0].action == "advisory.print_card"


def test_the_printed_code_is_the_cards_number_and_nothing_else(sign_in: Sign) -> None:
    import segno

    from przystan.journeys.advisory import card as card_journey

    made = card_journey._code("SZ/2023/00041")
    assert made == segno.make("SZ/2023/00041", error="m", micro=False).svg_inline(
        scale=4, border=4)


def register(client: Client, name: str, form: str = "", **more: str) -> Any:
    return client.get(reverse("journeys:registers"), {
        "register": name, "project": PROJECT, "as": form, **more})


def three_persons() -> list[int]:
    ids = [make_person() for _ in range(3)]
    cards = [make_card(p) for p in ids]
    make_visit(cards[0], K.INFORMATION, K.LEGAL)
    make_visit(cards[1], K.PSYCHOLOGICAL)
    make_visit(cards[2])
    make_visit(cards[2])
    people.merge_persons(
        actor=SYSTEM, at=AT, duplicate_id=ids[1], survivor_id=ids[0], reason="one person")
    return ids


def test_an_auditor_sees_no_name_in_any_register_and_any_form(sign_in: Sign) -> None:
    ids = three_persons()
    words = {w for n in people.names_of(ids).values() for w in n.split()}
    auditor, manager = sign_in(accounts.Role.AUDITOR), sign_in(accounts.Role.MANAGER)
    for name in ("cards", "services", "signatures"):
        for form in ("", "csv"):
            seen = text(register(auditor, name, form))
            assert not [w for w in words if w in seen], (name, form)
            assert any(w in text(register(manager, name, form)) for w in words)
        book = openpyxl.load_workbook(io.BytesIO(register(auditor, name, "xlsx").content))
        cells = {str(c.value) for row in book.active.iter_rows() for c in row}
        assert not [w for w in words if any(w in c for c in cells)]
        assert pdf_of(register(auditor, name, "pdf")).Root.MarkInfo.Marked
    line = audit.list_lines(limit=1)[0]
    assert (line.action, line.details["names"], line.details["rows"]) == (
        "advisory.open_register", False, 3)


def test_the_register_of_services_is_a_line_a_person_and_sums_to_the_services(
    sign_in: Sign
) -> None:
    three_persons()
    rows = list(csv.reader(io.StringIO(
        register(sign_in(accounts.Role.AUDITOR), "services", "csv").content.decode("utf-8-sig"))))
    assert len(rows) == 1 + 2
    assert [sum(int(r[n]) for r in rows[1:]) for n in range(4, 8)] == [3, 1, 1, 0]
    assert rows[1][1].count(", ") == 1


def test_registers_keep_to_their_days_and_their_readers(sign_in: Sign) -> None:
    three_persons()
    auditor = sign_in(accounts.Role.AUDITOR)
    page = text(register(auditor, "cards", since="2023-03-02"))
    assert "No row in these days" in page
    assert sign_in().get(reverse("journeys:registers")).status_code == 403
    assert auditor.get(reverse("advisory:survey_results")).status_code == 200
    assert auditor.get(reverse("advisory:list")).status_code == 403


def test_a_name_is_never_a_formula() -> None:
    table = RegisterTable("t", ("a", "b"), (("=1+1", date(2023, 3, 1)), ("-x", None)))
    assert as_csv(table).decode("utf-8-sig").splitlines() == ["a,b", "'=1+1,2023-03-01", "'-x,"]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table))).active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=1+1")
    assert sheet["B2"].value.date() == date(2023, 3, 1)


def test_a_card_page_shows_that_a_sealed_note_exists_to_some_and_opens_it_to_few(
    sign_in: Sign
) -> None:
    client = sign_in(accounts.Role.PSYCHOLOGIST)
    card = make_card(make_person())
    service = advisory.get_visit(visit_id=make_visit(card, K.PSYCHOLOGICAL)).services[0].id
    words = {"pass_phrase": "latarnia świeci nocą", "again": "latarnia świeci nocą"}
    differ = text(client.post(reverse("advisory:keys"), {**words, "again": "inna latarnia 12"}))
    assert "The two pass phrases differ" in differ
    assert "in force" in text(client.post(reverse("advisory:keys"), words, follow=True))
    address = reverse("advisory:sealed_notes", args=[service])
    assert "The note was sealed." in text(
        client.post(address, {"text": "szept o burzy"}, follow=True))
    opening = re.search(r"/office/advisory/sealed/\d+/", text(client.get(address)))
    assert opening is not None
    assert "does not open your key" in text(
        client.post(opening[0], {"pass_phrase": "zgaduję raz i dwa"}))
    opened = client.post(opening[0], {"pass_phrase": "latarnia świeci nocą"})
    assert "szept o burzy" in text(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    for role in (accounts.Role.ADVISER, accounts.Role.MANAGER):
        other = sign_in(role)
        assert "Sealed notes: 1" in text(other.get(reverse("advisory:card", args=[card])))
        for address in (opening[0], reverse("advisory:sealed_notes", args=[service]),
                        reverse("advisory:keys")):
            assert other.get(address).status_code == 403


def test_legal_notes_are_for_the_branchs_lawyers_and_a_conflict_asks_for_a_reason(
    sign_in: Sign
) -> None:
    lawyer = sign_in(accounts.Role.LEGAL_ADVISER, "SZ")
    one, other = make_person(), make_person()
    services = [advisory.get_visit(visit_id=make_visit(make_card(p), K.LEGAL)).services[0].id
                for p in (one, other)]
    addresses = [reverse("advisory:legal_notes", args=[s]) for s in services]
    assert "The note was saved." in text(
        lawyer.post(addresses[0], {"advice": "a"}, follow=True))
    name = people.names_of([one])[one]
    asked = text(lawyer.post(addresses[1], {"advice": "b", "opposing": name}))
    assert "the office advised the other party" in asked
    saved = text(lawyer.post(addresses[1], {
        "advice": "b", "opposing": name, "conflict_reason": "both agreed"}, follow=True))
    assert "both agreed" in saved
    assert sign_in(accounts.Role.LEGAL_ADVISER, "KO").get(addresses[0]).status_code == 403
    assert sign_in().get(addresses[0]).status_code == 403


def test_the_pad_is_read_in_the_participants_language(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person(), is_signed=False)
    address = reverse("advisory:pad", args=[card])
    assert 'lang="en"' in text(client.get(address))
    assert 'lang="uk"' in text(client.get(address, {"in": "uk"}))
    assert "nothing was drawn" in text(client.post(address, {"strokes": "[]"}))
    assert "not a signature" in text(client.post(address, {"strokes": '[[["a",1,2]]]'}))
    strokes = str([[[x, 200, x] for x in range(0, 300, 10)]])
    client.post(address, {"strokes": strokes})
    assert advisory.signatures_of(card_id=card)[0].way is advisory.SignatureWay.PAD
    visit = make_visit(card)
    client.post(f"{address}?visit={visit}", {"on_paper": "on"})
    assert advisory.signatures_of(card_id=card)[1].visit_id == visit
    assert client.get(address, {"visit": "0"}).status_code == 404
    assert client.get(address, {"visit": "x"}).status_code == 404


def test_the_survey_is_public_once_and_in_the_language_of_its_invitation(sign_in: Sign) -> None:
    card = make_card(make_person())
    slip = text(sign_in().post(reverse("advisory:invite", args=[card]), {"language": "uk"}))
    address = re.search(r"/opinion/\w+/", slip)
    assert address is not None
    anybody = Client()
    assert 'lang="uk"' in text(anybody.get(address[0]))
    assert anybody.post(address[0], {"helpful": "yes"}).status_code == 200
    anybody.post(address[0], {"helpful": "yes", "clear": "partly"})
    assert anybody.get(address[0]).status_code == 410
    assert anybody.get("/opinion/BCDFGHJKLM/").status_code == 404
    assert "too few to show" in text(
        sign_in(accounts.Role.MANAGER).get(reverse("advisory:survey_results")))


def test_a_complaint_needs_no_sign_in_and_a_confidential_one_is_for_its_officer(
    sign_in: Sign
) -> None:
    sent = {"branch": "SZ", "category": "behaviour", "text": "rude", "is_confidential": "on"}
    assert "S/1/2023" in text(Client().post(
        reverse("voices:complain"), sent, follow=True))
    manager = sign_in(accounts.Role.MANAGER)
    listed = text(manager.get(reverse("advisory:complaints")))
    address = re.search(r"/office/advisory/complaints/\d+/", listed)
    assert address is not None
    assert "rude" in text(manager.get(address[0]))
    assert "sorry" in text(manager.post(
        address[0], {"state": "answered", "answer": "sorry"}, follow=True))
    adviser = sign_in()
    assert "S/1/2023" not in text(adviser.get(reverse("advisory:complaints")))
    assert adviser.get(address[0]).status_code == 404


def test_hours_are_booked_from_who_is_free(sign_in: Sign) -> None:
    manager, client = sign_in(accounts.Role.MANAGER), sign_in()
    who = advisory.add_specialist(actor=SYSTEM, at=AT, specialist=advisory.NewSpecialist(
        "Oksana", advisory.Profession.INTERPRETER, pairs=(advisory.LanguagePair("uk"),)))
    hours = {"specialist": who, "mode": "on_site", "branch": "SZ", "day": "2023-03-02",
             "begins": "08:00", "ends": "14:00"}
    manager.post(reverse("advisory:add_duty"), hours)
    assert "on the rota at this time" in text(manager.post(reverse("advisory:add_duty"), hours))
    asked = {"profession": "interpreter", "branch": "SZ", "language": "uk",
             "day": "2023-03-02", "hour": "09:00", "minutes": "60"}
    page = text(client.get(reverse("advisory:free"), asked))
    book = re.search(r'href="(/office/advisory/calendar/book/[^"]+)"', page)
    assert book is not None
    address = book[1].replace("&amp;", "&")
    assert "The hour was booked." in text(client.post(address, {"purpose": ""}, follow=True))
    assert "booked at this time" in text(client.post(address, {"purpose": ""}))
    assert "Nobody is free then" in text(client.get(reverse("advisory:free"), asked))
    calendar = text(client.get(reverse("advisory:calendar"), {"day": "2023-03-01"}))
    assert "Oksana" in calendar
    cancel = re.search(r"/office/advisory/calendar/bookings/\d+/cancel/", calendar)
    assert cancel is not None
    assert "free again" in text(client.post(cancel[0], {"reason": "ill"}, follow=True))
    remove = re.search(r"/office/advisory/calendar/duty/\d+/remove/",
                       text(manager.get(reverse("advisory:calendar"), {"day": "2023-03-01"})))
    assert remove is not None
    assert "taken off" in text(manager.post(remove[0], follow=True))


def test_follow_ups_and_referrals_through_their_screens(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person())
    add = reverse("advisory:add_followup", args=[card])
    assert "due today or later" in text(
        client.post(add, {"task": "call", "due_on": "2023-02-01"}))
    client.post(add, {"task": "call", "due_on": "2023-03-01"})
    one = advisory.followups_of(card_ids=[card])[0].id
    assert "call" in text(client.get(reverse("advisory:followups"), {"branch": "SZ"}))
    assert "Nothing is to be done" in text(
        client.get(reverse("advisory:followups"), {"state": "late"}))
    client.post(reverse("advisory:followup", args=[one]), {"outcome": "reached"})
    assert "call" in text(client.get(reverse("advisory:followups"), {"state": "done"}))
    client.post(reverse("advisory:reopen_followup", args=[one]))
    assert advisory.get_followup(followup_id=one).done_at is None
    refer = reverse("advisory:add_referral", args=[card])
    sent = {"organisation": "Fundacja", "purpose": "course"}
    assert "needs the consent" in text(client.post(refer, sent))
    client.post(refer, {**sent, "has_consent": "on"})
    made = advisory.referrals_of(card_ids=[card])[0].id
    step = reverse("advisory:referral", args=[made])
    assert "needs a reason" in text(client.post(step, {"state": "refused"}))
    client.post(step, {"state": "accepted"})
    assert "accepted" in text(client.get(reverse("advisory:referrals")))


def test_rules_of_the_target_group_are_shown_and_a_manager_adds_versions(sign_in: Sign) -> None:
    client = sign_in(accounts.Role.MANAGER)
    sent = {"code": "test-rule", "group_number": "9", "stay_basis": "visa_free",
            "support": "all", "article": "art. 9", "source": "the manual",
            "valid_from": "2023-01-01"}
    page = text(client.post(reverse("advisory:add_rule"), sent, follow=True))
    assert "test-rule/1" in page
    assert "not confirmed" in page
    assert "begins after" in text(client.post(reverse("advisory:add_rule"), sent))
    assert sign_in().get(reverse("advisory:add_rule")).status_code == 403


def test_documents_and_the_check_on_the_cards_page(sign_in: Sign) -> None:
    client = sign_in()
    card = make_card(make_person())
    add = reverse("advisory:add_document", args=[card])
    sent = {"kind": "passport", "number": "XX1", "issuing_state": "UKR",
            "seen_on": "2023-03-01"}
    client.post(add, sent)
    assert "on the card for this day" in text(client.post(add, sent))
    page = text(client.post(reverse("advisory:check", args=[card]), {}, follow=True))
    assert "Checked:" in page
    assert "a valid document was seen: passport" in page
