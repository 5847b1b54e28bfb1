"""Somebody else's object: ids, codes and forms of others, tried at every address that holds one.

No list of objects is kept here. The year's own pages are read by somebody who holds every role in
Szczecin: the links and forms they show are the objects. Each is then asked for by each role of
Koszalin, each form is sent from there as it stood in Szczecin, and public codes are guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import resolve

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from tests.addresses import FOREIGN_VIEWS, views
from tests.personal import values
from tests.shown import Form, Reader, Shown
from tests.year.conftest import clock_offset

pytestmark = pytest.mark.year
SYSTEM = accounts.system_actor("test")
EXAMPLES, READ = 1, 2
# Reading another's data leaves a line as well.
READING = re.compile(r"\.(get|read|look|search)_")
# The law of periods is one for the office, though case officers keep it.
OF_THE_OFFICE = {"/office/cases/law/<slug:code>/"}
# A device stands in a branch, though what it reads is anybody's document.
OF_A_BRANCH = {"/office/documents/stations/<int:device_id>/state/",
               "/office/documents/stations/<int:device_id>/print/",
               "/office/documents/stations/<int:device_id>/scan/"}
# Words of a page that are somebody's name as well.
PLACES = frozenset({"szczecin"})
OPEN_TO_ALL = (None, accounts.Permission.STAFF, accounts.Permission.KNOWLEDGE_EDIT)


OBJECTS = {route: view for route, view in views()
           if "<" in route and not view.__module__.startswith(FOREIGN_VIEWS)}


@cache
def route_of(address: str) -> str | None:
    """Return the route that answers an address, as the product writes it."""
    try:
        return "/" + resolve(urlsplit(address).path).route
    except Http404:
        return None


def staff(name: str, roles: list[accounts.Role], branch: str) -> Client:
    at = clock.now()
    user = accounts.add_user(username=name, display_name="Zzyzx Qwrtp", email="", language="en",
                             password=None, actor=SYSTEM, at=at)
    for role in roles:
        accounts.grant_role(user_id=user, role=role, branch=branch, actor=SYSTEM, at=at)
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class Found:
    """What the pages show to whoever reads them: addresses of objects and forms, by route."""

    def __init__(self, client: Client) -> None:
        self.addresses: dict[str, set[str]] = defaultdict(set)
        self.forms: dict[str, list[Form]] = defaultdict(list)
        self.wrong: list[str] = []
        self._today = clock.now().astimezone(clock.OFFICE_ZONE)
        self._waiting = [
            r for r, v in views() if r.startswith("/office/") and "<" not in r and "(" not in r
            and not v.__module__.startswith(FOREIGN_VIEWS)]
        self._seen: set[str] = set()
        self._read: dict[str, int] = defaultdict(int)
        while self._waiting:
            self._visit(client, self._waiting.pop(0))

    def _visit(self, client: Client, address: str) -> None:
        route = route_of(address)
        if address in self._seen or route is None or self._read[route] >= READ:
            return
        self._seen.add(address)
        self._read[route] += 1
        answer = client.get(address)
        if answer.status_code >= 500:
            self.wrong.append(f"GET {address}: {answer.status_code}")
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            reader = Reader(address, self._today)
            reader.feed(answer.content.decode())
            self._note(reader.shown)

    def _note(self, shown: Shown) -> None:
        for form in shown.forms:
            at = route_of(form.action)
            if at in OBJECTS and len(self.forms[at]) < EXAMPLES:
                self.forms[at].append(form)
                self.addresses[at].add(urlsplit(form.action).path)
        for link in sorted(x.partition("#")[0] for x in shown.links if x.startswith("/")):
            at = route_of(link)
            if at in OBJECTS and len(self.addresses[at]) < EXAMPLES:
                self.addresses[at].add(urlsplit(link).path)
            if at:
                self._waiting.append(link)


def act(client: Client, form: Form) -> tuple[int, list[str]]:
    """Send a form; return the status and the acts it left in the audit. Nothing stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM audit_entry")
        (last,) = cursor.fetchone()
        answer = client.post(form.action, dict(form.fields))
        cursor.execute("SELECT action FROM audit_entry WHERE id > %s ORDER BY id", [last])
        acts = [action for (action,) in cursor.fetchall() if not READING.search(action)]
        transaction.set_rollback(True)
    return answer.status_code, acts


@pytest.fixture
def day(year: None, settings: Any) -> None:
    """The year's last day, without second factors to be shown."""
    settings.SECOND_FACTOR_REQUIRED = False
    settings.CLOCK_OFFSET_SECONDS = clock_offset()


def permission_of(route: str) -> accounts.Permission | None:
    held: accounts.Permission | None = OBJECTS[route].przystan_permission
    return held


