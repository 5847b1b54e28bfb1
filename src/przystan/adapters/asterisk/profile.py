"""Find a profile: one that ships with Przystań by its name, or a file."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from przystan.rooms.calls import public as calls
from przystan.rooms.calls.types import Profile

CLASSIC = "asterisk-classic"


def load_profile(name: str = CLASSIC) -> Profile:
    """Load a profile by name or path. Raises BadProfile with what is wrong with it."""
    shipped = files("przystan.adapters.asterisk.profiles") / f"{name}.toml"
    try:
        if shipped.is_file():
            text = shipped.read_text(encoding="utf-8")
        else:
            text = Path(name).read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except FileNotFoundError as error:
        raise calls.BadProfile(f"no profile {name!r}: neither shipped nor a file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise calls.BadProfile(f"the profile {name} cannot be read: {error}") from error
    return calls.read_profile(content)
