"""Whose document was examined: looked for by its number, and said by a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
def document_person(request, examination_id):
    """Show who bears the document's number, and link the one who is chosen."""
    try:
        found = documents.get_examination(examination_id=examination_id)
    except documents.ExaminationNotFound as missing:
        raise Http404 from missing
    matches = people.search_matches(
        actor=request.actor, at=clock.now(),
        record=people.MatchRecord(documents=(people.normal_number(found.number),)))
    ids = [m.candidate.person_id for m in matches]
    chosen = request.POST.get("person_id", "")
    if request.method == "POST" and chosen.isdigit() and int(chosen) in ids:
        if documents.link_person(actor=request.actor, at=clock.now(),
                                 examination_id=examination_id, person_id=int(chosen)):
            messages.success(request, _("The document was linked to the person."))
        return redirect("documents:examination", examination_id=examination_id)
    names = people.names_of(ids)
    return render(request, "journeys/document_person.html", {
        "found": found, "persons": [(n, names.get(n, "–")) for n in ids]})
