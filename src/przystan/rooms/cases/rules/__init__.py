"""The rules of the cases room: pure functions, no Django, no files, no clock."""

from przystan.rooms.cases.rules.stages import TRANSITIONS, NotACaseSign, can_move, parse_sign

__all__ = ["TRANSITIONS", "NotACaseSign", "can_move", "parse_sign"]
