"""Comparing names: words are paired by what they sound like, whatever their order and script."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, JaroWinkler

from przystan.rooms.people.rules.matching import weights
from przystan.rooms.people.rules.matching.words import Name, Part, Word, stem_of, word_of
from przystan.rooms.people.types import MatchReason, MatchReasonKind

Kind = MatchReasonKind
LIKE_STEM = 2 / 3
FATHER_AND_SON = {Part.PATRONYMIC, Part.GIVEN}


class Level(IntEnum):
    """How near two words are, the nearest last."""

    DIFFERENT = 0
    REMOTE = 1
    INITIAL = 2
    CLOSE = 3
    ALIKE = 4
    EQUIVALENT = 5
    GENDER = 6
    READ = 7
    EQUAL = 8


NEAR = (Level.ALIKE, Level.CLOSE)


@dataclass(frozen=True)
class Match:
    """Two words that agree, how nearly, in which part, and the place and share of their term."""

    left: Word
    right: Word
    level: Level
    part: Part
    share: float
    place: int


class State(IntEnum):
    """What two names say of one part."""

    ABSENT = 0
    DIFFERS = 1
    RESEMBLES = 2
    AGREES = 3


@dataclass
class NameResult:
    """The comparison of two names: terms, their sum, and what became of each part."""

    terms: list[MatchReason] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    score: float = 0.0
    family: State = State.ABSENT
    given: State = State.ABSENT
    is_given_equal: bool = False
    has_conflict: bool = False
    is_whole: bool = False
    """Whether every part agrees, or every word of the shorter name, and no other word differs."""

    def add(self, kind: MatchReasonKind, left: str, right: str, weight: float) -> None:
        """Add one term."""
        self.terms.append(MatchReason(kind, left, right, round(weight, 2)))
        self.score += weight


@lru_cache(maxsize=262144)
def level_of(left: Word, right: Word) -> Level:
    """Say how near two words are."""
    if left.text == right.text or left.sounds.plain == right.sounds.plain:
        return Level.EQUAL
    if {left.part, right.part} == FATHER_AND_SON:
        return Level.DIFFERENT
    level = _level_by_sound(left, right)
    if level in NEAR and Part.GIVEN not in (left.part, right.part):
        return _by_stem(left, right, level)
    return level


def _level_by_sound(left: Word, right: Word) -> Level:
    if left.is_initial or right.is_initial:
        return Level.INITIAL if _same_beginning(left, right) else Level.DIFFERENT
    mine, other = left.sounds, right.sounds
    if mine.main & other.main:
        return Level.READ
    if left.classes & right.classes and Part.FAMILY not in (left.part, right.part):
        return Level.EQUIVALENT
    if Part.GIVEN not in (left.part, right.part) and left.neutral & right.neutral:
        return Level.GENDER
    level = _similarity(left, right)
    if left.classes and right.classes and Part.FAMILY not in (left.part, right.part):
        # Two names that are each well known are two names: Olena and Alina, Mykola and Mykyta.
        return min(level, Level.REMOTE)
    return level


def _by_stem(left: Word, right: Word, level: Level) -> Level:
    """Demand that two words are alike in more than a common ending: Horbarenko, Hanarenko."""
    if level is Level.ALIKE and Part.PATRONYMIC not in (left.part, right.part):
        return level
    stems = ((stem_of(a), stem_of(b)) for a in left.sounds.main for b in right.sounds.main)
    # One slip is a slip, however short the stem is.
    return level if any(
        OSA.distance(*pair) <= 1 or OSA.normalized_similarity(*pair) >= LIKE_STEM
        for pair in stems) else Level.DIFFERENT


def _same_beginning(left: Word, right: Word) -> bool:
    return any(a[0] == b[0] for a in left.sounds.main for b in right.sounds.main)


def _similarity(left: Word, right: Word) -> Level:
    mine, other = left.sounds, right.sounds
    if (mine.main | mine.further) & (other.main | other.further):
        return Level.ALIKE
    pairs = [(mine.plain, other.plain)]
    pairs += [(a, b) for a in mine.main for b in other.main]
    edits, size = min(
        ((OSA.distance(a, b), -max(len(a), len(b))) for a, b in pairs),
        key=lambda found: (found[0] / -found[1], found[1]))
    likeness = 1 + edits / size
    if likeness >= 0.8:
        return Level.ALIKE
    has_skeleton = bool(set(mine.codes[:2]) & set(other.codes[:2]))
    if likeness >= 0.7 or (likeness >= 0.6 and (has_skeleton or _begins(pairs))):
        return Level.CLOSE
    jaro = max(JaroWinkler.similarity(a, b) for a, b in pairs)
    if jaro >= 0.88:
        return Level.CLOSE
    return Level.REMOTE if likeness >= 0.55 or jaro >= 0.8 else Level.DIFFERENT


def _begins(pairs: list[tuple[str, str]]) -> bool:
    return any(len(min(p, key=len)) >= 3 and max(p, key=len).startswith(min(p, key=len))
               for p in pairs)


def weight_of(left: Word, right: Word, level: Level, known_bits: float = 99.0) -> float:
    """Return what an agreement of two words tells, in bits; `known_bits` may say less."""
    bits = min(left.bits, right.bits, known_bits)
    if level is Level.INITIAL:
        return min(bits, weights.INITIAL_BITS)
    if level is Level.EQUIVALENT:
        return min(left.class_bits, right.class_bits, known_bits) - weights.CLASS_LOSS
    if level is Level.ALIKE:
        return min(bits, weights.ALIKE_CAP) - weights.ALIKE_LOSS
    if level is Level.CLOSE:
        return min(bits, weights.CLOSE_CAP) - weights.CLOSE_LOSS
    loss = {Level.EQUAL: weights.EQUAL_LOSS, Level.READ: weights.READ_LOSS,
            Level.GENDER: weights.GENDER_LOSS}[level]
    return max(bits - loss, 0.2)


Pairs = list[tuple[int, int, Level]]


def _pair_words(left: Name, right: Name) -> Pairs:
    found = []
    for i, mine in enumerate(left):
        for j, other in enumerate(right):
            level = level_of(mine, other)
            if level >= Level.INITIAL:
                gain = weight_of(mine, other, level) - (0.5 if _crosses(mine, other) else 0)
                found.append((-gain, i, j, level))
    found.sort()
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: Pairs = []
    for _, i, j, level in found:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((i, j, level))
    return pairs


def _crosses(left: Word, right: Word) -> bool:
    return {left.part, right.part} == {Part.FAMILY, Part.GIVEN}


def _joined(name: Name, others: Name) -> Name:
    """Join two words of a name that the other name writes as one."""
    known = {word.sounds.plain for word in others} | {s for w in others for s in w.sounds.main}
    for n, (first, second) in enumerate(pairwise(name)):
        forms = {first.sounds.plain + second.sounds.plain} | {
            a + b for a in first.sounds.main for b in second.sounds.main}
        if forms & known:
            return (*name[:n], word_of(first.text + second.text, first.part), *name[n + 2:])
    return name


@lru_cache(maxsize=65536)
def compare_names(left: Name, right: Name) -> NameResult:
    """Compare two forms of a name."""
    pairs = _pair_words(left, right)
    if len(pairs) < max(len(left), len(right)) and len(left) + len(right) > 3:
        left, right = _joined(left, right), _joined(right, left)
        pairs = _pair_words(left, right)
    result = NameResult()
    for i, j, level in pairs:
        _add_pair(result, left[i], right[j], level)
    _add_order(result, left, right, pairs)
    rest_left = [w for n, w in enumerate(left) if n not in {i for i, _, _ in pairs}]
    rest_right = [w for n, w in enumerate(right) if n not in {j for _, j, _ in pairs}]
    _add_rest(result, rest_left, rest_right)
    # A part may be absent where the words do not say which they are and all have a partner.
    is_paired = len(pairs) == min(len(left), len(right))
    agreed = {State.AGREES, State.ABSENT} if is_paired else {State.AGREES}
    result.is_whole = not result.has_conflict and {result.family, result.given} <= agreed
    return result


def _part(left: Word, right: Word) -> Part:
    parts = {left.part, right.part} - {Part.UNKNOWN}
    if len(parts) == 1:
        return parts.pop()
    if Part.PATRONYMIC in parts:
        return Part.PATRONYMIC
    return Part.GIVEN if left.is_given and right.is_given else Part.FAMILY


KINDS = {
    Part.FAMILY: {
        Level.EQUAL: Kind.FAMILY_EQUAL, Level.READ: Kind.FAMILY_TRANSLITERATED,
        Level.GENDER: Kind.FAMILY_SIMILAR, Level.EQUIVALENT: Kind.FAMILY_SIMILAR,
        Level.ALIKE: Kind.FAMILY_SIMILAR, Level.CLOSE: Kind.FAMILY_SIMILAR,
        Level.INITIAL: Kind.FAMILY_PART,
    },
    Part.GIVEN: {
        Level.EQUAL: Kind.GIVEN_EQUAL, Level.READ: Kind.GIVEN_TRANSLITERATED,
        Level.GENDER: Kind.GIVEN_SIMILAR, Level.EQUIVALENT: Kind.GIVEN_EQUIVALENT,
        Level.ALIKE: Kind.GIVEN_SIMILAR, Level.CLOSE: Kind.GIVEN_SIMILAR,
        Level.INITIAL: Kind.GIVEN_INITIAL,
    },
}


def _add_pair(result: NameResult, left: Word, right: Word, level: Level) -> None:
    part = _part(left, right)
    kind = KINDS[part][level] if part in KINDS else Kind.PATRONYMIC_EQUAL
    is_first = part not in {match.part for match in result.matches}
    share = 1.0 if is_first or part is Part.PATRONYMIC else weights.FURTHER_SHARE
    result.matches.append(Match(left, right, level, part, share, len(result.terms)))
    result.add(kind, left.text, right.text, share * weight_of(left, right, level))
    if left.is_particle or right.is_particle:
        return
    state = State.RESEMBLES if level is Level.CLOSE else State.AGREES
    if part is Part.FAMILY:
        result.family = max(result.family, state)
    elif part is Part.GIVEN:
        result.given = max(result.given, state)
        result.is_given_equal |= level >= Level.EQUIVALENT


def _add_order(result: NameResult, left: Name, right: Name, pairs: Pairs) -> None:
    crossed = [(left[i], right[j]) for i, j, _ in pairs if _crosses(left[i], right[j])]
    if crossed:
        mine, other = crossed[0]
        result.add(Kind.NAMES_SWAPPED, mine.text, other.text, weights.SWAPPED)
        result.family, result.given = (
            max(result.family, result.given), max(result.family, result.given))


def _add_rest(result: NameResult, left: list[Word], right: list[Word]) -> None:
    """Add what stands in one name only, and what is different where both have something."""
    for part in (Part.PATRONYMIC, Part.FAMILY, Part.GIVEN, Part.UNKNOWN):
        while (pair := _opposed(left, right, part)) is not None:
            left.remove(pair[0])
            right.remove(pair[1])
            _add_difference(result, *pair, part)
    left, right = ([w for w in rest if not w.is_particle] for rest in (left, right))
    mine, other = _first_name(left), _first_name(right)
    while mine and other:
        left.remove(mine)
        right.remove(other)
        _add_difference(result, mine, other, Part.FAMILY)
        mine, other = _first_name(left), _first_name(right)
    for word in (*left, *right):
        _add_missing(result, word, is_left=word in left)


def _first_name(words: list[Word]) -> Word | None:
    return next((w for w in words if w.part is not Part.PATRONYMIC), None)


def _opposed(left: list[Word], right: list[Word], part: Part) -> tuple[Word, Word] | None:
    """Return two words that could have been one and are not."""
    open_parts = {part} if part is Part.PATRONYMIC else {part, Part.UNKNOWN}
    for mine in left:
        for other in right:
            parts = {mine.part, other.part}
            if parts <= open_parts and part in parts and not (
                    mine.is_particle or other.is_particle):
                return mine, other
    return None


def _add_difference(result: NameResult, left: Word, right: Word, part: Part) -> None:
    if part is Part.PATRONYMIC:
        result.add(Kind.PATRONYMIC_DIFFERENT, left.text, right.text, weights.PATRONYMIC_DIFFERENT)
        return
    is_remote = level_of(left, right) is Level.REMOTE
    # A second word that differs beside one that agrees is a conflict too: twins share names.
    if _part(left, right) is Part.FAMILY:
        weight = weights.REMOTE if is_remote else weights.FAMILY_DIFFERENT
        kind = Kind.FAMILY_DIFFERENT
        result.family = max(result.family, State.DIFFERS)
        result.has_conflict = True
    else:
        weight = weights.REMOTE if is_remote else weights.GIVEN_DIFFERENT
        kind = Kind.GIVEN_DIFFERENT
        result.given, result.is_given_equal, result.has_conflict = State.DIFFERS, False, True
    result.add(kind, left.text, right.text, weight)


def _add_missing(result: NameResult, word: Word, *, is_left: bool) -> None:
    weight = {Part.PATRONYMIC: weights.PATRONYMIC_MISSING,
              Part.FAMILY: weights.FAMILY_WORD_MISSING}.get(word.part, weights.WORD_MISSING)
    result.add(Kind.NAME_MISSING, word.text if is_left else "", "" if is_left else word.text,
               weight)
