"""Words that imported tables use, Polish and English, and what they stand for."""

from __future__ import annotations

from datetime import date

from przystan.platform.sites import public as sites
from przystan.platform.tables import public as tables
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

B, K = advisory.StayBasis, advisory.ServiceKind
T, I = advisory.Topic, people.IdentifierKind  # noqa: E741

SEXES: dict[str, object] = {
    "K": people.Sex.FEMALE, "M": people.Sex.MALE, "X": people.Sex.OTHER,
    "F": people.Sex.FEMALE, "kobieta": people.Sex.FEMALE, "mężczyzna": people.Sex.MALE,
    "female": people.Sex.FEMALE, "male": people.Sex.MALE, "woman": people.Sex.FEMALE,
    "man": people.Sex.MALE,
}
STAY_BASES: dict[str, object] = {
    "ochrona czasowa": B.TEMPORARY_PROTECTION, "temporary protection": B.TEMPORARY_PROTECTION,
    "UKR": B.TEMPORARY_PROTECTION, "zezwolenie czasowe": B.TEMPORARY_PERMIT,
    "temporary permit": B.TEMPORARY_PERMIT, "pobyt czasowy": B.TEMPORARY_PERMIT,
    "wniosek w toku": B.PENDING_STAMP, "pending": B.PENDING_STAMP, "stempel": B.PENDING_STAMP,
    "wiza krajowa": B.NATIONAL_VISA, "national visa": B.NATIONAL_VISA,
    "ruch bezwizowy": B.VISA_FREE, "visa-free": B.VISA_FREE,
    "pobyt stały": B.PERMANENT, "rezydent UE": B.PERMANENT, "permanent": B.PERMANENT,
    "wiza Schengen": B.SCHENGEN_VISA, "Schengen visa": B.SCHENGEN_VISA,
    "pobyt humanitarny": B.HUMANITARIAN, "humanitarian": B.HUMANITARIAN,
    "inna": B.OTHER, "other": B.OTHER, **{b.value: b for b in B},
}
SERVICES: dict[str, object] = {
    "informacja": K.INFORMATION, "information": K.INFORMATION,
    "porada prawna": K.LEGAL, "legal": K.LEGAL, "legal advice": K.LEGAL,
    "wsparcie psychologiczne": K.PSYCHOLOGICAL, "psychological": K.PSYCHOLOGICAL,
    "pomoc psychologiczna": K.PSYCHOLOGICAL, "tłumaczenie": K.INTERPRETING,
    "interpreting": K.INTERPRETING,
}
TOPICS: dict[str, object] = {
    "pobyt i praca": T.RESIDENCE_AND_WORK, "residence and work": T.RESIDENCE_AND_WORK,
    "rodzina": T.FAMILY, "family": T.FAMILY, "ochrona czasowa": T.TEMPORARY_PROTECTION,
    "temporary protection": T.TEMPORARY_PROTECTION, "odwołanie": T.APPEAL, "appeal": T.APPEAL,
    "pobyt stały": T.PERMANENT, "permanent": T.PERMANENT, "pracodawca": T.EMPLOYER,
    "employer": T.EMPLOYER, "obywatelstwo": T.CITIZENSHIP, "citizenship": T.CITIZENSHIP,
    "świadczenia": T.SOCIAL, "social": T.SOCIAL, "język i szkoła": T.LANGUAGE_AND_SCHOOL,
    "language and school": T.LANGUAGE_AND_SCHOOL, "inne": T.OTHER, "other": T.OTHER,
    **{t.value: t for t in T if t.value},
}
DOCUMENTS: dict[str, object] = {
    "paszport": I.PASSPORT, "passport": I.PASSPORT, "karta pobytu": I.RESIDENCE_CARD,
    "residence card": I.RESIDENCE_CARD, "wiza": I.VISA, "visa": I.VISA, "inny": I.OTHER,
    "other": I.OTHER,
}
INTERPRETERS: dict[str, object] = {
    "brak": advisory.InterpreterMode.NONE, "none": advisory.InterpreterMode.NONE,
    "nie": advisory.InterpreterMode.NONE, "na miejscu": advisory.InterpreterMode.ON_SITE,
    "on site": advisory.InterpreterMode.ON_SITE, "telefon": advisory.InterpreterMode.PHONE,
    "phone": advisory.InterpreterMode.PHONE,
}
CHANNELS: dict[str, object] = {
    "punkt": advisory.Channel.DESK, "desk": advisory.Channel.DESK,
    "telefon": advisory.Channel.PHONE, "phone": advisory.Channel.PHONE,
    "online": advisory.Channel.ONLINE, "wyjazd": advisory.Channel.OUTREACH,
    "outreach": advisory.Channel.OUTREACH,
}
COUNTRIES = {
    "Ukraina": "UKR", "Ukraine": "UKR", "Białoruś": "BLR", "Belarus": "BLR", "Gruzja": "GEO",
    "Georgia": "GEO", "Rosja": "RUS", "Russia": "RUS", "Mołdawia": "MDA", "Moldova": "MDA",
    "Indie": "IND", "India": "IND", "Turcja": "TUR", "Türkiye": "TUR", "Turkey": "TUR",
    "Uzbekistan": "UZB", "Wietnam": "VNM", "Vietnam": "VNM", "Kazachstan": "KAZ",
    "Kazakhstan": "KAZ", "Armenia": "ARM", "Azerbejdżan": "AZE", "Azerbaijan": "AZE",
    "Nepal": "NPL", "Filipiny": "PHL", "Philippines": "PHL", "Chiny": "CHN", "China": "CHN",
    "Kolumbia": "COL", "Colombia": "COL", "Nigeria": "NGA", "Syria": "SYR", "Brazylia": "BRA",
    "Brazil": "BRA", "bezpaństwowiec": "XXA", "stateless": "XXA", "nieokreślone": "XXX",
    "unspecified": "XXX",
}


def countries() -> dict[str, object]:
    """Return every accepted word for a state: names of the frequent ones, and alpha-3 codes."""
    return {**COUNTRIES, **{code: code for code, _ in people.list_citizenships()}}


def branches() -> dict[str, object]:
    """Return every accepted word for a branch: its town and its code."""
    found = sites.list_branches()
    return {**{b.town: b.code for b in found}, **{b.code: b.code for b in found}}


class ProjectOfDay:
    """Finds the project that runs on a day; each day is asked once in a file."""

    def __init__(self) -> None:
        self._known: dict[date, finance.Project | None] = {}

    def __call__(self, day: date) -> finance.Project | None:
        if day not in self._known:
            running = finance.open_projects(on=day)
            self._known[day] = running[0] if running else None
        return self._known[day]


def project_column() -> tables.Column:
    """Return the column that names the project; without it the project of the day is meant."""
    words: dict[str, object] = {}
    for project in finance.list_projects():
        words |= {project.code: project, project.number: project}
    return tables.Column(
        "project", ("Projekt", "Project"), tables.Kind.CHOICE, choices=words,
        expected="the code or number of a known project")


def refused(file: str, row: tables.Row, column: str, value: object, expected: str
            ) -> tables.RefusedRow:
    """Return a row that a room refused, with the one reason."""
    return tables.RefusedRow(
        row.line, row.cells,
        (tables.Refusal(file, row.line, column, "" if value is None else str(value), expected),))
