"""Writes of the survey and of complaints."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.operations.branches import must_record_in
from przystan.rooms.advisory.queries.voices import SurveyClosed, code_hash, get_complaint
from przystan.rooms.advisory.queries.words import survey_message
from przystan.rooms.advisory.rules.voices import (
    SURVEY_DAYS,
    InvalidComplaint,
    check_complaint,
    check_complaint_step,
)
from przystan.rooms.advisory.types.voices import (
    Complaint,
    ComplaintState,
    NewComplaint,
    SurveyAnswer,
)
from przystan.rooms.people import public as people

# No vowels, no digit that looks like a letter: read aloud, typed from paper, never a word.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
CODE_LENGTH = 10
ANSWER_COLUMNS = ("project_id", "branch_id", "language", "month", "helpful", "clear")
INVITATION_COLUMNS = ("project_id", "branch_id", "language", "code_hash", "made_on",
                      "expires_on", "used_on")


def invite_to_survey(
    *, actor: Actor, at: datetime, project_id: int, branch: str, language: str
) -> str:
    """Make a one-time code for the survey and return it; only its hash is kept.

    Nothing ties it to the visit or the person. Raises OutsideBranch.
    """
    must_record_in(actor, branch)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    day = clock.local_date(at)
    made = models.SurveyInvitation.objects.create(
        project_id=project_id, branch_id=branch, language=language[:3],
        code_hash=code_hash(code), made_on=day, expires_on=day + SURVEY_DAYS)
    audit.record(
        actor=actor, at=at, action="advisory.invite_to_survey",
        subject=f"advisory.survey:{made.pk}")
    return code


def text_survey_code(
    *, actor: Actor, at: datetime, person_id: int, code: str, address: str, language: str
) -> bool:
    """Write an SMS with a survey's address to a person who agreed; False without a phone.

    `language` is one of the survey's: pl, en, uk, ru. The person's first phone is used, and the
    message leaves after the commit. The outbox then holds the number beside the code; an answer
    is tied to neither. Raises PersonNotFound, PersonRestricted.
    """
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    if not person.phones:
        return False
    outbox.write_message(
        key=f"survey:{code_hash(code)[:24]}", channel="sms", recipient=person.phones[0],
        subject="", body=survey_message(address=address, language=language), language=language,
        at=at)
    audit.record(
        actor=actor, at=at, action="advisory.text_survey_code", subject="advisory.survey:sms",
        person_id=person.id, details={"agreed": True, "language": language})
    return True


def answer_survey(*, at: datetime, code: str, answer: SurveyAnswer) -> None:
    """Record an answer under a code, which closes it. Raises SurveyClosed.

    The answer keeps project, branch, language and month. No audit line: whoever answers is
    nobody to the office, and a line would tell the second at which they did.
    """
    day = clock.local_date(at)
    changed = models.SurveyInvitation.objects.filter(
        code_hash=code_hash(code), used_on__isnull=True, expires_on__gte=day).update(used_on=day)
    if not changed:
        raise SurveyClosed("used or over")
    found = models.SurveyInvitation.objects.get(code_hash=code_hash(code))
    models.SurveyAnswer.objects.create(
        project_id=found.project_id, branch_id=found.branch_id, language=found.language,
        month=day.replace(day=1), helpful=answer.helpful.value, clear=answer.clear.value)


def record_answers_in_bulk(
    *, actor: Actor, at: datetime, project_id: int,
    invitations: Iterable[tuple[str, str, date, SurveyAnswer | None]],
) -> int:
    """Record invitations (branch, language, day) and their answers by COPY; return the answers.

    Their codes are thrown away: such invitations cannot be opened any more.
    """
    listed = list(invitations)
    transactions.copy_rows(
        table="advisory_surveyinvitation", columns=INVITATION_COLUMNS,
        rows=((project_id, branch, language, secrets.token_hex(32), day, day + SURVEY_DAYS,
               day if answer else None) for branch, language, day, answer in listed))
    count = transactions.copy_rows(
        table="advisory_surveyanswer", columns=ANSWER_COLUMNS,
        rows=((project_id, branch, language, day.replace(day=1), answer.helpful.value,
               answer.clear.value) for branch, language, day, answer in listed if answer))
    audit.record(
        actor=actor, at=at, action="advisory.record_answers_in_bulk",
        subject="advisory.survey:many", details={"count": count})
    return count


def file_complaint(*, actor: Actor, at: datetime, complaint: NewComplaint) -> str:
    """Record a complaint and return its number. Raises InvalidComplaint.

    The audit says neither who complains nor of what; a confidential one is not named at all.
    """
    check_complaint(complaint)
    year = clock.local_date(at).year
    transactions.lock_section("advisory.complaints")
    # Whoever complains sees no other complaint, and their numbers must be counted all the same.
    with transactions.beyond_the_wall():
        made = _write_complaint(actor, at, complaint, year)
    audit.record(
        actor=actor, at=at, action="advisory.file_complaint",
        subject=f"advisory.complaint:{made.pk}")
    return made.number


def _write_complaint(
    actor: Actor, at: datetime, complaint: NewComplaint, year: int
) -> models.Complaint:
    serial = models.Complaint.objects.filter(number__endswith=f"/{year}").count() + 1
    made = models.Complaint.objects.create(
        number=f"S/{serial}/{year}", branch_id=complaint.branch,
        category=complaint.category.value, language=complaint.language[:3],
        is_confidential=complaint.is_confidential, text=complaint.text.strip(),
        contact=complaint.contact.strip()[:200], received_at=complaint.received_at or at)
    models.ComplaintStep.objects.create(
        complaint=made, place=1, state=ComplaintState.RECEIVED.value,
        at=complaint.received_at or at, actor_name=actor.name)
    return made


def read_complaint(*, actor: Actor, at: datetime, complaint_id: int) -> Complaint:
    """Return one complaint with its text; the reading is audited. Raises ComplaintNotFound."""
    found = get_complaint(actor=actor, complaint_id=complaint_id)
    audit.record_read(
        actor=actor, at=at, action="advisory.read_complaint",
        subject=f"advisory.complaint:{complaint_id}")
    return found


def move_complaint(
    *, actor: Actor, at: datetime, complaint_id: int, state: ComplaintState, answer: str = ""
) -> None:
    """Append the next state of a complaint. Raises ComplaintNotFound, InvalidComplaint."""
    found = get_complaint(actor=actor, complaint_id=complaint_id)
    check_complaint_step(found.state, state, answer)
    try:
        with transactions.transaction():
            models.ComplaintStep.objects.create(
                complaint_id=complaint_id, place=len(found.steps) + 1, state=state.value, at=at,
                actor_name=actor.name, answer=answer.strip())
    except IntegrityError as error:
        raise InvalidComplaint("somebody else has just moved this complaint") from error
    audit.record(
        actor=actor, at=at, action="advisory.move_complaint",
        subject=f"advisory.complaint:{complaint_id}", details={"state": state.value})
