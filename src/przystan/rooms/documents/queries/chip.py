"""Reads about chips: passive authentication, and whom a chip may be signed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import models
from przystan.rooms.documents.types import (
    ChipVerification,
    Step,
    StepReason,
    TrustedCountry,
    TrustFileLine,
    TrustFolder,
    TrustKind,
    TrustMaterial,
)

STEPS = {
    Step.OBJECT: _("file of signatures (EF.SOD)"), Step.CONTENT: _("list of hashes"),
    Step.SIGNATURE: _("signature"), Step.CHAIN: _("country signer"),
    Step.VALIDITY: _("validity of the signer"), Step.REVOCATION: _("revocation"),
    Step.DATA_GROUPS: _("data group"), Step.COUNTRY: _("state of the signer"),
}
STEP_REASONS = {
    StepReason.HOLDS: _("holds"),
    StepReason.UNREADABLE: _("cut short or damaged: it cannot be read"),
    StepReason.NOT_REACHED: _("not reached"),
    StepReason.CONTENT_ALTERED: _("the list is not the one that was signed"),
    StepReason.INCONSISTENT: _("the signer is named in two ways"),
    StepReason.SIGNATURE_WRONG: _("the signature does not hold"),
    StepReason.ALGORITHM_UNKNOWN: _("an algorithm that is not known here"),
    StepReason.NO_ANCHOR: _("none of the country signers known issued the signer"),
    StepReason.NO_ANCHOR_OF_COUNTRY: _("no country signer of this country is known"),
    StepReason.NOT_ISSUED_BY_ANCHOR: _(
        "the country signer that is named did not issue the signer"),
    StepReason.EXPIRED: _("the signer has expired"),
    StepReason.NOT_YET_VALID: _("the signer is not valid yet"),
    StepReason.SIGNED_OUTSIDE_VALIDITY: _("signed when the signer was not valid"),
    StepReason.REVOKED: _("the signer is revoked"),
    StepReason.NO_REVOCATION_LIST: _("no revocation list of this country"),
    StepReason.REVOCATION_LIST_OLD: _("the revocation list is out of date"),
    StepReason.REVOCATION_LIST_UNSIGNED: _("no known country signer signed the revocation list"),
    StepReason.HASH_WRONG: _("the content is not the one that was signed"),
    StepReason.GROUP_NOT_SIGNED: _("the list of hashes does not name it"),
    StepReason.GROUP_NOT_READ: _("not read"),
    StepReason.COUNTRY_DIFFERS: _("the signer's state is not the document's"),
    StepReason.COUNTRY_UNKNOWN: _("not a state that is known"),
}
TRUST_KINDS = {
    TrustKind.MASTER_LIST: _("master list"), TrustKind.CERTIFICATE: _("country signer"),
    TrustKind.REVOCATION_LIST: _("revocation list"),
}


def step_label(step: Step) -> str:
    """Return a step of passive authentication in the reader's language."""
    return str(STEPS[step])


def step_reason_label(reason: StepReason) -> str:
    """Return why a step came to its outcome, in the reader's language."""
    return str(STEP_REASONS[reason])


def trust_kind_label(kind: TrustKind) -> str:
    """Return the kind of a file of trust in the reader's language."""
    return str(TRUST_KINDS[kind])


def verify_chip(
    *, sod: bytes, groups: Mapping[int, bytes], trust: TrustMaterial, at: datetime,
    needs_revocation_list: bool = True,
) -> ChipVerification:
    """Verify a chip's files by passive authentication (ICAO 9303-11, 5.1), step by step.

    `groups` are the data groups as read, by number. What cannot be verified (no anchor, no
    revocation list, data group 1 not read) is not possible, and then nothing is authentic. Without
    `needs_revocation_list` a missing list is left out of the steps: the office has decided so. It
    shows that the data are unaltered, never that the chip is not a copy.
    """
    from przystan.rooms.documents.rules.chip.trust import TrustStore
    from przystan.rooms.documents.rules.chip.verify import verify_chip as verify

    return verify(sod=sod, groups=groups, store=TrustStore(trust), at=at,
                  needs_revocation_list=needs_revocation_list)


def read_trust_folder(*, files: Mapping[str, bytes], at: datetime) -> TrustFolder:
    """Read files of trust by name: certificates as they stand, master lists once verified."""
    from przystan.rooms.documents.rules.chip.folder import read_folder

    return read_folder(files=files, at=at)


def trust_of(*, countries: Sequence[str] | None = None) -> TrustMaterial:
    """Return the imported country signers and revocation lists, of all or of some countries."""
    signers = models.TrustCertificate.objects.order_by("id")
    lists = models.TrustFile.objects.filter(kind=TrustKind.REVOCATION_LIST.value).order_by("id")
    if countries is not None:
        signers = signers.filter(country__in=list(countries))
        lists = lists.filter(country__in=list(countries))
    return TrustMaterial(
        tuple(bytes(d) for d in signers.values_list("der", flat=True)),
        tuple(bytes(d) for d in lists.values_list("der", flat=True) if d is not None))


def list_trust_files(*, limit: int = 50) -> tuple[TrustFileLine, ...]:
    """Return the imported files of trust, the latest first."""
    rows = models.TrustFile.objects.defer("der").order_by("-pk")[:limit]
    return tuple(
        TrustFileLine(r.pk, TrustKind(r.kind), r.name, r.signer, r.country, r.issued_at,
                      r.next_at, r.entries, r.imported_at, r.imported_by)
        for r in rows)


def list_trusted_countries() -> tuple[TrustedCountry, ...]:
    """Return the countries whose chips can be verified, in order, with their lists' dates."""
    revoked = dict(
        models.TrustFile.objects.filter(kind=TrustKind.REVOCATION_LIST.value)
        .values_list("country").annotate(Max("issued_at")).order_by("country"))
    rows = (models.TrustCertificate.objects.values("country")
            .annotate(signers=Count("pk"), last=Max("not_after")).order_by("country"))
    return tuple(
        TrustedCountry(r["country"], r["signers"], r["last"].date(),
                       day.date() if (day := revoked.get(r["country"])) else None)
        for r in rows)
