"""A beneficiary card on paper: Polish beside the person's language, with a code of its number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils import translation
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

TEMPLATE = Path(__file__).parent / "card.typ"
LANGUAGES = ("pl", "en", "uk", "ru")


@dataclass(frozen=True)
class PrintedCard:
    """A card's PDF and the name of its file, which holds no name of a person."""

    content: bytes
    file_name: str


def print_card(
    *, actor: Actor, at: datetime, card_id: int, language: str = "", notice: str = ""
) -> PrintedCard:
    """Return a card as tagged PDF (PDF/UA-1) in Polish and the person's language.

    Languages: Polish, English, Ukrainian, Russian; a person who speaks none of them gets English.
    The code holds the card's number and nothing else. `notice` is printed on top: a demo says so
    on paper too. The printing is audited as a reading. Raises CardNotFound.
    """
    page = advisory.open_card_page(actor=actor, at=at, card_id=card_id)
    person = people.get_person(actor=actor, at=at, person_id=page.card.person_id)
    project = finance.get_project(code=page.card.project_code)
    audit.record_read(
        actor=actor, at=at, action="advisory.print_card", subject=f"advisory.card:{card_id}",
        person_id=person.id)
    other = language_of(person.languages, language)
    content = {
        "languages": ["pl", other], "notice": notice, "number": page.card.number,
        "code": _code(page.card.number), "signature": _signature(page.signatures),
        "pages": [_texts(code, page, person, project) for code in dict.fromkeys(("pl", other))],
    }
    pdf = bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content)}))
    return PrintedCard(pdf, f"card-{card_id}.pdf")


def language_of(spoken: Sequence[str], wanted: str = "") -> str:
    """Return the language of the card's second column: the one wanted, else the first spoken."""
    if wanted in LANGUAGES:
        return wanted
    return next((s for s in spoken if s in LANGUAGES), "en")


def _code(number: str) -> str:
    return str(segno.make(number, error="m", micro=False).svg_inline(scale=4, border=4))


def _signature(signatures: Sequence[advisory.CardSignature]) -> str:
    drawn = [s for s in signatures if s.visit_id is None and s.strokes]
    if not drawn:
        return ""
    path = advisory.path_of(drawn[0].strokes)
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400"><path d="'
            f'{path}" fill="none" stroke="#0b2a5b" stroke-width="6" stroke-linecap="round"/></svg>')


def _texts(
    language: str, page: advisory.CardPage, person: people.Person, project: finance.Project
) -> dict[str, Any]:
    """Return every text of the card in one language; the order is the same in each."""
    with translation.override(language):
        return {
            "language": language,
            "title": _("Beneficiary card %(number)s") % {"number": page.card.number},
            "facts": _facts(language, page, person, project),
            "documents_title": _("Documents seen (no copies are kept)"),
            "documents_header": [_("Document"), _("Number"), _("Issued by"), _("Valid until")],
            "documents": [
                [advisory.word(d.kind), d.number, people.country_label(d.issuing_state),
                 ui.date_text(d.valid_until) if d.valid_until else "–"]
                for d in page.documents],
            "eligibility_title": _("Target group of the Fund"),
            "eligibility": _eligibility(page.checks),
            "statement": _("I take part in the project of my own will. What I said about my"
                           " citizenship and stay is true. I have read the information on how my"
                           " data are used: giving them is voluntary, and without them the Fund's"
                           " support cannot be given."),
            "participant": _("Signature of the participant"),
            "officer": _("Signature of the officer"),
            "code_label": _("Code of the card's number: %(number)s")
            % {"number": page.card.number},
            "signature_label": _("Signature drawn on a pad"),
            "signed": _signed(page.signatures),
        }


def _facts(
    language: str, page: advisory.CardPage, person: people.Person, project: finance.Project
) -> list[list[str]]:
    one = page.card
    name = project.name if language == "pl" else project.name_en
    return [
        [_("Project"), f"{name} ({project.number})"],
        [_("Surname and given names"), _name(person)],
        [_("Birth date"), people.birth_text(person.birth_date, person.birth_precision)],
        [_("Sex"), people.sex_label(person.sex)],
        [_("Citizenship"), people.country_label(person.citizenship)],
        [_("Basis of stay"), advisory.stay_basis_label(one.stay_basis)],
        [_("Opened on"), ui.date_text(one.opened_on)],
        [_("Branch"), one.branch],
        [_("Information on personal data"), _clause(person)],
    ]


def _clause(person: people.Person) -> str:
    """Which text was given last, in which language and when: what the signature refers to."""
    if not person.clauses:
        return _("not given yet")
    given = person.clauses[0]
    return _("version %(version)d, %(language)s, given on %(day)s") % {
        "version": given.version, "language": ui.language_name(given.language),
        "day": ui.date_text(clock.local_date(given.given_at))}


def _name(person: people.Person) -> str:
    """The name as the passport has it: paper shows what the document shows."""
    passport = [n.full for n in person.names if n.kind is people.NameKind.PASSPORT]
    return next(iter(passport), person.full_name) or "–"


def _eligibility(checks: Sequence[advisory.EligibilityCheck]) -> list[str]:
    if not checks:
        return [_("Not checked yet")]
    result = checks[0].result
    lines = [advisory.word(result.outcome)]
    lines += [advisory.reason_words(line) for line in result.reasons]
    return [*lines, _("Rules: %(rules)s, on %(day)s") % {
        "rules": ", ".join(result.rules) or "–", "day": ui.date_text(checks[0].checked_for)}]


def _signed(signatures: Sequence[advisory.CardSignature]) -> str:
    found = [s for s in signatures if s.visit_id is None]
    if not found:
        return ""
    return _("Signed %(way)s on %(day)s") % {
        "way": advisory.word(found[0].way), "day": ui.date_text(found[0].signed_at)}
