"""The words of a clock: each line of an explanation as one sentence in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from przystan.rooms.cases.types import (
    ClockLine,
    ClockState,
    EventKind,
    HeardAs,
    OpinionBody,
    Refusal,
    Sentence,
    TermName,
)

S, K, C, R, T = Sentence, EventKind, ClockState, Refusal, TermName
WORDS: dict[Sentence, Promise] = {
    S.RECEIVED: gettext_lazy("The application came on %(from)s."),
    S.MISSING_RECEIPT: gettext_lazy("The term has not started: no day of receipt is recorded."),
    S.MISSING_APPEARANCE: gettext_lazy(
        "The term has not started: the person has not appeared in person yet."),
    S.MISSING_FINGERPRINTS: gettext_lazy("The term has not started: fingerprints are missing."),
    S.MISSING_FORMALLY: gettext_lazy(
        "The term has not started: the formal defects are not remedied. The summons ran to "
        "%(to)s."),
    S.MISSING_DELIVERY: gettext_lazy(
        "The term has not started: a summons to mend the application is not delivered yet."),
    S.MISSING_DOCUMENTS: gettext_lazy(
        "The term has not started: documents are missing and no term for them has lapsed."),
    S.APPEARED: gettext_lazy("The person appeared in person on %(from)s."),
    S.FINGERPRINTS: gettext_lazy("Fingerprints were taken on %(from)s."),
    S.FORMALLY_COMPLETE: gettext_lazy("The application was free of formal defects on %(from)s."),
    S.DOCUMENTS_COMPLETE: gettext_lazy("The documents were complete on %(from)s."),
    S.DOCUMENTS_LAPSED: gettext_lazy("The term to bring the documents lapsed on %(from)s."),
    S.STARTS: gettext_lazy(
        "The last of these days is %(from)s: the term is counted from the day after."),
    S.STOPPED_BY_LAW: gettext_lazy("The law stops the term from %(from)s to %(to)s."),
    S.STOPPED_BY_LAW_OPEN: gettext_lazy(
        "The law stops the term from %(from)s; no end is known."),
    S.PAUSED: gettext_lazy("The proceedings are suspended from %(from)s to %(to)s."),
    S.PAUSED_OPEN: gettext_lazy(
        "The proceedings are suspended from %(from)s until they are resumed."),
    S.TERM_DAYS: gettext_lazy("The office has %(length)s days to decide, from %(from)s."),
    S.TERM_MONTHS: gettext_lazy("The office has %(length)s months to decide, from %(from)s."),
    S.EXTENDED: gettext_lazy("The office set a later day on %(from)s: %(to)s."),
    S.SHIFTED: gettext_lazy(
        "%(from)s is a Saturday or a holiday: the term ends on the next working day, %(to)s."),
    S.LAST_DAY: gettext_lazy("The last day to decide is %(from)s."),
    S.NO_LAST_DAY: gettext_lazy("No last day can be told while the term is stopped."),
    S.NO_TERM: gettext_lazy("The clock knows no term for this kind of case."),
    S.DECIDED: gettext_lazy("The case was decided on %(from)s."),
    S.OPINION_DUE: gettext_lazy(
        "An opinion was asked on %(from)s. No answer by %(to)s counts as no objection."),
    S.OPINION_SILENT: gettext_lazy(
        "An opinion was asked on %(from)s and its term made longer. No answer by %(to)s counts as "
        "no objection."),
    S.OPINION_RECEIVED: gettext_lazy("An opinion was asked on %(from)s and came on %(to)s."),
    S.APPEAL_UNTIL: gettext_lazy(
        "The decision was delivered on %(from)s. An appeal may be made until %(to)s."),
    S.FORWARD_UNTIL: gettext_lazy(
        "An appeal came on %(from)s. The office passes on the file by %(to)s."),
    S.APPEAL_STAGE: gettext_lazy("The appeal of %(from)s is to be decided by %(to)s."),
    S.DEFECTS_UNTIL: gettext_lazy(
        "The office asked on %(from)s to mend the application. The last day is %(to)s."),
    S.DOCUMENTS_UNTIL: gettext_lazy(
        "The office asked on %(from)s for documents. The last day is %(to)s."),
    S.UNDELIVERED: gettext_lazy(
        "The office sent a summons on %(from)s. Its term runs once it is delivered."),
    S.URGENCY_UNTIL: gettext_lazy(
        "An urgency request came on %(from)s. The office passes it on by %(to)s."),
    S.COURT_UNTIL: gettext_lazy(
        "On %(from)s a court told the office to decide by %(to)s."),
}
REFUSALS: dict[Refusal, Promise] = {
    R.BEFORE_BIRTH: gettext_lazy(
        "This day is before the person was born: check the day and the birth date."),
    R.BEFORE_RECEIPT: gettext_lazy("Nothing happens in a case before its application came."),
    R.RECEIVED_TWICE: gettext_lazy("The application came once: strike the earlier day first."),
    R.NO_LAST_DAY: gettext_lazy("Say until when: this event has a last day."),
    R.NO_TERM_AT_ALL: gettext_lazy("The last day must come after the day of the event."),
    R.ANSWERED_BEFORE_SUMMONED: gettext_lazy(
        "Nothing was summoned before this day: record the summons first."),
    R.RESUMED_UNPAUSED: gettext_lazy("The case was not suspended before this day."),
    R.PAUSES_OVERLAP: gettext_lazy(
        "The proceedings are suspended on this day already: resume them first, or strike the "
        "earlier suspension."),
    R.DECIDED_TWICE: gettext_lazy(
        "The case is decided: a further decision needs an appeal between the two, or strike the "
        "first."),
    R.UNDECIDED: gettext_lazy("There is no decision on or before this day: record it first."),
    R.UNAPPEALED: gettext_lazy("No appeal came on or before this day: record it first."),
    R.UNASKED: gettext_lazy(
        "This authority was not asked on or before this day: record the question first."),
    R.NO_HEARING: gettext_lazy("Nobody was called for this day: record the summons first."),
}
TERMS: dict[TermName, Promise] = {
    T.DECISION: gettext_lazy("Decision"), T.FORMAL_DEFECTS: gettext_lazy("Formal defects"),
    T.DOCUMENTS: gettext_lazy("Documents"), T.OPINION: gettext_lazy("Opinion"),
    T.APPEAL: gettext_lazy("Appeal"), T.FILE_FORWARD: gettext_lazy("File passed on"),
    T.APPEAL_STAGE: gettext_lazy("Second instance"), T.URGENCY: gettext_lazy("Urgency request"),
    T.COURT: gettext_lazy("Term set by a court"),
}
BODIES: dict[OpinionBody, Promise] = {
    OpinionBody.BORDER_GUARD: gettext_lazy("Border Guard"),
    OpinionBody.POLICE: gettext_lazy("Police"),
    OpinionBody.SECURITY_AGENCY: gettext_lazy("Internal Security Agency"),
    OpinionBody.CONSUL: gettext_lazy("Consul"),
}
HEARD: dict[HeardAs, Promise] = {
    HeardAs.APPLICANT: gettext_lazy("applicant"), HeardAs.SPOUSE: gettext_lazy("spouse"),
    HeardAs.WITNESS: gettext_lazy("witness"),
}
NOTES: dict[str, Promise] = {**{b.value: t for b, t in BODIES.items()},
                             **{h.value: t for h, t in HEARD.items()}}
STATES: dict[ClockState, Promise] = {
    C.NO_TERM: gettext_lazy("no term"), C.NOT_STARTED: gettext_lazy("term not started"),
    C.RUNNING: gettext_lazy("term runs"), C.SUSPENDED: gettext_lazy("term suspended"),
    C.OVERDUE: gettext_lazy("term overdue"), C.ENDED: gettext_lazy("case decided"),
}
EVENTS: dict[EventKind, Promise] = {
    K.RECEIVED: gettext_lazy("Application received"),
    K.APPEARED: gettext_lazy("Person appeared"),
    K.FINGERPRINTS: gettext_lazy("Fingerprints taken"),
    K.DEFECTS_SUMMONED: gettext_lazy("Summons to remedy formal defects"),
    K.DEFECTS_REMEDIED: gettext_lazy("Formal defects remedied"),
    K.DOCUMENTS_SUMMONED: gettext_lazy("Summons to bring documents"),
    K.DOCUMENTS_COMPLETE: gettext_lazy("Documents complete"),
    K.OPINION_ASKED: gettext_lazy("Opinion asked"),
    K.OPINION_PROLONGED: gettext_lazy("More time for an opinion"),
    K.OPINION_RECEIVED: gettext_lazy("Opinion received"),
    K.HEARING_SUMMONED: gettext_lazy("Called to a hearing"),
    K.HEARING_HELD: gettext_lazy("Hearing held"),
    K.HEARING_MISSED: gettext_lazy("Nobody came to the hearing"),
    K.PAUSED: gettext_lazy("Proceedings suspended"),
    K.RESUMED: gettext_lazy("Proceedings resumed"),
    K.EXTENDED: gettext_lazy("Later day set, with its reason"),
    K.DECIDED: gettext_lazy("Decision made"),
    K.DELIVERED: gettext_lazy("Decision delivered"),
    K.APPEALED: gettext_lazy("Appeal received"),
    K.FILE_SENT: gettext_lazy("File sent to the second instance"),
    K.APPEAL_ENDED: gettext_lazy("Second instance decided"),
    K.URGED: gettext_lazy("Urgency request received"),
    K.COURT_SET: gettext_lazy("Term set by a court"),
}


def explain_line(line: ClockLine) -> str:
    """Return one line of an explanation as a sentence in the language in force, without article."""
    values: dict[str, Any] = {
        "from": _day(line.from_date), "to": _day(line.to_date), "length": line.length}
    return str(WORDS[line.sentence]) % values


def explain_days(line: ClockLine) -> str:
    """Return how many days a line adds to the start, in words; empty where it adds none."""
    if not line.days:
        return ""
    return ngettext("%(days)s day", "%(days)s days", line.days) % {"days": line.days}


def explain_article(line: ClockLine) -> str:
    """Return the article that a line rests on, marked where the rule awaits confirmation."""
    if not line.article or line.is_confirmed:
        return line.article
    return _("%(article)s (not confirmed)") % {"article": line.article}


def state_label(state: ClockState) -> Promise:
    """Return the words for the state of a clock, in the reader's language."""
    return STATES[state]


def event_label(kind: EventKind) -> Promise:
    """Return the words for an event of a clock, in the reader's language."""
    return EVENTS[kind]


def note_text(note: str) -> str:
    """Return the note of an event: an authority or who is heard in the reader's language."""
    return str(NOTES[note]) if note in NOTES else note


def refusal_text(refusal: Refusal) -> Promise:
    """Return the sentence that says why an event is refused and what to do, in any language."""
    return REFUSALS[refusal]


def term_label(name: TermName) -> Promise:
    """Return the word for a term, in the reader's language."""
    return TERMS[name]


def _day(day: Any) -> str:
    return date_format(day, "j E Y") if day else "–"
