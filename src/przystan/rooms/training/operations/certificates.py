"""Issuing and revoking certificates, reminding of their end; languages of staff."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions import public as transactions
from przystan.rooms.training import models
from przystan.rooms.training.queries.certificates import CertificateNotFound
from przystan.rooms.training.queries.sessions import AttendanceNotFound
from przystan.rooms.training.queries.signing import issuer, signing_key
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.rules.badge import Json, sign_badge
from przystan.rooms.training.rules.documents import Award, badge_of

# Days before a certificate's end on which its holder is reminded.
REMIND_BEFORE = (60, 14)


class CertificateNotPossible(Exception):
    """Not signed, test not passed, or certified before."""

    message = gettext_lazy(
        "A certificate needs a signed attendance and, where the course has one, a passed test; "
        "it is issued once.")


class RevokedBefore(Exception):
    """The certificate was revoked already, or no reason was given."""

    message = gettext_lazy("Give a reason; a certificate is revoked once.")


def issue_certificate(*, attendance_id: int, actor: Actor, at: datetime) -> str:
    """Certify an attendance and return the certificate's code; sign its badge with the key.

    Without the office's key the certificate has no badge. Raises AttendanceNotFound,
    CertificateNotPossible.
    """
    row = models.Attendance.objects.select_related("session__course").filter(
        pk=attendance_id).first()
    if row is None:
        raise AttendanceNotFound(attendance_id)
    if not _is_earned(row):
        raise CertificateNotPossible(attendance_id)
    course = row.session.course
    day = clock.local_date(at)
    ends = rules.add_months(row.session.held_on, course.valid_months) if (
        course.valid_months) else None
    if ends is not None and ends < day:
        raise CertificateNotPossible(attendance_id)
    place = transactions.new_ids(table="training_certificate", count=1)[0]
    code = secrets.token_urlsafe(16)
    award = Award(
        code, place, row.participant, course.code, course.title, course.title_en, row.hours,
        clock.day_start(day),
        clock.day_end(ends) - timedelta(seconds=1) if ends else None)
    try:
        with transactions.transaction():
            models.Certificate.objects.create(
                pk=place, code=code, attendance=row, issued_on=day, expires_on=ends,
                badge=_badge(award, at), issued_at=at, issued_by=actor.name)
    except IntegrityError as twice:
        raise CertificateNotPossible(attendance_id) from twice
    audit.record(actor=actor, at=at, action="training.issue_certificate",
                 subject=f"training.certificate:{place}")
    return code


def _badge(award: Award, at: datetime) -> Json | None:
    key = signing_key()
    return sign_badge(badge_of(award, issuer=issuer(key)), key=key, at=at) if key else None


def _is_earned(row: models.Attendance) -> bool:
    if not hasattr(row, "signature"):
        return False
    course = row.session.course
    return course.pass_mark is None or models.Sitting.objects.filter(
        course=course, user_id=row.user_id or 0, kind="post", has_passed=True).exists()


def revoke_certificate(*, code: str, reason: str, actor: Actor, at: datetime) -> None:
    """Revoke a certificate for a reason. Raises CertificateNotFound, RevokedBefore."""
    row = models.Certificate.objects.filter(code=code).first()
    if row is None:
        raise CertificateNotFound(code)
    try:
        with transactions.transaction():
            models.Revocation.objects.create(
                certificate=row, reason=reason.strip(), revoked_at=at, revoked_by=actor.name)
    except IntegrityError as twice:
        raise RevokedBefore(code) from twice
    audit.record(actor=actor, at=at, action="training.revoke_certificate",
                 subject=f"training.certificate:{row.pk}")


def record_language(*, user_id: int, language: str, actor: Actor, at: datetime) -> None:
    """Record that somebody serves in a language; a second time changes nothing."""
    _row, is_new = models.StaffLanguage.objects.get_or_create(
        user_id=user_id, language=language,
        defaults={"recorded_at": at, "recorded_by": actor.name})
    if is_new:
        audit.record(actor=actor, at=at, action="training.record_language",
                     subject=f"accounts.user:{user_id}", details={"language": language})


def send_reminders(*, at: datetime) -> int:
    """Remind of certificates that end in 60 or 14 days and ask, after three months, what was used.

    Each holder is reminded once of each; a day on which the worker stood still is caught up.
    Return the number of new messages.
    """
    today = clock.local_date(at)
    return _remind_of_ends(today, at) + _ask_whether_used(today, at)


def _remind_of_ends(today: date, at: datetime) -> int:
    last = today + timedelta(days=max(REMIND_BEFORE))
    ending = models.Certificate.objects.select_related("attendance__session__course").filter(
        expires_on__range=(today, last), revocation__isnull=True,
        attendance__user__isnull=False).order_by("id")
    sent = 0
    for row in ending:
        assert row.expires_on is not None
        left = (row.expires_on - today).days
        step = min(d for d in REMIND_BEFORE if d >= left)
        sent += _write(
            row.attendance, f"training:ends:{row.pk}:{step}", at,
            gettext_lazy("Your certificate ends on %(day)s: %(title)s"), row.expires_on)
    return sent


def _ask_whether_used(today: date, at: datetime) -> int:
    asked = models.Attendance.objects.select_related("session__course").filter(
        session__held_on__range=(rules.add_months(today, -rules.USED_AFTER_MONTHS - 1),
                                 rules.add_months(today, -rules.USED_AFTER_MONTHS)),
        user__isnull=False).exclude(opinions__kind="used").order_by("id")
    return sum(
        _write(row, f"training:used:{row.pk}", at,
               gettext_lazy("Do you use at work what you learnt on %(day)s: %(title)s?"),
               row.session.held_on)
        for row in asked)


def _write(row: models.Attendance, key: str, at: datetime, subject: object, day: date) -> bool:
    """Write one message to a participant whose address is known; tell whether it is new."""
    found = accounts.contacts_of_names(names=[row.participant]).get(row.participant)
    if found is None:
        return False
    address, language = found
    with translation.override(language):
        course = row.session.course
        title = course.title if language == "pl" else course.title_en
        return outbox.write_message(
            key=key, channel="mail", recipient=address,
            subject=str(subject) % {"day": f"{day:%d.%m.%Y}", "title": title},
            body=gettext("Open “My training” in the office's system."), language=language, at=at)
