"""What crosses the door of knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

LANGUAGES = ("pl", "en", "uk", "ru")
LANGUAGE_NAMES = {"pl": "Polski", "en": "English", "uk": "Українська", "ru": "Русский"}


class TranslationState(StrEnum):
    """How a text stands to the Polish original."""

    UP_TO_DATE = "up_to_date"
    OUTDATED = "outdated"
    MACHINE = "machine"


@dataclass(frozen=True)
class ProcedureText:
    """One procedure card in one language, always of the same six parts."""

    language: str
    title: str
    summary: str
    who: str
    where: str
    documents: tuple[str, ...]
    fee: str
    term: str
    after: str


@dataclass(frozen=True)
class NewProcedure:
    """One procedure with its texts. The Polish text is the original."""

    slug: str
    legal_basis: str
    owner: str
    review_by: date
    texts: tuple[ProcedureText, ...]


@dataclass(frozen=True)
class Procedure:
    """One procedure as published in one language."""

    slug: str
    legal_basis: str
    review_by: date
    version: int
    published_at: datetime
    state: TranslationState
    text: ProcedureText
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """The latest text of one procedure in one language, as a file holds it."""

    slug: str
    legal_basis: str
    owner: str
    review_by: date
    is_machine: bool
    text: ProcedureText


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong with a page ("error"), or should be looked at ("remark")."""

    weight: str
    slug: str
    language: str
    kind: str
    what: str


@dataclass(frozen=True)
class ProcedureStatus:
    """One procedure as its editors' list shows it: the state of every language."""

    slug: str
    title: str
    owner: str
    review_by: date
    version: int
    states: tuple[tuple[str, TranslationState | None], ...]
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Found:
    """One procedure that search found, with its score (more is better) and the words that did."""

    procedure: Procedure
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class OpenSearch:
    """One text that found nothing and waits for its editors: how often, and when last."""

    text: str
    language: str
    times: int
    last_on: date


@dataclass(frozen=True)
class PageOpinion:
    """How often one version of a page did and did not help."""

    slug: str
    language: str
    version: int
    helped: int
    did_not: int


class FeeKind(StrEnum):
    """What a fee is paid for."""

    TEMPORARY_WORK = "temporary_work"
    TEMPORARY_OTHER = "temporary_other"
    SEASONAL = "seasonal"
    SHORT_TERM_AUTHORITY = "short_term_authority"
    SHORT_TERM_PERSONAL = "short_term_personal"
    PERMANENT = "permanent"
    LONG_TERM = "long_term"
    PERMIT_CHANGE = "permit_change"
    VISA_EXTENSION = "visa_extension"
    INVITATION = "invitation"
    CERTIFICATE = "certificate"
    POWER_OF_ATTORNEY = "power_of_attorney"
    CARD = "card"
    CARD_LOST = "card_lost"
    CARD_LOST_AGAIN = "card_lost_again"
    TRAVEL_DOCUMENT = "travel_document"
    WORK_PERMIT_SHORT = "work_permit_short"
    WORK_PERMIT = "work_permit"
    WORK_PERMIT_DELEGATED = "work_permit_delegated"
    WORK_PERMIT_SEASONAL = "work_permit_seasonal"
    WORK_DECLARATION = "work_declaration"


@dataclass(frozen=True)
class Rate:
    """One amount in PLN, in force from a day to a day (None: no end known), with its source."""

    kind: FeeKind
    amount: Decimal
    valid_from: date
    valid_until: date | None
    act: str
    article: str
    is_confirmed: bool


@dataclass(frozen=True)
class RateVersion:
    """One recorded rate with who recorded it; the latest record about a day counts."""

    rate: Rate
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class FeeLine:
    """One line of a calculation in PLN: what was asked, its rate, what is due after relief."""

    rate: Rate
    due: Decimal


@dataclass(frozen=True)
class FeeSum:
    """What must be paid on a day: lines, their sum, and kinds without a rate on that day."""

    day: date
    lines: tuple[FeeLine, ...]
    total: Decimal
    unknown: tuple[FeeKind, ...]


class NoticeKind(StrEnum):
    """What the office tells everybody beside the procedures."""

    ANNOUNCEMENT = "announcement"
    LETTER = "letter"
    HELP = "help"


class OutreachKind(StrEnum):
    """How people were reached outside the office."""

    EVENT = "event"
    LEAFLET = "leaflet"


@dataclass(frozen=True)
class NoticeText:
    """One notice in one language; an empty line parts its paragraphs."""

    language: str
    title: str
    body: str


@dataclass(frozen=True)
class NewNotice:
    """One notice: an announcement, what a letter means, or a place of help.

    `audience` is the slug of the procedure whose readers it concerns, "" for everybody; `source`
    the act and article on which it rests.
    """

    kind: NoticeKind
    starts_on: date
    ends_on: date | None
    texts: tuple[NoticeText, ...]
    audience: str = ""
    source: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True)
class Notice:
    """One notice as it is shown in one language; `language` is that of its text."""

    id: int
    kind: NoticeKind
    audience: str
    starts_on: date
    ends_on: date | None
    source: str
    is_confirmed: bool
    language: str
    title: str
    body: str


@dataclass(frozen=True)
class NewOutreach:
    """One event, or leaflets given out on one day: how many persons it reached."""

    kind: OutreachKind
    title: str
    day: date
    language: str
    reached: int


@dataclass(frozen=True)
class OutreachSum:
    """How many persons events or leaflets in one language reached."""

    kind: OutreachKind
    language: str
    reached: int


class LawAct(StrEnum):
    """The acts that the texts cite."""

    FOREIGNERS = "foreigners"
    UKRAINE_AID = "ukraine_aid"
    PROCEDURE = "procedure"
    STAMP_DUTY = "stamp_duty"
    POLISH_CARD = "polish_card"
    CITIZENSHIP = "citizenship"
    WORK = "work"
    EU_CITIZENS = "eu_citizens"


@dataclass(frozen=True)
class Citation:
    """One article of one act that a text cites: "112a"."""

    act: LawAct
    article: str


@dataclass(frozen=True)
class TouchedText:
    """One text that a change of law touches: "procedure:studies" or "notice:7", and its title."""

    subject: str
    title: str


@dataclass(frozen=True)
class LawChange:
    """One change of law and the texts that nobody has reviewed after it."""

    id: int
    act: LawAct
    article: str
    in_force_on: date
    note: str
    waiting: tuple[TouchedText, ...]
