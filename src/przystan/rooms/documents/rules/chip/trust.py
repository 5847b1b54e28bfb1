"""Country signers: found for a certificate, read from a verified master list, or revoked."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import core, x509

from przystan.rooms.documents.rules.chip.certificates import (
    Certificate,
    RevocationList,
    Unreadable,
    read_or_refuse,
)
from przystan.rooms.documents.rules.chip.signatures import AlgorithmUnknown
from przystan.rooms.documents.rules.chip.sod import SignedContent
from przystan.rooms.documents.types import MasterList, TrustMaterial

MASTER_LIST = "2.23.136.1.1.2"
PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----", re.S)


class _Certificates(core.SetOf):  # type: ignore[misc]
    _child_spec = x509.Certificate


class MasterListContent(core.Sequence):  # type: ignore[misc]
    """The country signers of a master list as they are signed."""

    _fields = [("version", core.Integer), ("certificates", _Certificates)]


class NotVerified(Exception):
    """A master list that is not what a known country signer's list signer signed; says why."""


class TrustStore:
    """Country signers by name and by key, and the revocation lists beside them."""

    def __init__(self, material: TrustMaterial) -> None:
        self.anchors: list[Certificate] = []
        self.unreadable = 0
        self._by_name: dict[str, list[Certificate]] = defaultdict(list)
        self._by_key: dict[bytes, list[Certificate]] = defaultdict(list)
        self._add(material.anchors)
        self.lists = [RevocationList(der) for der in material.revocation_lists]

    def _add(self, ders: Iterable[bytes]) -> None:
        for der in dict.fromkeys(ders):
            try:
                anchor = Certificate(der)
                self._by_name[anchor.name].append(anchor)
            except Unreadable:
                self.unreadable += 1
                continue
            self.anchors.append(anchor)
            if anchor.key_id:
                self._by_key[anchor.key_id].append(anchor)

    def candidates(self, issued: Certificate) -> list[Certificate]:
        """Return the country signers that may have issued a certificate, by key and by name."""
        by_key = self._by_key.get(issued.issuer_key_id or b"", [])
        by_name = self._by_name.get(issued.issuer_name, [])
        return list({c.der: c for c in (*by_key, *by_name)}.values())

    def count_of(self, country: str) -> int:
        """How many country signers of a country (alpha-2) are trusted."""
        return sum(1 for a in self.anchors if a.country == country)

    def lists_of(self, country: str) -> list[RevocationList]:
        """Return the revocation lists of a country, the latest first."""
        found = [r for r in self.lists if r.country == country]
        return sorted(found, key=lambda r: r.this_update, reverse=True)

    def signs(self, revocation_list: RevocationList) -> bool:
        """Whether a country signer of the list's country signed it."""
        for anchor in self.anchors:
            if anchor.country != revocation_list.country:
                continue
            try:
                if revocation_list.is_issued_by(anchor):
                    return True
            except (AlgorithmUnknown, Unreadable):
                continue
        return False


@dataclass(frozen=True)
class Issuer:
    """Who issued a certificate: the country signer, or why none is known."""

    anchor: Certificate | None
    candidates: int
    unknown_algorithm: str = ""


def issuer_of(issued: Certificate, store: TrustStore) -> Issuer:
    """Find the country signer whose key signed a certificate while it was valid."""
    candidates = store.candidates(issued)
    unknown = ""
    for anchor in candidates:
        try:
            signed = anchor.is_ca and issued.is_issued_by(anchor)
        except (AlgorithmUnknown, Unreadable) as error:
            unknown = str(error)
            continue
        if signed and anchor.not_before <= issued.not_before <= anchor.not_after:
            return Issuer(anchor, len(candidates))
    return Issuer(None, len(candidates), unknown)


def read_master_list(*, content: bytes, anchors: TrustMaterial, at: datetime) -> MasterList:
    """Read a master list, having verified its signature and its signer's chain to an anchor.

    Raises Unreadable; NotVerified when the signature does not hold, or no anchor issued the
    signer: a list that vouches for itself alone is no trust.
    """
    signed = SignedContent(content, MASTER_LIST)
    try:
        if not (signed.content_holds() and signed.signature_holds()):
            raise NotVerified("the signature of the list does not hold")
    except AlgorithmUnknown as unknown:
        raise NotVerified(f"unknown algorithm: {unknown}") from unknown
    issuer = issuer_of(signed.signer, TrustStore(anchors))
    if issuer.anchor is None:
        raise NotVerified(
            f"no trusted country signer issued the list's signer ({signed.signer.facts.subject})")
    when = signed.signed_at or at
    if not signed.signer.not_before <= when <= signed.signer.not_after:
        raise NotVerified("the list's signer was not valid when it signed")
    ders = read_or_refuse(lambda: [
        c.dump() for c in MasterListContent.load(signed.content, strict=True)["certificates"]],
        "certificates of the list")
    store = TrustStore(TrustMaterial(tuple(ders)))
    return MasterList(
        anchors=tuple(a.der for a in store.anchors), signer=signed.signer.facts,
        anchor=issuer.anchor.facts, signed_at=signed.signed_at,
        countries=tuple(sorted({a.country for a in store.anchors})), unreadable=store.unreadable)


def from_pem(content: bytes) -> list[tuple[str, bytes]]:
    """Return the label and DER of each block of a PEM file; a file of DER is one block."""
    found = PEM.findall(content)
    if not found:
        return [("", content)]
    try:
        return [(label.decode(), base64.b64decode(body)) for label, body in found]
    except ValueError as broken:
        raise Unreadable(f"PEM: {broken}") from broken


def kind_of(der: bytes) -> str:
    """Return what a DER file holds: certificate, revocation_list, master_list; or nothing."""
    try:
        outer = core.Sequence.load(der)
        first = outer[0]
    except (ValueError, TypeError, KeyError, IndexError):
        return ""
    if isinstance(first, core.ObjectIdentifier):
        return "master_list"
    for kind, read in (("certificate", Certificate), ("revocation_list", RevocationList)):
        try:
            read(der)
        except Unreadable:
            continue
        return kind
    return ""
