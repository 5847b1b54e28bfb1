"""What is unusual about a person's data: accepted, and said in the adviser's language."""

from __future__ import annotations

import unicodedata
from datetime import date

from przystan.rooms.people.rules.identifiers import (
    InvalidIdentifier,
    normal_identifier,
    pesel_facts,
)
from przystan.rooms.people.rules.scripts import clean_name, script_of
from przystan.rooms.people.types import (
    BirthPrecision,
    IdentifierKind,
    NewName,
    NewPerson,
    Notice,
    NoticeKind,
    Sex,
)

# A machine-readable zone has 39 characters for the whole name (ICAO 9303-4, 4.2.2).
ZONE_NAME = 39
MIXED = "Zxxx"


def mixed_words(text: str) -> tuple[str, ...]:
    """Return the words whose letters are of two scripts: a Cyrillic "а" in a Latin name."""
    return tuple(w for w in clean_name(text).split() if script_of(w) == MIXED)


def odd_letters(word: str) -> str:
    """Return the letters of a mixed word that are of its rarer script, each once."""
    scripts = [(c, script_of(c)) for c in word if c.isalpha()]
    count = {s: sum(1 for _, x in scripts if x == s) for _, s in scripts}
    rare = min(count, key=lambda s: (count[s], s), default="")
    return "".join(dict.fromkeys(c for c, s in scripts if s == rare))


def has_invisible(text: str) -> bool:
    """Whether a text holds zero-width, direction or control characters."""
    return any(unicodedata.category(c) in {"Cf", "Cc"} for c in text)


def notices_of(person: NewPerson, *, today: date) -> tuple[Notice, ...]:
    """Return everything unusual about a person as typed; none of it forbids the registration."""
    found = [n for name in person.names for n in _of_name(name)]
    if person.birth_date is None or person.birth_precision is BirthPrecision.UNKNOWN:
        found.append(Notice(NoticeKind.NO_BIRTH_DATE))
    for identifier in person.identifiers:
        if identifier.valid_until and identifier.valid_until < today:
            found.append(Notice(NoticeKind.DOCUMENT_EXPIRED, identifier.value))
        if identifier.kind is IdentifierKind.PESEL:
            found += _of_pesel(person, identifier.value)
    return tuple(dict.fromkeys(found))


def _of_name(name: NewName) -> list[Notice]:
    found = []
    whole = f"{name.family_name} {name.given_names}"
    if has_invisible(whole):
        found.append(Notice(NoticeKind.INVISIBLE_REMOVED, clean_name(whole)))
    found += [Notice(NoticeKind.MIXED_SCRIPTS, w) for w in mixed_words(whole)]
    if not found and script_of(whole) == MIXED:
        found.append(Notice(NoticeKind.TWO_SCRIPTS, clean_name(whole)))
    if len(clean_name(whole).split()) == 1:
        found.append(Notice(NoticeKind.ONE_WORD, clean_name(whole)))
    if len(clean_name(whole)) > ZONE_NAME:
        found.append(Notice(NoticeKind.LONG_NAME, clean_name(whole)))
    return found


def _of_pesel(person: NewPerson, value: str) -> list[Notice]:
    try:
        number = normal_identifier(next(
            i for i in person.identifiers if i.kind is IdentifierKind.PESEL)).value
        born, sex = pesel_facts(number)
    except (InvalidIdentifier, ValueError):
        return []
    found = []
    if person.birth_date and person.birth_precision is BirthPrecision.DAY and (
            person.birth_date != born):
        found.append(Notice(NoticeKind.PESEL_OTHER_BIRTH_DATE, born.strftime("%d.%m.%Y")))
    if person.sex is not Sex.OTHER and person.sex is not sex:
        found.append(Notice(NoticeKind.PESEL_OTHER_SEX))
    return found
