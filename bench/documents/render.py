"""Pictures of documents that exist nowhere: five formats, with what scanners and cameras do.

    python bench/documents/render.py --count 600 --seed 9303 OUT

Writes OUT/NNNN.jpg and OUT/truth.csv (name, format, text, what was done). Names and numbers are
made up; the state is Utopia. The font is OCR-B of Debian's fonts-ocr-b, or --font FILE.
"""

from __future__ import annotations

import argparse
import csv
import random
import string
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from przystan.rooms.documents import types as documents
from przystan.rooms.documents.rules.writing import DoesNotFit, write_mrz

FONT = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")
# Millimetres: the document, where its zone begins (left, from below), between its lines
# (ICAO 9303-3, 4.1; 9303-4 to -7).
SHAPES = {
    documents.Format.TD1: (85.6, 54.0, 4.0, 19.0),
    documents.Format.TD2: (105.0, 74.0, 4.0, 14.5),
    documents.Format.TD3: (125.0, 88.0, 6.0, 15.0),
    documents.Format.MRV_A: (120.0, 80.0, 4.0, 15.0),
    documents.Format.MRV_B: (105.0, 74.0, 4.0, 14.5),
}
PITCH, LEADING = 2.54, 6.2
CODES = {"TD1": ("I", "AR", "C"), "TD2": ("I",), "TD3": ("P",), "MRV-A": ("V",), "MRV-B": ("V",)}
SYLLABLES = ("AN", "BER", "CZ", "DOR", "EL", "FI", "GRO", "HA", "IV", "JU", "KOW", "LE", "MAR",
             "NO", "OL", "PET", "QUI", "RY", "SZ", "TRAN", "UL", "VO", "WOJ", "XE", "YEV", "ZH")
STATES = ("UTO",)
NATIONS = ("UTO", "UKR", "BLR", "VNM", "GEO", "IND", "COL", "D<<")


def word(r: random.Random) -> str:
    return "".join(r.choice(SYLLABLES) for _ in range(r.randint(1, 4)))


def zone(r: random.Random, kind: documents.Format) -> str:
    """A zone whose check digits hold."""
    letters = r.choice((string.digits, string.digits + string.ascii_uppercase))
    number = "".join(r.choice(letters) for _ in range(r.randint(7, 9)))
    optional = "".join(r.choice(string.digits) for _ in range(r.choice((0, 0, 5, 7))))
    while True:
        try:
            lines = write_mrz(documents.MrzContent(
                format=kind, document_code=r.choice(CODES[kind.value]), issuing_state="UTO",
                family_name=word(r), given_names=" ".join(word(r) for _ in range(r.randint(1, 2))),
                number=number, nationality=r.choice(NATIONS).replace("<", ""),
                birth_date=date(1940, 1, 1) + timedelta(days=r.randint(0, 25000)),
                sex=r.choice("fmx"), expiry_date=date(2024, 1, 1) + timedelta(r.randint(0, 3600)),
                optional=optional))
        except DoesNotFit:
            optional = ""
            continue
        return "\n".join(lines)


def picture(r: random.Random, kind: documents.Format, text: str, font: Path) -> np.ndarray:
    """The document as printed, between 150 and 300 dots an inch."""
    n = np.random.default_rng(r.randint(0, 1 << 30))
    dot = r.uniform(150, 300) / 25.4
    width, height, left, below = (v * dot for v in SHAPES[kind])
    ground = np.full((int(height), int(width), 3), r.randint(205, 250), np.float32)
    ground += n.normal(0, 1, 3) * 8
    ys, xs = np.mgrid[0:int(height), 0:int(width)].astype(np.float32)
    for _ in range(r.randint(2, 6)):
        wave = np.sin(xs / r.uniform(3, 40) + np.sin(ys / r.uniform(10, 60)) * r.uniform(1, 6))
        ground += (wave * r.uniform(1, 7))[..., None] * n.uniform(0.3, 1, 3)
    page = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(page)
    ink = tuple(r.randint(0, 70) for _ in range(3))
    _visual(r, draw, width, height, dot)
    size = ImageFont.truetype(str(font), 100)
    face = ImageFont.truetype(str(font), round(100 * PITCH * dot / size.getlength("0")))
    lines = text.split("\n")
    for row, line in enumerate(lines):
        y = height - below * 0.95 + row * LEADING * dot * (0.72 if len(lines) == 3 else 1)
        for place, letter in enumerate(line):
            draw.text((left + place * PITCH * dot, y), letter, font=face, fill=ink)
    return np.asarray(page)


