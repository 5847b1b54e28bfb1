"""What every page needs: navigation by role, the demo's notice, the office's name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts import idle
from przystan.platform.accounts.types import Permission
from przystan.platform.ui import public as ui

P = Permission

NAVIGATION: tuple[tuple[Any, tuple[tuple[Permission, Any, str], ...]], ...] = (
    (_("People"), (
        (P.PEOPLE_VIEW, _("Persons"), "people:list"),
        (P.PEOPLE_MERGE, _("Possible duplicates"), "journeys:pairs"),
        (P.RECEPTION_VIEW, _("Waiting hall"), "reception:list"),
        (P.RECEPTION_SERVE, _("My counter"), "reception:counter"),
        (P.RECEPTION_VIEW, _("Bookings"), "reception:calendar"),
        (P.DOCUMENTS_VIEW, _("Document readings"), "documents:list"),
    )),
    (_("Advisory point"), (
        (P.ADVISORY_RECORD, _("Advisory desk"), "journeys:desk"),
        (P.ADVISORY_VIEW, _("Cards and visits"), "advisory:list"),
        (P.ADVISORY_VIEW, _("Follow-ups"), "advisory:followups"),
        (P.ADVISORY_VIEW, _("Referrals"), "advisory:referrals"),
        (P.ADVISORY_VIEW, _("Interpreters and specialists"), "advisory:calendar"),
        (P.ADVISORY_SEALED, _("Keys for sealed notes"), "advisory:keys"),
        (P.ADVISORY_VIEW, _("Complaints"), "advisory:complaints"),
        (P.ADVISORY_REGISTERS, _("Registers"), "journeys:registers"),
        (P.ADVISORY_REGISTERS, _("Satisfaction survey"), "advisory:survey_results"),
    )),
    (_("Calls"), (
        (P.CALLS_OPERATE, _("Operator's desk"), "journeys:phone_desk"),
        (P.CALLS_OPERATE, _("Call-backs"), "journeys:call_backs"),
        (P.CASES_VIEW, _("Tasks from calls"), "calls:tasks"),
        (P.CALLS_VIEW, _("Wallboard"), "calls:wallboard"),
        (P.CALLS_VIEW, _("Contacts"), "calls:list"),
        (P.CALLS_VIEW, _("Daily balance"), "calls:ledger"),
        (P.CALLS_VIEW, _("Measures"), "calls:metrics"),
        (P.CALLS_VIEW, _("Gave up waiting"), "calls:abandoned"),
        (P.CALLS_VIEW, _("Topics of calls"), "calls:topics"),
        (P.CALLS_VIEW, _("Staffing"), "calls:staffing"),
        (P.CALLS_VIEW, _("Forecast"), "calls:forecast"),
        (P.CALLS_MANAGE, _("Helpline"), "calls:helpline"),
        (P.CALLS_MANAGE, _("Recording of calls"), "calls:recording"),
        (P.CALLS_MANAGE, _("Imported logs"), "calls:imports"),
    )),
    (_("Cases and records"), (
        (P.CASES_VIEW, _("Cases"), "cases:list"),
        (P.CASES_EDIT, _("My cases"), "cases:mine"),
        (P.CASES_VIEW, _("What runs out next"), "cases:next"),
        (P.CASES_EDIT, _("Letters to print"), "cases:letters"),
        (P.CASES_MANAGE, _("Drafts to review"), "cases:reviews"),
        (P.CASES_MANAGE, _("Who has which case"), "cases:allocation"),
        (P.CASES_MANAGE, _("Where cases wait"), "cases:flow"),
        (P.CASES_VIEW, _("Catalogue of case types"), "cases:catalogue"),
        (P.CASES_MANAGE, _("Texts of letters"), "cases:templates"),
        (P.RECORDS_VIEW, _("Case records"), "records:list"),
        (P.RECORDS_REQUEST, _("My folders"), "records:my-requests"),
        (P.RECORDS_EDIT, _("Pull list"), "records:pull-list"),
        (P.RECORDS_EDIT, _("Lent folders"), "records:loans"),
        (P.RECORDS_EDIT, _("Consignments"), "records:consignments"),
        (P.RECORDS_EDIT, _("Stack on the desk"), "records:stack"),
        (P.RECORDS_VIEW, _("Places"), "records:places"),
        (P.RECORDS_VIEW, _("Scan first"), "records:truth"),
        (P.RECORDS_EDIT, _("Hunts"), "records:hunts"),
        (P.RECORDS_VIEW, _("Inventories"), "records:inventories"),
        (P.RECORDS_VIEW, _("Gate alarms"), "records:gate-alarms"),
        (P.RECORDS_EDIT, _("Labels"), "records:labels"),
        (P.RECORDS_VIEW, _("Tagging sessions"), "records:tagging"),
        (P.RECORDS_VIEW, _("Keeping and disposal"), "records:disposals"),
    )),
    (_("Knowledge"), (
        (P.KNOWLEDGE_EDIT, _("Procedures"), "knowledge:list"),
        (P.KNOWLEDGE_EDIT, _("Sought in vain"), "knowledge:searches"),
        (P.KNOWLEDGE_EDIT, _("What callers ask"), "journeys:wanted_pages"),
        (P.KNOWLEDGE_EDIT, _("Rates of fees"), "knowledge:rates"),
        (P.KNOWLEDGE_EDIT, _("Changes of law"), "knowledge:law"),
        (P.KNOWLEDGE_EDIT, _("News, letters, help"), "knowledge:notices"),
        (P.KNOWLEDGE_EDIT, _("Events and leaflets"), "knowledge:outreach"),
        (P.PEOPLE_VIEW, _("Information on personal data"), "people:clauses"),
        (P.STAFF, _("My training"), "training:mine"),
        (P.TRAINING_APPROVE, _("Approve training"), "training:approvals"),
        (P.TRAINING_VIEW, _("Training"), "training:list"),
        (P.TRAINING_VIEW, _("Sessions to come"), "training:planned_list"),
        (P.TRAINING_VIEW, _("Courses"), "training:courses"),
        (P.TRAINING_VIEW, _("Certificates"), "training:certificates"),
        (P.TRAINING_VIEW, _("Competences"), "training:matrix"),
    )),
    (_("Figures"), (
        (P.REPORTING_VIEW, _("Report"), "reporting:report"),
        (P.REPORTING_VIEW, _("Figures"), "reporting:figures"),
        (P.REPORTING_VIEW, _("Explore"), "reporting:explore"),
        (P.REPORTING_VIEW, _("Published figures"), "reporting:publications"),
        (P.REPORTING_VIEW, _("The Fund's indicators"), "reporting:indicators"),
        (P.REPORTING_VIEW, _("Targets and unit costs"), "reporting:unit_costs"),
        (P.FINANCE_VIEW, _("Projects and money"), "finance:list"),
    )),
    (_("System"), (
        (P.ACCOUNTS_MANAGE, _("Users"), "accounts:users"),
        (P.ACCOUNTS_MANAGE, _("Keys of programs"), "reporting:keys"),
        (P.AUDIT_VIEW, _("Audit"), "audit:list"),
        (P.PLATFORM_OPERATE, _("Readers"), "records:readers"),
        (P.PLATFORM_OPERATE, _("Outbox and jobs"), "outbox:list"),
        (P.PLATFORM_OPERATE, _("Data retention"), "retention:page"),
    )),
)


# The statistics are in the foot of every page: here is what a person comes for, on one line.
PUBLIC = ((_("Procedures"), "portal:start"), (_("What do I need?"), "portal:choose"),
          (_("Fees"), "portal:fees"), (_("Deadlines"), "offices:deadlines"),
          (_("My letter"), "portal:letters"),
          (_("Help"), "portal:help"), (_("Opening hours"), "offices:branches"),
          (_("Book a visit"), "hall:book"), (_("My case"), "offices:status"))


def navigation(request: HttpRequest) -> SafeString:
    """Return the navigation that the reader's permissions open, with this page marked."""
    # "/office/records/" begins "/office/records/places/" too: the longest address is meant.
    current = max((r for r in _routes() if request.path.startswith(r)), key=len, default="")
    permissions = request.actor.permissions  # type: ignore[attr-defined]
    return _navigation(frozenset(permissions), current, get_language() or "")


