"""Words for codes, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from przystan.rooms.people.rules.identifiers import STATES
from przystan.rooms.people.types import BirthPrecision, IdentifierKind, MatchKind, NameKind, Sex

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


def country_label(code: str) -> str:
    """Return a country or citizenship by its name, or by its code where it is a rare one."""
    return str(COUNTRIES.get(code, code))


def list_citizenships() -> tuple[tuple[str, str], ...]:
    """Return every citizenship that may be recorded: named ones by name, then codes."""
    named = sorted((str(name), code) for code, name in COUNTRIES.items())
    rest = sorted(STATES - set(COUNTRIES))
    return tuple((code, name) for name, code in named) + tuple((code, code) for code in rest)


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
