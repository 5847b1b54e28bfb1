"""Permissions, roles, and the actor who crosses every door."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Permission(StrEnum):
    """What may be done. Every view declares one, or says that it is public."""

    PEOPLE_VIEW = "people.view"
    PEOPLE_EDIT = "people.edit"
    PEOPLE_MERGE = "people.merge"
    PEOPLE_RIGHTS = "people.rights"
    PEOPLE_RESTRICTED = "people.restricted"
    ADVISORY_VIEW = "advisory.view"
    ADVISORY_RECORD = "advisory.record"
    ADVISORY_LEGAL = "advisory.legal"
    ADVISORY_SEALED = "advisory.sealed"
    ADVISORY_MANAGE = "advisory.manage"
    ADVISORY_COMPLAINTS = "advisory.complaints"
    ADVISORY_REGISTERS = "advisory.registers"
    CALLS_VIEW = "calls.view"
    CALLS_OPERATE = "calls.operate"
    CALLS_MANAGE = "calls.manage"
    RECORDS_VIEW = "records.view"
    RECORDS_EDIT = "records.edit"
    RECORDS_REQUEST = "records.request"
    RECORDS_DISPOSE = "records.dispose"
    CASES_VIEW = "cases.view"
    CASES_EDIT = "cases.edit"
    CASES_MANAGE = "cases.manage"
    RECEPTION_VIEW = "reception.view"
    RECEPTION_SERVE = "reception.serve"
    RECEPTION_MANAGE = "reception.manage"
    DOCUMENTS_VIEW = "documents.view"
    DOCUMENTS_READ = "documents.read"
    DOCUMENTS_MANAGE = "documents.manage"
    TRAINING_VIEW = "training.view"
    TRAINING_EDIT = "training.edit"
    TRAINING_APPROVE = "training.approve"
    KNOWLEDGE_EDIT = "knowledge.edit"
    FINANCE_VIEW = "finance.view"
    FINANCE_EDIT = "finance.edit"
    REPORTING_VIEW = "reporting.view"
    REPORTING_ROWS = "reporting.rows"
    REPORTING_PUBLISH = "reporting.publish"
    IMPORTS_RUN = "imports.run"
    AUDIT_VIEW = "audit.view"
    ACCOUNTS_MANAGE = "accounts.manage"
    PLATFORM_OPERATE = "platform.operate"
    STAFF = "staff"


class Role(StrEnum):
    """What a person is in the office."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    ADVISER = "adviser"
    LEGAL_ADVISER = "legal_adviser"
    PSYCHOLOGIST = "psychologist"
    INTERPRETER = "interpreter"
    OPERATOR = "operator"
    CALL_SUPERVISOR = "call_supervisor"
    REPOSITORY_CLERK = "repository_clerk"
    CASE_OFFICER = "case_officer"
    RECEPTIONIST = "receptionist"
    CONTENT_EDITOR = "content_editor"
    TRAINING_OFFICER = "training_officer"
    AUDITOR = "auditor"


P = Permission
_DESK = frozenset({P.STAFF, P.PEOPLE_VIEW, P.PEOPLE_EDIT, P.RECORDS_VIEW, P.CASES_VIEW,
                   P.DOCUMENTS_VIEW, P.DOCUMENTS_READ, P.RECEPTION_VIEW})
_ADVICE = _DESK | {P.ADVISORY_VIEW, P.ADVISORY_RECORD}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({P.STAFF, P.ACCOUNTS_MANAGE, P.AUDIT_VIEW, P.PLATFORM_OPERATE,
                                   P.REPORTING_VIEW}),
    Role.MANAGER: _ADVICE - {P.ADVISORY_RECORD} | {
        P.ADVISORY_MANAGE, P.ADVISORY_COMPLAINTS, P.ADVISORY_REGISTERS, P.PEOPLE_MERGE,
        P.PEOPLE_RIGHTS, P.PEOPLE_RESTRICTED, P.CALLS_VIEW, P.TRAINING_VIEW,
        P.TRAINING_APPROVE, P.FINANCE_VIEW, P.FINANCE_EDIT, P.REPORTING_VIEW,
        P.REPORTING_ROWS, P.REPORTING_PUBLISH, P.AUDIT_VIEW,
        P.IMPORTS_RUN, P.RECORDS_DISPOSE, P.RECEPTION_MANAGE,
        P.DOCUMENTS_MANAGE, P.CASES_MANAGE},
    Role.ADVISER: _ADVICE | {P.PEOPLE_MERGE, P.RECEPTION_SERVE, P.CALLS_VIEW},
    Role.LEGAL_ADVISER: _ADVICE | {P.ADVISORY_LEGAL, P.RECORDS_REQUEST},
    Role.PSYCHOLOGIST: frozenset({P.STAFF, P.PEOPLE_VIEW, P.ADVISORY_VIEW, P.ADVISORY_RECORD,
                                  P.ADVISORY_SEALED}),
    Role.INTERPRETER: frozenset({P.STAFF, P.ADVISORY_VIEW}),
    Role.OPERATOR: frozenset({P.STAFF, P.PEOPLE_VIEW, P.CALLS_VIEW, P.CALLS_OPERATE,
                              P.CASES_VIEW, P.RECORDS_VIEW, P.RECEPTION_VIEW}),
    Role.CALL_SUPERVISOR: frozenset({P.STAFF, P.PEOPLE_VIEW, P.CALLS_VIEW, P.CALLS_OPERATE,
                                     P.CALLS_MANAGE, P.CASES_VIEW, P.RECORDS_VIEW,
                                     P.REPORTING_VIEW, P.REPORTING_ROWS, P.IMPORTS_RUN,
                                     P.TRAINING_APPROVE}),
    Role.REPOSITORY_CLERK: frozenset({P.STAFF, P.PEOPLE_VIEW, P.RECORDS_VIEW, P.RECORDS_EDIT,
                                      P.RECORDS_REQUEST, P.CASES_VIEW}),
    Role.CASE_OFFICER: _DESK | {P.CASES_EDIT, P.RECEPTION_SERVE, P.RECORDS_REQUEST},
    Role.RECEPTIONIST: _DESK | {P.RECEPTION_SERVE, P.RECEPTION_MANAGE},
    Role.CONTENT_EDITOR: frozenset({P.STAFF, P.KNOWLEDGE_EDIT}),
    Role.TRAINING_OFFICER: frozenset({P.STAFF, P.TRAINING_VIEW, P.TRAINING_EDIT}),
    Role.AUDITOR: frozenset({P.STAFF, P.REPORTING_VIEW, P.REPORTING_ROWS, P.FINANCE_VIEW,
                             P.AUDIT_VIEW, P.ADVISORY_REGISTERS}),
}

