"""The blocks of a page: facts, timeline, steps, empty state, confirm, progress, notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from przystan.platform.ui.components.base import (
    Button,
    Rendered,
    Text,
    Tone,
    date_text,
    escape,
    number_text,
    safe,
    show,
)

HARBOUR = (
    '<svg class="p-empty__mark" viewBox="0 0 64 40" aria-hidden="true" focusable="false">'
    '<path d="M4 26c5-5 9-5 14 0s9 5 14 0 9-5 14 0 9 5 14 0"/>'
    '<path d="M11 36c4-4 7-4 11 0s7 4 11 0 7-4 11 0 7 4 11 0"/>'
    '<path d="M32 4v14M32 4l9 8h-9"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of key facts. `action` is a link such as "Change"."""

    label: Text
    value: object
    action: object = None


@dataclass(frozen=True, slots=True)
class KeyFacts(Rendered):
    """What a reader must know first about one thing: label and value, one under another."""

    facts: Sequence[Fact]

    def render(self) -> SafeString:
        out = ['<dl class="p-facts">']
        for fact in self.facts:
            value = show(fact.value)
            if fact.action is not None:
                value = (
                    f'<div class="p-facts__value"><span>{value}</span>{escape(fact.action)}</div>'
                )
            out.append(
                f'<div class="p-facts__row"><dt>{escape(fact.label)}</dt><dd>{value}</dd></div>'
            )
        out.append("</dl>")
        return safe(out)


@dataclass(frozen=True, slots=True)
class BigNumber:
    """A figure with its name; `url` opens its definition or rows."""

    label: Text
    value: object
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class BigNumbers(Rendered):
    """A few figures side by side at the top of a page."""

    numbers: Sequence[BigNumber]

    def render(self) -> SafeString:
        out = ['<dl class="p-big">']
        for number in self.numbers:
            value = show(number.value)
            if number.url:
                value = f'<a href="{escape(number.url)}">{value}</a>'
            note = f'<span class="p-big__note">{escape(number.note)}</span>' if number.note else ""
            out.append(
                f'<div class="p-big__item"><dt>{escape(number.label)}{note}</dt>'
                f"<dd>{value}</dd></div>"
            )
        out.append("</dl>")
        return safe(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, when, and by whom."""

    at: dt.date
    title: object
    text: object = ""
    by: Text = ""
    tone: Tone | str = ""


@dataclass(frozen=True, slots=True)
class Timeline(Rendered):
    """Events in the order given; newest first is the custom."""

    events: Sequence[Event]
    level: int = 3

    def render(self) -> SafeString:
        out = ['<ol class="p-timeline">']
        for event in self.events:
            tone = f" p-timeline__item--{escape(event.tone)}" if event.tone else ""
            out.append(
                f'<li class="p-timeline__item{tone}">'
                f'<time class="p-timeline__when" datetime="{event.at.isoformat()}">'
                f"{escape(date_text(event.at))}</time>"
                f'<h{self.level} class="p-timeline__title">{escape(event.title)}</h{self.level}>'
            )
            if event.text:
                out.append(f'<p class="p-timeline__text">{escape(event.text)}</p>')
            if event.by:
                out.append(f'<p class="p-timeline__by">{escape(event.by)}</p>')
            out.append("</li>")
        out.append("</ol>")
        return safe(out)


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `url` leads back to it, `note` is for example the day it was reached."""

    title: Text
    state: StepState | str = StepState.AHEAD
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Stepper(Rendered):
    """Where one is in a sequence of steps or stages."""

    steps: Sequence[Step]
    label: Text = ""

    def render(self) -> SafeString:
        words = {
            StepState.DONE: _("done"),
            StepState.CURRENT: _("current step"),
            StepState.AHEAD: _("not yet"),
        }
        out = [f'<ol class="p-steps" aria-label="{escape(self.label or _("Steps"))}">']
        for step in self.steps:
            state = StepState(step.state)
            title = escape(step.title)
            if step.url:
                title = f'<a href="{escape(step.url)}">{title}</a>'
            current = ' aria-current="step"' if state == StepState.CURRENT else ""
            note = f'<span class="p-steps__state">{escape(step.note)}</span>' if step.note else ""
            out.append(
                f'<li class="p-steps__item p-steps__item--{state}"{current}><span>{title}'
                f'<span class="govuk-visually-hidden"> ({escape(words[state])})</span>'
                f"{note}</span></li>"
            )
        out.append("</ol>")
        return safe(out)


@dataclass(frozen=True, slots=True)
class EmptyState(Rendered):
    """Says why there is nothing and what to do about it."""

    title: Text
    text: object = ""
    action: Button | None = None

    def render(self) -> SafeString:
        return safe(
            (
                f'<div class="p-empty">{HARBOUR}<p class="p-empty__title">{escape(self.title)}</p>',
                f"<p>{escape(self.text)}</p>" if self.text else "",
                self.action.render() if self.action else "",
                "</div>",
            )
        )


@dataclass(frozen=True, slots=True)
class Progress(Rendered):
    """How much is done of a known whole; with `total` 0 the whole is not known yet."""

    label: Text
    done: int
    total: int

    def render(self) -> SafeString:
        figures = f"{number_text(self.done)} / {number_text(self.total)}"
        share = f'max="{self.total}" value="{min(self.done, self.total)}"' if self.total else ""
        label = escape(self.label)
        return safe(
            (
                f'<div class="p-progress"><div class="p-progress__label"><span>{label}</span>',
                f'<span class="p-number">{escape(figures)}</span></div>'
                if self.total
                else "</div>",
                f'<progress class="p-progress__bar" aria-label="{label}" {share}>'
                f"{escape(figures)}</progress></div>",
            )
        )


@dataclass(frozen=True, slots=True)
class Toast(Rendered):
    """A short message after an action: kind success, info, warning or error."""

    text: object
    kind: str = "info"

    def render(self) -> SafeString:
        return safe(
            (f'<div class="p-toast p-toast--{escape(self.kind)}"><p>{escape(self.text)}</p></div>',)
        )


@dataclass(frozen=True, slots=True)
class Notice(Rendered):
    """A standing remark on a page: kind "" (attention), info or error."""

    text: object
    kind: str = ""

    def render(self) -> SafeString:
        kind = f" p-notice--{escape(self.kind)}" if self.kind else ""
        return safe((f'<div class="p-notice{kind}"><p>{escape(self.text)}</p></div>',))


@dataclass(frozen=True, slots=True)
class Details(Rendered):
    """Text that opens when asked for."""

    summary: Text
    text: object
    opened: bool = False

    def render(self) -> SafeString:
        return safe(
            (
                f'<details class="govuk-details"{" open" if self.opened else ""}>'
                f'<summary class="govuk-details__summary">'
                f'<span class="govuk-details__summary-text">'
                f"{escape(self.summary)}</span></summary>"
                f'<div class="govuk-details__text">{escape(self.text)}</div></details>',
            )
        )
