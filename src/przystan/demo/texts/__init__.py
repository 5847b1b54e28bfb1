"""The procedure cards with which the demo office opens: one TOML file a procedure.

What several cards share (`like`) stands once in parts/; rates of fees stand in parts/fees.toml.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge

PUBLISHED_ON = date(2023, 2, 1)
FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def publish_texts(*, actor: Actor) -> int:
    """Publish every procedure of this folder and return their number."""
    names = sorted(file.stem for file in FOLDER.glob("*.toml"))
    for name in names:
        content = _read(name)
        shared = _read(f"parts/{content['like']}") if "like" in content else {}
        texts = tuple(_text(language, {**shared.get(language, {}), **given})
                      for language, given in content["texts"].items())
        at = clock.day_start(content.get("published_on", PUBLISHED_ON))
        knowledge.publish_procedure(
            procedure=knowledge.NewProcedure(
                slug=name, legal_basis=content["legal_basis"], owner=content["owner"],
                review_by=content["review_by"], texts=texts,
            ),
            actor=actor, at=at,
        )
        for phrase in content["keywords"]:
            knowledge.add_synonym(slug=name, phrase=phrase, actor=actor, at=at)
    return len(names)


def _text(language: str, given: dict[str, Any]) -> knowledge.ProcedureText:
    return knowledge.ProcedureText(
        language=language, title=given["title"], summary=given["summary"], who=given["who"],
        where=given["where"],
        documents=(*given["documents"], *given.get("extra_documents", ())),
        fee=given["fee"], term=given["term"], after=given["after"],
    )


def record_rates(*, actor: Actor) -> int:
    """Record every rate of parts/fees.toml and return their number."""
    rates = _read("parts/fees")["rate"]
    for given in rates:
        knowledge.record_rate(
            rate=knowledge.Rate(
                kind=knowledge.FeeKind(given["kind"]), amount=Decimal(given["amount"]),
                valid_from=given["valid_from"], valid_until=given.get("valid_until"),
                act=given["act"], article=given.get("article", ""),
                is_confirmed=given["is_confirmed"],
            ),
            actor=actor, at=clock.day_start(PUBLISHED_ON),
        )
    return len(rates)


def publish_notices(*, actor: Actor) -> int:
    """Publish every notice of parts/notices.toml and return their number."""
    notices = _read("parts/notices")["notice"]
    for given in notices:
        knowledge.publish_notice(
            notice=knowledge.NewNotice(
                kind=knowledge.NoticeKind(given["kind"]), starts_on=PUBLISHED_ON,
                ends_on=given.get("ends_on"), audience=given.get("audience", ""),
                source=given.get("source", ""), is_confirmed=given.get("is_confirmed", False),
                texts=tuple(knowledge.NoticeText(x, given[x]["title"], given[x]["body"])
                            for x in knowledge.LANGUAGES),
            ),
            actor=actor, at=clock.day_start(PUBLISHED_ON),
        )
    return len(notices)
