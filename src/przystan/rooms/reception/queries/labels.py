"""How services are called in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from przystan.platform.transactions.public import fetch_rows

COLUMNS = {"pl": "name", "en": "name_en", "uk": "name_uk", "ru": "name_ru"}


def service_name(code: str) -> str:
    """Return a service's name in the active language, else in English; the code if unknown."""
    return service_names().get(code, code)


def service_names() -> dict[str, str]:
    """Return the name of every service by code in the active language, else in English."""
    column = COLUMNS.get((get_language() or "pl")[:2], "name_en")
    rows = fetch_rows(f"SELECT code, coalesce(nullif({column}, ''), name_en)"
                      " FROM reception_service ORDER BY letter, code")
    return dict(rows)