# The same for everybody with these permissions on this page: a third of a page's making.
@lru_cache(maxsize=4096)
def _navigation(permissions: frozenset[Permission], current: str, _language: str) -> SafeString:
    sections = []
    for title, items in NAVIGATION:
        links = tuple(
            ui.NavItem(name, url, url == current)
            for permission, name, route in items
            if permission in permissions and (url := _address(route))
        )
        if links:
            sections.append(ui.NavSection(title, links))
    return ui.Navigation(tuple(sections), _("Main")).render() if sections else SafeString("")


@lru_cache(maxsize=1)
def _routes() -> tuple[str, ...]:
    found = {_address(route) for _title, items in NAVIGATION for _p, _name, route in items}
    return tuple(route for route in found if route)


_known: dict[str, str] = {}


def _address(route: str) -> str:
    if route not in _known:
        try:
            _known[route] = reverse(route)
        except NoReverseMatch:
            _known[route] = ""
    return _known[route]


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the base templates show on every page."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    is_ending = signed_in and settings.IDLE_MINUTES and not idle.stays_open(request)
    return {
        "office_name": settings.OFFICE_NAME,
        "is_demo": settings.IS_DEMO,
        "practice_of": settings.PRACTICE_OF,
        "own_address": settings.PUBLIC_ADDRESS + request.path,
        "public_address": settings.PUBLIC_ADDRESS,
        "signed_in": signed_in,
        "navigation": navigation(request) if signed_in else "",
        "idle_address": _address("accounts:stay") if is_ending else "",
        "public_navigation": [
            {"title": title, "url": url, "current": request.path.startswith(url)}
            for title, route in PUBLIC if (url := _address(route))
        ],
    }
