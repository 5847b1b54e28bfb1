"""The words for what a contact can be and for the languages of callers."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from przystan.rooms.calls.types import AgentStatus, Outcome
from przystan.rooms.calls.types.live import TaskState, UnitTask
from przystan.rooms.calls.types.recording import RecordingPurpose, TroubleKind
from przystan.rooms.calls.types.routing import Fit, OfferReason, PriorityReason

OUTCOMES = {
    Outcome.ANSWERED: _("answered"),
    Outcome.ABANDONED: _("abandoned"),
    Outcome.CONTAINED: _("ended in the helpline"),
    Outcome.CLOSED: _("office closed"),
    Outcome.OUTGOING_ANSWERED: _("call out, answered"),
    Outcome.OUTGOING_UNANSWERED: _("call out, not answered"),
    Outcome.CUT_BY_RESTART: _("cut by a restart of the engine"),
}
LANGUAGES = {
    "pl": _("Polish"), "uk": _("Ukrainian"), "ru": _("Russian"), "en": _("English"),
    "other": _("other"),
}

STATUSES = {
    AgentStatus.OFF: _("Signed off"), AgentStatus.READY: _("Ready"),
    AgentStatus.PAUSE: _("Pause"), AgentStatus.RINGING: _("Ringing"),
    AgentStatus.TALKING: _("Talking"), AgentStatus.WRAP_UP: _("Wrap-up"),
}
PAUSES = {
    "break": _("break"), "paperwork": _("paperwork"), "call_back": _("calling somebody back"),
    "meeting": _("meeting or training"), "calling": _("call out"),
    "listening": _("listening to a call"),
}
PAUSE_REASONS = tuple(reason for reason in PAUSES if reason not in ("calling", "listening"))
"""Those that an operator chooses; the others follow from what they do."""

TOPICS = {
    "status": _("case status"), "slot": _("booking, slot"), "documents": _("required documents"),
    "summons": _("summons, formal defects"), "card": _("card ready, collection"),
    "fees": _("fees and payment"), "fingerprints": _("fingerprints"),
    "temporary_protection": _("temporary protection"), "work_permit": _("work permit"),
    "other": _("other topic"), "call_back": _("call-back"),
    "missing_documents": _("missing documents"), "appointment_change": _("appointment change"),
    "address": _("wrong or incomplete address"), "interpreter": _("interpreter arrangement"),
    "survey": _("survey"),
}


def topic_label(topic: str) -> str | Promise:
    """Return the words for a topic; one that an operator wrote stays as it is."""
    return TOPICS.get(topic, topic)


def status_label(status: AgentStatus) -> Promise:
    """Return the word for an operator's state, in the reader's language."""
    return STATUSES[status]


def pause_label(reason: str) -> str | Promise:
    """Return the word for the reason of a pause; one that is none of ours as it is."""
    return PAUSES.get(reason, reason)


def outcome_label(outcome: Outcome) -> Promise:
    """Return the word for an outcome, in the reader's language."""
    return OUTCOMES[outcome]


def language_label(code: str) -> str | Promise:
    """Return the word for a caller's language; a code that is none of ours as it is."""
    return LANGUAGES.get(code, code)


PRIORITIES = {
    PriorityReason.CALLED_BACK: _("asked to be called back"),
    PriorityReason.APPOINTMENT_TODAY: _("has an appointment today"),
    PriorityReason.MINOR: _("calls about a minor"),
    PriorityReason.URGENT: _("urgent"),
    PriorityReason.PROMISED_CALL_BACK: _("waits for a promised call-back"),
    PriorityReason.TERM_NEAR: _("has a term within three days"),
}
FITS = {
    Fit.TOPIC: _("the topic and the language"), Fit.LANGUAGE: _("the language"),
    Fit.OTHER_BRANCH: _("the language, in another branch"),
}
OFFERS = {
    OfferReason.HOLDS_TOPIC: _("holds the competence for the topic"),
    OfferReason.NO_TOPIC: _("the place of the helpline names no topic"),
    OfferReason.NOBODY_HOLDS_TOPIC: _("nobody signed on holds the competence; the wait for it "
                                      "was over"),
    OfferReason.HOLDERS_BUSY: _("who holds the competence was not free; the wait for them was "
                                "over"),
    OfferReason.BRANCH_BUSY: _("nobody in the caller's branch was free; the wait for them was "
                               "over"),
}


def priority_label(reason: str) -> str | Promise:
    """Return the words for why callers go before others; "" stays ""."""
    return PRIORITIES[PriorityReason(reason)] if reason else ""


def fit_label(fit: Fit) -> Promise:
    """Return the words for what an operator has of what a caller needs."""
    return FITS[fit]


def offer_label(reason: OfferReason) -> Promise:
    """Return the words for why a caller was offered to an operator."""
    return OFFERS[reason]


PURPOSES = {
    RecordingPurpose.QUALITY: _("the quality of service"),
    RecordingPurpose.TRAINING: _("the training of staff"),
    RecordingPurpose.PROOF: _("proof of what was said"),
}
TROUBLES = {
    TroubleKind.FOLDER_FULL: _("the disk of the recordings is full"),
    TroubleKind.ENGINE_REFUSED: _("the engine could not write the recording"),
    TroubleKind.BROKEN_OFF: _("the recording broke off"),
}


def purpose_label(purpose: RecordingPurpose) -> Promise:
    """Return the words for why conversations are recorded, as callers hear them."""
    return PURPOSES[purpose]


def trouble_label(kind: TroubleKind) -> Promise:
    """Return the words for why a conversation went on unrecorded."""
    return TROUBLES[kind]


TASK_STATES = {
    TaskState.OPEN: _("waits"), TaskState.ACCEPTED: _("taken on"), TaskState.DONE: _("answered"),
}


def task_label(task: UnitTask, *, at: datetime) -> str:
    """Return the words for where a unit's task stands at an instant; overdue is said first."""
    words = str(TASK_STATES[task.state])
    is_late = task.state is not TaskState.DONE and at > task.due_at
    return gettext("overdue, %(state)s") % {"state": words} if is_late else words