# Whoever may read a name, a number or a note of a person signs in with a second factor.
PERSONAL_DATA: frozenset[Permission] = frozenset({
    P.PEOPLE_VIEW, P.PEOPLE_EDIT, P.PEOPLE_MERGE, P.PEOPLE_RIGHTS, P.PEOPLE_RESTRICTED,
    P.ADVISORY_VIEW, P.ADVISORY_RECORD, P.ADVISORY_LEGAL, P.ADVISORY_SEALED,
    P.ADVISORY_COMPLAINTS,
    P.CALLS_VIEW, P.CALLS_OPERATE, P.CALLS_MANAGE, P.RECORDS_VIEW, P.RECORDS_EDIT,
    P.RECORDS_REQUEST, P.RECORDS_DISPOSE, P.CASES_VIEW, P.CASES_EDIT,
    P.CASES_MANAGE, P.RECEPTION_VIEW, P.RECEPTION_SERVE, P.RECEPTION_MANAGE,
    P.DOCUMENTS_VIEW, P.DOCUMENTS_READ,
    P.TRAINING_VIEW, P.TRAINING_EDIT, P.TRAINING_APPROVE, P.IMPORTS_RUN,
    P.ACCOUNTS_MANAGE, P.AUDIT_VIEW,
})

# Whose acts on an object are its branch's alone. What is not here acts on the whole office's: a
# person may turn to any branch, the helpline is one, so are money, figures, texts and training.
BOUND_TO_BRANCH: frozenset[Permission] = frozenset({
    P.RECEPTION_SERVE, P.RECEPTION_MANAGE, P.RECORDS_EDIT, P.RECORDS_DISPOSE, P.CASES_EDIT,
    P.ADVISORY_RECORD, P.ADVISORY_MANAGE, P.ADVISORY_LEGAL, P.ADVISORY_SEALED,
})

# What no emergency opens: an administrator who breaks the glass still reads no such note.
NEVER_BY_GLASS: frozenset[Permission] = frozenset({
    P.ADVISORY_LEGAL, P.ADVISORY_SEALED, P.ADVISORY_COMPLAINTS,
})


@dataclass(frozen=True)
class Scope:
    """One permission within a unit and a branch; None means every one."""

    permission: Permission
    unit: str | None = None
    branch: str | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: a user with permissions by unit and branch, or a named part of the system."""

    user_id: int | None
    name: str
    scopes: frozenset[Scope] = field(default_factory=frozenset)
    roles: frozenset[Role] = field(default_factory=frozenset)
    login: str = ""

    @property
    def username(self) -> str:
        """The one name that no other user has; a part of the system has its name alone."""
        return self.login or self.name

    @property
    def permissions(self) -> frozenset[Permission]:
        """Every permission held anywhere."""
        return frozenset(s.permission for s in self.scopes)

    @property
    def branches(self) -> frozenset[str]:
        """The branches to which the actor is limited; empty means all."""
        named = [s.branch for s in self.scopes if s.permission is not Permission.STAFF]
        return frozenset() if None in named else frozenset(b for b in named if b)

    @property
    def reads_personal_data(self) -> bool:
        """Whether any permission held opens personal data."""
        return bool(self.permissions & PERSONAL_DATA)

    def can(
        self, permission: Permission, *, branch: str | None = None, unit: str | None = None
    ) -> bool:
        """Whether the permission is held, in this branch and unit where they are named."""
        return any(
            s.permission is permission
            and (branch is None or s.branch in (None, branch))
            and (unit is None or s.unit in (None, unit))
            for s in self.scopes
        )
