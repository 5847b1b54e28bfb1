"""Opening a file as rows of text, whatever made it: CSV of any kind, or XLSX."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO

from przystan.platform.tables.types import Refusal

DELIMITERS = ";,\t|"
CHUNK = 1 << 20
MOST_UNPACKED = 1 << 30
"""Bytes of a workbook's parts together: more is a trap, not a table."""

Line = tuple[int, tuple[str, ...]]


class UnreadableTable(ValueError):
    """A file that cannot be read as the expected table at all; says where and why, once."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def refuse_file(name: str, expected: str, *, line: int = 1, value: str = "") -> UnreadableTable:
    return UnreadableTable(Refusal(name, line, "", value[:200], expected))


@contextmanager
def open_lines(source: Path | bytes, name: str) -> Iterator[Iterator[Line]]:
    """Open a file and give its lines: number of the first physical line, cells as text."""
    with _stream(source) as stream:
        head = stream.read(4)
        stream.seek(0)
        if not head:
            raise refuse_file(name, "a table with a line of headings; the file is empty")
        if head[:2] == b"PK":
            yield _workbook_lines(stream, name)
        else:
            yield _csv_lines(stream, name)


@contextmanager
def _stream(source: Path | bytes) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    with source.open("rb") as stream:
        yield stream


def _encoding(stream: IO[bytes], name: str) -> str:
    """Return the encoding: by its mark, else UTF-8 where every byte agrees, else Windows-1250."""
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp1250"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                decoder.decode(chunk)
            # A file cut inside a letter is still UTF-8: its last line is refused by itself.
            return encoding
        except UnicodeDecodeError:
            continue
        finally:
            stream.seek(0)
    raise refuse_file(name, "text in UTF-8 or Windows-1250")


def _csv_lines(stream: IO[bytes], name: str) -> Iterator[Line]:
    encoding = _encoding(stream, name)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    first = text.readline(CHUNK + 1)
    if len(first) > CHUNK:
        raise refuse_file(name, "a line of headings shorter than a megabyte")
    text.seek(0)
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise refuse_file(
                name, f"closed quotation marks ({error})", line=before + 1) from error
        line, before = before + 1, reader.line_num
        yield line, tuple(cells)
    text.detach()


def _workbook_lines(stream: IO[bytes], name: str) -> Iterator[Line]:
    # Loaded when a workbook is read, not at each start.
    from openpyxl import load_workbook

    number = 0
    try:
        if sum(part.file_size for part in zipfile.ZipFile(stream).infolist()) > MOST_UNPACKED:
            raise refuse_file(name, f"a workbook of at most {MOST_UNPACKED >> 20} MB, unpacked")
        book = load_workbook(stream, read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, tuple(_cell(value) for value in row)
        book.close()
    except UnreadableTable:
        raise
    except Exception as error:  # noqa: BLE001  the library declares nothing of what it may meet
        raise refuse_file(name, "a whole workbook (XLSX) or CSV", line=number + 1) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
