"""An explained comparison, a notice, a problem: in words of the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from przystan.rooms.people.rules.notices import odd_letters
from przystan.rooms.people.types import (
    Match,
    MatchReason,
    MatchReasonKind,
    Notice,
    NoticeKind,
    PersonProblem,
    Verdict,
)

K = MatchReasonKind
REASONS: dict[MatchReasonKind, str | Promise] = {
    K.FAMILY_EQUAL: gettext_lazy("same family name"),
    K.FAMILY_TRANSLITERATED: gettext_lazy("family name equal after transliteration"),
    K.FAMILY_SIMILAR: gettext_lazy("similar family name"),
    K.FAMILY_PART: gettext_lazy("family name equal in part"),
    K.FAMILY_DIFFERENT: gettext_lazy("family name differs"),
    K.FAMILY_CHANGED: gettext_lazy("family name may have changed"),
    K.GIVEN_EQUAL: gettext_lazy("same given name"),
    K.GIVEN_TRANSLITERATED: gettext_lazy("given name equal after transliteration"),
    K.GIVEN_EQUIVALENT: gettext_lazy("given name is another form of the same name"),
    K.GIVEN_SIMILAR: gettext_lazy("similar given name"),
    K.GIVEN_INITIAL: gettext_lazy("same initial of the given name"),
    K.GIVEN_PART: gettext_lazy("given name equal in part"),
    K.GIVEN_DIFFERENT: gettext_lazy("given name differs"),
    K.NAMES_SWAPPED: gettext_lazy("family name and given name are swapped"),
    K.PATRONYMIC_EQUAL: gettext_lazy("same patronymic"),
    K.PATRONYMIC_DIFFERENT: gettext_lazy("patronymic differs"),
    K.NAME_MISSING: gettext_lazy("a name is missing"),
    K.BIRTH_EQUAL: gettext_lazy("same birth date"),
    K.BIRTH_COMPATIBLE: gettext_lazy("birth date agrees as far as it is known"),
    K.BIRTH_DAY_MONTH_SWAPPED: gettext_lazy("day and month of the birth date are swapped"),
    K.BIRTH_CENTURY: gettext_lazy("birth date differs by the century"),
    K.BIRTH_TYPO: gettext_lazy("birth date differs by a slip"),
    K.BIRTH_NEAR: gettext_lazy("birth date is near"),
    K.BIRTH_DIFFERENT: gettext_lazy("birth date differs"),
    K.BIRTH_MISSING: gettext_lazy("a birth date is missing"),
    K.SEX_EQUAL: gettext_lazy("same sex"), K.SEX_DIFFERENT: gettext_lazy("sex differs"),
    K.CITIZENSHIP_EQUAL: gettext_lazy("same citizenship"),
    K.CITIZENSHIP_DIFFERENT: gettext_lazy("citizenship differs"),
    K.DOCUMENT_EQUAL: gettext_lazy("same document number"),
    K.DOCUMENT_TYPO: gettext_lazy("document number differs by a slip"),
    K.DOCUMENT_DIFFERENT: gettext_lazy("document number differs"),
    K.PESEL_EQUAL: gettext_lazy("same PESEL"),
    K.PESEL_TYPO: gettext_lazy("PESEL differs by a slip"),
    K.PESEL_DIFFERENT: gettext_lazy("PESEL differs"),
    K.PHONE_EQUAL: gettext_lazy("same phone"),
    K.ADDRESS_EQUAL: gettext_lazy("same address"),
    K.ADDRESS_SIMILAR: gettext_lazy("similar address"),
    K.ADDRESS_DIFFERENT: gettext_lazy("address differs"),
    K.SAME_AS_THIRD: gettext_lazy("both are the same as a third"),
    K.LIMITED: gettext_lazy("too little is known to be sure"),
}
VERDICTS = {
    Verdict.SAME: gettext_lazy("probably the same person"),
    Verdict.UNSURE: gettext_lazy("perhaps the same person"),
    Verdict.DIFFERENT: gettext_lazy("probably another person"),
}
PROBLEMS = {
    PersonProblem.NO_NAME: gettext_lazy("A person needs at least one name."),
    PersonProblem.EMPTY_NAME: gettext_lazy(
        "The name holds no visible letter. Type it as in the document."),
    PersonProblem.NAME_TOO_LONG: gettext_lazy(
        "A name is longer than 120 letters. Shorten it as the document's machine-readable zone "
        "does."),
    PersonProblem.UNKNOWN_CITIZENSHIP: gettext_lazy("There is no such citizenship: %(text)s."),
    PersonProblem.BORN_IN_FUTURE: gettext_lazy(
        "The birth date %(text)s is still to come. Look at the year."),
    PersonProblem.BORN_TOO_LONG_AGO: gettext_lazy(
        "The birth date %(text)s is more than 130 years ago. Look at the century."),
}
NOTICES = {
    NoticeKind.INVISIBLE_REMOVED: gettext_lazy(
        "Invisible characters were removed from the name: %(text)s."),
    NoticeKind.MIXED_SCRIPTS: gettext_lazy(
        "The word %(text)s mixes letters of two scripts (%(odd)s). Type it in one script, or scan "
        "the document."),
    NoticeKind.TWO_SCRIPTS: gettext_lazy(
        "The name is written in two scripts: %(text)s. It is kept so."),
    NoticeKind.ONE_WORD: gettext_lazy("The name has one word only: %(text)s. It is kept so."),
    NoticeKind.LONG_NAME: gettext_lazy(
        "The name is longer than a machine-readable zone holds: a document may show it cut."),
    NoticeKind.NO_BIRTH_DATE: gettext_lazy(
        "No birth date is known: the person is harder to recognise, and no age is counted."),
    NoticeKind.DOCUMENT_EXPIRED: gettext_lazy("The document %(text)s has expired."),
    NoticeKind.PESEL_OTHER_BIRTH_DATE: gettext_lazy(
        "The PESEL says another birth date: %(text)s."),
    NoticeKind.PESEL_OTHER_SEX: gettext_lazy("The PESEL says another sex."),
}


def match_reason_text(reason: MatchReason) -> str:
    """Return one term of a comparison in words, with the values where they differ."""
    words = str(REASONS[reason.kind])
    if reason.left and reason.right and reason.left != reason.right:
        return f"{words} ({reason.left} – {reason.right})"
    return words


def verdict_label(verdict: Verdict) -> str:
    """Return what the machine makes of a comparison, in words."""
    return str(VERDICTS[verdict])


def explain(match: Match) -> str:
    """Return the terms of a comparison as one line, those that weigh most first."""
    ordered = sorted(match.comparison.reasons, key=lambda r: -abs(r.weight))
    return "; ".join(str(REASONS[r.kind]) for r in ordered if r.weight) or _("nothing in common")


def problem_text(problem: PersonProblem, text: str = "") -> str:
    """Return why a person's data cannot be stored, in words."""
    return str(PROBLEMS[problem]) % {"text": text}


def notice_text(notice: Notice) -> str:
    """Return what is unusual about a person's data, in words."""
    return str(NOTICES[notice.kind]) % {"text": notice.text, "odd": odd_letters(notice.text)}
