"""A folder's chain of custody as a file, with its gaps shown as gaps."""

from __future__ import annotations

import csv

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.records import public as records


def _chain(request, folder_id):
    try:
        found = records.get_folder(folder_id=folder_id)
    except records.FolderNotFound as missing:
        raise Http404 from missing
    audit.record(actor=request.actor, at=clock.now(), action="records.export_chain",
                 subject=f"records.folder:{folder_id}")
    chain = records.list_custody(folder_id=folder_id)
    return found, chain, records.gaps_of(chain)


@requires(Permission.RECORDS_VIEW)
@require_GET
def as_csv(request, folder_id):
    """One row a step; a gap is a row of its own where it lies."""
    found, chain, gaps = _chain(request, folder_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="chain-{folder_id}.csv"'
    writer = csv.writer(answer)
    writer.writerow(["case_sign", "step", "kind", "at", "until", "place", "holder", "due_date",
                     "recorded_by", "note"])
    rows = [(0, None)] + list(enumerate(chain, 1))
    for number, step in rows:
        if step is not None:
            writer.writerow([found.case_sign, number, step.custody.value, step.at.isoformat(), "",
                             step.place, step.holder, step.due_date or "", step.recorded_by,
                             step.note])
        for gap in gaps:
            if gap.after == number:
                writer.writerow([found.case_sign, "", f"gap:{gap.kind.value}", "",
                                 gap.until.isoformat() if gap.until else "", "", "", "", "", ""])
    return answer


@requires(Permission.RECORDS_VIEW)
@require_GET
def as_json(request, folder_id):
    found, chain, gaps = _chain(request, folder_id)
    answer = JsonResponse({
        "case_sign": found.case_sign, "is_unbroken": not gaps,
        "steps": [{
            "step": number, "custody": s.custody, "at": s.at.isoformat(), "place": s.place,
            "holder": s.holder, "due_date": s.due_date.isoformat() if s.due_date else None,
            "recorded_by": s.recorded_by, "note": s.note} for number, s in enumerate(chain, 1)],
        "gaps": [{"after_step": g.after, "kind": g.kind,
                  "until": g.until.isoformat() if g.until else None} for g in gaps],
    }, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="chain-{folder_id}.json"'
    return answer
