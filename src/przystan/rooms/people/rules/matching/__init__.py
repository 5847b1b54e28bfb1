"""Recognising a person: keys for candidates, an explained comparison, a linking of two lists."""

from przystan.rooms.people.rules.matching.compare import compare
from przystan.rooms.people.rules.matching.keys import is_broad, keys_of, keys_to_ask
from przystan.rooms.people.rules.matching.linking import FoundPair, find_duplicates, link_records
from przystan.rooms.people.rules.matching.questions import record_from_text
from przystan.rooms.people.rules.matching.reading import Problem, Reading, read_match_record

__all__ = [
    "FoundPair", "Problem", "Reading", "compare", "find_duplicates", "is_broad", "keys_of",
    "keys_to_ask", "link_records", "read_match_record", "record_from_text",
]
