"""The door of refusals: the form of an act's refusal that screens can show beside a field."""

from __future__ import annotations

__all__ = ["ActRefused"]


class ActRefused(Exception):
    """An act that cannot stand: `message` tells the user what to do, `field` where it is wrong.

    Rooms derive their own; `field` of the class is where most of its refusals belong, "" nowhere.
    """

    field: str = ""

    def __init__(self, message: object, field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        if field:
            self.field = field
