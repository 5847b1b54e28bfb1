"""What the helpline and its switchboard ask of the office: a case's status in spoken words."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.knowledge import public as knowledge

_S = cases.Stage

SENTENCES = {
    _S.RECEIVED: _("Your application was received on %(date)s and waits to be examined."),
    _S.SUMMONED: _("On %(date)s we wrote to you for missing documents. Bring them in time."),
    _S.COMPLETE: _("Your application is complete since %(date)s and is being examined."),
    _S.EVIDENCE: _("Since %(date)s we are collecting evidence for your case. You need do nothing."),
    _S.DECIDED: _("Your case was decided on %(date)s. The decision comes by post."),
    _S.APPEALED: _("Your appeal of %(date)s is with the second instance."),
    _S.CARD_ORDERED: _("Your residence card was ordered on %(date)s. We will tell you when it is "
                       "ready."),
    _S.CLOSED: _("Your case was closed on %(date)s."),
}
"""What is said about each stage: what was done, and what the person must do. No name, no sign."""


def tell_status(
    *, number: str, pin: calls.Digits, language: str, at: datetime
) -> calls.StatusAnswer:
    """Say how a case stands, in a sentence of the caller's language, or why that is refused.

    Every try is counted. Nothing but the stage and its day is said.
    """
    try:
        found = cases.case_by_status_code(number=number, pin=pin.reveal(), at=at)
    except cases.StatusLocked:
        return calls.StatusAnswer(prompt="status-locked")
    except cases.StatusRefused:
        return calls.StatusAnswer(prompt="status-refused")
    with translation.override(language):
        return calls.StatusAnswer(text=status_words(found))


def status_words(found: cases.CaseSummary) -> str:
    """Say how a case stands in the language that is set. Nothing but the stage and its day."""
    return SENTENCES[found.stage] % {"date": date_format(found.stage_on, "j E Y")}


def status_number_of(case: str) -> str:
    """Return the status number of a case's sign; what is no sign is taken as the number."""
    found = cases.find_case(sign=case)
    code = cases.live_code_of(case_id=found.id) if found else None
    return code.number if code else case


LONG_WAIT_MINUTES = 30


def tell_place(*, language: str, position: int) -> str:
    """Say where a caller stands in the queue and how long it may take, in their language."""
    minutes = calls.expected_wait(language=language, position=position)
    with translation.override(language):
        said = gettext("You are number %(position)s in the queue.") % {"position": position}
        if minutes is None:
            return said
        if minutes >= LONG_WAIT_MINUTES:
            return f"{said} {gettext('You may wait half an hour or more.')}"
        wait = ngettext("You may wait about %(minutes)s minute.",
                        "You may wait about %(minutes)s minutes.", minutes)
        return f"{said} {wait % {'minutes': minutes}}"


def recording_notice(
    *, call_key: str, line: str, language: str, at: datetime
) -> tuple[int, str]:
    """Say to a caller that the conversation is recorded, why, for how long, and how to refuse.

    Return the policy's number with the words, (0, "") where nothing is recorded on this line or
    the caller was told already.
    """
    policy = calls.policy_on(on=clock.local_date(at), line=line)
    if policy is None or calls.has_recording_choice(call_key=call_key):
        return 0, ""
    with translation.override(language):
        days = ngettext("%(count)s day", "%(count)s days", policy.retention_days)
        return policy.id, gettext(
            "The conversation will be recorded for %(purpose)s and kept for %(days)s. If you do "
            "not agree, press 9: you will be served all the same.") % {
                "purpose": calls.purpose_label(policy.purpose),
                "days": days % {"count": policy.retention_days}}


class OfficeTexts:
    """What the knowledge room publishes on the portal, for the helpline to say too."""

    def tell(self, what: str, slug: str, language: str, /) -> str:
        """Return a procedure's documents or fee as one spoken text, "" when there is none.

        A text that is only there in Polish is none in another language.
        """
        try:
            text = knowledge.get_procedure(slug=slug, language=language).text
        except knowledge.ProcedureNotFound:
            return ""
        if text.language != language:
            return ""
        return "; ".join(text.documents) if what == "documents" else text.fee.rstrip(".")
