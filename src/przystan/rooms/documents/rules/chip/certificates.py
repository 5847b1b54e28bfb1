"""Certificates and revocation lists as documents' signers have them, read strictly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from asn1crypto import crl, x509

from przystan.rooms.documents.rules.chip.signatures import holds
from przystan.rooms.documents.types import CertificateFacts, RevocationFacts

# What the parser raises at bytes that are not what they should be.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
          RecursionError)
Made = TypeVar("Made")


class Unreadable(Exception):
    """Bytes that are not the structure that they should be."""


def read_or_refuse(read: Callable[[], Made], what: str) -> Made:
    """Return what `read` returns. Raises Unreadable instead of the parser's many errors."""
    try:
        return read()
    except BROKEN as broken:
        raise Unreadable(f"{what}: {type(broken).__name__}") from broken


class Certificate:
    """One certificate. Everything that is used of it is read at once, so that it fails here."""

    def __init__(self, der: bytes) -> None:
        self.der = der
        read_or_refuse(self._read, "certificate")

    def _read(self) -> None:
        self.parsed = x509.Certificate.load(self.der, strict=True)
        body = self.parsed["tbs_certificate"]
        self.body: bytes = body.dump()
        self.key = body["subject_public_key_info"]
        self.algorithm = self.parsed["signature_algorithm"]
        if self.algorithm.dump() != body["signature"].dump():
            raise ValueError("two signature algorithms")
        self.signature = exact_bits(self.parsed["signature_value"])
        self.subject, self.issuer = body["subject"], body["issuer"]
        self.serial: int = body["serial_number"].native
        self.not_before: datetime = self.parsed.not_valid_before
        self.not_after: datetime = self.parsed.not_valid_after
        self.key_id: bytes | None = self.parsed.key_identifier
        self.issuer_key_id: bytes | None = self.parsed.authority_key_identifier
        basic = self.parsed.basic_constraints_value
        self.is_ca = bool(basic and basic["ca"].native)
        self.country = country_of(self.subject) or country_of(self.issuer)
        self.key.dump()

    @cached_property
    def name(self) -> str:
        """The subject, comparable."""
        return str(self.subject.hashable)

    @cached_property
    def issuer_name(self) -> str:
        """The issuer, comparable."""
        return str(self.issuer.hashable)

    def is_issued_by(self, issuer: Certificate) -> bool:
        """Whether the issuer's key signed this certificate. Raises AlgorithmUnknown."""
        return read_or_refuse(lambda: holds(
            key=issuer.key, algorithm=self.algorithm, hash_name="", signature=self.signature,
            content=self.body), "key of the country signer")

    @property
    def facts(self) -> CertificateFacts:
        """What the certificate says of itself."""
        return CertificateFacts(
            self.subject.human_friendly, self.issuer.human_friendly, self.country,
            f"{self.serial:x}", self.not_before, self.not_after,
            hashlib.sha256(self.der).hexdigest())


class RevocationList:
    """One revocation list of a country signer."""

    def __init__(self, der: bytes) -> None:
        self.der = der
        read_or_refuse(self._read, "revocation list")

    def _read(self) -> None:
        parsed = crl.CertificateList.load(self.der, strict=True)
        body = parsed["tbs_cert_list"]
        self.body: bytes = body.dump()
        self.algorithm = parsed["signature_algorithm"]
        if self.algorithm.dump() != body["signature"].dump():
            raise ValueError("two signature algorithms")
        self.signature = exact_bits(parsed["signature"])
        self.issuer = body["issuer"]
        self.country = country_of(self.issuer)
        self.this_update: datetime = body["this_update"].native
        self.next_update: datetime | None = body["next_update"].native
        self.serials = {r["user_certificate"].native for r in body["revoked_certificates"]}

    def is_issued_by(self, issuer: Certificate) -> bool:
        """Whether the issuer's key signed this list. Raises AlgorithmUnknown."""
        return read_or_refuse(lambda: holds(
            key=issuer.key, algorithm=self.algorithm, hash_name="", signature=self.signature,
            content=self.body), "key of the country signer")

    @property
    def facts(self) -> RevocationFacts:
        """What the list says of itself."""
        return RevocationFacts(self.country, self.issuer.human_friendly, self.this_update,
                               self.next_update, len(self.serials))


def exact_bits(value: Any) -> bytes:
    """Return a bit string's octets; bits left over are no signature."""
    if not value.contents or value.contents[0] != 0:
        raise ValueError("bits left over")
    return bytes(value.contents[1:])


def country_of(name: x509.Name) -> str:
    """Return the country of a name, in capitals, or nothing."""
    found = name.native.get("country_name", "")
    return str(found if isinstance(found, str) else found[0]).upper()
