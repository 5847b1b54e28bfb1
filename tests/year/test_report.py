"""The report page and its PDF, CSV and JSON, served by the real server on the year."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pikepdf
import pytest

pytestmark = pytest.mark.year
IN_ORDER = (
    "Summary report of the AMIF's West Pomerania is friendly to foreigners project implementation",
    "The 8/14/2022/OG project", "Project duration: October 1, 2022 – August 31, 2023",
    "Project value: 3 053 333,00 PLN", "AMIF's co-financing value: 2 289 999,75 PLN",
    "Information and Advisory Point", "Operation (Updated as of December 7, 2023)", "Value",
    "in the framework of national, local and regional strategies 2333",
    "psychological counselling 11", "legal advice 307", "Each person is registered once",
    "Call centre team", "70 150", "5 157", "13 790", "1 756",
    "Case records", "2,600 working hours", "35,194 case records", "Workstations retrofitting",
    "Vocational training", "Post-implementation remarks",
)


def fetch(address: str, language: str = "en") -> tuple[str, bytes]:
    request = urllib.request.Request(address, headers={"Accept-Language": language})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers["Content-Type"], answer.read()


def text_of(page: bytes) -> str:
    main = page.decode().split("<main", 1)[1].split("</main>")[0]
    plain = re.sub(r"<[^>]+>", " ", main)
    for entity, character in (("&#x27;", "'"), ("&quot;", '"'), ("&nbsp;", " ")):
        plain = plain.replace(entity, character)
    return " ".join(plain.split())


def assert_in_order(text: str) -> None:
    place = 0
    for wanted in IN_ORDER:
        found = text.find(wanted, place)
        assert found >= 0, f"{wanted!r} is missing after {text[max(0, place - 80):place]!r}"
        place = found


def test_the_page_says_what_the_published_report_says(office: str) -> None:
    assert_in_order(text_of(fetch(f"{office}/statistics/")[1]))


def test_every_number_of_the_page_opens_to_its_figure(office: str) -> None:
    page = fetch(f"{office}/statistics/")[1].decode()
    links = set(re.findall(r'class="p-figure" href="([^"]+)"', page))
    assert len(links) == 11
    for link in sorted(links):
        figure = text_of(fetch(f"{office}{link}")[1])
        assert re.search(r"Version of the definition 1", figure), link
        assert re.search(r"[0-9a-f]{64}", figure), link


def test_another_date_shows_another_figure(office: str) -> None:
    page = text_of(fetch(f"{office}/statistics/?as_of=2023-08-31")[1])
    assert "strategies 2298" in page
    assert "Updated as of August 31, 2023" in page


def test_the_pages_names_nobody(office: str) -> None:
    for path in ("/statistics/", "/statistics/figures/advisory.persons_psychological/"):
        text = text_of(fetch(f"{office}{path}")[1])
        assert "KOVAL" not in text.upper()
    # Eleven persons over the months: some month has fewer than five, so none is shown.
    assert "The months are not shown" in text


def test_json_and_csv_agree(office: str) -> None:
    known = json.loads(fetch(f"{office}/statistics/figures.json?as_of=2023-12-07")[1])
    rows = list(csv.DictReader(io.StringIO(
        fetch(f"{office}/statistics/figures.csv?as_of=2023-12-07")[1].decode())))
    assert [(f["code"], f["value"], f["rows_hash"]) for f in known["figures"]] == [
        (r["code"], r["value"], r["rows_hash"]) for r in rows]


def test_the_pdf_is_tagged_and_says_the_same(office: str, tmp_path: Path) -> None:
    kind, content = fetch(f"{office}/statistics/report.pdf?as_of=2023-12-07")
    assert kind == "application/pdf"
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        kinds: list[str] = []
        walk(root.StructTreeRoot, kinds)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert kinds.count("/Table") == 3
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 7
    assert "/TH" in kinds
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True)
        said = " ".join(text.stdout.split())
        for wanted in ("3 053 333,00 PLN", "2 289 999,75 PLN", "2333", "70 150", "5 157",
                       "13 790", "1 756", "2,600 working hours", "35,194 case records",
                       "Synthetic data"):
            assert wanted in said, wanted


def walk(node: pikepdf.Object, kinds: list[str]) -> None:
    if isinstance(node, pikepdf.Array):
        for child in node:
            walk(child, kinds)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            kinds.append(str(node.S))
        if "/K" in node:
            walk(node.K, kinds)
