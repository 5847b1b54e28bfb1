"""Words for codes, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from przystan.rooms.people.rules.identifiers import STATES
from przystan.rooms.people.types import (
    Answer,
    BirthPrecision,
    CorrectedPart,
    FlagKind,
    GivenHow,
    IdentifierKind,
    MatchKind,
    NameKind,
    PairSource,
    PairState,
    Sex,
)

# The citizenships that the office meets most; others are shown by their code.
COUNTRIES: dict[str, str | Promise] = {
    "AFG": gettext_lazy("Afghanistan"), "ARM": gettext_lazy("Armenia"),
    "AZE": gettext_lazy("Azerbaijan"), "BGD": gettext_lazy("Bangladesh"),
    "BLR": gettext_lazy("Belarus"), "BRA": gettext_lazy("Brazil"),
    "CAN": gettext_lazy("Canada"), "CHN": gettext_lazy("China"),
    "COL": gettext_lazy("Colombia"), "DEU": gettext_lazy("Germany"),
    "EGY": gettext_lazy("Egypt"), "GBR": gettext_lazy("United Kingdom"),
    "GEO": pgettext_lazy("country", "Georgia"), "IND": gettext_lazy("India"),
    "IDN": gettext_lazy("Indonesia"), "IRN": gettext_lazy("Iran"), "IRQ": gettext_lazy("Iraq"),
    "ISR": gettext_lazy("Israel"), "KAZ": gettext_lazy("Kazakhstan"),
    "KGZ": gettext_lazy("Kyrgyzstan"), "KOR": gettext_lazy("South Korea"),
    "LKA": gettext_lazy("Sri Lanka"), "MAR": gettext_lazy("Morocco"),
    "MDA": gettext_lazy("Moldova"), "MEX": gettext_lazy("Mexico"),
    "MNG": gettext_lazy("Mongolia"), "NGA": gettext_lazy("Nigeria"),
    "NPL": gettext_lazy("Nepal"), "PAK": gettext_lazy("Pakistan"),
    "PER": gettext_lazy("Peru"), "PHL": gettext_lazy("Philippines"),
    "POL": gettext_lazy("Poland"), "RUS": gettext_lazy("Russia"), "SRB": gettext_lazy("Serbia"),
    "SYR": gettext_lazy("Syria"), "THA": gettext_lazy("Thailand"),
    "TJK": gettext_lazy("Tajikistan"), "TKM": gettext_lazy("Turkmenistan"),
    "TUN": gettext_lazy("Tunisia"), "TUR": gettext_lazy("Türkiye"),
    "UKR": gettext_lazy("Ukraine"), "USA": gettext_lazy("United States"),
    "UTO": gettext_lazy("Utopia (specimen)"), "UZB": gettext_lazy("Uzbekistan"),
    "VNM": gettext_lazy("Vietnam"), "ZAF": gettext_lazy("South Africa"),
    "ZWE": gettext_lazy("Zimbabwe"), "XXA": gettext_lazy("stateless"),
    "XXB": gettext_lazy("refugee"), "XXC": gettext_lazy("refugee, other"),
    "XXX": gettext_lazy("unspecified citizenship"),
}
SEXES = {Sex.FEMALE: gettext_lazy("woman"), Sex.MALE: gettext_lazy("man"),
         Sex.OTHER: gettext_lazy("not stated")}
NAME_KINDS = {
    NameKind.AS_WRITTEN: gettext_lazy("as written"),
    NameKind.PASSPORT: gettext_lazy("in the passport"),
    NameKind.POLISH: gettext_lazy("Polish spelling"),
    NameKind.FORMER: gettext_lazy("former name"),
    NameKind.MAIDEN: gettext_lazy("maiden name"),
}
IDENTIFIER_KINDS = {
    IdentifierKind.PESEL: gettext_lazy("PESEL"),
    IdentifierKind.PASSPORT: gettext_lazy("passport"),
    IdentifierKind.RESIDENCE_CARD: gettext_lazy("residence card"),
    IdentifierKind.VISA: gettext_lazy("visa"),
    IdentifierKind.OTHER: gettext_lazy("other document"),
}
MATCHES = {
    MatchKind.PESEL: gettext_lazy("same PESEL"),
    MatchKind.DOCUMENT: gettext_lazy("document number begins so"),
    MatchKind.PHONE: gettext_lazy("same phone"),
    MatchKind.BIRTH_DATE: gettext_lazy("same birth date"),
    MatchKind.NAME: gettext_lazy("name"),
    MatchKind.NAME_AND_BIRTH_DATE: gettext_lazy("name and birth date"),
}


ANSWERS = {
    Answer.SAME: gettext_lazy("the same person"),
    Answer.DIFFERENT: gettext_lazy("two persons"), Answer.UNSURE: gettext_lazy("not sure"),
}
PAIR_STATES = {
    PairState.OPEN: gettext_lazy("waits for a judgement"),
    PairState.SECOND_NEEDED: gettext_lazy("a second person must agree"),
    PairState.UNSURE: gettext_lazy("nobody is sure"), PairState.SAME: gettext_lazy("one person"),
    PairState.DIFFERENT: gettext_lazy("two persons"),
}
PAIR_SOURCES = {
    PairSource.DESK: gettext_lazy("at the registration"),
    PairSource.IMPORT: gettext_lazy("in an import"),
    PairSource.SWEEP: gettext_lazy("by comparing all cards"),
    PairSource.BY_HAND: gettext_lazy("by a colleague"),
}
HOWS = {
    GivenHow.PAPER: gettext_lazy("on paper"), GivenHow.READ_ALOUD: gettext_lazy("read aloud"),
    GivenHow.SCREEN: gettext_lazy("on a screen"), GivenHow.PHONE: gettext_lazy("on the phone"),
    GivenHow.POST: gettext_lazy("by post"),
}
ROLES = {
    "spouse": gettext_lazy("spouse"), "parent": gettext_lazy("parent"),
    "child": gettext_lazy("child"), "guardian": gettext_lazy("guardian"),
    "ward": gettext_lazy("ward"),
}
FLAGS = {
    FlagKind.DECEASED: gettext_lazy("deceased"),
    FlagKind.RESTRICTED: gettext_lazy("processing is restricted"),
}
PARTS = {
    CorrectedPart.NAME: gettext_lazy("name"), CorrectedPart.IDENTIFIER: gettext_lazy("number"),
    CorrectedPart.PHONE: gettext_lazy("phone"),
    CorrectedPart.BIRTH_DATE: gettext_lazy("birth date"), CorrectedPart.SEX: gettext_lazy("sex"),
    CorrectedPart.CITIZENSHIP: gettext_lazy("citizenship"),
    CorrectedPart.LANGUAGES: gettext_lazy("languages"),
}


def answer_label(answer: Answer) -> str:
    """Return an answer about a pair in the reader's language."""
    return str(ANSWERS[answer])


