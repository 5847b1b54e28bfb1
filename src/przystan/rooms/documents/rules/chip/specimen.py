"""A specimen state's signers and chips, made on the spot: for training, the demo and tests.

Its state is Utopia (UTO, in certificates UT), which ICAO keeps for specimens. The keys come from a
word, so the same word makes the same state; nothing that it signs is any state's document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import algos, cms, core, crl, keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from przystan.rooms.documents.rules.chip.named_curves import CURVES
from przystan.rooms.documents.rules.chip.signatures import HASHES, LIBRARY_CURVES
from przystan.rooms.documents.rules.chip.sod import SECURITY_OBJECT, SecurityObjectContent
from przystan.rooms.documents.rules.chip.trust import MASTER_LIST, MasterListContent

ISSUED_AT = datetime(2020, 1, 1, tzinfo=UTC)
EXPIRES_AT = datetime(2040, 1, 1, tzinfo=UTC)
RSA_BITS = 2048


@dataclass(frozen=True)
class Scheme:
    """How a state signs: `key` is rsa, pss or a curve's name; `is_explicit` writes it out."""

    key: str = "brainpoolP384r1"
    hash_name: str = "sha256"
    is_explicit: bool = False


class Signer:
    """A key with its certificate."""

    def __init__(self, scheme: Scheme, word: str) -> None:
        self.scheme, self.word = scheme, word
        self._key: Any
        if scheme.key in ("rsa", "pss"):
            self._key = rsa.generate_private_key(65537, RSA_BITS)
        else:
            digest = hashlib.sha512(f"{word} {scheme.key}".encode()).digest() * 2
            number = int.from_bytes(digest, "big") % (CURVES[scheme.key].n - 1) + 1
            self._key = ec.derive_private_key(number, LIBRARY_CURVES[scheme.key]())
        self.certificate = b""

    @property
    def info(self) -> keys.PublicKeyInfo:
        """The public key, its curve named or written out."""
        der = self._key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        info = keys.PublicKeyInfo.load(der)
        if self.scheme.is_explicit:
            info["algorithm"]["parameters"] = _explicit(self.scheme.key)
        return info

    @property
    def algorithm(self) -> algos.SignedDigestAlgorithm:
        """The signature's algorithm with its parameters."""
        name = self.scheme.hash_name
        if self.scheme.key == "pss":
            return algos.SignedDigestAlgorithm({
                "algorithm": "rsassa_pss", "parameters": algos.RSASSAPSSParams({
                    "hash_algorithm": {"algorithm": name},
                    "mask_gen_algorithm": {
                        "algorithm": "mgf1", "parameters": {"algorithm": name}},
                    "salt_length": HASHES[name].digest_size})})
        family = "rsa" if self.scheme.key == "rsa" else "ecdsa"
        return algos.SignedDigestAlgorithm({"algorithm": f"{name}_{family}"})

    def sign(self, content: bytes) -> bytes:
        """Sign; the same content gives the same signature but for PSS."""
        made: hashes.HashAlgorithm = HASHES[self.scheme.hash_name]
        if self.scheme.key == "rsa":
            return bytes(self._key.sign(content, padding.PKCS1v15(), made))
        if self.scheme.key == "pss":
            scheme = padding.PSS(padding.MGF1(made), made.digest_size)
            return bytes(self._key.sign(content, scheme, made))
        return bytes(self._key.sign(content, ec.ECDSA(made, deterministic_signing=True)))


