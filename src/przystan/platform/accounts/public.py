"""The door of accounts: actors, permissions, users and the locks on views."""

from __future__ import annotations

from przystan.platform.accounts.access import kept_open, public_form, public_page, requires
from przystan.platform.accounts.branches import OutsideBranch, must_act_in
from przystan.platform.accounts.labels import ROLE_LABELS, role_label
from przystan.platform.accounts.operations import (
    BreakGlassRefused,
    UsernameTaken,
    UserNotFound,
    add_user,
    grant_role,
    open_break_glass,
    revoke_role,
    set_active,
    sign_out_everywhere,
)
from przystan.platform.accounts.queries import (
    UserSummary,
    actor_of,
    contacts_of_names,
    is_address_of_user,
    list_users,
    managers_to_alert,
    may_be_told,
    shown_names,
    system_actor,
)
from przystan.platform.accounts.types import (
    BOUND_TO_BRANCH,
    PERSONAL_DATA,
    ROLE_PERMISSIONS,
    Actor,
    Permission,
    Role,
    Scope,
)

__all__ = [
    "BOUND_TO_BRANCH", "PERSONAL_DATA", "ROLE_LABELS", "ROLE_PERMISSIONS", "Actor",
    "BreakGlassRefused", "OutsideBranch", "Permission", "Role", "Scope", "UserNotFound",
    "UserSummary", "UsernameTaken", "actor_of", "add_user", "contacts_of_names",
    "grant_role", "is_address_of_user", "kept_open", "list_users", "managers_to_alert",
    "may_be_told", "must_act_in", "open_break_glass", "public_form", "public_page", "requires",
    "revoke_role", "role_label", "set_active", "shown_names", "sign_out_everywhere",
    "system_actor",
]
