"""A specimen's chip, for the demo and for training."""

from __future__ import annotations

from datetime import datetime

from przystan.rooms.documents.types import SpecimenChip


def specimen_chip(*, zone: str, at: datetime, is_forged: bool = False) -> SpecimenChip:
    """Return the chip files of a document of Utopia, and what they are verified by.

    The state, its signers and the document exist nowhere (ICAO 9303-3 keeps UTO for specimens). A
    forged one has a data group that was altered after signing.
    """
    from przystan.rooms.documents.rules.chip.groups import group_of
    from przystan.rooms.documents.rules.chip.specimen import SpecimenState

    state = SpecimenState()
    groups = {1: group_of(zone), 2: b"\x75\x08specimen"}
    sod = state.security_object(groups)
    if is_forged:
        groups[2] = b"\x75\x08replaced"
    return SpecimenChip(sod, groups, state.anchor, state.revocation_list([], at=at))
