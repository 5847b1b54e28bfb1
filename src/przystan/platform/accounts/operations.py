"""Writes of accounts. Each takes `actor` and `at` and leaves one audit line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts import models
from przystan.platform.accounts.types import NEVER_BY_GLASS, Actor, Permission, Role
from przystan.platform.audit import public as audit

BREAK_GLASS_DURATION = timedelta(hours=1)
BREAK_GLASS_REASON_LENGTH = 20


class UsernameTaken(Exception):
    """Another user has this username."""

    message = _("Another user has this username.")


class UserNotFound(Exception):
    """There is no such user."""

    message = _("There is no such user.")


class BreakGlassRefused(Exception):
    """Break-glass access needs a reason that a manager can understand."""

    message = _("Give a reason of at least 20 characters: the manager reads it at once.")


def add_user(
    *, username: str, display_name: str, email: str, language: str, password: str | None,
    actor: Actor, at: datetime,
) -> int:
    """Add a user and return the id; without a password they cannot sign in until one is set."""
    if models.User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username)
    user = models.User(
        username=username, display_name=display_name, email=email, language=language
    )
    user.set_password(password)
    user.save()
    audit.record(actor=actor, at=at, action="accounts.add_user", subject=f"accounts.user:{user.pk}")
    return user.pk


@dataclass(frozen=True)
class PasswordLink:
    """What a link to set a password is made of, and to whom it goes."""

    code: str
    email: str
    language: str
    name: str


def make_password_link(*, user_id: int, actor: Actor, at: datetime) -> PasswordLink:
    """Make a link by which a user sets a password; it serves once, and for a day at most.

    It also ceases to serve when the user signs in or the password is set. Raises UserNotFound.
    """
    user = _user(user_id)
    audit.record(actor=actor, at=at, action="accounts.make_password_link",
                 subject=f"accounts.user:{user_id}")
    code = f"{user.pk}-{default_token_generator.make_token(user)}"
    return PasswordLink(code, user.email, user.language, user.display_name)


def user_of_link(*, code: str) -> models.User | None:
    """Return whose link this is; None for one that was used, is too old or was never made."""
    number, _dash, token = code.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    user = models.User.objects.filter(pk=int(number), is_active=True).first()
    return user if default_token_generator.check_token(user, token) else None


def set_password(*, user: models.User, password: str, at: datetime) -> None:
    """Set the password that a user chose by a link, and end what sessions there are."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(
        actor=Actor(user.pk, user.display_name, login=user.username), at=at,
        action="accounts.set_password", subject=f"accounts.user:{user.pk}")
    _end_sessions(user.pk)


def _user(user_id: int) -> models.User:
    try:
        return models.User.objects.get(pk=user_id)
    except models.User.DoesNotExist as missing:
        raise UserNotFound(user_id) from missing


def grant_role(
    *, user_id: int, role: Role, unit: str | None = None, branch: str | None = None,
    actor: Actor, at: datetime,
) -> None:
    """Grant a role within a unit and branch; granting it again changes nothing."""
    _user(user_id)
    _grant, is_new = models.Grant.objects.get_or_create(
        user_id=user_id, role=role, unit_id=unit, branch_id=branch, revoked_at=None,
        defaults={"granted_at": at, "granted_by": actor.name},
    )
    if is_new:
        audit.record(
            actor=actor, at=at, action="accounts.grant_role",
            subject=f"accounts.user:{user_id}",
            details={"role": role, "unit": unit, "branch": branch},
        )


def revoke_role(*, grant_id: int, actor: Actor, at: datetime) -> None:
    """End a grant; the row stays, with its end."""
    grant = models.Grant.objects.filter(pk=grant_id, revoked_at__isnull=True).first()
    if grant is None:
        return
    grant.revoked_at = at
    grant.save(update_fields=["revoked_at"])
    audit.record(
        actor=actor, at=at, action="accounts.revoke_role",
        subject=f"accounts.user:{grant.user_id}", details={"role": grant.role},
    )


def set_active(*, user_id: int, is_active: bool, actor: Actor, at: datetime) -> None:
    """Let a user sign in, or stop them and end their sessions."""
    user = _user(user_id)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    audit.record(
        actor=actor, at=at, action="accounts.set_active", subject=f"accounts.user:{user_id}",
        details={"is_active": is_active},
    )
    if not is_active:
        _end_sessions(user_id)


def sign_out_everywhere(*, user_id: int, actor: Actor, at: datetime) -> int:
    """End every session of a user and return their number."""
    _user(user_id)
    ended = _end_sessions(user_id)
    audit.record(
        actor=actor, at=at, action="accounts.sign_out_everywhere",
        subject=f"accounts.user:{user_id}", details={"sessions": ended},
    )
    return ended


def _end_sessions(user_id: int) -> int:
    sessions = list(UserSession.objects.filter(user_id=user_id))
    for session in sessions:
        session.end()
    return len(sessions)


def open_break_glass(
    *, permission: Permission, reason: str, actor: Actor, at: datetime
) -> datetime:
    """Take a permission for one hour, for a reason; return when it ends.

    The audit line is written at once; telling the managers is the caller's, through the outbox.
    """
    is_reason = len(reason.strip()) >= BREAK_GLASS_REASON_LENGTH
    if not is_reason or actor.user_id is None or permission in NEVER_BY_GLASS:
        raise BreakGlassRefused(permission)
    expires_at = at + BREAK_GLASS_DURATION
    models.BreakGlass.objects.create(
        user_id=actor.user_id, permission=permission, reason=reason.strip(),
        opened_at=at, expires_at=expires_at,
    )
    audit.record(
        actor=actor, at=at, action="accounts.open_break_glass",
        subject=f"accounts.user:{actor.user_id}",
        details={"permission": permission, "reason": reason.strip()},
    )
    return expires_at