def _visual(r: random.Random, draw: ImageDraw.ImageDraw, width: float, height: float,
            dot: float) -> None:
    small = ImageFont.load_default(size=int(2.4 * dot))
    draw.rectangle((5 * dot, 8 * dot, 30 * dot, 42 * dot) if height > 60 * dot else
                   (4 * dot, 6 * dot, 22 * dot, 30 * dot), fill=(150, 140, 130))
    for row in range(r.randint(3, 6)):
        draw.text((34 * dot, (6 + row * 4.6) * dot), f"{word(r)} {word(r)} {r.randint(1, 9999)}",
                  font=small, fill=(40, 40, 60))


def spoil(r: random.Random, page: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Do to a picture what scanners and cameras do, and say what."""
    n = np.random.default_rng(r.randint(0, 1 << 30))
    done = []
    margin = int(r.uniform(0.02, 0.12) * page.shape[1])
    page = cv2.copyMakeBorder(page, margin, margin, margin, margin, cv2.BORDER_CONSTANT,
                              value=[r.randint(20, 255)] * 3)
    height, width = page.shape[:2]
    if r.random() < 0.6:
        angle = r.uniform(-7, 7)
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        page = cv2.warpAffine(page, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
        done.append(f"rotated {angle:.1f}")
    if r.random() < 0.25:
        shift = n.uniform(-0.035, 0.035, (4, 2)) * (width, height)
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        warp = cv2.getPerspectiveTransform(
            corners.astype(np.float32), (corners + shift).astype(np.float32))
        page = cv2.warpPerspective(page, warp, (width, height), borderMode=cv2.BORDER_REPLICATE)
        done.append("perspective")
    if r.random() < 0.15:
        page = np.rot90(page, 2).copy()
        done.append("upside down")
    elif r.random() < 0.1:
        page = np.rot90(page, r.choice((1, 3))).copy()
        done.append("on its side")
    if r.random() < 0.5:
        radius = r.uniform(0.4, 1.5) * page.shape[1] / 1000
        page = cv2.GaussianBlur(page, (0, 0), max(0.3, radius))
        done.append("blur")
    if r.random() < 0.4:
        height, width = page.shape[:2]
        slope = (np.cos(a := r.uniform(0, 6.3)) * np.linspace(-1, 1, width)[None, :]
                 + np.sin(a) * np.linspace(-1, 1, height)[:, None])
        page = np.clip(page * (1 - r.uniform(0.15, 0.5) / (1 + np.exp(-slope * 6)))[..., None],
                       0, 255).astype(np.uint8)
        done.append("shadow")
    if r.random() < 0.5:
        page = np.clip(page + n.normal(0, r.uniform(3, 16), page.shape), 0, 255).astype(np.uint8)
        done.append("noise")
    return page, done


def render(count: int, seed: int, font: Path = FONT):
    """Yield (picture, format, text, what was done)."""
    for number in range(count):
        r = random.Random(f"{seed} {number}")
        kind = list(SHAPES)[number % len(SHAPES)]
        text = zone(r, kind)
        page, done = spoil(r, picture(r, kind, text, font))
        quality = r.randint(55, 95)
        ok, packed = cv2.imencode(
            ".jpg", cv2.cvtColor(page, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
        assert ok
        yield packed.tobytes(), kind.value, text, "; ".join([*done, f"JPEG {quality}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=9303)
    parser.add_argument("--font", type=Path, default=FONT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "truth.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "format", "text", "done"])
        for number, (content, kind, text, done) in enumerate(
                render(options.count, options.seed, options.font)):
            (options.out / f"{number:04}.jpg").write_bytes(content)
            table.writerow([f"{number:04}.jpg", kind, text, done])


if __name__ == "__main__":
    main()
