"""The administrator's screens, and break-glass access for everybody on the staff."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts import idle, operations
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.forms import (
    BreakGlassForm,
    FirstPasswordForm,
    RoleForm,
    UserForm,
)
from przystan.platform.accounts.public import Permission, kept_open, public_form, requires
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.ui import public as ui

# Shorter values of a form are choices and dates: nobody misses them.
WORTH_SHOWING = 12

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
            at = clock.now()
            user_id = accounts.add_user(
                actor=request.actor, at=at, password=None, **form.cleaned_data)
        except accounts.UsernameTaken as taken:
            form.add_error("username", taken.message)
        else:
            _send_link(user_id, request.actor, at)
            messages.success(request, _("The user was added, and a link to set a password is on "
                                        "its way. Give them a role."))
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
        elif act == "link":
            _send_link(user_id, actor, at)
            messages.success(request, _("A link to set a password is on its way."))
        elif act in ("stop", "admit"):
            accounts.set_active(user_id=user_id, is_active=act == "admit", actor=actor, at=at)
            messages.success(request, _("Saved."))
        elif act == "revoke" and request.POST.get("grant", "").isdigit():
            accounts.revoke_role(grant_id=int(request.POST["grant"]), actor=actor, at=at)
            messages.success(request, _("The role was revoked."))
    except accounts.UserNotFound as missing:
        raise Http404 from missing
    return redirect("accounts:user", user_id=user_id)


def _send_link(user_id, actor, at):
    link = operations.make_password_link(user_id=user_id, actor=actor, at=at)
    address = settings.PUBLIC_ADDRESS + reverse("accounts:first_password", args=[link.code])
    with translation.override(link.language):
        outbox.write_message(
            # Lists of the outbox show keys: the link itself stands in the body alone.
            key=f"password-link:{user_id}:{at.isoformat()}", channel="mail", recipient=link.email,
            subject=_("Set your password"), language=link.language, at=at,
            body=_("%(name)s, set your password here: %(address)s\n\nThe link serves once, and "
                   "for 24 hours. After that the administrator sends another.") % {
                       "name": link.name, "address": address})


@sensitive_post_parameters()
@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def first_password(request, code):
    """Let whoever holds the link set a password; the second factor is not touched by it."""
    user = operations.user_of_link(code=code)
    if user is None:
        return render(request, "accounts/link_over.html", status=404)
    form = FirstPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        operations.set_password(
            user=user, password=form.cleaned_data["password"], at=clock.now())
        messages.success(request, _("The password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "accounts/first_password.html", {
        "form": form, "user_name": user.username})


@requires(Permission.STAFF)
@require_GET
def again(request):
    """Give back what was typed into a form that was sent after its session had ended."""
    found = idle.kept(request)
    if found is None:
        messages.info(request, _("Your session had ended. What is sealed, and files, are not "
                                 "kept: fill the form once more."))
        return redirect("office")
    texts = [value for _name, value in found.fields if len(value) >= WORTH_SHOWING]
    return render(request, "accounts/again.html", {"found": found, "texts": texts})


@kept_open  # what one page asks by itself does not close another one
@requires(Permission.STAFF)
@require_http_methods(["GET", "POST"])
def stay(request):
    """Say in how many seconds the session will end; sent as a form, it counts as an act."""
    return JsonResponse({"seconds": idle.seconds_left(request)})


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
