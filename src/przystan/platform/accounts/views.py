"""The administrator's screens, and break-glass access for everybody on the staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.forms import BreakGlassForm, RoleForm, UserForm
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.ui import public as ui


@requires(Permission.ACCOUNTS_MANAGE)
def users(request):
    """List everybody on the staff with their roles."""
    table = ui.Table(
        caption=_("Users"), caption_hidden=True,
        columns=(ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("User name"), ui.Kind.CODE),
                 ui.Column(_("Roles")), ui.Column(_("Last signed in")), ui.Column(_("State"))),
        rows=[
            (ui.Link(reverse("accounts:user", args=[u.id]), u.display_name), u.username,
             "; ".join(_role(*grant[1:]) for grant in u.roles), u.last_login,
             _state(u.is_active))
            for u in accounts.list_users()
        ],
    )
    return render(request, "accounts/users.html", {"table": table})


def _state(is_active):
    return ui.Tag(_("active"), ui.Tone.GREEN) if is_active else ui.Tag(_("stopped"), ui.Tone.GREY)


def _role(role, unit, branch):
    scope = ", ".join(x for x in (unit, branch) if x)
    label = accounts.role_label(accounts.Role(role))
    return f"{label} ({scope})" if scope else label


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def add_user(request):
    """Add a member of staff."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user_id = accounts.add_user(actor=request.actor, at=clock.now(), **form.cleaned_data)
        except accounts.UsernameTaken as taken:
            form.add_error("username", taken.message)
        else:
            messages.success(request, _("The user was added. Give them a role."))
            return redirect("accounts:user", user_id=user_id)
    return render(request, "accounts/add_user.html", {"form": form})


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def user(request, user_id):
    """Show one user: roles, state, sign out everywhere."""
    found = next((u for u in accounts.list_users() if u.id == user_id), None)
    if found is None:
        raise Http404
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.grant_role(
            user_id=user_id, role=accounts.Role(form.cleaned_data["role"]),
            branch=form.cleaned_data["branch"] or None, actor=request.actor, at=clock.now(),
        )
        messages.success(request, _("The role was granted."))
        return redirect("accounts:user", user_id=user_id)
    return render(request, "accounts/user.html", {
        "found": found, "form": form,
        "grants": [(grant[0], _role(*grant[1:])) for grant in found.roles],
    })


@requires(Permission.ACCOUNTS_MANAGE)
@require_POST
def change_user(request, user_id):
    """Revoke a role, stop or admit a user, or end all their sessions."""
    at, actor, act = clock.now(), request.actor, request.POST.get("act", "")
    try:
        if act == "sign_out":
            accounts.sign_out_everywhere(user_id=user_id, actor=actor, at=at)
            messages.success(request, _("Every session was ended."))
        elif act in ("stop", "admit"):
            accounts.set_active(user_id=user_id, is_active=act == "admit", actor=actor, at=at)
            messages.success(request, _("Saved."))
        elif act == "revoke" and request.POST.get("grant", "").isdigit():
            accounts.revoke_role(grant_id=int(request.POST["grant"]), actor=actor, at=at)
            messages.success(request, _("The role was revoked."))
    except accounts.UserNotFound as missing:
        raise Http404 from missing
    return redirect("accounts:user", user_id=user_id)


@requires(Permission.STAFF)
@require_http_methods(["GET", "POST"])
def break_glass(request):
    """Take a permission for an hour, for a reason; the managers are told through the outbox."""
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            expires_at = accounts.open_break_glass(
                permission=Permission(form.cleaned_data["permission"]),
                reason=form.cleaned_data["reason"], actor=request.actor, at=at,
            )
        except accounts.BreakGlassRefused as refused:
            form.add_error("reason", refused.message)
        else:
            _tell_managers(request.actor, form.cleaned_data, at)
            messages.warning(request, _("Opened until %(time)s. The managers have been told.") % {
                "time": expires_at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M")})
            return redirect("office")
    return render(request, "accounts/break_glass.html", {"form": form})


def _tell_managers(actor, data, at):
    for manager_id, email, language in accounts.managers_to_alert():
        with translation.override(language):
            outbox.write_message(
                key=f"break-glass:{actor.user_id}:{at.isoformat()}:{manager_id}", channel="mail",
                recipient=email, subject=_("Break-glass access was opened"),
                body=_("%(name)s opened %(permission)s for one hour. Reason: %(reason)s") % {
                    "name": actor.name, "permission": data["permission"],
                    "reason": data["reason"]},
                language=language, at=at,
            )
