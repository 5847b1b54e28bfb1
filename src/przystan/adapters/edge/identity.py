"""Who the agent is: its own key and the identifier that the office gave it, in one private file."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE = "identity.json"


class NotEnrolled(Exception):
    """The folder holds no identity: the agent was not enrolled."""


@dataclass(frozen=True)
class Identity:
    """An enrolled agent: which office, which agent, its key."""

    office: str
    agent: str
    name: str
    key: Ed25519PrivateKey

    def sign(self, content: bytes) -> str:
        """Return the signature of the content, base64."""
        return base64.b64encode(self.key.sign(content)).decode()


def save_identity(folder: Path, identity: Identity) -> None:
    """Write the identity, readable by its owner only; a half-written file is never left."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    draft = path.with_suffix(".new")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w") as out:
        json.dump({
            "office": identity.office, "agent": identity.agent, "name": identity.name,
            "key": base64.b64encode(identity.key.private_bytes_raw()).decode(),
        }, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def load_identity(folder: Path) -> Identity:
    """Read the identity. Raises NotEnrolled."""
    path = folder / FILE
    if not path.is_file():
        raise NotEnrolled(folder)
    told = json.loads(path.read_text())
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(told["key"]))
    return Identity(told["office"], told["agent"], told["name"], key)
