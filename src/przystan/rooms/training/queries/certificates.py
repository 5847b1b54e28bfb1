"""Reads of certificates, of the signed list of revoked badges, and of competences."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from przystan.rooms.training import models
from przystan.rooms.training.queries.signing import issuer, signing_key
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.rules.badge import Json, sign_badge
from przystan.rooms.training.rules.documents import status_list_of
from przystan.rooms.training.types import Certificate, Competence

# Everybody in the office serves in Polish.
OFFICE_LANGUAGE = "pl"


class CertificateNotFound(Exception):
    """There is no certificate with this code."""


class NoBadge(Exception):
    """This certificate has no badge: the office had no key when it was issued."""


def _rows() -> Any:
    return models.Certificate.objects.select_related(
        "attendance__session__course", "revocation")


def _certificate(row: Any, on: date) -> Certificate:
    session = row.attendance.session
    revocation = getattr(row, "revocation", None)
    return Certificate(
        row.code, session.course.code, session.course.title, session.course.title_en,
        row.attendance.participant, row.attendance.hours, session.held_on, row.issued_on,
        row.expires_on,
        rules.certificate_state(
            expires_on=row.expires_on, is_revoked=revocation is not None, on=on),
        revocation.reason if revocation else "", row.badge is not None)


def get_certificate(*, code: str, on: date) -> Certificate:
    """Return a certificate as it stands on a day. Raises CertificateNotFound."""
    row = _rows().filter(code=code).first()
    if row is None:
        raise CertificateNotFound(code)
    return _certificate(row, on)


def is_holder(*, code: str, user_id: int | None) -> bool:
    """Whether a certificate is a user's own."""
    return user_id is not None and models.Certificate.objects.filter(
        code=code, attendance__user_id=user_id).exists()


def list_certificates(*, on: date, offset: int = 0, limit: int = 25) -> tuple[Certificate, ...]:
    """Return certificates as they stand on a day, the latest first."""
    rows = _rows().order_by("-issued_on", "-id")[offset:offset + limit]
    return tuple(_certificate(row, on) for row in rows)


def get_badge(*, code: str) -> Json:
    """Return the signed badge of a certificate. Raises CertificateNotFound, NoBadge."""
    row = models.Certificate.objects.filter(code=code).first()
    if row is None:
        raise CertificateNotFound(code)
    if row.badge is None:
        raise NoBadge(code)
    return dict(row.badge)


def get_status_list(*, at: datetime) -> Json:
    """Return the list of revoked badges, signed now. Raises NoBadge without the office's key."""
    key = signing_key()
    if key is None:
        raise NoBadge("status")
    places = list(models.Revocation.objects.order_by("certificate_id").values_list(
        "certificate_id", flat=True))
    return sign_badge(status_list_of(places, issuer=issuer(key), at=at), key=key, at=at)


def office_name() -> str:
    """Return the name under which the office issues."""
    return str(settings.OFFICE_NAME)


def competence_matrix(*, on: date) -> tuple[Competence, ...]:
    """Return who may serve which procedure in which languages on a day, by person and procedure.

    A procedure counts through a certificate that holds on that day; of several the one that
    holds longest. Everybody serves in Polish, in other languages those for whom it is recorded.
    """
    rows = _rows().filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=on), issued_on__lte=on,
        revocation__isnull=True, attendance__user__is_active=True).order_by("id")
    until: dict[tuple[int, str], date | None] = {}
    names: dict[int, str] = {}
    units: dict[int, str] = {}
    for row in rows:
        user_id = row.attendance.user_id
        names[user_id] = row.attendance.participant
        units[user_id] = row.attendance.unit
        for slug in row.attendance.session.course.procedures:
            known = until.get((user_id, slug), date.min)
            until[user_id, slug] = (
                None if known is None or row.expires_on is None else max(known, row.expires_on))
    spoken: dict[int, set[str]] = defaultdict(lambda: {OFFICE_LANGUAGE})
    languages = models.StaffLanguage.objects.filter(user_id__in=list(names))
    for user_id, language in languages.values_list("user_id", "language"):
        spoken[user_id].add(language)
    return tuple(
        Competence(user_id, names[user_id], slug, tuple(sorted(spoken[user_id])), end,
                   units[user_id])
        for (user_id, slug), end in sorted(until.items(), key=lambda x: (names[x[0][0]], x[0])))


def who_may_serve(*, procedure: str, language: str, on: date) -> tuple[Competence, ...]:
    """Return those who may serve a procedure in a language on a day, by name."""
    return tuple(c for c in competence_matrix(on=on)
                 if c.procedure == procedure and language in c.languages)
