"""Keys of programs: made, shown once, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.reporting import public as reporting
from przystan.reporting.forms.keys import SCOPES, KeyForm


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys, and make one; it is shown on the answer to this and never again."""
    form, token = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with transactions.transaction():
            token = reporting.make_key(
                actor=request.actor, at=clock.now(), name=form.cleaned_data["name"],
                scopes=[reporting.ApiScope(s) for s in form.cleaned_data["scopes"]])
        form = KeyForm()
    answer = render(request, "reporting/keys.html", {
        "form": form, "token": token,
        "keys": [(k, ", ".join(str(SCOPES[s]) for s in sorted(k.scopes)))
                 for k in reporting.list_keys()]})
    answer["Cache-Control"] = "no-store"
    return answer


@requires(Permission.ACCOUNTS_MANAGE)
@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """End a key at once."""
    try:
        with transactions.transaction():
            reporting.revoke_key(actor=request.actor, at=clock.now(), key_id=key_id)
    except reporting.KeyRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The key opens nothing any more."))
    return redirect("reporting:keys")
