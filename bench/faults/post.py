"""One delivery over HTTP, whole or cut, and the patience of who tries again.

A cut is made at the client's end of the wire, where the office cannot tell it from a broken cable:
half of the request was sent; all of it, and nobody waits; the answer was there, and was lost.
"""

from __future__ import annotations

import http.client
import re
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

CUTS = ("half_sent", "hung_up", "answer_lost")
TOKEN = "a" * 32
TIMEOUT_SECONDS, PATIENCE_SECONDS = 20, 120


class Away(Exception):
    """No answer came."""


class Refused(Exception):
    """The office answered that it will not: trying the same again is of no use."""


@dataclass(frozen=True)
class Delivery:
    """One act as it is sent; `mark` is what its row in the office bears, where rows bear one."""

    kind: str
    mark: str
    path: str
    body: bytes
    headers: tuple[tuple[str, str], ...]

    def is_done(self, status: int) -> bool:
        """Whether an answer's status says that the act was done."""
        return status == (200 if self.path.startswith("/edge/") else 302)


def form(path: str, fields: dict[str, str], cookies: str, *, kind: str, mark: str,
         network: str) -> Delivery:
    """Return the delivery of a page's form."""
    return Delivery(
        kind, mark, path, urlencode({"csrfmiddlewaretoken": TOKEN, **fields}).encode(),
        (("Content-Type", "application/x-www-form-urlencoded"), ("X-Client", network),
         ("Cookie", f"csrftoken={TOKEN}; {cookies}")))


@dataclass
class Tale:
    """What clients saw; shared by all of them."""

    acknowledged: dict[str, list[str]] = field(default_factory=dict)
    retries: int = 0
    cuts: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acts(self) -> int:
        return sum(len(marks) for marks in self.acknowledged.values())

    def acknowledge(self, kind: str, mark: str) -> None:
        with self.lock:
            self.acknowledged.setdefault(kind, []).append(mark)
            self.acknowledged_at.append(time.monotonic())


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where nothing did."""

    status: int = 0
    location: str = ""
    retry_after: str = ""
    text: str = ""


class Line:
    """A client's way to the office; each request on a connection of its own."""

    def __init__(self, port: int, tale: Tale, rng: Random, cut_share: float) -> None:
        self.port, self.tale, self.rng, self.cut_share = port, tale, rng, cut_share

    def deliver(self, sent: Delivery) -> str:
        """Send until the office says that the act is done; return where it led.

        Raises Refused for an answer that no further try would change.
        """
        end, tries = time.monotonic() + PATIENCE_SECONDS, 0
        while time.monotonic() < end:
            cut = self.rng.choice(CUTS) if self.rng.random() < self.cut_share else ""
            try:
                answer = self._send(sent, cut)
            except (Away, OSError, http.client.HTTPException):
                answer = Answer()
            with self.tale.lock:
                self.tale.retries += tries > 0
                self.tale.cuts[cut or "none"] += 1
                self.tale.answers[str(answer.status or "none")] += 1
            tries += 1
            if sent.is_done(answer.status):
                return answer.location
            if 400 <= answer.status < 500:
                raise Refused(f"{sent.kind}: HTTP {answer.status}: {visible(answer.text)}")
            if answer.status >= 500:
                self._look(sent, answer)
            time.sleep(self.rng.uniform(0.05, 0.4))
        raise Refused(f"{sent.kind}: no acknowledgement in {PATIENCE_SECONDS} s")

    def _look(self, sent: Delivery, answer: Answer) -> None:
        """An office that cannot answer says so in words, not in a traceback, and until when."""
        if ("Traceback" in answer.text or answer.status != 503 or not answer.text
                or not answer.retry_after):
            with self.tale.lock:
                self.tale.strange.append(
                    f"{sent.kind}: HTTP {answer.status}: {visible(answer.text)[:200]}")

    def _send(self, sent: Delivery, cut: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            line.putrequest("POST", sent.path)
            for name, value in (*sent.headers, ("Content-Length", str(len(sent.body)))):
                line.putheader(name, value)
            half = len(sent.body) // 2
            line.endheaders(sent.body[:half])
            if cut == "half_sent":
                raise Away(cut)
            line.send(sent.body[half:])
            if cut == "hung_up":
                time.sleep(self.rng.uniform(0, 0.03))
                raise Away(cut)
            if cut == "answer_lost":
                assert line.sock is not None
                line.sock.recv(1, socket.MSG_PEEK)
                raise Away(cut)
            came = line.getresponse()
            text = came.read().decode(errors="replace")
            return Answer(came.status, came.getheader("Location", "") or "",
                          came.getheader("Retry-After", "") or "", text)
        finally:
            line.close()

    def read(self, path: str, cookies: str = "") -> str:
        """Read a page, trying again while the office is away."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
            try:
                line.request("GET", path, headers={"Cookie": f"csrftoken={TOKEN}; {cookies}"})
                answer = line.getresponse()
                text = answer.read().decode(errors="replace")
                if answer.status == 200:
                    return text
                if answer.status < 500:
                    raise Refused(f"GET {path}: HTTP {answer.status} {answer.getheader('Location')}"
                                  f" {visible(text)}")
            except (OSError, http.client.HTTPException):
                pass
            finally:
                line.close()
            time.sleep(self.rng.uniform(0.05, 0.4))
        raise Refused(f"GET {path}: no page in {PATIENCE_SECONDS} s")

    def sign_in(self, persona: str) -> str:
        """Sign in to the demo office and return the session's cookie."""
        body = urlencode({"username": persona, "csrfmiddlewaretoken": TOKEN})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        line.request("POST", "/demo/sign-in/", body, {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={TOKEN}"})
        answer = line.getresponse()
        answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("sessionid="):
                return value.split(";")[0]
        raise Refused(f"sign-in of {persona}: HTTP {answer.status}")


def hidden(text: str, name: str) -> str:
    """Return the value of a page's last hidden field of a name; empty where there is none."""
    found = re.findall(rf'name="{name}" value="([\w-]+)"', text)
    return str(found[-1]) if found else ""


def visible(text: str) -> str:
    """Return what a page says, shortened."""
    main = text.partition("<main")[2] or text
    errors = re.findall(r'class="govuk-error-message[^>]*>(.*?)</p>', main, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(errors) or main).split())[:400]
