"""Reading a message: who writes, about which case, what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

SIGN = re.compile(r"\b[A-Z]+(?:-[A-Z0-9]+)*\.\d{3,4}\.\d{1,7}\.\d{4}\b")
LOGO_BYTES = 12_000
"""A picture set into the text and smaller than this is a signature's logo, no letter."""


@dataclass(frozen=True)
class Attached:
    """One attachment: its name, its bytes, and whether it is set into the text as a picture."""

    name: str
    content: bytes
    is_logo: bool


@dataclass(frozen=True)
class ReadMail:
    """What a message says. `signs` are the case signs in its subject, in their order."""

    message_id: str
    sender: str
    subject: str
    text: str
    signs: tuple[str, ...]
    attached: tuple[Attached, ...]


def read_mail(content: bytes) -> ReadMail:
    """Read a message (RFC 5322 and MIME), however broken: what cannot be read is empty."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    subject = _header(message, "Subject")
    body = message.get_body(("plain", "html"))
    return ReadMail(
        _header(message, "Message-ID").strip(), _header(message, "From"), subject,
        _words(body) if isinstance(body, EmailMessage) else "",
        tuple(dict.fromkeys(SIGN.findall(subject.upper()))),
        tuple(_attached(part, n) for n, part in enumerate(message.walk(), 1)
              if isinstance(part, EmailMessage) and _is_attached(part, body)))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        # The library's own reader of headers stumbles over some that are broken.
        return ""


def _words(part: EmailMessage) -> str:
    try:
        text = str(part.get_content())
    except (LookupError, ValueError, KeyError, UnicodeError):
        return ""
    if part.get_content_subtype() == "html":
        text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", " ", text)
        text = re.sub(r"(?s)<[^>]*>", " ", text)
    return text.strip()[:20_000]


def _is_attached(part: EmailMessage, body: object) -> bool:
    if part.is_multipart() or part is body:
        return False
    return bool(part.get_filename()) or part.get_content_maintype() in ("image", "application")


def _attached(part: EmailMessage, number: int) -> Attached:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    is_set_in = bool(part.get("Content-ID")) and part.get_content_disposition() != "attachment"
    name = part.get_filename() or f"part {number}"
    return Attached(str(name)[:200], data, is_set_in and len(data) < LOGO_BYTES)