class SpecimenState:
    """A country signer and a document signer, and what they sign."""

    def __init__(
        self, word: str = "specimen", scheme: Scheme | None = None, *, country: str = "UT",
        expires_at: datetime = EXPIRES_AT,
    ) -> None:
        self.scheme = scheme or Scheme()
        self.country, self.expires_at = country, expires_at
        self.root = Signer(self.scheme, f"{word} country signer")
        self.root.certificate = self._certificate(
            "Specimen country signer", 1, self.root, EXPIRES_AT, is_ca=True)
        self.signer = Signer(self.scheme, f"{word} document signer")
        self.signer.certificate = self._certificate(
            "Specimen document signer", 2, self.signer, expires_at)

    @property
    def anchor(self) -> bytes:
        """The country signer's certificate."""
        return self.root.certificate

    def _name(self, common: str) -> x509.Name:
        return x509.Name.build({"country_name": self.country, "organization_name": "Specimen",
                                "common_name": common})

    def _certificate(
        self, common: str, serial: int, subject: Signer, last: datetime, *, is_ca: bool = False,
    ) -> bytes:
        body = x509.TbsCertificate({
            "version": "v3", "serial_number": serial, "signature": self.root.algorithm,
            "issuer": self._name("Specimen country signer"),
            "validity": {"not_before": x509.Time({"utc_time": ISSUED_AT}),
                         "not_after": x509.Time({"utc_time": last})},
            "subject": self._name(common), "subject_public_key_info": subject.info,
            "extensions": [
                {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": is_ca}},
                {"extn_id": "key_identifier", "extn_value": subject.info.sha1},
                {"extn_id": "authority_key_identifier",
                 "extn_value": {"key_identifier": self.root.info.sha1}}]})
        return bytes(x509.Certificate({
            "tbs_certificate": body, "signature_algorithm": self.root.algorithm,
            "signature_value": self.root.sign(body.dump())}).dump())

    def security_object(
        self, groups: Mapping[int, bytes], *, signed_at: datetime = ISSUED_AT + timedelta(days=9),
    ) -> bytes:
        """Return EF.SOD over these data groups."""
        listed = SecurityObjectContent({
            "version": 0, "algorithm": {"algorithm": "sha256"},
            "hashes": [{"number": n, "value": hashlib.sha256(g).digest()}
                       for n, g in sorted(groups.items())]})
        inner = self._signed(SECURITY_OBJECT, listed.dump(), signed_at)
        size = len(inner).to_bytes(2, "big")
        return b"\x77\x82" + size + inner

    def master_list(
        self, anchors: Iterable[bytes], *, signed_at: datetime = ISSUED_AT + timedelta(days=9),
    ) -> bytes:
        """Return a master list of these country signers."""
        listed = MasterListContent(
            {"version": 0, "certificates": [x509.Certificate.load(a) for a in anchors]})
        return self._signed(MASTER_LIST, listed.dump(), signed_at)

    def revocation_list(
        self, serials: Iterable[int], *, at: datetime, days: int = 90,
    ) -> bytes:
        """Return the state's revocation list of `at`, good for so many days."""
        body = {
            "version": "v2", "signature": self.root.algorithm,
            "issuer": self._name("Specimen country signer"),
            "this_update": x509.Time({"utc_time": at}),
            "next_update": x509.Time({"utc_time": at + timedelta(days=days)})}
        rows = [{"user_certificate": s, "revocation_date": x509.Time({"utc_time": at})}
                for s in serials]
        content = crl.TbsCertList(body | ({"revoked_certificates": rows} if rows else {}))
        return bytes(crl.CertificateList({
            "tbs_cert_list": content, "signature_algorithm": self.root.algorithm,
            "signature": self.root.sign(content.dump())}).dump())

    def _signed(self, oid: str, content: bytes, signed_at: datetime) -> bytes:
        name = self.scheme.hash_name
        digest = hashlib.new(name, content).digest()
        attributes = cms.CMSAttributes([
            {"type": "content_type", "values": [oid]},
            {"type": "signing_time", "values": [cms.Time({"utc_time": signed_at})]},
            {"type": "message_digest", "values": [digest]}])
        certificate = x509.Certificate.load(self.signer.certificate)
        signer = cms.SignerInfo({
            "version": "v1", "sid": cms.SignerIdentifier({"issuer_and_serial_number": {
                "issuer": certificate.issuer, "serial_number": certificate.serial_number}}),
            "digest_algorithm": {"algorithm": name}, "signed_attrs": attributes,
            "signature_algorithm": self.signer.algorithm,
            "signature": self.signer.sign(attributes.dump())})
        data = cms.SignedData({
            "version": "v3", "digest_algorithms": [{"algorithm": name}],
            "encap_content_info": {"content_type": oid,
                                   "content": core.ParsableOctetString(content)},
            "certificates": [cms.CertificateChoices({"certificate": certificate})],
            "signer_infos": [signer]})
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def _explicit(name: str) -> keys.ECDomainParameters:
    curve = CURVES[name]
    size = curve.size
    point = b"\x04" + curve.x.to_bytes(size, "big") + curve.y.to_bytes(size, "big")
    return keys.ECDomainParameters(name="specified", value=keys.SpecifiedECDomain({
        "version": "ecdpVer1",
        "field_id": {"field_type": "prime_field", "parameters": core.Integer(curve.p)},
        "curve": {"a": curve.a.to_bytes(size, "big"), "b": curve.b.to_bytes(size, "big")},
        "base": keys.ECPoint(point), "order": curve.n, "cofactor": 1}))
