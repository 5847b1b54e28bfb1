"""The hall's screens: kiosk, counter, phone, booking, the branch's page, the customer's pad."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.outbox.models import Message
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import new_person
from przystan.rooms.reception import models
from przystan.rooms.reception import public as reception

pytestmark = pytest.mark.django_db
ROBOT = accounts.system_actor("test")


@pytest.fixture
def hall() -> None:
    at, today = clock.now(), clock.local_date(clock.now())
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")],
                    units=[sites.Unit("SOC-II", "Oddział", "SZ")])
    reception.add_services(actor=ROBOT, at=at, services=[
        reception.NewService("card", "B", "Odbiór karty", "Collecting a card", "Картка", "Карта"),
        reception.NewService("info", "D", "Informacja", "Information", "Інформація",
                             "Информация")])
    reception.set_hours(branch="SZ", actor=ROBOT, at=at, hours=[
        reception.Hours(n, time(0), time(23, 59, 59), today) for n in range(7)])
    reception.set_counters(branch="SZ", valid_from=today, actor=ROBOT, at=at, counters=[
        reception.NewCounter("1", ("card", "info")), reception.NewCounter("2", ("card",))])


def client(role: accounts.Role | None = None, language: str = "en") -> Client:
    made = Client(headers={"accept-language": language})
    if role:
        user = accounts.add_user(
            username=role.value, display_name=f"Jan {role.value}", email="", language="en",
            password="rybitwa-na-falochronie-7", actor=ROBOT, at=clock.now())
        accounts.grant_role(user_id=user, role=role, branch="SZ", actor=ROBOT, at=clock.now())
        assert made.login(username=role.value, password="rybitwa-na-falochronie-7")
    return made


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def press_of(page: str) -> str:
    return re.search(r'name="press" value="([0-9a-f]{32})"', page)[1]  # type: ignore[index]


def take(kiosk: Client, service: str = "card") -> reception.Ticket:
    press = press_of(text(kiosk.get("/kiosk/SZ/")))
    answer = kiosk.post("/kiosk/SZ/", {"press": press, "service": service})
    assert answer.status_code == 302
    return reception.ticket_of_token(token=answer["location"].rstrip("/").rpartition("/")[2])


def test_the_kiosk_gives_a_ticket_in_the_readers_language_once_a_press(hall: None) -> None:
    kiosk = client(language="uk")
    page = text(kiosk.get("/kiosk/SZ/"))
    assert "Картка" in page
    answers = [kiosk.post("/kiosk/SZ/", {"press": press_of(page), "service": "card"})
               for _n in range(2)]
    assert answers[0]["location"] == answers[1]["location"]
    assert models.Ticket.objects.count() == 1
    shown = text(kiosk.get(answers[0]["location"]))
    assert "B001" in shown
    assert "<svg" in shown
    ticket = models.Ticket.objects.get()
    assert (ticket.language, ticket.channel) == ("uk", "kiosk")
    refused = kiosk.post("/kiosk/SZ/", {"press": "x", "service": "none"})
    assert refused.status_code == 422
    assert kiosk.post("/kiosk/SZ/", {"press": "y", "code": "12"}).status_code == 422
    assert kiosk.post("/kiosk/SZ/", {"press": "y", "code": "123 456"}).status_code == 422
    assert kiosk.get("/kiosk/XX/").status_code == 404


def test_a_closed_office_says_when_it_opens(hall: None) -> None:
    at = clock.now()
    today = clock.local_date(at)
    reception.set_hours(branch="SZ", actor=ROBOT, at=at, hours=[
        reception.Hours(n, None if n == today.weekday() else time(8),
                        None if n == today.weekday() else time(15), today) for n in range(7)])
    page = text(client().get("/kiosk/SZ/"))
    assert "It opens on" in page
    assert 'name="service"' not in page


def test_a_kiosk_without_hours_sends_to_the_staff() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    page = text(client().get("/kiosk/SZ/"))
    assert "The opening hours are not known here" in page
    assert 'name="service"' not in page


def test_the_kiosk_is_left_in_polish_for_the_next_person(hall: None) -> None:
    kiosk = client(language="uk")
    assert "data-przystan-returns" in text(kiosk.get("/kiosk/SZ/"))
    ticket = take(kiosk)
    page = text(kiosk.get(f"/kiosk/SZ/ticket/{ticket.token}/"))
    form = page.partition('action="/language/" data-przystan-returns')[2].partition("</form>")[0]
    given = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))
    assert given == {"language": "pl", "next": "/kiosk/SZ/"}
    assert kiosk.post("/language/", given)["location"] == "/kiosk/SZ/"
    page = text(kiosk.get("/kiosk/SZ/"))
    assert '<html lang="pl"' in page
    assert "data-przystan-returns" not in page


def test_the_phone_follows_the_ticket_and_nobody_is_named(hall: None) -> None:
    kiosk, counter = client(), client(accounts.Role.RECEPTIONIST)
    first, second = take(kiosk), take(kiosk)
    assert "1 person is before you" in text(kiosk.get(f"/ticket/{second.token}/"))
    assert "You are next" in text(kiosk.get(f"/ticket/{first.token}/"))
    counter.post("/office/reception/counter/sit/", {"branch": "SZ", "counter": "2"})
    counter.post("/office/reception/counter/act/", {"do": "next"})
    page = text(kiosk.get(f"/ticket/{first.token}/"))
    assert "go to counter 2" in page
    display = text(kiosk.get("/display/SZ/"))
    assert 'data-words="Number B 0 0 1, counter 2"' in display
    assert "Jan" not in page + display
    assert kiosk.get("/ticket/unknown/").status_code == 404
    models.Ticket.objects.filter(pk=first.id).update(day=first.day - timedelta(days=1))
    assert "another day" in text(kiosk.get(f"/ticket/{first.token}/"))
    assert kiosk.get(f"/kiosk/SZ/ticket/{first.token}/").status_code == 302


def test_a_counter_calls_serves_redirects_holds_and_leaves(hall: None) -> None:
    kiosk, counter = client(), client(accounts.Role.RECEPTIONIST)
    one, two = take(kiosk), take(kiosk)
    assert "At which counter" in text(counter.get("/office/reception/counter/"))

    def act(do: str, ticket: int | str = "", **more: str) -> str:
        answer = counter.post("/office/reception/counter/act/",
                              {"do": do, "ticket": ticket, **more}, follow=True)
        assert answer.status_code == 200
        return text(answer)

    counter.post("/office/reception/counter/sit/", {"branch": "SZ", "counter": "1"})
    assert "B001" in act("next")
    assert "Say first what became" in act("next")
    act("serve", one.id)
    assert "Say why" in act("hold", one.id)
    assert "Call B001" in act("hold", one.id, reason="fetches a photograph")
    assert "say why" in act("redirect", one.id, reason="x")
    act("call", one.id)
    act("redirect", one.id, to_counter="2", reason="their case")
    assert reception.get_ticket(ticket_id=one.id).to_counter == "2"
    assert "B002" in act("next")
    act("no_show", two.id)
    assert "Nobody is waiting for this counter" in act("next")
    assert counter.post("/office/reception/counter/act/", {"do": "x", "ticket": 1}
                        ).status_code == 404
    counter.post("/office/reception/counter/leave/")
    assert "At which counter" in text(counter.get("/office/reception/counter/"))
    page = text(counter.get(f"/office/reception/{one.id}/"))
    assert "their case" in page
    counter.post(f"/office/reception/{one.id}/priority/", {"priority": "child", "reason": ""})
    counter.post(f"/office/reception/{one.id}/priority/", {"priority": "child", "reason": "baby"})
    assert reception.get_ticket(ticket_id=one.id).priority is reception.Priority.CHILD


def test_a_ticket_is_linked_to_a_person_and_a_case(hall: None) -> None:
    desk, at = client(accounts.Role.RECEPTIONIST), clock.now()
    ticket = take(client())
    person = people.register_person(person=new_person(), actor=ROBOT, at=at)
    cases.set_case_types(actor=ROBOT, at=at, types=[cases.CaseType(
        "temporary", "Pobyt czasowy", "Temporary", "6151", "art. 98", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="temporary", received_on=date(2023, 1, 2),
        channel=cases.Channel.POST, branch="SZ", person_id=person, actor=ROBOT, at=at)
    sign = cases.case_refs(ids=[case_id])[case_id].sign
    page = f"/office/hall/ticket/{ticket.id}/link/"
    assert "No case has this sign" in text(desk.post(page, {"case_sign": "X.1.1.2000"}))
    assert desk.post(page, {"case_sign": sign}).status_code == 302
    found = reception.get_ticket(ticket_id=ticket.id)
    assert (found.person_id, found.case_id) == (person, case_id)
    assert sign in text(desk.get(page))
    assert [e.reference for e in reception.timeline_of(person_id=person)] == [ticket.number]
    held = reception.export_person(actor=ROBOT, at=at, person_ids=[person])
    assert [t["number"] for t in held["tickets"]] == [ticket.number]
    assert reception.erase_person(actor=ROBOT, at=at, person_ids=[person])
    assert reception.get_ticket(ticket_id=ticket.id).person_id is None


def lay(at: object) -> None:
    today = clock.local_date(clock.now())
    reception.set_hours(branch="SZ", actor=ROBOT, at=clock.now(), hours=[
        reception.Hours(n, time(8), time(12), today) for n in range(7)])
    reception.set_booking_rule(branch="SZ", actor=ROBOT, at=clock.now(), rule=(
        reception.BookingRule("card", today, 20, 0, 1, 12, 5)))
    reception.lay_slots(branch="SZ", actor=ROBOT, at=clock.now())
    models.Slot.objects.update(released_at=at)


FORM = {"full_name": "Żaneta Próbna", "birth_date_day": "2", "birth_date_month": "3",
        "birth_date_year": "1990", "recipient": "zaneta@przystan.example"}


def test_a_visit_is_booked_moved_and_cancelled_without_an_account(hall: None) -> None:
    lay(clock.now())
    person = client()
    assert "Collecting a card" in text(person.get("/book/"))
    times = re.findall(r'href="(/book/SZ/card/[\d-]+/)"', text(person.get("/book/SZ/card/")))
    assert len(times) == 12 * 5
    assert person.post(times[0], {**FORM, "recipient": "nonsense"}).status_code == 422
    assert person.post(times[0], {**FORM, "case_sign": "X.1.1.2000"}).status_code == 422
    assert person.get("/book/SZ/card/nonsense/").status_code == 404
    made = person.post(times[0], FORM)
    assert made.status_code == 302
    page = text(person.get(made["location"]))
    assert re.search(r'p-code-big">\d{6}<', page)
    assert "Próbna" not in page
    assert "I will come" in page
    # Whoever finds the link later does not read the code there.
    assert "p-code-big" not in text(client().get(made["location"]))
    late = client().post(times[0], {**FORM, "full_name": "Inna Próbna"})
    assert late.status_code == 409
    assert f'formaction="{times[1]}"' in text(late)
    assert 'name="full_name" value="Inna Próbna"' in text(late)
    assert "There is a booking already" in text(client().post(times[1], FORM))
    person.post(made["location"], {"do": "confirm"})
    assert "You have confirmed" in text(person.get(made["location"]))
    stamp = times[3].rstrip("/").rpartition("/")[2]
    moved = person.post(f"{made['location']}move/", {"stamp": stamp})
    assert "The newer message" in text(person.get(made["location"]))
    asked = person.post(moved["location"], {"do": "cancel"})
    assert "Cancel this visit?" in text(asked)
    person.post(moved["location"], {"do": "cancel", "confirmed": "1"})
    assert "was cancelled" in text(person.get(moved["location"]))
    again = person.post(moved["location"], {"do": "cancel", "confirmed": "1"}, follow=True)
    assert "nothing was changed" in text(again)


def test_who_finds_no_time_waits_and_takes_the_one_that_is_given_back(hall: None) -> None:
    lay(clock.now())
    first, second = client(), client()
    times = re.findall(r'href="(/book/SZ/card/[\d-]+/)"', text(first.get("/book/SZ/card/")))
    made = first.post(times[0], FORM)
    assert 'href="/book/SZ/card/wait/"' in text(second.get("/book/SZ/card/"))
    other = {**FORM, "full_name": "Osoba Czekająca", "recipient": "czeka@przystan.example"}
    assert second.post("/book/SZ/card/wait/", {**other, "recipient": "x"}).status_code == 422
    assert second.get("/book/XX/card/wait/").status_code == 404
    place = second.post("/book/SZ/card/wait/", other)
    assert place.status_code == 302
    assert "No time is free for you at the moment" in text(second.get(place["location"]))
    again = second.post("/book/SZ/card/wait/", {**other, "birth_date_day": "2"})
    assert again.status_code in (302, 422)
    first.post(made["location"], {"do": "cancel", "confirmed": "1"})
    page = text(second.get(place["location"]))
    stamp = re.search(r'name="stamp" value="([\d-]+)"', page)
    assert stamp
    assert stamp[1] in times[0]
    taken = second.post(place["location"], {"stamp": stamp[1]})
    assert re.search(r'p-code-big">\d{6}<', text(second.get(taken["location"])))
    assert "This place on the list is over" in text(second.get(place["location"]))
    assert client().get("/wait/unknown/").status_code == 404
    assert second.post(place["location"], {"stamp": stamp[1]}).status_code == 302


def test_a_broker_is_told_to_wait(hall: None) -> None:
    lay(clock.now())
    person = client()
    times = re.findall(r'href="(/book/SZ/card/[\d-]+/)"', text(person.get("/book/SZ/card/")))
    answers = [person.post(times[n], {**FORM, "full_name": f"Osoba Próbna{'abcdef'[n]}"})
               for n in range(5)]
    assert [a.status_code for a in answers] == [302] * 4 + [429]
    report = text(client(accounts.Role.MANAGER).get("/office/reception/fairness/"))
    assert "By week of release" in report


def test_a_case_of_somebody_else_cannot_be_booked_for(hall: None) -> None:
    at = clock.now()
    person_id = people.register_person(person=new_person(), actor=ROBOT, at=at)
    person = people.get_person(actor=ROBOT, at=at, person_id=person_id)
    cases.set_case_types(actor=ROBOT, at=at, types=[cases.CaseType(
        "temporary", "Pobyt czasowy", "Temporary", "6151", "art. 98", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="temporary", received_on=date(2023, 1, 2),
        channel=cases.Channel.POST, branch="SZ", person_id=person_id, actor=ROBOT, at=at)
    code = cases.issue_status_code(case_id=case_id, actor=ROBOT, at=at)
    sign = cases.case_refs(ids=[case_id])[case_id].sign
    given = {"sign": sign, "number": code.number, "pin": code.pin, "address": "198.51.100.7",
             "actor": ROBOT, "at": at}
    assert person.birth_date is not None
    assert reception.case_of_holder(
        full_name=person.full_name.upper(), birth_date=person.birth_date, **given) == case_id
    for name, born in ((person.full_name, person.birth_date + timedelta(days=1)),
                       ("Somebody Else", person.birth_date)):
        with pytest.raises(reception.CaseNotYours):
            reception.case_of_holder(full_name=name, birth_date=born, **given)
    mine = {"full_name": person.full_name, "birth_date": person.birth_date}
    for wrong in ({"pin": f"{(int(code.pin) + 1) % 10 ** 6:06}"}, {"number": "1234567890"},
                  {"sign": sign.replace(".1.", ".2.", 1)}):
        with pytest.raises(reception.CaseNotYours):
            reception.case_of_holder(**mine, **{**given, **wrong})
    tries = models.BookingAttempt.objects.filter(outcome="case").count()
    assert tries == 5


def test_who_guesses_the_pin_of_a_case_is_stopped_by_code_and_by_network(hall: None) -> None:
    at = clock.now()
    cases.set_case_types(actor=ROBOT, at=at, types=[cases.CaseType(
        "temporary", "Pobyt czasowy", "Temporary", "6151", "art. 98", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="temporary", received_on=date(2023, 1, 2),
        channel=cases.Channel.POST, branch="SZ", person_id=None, actor=ROBOT, at=at)
    code = cases.issue_status_code(case_id=case_id, actor=ROBOT, at=at)
    given = {"sign": cases.case_refs(ids=[case_id])[case_id].sign, "number": code.number,
             "full_name": "Osoba Próbna", "birth_date": date(1990, 1, 1), "actor": ROBOT, "at": at}
    wrong = [f"{(int(code.pin) + n) % 10 ** 6:06}" for n in range(1, 6)]
    for pin in wrong:
        with pytest.raises(reception.CaseNotYours):
            reception.case_of_holder(pin=pin, address="198.51.100.7", **given)
    # Five wrong PINs lock the code for everybody, the right one too.
    with pytest.raises(reception.CaseNotYours):
        reception.case_of_holder(pin=code.pin, address="203.0.113.7", **given)
    for _try in range(14):
        with pytest.raises(reception.CaseNotYours):
            reception.case_of_holder(pin=code.pin, address="198.51.100.8", **given)
    with pytest.raises(reception.CaseNotYours):
        reception.case_of_holder(pin=code.pin, address="198.51.100.9", **given)
    with pytest.raises(reception.TooManyTries):
        reception.case_of_holder(pin=code.pin, address="198.51.100.7", **given)


def test_a_booking_for_a_case_asks_for_its_code_and_pin(hall: None) -> None:
    lay(clock.now())
    at, person = clock.now(), client()
    cases.set_case_types(actor=ROBOT, at=at, types=[cases.CaseType(
        "temporary", "Pobyt czasowy", "Temporary", "6151", "art. 98", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="temporary", received_on=date(2023, 1, 2),
        channel=cases.Channel.POST, branch="SZ", person_id=None, actor=ROBOT, at=at)
    code = cases.issue_status_code(case_id=case_id, actor=ROBOT, at=at)
    sign = cases.case_refs(ids=[case_id])[case_id].sign
    time_of = re.findall(r'href="(/book/SZ/card/[\d-]+/)"', text(person.get("/book/SZ/card/")))[0]
    without = person.post(time_of, {**FORM, "case_sign": sign})
    assert without.status_code == 422
    assert "or leave the case number out" in text(without)
    wrong = person.post(time_of, {**FORM, "case_sign": sign, "status_number": code.number,
                                  "status_pin": f"{(int(code.pin) + 1) % 10 ** 6:06}"})
    assert wrong.status_code == 422
    made = person.post(time_of, {**FORM, "case_sign": sign, "status_number": code.number,
                                 "status_pin": f" {code.pin[:3]} {code.pin[3:]} "})
    assert made.status_code == 302
    assert models.Booking.objects.get().case_id == case_id


def test_a_lost_code_is_sent_again_and_the_page_tells_nobody_whether_there_is_one(
    hall: None,
) -> None:
    lay(clock.now())
    person = client()
    times = re.findall(r'href="(/book/SZ/card/[\d-]+/)"', text(person.get("/book/SZ/card/")))
    made = person.post(times[0], FORM)
    first = re.search(r'p-code-big">(\d{6})<', text(person.get(made["location"])))
    before = models.Booking.objects.get().code_hash
    assert first
    assert 'href="/book/again/"' in text(person.get("/book/"))

    def ask(address: str) -> str:
        answer = client().post("/book/again/", {"recipient": address}, follow=True)
        return text(answer)

    known, unknown = ask(FORM["recipient"].upper()), ask("nobody@przystan.example")
    said = "If a visit is booked with this address"
    assert said in known
    assert said in unknown
    assert client().post("/book/again/", {"recipient": "nonsense"}).status_code == 422
    (message,) = Message.objects.filter(key__contains=":again:")
    again = re.search(r"\b(\d{6})\b", message.body)
    assert again
    assert made["location"] in message.body
    assert models.Booking.objects.get().code_hash != before
    found = reception.bookings_of_code(branch="SZ", code=again[1])
    assert [b.id for b in found] == [models.Booking.objects.get().pk]
    # Three times a day for one address.
    assert said in ask(FORM["recipient"])
    assert said in ask(FORM["recipient"])
    assert client().post("/book/again/", {"recipient": FORM["recipient"]}).status_code == 429


def test_the_branch_is_set_up_on_its_page_by_who_may(hall: None) -> None:
    manager, today = client(accounts.Role.RECEPTIONIST), clock.local_date(clock.now())
    base = "/office/reception/branch/"

    def send(part: str, **given: object) -> int:
        return manager.post(f"{base}{part}/", {"branch": "SZ", **given}).status_code

    assert send("hours", weekdays=["0", "1"], opens="08:00", closes="15:30",
                valid_from=today) == 302
    assert send("hours", weekdays=["0"], opens="15:30", closes="08:00", valid_from=today) == 422
    assert send("closures", day=today, note="Szkolenie") == 302
    assert send("closures", day=today, note="Jeszcze raz") == 422
    assert send("counters", code="9", services=["card"], languages=["uk"],
                counter_from=today) == 302
    assert send("booking", service_code="card", minutes=20, buffer_minutes=5, places=2,
                daily_quota=10, days_ahead=14, rule_from=today) == 302
    assert send("booking", service_code="card", minutes=1, buffer_minutes=5, places=2,
                daily_quota=10, days_ahead=14, rule_from=today) == 422
    page = text(manager.get(base))
    assert "08:00–15:30" in page
    closure = reception.list_closures(branch="SZ", first=today)[0]
    assert send(f"closures/{closure.id}/withdraw") == 302
    assert not reception.list_closures(branch="SZ", first=today)
    officer = client(accounts.Role.CASE_OFFICER)
    assert officer.get(base).status_code == 200
    assert officer.post(f"{base}hours/", {}).status_code == 403
    assert client(accounts.Role.MANAGER).get("/office/reception/statistics/").status_code == 200


def test_the_pad_asks_in_the_persons_language_and_keeps_strokes(hall: None) -> None:
    counter, pad = client(accounts.Role.RECEPTIONIST), client()
    ticket = take(client(language="uk"))
    counter.post("/office/reception/counter/sit/", {"branch": "SZ", "counter": "1"})
    counter.post("/office/reception/counter/act/", {"do": "next"})
    assert pad.post("/pad/", {"code": "BBBB"}).status_code == 422
    page = text(counter.post("/office/reception/counter/pad/pair/", follow=True))
    code = re.search(r"code ([A-Z]{4})", page)[1]  # type: ignore[index]
    assert pad.post("/pad/", {"code": code.lower()}).status_code == 302
    assert client().post("/pad/", {"code": code}).status_code == 422

    def ask(kind: str, statement: str, **more: str) -> reception.PadTask:
        counter.post("/office/reception/counter/pad/ask/", {
            "kind": kind, "statement": statement, "language": "uk", **more})
        pairing = reception.pad_of(branch="SZ", counter="1")
        assert pairing is not None
        task = reception.latest_task(pairing_id=pairing.id)
        assert task is not None
        return task

    task = ask("sign", "handed_in", count="7", case_sign="SOC-II.6151.1.2023")
    shown = text(pad.get("/pad/"))
    assert 'lang="uk"' in shown
    assert "SOC-II.6151.1.2023" in shown
    empty = pad.post("/pad/answer/", {"task": task.id, "strokes": "[[[1,1,0]]]"})
    assert empty.status_code == 422
    strokes = [[[100, 100, 0], [300, 200, 40], [500, 100, 90]], [[600, 100, 200], [620, 180, 250]]]
    pad.post("/pad/answer/", {"task": task.id, "strokes": json.dumps(strokes)})
    pad.post("/pad/answer/", {"task": task.id, "strokes": json.dumps(strokes)})
    (answered,) = reception.pad_tasks_of(ticket_id=ticket.id)
    assert [[list(p) for p in s] for s in answered.strokes] == strokes
    typed = ask("sign", "data_checked")
    pad.post("/pad/answer/", {"task": typed.id, "strokes": "", "typed": "Żaneta Próbna"})
    rated = ask("rate", "visit")
    pad.post("/pad/answer/", {"task": rated.id, "rating": "5"})
    today = clock.local_date(clock.now())
    assert reception.ratings(branch="SZ", first_date=today, last_date=today) == {5: 1}
    page = text(counter.get(f"/office/reception/{ticket.id}/"))
    assert "M100 100L300 200L500 100M600 100L620 180" in page
    # Another screen takes the place; the old one is nobody's pad any more.
    counter.post("/office/reception/counter/pad/pair/")
    assert "becomes the pad" in text(pad.get("/pad/"))


def test_the_office_cancels_a_booking_and_a_day_that_it_does_not_keep(hall: None) -> None:
    lay(clock.now())
    person, desk = client(), client(accounts.Role.RECEPTIONIST)
    times = re.findall(r'href="(/book/SZ/card/[\d-]+/)"', text(person.get("/book/SZ/card/")))
    for n in range(3):
        given = {**FORM, "full_name": f"Osoba Próbna{'abc'[n]}"}
        assert person.post(times[n], given).status_code == 302
    tomorrow = clock.local_date(clock.now()) + timedelta(days=1)
    page = f"/office/reception/calendar/?day={tomorrow}"
    links = re.findall(r"/office/reception/calendar/\d+/cancel/", text(desk.get(page)))
    assert len(links) == 3
    assert "Cancel the booking of 08:00?" in text(desk.get(links[0]))
    assert "the holder is told" in text(desk.post(links[0], {"confirmed": "1"}, follow=True))
    assert "was over already" in text(desk.post(links[0], {"confirmed": "1"}, follow=True))
    assert desk.get("/office/reception/calendar/999999/cancel/").status_code == 404
    every = {"branch": "SZ", "day": tomorrow, "confirmed": "1"}
    refused = desk.post("/office/reception/calendar/cancel-day/", every, follow=True)
    assert "close it first" in text(refused)
    reception.add_closure(branch="SZ", day=tomorrow, opens=None, closes=None, note="Awaria",
                          actor=ROBOT, at=clock.now())
    assert "and 2 bookings stand" in text(desk.get(page))
    done = desk.post("/office/reception/calendar/cancel-day/", every, follow=True)
    assert "2 bookings were cancelled" in text(done)
    assert not reception.list_bookings(branch="SZ", day=tomorrow)
    # Nobody can book a day that is closed.
    assert client().post(times[5], FORM).status_code == 409
