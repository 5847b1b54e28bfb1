"""What a page leads to and asks for: its links and forms, filled as far as a machine can."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass(frozen=True)
class Form:
    """A form as a page shows it, filled as far as a machine can."""

    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass
class Shown:
    """What a page leads to."""

    links: set[str] = field(default_factory=set)
    forms: list[Form] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads links and forms; a select gives its last choice, an empty field a plausible value."""

    def __init__(self, at: str, today: datetime) -> None:
        super().__init__()
        self.at, self.today, self.shown = at, today, Shown()
        self._form: tuple[str, dict[str, str]] | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {k: v or "" for k, v in attrs}
        if tag == "a" and known.get("href"):
            self.shown.links.add(urljoin(self.at, known["href"]))
        elif tag == "form" and known.get("method", "get").lower() == "post":
            self._form = (urljoin(self.at, known.get("action") or self.at), {})
        elif self._form is not None:
            self._field(tag, known)

    def _field(self, tag: str, known: dict[str, str]) -> None:
        assert self._form is not None
        fields, name = self._form[1], known.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and known.get("value"):
            fields[self._select] = known["value"]
        elif tag == "textarea" and name:
            fields[name] = "Próba"
        elif tag == "button" and name:
            fields.setdefault(name, known.get("value", ""))
        elif tag == "input" and name:
            self._input(fields, name, known)

    def _input(self, fields: dict[str, str], name: str, known: dict[str, str]) -> None:
        kind, value = known.get("type", "text"), known.get("value", "")
        if kind in ("radio", "checkbox"):
            fields[name] = value or "on"
        elif kind != "file":
            fields[name] = value or self._plausible(name, kind)

    def _plausible(self, name: str, kind: str) -> str:
        for ending, value in (("_day", str(self.today.day)), ("_month", str(self.today.month)),
                              ("_year", str(self.today.year)),
                              ("minutes", "30"), ("hour", "09:00")):
            if name.endswith(ending):
                return value
        return {"date": self.today.date().isoformat(), "number": "1", "time": "09:00",
                "datetime-local": self.today.strftime("%Y-%m-%dT%H:%M")}.get(kind, "1")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "form" and self._form is not None:
            self.shown.forms.append(Form(self._form[0], tuple(self._form[1].items())))
            self._form = None
