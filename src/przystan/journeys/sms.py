"""A person asks by SMS how a case stands, and is answered by SMS in their language."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy

from przystan.journeys.helpline import status_number_of, status_words
from przystan.platform.accounts import public as accounts
from przystan.platform.outbox import public as outbox
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people

MAIN_LANGUAGE = "pl"
# Who writes is not known before a code holds; an SMS of 70 signs a part has no room for more.
SPOKEN_TO_ANYBODY = ("pl", "en", "uk")


def answer_sms(
    *, gateway: str, message_id: str, number: str, text: str, at: datetime
) -> bool:
    """Answer an SMS through the outbox, once; return False for one that came before.

    A wrong code counts against the same lock as on the helpline, and is kept although the answer
    refuses: the caller must let the transaction stand. Neither number nor words are noted here;
    who writes from no telephone number is not answered.
    """
    if not calls.is_new_sms(gateway=gateway, message_id=message_id):
        return False
    recipient = calls.to_e164(number)
    outcome, language, words = _answer(text, at) if recipient else ("no_number", "pl", "")
    if recipient:
        outbox.write_message(
            key=f"sms-answer:{gateway}:{message_id}", channel="sms", recipient=recipient,
            subject="", body=words, language=language, at=at)
    calls.take_sms(
        gateway=gateway, message_id=message_id, outcome=outcome, language=language, at=at)
    return True


def _answer(text: str, at: datetime) -> tuple[str, str, str]:
    """Return how an SMS is answered: the outcome, the language, the words."""
    asked = calls.read_sms(text)
    if asked is None:
        return "not_read", MAIN_LANGUAGE, _to_anybody(
            gettext_lazy("Send the case sign, a space and the code that the office gave you."))
    try:
        found = cases.case_by_status_code(number=status_number_of(asked.case), pin=asked.pin, at=at)
    except cases.StatusLocked as refused:
        return "locked", MAIN_LANGUAGE, _to_anybody(refused.message)
    except cases.StatusRefused as refused:
        return "refused", MAIN_LANGUAGE, _to_anybody(refused.message)
    language = _language_of(found.person_id, at)
    with translation.override(language):
        return "told", language, status_words(found)


def _language_of(person_id: int | None, at: datetime) -> str:
    """Return the first language of a person in which the helpline speaks, else Polish."""
    if person_id is None:
        return MAIN_LANGUAGE
    try:
        person = people.get_person(
            actor=accounts.system_actor("answers by SMS"), at=at, person_id=person_id)
    except people.PersonRestricted:
        return MAIN_LANGUAGE
    return next((code for code in person.languages if code in calls.HELPLINE_LANGUAGES),
                MAIN_LANGUAGE)


def _to_anybody(message: object) -> str:
    """Return a sentence in every language of SPOKEN_TO_ANYBODY, a line each."""
    lines = []
    for language in SPOKEN_TO_ANYBODY:
        with translation.override(language):
            lines.append(str(message))
    return "\n".join(lines)
