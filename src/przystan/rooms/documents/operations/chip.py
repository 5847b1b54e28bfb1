"""Importing whom a chip may be signed by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.documents import models
from przystan.rooms.documents.queries import trust_of
from przystan.rooms.documents.types import TrustImport, TrustKind, TrustMaterial

MAX_TRUST_BYTES = 16 << 20


class TrustRefused(ValueError):
    """A file of trust that is not taken; says why."""


def import_trust(
    *, actor: Actor, at: datetime, name: str, content: bytes, anchors: Sequence[bytes] = (),
    is_vouched: bool = False,
) -> TrustImport:
    """Import a master list, a country signer or a revocation list, once it is verified.

    A master list is taken when its signer was issued by a country signer of `anchors` or of those
    imported before; a revocation list when one of those signed it. A single country signer
    vouches for itself: it is taken only where `is_vouched`, which says that the office compared
    its fingerprint with the issuing state's. The same file twice changes nothing. Raises
    TrustRefused.
    """
    from przystan.rooms.documents.rules.chip.certificates import Unreadable
    from przystan.rooms.documents.rules.chip.trust import NotVerified, from_pem, kind_of

    if len(content) > MAX_TRUST_BYTES:
        raise TrustRefused(f"larger than {MAX_TRUST_BYTES >> 20} MB")
    try:
        blocks = from_pem(content)
        kind = kind_of(blocks[0][1])
        if not kind or len(blocks) > 1:
            raise TrustRefused("no certificate, master list or revocation list")
        der = blocks[0][1]
        made = _file(TrustKind(kind), name, der, _known(anchors), actor, at, is_vouched)
    except (Unreadable, NotVerified) as error:
        raise TrustRefused(str(error)) from error
    audit.record(
        actor=actor, at=at, action="documents.import_trust",
        subject=f"documents.trust:{made.id}",
        details={"kind": made.kind.value, "entries": made.entries, "added": made.added})
    return made


def _known(anchors: Sequence[bytes]) -> TrustMaterial:
    known = trust_of()
    return TrustMaterial((*anchors, *known.anchors), known.revocation_lists)


def _file(
    kind: TrustKind, name: str, der: bytes, known: TrustMaterial, actor: Actor, at: datetime,
    is_vouched: bool,
) -> TrustImport:
    values: dict[str, object] = {}
    ders: Sequence[bytes] = ()
    if kind is TrustKind.MASTER_LIST:
        from przystan.rooms.documents.rules.chip.trust import read_master_list

        listed = read_master_list(content=der, anchors=known, at=at)
        ders = listed.anchors
        values = {"signer": listed.signer.subject[:300], "country": listed.signer.country[:2],
                  "issued_at": listed.signed_at, "entries": len(ders)}
    elif kind is TrustKind.CERTIFICATE:
        if not is_vouched and der not in known.anchors:
            raise TrustRefused("a country signer vouches for itself: compare its fingerprint")
        ders, values = (der,), {"entries": 1}
    else:
        values = _revocation_list(der, known)
    file, is_new = models.TrustFile.objects.get_or_create(
        sha256=hashlib.sha256(der).hexdigest(),
        defaults={"kind": kind.value, "name": name[:200], "imported_at": at,
                  "imported_by": actor.name, **values})
    added, countries = _certificates(file, ders) if is_new else (0, ())
    return TrustImport(file.pk, kind, file.entries, added, is_new, file.signer, file.issued_at,
                       countries)


def _revocation_list(der: bytes, known: TrustMaterial) -> dict[str, object]:
    from przystan.rooms.documents.rules.chip.certificates import RevocationList
    from przystan.rooms.documents.rules.chip.trust import TrustStore

    read = RevocationList(der)
    if not TrustStore(TrustMaterial(known.anchors)).signs(read):
        raise TrustRefused("no known country signer signed the revocation list")
    facts = read.facts
    return {"signer": facts.issuer[:300], "country": facts.country[:2], "der": der,
            "issued_at": facts.this_update, "next_at": facts.next_update,
            "entries": facts.revoked}


def _certificates(file: models.TrustFile, ders: Sequence[bytes]) -> tuple[int, tuple[str, ...]]:
    from przystan.rooms.documents.rules.chip.certificates import Certificate

    read = [Certificate(der) for der in ders]
    rows = [
        models.TrustCertificate(
            file=file, fingerprint=f.fingerprint, country=f.country[:2], subject=f.subject[:300],
            not_before=f.not_before, not_after=f.not_after, der=c.der)
        for c in read for f in (c.facts,)]
    known = set(models.TrustCertificate.objects.filter(
        fingerprint__in=[r.fingerprint for r in rows]).values_list("fingerprint", flat=True))
    new = [r for r in rows if r.fingerprint not in known]
    models.TrustCertificate.objects.bulk_create(new)
    return len(new), tuple(sorted({r.country for r in rows}))
