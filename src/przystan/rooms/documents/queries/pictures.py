"""Reading files: pictures, PDF files and text, page by page, within limits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from przystan.rooms.documents.ports import OpenedFile, Page, PictureReader, UnreadablePicture
from przystan.rooms.documents.rules.printed import compare_printed
from przystan.rooms.documents.rules.reading import NotAnMrz, read_mrz
from przystan.rooms.documents.rules.repair import failing, fit_zone
from przystan.rooms.documents.types import FileReading, PageReading, PageState, ZoneFit

MAX_FILE_BYTES = 25 << 20
MAX_PAGES = 20
MAX_LOOKS = 14
# With more failing checks than this, what was seen is no zone.
FAILING = 4
_readers: list[PictureReader] = []


class NoPictureReader(Exception):
    """No reader of pictures is connected."""


def connect_picture_reader(reader: PictureReader) -> None:
    """Say who reads pictures; called once, by the composition root."""
    _readers[:] = [reader]


def picture_reader() -> PictureReader:
    """Return the connected reader of pictures. Raises NoPictureReader."""
    if not _readers:
        raise NoPictureReader
    return _readers[0]


def read_file(
    *, content: bytes, today: date, max_pages: int = MAX_PAGES, with_print: bool = False
) -> FileReading:
    """Read the zones of a file: a picture, a PDF, or text; one entry for each page.

    At most `max_pages` pages are looked at; the rest are counted as left out, never dropped in
    silence. A page without a zone, a damaged zone and a file that is no picture are results, not
    errors. With `with_print` the first page that has a zone is read whole and compared with it:
    some seconds of a processor. Nothing is stored. Raises NoPictureReader.
    """
    if len(content) > MAX_FILE_BYTES:
        return FileReading((), 0, 0, f"larger than {MAX_FILE_BYTES >> 20} MB")
    text = _text(content)
    if text is not None:
        return _read_text(text, today)
    try:
        opened: OpenedFile = picture_reader().open(content=content, max_pages=max_pages)
    except UnreadablePicture as error:
        return FileReading((PageReading(1, PageState.NOT_A_PICTURE),), 1, 0, str(error))
    pages: list[PageReading] = []
    for page in opened.pages:
        read = _read_page(page, today)
        if with_print and read.fit and page.read_print and not any(p.printed for p in pages):
            read = replace(read, printed=compare_printed(
                reading=read.fit.reading, lines=page.read_print()))
        pages.append(read)
    left_out = max(0, opened.pages_in_file - len(pages))
    return FileReading(tuple(pages), opened.pages_in_file, left_out)


def _text(content: bytes) -> str | None:
    """The content as text, where it is short and nothing but a zone's characters."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    is_text = len(text) <= 2000 and all(c.isprintable() or c in "\r\n\t" for c in text)
    return text if is_text and text.strip() else None


def _read_text(text: str, today: date) -> FileReading:
    try:
        reading = read_mrz(text=text, today=today)
    except NotAnMrz as error:
        return FileReading((PageReading(1, PageState.NO_ZONE, method="text"),), 1, 0, str(error))
    state = PageState.DAMAGED if failing(reading) else PageState.READ
    return FileReading((PageReading(1, state, ZoneFit(reading, (), (), 1.0), "text"),))


def _read_page(page: Page, today: date) -> PageReading:
    if page.look is None:
        return PageReading(page.number, PageState.NOT_A_PICTURE)
    best: ZoneFit | None = None
    method = ""
    times: Counter[tuple[str, ...]] = Counter()
    for number, seen in enumerate(page.look()):
        fit = fit_zone(lines=seen.lines, today=today)
        if fit and (best is None or failing(fit.reading) < failing(best.reading)):
            best, method = fit, seen.method
        if fit:
            times[fit.reading.lines] += 1
        if number >= MAX_LOOKS or (best and _is_settled(best, times)):
            break
    if best is None or failing(best.reading) > FAILING:
        return PageReading(page.number, PageState.NO_ZONE)
    state = PageState.DAMAGED if failing(best.reading) else PageState.READ
    return PageReading(page.number, state, best, method)


def _is_settled(best: ZoneFit, times: Counter[tuple[str, ...]]) -> bool:
    """Nothing fails, or a second look saw the same: then the document is so, not the eye."""
    count = failing(best.reading)
    return count == 0 or (count <= FAILING and times[best.reading.lines] > 1)
