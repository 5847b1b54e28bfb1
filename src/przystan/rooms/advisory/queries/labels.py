"""Words for codes, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.rooms.advisory.types import Channel, InterpreterMode, ServiceKind, StayBasis, Topic

KINDS = {
    ServiceKind.INFORMATION: _("information"),
    ServiceKind.LEGAL: _("legal advice"),
    ServiceKind.PSYCHOLOGICAL: _("psychological counselling"),
    ServiceKind.INTERPRETING: _("interpreting"),
}
TOPICS = {
    Topic.NONE: "",
    Topic.RESIDENCE_AND_WORK: _("residence and work"),
    Topic.FAMILY: _("family"),
    Topic.TEMPORARY_PROTECTION: _("temporary protection"),
    Topic.APPEAL: _("refusal, appeal, inaction"),
    Topic.PERMANENT: _("permanent or long-term residence"),
    Topic.EMPLOYER: _("employer, work permit"),
    Topic.CITIZENSHIP: _("citizenship"),
    Topic.SOCIAL: _("social benefits"),
    Topic.LANGUAGE_AND_SCHOOL: _("language and school"),
    Topic.OTHER: _("other"),
}
STAY_BASES = {
    StayBasis.TEMPORARY_PROTECTION: _("temporary protection (UKR)"),
    StayBasis.TEMPORARY_PERMIT: _("temporary residence permit"),
    StayBasis.PENDING_STAMP: _("application pending, stamp in the passport"),
    StayBasis.NATIONAL_VISA: _("national visa"),
    StayBasis.VISA_FREE: _("visa-free stay"),
    StayBasis.PERMANENT: _("permanent or long-term residence"),
    StayBasis.SCHENGEN_VISA: _("Schengen visa"),
    StayBasis.HUMANITARIAN: _("humanitarian or tolerated stay"),
    StayBasis.CHILD_BORN_IN_POLAND: _("child born in Poland"),
    StayBasis.FAMILY_MEMBER: _("member of the family of a person with a right of stay"),
    StayBasis.IN_COURSE: _("obtaining a legal stay"),
    StayBasis.OTHER: _("other"),
}
INTERPRETERS = {
    InterpreterMode.NONE: _("none"), InterpreterMode.ON_SITE: _("on site"),
    InterpreterMode.PHONE: _("by phone"),
}
CHANNELS = {
    Channel.DESK: _("at the desk"), Channel.PHONE: _("by phone"), Channel.ONLINE: _("online"),
    Channel.OUTREACH: _("at an outreach day"),
}


def kind_label(kind: ServiceKind) -> str:
    """Return the kind of service in the reader's language."""
    return str(KINDS[kind])


def topic_label(topic: Topic) -> str:
    """Return the topic of a service in the reader's language; none is an empty text."""
    return str(TOPICS[topic])


def stay_basis_label(basis: StayBasis) -> str:
    """Return the basis of stay in the reader's language."""
    return str(STAY_BASES[basis])


def interpreter_label(mode: InterpreterMode) -> str:
    """Return how an interpreter took part, in the reader's language."""
    return str(INTERPRETERS[mode])


def channel_label(channel: Channel) -> str:
    """Return how the person came, in the reader's language."""
    return str(CHANNELS[channel])
