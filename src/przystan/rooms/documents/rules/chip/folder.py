"""A folder of trust: certificates taken as they stand, master lists only when they verify."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from przystan.rooms.documents.rules.chip.certificates import RevocationList, Unreadable
from przystan.rooms.documents.rules.chip.trust import (
    NotVerified,
    from_pem,
    kind_of,
    read_master_list,
)
from przystan.rooms.documents.types import TrustFileRead, TrustFolder, TrustKind, TrustMaterial

Part = tuple[str, TrustKind, bytes]


def read_folder(*, files: Mapping[str, bytes], at: datetime) -> TrustFolder:
    """Read a folder's files: single certificates first, since they vouch for the lists.

    A file that is nothing of the kind, or a master list that no certificate beside it vouches
    for, is not used and is said to be so.
    """
    parts, told = _parts(files)
    anchors = [der for _, kind, der in parts if kind is TrustKind.CERTIFICATE]
    told += [TrustFileRead(name, kind, 1) for name, kind, _ in parts
             if kind is TrustKind.CERTIFICATE]
    for name, kind, der in parts:
        if kind is TrustKind.MASTER_LIST:
            try:
                listed = read_master_list(
                    content=der, anchors=TrustMaterial(tuple(anchors)), at=at)
            except (NotVerified, Unreadable) as error:
                told.append(TrustFileRead(name, kind, problem=str(error)))
                continue
            anchors += listed.anchors
            told.append(TrustFileRead(name, kind, len(listed.anchors)))
    lists = [(name, der) for name, kind, der in parts if kind is TrustKind.REVOCATION_LIST]
    told += [TrustFileRead(name, TrustKind.REVOCATION_LIST, len(RevocationList(der).serials))
             for name, der in lists]
    material = TrustMaterial(tuple(dict.fromkeys(anchors)), tuple(der for _, der in lists))
    return TrustFolder(material, tuple(sorted(told, key=lambda f: f.name)))


def _parts(files: Mapping[str, bytes]) -> tuple[list[Part], list[TrustFileRead]]:
    parts: list[Part] = []
    told: list[TrustFileRead] = []
    for name, content in sorted(files.items()):
        try:
            blocks = from_pem(content)
        except Unreadable as error:
            told.append(TrustFileRead(name, None, problem=str(error)))
            continue
        for _, der in blocks:
            kind = kind_of(der)
            if kind:
                parts.append((name, TrustKind(kind), der))
            else:
                told.append(TrustFileRead(
                    name, None, problem="no certificate, master list or revocation list"))
    return parts, told
