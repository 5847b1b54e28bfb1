"""Refusals about assets in words, and codes to scan."""

from __future__ import annotations

from django.utils.translation import gettext as _


def asset_problem_text(problem: str) -> str:
    """Return why something about an asset was refused, in the reader's language."""
    return {
        "number_taken": _("An asset with this number is in the register"),
        "price": _("This is not a price"),
        "quantity": _("There are not so many left, or it is not a consumable"),
        "no_reason": _("Say why; what was withdrawn before stays so"),
        "kept": _("It must be kept until the day that the fund's rule says"),
    }[problem]


def code_picture(text: str) -> str:
    """Return a QR code of a text as an address that an image can show."""
    import segno

    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=3))


def code_svg(text: str) -> str:
    """Return a QR code of a text as SVG, for a printed sheet."""
    import io

    import segno

    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="svg", scale=10, border=4)
    return out.getvalue().decode()