def pair_state_label(state: PairState) -> str:
    """Return where a pair stands, in the reader's language."""
    return str(PAIR_STATES[state])


def pair_source_label(source: PairSource) -> str:
    """Return how a pair was found, in the reader's language."""
    return str(PAIR_SOURCES[source])


def given_how_label(how: GivenHow) -> str:
    """Return how a clause was given, in the reader's language."""
    return str(HOWS[how])


def link_label(role: str) -> str:
    """Return what a relative is to a person, in the reader's language."""
    return str(ROLES[role])


def flag_label(kind: FlagKind) -> str:
    """Return what is marked on a person, in the reader's language."""
    return str(FLAGS[kind])


def part_label(part: CorrectedPart) -> str:
    """Return what of a card was corrected, in the reader's language."""
    return str(PARTS[part])


def country_label(code: str) -> str:
    """Return a country or citizenship by its name, or by its code where it is a rare one."""
    return str(COUNTRIES.get(code, code))


def list_citizenships() -> tuple[tuple[str, str], ...]:
    """Return every citizenship that may be recorded: named ones by name, then codes."""
    named = sorted((str(name), code) for code, name in COUNTRIES.items())
    rest = sorted(STATES - set(COUNTRIES))
    return tuple((code, name) for name, code in named) + tuple((code, code) for code in rest)


def restricted_name() -> str:
    """Return what stands for the name of a person whose data are restricted."""
    return _("(restricted data)")


def sex_label(sex: Sex) -> str:
    """Return the sex in the reader's language."""
    return str(SEXES[sex])


def name_kind_label(kind: NameKind) -> str:
    """Return where a form of a name comes from, in the reader's language."""
    return str(NAME_KINDS[kind])


def identifier_kind_label(kind: IdentifierKind) -> str:
    """Return the kind of a number in the reader's language."""
    return str(IDENTIFIER_KINDS[kind])


def match_label(kind: MatchKind, text: str = "") -> str:
    """Return why a person was found, in the reader's language."""
    words = str(MATCHES[kind])
    return f"{words}: {text}" if text and kind is MatchKind.NAME else words


def birth_text(day: date | None, precision: BirthPrecision) -> str:
    """Return a birth date as far as it is known: 17.05.1990, 05.1990, 1990."""
    if day is None:
        return _("unknown")
    forms = {BirthPrecision.DAY: "%d.%m.%Y", BirthPrecision.MONTH: "%m.%Y"}
    return day.strftime(forms.get(precision, "%Y"))
