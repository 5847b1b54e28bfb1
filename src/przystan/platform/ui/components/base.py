"""What every component shares: rendering, escaping, and how a plain value is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from html import escape as html_escape
from typing import Protocol

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Text = str | Promise
"""A string for the reader, translated now or lazily."""

NOTHING = mark_safe('<span class="p-muted">–</span>')


class Tone(StrEnum):
    """A meaning's colour. Colour never stands alone: the text says the same."""

    GREY = "grey"
    TEAL = "teal"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    VIOLET = "violet"


class Component(Protocol):
    """Anything that can be put into a template as `{{ it }}`."""

    def render(self) -> SafeString: ...


class Rendered:
    """Lets Django templates and `html()` take a component as it stands."""

    __slots__ = ()

    def render(self) -> SafeString:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.render()

    def __html__(self) -> SafeString:
        return self.render()


def escape(value: object) -> str:
    """Escape a value for HTML; what is already safe, or renders itself, stays as it is."""
    # Django's function looks at every argument for a lazy text: most of a table's time.
    if type(value) is str:
        return mark_safe(html_escape(value))
    return conditional_escape(value)  # type: ignore[arg-type]


def safe(parts: Iterable[str]) -> SafeString:
    """Join parts that are already escaped."""
    return mark_safe("".join(parts))


def date_text(value: dt.date) -> str:
    """Show a day, or an instant in local time, in the reader's language."""
    return _date_text(value, get_language() or "")


# Lists repeat the same days and counts; Django's formatting is the larger part of their time.
@lru_cache(maxsize=8192, typed=True)
def _date_text(value: dt.date, language: str) -> str:
    if isinstance(value, dt.datetime):
        return date_format(localtime(value) if value.tzinfo else value, _("j M Y, H:i"))
    return date_format(value, _("j M Y"))


def number_text(value: int | float | Decimal, places: int | None = None) -> str:
    """Show a number with the grouping and the decimal mark of the reader's language."""
    return _number_text(value, places, get_language() or "")


@lru_cache(maxsize=8192, typed=True)
def _number_text(value: int | float | Decimal, places: int | None, language: str) -> str:
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def show(value: object) -> str:
    """Show a prepared value as HTML: nothing as a dash, days and numbers localised."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, (str, Rendered)):
        return escape(value)
    if isinstance(value, bool):
        return conditional_escape(_("Yes") if value else _("No"))
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    if isinstance(value, dt.date):
        return date_text(value)
    return escape(value)


@dataclass(frozen=True, slots=True)
class Link(Rendered):
    """A link. `more` is read out after the text where the text alone is not enough."""

    url: str
    text: Text
    more: Text = ""

    def render(self) -> SafeString:
        more = (
            f'<span class="govuk-visually-hidden"> {escape(self.more)}</span>' if self.more else ""
        )
        return mark_safe(f'<a href="{escape(self.url)}">{escape(self.text)}{more}</a>')


@dataclass(frozen=True, slots=True)
class Button(Rendered):
    """A link that looks like a button: for a page's actions, never for what changes data."""

    url: str
    text: Text
    secondary: bool = False

    def render(self) -> SafeString:
        kind = " govuk-button--secondary" if self.secondary else ""
        return mark_safe(
            f'<a href="{escape(self.url)}" class="govuk-button{kind}">{escape(self.text)}</a>'
        )


@dataclass(frozen=True, slots=True)
class Tag(Rendered):
    """A short state beside a name: "Open", "Overdue"."""

    text: Text
    tone: Tone | str = Tone.GREY

    def render(self) -> SafeString:
        return mark_safe(
            f'<span class="p-tag p-tag--{escape(self.tone)}">{escape(self.text)}</span>'
        )
