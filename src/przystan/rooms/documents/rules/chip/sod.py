"""EF.SOD: the signed list of a chip's hashes (ICAO 9303-10, 4.6.2), taken apart strictly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core

from przystan.rooms.documents.rules.chip.certificates import (
    Certificate,
    Unreadable,
    read_or_refuse,
)
from przystan.rooms.documents.rules.chip.signatures import HASHES, NOTHING, digest_of, holds

SECURITY_OBJECT = "2.23.136.1.1.1"
FILE_TAG = 0x77
MAX_BYTES = 1 << 20


class _GroupHash(core.Sequence):  # type: ignore[misc]
    _fields = [("number", core.Integer), ("value", core.OctetString)]


class _GroupHashes(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _GroupHash


class _Version(core.Sequence):  # type: ignore[misc]
    _fields = [("lds", core.PrintableString), ("unicode", core.PrintableString)]


class SecurityObjectContent(core.Sequence):  # type: ignore[misc]
    """The hashes of a chip as they are signed."""

    _fields = [("version", core.Integer), ("algorithm", algos.DigestAlgorithm),
               ("hashes", _GroupHashes), ("lds_version", _Version, {"optional": True})]


class SignedContent:
    """Signed data with one signer and the signer's certificate, of a chip or a master list."""

    def __init__(self, der: bytes, content_oid: str) -> None:
        if len(der) > MAX_BYTES * 16:
            raise Unreadable("too large")
        self._oid = content_oid
        read_or_refuse(lambda: self._read(der), "signed data")

    def _read(self, der: bytes) -> None:
        outer = cms.ContentInfo.load(der, strict=True)
        if outer["content_type"].native != "signed_data":
            raise ValueError("not signed data")
        data = outer["content"]
        self._envelope(data)
        content = data["encap_content_info"]["content"]
        self.content = bytes(content.native if isinstance(content.native, bytes)
                             else content.contents)
        (signer,) = data["signer_infos"]
        self.hash_name = _hash_name(signer["digest_algorithm"])
        self.algorithm = signer["signature_algorithm"]
        self.signature: bytes = signer["signature"].native
        self.certificates = [Certificate(c.chosen.dump()) for c in data["certificates"]]
        self.signer = self._signer(signer)
        self._attributes(signer["signed_attrs"])
        self.algorithm_name = str(self.algorithm["algorithm"].native)
        named = {_hash_name(d) for d in data["digest_algorithms"]}
        if self.hash_name not in named or not named <= set(HASHES):
            raise ValueError("the signer's hash is not named")

    def _envelope(self, data: Any) -> None:
        if data["version"].native not in ("v1", "v3", "v4", "v5"):
            raise ValueError("version")
        # The parser knows no name for these contents and keeps their number.
        if data["encap_content_info"]["content_type"].dotted != self._oid:
            raise ValueError("another content")

    def _signer(self, signer: Any) -> Certificate:
        """The certificate that the signer's identifier names, and no other.

        `is_exact` is whether the identifier writes the issuer byte for byte as the certificate
        does; where they are only alike, nothing is forged, and nothing is said to be genuine.
        """
        self.is_exact = True
        by_name = signer["sid"].name == "issuer_and_serial_number"
        if signer["version"].native != ("v1" if by_name else "v3"):
            raise ValueError("version of the signer")
        for certificate in self.certificates:
            if by_name:
                named = signer["sid"].chosen
                found = (named["serial_number"].native == certificate.serial
                         and named["issuer"] == certificate.issuer)
                self.is_exact = named["issuer"].dump() == certificate.issuer.dump()
            else:
                found = signer["sid"].native == certificate.key_id
            if found:
                return certificate
        raise ValueError("the signer's certificate is not there")

    def _attributes(self, signed: Any) -> None:
        self.signed_at: datetime | None = None
        self.digest = b""
        kinds = []
        for attribute in signed:
            kinds.append(attribute["type"].native)
            (value,) = attribute["values"]
            if kinds[-1] == "message_digest":
                self.digest = value.native
            elif kinds[-1] == "signing_time":
                self.signed_at = value.native
            elif kinds[-1] == "content_type" and value.dotted != self._oid:
                raise ValueError("another content is signed")
        if "content_type" not in kinds or len(kinds) != len(set(kinds)) or not self.digest:
            raise ValueError("attributes")
        # A signature covers the attributes as a set (RFC 5652, 5.4), not under their tag.
        body = signed.contents
        self.attributes = b"\x31" + core.OctetString(body).dump()[1:]

    def content_holds(self) -> bool:
        """Whether the content is what the attributes say. Raises AlgorithmUnknown."""
        return digest_of(self.hash_name, self.content) == self.digest

    def signature_holds(self) -> bool:
        """Whether the signer signed the attributes. Raises AlgorithmUnknown, Unreadable."""
        return read_or_refuse(lambda: holds(
            key=self.signer.key, algorithm=self.algorithm, hash_name=self.hash_name,
            signature=self.signature, content=self.attributes), "key of the signer")


def _hash_name(algorithm: Any) -> str:
    """The name of a hash that bears no parameters, or the null that stands for none."""
    if algorithm["parameters"].dump() not in NOTHING:
        raise ValueError("a hash with parameters")
    return str(algorithm["algorithm"].native)


class SecurityObject(SignedContent):
    """EF.SOD: what was signed, by whom, and the hash of every data group."""

    def __init__(self, der: bytes) -> None:
        if len(der) > MAX_BYTES:
            raise Unreadable("too large")
        super().__init__(read_or_refuse(lambda: unwrap(der), "EF.SOD"), SECURITY_OBJECT)
        read_or_refuse(self._groups, "list of hashes")

    def _groups(self) -> None:
        listed = SecurityObjectContent.load(self.content, strict=True)
        self.group_hash = str(listed["algorithm"]["algorithm"].native)
        rows = [(int(h["number"].native), bytes(h["value"].native)) for h in listed["hashes"]]
        self.groups = dict(rows)
        if len(self.groups) != len(rows) or not all(1 <= n <= 16 for n in self.groups):
            raise ValueError("data groups")


def unwrap(der: bytes) -> bytes:
    """Return the signed data of EF.SOD: what stands under its tag, or the bytes themselves."""
    if not der or der[0] != FILE_TAG:
        return der
    size, first = der[1], 2
    if size & 0x80:
        first = 2 + (size & 0x7F)
        size = int.from_bytes(der[2:first], "big")
    if len(der) != first + size:
        raise ValueError("cut short" if len(der) < first + size else "bytes left over")
    return der[first:]
