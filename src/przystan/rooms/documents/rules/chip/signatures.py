"""Verifying one signature: RSA, RSA-PSS and ECDSA, as documents and their signers bear them."""

from __future__ import annotations

from typing import Any

from asn1crypto import algos, core, keys
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from przystan.rooms.documents.rules.chip.curves import Curve, is_signed_by
from przystan.rooms.documents.rules.chip.named_curves import CURVES, OIDS

HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(), "sha224": hashes.SHA224(), "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(), "sha512": hashes.SHA512(),
}
# ECDSA with r and s side by side (BSI TR-03111, 5.2.1), and its hash.
PLAIN_ECDSA = {
    "0.4.0.127.0.7.1.1.4.1.1": "sha1", "0.4.0.127.0.7.1.1.4.1.2": "sha224",
    "0.4.0.127.0.7.1.1.4.1.3": "sha256", "0.4.0.127.0.7.1.1.4.1.4": "sha384",
    "0.4.0.127.0.7.1.1.4.1.5": "sha512",
}
LIBRARY_CURVES: dict[str, type[ec.EllipticCurve]] = {
    "secp192r1": ec.SECP192R1, "secp224r1": ec.SECP224R1, "secp256r1": ec.SECP256R1,
    "secp384r1": ec.SECP384R1, "secp521r1": ec.SECP521R1,
    "brainpoolP256r1": ec.BrainpoolP256R1, "brainpoolP384r1": ec.BrainpoolP384R1,
    "brainpoolP512r1": ec.BrainpoolP512R1,
}


# Parameters left out, or the null that says the same.
NOTHING = (b"", b"\x05\x00")


class AlgorithmUnknown(Exception):
    """A signature, hash or curve that this verifier does not know; says which."""


def digest_of(name: str, content: bytes) -> bytes:
    """Return the hash of a content. Raises AlgorithmUnknown."""
    if name not in HASHES:
        raise AlgorithmUnknown(name)
    made = hashes.Hash(HASHES[name])
    made.update(content)
    return made.finalize()


def holds(
    *, key: keys.PublicKeyInfo, algorithm: algos.SignedDigestAlgorithm, hash_name: str,
    signature: bytes, content: bytes,
) -> bool:
    """Whether the signature of the content is the key's.

    `hash_name` is used where the algorithm names none of its own. Raises AlgorithmUnknown, and
    ValueError for a key or parameters that cannot be read.
    """
    kind = key["algorithm"]["algorithm"].native
    oid = algorithm["algorithm"].dotted
    if (algorithm["algorithm"].native != "rsassa_pss"
            and algorithm["parameters"].dump() not in NOTHING):
        raise ValueError("parameters of the signature")
    try:
        if kind in ("rsa", "rsassa_pss"):
            return _rsa_holds(key, algorithm, hash_name, signature, content)
        if kind == "ec":
            name = PLAIN_ECDSA.get(oid) or _hash_of(algorithm, hash_name, "ecdsa")
            return _ec_holds(key, name, signature, content, is_plain=oid in PLAIN_ECDSA)
    except UnsupportedAlgorithm as unknown:
        raise AlgorithmUnknown(str(unknown)) from unknown
    raise AlgorithmUnknown(str(kind))


def _hash_of(algorithm: algos.SignedDigestAlgorithm, hash_name: str, family: str) -> str:
    name = str(algorithm["algorithm"].native)
    if name == family:
        return hash_name
    head, _, tail = name.partition("_")
    if tail != family or head not in HASHES:
        raise AlgorithmUnknown(name)
    return head


def _rsa_holds(
    key: keys.PublicKeyInfo, algorithm: algos.SignedDigestAlgorithm, hash_name: str,
    signature: bytes, content: bytes,
) -> bool:
    numbers = key["public_key"].parsed
    public = rsa.RSAPublicNumbers(
        numbers["public_exponent"].native, numbers["modulus"].native).public_key()
    scheme: padding.AsymmetricPadding = padding.PKCS1v15()
    if algorithm["algorithm"].native == "rsassa_pss":
        scheme, name = _pss(algorithm["parameters"])
    elif algorithm["algorithm"].native == "rsassa_pkcs1v15":
        name = hash_name
    else:
        name = _hash_of(algorithm, hash_name, "rsa")
    if name not in HASHES:
        raise AlgorithmUnknown(name)
    try:
        public.verify(signature, content, scheme, HASHES[name])
    except InvalidSignature:
        return False
    return True


