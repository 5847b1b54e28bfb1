"""Basic access control and secure messaging of a chip (ICAO 9303-11, 4.3 and 9.8), as pure steps.

The key comes from the zone that was read: whoever has not seen the page cannot read the chip.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from przystan.rooms.documents.rules.digits import check_digit
from przystan.rooms.documents.types import ChipRefused, Transmit

APPLICATION = bytes.fromhex("A0000002471001")
FILES = {0: 0x011E, 29: 0x011D} | {n: 0x0100 + n for n in range(1, 17)}
"""Short names of the elementary files: 0 is EF.COM, 29 is EF.SOD, 1 to 16 the data groups."""
COM, SOD = 0, 29
OK = b"\x90\x00"
BLOCK, CHUNK, MAX_FILE = 8, 0xDF, 1 << 20
ENCRYPT, MAC = 1, 2


def access_key(*, number: str, birth: str, expiry: str) -> bytes:
    """Return the seed of a zone's keys; dates as the zone writes them, six digits."""
    number = number.ljust(9, "<")
    text = "".join(part + check_digit(part) for part in (number, birth, expiry))
    return hashlib.sha1(text.encode()).digest()[:16]


def derive(seed: bytes, purpose: int) -> bytes:
    """Return a two-key triple DES key for encrypting or for the checksum."""
    digest = hashlib.sha1(seed + purpose.to_bytes(4, "big")).digest()[:16]
    return bytes(b & 0xFE | (~bin(b >> 1).count("1") & 1) for b in digest)


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(TripleDES(key + key[:8]), modes.CBC(bytes(BLOCK)))


def encrypt(key: bytes, text: bytes) -> bytes:
    """Encrypt whole blocks."""
    run = _cipher(key).encryptor()
    return run.update(text) + run.finalize()


def decrypt(key: bytes, text: bytes) -> bytes:
    """Decrypt whole blocks."""
    run = _cipher(key).decryptor()
    return run.update(text) + run.finalize()


def pad(text: bytes) -> bytes:
    """Pad to whole blocks (ISO 9797-1, method 2)."""
    return text + b"\x80" + bytes(-(len(text) + 1) % BLOCK)


def unpad(text: bytes) -> bytes:
    """Take the padding off. Raises ChipRefused."""
    bare = text.rstrip(b"\x00")
    if not bare.endswith(b"\x80"):
        raise ChipRefused("padding")
    return bare[:-1]


def checksum(key: bytes, padded: bytes) -> bytes:
    """Return the retail MAC of whole blocks (ISO 9797-1, algorithm 3)."""
    single = Cipher(TripleDES(key[:8] * 3), modes.CBC(bytes(BLOCK))).encryptor()
    last = single.update(padded)[-BLOCK:]
    second = Cipher(TripleDES(key[8:] * 3), modes.ECB()).decryptor()
    first = Cipher(TripleDES(key[:8] * 3), modes.ECB()).encryptor()
    return first.update(second.update(last))


