"""The catalogues of messages: nothing is missing, nothing lost its placeholder."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from przystan.config.messages import LANGUAGES, collect

SOURCE = Path(__file__).resolve().parents[1] / "src" / "przystan"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|\{[a-z_.:]*\}|&[a-z]+;|</?[a-z]+[^>]*>")
PUBLIC_BASES = ("ui/base_public.html", "ui/base_display.html", "ui/error.html")
# Python that gives public pages their words, beside the templates.
PUBLIC_CODE = (
    "platform/ui/components/", "platform/ui/charts.py", "platform/ui/widgets.py",
    "platform/ui/templatetags/", "config/settings/base.py", "rooms/knowledge/forms/public.py",
    "rooms/knowledge/queries/fees.py", "rooms/knowledge/views/portal.py",
    "rooms/knowledge/views/chooser.py",
    "rooms/advisory/forms/voices.py", "rooms/advisory/queries/labels.py",
    "rooms/cases/queries/clock_words.py", "rooms/cases/queries/letter_words.py",
    "rooms/advisory/queries/words.py", "rooms/people/queries/labels.py",
    "journeys/advisory/card.py",
    "reporting/catalogue/published.py", "reporting/forms/days.py", "reporting/pdf.py",
    "reporting/views/opendata.py", "reporting/reports/summary.py", "reporting/reports/writer.py",
    "reporting/views/figures.py", "reporting/views/everybody.py", "reporting/views/cells.py",
    "reporting/dimensions.py", "reporting/exports.py", "journeys/person_pdf.py",
    "rooms/reception/forms/booking.py", "rooms/reception/forms/pads.py",
    "rooms/reception/operations/bookings.py", "rooms/reception/operations/holders.py",
    "rooms/reception/operations/messages.py", "rooms/reception/operations/printing.py",
    "rooms/reception/views/booking.py", "rooms/reception/views/customer_pad.py",
    "rooms/reception/views/waiting.py", "rooms/reception/operations/waiting.py",
    "rooms/knowledge/views/notices.py", "journeys/views/branches.py",
    "journeys/views/deadlines.py", "journeys/deadlines_form.py", "journeys/helpline.py",
    "journeys/views/self_service.py", "journeys/self_service_forms.py",
    "rooms/training/views/words.py", "rooms/training/forms/verification.py",
    "rooms/reception/views/kiosk.py", "rooms/reception/views/public.py",
    "platform/accounts/access.py",
)
SIGNING_IN = ("account/login.html", "demo/sign_in.html")
# Shown by staff, read by the foreigner who signs.
READ_BY_FOREIGNERS = ("advisory/pad.html",)


@cache
def sources() -> Catalog:
    return collect(SOURCE)


@cache
def catalogue(language: str) -> Catalog:
    path = SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def messages(catalog: Catalog) -> dict[tuple[str | None, object], Message]:
    return {key(m): m for m in catalog if m.id}


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def is_translated(message: Message) -> bool:
    said = forms(message.string)
    return bool(said) and all(said)


@cache
def public_files() -> frozenset[str]:
    """Every template that a page without signing in is made of, and the code that words it."""
    # By the name that Django knows it by: what stands after the last directory `templates`.
    known = {str(p.relative_to(SOURCE)).rpartition("templates/")[2]: p
             for p in SOURCE.rglob("templates/**/*.html")}
    text = {name: path.read_text("utf-8") for name, path in known.items()}
    wanted = [name for name, said in text.items()
              if any(f'extends "{base}"' in said for base in PUBLIC_BASES)]
    assert {"knowledge/start.html", "reporting/statistics.html", "404.html"} <= set(wanted)
    found: set[str] = set()
    wanted += (*SIGNING_IN, *READ_BY_FOREIGNERS)
    while wanted:
        name = wanted.pop()
        if name in found or name not in text:
            continue
        found.add(name)
        wanted += re.findall(r'\{% (?:extends|include) "([^"]+)"', text[name])
    return frozenset(str(known[name].relative_to(SOURCE)) for name in found)


def is_public(message: Message) -> bool:
    return any(place in public_files() or place.startswith(PUBLIC_CODE)
               for place, _line in message.locations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_knows_exactly_what_the_sources_say(language: str) -> None:
    said, known = set(messages(sources())), set(messages(catalogue(language)))
    assert said == known, "run: ./dev messages"


def test_everything_is_said_in_polish() -> None:
    assert [m.id for m in messages(catalogue("pl")).values() if not is_translated(m)] == []


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_everything_public_is_said_in(language: str) -> None:
    said = [k for k, m in messages(sources()).items() if is_public(m)]
    known = messages(catalogue(language))
    assert len(said) > 200
    assert [k[1] for k in said if k not in known or not is_translated(known[k])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_plural_forms_agree(language: str) -> None:
    catalog = catalogue(language)
    wrong = []
    for message in messages(catalog).values():
        if not is_translated(message):
            continue
        original = forms(message.id)
        wanted = Counter(PLACEHOLDER.findall(original[-1]))
        given = forms(message.string)
        if len(given) != (catalog.num_plurals if len(original) > 1 else 1) or any(
                Counter(PLACEHOLDER.findall(text)) != wanted for text in given):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    path = SOURCE / "locale" / language / "LC_MESSAGES" / "django.mo"
    assert path.read_bytes() == compiled.getvalue(), "run: ./dev messages"
