"""The dated law as it is laid down in every new office. An office's own table may go beyond it.

What a command without a database counts by. A test compares it with the table that migrations lay.
"""

from __future__ import annotations

from datetime import date

from przystan.rooms.cases.types import LawRule, RuleKind, Unit

FOREIGNERS = "Ustawa z 12 grudnia 2013 r. o cudzoziemcach"
AMENDED = f"{FOREIGNERS}, zm. Dz.U. 2022 poz. 91"
AID = "Ustawa o pomocy obywatelom Ukrainy"
OPEN = "Do potwierdzenia: "
WORDING = f"{OPEN}brzmienie artykułu. KPA"
IN_2014, IN_2022 = date(2014, 5, 1), date(2022, 1, 29)
TERM, STOP = RuleKind.TERM, RuleKind.STOP


def _term(
    code: str, length: int, article: str, source: str, *, confirmed: bool = True,
    since: date = IN_2022, until: date | None = None, unit: Unit = Unit.DAYS, subject: str = "",
) -> LawRule:
    return LawRule(code, TERM, subject or code, length, unit, article, source, since, until,
                   confirmed)


def _stop(
    code: str, article: str, source: str, since: date, until: date, *, confirmed: bool
) -> LawRule:
    return LawRule(code, STOP, "", 0, Unit.DAYS, article, source, since, until, confirmed)


LAID_LAW: tuple[LawRule, ...] = (
    _term("temporary", 60, "art. 112a", AMENDED),
    _term("permanent_until_2022", 3, "art. 210",
          f"{OPEN}pierwszy dzień obowiązywania. {FOREIGNERS}, Dz.U. 2013 poz. 1650",
          confirmed=False, since=IN_2014, until=date(2022, 1, 28), unit=Unit.MONTHS,
          subject="permanent"),
    _term("permanent", 6, "art. 210", AMENDED, unit=Unit.MONTHS),
    _term("long_term", 6, "art. 223, 210", AMENDED, unit=Unit.MONTHS),
    _term("opinion", 30, "art. 109", AMENDED),
    _term("opinion_longest", 60, "art. 109", AMENDED),
    _term("appeal", 14, "KPA art. 129", WORDING, confirmed=False, since=IN_2014),
    _term("file_forward", 7, "KPA art. 133", WORDING, confirmed=False, since=IN_2014),
    _term("urgency", 7, "KPA art. 37", WORDING, confirmed=False, since=IN_2014),
    _term("electronic_delivery", 14, "ustawa o doręczeniach elektronicznych, art. 42",
          f"{OPEN}artykuł i długość terminu. Ustawa z 18 listopada 2020 r. o doręczeniach "
          "elektronicznych", confirmed=False, since=date(2021, 10, 5)),
    _term("appeal_stage", 90, "art. 112a, 210", AMENDED),
    LawRule("shift", RuleKind.SHIFT, "", 0, Unit.DAYS, "KPA art. 57 § 4", WORDING, IN_2014, None,
            False),
    LawRule("electronic_filing", RuleKind.REGIME, "electronic", 0, Unit.DAYS,
            "ustawa z 21 listopada 2025 r.", "Ustawa z 21 listopada 2025 r.: wnioski przez MOS",
            date(2026, 4, 27), None, True),
    _stop("stop_100c", "art. 100c", f"{OPEN}pierwszy dzień. {AID}", date(2022, 4, 15),
          date(2022, 12, 31), confirmed=False),
    _stop("stop_100d", "art. 100d", AID, date(2023, 1, 1), date(2023, 8, 24), confirmed=True),
    _stop("stop_100d_2025", "art. 100d", f"{AID}, przedłużenie", date(2023, 8, 25),
          date(2025, 9, 30), confirmed=True),
    _stop("stop_100d_2026", "art. 100d",
          f"{OPEN}czy wstrzymanie skończyło się tego dnia. {AID}, Dz.U. 2025 poz. 1301",
          date(2025, 10, 1), date(2026, 3, 4), confirmed=False),
)
