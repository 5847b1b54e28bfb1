"""The plain-language sheet beside a Polish letter, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from przystan.rooms.cases.types import DeliveryDay, LetterKind

OUTCOMES: dict[str, Promise] = {
    "granted": gettext_lazy("Your application was granted."),
    "refused": gettext_lazy("Your application was refused."),
    "discontinued": gettext_lazy("The proceedings were discontinued: nothing is decided on your "
                                 "application."),
    "left_unexamined": gettext_lazy("Your application was left without examination."),
}


def plain_lines(
    kind: LetterKind, content: Mapping[str, Any], language: str, delivered: DeliveryDay | None,
    due: Any,
) -> list[str]:
    """Return what a letter means, in short sentences of the active language."""
    said = content["type"].get(language) or content["type"]["pl"]
    lines = [_("This sheet explains the letter beside it. The Polish letter is the one that "
               "counts."),
             _("Your case: %(sign)s, %(type)s.") % {"sign": content["sign"], "type": said}]
    if kind is LetterKind.SUMMONS:
        return [*lines, *_summons(content, due)]
    lines.append(str(OUTCOMES[content["outcome"]]))
    lines.append(_("If you do not agree you may appeal within 14 days of the day on which you got "
                   "this letter. Hand the appeal in at this office or send it here by post."))
    if delivered:
        lines.append(_("This letter counts as delivered on %(day)s.")
                     % {"day": date_format(delivered.on, "j E Y")})
    return lines


def _summons(content: Mapping[str, Any], due: Any) -> list[str]:
    days = int(content["days"])
    lines = [ngettext(
        "The office needs more from you. You have %(days)s day from the day on which you get "
        "this letter.",
        "The office needs more from you. You have %(days)s days from the day on which you get "
        "this letter.", days) % {"days": days}]
    if due:
        lines.append(_("The last day is %(day)s.") % {"day": date_format(due, "j E Y")})
    lines.append(_("If something on the list is missing after that day, your application may not "
                   "be examined or may be refused. If you need help, call the helpline."))
    return lines


def list_title(kind: LetterKind) -> str:
    """Return the heading over the things that a letter asks for; empty where it asks nothing."""
    return _("Bring or send") if kind is LetterKind.SUMMONS else ""
