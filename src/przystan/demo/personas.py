"""Who may sign in to the demo office: one per role, and both branches."""

from __future__ import annotations

from dataclasses import dataclass

from przystan.platform.accounts.types import Role

PASSWORD = "harbour-demo-2023"
# With this the demo's psychologist opens the sealed notes: try it as anybody else.
SEALED_PASS_PHRASE = "latarnia-na-falochronie"


@dataclass(frozen=True)
class Persona:
    """One invented member of staff."""

    username: str
    display_name: str
    role: Role
    branch: str | None
    language: str = "pl"


PERSONAS: tuple[Persona, ...] = (
    Persona("manager", "Maria Zarządzająca", Role.MANAGER, None),
    Persona("deputy", "Tadeusz Zastępca", Role.MANAGER, None),
    Persona("adviser", "Anna Doradczyni", Role.ADVISER, "SZ"),
    Persona("adviser.koszalin", "Piotr Doradca", Role.ADVISER, "KO"),
    Persona("lawyer", "Jan Prawny", Role.LEGAL_ADVISER, "SZ"),
    Persona("psychologist", "Ewa Psycholog", Role.PSYCHOLOGIST, None),
    Persona("interpreter", "Oksana Tłumaczka", Role.INTERPRETER, None),
    Persona("operator", "Tomasz Operator", Role.OPERATOR, "SZ"),
    Persona("supervisor", "Barbara Kierownik Infolinii", Role.CALL_SUPERVISOR, None),
    Persona("clerk", "Krzysztof Repozytor", Role.REPOSITORY_CLERK, "SZ"),
    Persona("officer", "Magdalena Inspektor", Role.CASE_OFFICER, "SZ"),
    Persona("reception", "Joanna Recepcja", Role.RECEPTIONIST, "SZ"),
    Persona("editor", "Olga Redaktor", Role.CONTENT_EDITOR, None),
    Persona("trainer", "Paweł Szkoleniowiec", Role.TRAINING_OFFICER, None),
    Persona("auditor", "Helena Audytor", Role.AUDITOR, None, "en"),
    Persona("admin", "Robert Administrator", Role.ADMINISTRATOR, None),
)
