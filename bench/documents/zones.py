"""How zones are read from pictures: our own rendered set, a folder of specimens, PassportEye.

    python bench/documents/zones.py --count 600
    python bench/documents/zones.py --folder FOLDER
    python bench/documents/zones.py --folder FOLDER --passporteye PYTHON

Prints one JSON object: shares, CPU seconds a page, and how many readings that pass every check
digit and are wrong were flagged at a wrong character. PassportEye needs Tesseract and an
environment of its own; where it is not there it is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(
    Path(__file__).resolve().parents[2] / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.tool")

import django  # noqa: E402

django.setup()

from render import FONT, render  # noqa: E402

from przystan.adapters.zone_reader import ZoneReader  # noqa: E402
from przystan.rooms.documents import public as documents  # noqa: E402

DAY = date(2023, 12, 7)
PASSPORTEYE = """
import sys, json, resource
from passporteye import read_mrz
found = {}
for path in sys.argv[1:]:
    try:
        zone = read_mrz(path)
        found[path] = bool(zone is not None and zone.valid)
    except Exception:
        found[path] = False
used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"valid": sum(found.values()),
                  "cpu": sum(u.ru_utime + u.ru_stime for u in used)}))
"""


def read(content: bytes) -> tuple[documents.PageReading, float]:
    start = time.process_time()
    page = documents.read_file(content=content, today=DAY).pages[0]
    return page, time.process_time() - start


def is_flagged(page: documents.PageReading, truth: str) -> bool:
    """Whether some wrong character stands among the doubts."""
    at = {(d.line, d.place) for d in page.fit.doubts}
    text = "\n".join(page.fit.reading.lines)
    return any(
        (n, place) in at
        for n, (line, right) in enumerate(zip(text.split("\n"), truth.split("\n")), 1)
        for place, (a, b) in enumerate(zip(line, right), 1) if a != b)


def rendered(count: int, seed: int, font: Path) -> dict[str, object]:
    read(next(render(1, seed, font))[0])
    counts: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    spent = 0.0
    for content, kind, truth, done in render(count, seed, font):
        page, seconds = read(content)
        spent += seconds
        text = "\n".join(page.fit.reading.lines) if page.fit else ""
        valid = page.state is documents.PageState.READ
        counts["valid"] += valid
        counts["exact"] += text == truth
        formats[kind] += text == truth
        if valid and text != truth:
            counts["wrong_but_valid"] += 1
            counts["flagged"] += is_flagged(page, truth)
        if text != truth:
            print(f"{kind} {page.state.value} {done}\n{text}\n{truth}", file=sys.stderr)
    return {"pictures": count, **counts, "exact_share": round(counts["exact"] / count, 4),
            "exact_by_format": dict(formats), "cpu_seconds_a_page": round(spent / count, 3)}


def folder(path: Path, passporteye: str) -> dict[str, object]:
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    read(files[0].read_bytes())
    spent, states = 0.0, Counter()
    for file in files:
        page, seconds = read(file.read_bytes())
        spent += seconds
        states[page.state.value] += 1
        print(f"{file.name} {page.state.value} {page.method} {seconds:.2f}", file=sys.stderr)
    result: dict[str, object] = {"pictures": len(files), **states,
                                 "cpu_seconds_a_page": round(spent / len(files), 3)}
    if passporteye:
        told = subprocess.run([passporteye, "-c", PASSPORTEYE, *map(str, files)],
                              capture_output=True, text=True, check=False)
        result["passporteye"] = json.loads(told.stdout) if told.returncode == 0 else (
            told.stderr[-300:])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=9303)
    parser.add_argument("--font", type=Path, default=FONT)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--passporteye", default="", metavar="PYTHON")
    options = parser.parse_args()
    documents.connect_picture_reader(ZoneReader())
    result = (folder(options.folder, options.passporteye) if options.folder
              else rendered(options.count, options.seed, options.font))
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
