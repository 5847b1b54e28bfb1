"""A ticket in ESC/POS: the commands that receipt printers of 80 mm share (Epson's reference)."""

from __future__ import annotations

from collections.abc import Mapping

ESC, GS = b"\x1b", b"\x1d"
RESET = ESC + b"@"
CENTRE = ESC + b"a\x01"
CUT = GS + b"V\x42\x00"
# The printer's code page of a language: number of the command, Python's name.
PAGES = {"pl": (18, "cp852"), "uk": (46, "cp1251"), "ru": (46, "cp1251"), "en": (16, "cp1252")}
SIZE_NUMBER, SIZE_TITLE, SIZE_TEXT = 0x55, 0x11, 0x00
QR_DOTS = 6


def ticket_page(content: Mapping[str, str]) -> bytes:
    """Return the bytes that print one ticket: number, service, wait, QR code, cut."""
    number, codec = PAGES.get(content["language"], PAGES["en"])

    def line(text: str, size: int = SIZE_TEXT) -> bytes:
        plain = text.replace("–", "-").replace("’", "'").replace("\N{NO-BREAK SPACE}", " ")
        return GS + b"!" + bytes([size]) + plain.encode(codec, "replace") + b"\n"

    parts = [RESET, CENTRE, ESC + b"t" + bytes([number]), line(content["office"]), b"\n",
             line(content["number"], SIZE_NUMBER), b"\n", line(content["service"], SIZE_TITLE),
             line(content["taken"])]
    if content.get("estimate"):
        parts.append(line(content["estimate"]))
    parts += [b"\n", qr_code(content["link"]), line(content["follow"])]
    if content.get("notice"):
        parts.append(line(content["notice"]))
    return b"".join([*parts, b"\n\n", CUT])


def qr_code(text: str) -> bytes:
    """Return the commands that print a QR code: model 2, correction M."""
    data = text.encode("ascii")
    size = len(data) + 3

    def command(function: int, body: bytes) -> bytes:
        length = len(body) + 2
        return GS + b"(k" + bytes([length % 256, length // 256, 49, function]) + body

    return b"".join((
        command(65, b"\x32\x00"), command(67, bytes([QR_DOTS])), command(69, b"1"),
        GS + b"(k" + bytes([size % 256, size // 256, 49, 80, 48]) + data, command(81, b"0")))
