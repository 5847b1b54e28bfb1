"""The door of knowledge: procedures in the reader's language, how they are found, what they cost.
"""

from __future__ import annotations

from przystan.rooms.knowledge.models import PASSING
from przystan.rooms.knowledge.operations.fees import DaysOutOfOrder, record_rate
from przystan.rooms.knowledge.operations.index import index_all
from przystan.rooms.knowledge.operations.law import (
    ChangeNotFound,
    record_law_change,
    review_text,
)
from przystan.rooms.knowledge.operations.notices import (
    NoticeNotFound,
    NoticeNotPossible,
    end_notice,
    publish_notice,
    record_outreach,
)
from przystan.rooms.knowledge.operations.search import (
    SynonymEmpty,
    add_synonym,
    count_empty_search,
    count_opinion,
    settle_search,
)
from przystan.rooms.knowledge.operations.texts import (
    NotWithdrawable,
    OriginalMissing,
    publish_pages,
    publish_procedure,
    publish_text,
    withdraw_procedure,
)
from przystan.rooms.knowledge.queries.checks import check_texts
from przystan.rooms.knowledge.queries.fees import calculate_fees, fee_label, list_rate_versions
from przystan.rooms.knowledge.queries.law import list_law_changes
from przystan.rooms.knowledge.queries.notices import list_notices, sum_outreach
from przystan.rooms.knowledge.queries.readability import list_readability, measure_text
from przystan.rooms.knowledge.queries.search import (
    find_procedures,
    list_open_searches,
    list_opinions,
)
from przystan.rooms.knowledge.queries.texts import (
    ProcedureNotFound,
    ProcedureWithdrawn,
    get_procedure,
    list_pages,
    list_procedures,
    list_statuses,
    texts_version,
)
from przystan.rooms.knowledge.rules.law import citations_of
from przystan.rooms.knowledge.rules.readability import MEASURED
from przystan.rooms.knowledge.types import (
    LANGUAGES,
    Citation,
    FeeKind,
    FeeLine,
    FeeSum,
    Flaw,
    Found,
    LawAct,
    LawChange,
    NewNotice,
    NewOutreach,
    NewProcedure,
    Notice,
    NoticeKind,
    NoticeText,
    OpenSearch,
    OutreachKind,
    OutreachSum,
    Page,
    PageOpinion,
    Procedure,
    ProcedureStatus,
    ProcedureText,
    Rate,
    RateVersion,
    TouchedText,
    TranslationState,
)
from przystan.rooms.knowledge.types.processing import PROCESSING
from przystan.rooms.knowledge.types.readability import Ease, LongSentence, Readability

__all__ = [
    "LANGUAGES", "MEASURED", "PASSING", "PROCESSING", "ChangeNotFound", "Citation",
    "DaysOutOfOrder", "Ease", "FeeKind", "FeeLine", "FeeSum", "Flaw", "Found", "LawAct",
    "LawChange", "LongSentence", "NewNotice", "NewOutreach", "NewProcedure", "NotWithdrawable",
    "Notice", "NoticeKind", "NoticeNotFound", "NoticeNotPossible", "NoticeText", "OpenSearch",
    "OriginalMissing", "OutreachKind", "OutreachSum", "Page", "PageOpinion", "Procedure",
    "ProcedureNotFound", "ProcedureStatus", "ProcedureText", "ProcedureWithdrawn", "Rate",
    "RateVersion", "Readability", "SynonymEmpty", "TouchedText", "TranslationState", "add_synonym",
    "calculate_fees", "check_texts", "citations_of", "count_empty_search", "count_opinion",
    "end_notice", "fee_label", "find_procedures", "get_procedure", "index_all", "list_law_changes",
    "list_notices", "list_open_searches", "list_opinions", "list_pages", "list_procedures",
    "list_rate_versions", "list_readability", "list_statuses", "measure_text", "publish_notice",
    "publish_pages", "publish_procedure", "publish_text", "record_law_change", "record_outreach",
    "record_rate", "review_text", "settle_search", "sum_outreach", "texts_version",
    "withdraw_procedure",
]
