"""Texts that the office keeps elsewhere, put into the helpline's own: one source for all.

A prompt may hold `{documents:SLUG}` or `{fee:SLUG}` of a procedure, and `{hours}` of the line;
`{fee:SLUG|instead}` says what is spoken while the procedure is not published in that language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from przystan.rooms.calls.types.helpline import Hours, Tree

KNOWN = ("documents", "fee")
Tell = Callable[[str, str, str], str]
"""What (one of KNOWN), the procedure's slug and a language in; the text, or "" for none, out."""

_HOLE = re.compile(r"\{(?P<what>[a-z]+)(?::(?P<slug>[a-z0-9-]+))?(?:\|(?P<instead>[^{}]*))?\}")
_WITH = {"pl": "od {0} do {1}", "uk": "з {0} по {1}", "ru": "с {0} по {1}", "en": "from {0} to {1}"}
_ONE = {"pl": "w {0}", "uk": "у {0}", "ru": "в {0}", "en": "on {0}"}
_TIMES = {**_WITH, "uk": "з {0} до {1}", "ru": "с {0} до {1}"}
_FIRST = {
    "pl": "poniedziałku wtorku środy czwartku piątku soboty niedzieli",
    "uk": "понеділка вівторка середи четверга п'ятниці суботи неділі",
    "ru": "понедельника вторника среды четверга пятницы субботы воскресенья",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"}
_ON = {
    "pl": "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
    "uk": "понеділок вівторок середу четвер п'ятницю суботу неділю",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "en": _FIRST["en"]}


def fill_texts(tree: Tree, *, tell: Tell, is_running: bool = False) -> Tree:
    """Put into every prompt what the office keeps elsewhere.

    What nobody can tell stays as it is written, for the check to find; `is_running`: it is left
    out, for callers hear no braces.
    """
    return replace(tree, prompts={
        name: {language: _filled(text, language, tree.hours, tell, is_running)
               for language, text in texts.items()}
        for name, texts in tree.prompts.items()})


def _filled(text: str, language: str, hours: Hours, tell: Tell, is_running: bool) -> str:
    def one(found: re.Match[str]) -> str:
        what, slug = found["what"], found["slug"] or ""
        if what == "hours" and not slug:
            return say_hours(hours, language)
        said = tell(what, slug, language) if what in KNOWN and slug else ""
        left = "" if is_running else found[0]
        return said or (found["instead"] if found["instead"] is not None else left)

    return _HOLE.sub(one, text) if "{" in text else text


def holes_of(text: str) -> tuple[str, ...]:
    """List what a text still waits for, as it is written between braces."""
    return tuple(re.findall(r"\{[^{}]*\}?", text))


def say_hours(hours: Hours, language: str) -> str:
    """Say when operators take calls: "from Monday to Friday from 8:00 to 16:00"."""
    speaks = language if language in _WITH else "en"
    days = " ".join(_days(hours, speaks))
    times = _TIMES[speaks].format(*(
        f"{at.hour}:{at.minute:02}" for at in (hours.opens, hours.closes)))
    return f"{days} {times}" if days else ""


def _days(hours: Hours, language: str) -> Iterator[str]:
    first, on = _FIRST[language].split(), _ON[language].split()
    last = on if language in ("uk", "ru") else first
    for start in sorted(hours.days):
        if start - 1 in hours.days:
            continue
        end = start
        while end + 1 in hours.days:
            end += 1
        if end == start:
            yield _ONE[language].format(on[start - 1])
        else:
            yield _WITH[language].format(first[start - 1], last[end - 1])
