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
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django.template.defaulttags import URLNode
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from przystan.platform.ui.components import base, blocks, fields
from przystan.platform.ui.components.navigation import Crumbs

register = template.Library()


class Same(Node):
    """Text, translated words and addresses that are the same for all readers of a language."""

    child_nodelists = ()

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._known: dict[str, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language() or ""
        if language not in self._known:
            self._known[language] = self.nodelist.render(context.new({}))
        return self._known[language]


@register.tag
def ui_same(parser: Parser, token: Token) -> Same:
    """Render once a process and language what stands on every page: a third of a page's making.

    Raises TemplateSyntaxError where what stands within could differ from reader to reader.
    """
    nodelist = parser.parse(("end_ui_same",))
    parser.delete_first_token()
    for node in nodelist:
        if not _is_same(node):
            raise template.TemplateSyntaxError(
                f"{token.contents}: {node!r} may differ from reader to reader")
    return Same(nodelist)


def _is_same(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return node.asvar is None and _is_literal(node.filter_expression)
    if isinstance(node, StaticNode):
        return node.varname is None and _is_literal(node.path)
    if isinstance(node, URLNode):
        return (node.asvar is None and not node.args and not node.kwargs
                and _is_literal(node.view_name))
    return isinstance(node, TextNode)


def _is_literal(found: FilterExpression) -> bool:
    return not found.filters and getattr(found.var, "lookups", None) is None


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
