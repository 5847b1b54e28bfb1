"""Looking at one page: the cheap way first, the whole page read only when that finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import cv2
import numpy as np

from przystan.adapters.zone_reader.lines import ROOM, STRIP_HEIGHT, find_strips
from przystan.adapters.zone_reader.recognise import recognise
from przystan.rooms.documents.ports import SeenZone

Picture = Any
LEAST_SEEN, LEAST_SURE = 40, 0.5
# Shorter lines are no zone's; flatter pages bear no print.
WIDE, LONG, FLAT = 24, 8, 4.0
# The printed words are large enough to be read at this size; a zone's line has many fillers.
PRINT_SIDE, FILLERS = 1400, 4


def look(page: Picture) -> Iterator[SeenZone]:
    """Yield what may be a zone: own search, upright and on its head; then the page's own lines."""
    for room in ROOM:
        for strips, _ in find_strips(page, room):
            for turned in (strips, [np.rot90(s, 2).copy() for s in reversed(strips)]):
                lines = recognise(turned)
                if _may_be(lines):
                    yield SeenZone(tuple(lines), "search")
    yield from _whole_page(page)


def _may_be(lines: list[Any]) -> bool:
    glyphs = [g for line in lines for g in line]
    return (len(glyphs) >= LEAST_SEEN
            and sum(g.confidence for g in glyphs) / len(glyphs) > LEAST_SURE)


def _whole_page(page: Picture) -> Iterator[SeenZone]:
    """Every line that the page's detector finds; the last long ones may be a zone."""
    for turns in (0, 2):
        turned = np.rot90(page, turns).copy() if turns else page
        strips = _long_strips(turned)
        if not strips:
            return
        wide = [line for strip in strips for line in recognise([strip]) if len(line) >= WIDE]
        for count in (3, 2):
            for start in range(len(wide) - count, -1, -1):
                if _may_be(wide[start:start + count]):
                    yield SeenZone(tuple(wide[start:start + count]), "whole page")


def read_print(page: Picture) -> tuple[str, ...]:
    """Return the lines of a page from above, as they are read; upside down if the zone is so.

    Which way is up is told by the zone: turned the wrong way it has no fillers.
    """
    if float(page.std()) < FLAT:
        return ()
    scale = min(1.0, PRINT_SIDE / max(page.shape))
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found: tuple[str, ...] = ()
    for turns in (0, 2):
        read = _detector()(
            np.rot90(small, turns).copy(), use_det=True, use_cls=False, use_rec=True)
        lines = tuple(read.txts or ())
        if any(line.count("<") >= FILLERS for line in lines):
            return lines
        found = found or lines
    return found


@cache
def _detector() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={
        "Global.log_level": "error", "Global.use_cls": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1})


def _long_strips(page: Picture) -> list[Picture]:
    """The long lines of a page, straightened, from above."""
    if float(page.std()) < FLAT:
        return []
    found = _detector()(page, use_cls=False, use_rec=False)
    strips = []
    for box in found.boxes if found.boxes is not None else ():
        width = float(np.linalg.norm(box[1] - box[0]))
        height = float(np.linalg.norm(box[3] - box[0]))
        if width < LONG * height:
            continue
        scale = STRIP_HEIGHT / height
        target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        turn = cv2.getPerspectiveTransform(box.astype(np.float32), target * scale)
        strips.append((float(box[0][1]), cv2.warpPerspective(
            page, turn, (round(width * scale), STRIP_HEIGHT), flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE)))
    strips.sort(key=lambda s: s[0])
    return [strip for _, strip in strips]
