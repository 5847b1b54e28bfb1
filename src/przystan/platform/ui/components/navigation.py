"""The navigation: sections of items that the role may open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from przystan.platform.ui.components.base import Rendered, Text, escape, number_text, safe


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page; `count` is what waits there for this reader."""

    title: Text
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class NavSection:
    """Pages that belong together; the title may be empty."""

    title: Text
    items: Sequence[NavItem]


@dataclass(frozen=True, slots=True)
class Navigation(Rendered):
    """The main navigation, for the side on wide screens and the menu on phones."""

    sections: Sequence[NavSection]
    label: Text

    def render(self) -> SafeString:
        out = [f'<nav class="p-nav" aria-label="{escape(self.label)}">']
        for section in self.sections:
            out.append('<div class="p-nav__section">')
            if section.title:
                out.append(f'<p class="p-nav__title">{escape(section.title)}</p>')
            out.append('<ul class="p-nav__list">')
            for item in section.items:
                current = ' aria-current="page"' if item.current else ""
                count = (
                    f'<span class="p-nav__count">{number_text(item.count)}</span>'
                    if item.count
                    else ""
                )
                out.append(
                    f'<li><a class="p-nav__link" href="{escape(item.url)}"{current}>'
                    f"<span>{escape(item.title)}</span>{count}</a></li>"
                )
            out.append("</ul></div>")
        out.append("</nav>")
        return safe(out)


@dataclass(frozen=True, slots=True)
class Crumbs(Rendered):
    """The way from the start to the page above this one."""

    links: Sequence[tuple[str, Text]]
    label: Text

    def render(self) -> SafeString:
        items = "".join(
            f'<li class="govuk-breadcrumbs__list-item">'
            f'<a class="govuk-breadcrumbs__link" href="{escape(url)}">{escape(text)}</a></li>'
            for url, text in self.links
        )
        return safe(
            (
                f'<nav class="govuk-breadcrumbs" aria-label="{escape(self.label)}">'
                f'<ol class="govuk-breadcrumbs__list">{items}</ol></nav>',
            )
        )
