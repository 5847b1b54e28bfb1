"""Languages by their names, in the language of the reader."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OTHER = "oth"


def language_name(code: str) -> str:
    """Return the name of a language (ISO 639 code): "other" for `oth`, the code of an unknown one.

    Source: Unicode CLDR, by Babel.
    """
    if code == OTHER:
        return _("other")
    return str(Locale.parse((get_language() or "pl")[:2]).languages.get(code, code))
