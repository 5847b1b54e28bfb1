"""A chip in memory: basic access control and secure messaging from the card's side."""

from __future__ import annotations

import secrets
import socket
import struct
import threading

from przystan.rooms.documents.rules.chip import access

ATR = bytes.fromhex("3B8880010073C84000009000E2")
NAMES = {number: name for name, number in access.FILES.items()}


class VirtualChip:
    """Answers commands; `files` by the names of access.FILES."""

    def __init__(self, seed: bytes, files: dict[int, bytes]) -> None:
        self._seed, self._files = seed, files
        self._challenge = b""
        self._keys: tuple[bytes, bytes] | None = None
        self._counter = 0
        self._chosen = b""

    def transmit(self, command: bytes) -> bytes:
        """Answer one command with its status."""
        if command[0] & 0x0C:
            return self._secure(command)
        if command[:2] == b"\x00\xa4":
            return b"\x90\x00"
        if command[:2] == b"\x00\x84":
            self._challenge = secrets.token_bytes(8)
            return self._challenge + b"\x90\x00"
        if command[:2] == b"\x00\x82":
            return self._authenticate(command[5:45])
        return b"\x69\x82"

    def _authenticate(self, sent: bytes) -> bytes:
        keys = [access.derive(self._seed, n) for n in (access.ENCRYPT, access.MAC)]
        if access.checksum(keys[1], access.pad(sent[:32])) != sent[32:]:
            return b"\x63\x00"
        plain = access.decrypt(keys[0], sent[:32])
        share = secrets.token_bytes(16)
        hidden = access.encrypt(keys[0], self._challenge + plain[:8] + share)
        seed = bytes(a ^ b for a, b in zip(plain[16:], share))
        self._keys = access.derive(seed, access.ENCRYPT), access.derive(seed, access.MAC)
        self._counter = int.from_bytes(self._challenge[4:] + plain[4:8], "big")
        return hidden + access.checksum(keys[1], access.pad(hidden)) + b"\x90\x00"

    def _count(self) -> bytes:
        self._counter += 1
        return self._counter.to_bytes(8, "big")

    def _secure(self, command: bytes) -> bytes:
        if self._keys is None:
            return b"\x69\x88"
        body = command[5:-1]
        covered = self._count() + access.pad(command[:4]) + body[:-10]
        if access.checksum(self._keys[1], access.pad(covered)) != body[-8:]:
            return b"\x69\x88"
        if command[1] == 0xA4:
            name = access.unpad(access.decrypt(self._keys[0], body[3:11]))
            number = NAMES.get(int.from_bytes(name, "big"), -1)
            if number not in self._files:
                return self._seal(b"", b"\x6a\x82")
            self._chosen = self._files[number]
            return self._seal(b"", b"\x90\x00")
        offset = int.from_bytes(command[2:4], "big")
        return self._seal(self._chosen[offset:offset + body[2]], b"\x90\x00")

    def _seal(self, data: bytes, status: bytes) -> bytes:
        assert self._keys
        body = b""
        if data:
            hidden = b"\x01" + access.encrypt(self._keys[0], access.pad(data))
            size = bytes([len(hidden)]) if len(hidden) < 0x80 else bytes([0x81, len(hidden)])
            body = b"\x87" + size + hidden
        body += b"\x99\x02" + status
        mac = access.checksum(self._keys[1], access.pad(self._count() + body))
        return body + b"\x8e\x08" + mac + status


def serve(chip: VirtualChip, port: int) -> threading.Thread:
    """Lay the chip on the virtual reader of vpcd, which listens on this port."""
    line = socket.create_connection(("127.0.0.1", port), 5)
    line.settimeout(30)

    def run() -> None:
        while (head := line.recv(2)):
            (size,) = struct.unpack(">H", head)
            command = line.recv(size)
            if size == 1:
                if command == b"\x04":
                    line.sendall(struct.pack(">H", len(ATR)) + ATR)
                continue
            answer = chip.transmit(command)
            line.sendall(struct.pack(">H", len(answer)) + answer)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
