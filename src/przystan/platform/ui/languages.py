"""Languages by their names, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

OTHER = "oth"


def language_name(code: str) -> str:
    """Return the name of a language (ISO 639 code): "other" for `oth`, the code of an unknown one.

    Source: Django's list of languages and its translations.
    """
    if code == OTHER:
        return _("other")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
