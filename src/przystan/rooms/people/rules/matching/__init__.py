"""Recognising a person: keys for candidates, an explained comparison, a linking of two lists."""

from przystan.rooms.people.rules.matching.compare import compare
from przystan.rooms.people.rules.matching.keys import is_broad, keys_of, keys_to_ask
from przystan.rooms.people.rules.matching.questions import record_from_text

__all__ = ["compare", "is_broad", "keys_of", "keys_to_ask", "record_from_text"]
