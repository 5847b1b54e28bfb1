"""The outbox and the jobs as the administrator sees them: no recipients, no bodies."""

from __future__ import annotations

from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.jobs import public as jobs
from przystan.platform.outbox import public as outbox
from przystan.platform.ui import public as ui

TONES = {"delivered": ui.Tone.GREEN, "refused": ui.Tone.RED, "failed": ui.Tone.AMBER}


@requires(Permission.PLATFORM_OPERATE)
def messages(request):
    """List what has left, what waits, and what was refused."""
    labels = {"delivered": _("delivered"), "refused": _("refused"),
              "failed": _("to be tried again"), "waiting": _("waiting")}
    table = ui.Table(
        caption=_("Outbox"),
        columns=(ui.Column(_("No."), ui.Kind.NUMBER), ui.Column(_("Written"), ui.Kind.NOWRAP),
                 ui.Column(_("Channel")), ui.Column(_("Language")), ui.Column(_("State")),
                 ui.Column(_("Attempts"), ui.Kind.NUMBER), ui.Column(_("Files"))),
        rows=[(m.id, m.written_at, m.channel, m.language,
               ui.Tag(labels[m.outcome], TONES.get(m.outcome, ui.Tone.GREY)), m.attempts,
               ", ".join(f"{f.name} ({filesizeformat(f.size)})" for f in m.files) or None)
              for m in outbox.list_messages()],
        empty=ui.EmptyState(_("Nothing to send"), _("Messages to people appear here.")),
    )
    simulated = _("simulator: nothing is sent")
    carriers = ui.KeyFacts(tuple(
        ui.Fact(channel, f"{c.name} ({simulated})" if c.is_simulator else c.name)
        for channel, c in sorted(outbox.carriers().items())
    ))
    counted = ", ".join(f"{k}: {v}" for k, v in jobs.count_jobs().items()) or _("none")
    return render(request, "outbox/list.html", {
        "table": table, "carriers": carriers, "jobs": counted,
    })
