"""A file taken apart: a picture, the pages of a PDF, or the frames of a TIFF."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from przystan.adapters.zone_reader.look import look, read_print
from przystan.rooms.documents.ports import OpenedFile, Page, UnreadablePicture

Picture = Any
MAX_PIXELS = 60_000_000
SIDE = 2600
PDF_SCALE = 200 / 72
# pdfium is not made for two threads at once.
_pdf = threading.Lock()


def open_file(content: bytes, max_pages: int) -> OpenedFile:
    """Take a file apart into grey pictures, one at a time. Raises UnreadablePicture."""
    if content[:5] == b"%PDF-":
        return _open_pdf(content, max_pages)
    try:
        picture = Image.open(io.BytesIO(content))
        frames = int(getattr(picture, "n_frames", 1))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePicture("no picture and no PDF that can be read") from error
    if picture.width * picture.height > MAX_PIXELS:
        raise UnreadablePicture(f"{picture.width} × {picture.height} dots are too many")
    return OpenedFile(
        (_page(n + 1, _frame(picture, n)) for n in range(min(frames, max_pages))), frames)


def _page(number: int, grey: Picture | None) -> Page:
    if grey is None:
        return Page(number, None)
    return Page(number, lambda: look(grey), lambda: read_print(grey))


def _frame(picture: Image.Image, number: int) -> Picture | None:
    try:
        picture.seek(number)
        upright = ImageOps.exif_transpose(picture.convert("RGB"))
        return _grey(np.asarray(upright))
    except (OSError, ValueError, EOFError, SyntaxError):
        return None


def _grey(colours: Picture) -> Picture:
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY) if colours.ndim == 3 else colours
    scale = SIDE / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) \
        if scale < 1 else grey


def _open_pdf(content: bytes, max_pages: int) -> OpenedFile:
    try:
        with _pdf:
            document = pypdfium2.PdfDocument(content)
            count = len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePicture(str(error)) from error
    return OpenedFile(_pdf_pages(document, min(count, max_pages)), count)


def _pdf_pages(document: Any, count: int) -> Iterator[Page]:
    for number in range(count):
        try:
            with _pdf:
                page = document[number]
                longest = max(page.get_size()) or 1
                drawn = page.render(
                    scale=min(PDF_SCALE, SIDE / longest), grayscale=True).to_numpy()
                grey = np.ascontiguousarray(drawn[..., 0] if drawn.ndim == 3 else drawn).copy()
                page.close()
        except pypdfium2.PdfiumError:
            yield Page(number + 1, None)
            continue
        yield _page(number + 1, grey)
