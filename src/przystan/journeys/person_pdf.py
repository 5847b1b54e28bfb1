"""Everything held about a person as a tagged PDF (PDF/UA-1), set by typst, in their language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock.public import OFFICE_ZONE
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

TEMPLATE = Path(__file__).parent / "person.typ"
ROOMS = {
    "people": _("Identity"), "advisory": _("Advisory point"), "documents": _("Document readings"),
    "cases": _("Cases"), "reception": _("Waiting hall"), "calls": _("Calls"),
    "looked": _("Who looked at the data, and when"),
}
# The words of the fields; a field without words is shown by its name in the export.
WORDS = {
    "sex": _("Sex"), "citizenship": _("Citizenship"), "birth_date": _("Birth date"),
    "birth_precision": _("The birth date is known"), "registered_at": _("Registered"),
    "registered_branch": _("Registered at"), "languages": _("Languages"), "names": _("Names"),
    "identifiers": _("Numbers"), "phones": _("Phones"), "phone_rows": _("Phones"),
    "merges": _("Merged cards"), "member_ids": _("Card numbers"), "id": _("Number in the office"),
    "erased_at": _("Erased"), "flags": _("Marks"), "links": _("Family"),
    "clauses": _("Information on personal data"), "corrections": _("Corrections"),
    "possible_duplicates": _("Possible duplicates"), "kind": _("Kind"),
    "family_name": _("Family name"), "given_names": _("Given names"), "script": _("Script"),
    "recorded_at": _("Recorded"), "withdrawn_at": _("Withdrawn"), "value": _("Number"),
    "issuing_state": _("Issued by"), "valid_until": _("Valid until"), "number": _("Number"),
    "reason": _("Reason"), "from_date": _("Since"), "to_date": _("Until"), "set_by": _("By"),
    "version": _("Version"), "language": _("Language"), "how": _("How"), "given_at": _("Given"),
    "actor_name": _("By"), "cards": _("Beneficiary cards"), "visits": _("Visits"),
    "services": _("Services"), "readings": _("Document readings"), "cases": _("Cases"),
    "tickets": _("Tickets"), "contacts": _("Phone calls"), "lines": _("Who looked"),
    "at": _("When"), "who": _("Who"), "is_reading": _("Reading only"), "act": _("Act"),
    "visited_on": _("Day of the visit"), "branch": _("Branch"), "topic": _("Topic"),
    "minutes": _("Minutes"), "opened_on": _("Opened"), "is_signed": _("Signed"),
    "part": _("Part"), "was": _("Was"), "became": _("Became"), "project_code": _("Project"),
    "started_at": _("When"), "direction": _("Direction"), "outcome": _("Outcome"),
    "day": _("Day"), "sign": _("Case sign"), "received_on": _("Received"),
    "stay_basis": _("Basis of stay"), "interpreter_mode": _("Interpreter"),
    "channel": _("How the person came"), "closed_at": _("Closed"),
    "provided_on": _("Day of the service"), "stages": _("Stages"), "type": _("Kind"),
    "talk_seconds": _("Seconds"), "service": _("Service"), "note": _("Note"), "on": _("Day"),
    "decision": _("Decision"), "stage": _("Stage"), "score": _("Score"), "state": _("State"),
    "found_at": _("Found"), "judgements": _("What was said"), "answer": _("Answer"),
    "judged_at": _("When"), "role": _("Family"), "since_date": _("Since"),
    "parties": _("Parties"), "letters": _("Letters"), "fees": _("Fees"), "since": _("Since"),
    "until": _("Until"), "last_stay_date": _("Last day of lawful stay"),
    "until_date": _("Until"), "corrected_at": _("When"), "read_at": _("When"),
}
# Numbers that join tables say nothing to a person.
HIDDEN = frozenset({"phone_rows", "person_id", "project_id", "card_id", "visit_id", "actor_id",
                    "merge_id", "script"})
SAID: Mapping[str, Callable[[str], str]] = {
    "citizenship": people.country_label, "issuing_state": people.country_label,
    "sex": lambda code: people.sex_label(people.Sex(code)),
}


def person_pdf(held: Mapping[str, Any], *, day: date, notice: str = "") -> bytes:
    """Return everything held about a person as a PDF in the language that is active.

    `held` is what export_person_data gives. `notice` is printed under the title.
    """
    content = {
        "language": (get_language() or "en")[:2], "day": day.isoformat(), "notice": notice,
        "title": gettext("Everything held about you"),
        "lead": gettext("What the office keeps about you, by where it is kept, with who has "
                        "looked at it (GDPR, article 15)."),
        "part": gettext("What"), "value": gettext("Value"), "nothing": gettext("Nothing is held."),
        "sections": [_section(room, data) for room, data in held.items()],
    }
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    ))


def _word(name: str) -> str:
    return str(WORDS[name]) if name in WORDS else name.replace("_", " ")


def _section(room: str, data: Mapping[str, Any]) -> dict[str, Any]:
    groups = {
        name: value for name, value in data.items()
        if name not in HIDDEN and _is_rows(value)
    }
    facts = {n: v for n, v in data.items() if n not in groups and n not in HIDDEN}
    return {
        "title": str(ROOMS[room]) if room in ROOMS else room,
        "facts": _facts(facts),
        "groups": [
            {"title": _word(name), "items": [
                lines for row in rows
                if (lines := _facts({n: v for n, v in row.items() if n != "id"}))]}
            for name, rows in groups.items() if rows
        ],
    }


def _is_rows(value: object) -> bool:
    return isinstance(value, Sequence) and bool(value) and isinstance(value[0], Mapping)


def _facts(row: Mapping[str, Any]) -> list[list[str]]:
    return [[_word(name), text] for name, value in row.items() if (text := _named(name, value))]


def _named(name: str, value: object) -> str:
    """Return a field's value in words; an inner number or a joining one is left out."""
    if name in HIDDEN:
        return ""
    if name in SAID and isinstance(value, str) and value:
        return SAID[name](value)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return ui.date_text(value.astimezone(OFFICE_ZONE))
    if isinstance(value, date):
        return ui.date_text(value)
    if isinstance(value, Mapping):
        return "; ".join(
            f"{_word(n)}: {t}" for n, v in value.items() if n != "id" and (t := _named(n, v)))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(t for v in value if (t := _text(v)))
    return "" if value is None else str(value)
