"""Words for codes of eligibility, signatures, referrals, specialists, surveys and complaints."""

from __future__ import annotations

from enum import StrEnum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from przystan.rooms.advisory.queries.labels import STAY_BASES
from przystan.rooms.advisory.types.eligibility import (
    DocumentKind,
    Eligibility,
    EligibilityReason,
    ReasonLine,
    Support,
)
from przystan.rooms.advisory.types.followups import ReferralState
from przystan.rooms.advisory.types.notes import KeyState, PartyRole
from przystan.rooms.advisory.types.signatures import SignatureWay
from przystan.rooms.advisory.types.specialists import Profession
from przystan.rooms.advisory.types.visits import StayBasis
from przystan.rooms.advisory.types.voices import (
    Clarity,
    ComplaintCategory,
    ComplaintState,
    Helpfulness,
)
from przystan.rooms.people import public as people

WORDS: dict[type[StrEnum], dict[StrEnum, Promise]] = {
    Eligibility: {
        Eligibility.ELIGIBLE: _("belongs to the target group"),
        Eligibility.LIMITED: _("help with legalisation only"),
        Eligibility.UNCLEAR: _("not settled yet"),
        Eligibility.NOT_ELIGIBLE: _("does not belong to the target group"),
    },
    Support: {
        Support.ALL: _("every support"), Support.LEGALISATION: _("help with legalisation only"),
    },
    DocumentKind: {
        DocumentKind.PASSPORT: _("passport"),
        DocumentKind.RESIDENCE_CARD: _("residence card"), DocumentKind.VISA: _("visa"),
        DocumentKind.TRAVEL_DOCUMENT: _("travel document"),
        DocumentKind.IDENTITY_CARD: _("identity card"),
        DocumentKind.CERTIFICATE: _("certificate"),
        DocumentKind.BIRTH_CERTIFICATE: _("birth certificate"),
        DocumentKind.OTHER: _("other document"),
    },
    SignatureWay: {SignatureWay.PAPER: _("on paper"), SignatureWay.PAD: _("on the pad")},
    ReferralState: {
        ReferralState.MADE: _("made"), ReferralState.ACCEPTED: _("accepted"),
        ReferralState.REFUSED: _("refused"), ReferralState.DONE: _("done"),
        ReferralState.WITHDRAWN: _("withdrawn"),
    },
    Profession: {
        Profession.ADVISER: _("adviser"), Profession.LEGAL_ADVISER: _("legal adviser"),
        Profession.PSYCHOLOGIST: _("psychologist"), Profession.INTERPRETER: _("interpreter"),
    },
    KeyState: {
        KeyState.WAITING: _("waits for a colleague"), KeyState.IN_FORCE: _("in force"),
        KeyState.RETIRED: _("retired"),
    },
    PartyRole: {
        PartyRole.OPPOSING: _("opposing party"), PartyRole.OTHER: _("other party"),
    },
    Helpfulness: {
        Helpfulness.YES: _("Yes"), Helpfulness.PARTLY: _("Partly"), Helpfulness.NO: _("No"),
        Helpfulness.HARD_TO_SAY: _("Hard to say"),
    },
    Clarity: {Clarity.YES: _("Yes"), Clarity.PARTLY: _("Partly"), Clarity.NO: _("No")},
    ComplaintCategory: {
        ComplaintCategory.WAITING: _("waiting time"),
        ComplaintCategory.INFORMATION: _("wrong or missing information"),
        ComplaintCategory.LANGUAGE: _("language, interpreter"),
        ComplaintCategory.BEHAVIOUR: _("behaviour of staff"),
        ComplaintCategory.DISCRIMINATION: _("unequal treatment"),
        ComplaintCategory.DATA: _("personal data"), ComplaintCategory.OTHER: _("something else"),
    },
    ComplaintState: {
        ComplaintState.RECEIVED: _("received"), ComplaintState.IN_REVIEW: _("being examined"),
        ComplaintState.ANSWERED: _("answered"), ComplaintState.DISMISSED: _("dismissed"),
    },
}
R = EligibilityReason
REASONS = {
    R.THIRD_COUNTRY: _("citizen of a third country: %(detail)s"),
    R.STATELESS: _("stateless or of undetermined nationality: counts as a third-country national"),
    R.EXCLUDED_STATE: _("citizen of a state that the Fund leaves out: %(detail)s"),
    R.CITIZENSHIP_UNKNOWN: _("the citizenship is not recorded"),
    R.BASIS_ACCEPTED: _("the basis of stay is in group %(detail)s of the Fund's list"),
    R.BASIS_LIMITED: _(
        "the basis of stay is in group %(detail)s of the Fund's list: help with legalisation only"),
    R.BASIS_NOT_LISTED: _("no rule in force lists this basis of stay: %(detail)s"),
    R.VISA_CODE_ACCEPTED: _("the purpose on the visa counts: %(detail)s"),
    R.VISA_CODE_UNKNOWN: _("the purpose on the visa sticker is not recorded"),
    R.VISA_CODE_NOT_LISTED: _("the purpose on the visa is not listed: %(detail)s"),
    R.RULE_UNCONFIRMED: _("this rule is not confirmed: %(detail)s"),
    R.DOCUMENT_SEEN: _("a valid document was seen: %(detail)s"),
    R.DOCUMENT_EXPIRED: _("the document seen expired on %(detail)s"),
    R.NO_DOCUMENT: _("no document was seen"),
}


def word(code: StrEnum) -> str:
    """Return what a code of advisory means, in the reader's language."""
    return str(WORDS[type(code)][code])


def choices_of(codes: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the codes with their words, in their order, for a form's choices."""
    return [(code.value, str(words)) for code, words in WORDS[codes].items()]


def reason_words(line: ReasonLine) -> str:
    """Return one reason of an eligibility check as a sentence in the reader's language."""
    detail = line.detail
    if line.reason in (R.THIRD_COUNTRY, R.EXCLUDED_STATE):
        detail = people.country_label(detail)
    elif line.reason is R.DOCUMENT_SEEN:
        detail = word(DocumentKind(detail))
    elif line.reason is R.BASIS_NOT_LISTED:
        detail = str(STAY_BASES[StayBasis(detail)])
    return str(REASONS[line.reason]) % {"detail": detail}


def survey_message(*, address: str, language: str) -> str:
    """Return what a message that invites to the survey says, in one of the survey's languages."""
    with translation.override(language):
        return gettext("Did we help you? Two questions, without your name: %(address)s") % {
            "address": address}
