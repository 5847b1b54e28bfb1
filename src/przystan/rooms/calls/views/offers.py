"""To whom callers were offered, and why to them: for the contact's page and the wallboard."""

from __future__ import annotations

from django.utils.translation import gettext as _

from przystan.platform.accounts.public import shown_names
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.views.days import length

TONES = {calls.Fit.TOPIC: ui.Tone.GREEN, calls.Fit.LANGUAGE: ui.Tone.TEAL,
         calls.Fit.OTHER_BRANCH: ui.Tone.AMBER}


def offers_table(offers):
    """A row per ring: when, to whom, what fitted, why, after how long a wait."""
    if not offers:
        return None
    topics = calls.connected_staff().topics()
    names = shown_names(usernames=[o.username for o in offers])
    return ui.Table(
        caption=_("Offered to"), caption_hidden=True, columns=(
            ui.Column(_("When"), ui.Kind.HEAD), ui.Column(_("Operator")),
            ui.Column(_("Topic")), ui.Column(_("What fitted")), ui.Column(_("Why this operator")),
            ui.Column(_("Waited"), ui.Kind.NUMBER)),
        rows=[(o.at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M:%S"), names[o.username],
               topics.get(o.route.topic, o.route.topic) or None,
               ui.Tag(calls.fit_label(o.fit), TONES[o.fit]), _why(o), length(o.waited_seconds))
              for o in offers])


def _why(offer):
    words = str(calls.offer_label(offer.reason))
    if offer.ready > 1:
        return _("%(why)s; idle longest of %(count)s") % {"why": words, "count": offer.ready}
    return words
