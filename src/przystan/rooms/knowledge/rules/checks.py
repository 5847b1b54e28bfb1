"""What can be wrong with a page, told by its text alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from przystan.rooms.knowledge.types import Flaw, Page

_LINK = re.compile(r"https?://[^\s<>\"]*", re.I)
_GOOD_LINK = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[^\s]*)?", re.I)
_OWN = re.compile(r"/(?:pl|en|uk|ru)/procedures/([\w-]+)/")
_ARTICLE = re.compile(r"\b(art\.|§|zał)")
_PROMPT = re.compile(r"\{(?:documents|fee):([\w-]+)")
_MARKUP = re.compile(r"</?[a-z][^>]*>|javascript:", re.I)


def page_flaws(page: Page, *, slugs: Collection[str], on: date) -> tuple[Flaw, ...]:
    """Return what is wrong with one page: empty parts, markup, links, its law, its review."""
    parts = {k: v for k, v in vars(page.text).items() if isinstance(v, str)}
    said = " ".join([*parts.values(), *page.text.documents])
    told = [("error", "empty", name) for name, text in parts.items() if not text.strip()]
    told += [("error", "markup", mark) for mark in _MARKUP.findall(said)]
    told += [("error", "link", link) for link in _bad_links(said, slugs)]
    if page.text.language == "pl":
        told += [("remark", *remark) for remark in _remarks(page, on)]
    return tuple(Flaw(weight, page.slug, page.text.language, kind, what)
                 for weight, kind, what in told)


def _bad_links(said: str, slugs: Collection[str]) -> list[str]:
    far = [x for x in _LINK.findall(said) if not _GOOD_LINK.fullmatch(x.rstrip(".,;)"))]
    return far + [slug for slug in _OWN.findall(said) if slug not in slugs]


def _remarks(page: Page, on: date) -> Iterable[tuple[str, str]]:
    if not _ARTICLE.search(page.legal_basis):
        yield "law", f"no article is named: {page.legal_basis}"
    if page.review_by < on:
        yield "review", f"was due on {page.review_by.isoformat()}"


def prompt_flaws(prompts: str, *, slugs: Collection[str]) -> Iterable[Flaw]:
    """Return the procedures that the helpline names and the portal does not have.

    A line that begins with # is a comment of the helpline's file.
    """
    said = "\n".join(x for x in prompts.splitlines() if not x.lstrip().startswith("#"))
    for slug in sorted(set(_PROMPT.findall(said)) - set(slugs)):
        yield Flaw("error", slug, "", "prompt", "the helpline names a page that is not there")
