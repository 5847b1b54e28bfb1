"""What crosses the door of sites."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """One place with a door."""

    code: str
    name: str
    town: str


@dataclass(frozen=True)
class Unit:
    """One unit of the department; branch is None when it serves all."""

    code: str
    name: str
    branch: str | None
