"""Form fields: label, hint and error beside the field, tied to it for screen readers."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from przystan.platform.ui.components.base import escape, safe
from przystan.platform.ui.widgets import DateParts

GROUPED = (forms.RadioSelect, forms.CheckboxSelectMultiple, DateParts)
SHORT = (forms.DateInput, forms.TimeInput, forms.DateTimeInput, forms.NumberInput)


def render_field(field: BoundField, *, label: str = "", hint: str = "") -> SafeString:
    """Render one field whole: label, hint, error, control."""
    widget = field.field.widget
    if field.is_hidden:
        return safe((str(field.as_hidden()),))
    label = label or _label(field)
    hint = hint or str(field.help_text)
    if isinstance(widget, GROUPED):
        inner = _grouped(field, label, hint)
    elif isinstance(widget, forms.CheckboxInput):
        inner = _single_checkbox(field, label, hint)
    else:
        inner = _plain(field, label, hint)
    bad = " govuk-form-group--error" if field.errors else ""
    return safe((f'<div class="govuk-form-group{bad}">', inner, "</div>"))


def render_form(form: BaseForm) -> SafeString:
    """Render the error summary and every field, in the groups that `form.ui_layout` names.

    `ui_layout` is a sequence of `(legend, names)`; a tuple of names stands on one row. Fields it
    leaves out follow at the end.
    """
    out: list[str] = [render_error_summary(form)]
    placed: set[str] = set()
    for legend, names in getattr(form, "ui_layout", ()):
        inner = "".join(_row(form, name, placed) for name in names)
        if legend:
            inner = (
                '<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend '
                f'govuk-fieldset__legend--group">{escape(legend)}</legend>{inner}</fieldset>'
            )
        out.append(inner)
    out.extend(render_field(form[name]) for name in form.fields if name not in placed)
    return safe(out)


def _row(form: BaseForm, names: str | Iterable[str], placed: set[str]) -> str:
    if isinstance(names, str):
        placed.add(names)
        return render_field(form[names])
    row = tuple(names)
    placed.update(row)
    return f'<div class="p-form__row">{"".join(render_field(form[name]) for name in row)}</div>'


def render_error_summary(form: BaseForm) -> SafeString:
    """Render what is wrong at the top of the page; each line leads to its field. Takes focus."""
    if not form.is_bound or not form.errors:
        return safe(())
    out = [
        '<div class="govuk-error-summary" data-przystan-errors tabindex="-1" role="alert" '
        'aria-labelledby="error-summary-title"><h2 class="govuk-error-summary__title" '
        f'id="error-summary-title">{escape(_("There is a problem"))}</h2>'
        '<ul class="govuk-error-summary__list">'
    ]
    out.extend(f"<li>{escape(error)}</li>" for error in form.non_field_errors())
    hidden = (error for field in form.hidden_fields() for error in field.errors)
    out.extend(f"<li>{escape(error)}</li>" for error in hidden)
    words = _("%(field)s: %(error)s")
    for field in form.visible_fields():
        link = f'<li><a href="#{escape(focus_id(field))}">'
        out.extend(
            f"{link}{escape(words % {'field': field.label, 'error': error})}</a></li>"
            for error in field.errors
        )
    out.append("</ul></div>")
    return safe(out)


def focus_id(field: BoundField) -> str:
    """Return the id of the control that a link to this field must reach."""
    if isinstance(field.field.widget, DateParts):
        return f"{field.auto_id}_day"
    if isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return str(field.auto_id)


def _label(field: BoundField) -> str:
    is_plain = field.field.required or isinstance(field.field.widget, forms.CheckboxInput)
    if is_plain or not getattr(field.form, "ui_marks_optional", True):
        return str(field.label)
    return _("%(label)s (optional)") % {"label": field.label}


def _notes(field: BoundField, hint: str) -> tuple[str, str]:
    """Return the hint and error as HTML, and the ids that describe the control."""
    out, ids = [], []
    if hint:
        ids.append(f"{field.auto_id}_hint")
        out.append(f'<div id="{ids[-1]}" class="govuk-hint">{escape(hint)}</div>')
    if field.errors:
        ids.append(f"{field.auto_id}_error")
        words = "<br>".join(escape(error) for error in field.errors)
        out.append(
            f'<p id="{ids[-1]}" class="govuk-error-message">'
            f'<span class="govuk-visually-hidden">{escape(_("Error:"))}</span> {words}</p>'
        )
    return "".join(out), " ".join(ids)


def _attributes(field: BoundField, style: str, described_by: str) -> dict[str, str | bool]:
    own = field.field.widget.attrs.get("class", "")
    bad = f" {style}--error" if field.errors else ""
    attrs: dict[str, str | bool] = {"class": f"{style}{bad} {own}".strip()}
    if field.field.widget.attrs.get("placeholder") == str(field.label):
        attrs["placeholder"] = False  # says nothing that the label does not
    if described_by:
        attrs["aria-describedby"] = described_by
    if field.errors:
        attrs["aria-invalid"] = "true"
    return attrs


def _plain(field: BoundField, label: str, hint: str) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.Select):
        style = "govuk-select"
    elif isinstance(widget, forms.Textarea):
        style = "govuk-textarea"
    elif isinstance(widget, forms.FileInput):
        style = "govuk-file-upload"
    else:
        style = "govuk-input"
    notes, ids = _notes(field, hint)
    attrs = _attributes(field, style, ids)
    if isinstance(widget, SHORT):
        attrs["class"] = f"{attrs['class']} govuk-input--short"
    return (
        f'<label class="govuk-label" for="{escape(field.auto_id)}">{escape(label)}</label>'
        f"{notes}{field.as_widget(attrs=attrs)}"
    )


def _single_checkbox(field: BoundField, label: str, hint: str) -> str:
    notes, ids = _notes(field, hint)
    control = field.as_widget(attrs=_attributes(field, "govuk-checkboxes__input", ids))
    return (
        f'{notes}<div class="govuk-checkboxes govuk-checkboxes--small">'
        f'<div class="govuk-checkboxes__item">{control}'
        f'<label class="govuk-label govuk-checkboxes__label" for="{escape(field.auto_id)}">'
        f"{escape(label)}</label></div></div>"
    )


def _grouped(field: BoundField, label: str, hint: str) -> str:
    notes, ids = _notes(field, hint)
    described = f' aria-describedby="{ids}"' if ids else ""
    widget = field.field.widget
    is_one = isinstance(widget, forms.RadioSelect) and not _is_many(field)
    role = ' role="radiogroup"' if is_one else ' role="group"'
    if isinstance(widget, DateParts):
        inner = str(field.as_widget(attrs={"aria-invalid": "true"} if field.errors else {}))
    else:
        inner = _choices(field)
    return (
        f'<fieldset class="govuk-fieldset"{role}{described}>'
        f'<legend class="govuk-fieldset__legend">{escape(label)}</legend>{notes}{inner}</fieldset>'
    )


def _is_many(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple)


def _choices(field: BoundField) -> str:
    style = "checkboxes" if _is_many(field) else "radios"
    out = [f'<div class="govuk-{style} govuk-{style}--small">']
    for choice in field.subwidgets:
        attrs = {"class": f"govuk-{style}__input"}
        choice.data["attrs"] = {**choice.data["attrs"], **attrs}
        target = escape(choice.data["attrs"].get("id", ""))
        out.append(
            f'<div class="govuk-{style}__item">{choice.tag()}'
            f'<label class="govuk-label govuk-{style}__label" for="{target}">'
            f"{escape(choice.choice_label)}</label></div>"
        )
    out.append("</div>")
    return "".join(out)