@dataclass
class Tried:
    """What came of the forms: where they acted at home, which are bound, what went wrong.

    `alone` are the bound routes on which no single role acted, though all of them together did.
    """

    acted: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    forms: list[tuple[str, Form]] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def send(self, form: Form, route: str, own: Client, other: Client, nobody: Client) -> None:
        status, acts = act(own, form)
        elsewhere, reached = act(other, form)
        if max(status, elsewhere) >= 500:
            self.wrong.append(f"POST {form.action}: {status}, {elsewhere}")
        if not acts:
            return
        self.acted.add(route)
        if is_bound(route):
            self.bound.add(route)
            self.forms.append((route, form))
            if reached:
                self.wrong.append(f"{route}: {reached} from another branch")
        if permission_of(route) not in OPEN_TO_ALL and act(nobody, form)[1]:
            self.wrong.append(f"{route}: acted for somebody without the permission")

    def send_by_role(self) -> None:
        """Send each bound form as somebody of one role alone, at home and in another branch."""
        people = {(role, branch): staff(f"{role}.{branch}", [role], branch)
                  for role in accounts.Role for branch in ("SZ", "KO")}
        for route, form in self.forms:
            permission = permission_of(route)
            holders = [r for r in accounts.Role if permission in accounts.ROLE_PERMISSIONS[r]]
            reached = [r for r in holders if act(people[r, "KO"], form)[1]]
            if reached:
                self.wrong.append(f"{route}: {reached} from another branch")
            if not any(act(people[r, "SZ"], form)[1] for r in holders):
                self.alone.add(route)


def is_bound(route: str) -> bool:
    """Whether the acts of a route are its object's branch's alone."""
    return route in OF_A_BRANCH or (
        permission_of(route) in accounts.BOUND_TO_BRANCH and route not in OF_THE_OFFICE)


def test_an_object_of_another_branch_is_acted_upon_by_rule_alone(day: None) -> None:
    own = staff("own", list(accounts.Role), "SZ")
    other = staff("other", list(accounts.Role), "KO")
    nobody = staff("nobody", [accounts.Role.CONTENT_EDITOR], "KO")
    found, tried = Found(own), Tried()
    for route, shown in sorted(found.forms.items()):
        for form in shown:
            tried.send(form, route, own, other, nobody)
    tried.send_by_role()
    asked = sorted(a for addresses in found.addresses.values() for a in addresses)
    failed = [f"GET {a}" for a in asked if other.get(a).status_code >= 500]
    wrong = found.wrong + tried.wrong + failed + told_to(nobody, found)
    assert not wrong, "\n".join(wrong)
    # The attack itself: so many forms did act where their objects are at home.
    assert len(tried.acted) >= 50, sorted(tried.acted)
    assert len(tried.bound) >= 18, sorted(tried.bound)
    assert tried.bound >= OF_A_BRANCH
    assert tried.alone == set()


def told_to(client: Client, found: Found) -> list[str]:
    """Ask for every object as somebody whom none concerns; return what a refusal gave away."""
    names = names_of_persons()
    wrong = []
    for route, addresses in sorted(found.addresses.items()):
        if permission_of(route) in OPEN_TO_ALL:
            continue
        for address in sorted(addresses):
            answer = client.get(address)
            if answer.status_code not in (403, 404, 405):
                wrong.append(f"GET {address}: {answer.status_code} for a stranger")
            elif told := names & words_of(answer):
                wrong.append(f"GET {address}: names {sorted(told)[:3]}")
    return wrong


def names_of_persons() -> set[str]:
    return {value for value, column in values().items()
            if column.startswith("people_") and value.isalpha()} - PLACES


def words_of(answer: Any) -> set[str]:
    return set(re.findall(r"\w+", answer.content.decode(errors="replace").casefold()))


def spoilt(token: str) -> Iterator[str]:
    """Tokens near a real one: one sign changed, cut, doubled, in the other case."""
    yield token[:-1] + ("a" if token[-1] != "a" else "b")
    yield token[:-1]
    yield token * 2
    yield token.swapcase()


def real_codes() -> list[str]:
    """Public pages of the year that a code opens."""
    with connection.cursor() as cursor:
        cursor.execute("(SELECT '/ticket/' || token || '/' FROM reception_ticket"
                       " WHERE token IS NOT NULL ORDER BY id DESC LIMIT 3) UNION ALL"
                       " (SELECT '/certificates/' || code || '/' FROM training_certificate"
                       " ORDER BY id LIMIT 3)")
        return [address for (address,) in cursor.fetchall()]


def test_a_public_code_opens_its_own_object_without_a_name_and_a_guess_opens_none(
    day: None
) -> None:
    client, names = Client(raise_request_exception=False), names_of_persons()
    wrong = []
    assert len(codes := real_codes()) == 6
    for address in codes:
        answer = client.get(address)
        if answer.status_code != 200 or names & words_of(answer):
            wrong.append(f"{address}: {answer.status_code} {sorted(names & words_of(answer))[:3]}")
        start, token = address.strip("/").split("/")
        for guess in spoilt(token):
            told = client.get(f"/{start}/{guess}/")
            if told.status_code >= 500 or told.content == answer.content:
                wrong.append(f"/{start}/{guess}/: {told.status_code}")
    assert wrong == []


@pytest.mark.parametrize("start", ["visit", "ticket", "certificates", "opinion"])
def test_no_guess_of_a_public_code_breaks_a_page(day: None, start: str) -> None:
    client = Client(raise_request_exception=False)
    strange = ("a" * 22, "0", "..", "%00", "'", "9" * 40, "%F0%9F%92%A9", "%ED%A0%80")
    told = {f"{method.__name__} {guess}": method(f"/{start}/{guess}/").status_code
            for guess in strange for method in (client.get, client.post)}
    assert {k: v for k, v in told.items() if v >= 500} == {}
