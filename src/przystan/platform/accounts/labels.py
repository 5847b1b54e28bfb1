"""How roles and permissions are called on screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Permission, Role

ROLE_LABELS = {
    Role.ADMINISTRATOR: _("administrator"), Role.MANAGER: _("manager"),
    Role.ADVISER: _("adviser"), Role.LEGAL_ADVISER: _("legal adviser"),
    Role.PSYCHOLOGIST: _("psychologist"), Role.INTERPRETER: _("interpreter"),
    Role.OPERATOR: _("call centre operator"), Role.CALL_SUPERVISOR: _("call supervisor"),
    Role.REPOSITORY_CLERK: _("repository clerk"), Role.CASE_OFFICER: _("case officer"),
    Role.RECEPTIONIST: _("receptionist"), Role.CONTENT_EDITOR: _("content editor"),
    Role.TRAINING_OFFICER: _("training officer"),
    Role.AUDITOR: _("auditor (no names)"),
}
# What somebody may break the glass for, in the words of the desk.
PERMISSION_LABELS = {
    Permission.PEOPLE_VIEW: _("See persons"), Permission.PEOPLE_EDIT: _("Register persons"),
    Permission.PEOPLE_MERGE: _("Merge cards of one person"),
    Permission.ADVISORY_VIEW: _("See beneficiary cards"),
    Permission.ADVISORY_RECORD: _("Record visits and services"),
    Permission.CALLS_VIEW: _("See calls"), Permission.CALLS_OPERATE: _("Take calls"),
    Permission.CALLS_MANAGE: _("Manage the call centre"),
    Permission.RECORDS_VIEW: _("See case records"),
    Permission.RECORDS_EDIT: _("Register and pass on folders"),
    Permission.CASES_VIEW: _("See cases"), Permission.CASES_EDIT: _("Open and advance cases"),
    Permission.RECEPTION_VIEW: _("See the waiting hall"),
    Permission.RECEPTION_SERVE: _("Call tickets"),
    Permission.RECEPTION_MANAGE: _("Set hours, counters and booking rules"),
    Permission.DOCUMENTS_VIEW: _("See document readings"),
    Permission.DOCUMENTS_READ: _("Read documents"),
    Permission.TRAINING_VIEW: _("See training"), Permission.TRAINING_EDIT: _("Record training"),
    Permission.TRAINING_APPROVE: _("Approve training"),
    Permission.IMPORTS_RUN: _("Import files"), Permission.AUDIT_VIEW: _("See the audit"),
    Permission.ACCOUNTS_MANAGE: _("Manage users"),
}


def role_label(role: Role) -> str:
    """Return a role's name in the active language."""
    return str(ROLE_LABELS[role])
