"""Reading a record for comparing from texts as people write them: what is odd is marked.

A value that cannot be read is a *problem*: what it is and what was expected. A value that is read
although something is odd about it (a birth date that does not exist, letters of two scripts in one
word) is a *note*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stdnum.pl import pesel

from przystan.rooms.people.rules.identifiers import (
    DOCUMENT,
    STATES,
    InvalidPhone,
    normal_number,
    normal_phone,
)
from przystan.rooms.people.rules.scripts import clean_name, name_tokens, script_of
from przystan.rooms.people.types import BirthPrecision, MatchRecord, Sex

FIELDS = (
    "name", "given_names", "birth_date", "sex", "citizenship", "document_number", "phone",
    "pesel", "address",
)
MAX_NAME, MAX_TEXT = 200, 300
DAY_FIRST = re.compile(r"([0-3X?]?[\dX?])([./-])([0-3X?]?[\dX?])\2(\d{4})", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})([./-])([0-9X?]{1,2})\2([0-9X?]{1,2})", re.IGNORECASE)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
YEAR_MONTH = re.compile(r"(\d{4})[./-](\d{1,2})")
YEAR = re.compile(r"(\d{4})r?\.?")
MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?Z?$")
FIRST_YEAR, LAST_YEAR = 1850, 2100
EXPECTED_BIRTH = (
    "a birth date: DD.MM.YYYY or YYYY-MM-DD, 00 for an unknown day or month, MM.YYYY or YYYY"
)
SEXES = {
    **dict.fromkeys(("f", "k", "w", "female", "kobieta", "woman", "ж", "жінка", "женщина"),
                    Sex.FEMALE),
    **dict.fromkeys(("m", "male", "man", "mężczyzna", "mezczyzna", "ч", "м", "чоловік",
                     "мужчина"), Sex.MALE),
    **dict.fromkeys(("x", "other", "inna"), Sex.OTHER),
}
ALPHA2 = dict(re.findall(r"(\w{2}):(\w{3})", """
UA:UKR BY:BLR RU:RUS PL:POL GE:GEO AM:ARM AZ:AZE MD:MDA RO:ROU LT:LTU LV:LVA EE:EST DE:DEU CZ:CZE
SK:SVK HU:HUN BG:BGR RS:SRB HR:HRV SI:SVN MK:MKD AL:ALB ME:MNE BA:BIH GR:GRC TR:TUR IT:ITA ES:ESP
PT:PRT FR:FRA GB:GBR IE:IRL NL:NLD BE:BEL AT:AUT CH:CHE SE:SWE NO:NOR DK:DNK FI:FIN IS:ISL US:USA
CA:CAN MX:MEX CO:COL VE:VEN PE:PER BR:BRA AR:ARG CL:CHL EC:ECU CU:CUB VN:VNM IN:IND NP:NPL BD:BGD
PK:PAK LK:LKA PH:PHL ID:IDN CN:CHN JP:JPN KR:KOR KP:PRK MN:MNG TH:THA MM:MMR MY:MYS KZ:KAZ UZ:UZB
KG:KGZ TJ:TJK TM:TKM AF:AFG IR:IRN IQ:IRQ SY:SYR LB:LBN IL:ISR JO:JOR SA:SAU AE:ARE YE:YEM EG:EGY
LY:LBY TN:TUN DZ:DZA MA:MAR NG:NGA GH:GHA CM:CMR CI:CIV SN:SEN ET:ETH KE:KEN UG:UGA RW:RWA CD:COD
ZW:ZWE ZA:ZAF AO:AGO SD:SDN SO:SOM ER:ERI AU:AUS NZ:NZL
"""))
LOOKALIKES = str.maketrans("АВЕІКМНОРСТУХ", "ABEIKMHOPCTYX")


@dataclass(frozen=True)
class Problem:
    """A value that cannot be read: its field, the value, what was expected."""

    field: str
    value: str
    expected: str


@dataclass
class Reading:
    """A record read from texts, with what is odd and what cannot be read."""

    parts: dict[str, object] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def record(self) -> MatchRecord:
        """The record of what could be read."""
        return MatchRecord(**self.parts)  # type: ignore[arg-type]


def read_match_record(fields: Mapping[str, str]) -> Reading:
    """Read a record from texts by the names in FIELDS; any may be missing or empty."""
    found = Reading()
    texts = {name: clean_name(fields.get(name) or "") for name in FIELDS}
    _read_name(found, fields, texts["name"], texts["given_names"])
    _read_birth(found, texts["birth_date"])
    _read_sex(found, texts["sex"])
    _read_citizenship(found, texts["citizenship"])
    _read_numbers(found, texts["document_number"], texts["pesel"])
    if texts["phone"]:
        try:
            found.parts["phones"] = (normal_phone(texts["phone"]),)
        except InvalidPhone:
            found.problems.append(Problem("phone", texts["phone"], "a phone number"))
    if texts["address"]:
        found.parts["address"] = tuple(
            part.strip() for part in re.split("[,;|]", texts["address"][:MAX_TEXT])
            if part.strip())
    if not found.problems and not set(found.parts) & {"names", "documents", "pesel", "phones"}:
        found.problems.append(Problem("name", "", "a name or a number of the person"))
    return found


def _read_name(found: Reading, fields: Mapping[str, str], family: str, given: str) -> None:
    if not given:
        family, given = _divided(family)
    whole = f"{family} {given}".strip()
    if not whole:
        found.notes.append("no name")
        return
    if len(whole) > MAX_NAME:
        found.problems.append(Problem("name", whole, f"at most {MAX_NAME} letters"))
        return
    tokens = name_tokens(whole)
    if not any(c.isalpha() for c in whole) or not tokens:
        found.problems.append(Problem("name", whole, "a name written with letters"))
        return
    found.parts["names"] = ((family, given),)
    written = f"{fields.get('name') or ''}{fields.get('given_names') or ''}"
    oddities = {
        "invisible characters left out": any(
            not c.isprintable() and not c.isspace() for c in written),
        "letters of two scripts in one word": any(script_of(t) == "Zxxx" for t in tokens),
        "digits in the name": any(c.isdigit() for c in whole),
        "a name of one word": len(tokens) == 1,
    }
    found.notes.extend(note for note, is_so in oddities.items() if is_so)


def _divided(name: str) -> tuple[str, str]:
    """Divide "KOWAL, Anna" and the KOWAL<<ANNA of a machine readable zone."""
    for mark in ("<<", ","):
        before, found, after = name.partition(mark)
        if found and before.strip() and after.strip("<, "):
            return before.replace("<", " ").strip(), after.replace("<", " ").strip()
    return name.replace("<", " ").strip(), ""


def _read_birth(found: Reading, text: str) -> None:
    if not text:
        found.notes.append("no birth date")
        return
    parts = _birth_parts(MIDNIGHT.sub("", text))
    if parts is None or not (FIRST_YEAR <= parts[0] <= LAST_YEAR or parts == (0, 0, 0)):
        found.problems.append(Problem("birth_date", text, EXPECTED_BIRTH))
        return
    year, month, day = parts
    if not year:
        found.notes.append("no birth date")
    elif not month:
        found.parts |= {"birth_date": date(year, 1, 1), "birth_precision": BirthPrecision.YEAR}
        found.notes.append("only the year of birth is known")
    elif not day and month <= 12:
        found.parts |= {
            "birth_date": date(year, month, 1), "birth_precision": BirthPrecision.MONTH}
        found.notes.append("the day of birth is not known")
    else:
        _read_day(found, text, year, month, day)


def _read_day(found: Reading, text: str, year: int, month: int, day: int) -> None:
    try:
        found.parts["birth_date"] = date(year, month, day)
        return
    except ValueError:
        pass
    if month > 31 or day > 31 or not day:
        found.problems.append(Problem("birth_date", text, EXPECTED_BIRTH))
        return
    found.parts["birth_text"] = f"{year:04}{month:02}{day:02}"
    found.notes.append(f"the birth date {text} does not exist: compared by its digits")


def _birth_parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month, day as written, 0 for what is marked as unknown."""
    for pattern, order in ((DAY_FIRST, (4, 3, 1)), (YEAR_FIRST, (1, 3, 4)), (COMPACT, (1, 2, 3))):
        if match := pattern.fullmatch(text):
            year, month, day = (_number(match.group(n)) for n in order)
            return year, month, day
    if match := MONTH_YEAR.fullmatch(text):
        return int(match.group(2)), int(match.group(1)), 0
    if match := YEAR_MONTH.fullmatch(text):
        return int(match.group(1)), int(match.group(2)), 0
    return (int(match.group(1)), 0, 0) if (match := YEAR.fullmatch(text)) else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _read_sex(found: Reading, text: str) -> None:
    if text:
        sex = SEXES.get(text.casefold())
        if sex is None:
            found.problems.append(Problem("sex", text, "f, m or x"))
        else:
            found.parts["sex"] = sex


def _read_citizenship(found: Reading, text: str) -> None:
    if not text:
        return
    code = ALPHA2.get(text.upper(), text.upper())
    if code not in STATES:
        if not all(c.isalpha() or c in " -.'’" for c in text):
            found.problems.append(
                Problem("citizenship", text, "a country's code, ISO 3166 alpha-3 or alpha-2"))
            return
        found.notes.append(f"the citizenship {text} is no code: compared as a word")
    found.parts["citizenship"] = code


def _read_numbers(found: Reading, document: str, number: str) -> None:
    if document:
        value = normal_number(document)
        latin = value.translate(LOOKALIKES)
        if latin != value:
            found.notes.append("Cyrillic letters of the document number read as Latin")
        if not DOCUMENT.fullmatch(latin):
            found.problems.append(Problem(
                "document_number", document, "3 to 24 letters A-Z and digits"))
        else:
            found.parts["documents"] = (latin,)
            if len(latin) == 11 and pesel.is_valid(latin):
                found.parts["pesel"] = latin
    if number:
        value = normal_number(number)
        if not pesel.is_valid(value):
            found.problems.append(Problem("pesel", number, "a PESEL whose check digit holds"))
        else:
            found.parts["pesel"] = value