class Session:
    """A session with a chip: every command and answer is encrypted and has its checksum."""

    def __init__(self, transmit: Transmit, encrypting: bytes, mac: bytes, counter: bytes) -> None:
        self._transmit, self._encrypting, self._mac = transmit, encrypting, mac
        self._counter = int.from_bytes(counter, "big")

    def _next(self) -> bytes:
        self._counter = (self._counter + 1) % (1 << 64)
        return self._counter.to_bytes(BLOCK, "big")

    def send(self, header: bytes, data: bytes = b"", expected: int | None = None) -> bytes:
        """Send one command (class, instruction and both parameters) and return its answer."""
        body = b""
        if data:
            hidden = encrypt(self._encrypting, pad(data))
            body += b"\x87" + bytes([len(hidden) + 1]) + b"\x01" + hidden
        if expected is not None:
            body += b"\x97\x01" + bytes([expected])
        masked = bytes([header[0] | 0x0C]) + header[1:]
        covered = self._next() + pad(masked) + body
        mac = checksum(self._mac, pad(covered) if body else covered)
        body += b"\x8e\x08" + mac
        return self._open(self._transmit(masked + bytes([len(body)]) + body + b"\x00"))

    def _open(self, answer: bytes) -> bytes:
        body, status = answer[:-2], answer[-2:]
        if not body:
            raise ChipRefused(status.hex().upper())
        parts = _parts(body)
        covered = self._next() + b"".join(
            whole for tag, whole, _ in parts if tag in (0x87, 0x99))
        given = next((value for tag, _, value in parts if tag == 0x8E), b"")
        if checksum(self._mac, pad(covered)) != given:
            raise ChipRefused("checksum")
        told = next((value for tag, _, value in parts if tag == 0x99), status)
        if told != OK:
            raise ChipRefused(told.hex().upper())
        hidden = next((value[1:] for tag, _, value in parts if tag == 0x87), b"")
        return unpad(decrypt(self._encrypting, hidden)) if hidden else b""

    def read_file(self, number: int) -> bytes:
        """Return a whole elementary file. Raises ChipRefused."""
        self.send(bytes.fromhex("00A4020C"), FILES[number].to_bytes(2, "big"))
        content = self._read(0, 4)
        size, first = _size(content)
        whole = first + size
        if whole > MAX_FILE:
            raise ChipRefused("too large")
        while len(content) < whole:
            part = self._read(len(content), min(CHUNK, whole - len(content)))
            if not part:
                raise ChipRefused("cut short")
            content += part
        return content[:whole]

    def _read(self, offset: int, size: int) -> bytes:
        return self.send(b"\x00\xb0" + offset.to_bytes(2, "big"), expected=size)


def _size(start: bytes) -> tuple[int, int]:
    """Length of a file's value and where it begins, by its first four octets."""
    if len(start) < 4:
        raise ChipRefused("cut short")
    if start[1] < 0x80:
        return start[1], 2
    octets = start[1] & 0x7F
    if octets > 2:
        raise ChipRefused("length")
    return int.from_bytes(start[2:2 + octets], "big"), 2 + octets


def _parts(body: bytes) -> list[tuple[int, bytes, bytes]]:
    parts, at = [], 0
    while at + 2 <= len(body):
        size, first = body[at + 1], at + 2
        if size & 0x80:
            octets = size & 0x7F
            size = int.from_bytes(body[first:first + octets], "big")
            first += octets
        parts.append((body[at], body[at:first + size], body[first:first + size]))
        at = first + size
    return parts


def open_session(
    transmit: Transmit, seed: bytes, *, random: Callable[[int], bytes]
) -> Session:
    """Select the application and authenticate with the zone's key. Raises ChipRefused."""
    _plain(transmit, b"\x00\xa4\x04\x0c" + bytes([len(APPLICATION)]) + APPLICATION)
    challenge = _plain(transmit, b"\x00\x84\x00\x00\x08")
    ours, share = random(BLOCK), random(16)
    keys = derive(seed, ENCRYPT), derive(seed, MAC)
    hidden = encrypt(keys[0], ours + challenge + share)
    answer = _plain(transmit, b"\x00\x82\x00\x00\x28" + hidden + checksum(
        keys[1], pad(hidden)) + b"\x28")
    if len(answer) != 40 or checksum(keys[1], pad(answer[:32])) != answer[32:]:
        raise ChipRefused("checksum of the authentication")
    told = decrypt(keys[0], answer[:32])
    if told[:BLOCK] != challenge or told[BLOCK:16] != ours:
        raise ChipRefused("the chip does not know the key")
    session = bytes(a ^ b for a, b in zip(share, told[16:]))
    return Session(transmit, derive(session, ENCRYPT), derive(session, MAC),
                   challenge[4:] + ours[4:])


def _plain(transmit: Transmit, command: bytes) -> bytes:
    answer = transmit(command)
    if answer[-2:] != OK:
        raise ChipRefused(answer[-2:].hex().upper())
    return answer[:-2]
