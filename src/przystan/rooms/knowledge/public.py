"""The door of knowledge: publish a procedure, read it in the reader's language."""

from __future__ import annotations

from przystan.rooms.knowledge.operations import (
    OriginalMissing,
    publish_procedure,
    publish_text,
)
from przystan.rooms.knowledge.queries import (
    ProcedureNotFound,
    get_procedure,
    list_procedures,
    list_statuses,
    search_procedures,
)
from przystan.rooms.knowledge.types import (
    LANGUAGES,
    NewProcedure,
    Procedure,
    ProcedureStatus,
    ProcedureText,
    TranslationState,
)

__all__ = [
    "LANGUAGES", "NewProcedure", "OriginalMissing", "Procedure", "ProcedureNotFound",
    "ProcedureStatus", "ProcedureText", "TranslationState", "get_procedure", "list_procedures",
    "list_statuses", "publish_procedure", "publish_text", "search_procedures",
]