def _pss(parameters: Any) -> tuple[padding.PSS, str]:
    name = str(parameters["hash_algorithm"]["algorithm"].native)
    mask = parameters["mask_gen_algorithm"]
    mask_name = str(mask["parameters"]["algorithm"].native)
    if mask["algorithm"].native != "mgf1" or mask_name not in HASHES or name not in HASHES:
        raise AlgorithmUnknown(f"{mask['algorithm'].native} {mask_name}")
    if parameters["trailer_field"].native not in (1, "trailer_field_bc"):
        raise AlgorithmUnknown("trailer")
    for hashed in (parameters["hash_algorithm"], mask["parameters"]):
        if hashed["parameters"].dump() not in NOTHING:
            raise ValueError("a hash with parameters")
    return padding.PSS(
        padding.MGF1(HASHES[mask_name]), int(parameters["salt_length"].native)), name


def _ec_holds(
    key: keys.PublicKeyInfo, name: str, signature: bytes, content: bytes, *, is_plain: bool,
) -> bool:
    curve = curve_of(key["algorithm"]["parameters"])
    x, y = _point(curve, bytes(key["public_key"].native))
    split = _plain(signature) if is_plain else _der(signature)
    if split is None:
        return False
    digest = digest_of(name, content)
    if curve.name not in LIBRARY_CURVES:
        spare = max(0, len(digest) * 8 - curve.n.bit_length())
        return is_signed_by(curve, (x, y), int.from_bytes(digest, "big") >> spare, *split)
    public = ec.EllipticCurvePublicNumbers(x, y, LIBRARY_CURVES[curve.name]()).public_key()
    try:
        public.verify(
            utils.encode_dss_signature(*split), digest, ec.ECDSA(utils.Prehashed(HASHES[name])))
    except InvalidSignature:
        return False
    return True


def _der(signature: bytes) -> tuple[int, int] | None:
    """r and s of a signature that is written in the one right way, else None."""
    try:
        r, s = utils.decode_dss_signature(signature)
    except ValueError:
        return None
    return (r, s) if utils.encode_dss_signature(r, s) == signature else None


def _plain(signature: bytes) -> tuple[int, int]:
    half = len(signature) // 2
    return int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")


def curve_of(parameters: keys.ECDomainParameters) -> Curve:
    """Return the named curve that parameters name or write out whole. Raises AlgorithmUnknown."""
    if parameters.name == "named":
        oid = parameters.chosen.dotted
        if oid not in OIDS:
            raise AlgorithmUnknown(f"curve {oid}")
        return CURVES[OIDS[oid]]
    if parameters.name != "specified":
        raise AlgorithmUnknown("curve of the issuer")
    written = parameters.chosen
    field = written["field_id"]
    if field["field_type"].native != "prime_field":
        raise AlgorithmUnknown("curve over a binary field")
    for curve in CURVES.values():
        if curve.p == field["parameters"].native and _is_same(curve, written):
            return curve
    raise AlgorithmUnknown("curve that has no name")


def _is_same(curve: Curve, written: Any) -> bool:
    cofactor = written["cofactor"]
    return (
        int.from_bytes(written["curve"]["a"].native, "big") % curve.p == curve.a
        and int.from_bytes(written["curve"]["b"].native, "big") == curve.b
        and written["order"].native == curve.n
        and _point(curve, bytes(written["base"].native)) == (curve.x, curve.y)
        and (isinstance(cofactor, core.Void) or cofactor.native in (None, 1))
    )


def _point(curve: Curve, octets: bytes) -> tuple[int, int]:
    size = curve.size
    if octets[:1] == b"\x04" and len(octets) == 1 + 2 * size:
        point = (int.from_bytes(octets[1:1 + size], "big"),
                 int.from_bytes(octets[1 + size:], "big"))
    elif octets[:1] in (b"\x02", b"\x03") and len(octets) == 1 + size:
        x = int.from_bytes(octets[1:], "big")
        point = (x, curve.y_of(x, octets[0] == 3))
    else:
        raise ValueError("not a point")
    if not curve.holds(point):
        raise ValueError("not a point of the curve")
    return point
