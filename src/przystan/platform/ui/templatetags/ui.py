"""`{% load ui %}`: the components that templates build themselves.

A component made in a view needs no tag: `{{ table }}` renders it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.template.base import Node, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from przystan.platform.ui.components import base, blocks, fields
from przystan.platform.ui.components.navigation import Crumbs

register = template.Library()


MOST_SAME = 256


class Same(Node):
    """A part of a page that is the same for all readers of a language, but for what it names."""

    # None of its own: a page that extends another asks every node for its blocks, each time.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, named: tuple[str, ...]) -> None:
        self.nodelist, self.named = nodelist, named
        self._known: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = [context.get(name, "") for name in self.named]
        # The same letters may be safe already, or not.
        key = (get_language(), *values, *map(type, values))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_SAME:
                self._known.clear()
            inside = context.new(dict(zip(self.named, values, strict=True)))
            found = self._known[key] = self.nodelist.render(inside)
        return found


@register.tag
def ui_same(parser: Parser, token: Token) -> Same:
    """Render once a process and language what many pages show: `{% ui_same branch %}`.

    Within, nothing is seen of the page but the values that are named, so that nobody can be shown
    what was made for another. Names are texts or numbers of which there are few.
    """
    nodelist = parser.parse(("end_ui_same",))
    parser.delete_first_token()
    return Same(nodelist, tuple(token.split_contents()[1:]))


@register.simple_tag
def ui_field(field: BoundField, label: str = "", hint: str = "") -> SafeString:
    """Render a form field with label, hint and error."""
    return fields.render_field(field, label=label, hint=hint)


@register.simple_tag
def ui_form(form: BaseForm) -> SafeString:
    """Render a form's error summary and fields; `<form>`, token and buttons are the page's."""
    return fields.render_form(form)


@register.simple_tag
def ui_error_summary(form: BaseForm) -> SafeString:
    """Render what is wrong with a form, with links to its fields."""
    return fields.render_error_summary(form)


@register.simple_tag
def ui_tag(text: str, tone: str = "grey") -> SafeString:
    """Render a short state."""
    return base.Tag(text, tone).render()


@register.simple_tag
def ui_empty(title: str, text: str = "") -> SafeString:
    """Render an empty state."""
    return blocks.EmptyState(title, text).render()


@register.simple_tag
def ui_notice(text: str, kind: str = "") -> SafeString:
    """Render a standing remark."""
    return blocks.Notice(text, kind).render()


@register.simple_tag
def ui_progress(label: str, done: int, total: int) -> SafeString:
    """Render how much is done."""
    return blocks.Progress(label, done, total).render()


@register.simple_tag
def ui_crumbs(*pairs: str) -> SafeString:
    """Render breadcrumbs from address and text in turn: `{% ui_crumbs "/" _("Start") %}`."""
    return Crumbs(tuple(zip(pairs[::2], pairs[1::2])), _("Breadcrumbs")).render()


@register.simple_tag
def ui_message(message: Any) -> SafeString:
    """Render one of Django's messages as a toast."""
    return blocks.Toast(message.message, message.level_tag or "info").render()


@register.filter
def ui_number(value: object) -> str:
    """Show a number as the reader's language writes it."""
    return base.show(value)


@register.filter
def ui_date(value: object) -> str:
    """Show a day or an instant (local time) as the reader's language writes it."""
    return base.show(value)


@register.filter
def ui_show(value: object) -> SafeString:
    """Show any prepared value as a table cell would."""
    return base.safe((base.show(value),))


@register.simple_tag
def ui_languages(offered: str) -> SafeString:
    """Render a button for each language, named in itself: `{% ui_languages "pl en" %}`."""
    return _languages(offered, get_language() or "")


@lru_cache(maxsize=64)
def _languages(offered: str, current: str) -> SafeString:
    out = []
    for code in offered.split():
        name = get_language_info(code)["name_local"]
        name = name[:1].upper() + name[1:]
        mark = ' aria-current="true"' if current.startswith(code) else ""
        out.append(
            f'<button class="p-tool" type="submit" name="language" value="{base.escape(code)}" '
            f'lang="{base.escape(code)}"{mark} title="{base.escape(name)}">'
            f"{base.escape(code.upper())}"
            f'<span class="govuk-visually-hidden"> {base.escape(name)}</span></button>'
        )
    return base.safe(out)


@register.inclusion_tag("ui/confirm_button.html", takes_context=True)
def ui_confirm(
    context: Any,
    text: str,
    action: str,
    question: str,
    yes: str = "",
    dangerous: bool = True,
    **kept: str,
) -> dict[str, Any]:
    """Render a button that asks first. Without scripts the view shows `ui/confirm.html`."""
    return {
        "csrf_token": context.get("csrf_token"),
        "text": text,
        "action": action,
        "question": question,
        "yes": yes or text,
        "dangerous": dangerous,
        "kept": tuple(kept.items()),
    }


@register.simple_tag
def ui_office() -> dict[str, Any]:
    """Give what a page must say even when no request context exists (an error page)."""
    return {"is_demo": settings.IS_DEMO, "name": settings.OFFICE_NAME}
