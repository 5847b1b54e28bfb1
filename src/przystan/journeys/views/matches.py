"""How an explained comparison is shown."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

TONES = {
    people.Verdict.SAME: ui.Tone.RED, people.Verdict.UNSURE: ui.Tone.AMBER,
    people.Verdict.DIFFERENT: ui.Tone.GREY,
}


def verdict_tag(comparison):
    """A comparison's verdict with its score in bits.

    A name alone speaks for nobody: where nothing contradicts, it is not another person either.
    """
    is_open = comparison.verdict is people.Verdict.DIFFERENT and all(
        r.weight >= 0 for r in comparison.reasons)
    words = _("too little is given to tell") if is_open else (
        people.verdict_label(comparison.verdict))
    return ui.Tag(f"{words} ({ui.number_text(comparison.score, 1)})", TONES[comparison.verdict])


def match_table(matches, *, caption, empty=None, to="people:card"):
    """Persons found, the likeliest first, each with how alike and why, and a link to a page."""
    return ui.Table(
        caption=caption,
        columns=(
            ui.Column(_("Person"), ui.Kind.HEAD), ui.Column(_("Other names")),
            ui.Column(_("Born"), ui.Kind.NOWRAP), ui.Column(_("Citizenship")),
            ui.Column(_("How alike")), ui.Column(_("Why"))),
        rows=[_row(m, to) for m in matches], empty=empty)


def _row(match, to):
    one = match.candidate
    link = ui.Link(reverse(to, args=[one.person_id]), one.name or _("erased"))
    if one.is_restricted and not one.citizenship:
        return (link, "", "", "", verdict_tag(match.comparison),
                _("The data are restricted: ask a manager before you register anybody."))
    return (
        link, ", ".join(one.other_names),
        people.birth_text(one.birth_date, one.birth_precision),
        people.country_label(one.citizenship), verdict_tag(match.comparison),
        people.explain(match))
