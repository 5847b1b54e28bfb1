"""The pages of a stack, one at a time."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from przystan.rooms.documents.ports import UnreadablePicture
from przystan.rooms.documents.types import Quality, SheetSeen

Picture = Any
SIDE = 1700
# Greys of 256: paper darker than the first, ink paler than the second; hardly a difference.
DARK_PAPER, FAINT_INK, FLAT = 90, 165, 4.0
# An edge steps at least this share of the page's contrast from one dot to the next.
BLURRED = 0.16
# Share of a page that is ink when it bears a few words.
INKED = 0.0006
_one_at_a_time = threading.Lock()


def read_sheets(content: bytes, max_pages: int) -> Iterator[SheetSeen]:
    """Yield each page's codes and quality."""
    pages, count = _pdf_pages(content) if content[:5] == b"%PDF-" else _picture_pages(content)
    if count > max_pages:
        raise UnreadablePicture(f"{count} pages; a stack has at most {max_pages}")
    return (_sheet(n, grey) for n, grey in enumerate(pages, start=1))


def _sheet(number: int, grey: Picture | None) -> SheetSeen:
    if grey is None:
        return SheetSeen(number, (), Quality.UNREADABLE)
    codes = tuple(dict.fromkeys(c.text for c in zxingcpp.read_barcodes(grey)))
    return SheetSeen(number, codes, quality_of(grey))


def quality_of(grey: Picture) -> Quality:
    """Judge a page (grey): blank, too dark, too faint, blurred, or good."""
    paper = float(np.percentile(grey, 90))
    inked = float((grey < paper - 60).mean())
    if paper < DARK_PAPER:
        return Quality.DARK
    if inked < INKED:
        faint = float((grey < paper - 18).mean()) > INKED * 4
        return Quality.FAINT if faint and float(grey.std()) > FLAT / 2 else Quality.BLANK
    ink = float(np.percentile(grey[grey < paper - 40], 10))
    steps = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0)) / 8
    if float(np.percentile(steps[grey < paper - 40], 95)) < BLURRED * (paper - ink):
        return Quality.BLURRED
    return Quality.FAINT if ink > FAINT_INK else Quality.GOOD


def _pdf_pages(content: bytes) -> tuple[Iterator[Picture | None], int]:
    try:
        with _one_at_a_time:
            document = pypdfium2.PdfDocument(content)
            count = len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePicture(str(error)) from error

    def drawn() -> Iterator[Picture | None]:
        for number in range(count):
            try:
                with _one_at_a_time:
                    page = document[number]
                    scale = min(150 / 72, SIDE / (max(page.get_size()) or 1))
                    grey = page.render(scale=scale, grayscale=True).to_numpy()
                    grey = (grey[..., 0] if grey.ndim == 3 else grey).copy()
                    page.close()
            except pypdfium2.PdfiumError:
                yield None
                continue
            yield grey

    return drawn(), count


def _picture_pages(content: bytes) -> tuple[Iterator[Picture | None], int]:
    try:
        picture = Image.open(io.BytesIO(content))
        count = int(getattr(picture, "n_frames", 1))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise UnreadablePicture("no picture that can be read") from error

    def drawn() -> Iterator[Picture | None]:
        for number in range(count):
            try:
                picture.seek(number)
                page = _upright(picture)
                page.thumbnail((SIDE, SIDE))
                yield np.asarray(page)
            except (OSError, ValueError, EOFError, SyntaxError):
                yield None

    return drawn(), count


def _upright(picture: Image.Image) -> Image.Image:
    # A telephone writes into its picture which way it was held.
    return ImageOps.exif_transpose(picture).convert("L")


def cut_letters(content: bytes, pages: Sequence[Sequence[int]]) -> list[bytes]:
    """Return one PDF for each list of page numbers."""
    with _one_at_a_time:
        if content[:5] == b"%PDF-":
            return _cut_pdf(content, pages)
        return _cut_pictures(content, pages)


def _cut_pdf(content: bytes, pages: Sequence[Sequence[int]]) -> list[bytes]:
    whole = pypdfium2.PdfDocument(content)
    parts = []
    for numbers in pages:
        if not numbers:
            parts.append(b"")
            continue
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, [n - 1 for n in numbers])
        out = io.BytesIO()
        part.save(out)
        parts.append(out.getvalue())
        part.close()
    whole.close()
    return parts


def _cut_pictures(content: bytes, pages: Sequence[Sequence[int]]) -> list[bytes]:
    picture = Image.open(io.BytesIO(content))
    parts = []
    for numbers in pages:
        frames = []
        for number in numbers:
            picture.seek(number - 1)
            frames.append(_upright(picture))
        out = io.BytesIO()
        if frames:
            frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=150)
        parts.append(out.getvalue())
    return parts
