"""Tables of every make: what is read, what is refused, and where."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from przystan.platform.tables import public as tables
from przystan.platform.tables.public import Column, Kind

COLUMNS = (
    Column("number", ("Numer karty", "Card number"), is_required=True),
    Column("name", ("Nazwisko", "Family name")),
    Column("day", ("Data", "Date"), Kind.DATE, is_required=True),
    Column("sex", ("Płeć", "Sex"), Kind.CHOICE, choices={"K": "f", "M": "m", "kobieta": "f"}),
    Column("born", ("Urodzony", "Born"), Kind.PARTIAL_DATE),
)
HEAD = "Numer karty;Nazwisko;Data;Płeć;Urodzony"
GOOD = f"{HEAD}\nA1;Żółć;01.03.2023;K;17.05.1990\n"


def read(content: bytes | str, name: str = "t.csv") -> list[tables.Row | tables.RefusedRow]:
    data = content.encode() if isinstance(content, str) else content
    return list(tables.read_rows(source=data, columns=COLUMNS, name=name))


def only(content: bytes | str) -> tables.Refusal:
    (row,) = [r for r in read(content) if isinstance(r, tables.RefusedRow)]
    return row.refusals[0]


@pytest.mark.parametrize("data", [
    GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode("cp1250"),
    GOOD.encode("utf-16"), GOOD.replace(";", ",").encode(), GOOD.replace(";", "\t").encode(),
    GOOD.replace("\n", "\r\n").encode(), GOOD.replace("\n", "\r").encode(),
    GOOD.replace("Numer karty", "CARD  number").replace("Płeć", "plec").encode(),
])
def test_every_encoding_delimiter_and_line_end(data: bytes) -> None:
    (row,) = read(data)
    assert isinstance(row, tables.Row)
    assert row.line == 2
    assert row.values == {
        "number": "A1", "name": "Żółć", "day": date(2023, 3, 1), "sex": "f",
        "born": (date(1990, 5, 17), "day"),
    }


@pytest.mark.parametrize("text", ["31.02.2023", "2023-02-31", "00.01.2023", "1.13.2023", "soon"])
def test_a_day_that_does_not_exist_is_refused_with_its_place(text: str) -> None:
    refusal = only(f"{HEAD}\nA1;x;01.03.2023;K;\nA2;x;{text};K;\n")
    assert (refusal.line, refusal.column, refusal.value) == (3, "Data", text)
    assert "DD.MM.YYYY" in refusal.expected


def test_mixed_line_ends_keep_their_line_numbers() -> None:
    rows = read(f"{HEAD}\r\nA1;x;01.03.2023;K;\nA2;x;02.03.2023;K;\r\n\r\nA3;x;bad;K;\n")
    assert [r.line for r in rows] == [2, 3, 5]


def test_a_quoted_line_break_counts_as_lines() -> None:
    rows = read(f'{HEAD}\nA1;"x\ny";01.03.2023;K;\nA2;x;02.03.2023;K;\n')
    assert [r.line for r in rows] == [2, 4]


def test_a_truncated_last_line_is_refused() -> None:
    assert "may be cut" in only(GOOD + "A2;Now").expected
    cut = (GOOD + "A2;Żó;01.03.2023;K;Ż").encode()[:-1]
    assert "cut" in only(cut).expected


def test_a_wrong_delimiter_is_one_clear_error() -> None:
    with pytest.raises(tables.UnreadableTable) as error:
        read("Numer karty^Nazwisko^Data\nA1^x^01.03.2023\nA2^x^01.03.2023\n")
    assert error.value.refusal.line == 1
    assert "Numer karty, Data" in error.value.refusal.expected


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\x81\x83\x88\xff;\n"])
def test_what_is_no_table_is_one_clear_error(content: bytes) -> None:
    with pytest.raises(tables.UnreadableTable):
        read(content)


def test_a_quotation_mark_that_never_closes() -> None:
    with pytest.raises(tables.UnreadableTable, match="quotation"):
        read(f'{HEAD}\nA1;"x;01.03.2023;K;\nA2;x;01.03.2023;K;\n')


def test_a_heading_twice_is_refused() -> None:
    with pytest.raises(tables.UnreadableTable, match="once"):
        read("Numer karty;Data;Card number\nA1;01.03.2023;A2\n")


def test_every_refusal_of_a_row_is_listed() -> None:
    (row,) = read(f"{HEAD}\n;x;bad;Z;1990\n")
    assert isinstance(row, tables.RefusedRow)
    assert [r.column for r in row.refusals] == ["Numer karty", "Data", "Płeć"]


@pytest.mark.parametrize(("text", "value"), [
    ("1990", (date(1990, 1, 1), "year")), ("05.1990", (date(1990, 5, 1), "month")),
    ("1990-05-17", (date(1990, 5, 17), "day")), ("", None),
])
def test_partial_dates(text: str, value: object) -> None:
    (row,) = read(f"{HEAD}\nA1;x;01.03.2023;K;{text}\n")
    assert isinstance(row, tables.Row)
    assert row.values["born"] == value


def test_a_workbook_reads_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(";"))
    sheet.append([12, "Żółć", date(2023, 3, 1), "K", 1990])
    sheet.append(["A2", "x", "31.02.2023", "K", None])
    path = tmp_path / "t.xlsx"
    book.save(path)
    book.close()
    first, second = tables.read_rows(source=path, columns=COLUMNS)
    assert isinstance(first, tables.Row)
    assert first.values["number"] == "12"
    assert first.values["day"] == date(2023, 3, 1)
    assert isinstance(second, tables.RefusedRow)
    assert second.refusals[0].line == 3


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        with path.open("w") as out:
            out.write(HEAD + "\n")
            out.writelines(f"A{n};Kowalczuk;01.03.2023;K;1990\n" for n in range(rows))
        tracemalloc.start()
        count = sum(1 for _ in tables.read_rows(source=path, columns=COLUMNS))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == rows
        return top

    # Both files are larger than the reader's chunk, so any growth would be the rows'.
    assert peak(120_000) < peak(40_000) * 1.2


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, st.dates(date(1900, 1, 1), date(2100, 1, 1)))))
def test_what_is_written_is_read_back(rows: list[tuple[str, str, date]]) -> None:
    import csv

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Numer karty", "Nazwisko", "Data"])
    for number, name, day in rows:
        writer.writerow([f"n{number}", name, day.isoformat()])
    back = read(out.getvalue())
    assert [
        (r.values["number"], r.values["name"], r.values["day"])
        for r in back if isinstance(r, tables.Row)
    ] == [(f"n{a}".strip(), b.strip() or None, c) for a, b, c in rows]
