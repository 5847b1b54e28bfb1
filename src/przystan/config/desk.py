"""What each role does most: the large links at the office's start."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor, Permission, Role

P, R = Permission, Role
MOST = 4


class Action(NamedTuple):
    """One large link: who may follow it, what it says, where it leads."""

    permission: Permission
    title: Promise
    text: Promise
    route: str


ACTIONS = {
    "find": Action(P.PEOPLE_VIEW, _("Find a person"), _(
        "By name in any script, by phone or document number."), "people:list"),
    "register": Action(P.PEOPLE_EDIT, _("Register a person"), _(
        "Search first: the person may have been here before."), "journeys:register"),
    "cards": Action(P.ADVISORY_VIEW, _("Beneficiary cards"), _(
        "Visits, services and signatures of the project."), "advisory:list"),
    "desk": Action(P.ADVISORY_RECORD, _("Advisory desk"), _(
        "Scan, record, close: one page, keyboard only if you like."), "journeys:desk"),
    "calendar": Action(P.ADVISORY_VIEW, _("Interpreters and specialists"), _(
        "Who is on duty, who is free, what is booked."), "advisory:calendar"),
    "keys": Action(P.ADVISORY_SEALED, _("Keys for sealed notes"), _(
        "Your key, and the colleagues whom you vouch for."), "advisory:keys"),
    "registers": Action(P.ADVISORY_REGISTERS, _("Registers of the project"), _(
        "Cards, services and signatures for the Fund's auditors."), "journeys:registers"),
    "document": Action(P.DOCUMENTS_READ, _("Read a document"), _(
        "Check the digits of a passport or residence card."), "documents:read"),
    "serve": Action(P.RECEPTION_SERVE, _("Call the next person"), _(
        "Your counter: call, redirect, hold, ask on the pad."), "reception:counter"),
    "hall": Action(P.RECEPTION_VIEW, _("Waiting hall"), _(
        "Who waits, and since when."), "reception:list"),
    "phone": Action(P.CALLS_OPERATE, _("Operator's desk"), _(
        "Ready, pause, who is calling, wrap-up."), "journeys:phone_desk"),
    "call_backs": Action(P.CALLS_OPERATE, _("Call-backs"), _(
        "Who asked to be called, the longest waiting first."), "journeys:call_backs"),
    "wallboard": Action(P.CALLS_VIEW, _("Wallboard"), _(
        "Who waits, who serves, how the day goes."), "calls:wallboard"),
    "helpline": Action(P.CALLS_MANAGE, _("Helpline"), _(
        "The map of what callers hear; try it, change it, publish it."), "calls:helpline"),
    "calls": Action(P.CALLS_VIEW, _("Contacts of the call centre"), _(
        "Every call with its legs and its outcome."), "calls:list"),
    "balance": Action(P.CALLS_VIEW, _("Daily balance"), _(
        "Offered, answered, abandoned: the difference must be 0."), "calls:ledger"),
    "measures": Action(P.CALLS_VIEW, _("Measures"), _(
        "Service level, waiting, who gave up: each with its denominator."), "calls:metrics"),
    "logs": Action(P.CALLS_MANAGE, _("Imported logs"), _(
        "What was read from the call engine, and what was refused."), "calls:imports"),
    "cases": Action(P.CASES_VIEW, _("Cases"), _(
        "By sign, stage and type."), "cases:list"),
    "open_case": Action(P.CASES_EDIT, _("Open a case"), _(
        "Give an application its sign."), "cases:open"),
    "folders": Action(P.RECORDS_VIEW, _("Find a folder"), _(
        "Scan its label, or type its case sign."), "records:list"),
    "new_folder": Action(P.RECORDS_EDIT, _("Register a folder"), _(
        "Then label it and put it on its shelf."), "records:register"),
    "places": Action(P.RECORDS_VIEW, _("Map of the racks"), _(
        "How full each rack is, and what lies on it."), "records:places"),
    "stack": Action(P.RECORDS_EDIT, _("Stack on the desk"), _(
        "Read it at once, put it back in one step."), "records:stack"),
    "procedures": Action(P.KNOWLEDGE_EDIT, _("Texts of the procedures"), _(
        "Four languages: what is outdated, what is missing."), "knowledge:list"),
    "portal": Action(P.KNOWLEDGE_EDIT, _("The public pages"), _(
        "As newcomers see them."), "portal:start"),
    "new_session": Action(P.TRAINING_EDIT, _("Record a session"), _(
        "Course, day, trainer, hours."), "training:add"),
    "training": Action(P.TRAINING_VIEW, _("Training sessions"), _(
        "Attendance and person-hours."), "training:list"),
    "report": Action(P.REPORTING_VIEW, _("The project's report"), _(
        "Every number opens to its rows."), "reporting:report"),
    "figures": Action(P.REPORTING_VIEW, _("Figures"), _(
        "Definitions, versions and hashes; compare two days."), "reporting:figures"),
    "money": Action(P.FINANCE_VIEW, _("Projects and money"), _(
        "Budget lines and what was spent."), "finance:list"),
    "audit": Action(P.AUDIT_VIEW, _("Audit"), _(
        "Who did and who read what."), "audit:list"),
    "users": Action(P.ACCOUNTS_MANAGE, _("Users and roles"), _(
        "Add, stop, sign out everywhere."), "accounts:users"),
    "outbox": Action(P.PLATFORM_OPERATE, _("Outbox and jobs"), _(
        "What left, what waits, what was refused."), "outbox:list"),
}
DESKS = {
    R.MANAGER: ("report", "figures", "money", "registers"),
    R.ADVISER: ("desk", "find", "register", "serve"),
    R.LEGAL_ADVISER: ("desk", "cards", "find", "cases"),
    R.PSYCHOLOGIST: ("cards", "find", "keys"),
    R.INTERPRETER: ("calendar", "cards"),
    R.OPERATOR: ("phone", "call_backs", "find", "cases"),
    R.CALL_SUPERVISOR: ("wallboard", "measures", "balance", "helpline"),
    R.REPOSITORY_CLERK: ("folders", "stack", "new_folder", "places"),
    R.CASE_OFFICER: ("cases", "open_case", "serve"),
    R.RECEPTIONIST: ("serve", "hall", "find", "document"),
    R.CONTENT_EDITOR: ("procedures", "portal"),
    R.TRAINING_OFFICER: ("new_session", "training"),
    R.AUDITOR: ("audit", "report", "money", "registers"),
    R.ADMINISTRATOR: ("users", "audit", "outbox"),
}


def desk_of(actor: Actor) -> list[dict[str, object]]:
    """Return the links of the actor's roles, the first role's first; all that they may follow.

    Somebody without a role of their own, who broke the glass for example, gets what the
    permission opens.
    """
    names = [name for role in Role if role in actor.roles for name in DESKS[role]]
    wanted = dict.fromkeys(names or ACTIONS)
    return [
        {"title": a.title, "text": a.text, "url": reverse(a.route)}
        for a in (ACTIONS[name] for name in wanted) if actor.can(a.permission)
    ][:MOST]
