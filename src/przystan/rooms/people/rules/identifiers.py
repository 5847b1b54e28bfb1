"""Numbers of persons: PESEL, documents, phones, dates, citizenships."""

from __future__ import annotations

import re
from datetime import date

import phonenumbers
from stdnum.pl import pesel

from przystan.rooms.people.types import BirthPrecision, IdentifierKind, NewIdentifier, Sex

NOT_IN_NUMBERS = re.compile(r"[\s\-./<]+")
DOCUMENT = re.compile(r"[A-Z0-9]{3,24}")
# ISO 3166-1 alpha-3, with the codes of ICAO 9303-3 section 5 for persons without a state.
STATELESS, REFUGEE, OTHER_REFUGEE, UNSPECIFIED = "XXA", "XXB", "XXC", "XXX"
ALPHA3 = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR
BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG
COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH
FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL
MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU
SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE XKX UTO
"""
STATES = frozenset(ALPHA3.split()) | {STATELESS, REFUGEE, OTHER_REFUGEE, UNSPECIFIED}


class InvalidIdentifier(ValueError):
    """A number of a person that cannot be right; says what is wrong with it."""

    def __init__(self, kind: IdentifierKind, value: str, problem: str) -> None:
        super().__init__(f"{kind} {value}: {problem}")
        self.kind, self.value, self.problem = kind, value, problem


class InvalidPhone(ValueError):
    """A text that is not a phone number."""

    def __init__(self, value: str) -> None:
        super().__init__(f"not a phone number: {value}")
        self.value = value


def normal_number(text: str) -> str:
    """Return a number as it is stored: capitals and digits, no spaces or fillers."""
    return NOT_IN_NUMBERS.sub("", text).upper()


def normal_identifier(given: NewIdentifier) -> NewIdentifier:
    """Return the identifier as it is stored. Raises InvalidIdentifier."""
    value = normal_number(given.value)
    state = given.issuing_state.strip().upper()
    if given.kind is IdentifierKind.PESEL:
        if not pesel.is_valid(value):
            raise InvalidIdentifier(given.kind, given.value, "the check digit does not hold")
        return NewIdentifier(given.kind, value, "POL")
    if not DOCUMENT.fullmatch(value):
        raise InvalidIdentifier(given.kind, given.value, "expected 3 to 24 letters and digits")
    if given.kind is IdentifierKind.RESIDENCE_CARD and not state:
        state = "POL"
    if state not in STATES and (state or given.kind is IdentifierKind.PASSPORT):
        raise InvalidIdentifier(given.kind, given.value, f"unknown issuing state {state!r}")
    return NewIdentifier(given.kind, value, state, given.valid_until)


def normal_phone(text: str, region: str = "PL") -> str:
    """Return a phone number in E.164, read as Polish where no country is given.

    Numbers need only be possible, not assigned: new ranges open faster than tables are updated.
    Raises InvalidPhone.
    """
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(text) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidPhone(text)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def pesel_facts(value: str) -> tuple[date, Sex]:
    """Return the birth date and the sex that a valid PESEL states (Act of 24 Sep 2010, art. 15)."""
    sex = Sex.FEMALE if pesel.get_gender(value) == "F" else Sex.MALE
    return pesel.get_birth_date(value), sex


def normal_birth_date(day: date | None, precision: BirthPrecision) -> date | None:
    """Return the date as it is stored for a precision: unknown parts are 1."""
    if day is None or precision is BirthPrecision.UNKNOWN:
        return None
    if precision is BirthPrecision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision is BirthPrecision.MONTH else day
