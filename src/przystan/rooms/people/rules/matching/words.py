"""Words of a name prepared for comparing: readings, classes of given names, how common they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from przystan.rooms.people.rules.matching.family_names import (
    FAMILY_ENDS,
    FAMILY_NAMES,
    PARTICLES,
    SURNAME_ENDS,
)
from przystan.rooms.people.rules.matching.given_names import GIVEN_NAMES
from przystan.rooms.people.rules.matching.sounds import Sounds, sounds_of
from przystan.rooms.people.rules.matching.weights import (
    PARTICLE_BITS,
    PATRONYMIC_BITS,
    RARE_FAMILY_BITS,
    RARE_GIVEN_BITS,
    UNKNOWN_ROLE_BITS,
)
from przystan.rooms.people.rules.scripts import name_tokens

PATRONYMIC = re.compile(
    "(?:[oeai]v|[oea]u)(?:ič|na|ga)$|(?:i|e)čna$|ičič$|[^aeiou]ična$|(?:lukič|ilič|fomič|kuzmič"
    "|mikitič|savič|sergivna|mikolaivna)$")
MAX_WORDS = 7
MAX_FORMS = 6


class Part(Enum):
    """Which part of a name a word belongs to, as far as the record says."""

    FAMILY = "family"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Word:
    """One word of a name in its part. `bits` says how much an agreement on it tells."""

    text: str
    part: Part
    sounds: Sounds
    neutral: frozenset[str]
    classes: frozenset[str]
    bits: float
    class_bits: float
    is_given: bool
    is_particle: bool

    @property
    def is_initial(self) -> bool:
        """Whether only the first letter of the word is written."""
        return len(self.text) == 1


Name = tuple[Word, ...]


@cache
def _read_given() -> tuple[dict[str, frozenset[str]], dict[str, float]]:
    """Read the classes, each called by its first name: keys are stored under it."""
    classes: dict[str, set[str]] = {}
    bits: dict[str, float] = {}
    for line in GIVEN_NAMES.replace("\n  ", " ").strip().splitlines():
        head, *names = line.split()
        groups = [[name] for name in names] if head.endswith("*") else [names]
        for group in groups:
            bits[group[0]] = min(float(head.rstrip("*")), bits.get(group[0], 99.0))
            for name in group:
                for sound in sounds_of(name).main:
                    classes.setdefault(sound, set()).add(group[0])
    return {sound: frozenset(found) for sound, found in classes.items()}, bits


@cache
def _read_family() -> dict[str, float]:
    found: dict[str, float] = {}
    for line in FAMILY_NAMES.replace("\n  ", " ").strip().splitlines():
        bits, *names = line.split()
        for name in names:
            for sound in sounds_of(name).main:
                found[sound] = min(float(bits), found.get(sound, 99.0))
    return found


@lru_cache(maxsize=65536)
def neutral_family(sound: str) -> str:
    """Return a family name's sound in its masculine form, itself where it has but one."""
    for feminine, masculine in SURNAME_ENDS:
        if sound.endswith(feminine) and len(sound) > len(feminine) + 1:
            return sound[: -len(feminine)] + masculine
    return sound


@lru_cache(maxsize=65536)
def stem_of(sound: str) -> str:
    """Return a family name's sound without the ending that many families share."""
    end = next((e for e in FAMILY_ENDS if sound.endswith(e) and len(sound) > len(e) + 1), "")
    return sound[: len(sound) - len(end)]


@lru_cache(maxsize=131072)
def word_of(text: str, part: Part) -> Word:
    """Prepare one lower-case word of a part of a name."""
    sounds = sounds_of(text)
    classes_of, class_bits = _read_given()
    classes = frozenset[str]().union(*(classes_of.get(s, ()) for s in sounds.main))
    neutral = frozenset(neutral_family(s) for s in sounds.main)
    given = min((class_bits[c] for c in classes), default=RARE_GIVEN_BITS)
    family = min(
        (_read_family().get(s, RARE_FAMILY_BITS) for s in sounds.main | neutral),
        default=RARE_FAMILY_BITS)
    is_particle = sounds.plain in PARTICLES
    bits = {
        Part.FAMILY: family, Part.GIVEN: given, Part.PATRONYMIC: PATRONYMIC_BITS,
        Part.UNKNOWN: min(family, given) if classes else min(family, UNKNOWN_ROLE_BITS),
    }[part]
    return Word(
        text, part, sounds, neutral, classes, PARTICLE_BITS if is_particle else bits, given,
        bool(classes), is_particle)


@lru_cache(maxsize=131072)
def name_of(family: str, given: str) -> Name:
    """Prepare one form of a name; where one part is empty the order of the words is unknown."""
    families, givens = name_tokens(family), name_tokens(given)
    if not families or not givens:
        return _unordered((families or givens)[:MAX_WORDS])
    words = [word_of(t, Part.FAMILY) for t in families[: MAX_WORDS - 1]]
    for place, token in enumerate(givens[: MAX_WORDS - len(words)]):
        is_patronymic = place > 0 and is_patronymic_like(token)
        words.append(word_of(token, Part.PATRONYMIC if is_patronymic else Part.GIVEN))
    return tuple(words)


def _unordered(tokens: tuple[str, ...]) -> Name:
    if len(tokens) < 3:
        return tuple(word_of(t, Part.UNKNOWN) for t in tokens)
    # The last word that looks like a patronymic is one: "Карпович Іван Петрович".
    like = [n for n, t in enumerate(tokens) if n and is_patronymic_like(t)]
    return tuple(
        word_of(t, Part.PATRONYMIC if like and n == like[-1] else Part.UNKNOWN)
        for n, t in enumerate(tokens))


@lru_cache(maxsize=65536)
def is_patronymic_like(token: str) -> bool:
    """Whether a word has the form of an East Slavic patronymic, in any script."""
    return any(PATRONYMIC.search(sound) for sound in sounds_of(token).main)


@lru_cache(maxsize=65536)
def names_of_record(names: tuple[tuple[str, str], ...]) -> tuple[Name, ...]:
    """Prepare the forms of a record's name, each once, those without words left out."""
    found = dict.fromkeys(name for pair in names if (name := name_of(*pair)))
    return tuple(found)[:MAX_FORMS]
