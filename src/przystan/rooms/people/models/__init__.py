"""Tables of people. What matters is rows with their time; none is edited."""

from przystan.rooms.people.models.merging import DuplicatePair, Judgement, Merge, MergeUndo
from przystan.rooms.people.models.persons import (
    Correction,
    Identifier,
    Person,
    PersonKeys,
    PersonName,
    PersonSearch,
    Phone,
)
from przystan.rooms.people.models.rights import (
    Clause,
    ClauseGiven,
    Erasure,
    FamilyLink,
    FamilyLinkEnd,
    Flag,
    FlagEnd,
)

__all__ = [
    "Clause", "ClauseGiven", "Correction", "DuplicatePair", "Erasure", "FamilyLink",
    "FamilyLinkEnd", "Flag", "FlagEnd", "Identifier", "Judgement", "Merge", "MergeUndo",
    "Person", "PersonKeys", "PersonName", "PersonSearch", "Phone",
]
