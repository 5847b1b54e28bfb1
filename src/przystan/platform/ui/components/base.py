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
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Text = str | Promise
"""A string for the reader, translated now or lazily."""

NOTHING = SafeString('<span class="p-muted">–</span>')


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
    """Escape a value to stand between other parts; what is safe, or renders itself, stays."""
    # Django's functions look at every argument for a lazy text: most of a table's time.
    if type(value) is str:
        return html_escape(value)
    if hasattr(value, "__html__"):
        return value.__html__()  # type: ignore[no-any-return]
    return html_escape(str(value))


def safe(parts: Iterable[str]) -> SafeString:
    """Join parts that are already escaped."""
    return SafeString("".join(parts))


def date_text(value: dt.date, language: str = "") -> str:
    """Show a day, or an instant in local time, in the reader's language.

    A list asks once which language that is, and says so with every value.
    """
    return _date_text(value, language or get_language() or "")


# Lists repeat the same days and counts; Django's formatting is the larger part of their time.
@lru_cache(maxsize=8192, typed=True)
def _date_text(value: dt.date, language: str) -> str:
    if isinstance(value, dt.datetime):
        return date_format(localtime(value) if value.tzinfo else value, _("j M Y, H:i"))
    return date_format(value, _("j M Y"))


def number_text(
    value: int | float | Decimal, places: int | None = None, language: str = ""
) -> str:
    """Show a number with the grouping and the decimal mark of the reader's language."""
    return _number_text(value, places, language or get_language() or "")


@lru_cache(maxsize=8192, typed=True)
def _number_text(value: int | float | Decimal, places: int | None, language: str) -> str:
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def show(value: object, language: str = "") -> str:
    """Show a prepared value as HTML: nothing as a dash, days and numbers localised."""
    if isinstance(value, Rendered):
        return value.render()
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return escape(_("Yes") if value else _("No"))
    if isinstance(value, (int, float, Decimal)):
        return number_text(value, None, language)
    if isinstance(value, dt.date):
        return date_text(value, language)
    return SafeString(escape(value))


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
        return SafeString(f'<a href="{escape(self.url)}">{escape(self.text)}{more}</a>')


@dataclass(frozen=True, slots=True)
class Button(Rendered):
    """A link that looks like a button: for a page's actions, never for what changes data."""

    url: str
    text: Text
    secondary: bool = False

    def render(self) -> SafeString:
        kind = " govuk-button--secondary" if self.secondary else ""
        return SafeString(
            f'<a href="{escape(self.url)}" class="govuk-button{kind}">{escape(self.text)}</a>'
        )


@dataclass(frozen=True, slots=True)
class Tag(Rendered):
    """A short state beside a name: "Open", "Overdue"."""

    text: Text
    tone: Tone | str = Tone.GREY

    def render(self) -> SafeString:
        return _tag(str(self.text), self.tone)


# Typed: a text that is safe already is another one than the same letters.
@lru_cache(maxsize=1024, typed=True)
def _tag(text: str, tone: str) -> SafeString:
    return SafeString(f'<span class="p-tag p-tag--{escape(tone)}">{escape(text)}</span>')
