"""The procedure cards with which the demo office opens: one TOML file a procedure."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge

PUBLISHED_ON = date(2023, 2, 1)


def publish_texts(*, actor: Actor) -> int:
    """Publish every procedure of this folder and return their number."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    for file in files:
        content = tomllib.loads(file.read_text("utf-8"))
        texts = tuple(
            knowledge.ProcedureText(
                language=language, title=t["title"], summary=t["summary"], who=t["who"],
                where=t["where"], documents=tuple(t["documents"]), fee=t["fee"], term=t["term"],
                after=t["after"],
            )
            for language, t in content["texts"].items()
        )
        knowledge.publish_procedure(
            procedure=knowledge.NewProcedure(
                slug=file.stem, legal_basis=content["legal_basis"], owner=content["owner"],
                review_by=content["review_by"], texts=texts,
            ),
            actor=actor, at=clock.day_start(PUBLISHED_ON),
        )
    return len(files)
