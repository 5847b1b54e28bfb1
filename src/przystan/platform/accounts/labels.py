"""How roles and permissions are called on screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Role

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


def role_label(role: Role) -> str:
    """Return a role's name in the active language."""
    return str(ROLE_LABELS[role])
