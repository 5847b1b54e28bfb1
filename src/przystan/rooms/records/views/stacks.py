"""Screens of a stack on the desk reader: what each folder is, and putting it back in one step."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import CUSTODY_LABELS, GROUP_LABELS, StackForm
from przystan.rooms.records.views.branches import must_edit, own_branch

SEEN_WITHIN = timedelta(minutes=5)
G = records.StackGroup


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def stack(request):
    """A stack is read and shown at once; nothing is recorded by reading."""
    form = StackForm(request.POST or None, initial={"branch": own_branch(request)})
    groups = None
    if request.method == "POST" and form.is_valid():
        groups = _groups(_read(form.cleaned_data))
        # An empty field: the next stack is not typed behind this one.
        form = StackForm(initial={"branch": form.cleaned_data["branch"]})
    return render(request, "records/stack.html", {"form": form, "groups": groups})


def _read(data):
    texts = data["tags"].splitlines()
    if data["reader"]:
        texts += records.seen_at_desk(reader=data["reader"], since=clock.now() - SEEN_WITHIN)
    return records.identify_stack(texts=texts, branch=data["branch"])


def _groups(items):
    """Return every group that is not empty, in the order in which a clerk settles them."""
    found = []
    for group, title in GROUP_LABELS.items():
        here = [i for i in items if i.group is group]
        if here:
            found.append({
                "title": title, "is_reshelve": group is G.RESHELVE, "table": _table(title, here),
                "ids": [i.folder_id for i in here if i.folder_id] if group is G.RESHELVE else [],
            })
    return found


def _table(title, items):
    return ui.Table(
        caption=title,
        columns=(ui.Column(_("Place"), ui.Kind.CODE), ui.Column(_("Folder"), ui.Kind.HEAD),
                 ui.Column(_("Branch")), ui.Column(_("Recorded as")), ui.Column(_("Read as"),
                                                                                ui.Kind.CODE),
                 ui.Column(_("Wanted by"))),
        rows=[(i.place or None,
               ui.Link(reverse("records:folder", args=[i.folder_id]), i.case_sign)
               if i.folder_id else _("no folder"),
               i.branch or None, CUSTODY_LABELS[i.custody] if i.custody else None, i.text,
               i.wanted_by or None)
              for i in items],
    )


@requires(Permission.RECORDS_EDIT)
@require_POST
def reshelve(request):
    """The stack was put back: every folder on its own place, in one step."""
    ids = [int(n) for n in request.POST.getlist("folder") if n.isdigit()]
    try:
        count = records.reshelve_folders(folder_ids=ids, actor=request.actor, at=clock.now())
    except records.FolderNotFound as missing:
        raise Http404 from missing
    except (records.NoPlaceYet, records.CustodyNotAllowed) as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, ngettext(
            "%(count)s folder is recorded on its place.",
            "%(count)s folders are recorded on their places.", count) % {"count": count})
    return redirect("records:stack")


@requires(Permission.RECORDS_EDIT)
@require_POST
def undo(request, folder_id):
    """The last step of custody was wrong: the state before it holds again."""
    try:
        found = records.get_folder(folder_id=folder_id)
        must_edit(request, found.branch)
        records.undo_custody(folder_id=folder_id, actor=request.actor, at=clock.now())
    except records.FolderNotFound as missing:
        raise Http404 from missing
    except records.NothingToUndo as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The last step is undone; the chain shows both."))
    return redirect("records:folder", folder_id=folder_id)
