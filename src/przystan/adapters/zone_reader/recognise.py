"""What characters a strip shows: rapidocr's recogniser, asked only for a zone's alphabet."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import rapidocr

from przystan.rooms.documents.types import Glyph, SeenLine

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
MODEL = Path(rapidocr.__file__).parent / "models" / "PP-OCRv6_rec_small.onnx"
SHOWN, LEAST = 5, 0.002
MAX_WIDTH = 2400
_one_at_a_time = threading.Lock()


@cache
def _session() -> tuple[Any, list[int]]:
    """The model and where the alphabet stands among its outputs; 0 is "nothing"."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        str(MODEL), options, providers=["CPUExecutionProvider"])
    letters = ["", *session.get_modelmeta().custom_metadata_map["character"].splitlines()]
    return session, [0, *(letters.index(c) for c in ALPHABET)]


def recognise(strips: list[Any]) -> list[SeenLine]:
    """Return what each strip (grey, 48 high) shows. One picture at a time: memory is bounded."""
    session, places = _session()
    width = min(MAX_WIDTH, max(s.shape[1] for s in strips))
    batch = np.zeros((len(strips), 3, strips[0].shape[0], width), np.float32)
    for number, strip in enumerate(strips):
        cut = strip[:, :width].astype(np.float32) / 127.5 - 1
        batch[number, :, :, :cut.shape[1]] = cut
    with _one_at_a_time:
        (found,) = session.run(None, {session.get_inputs()[0].name: batch})
    return [_line(found[number][:, places]) for number in range(len(strips))]


def _line(shares: Any) -> SeenLine:
    """Join equal neighbours and drop nothings (connectionist temporal classification)."""
    seen: list[tuple[int, Any]] = []
    before = 0
    for row, best in zip(shares, shares.argmax(1)):
        if best and best == before:
            seen[-1] = (best, np.maximum(seen[-1][1], row))
        elif best:
            seen.append((int(best), row.copy()))
        before = best
    return tuple(_glyph(best, row) for best, row in seen)


def _glyph(best: int, row: Any) -> Glyph:
    row = row[1:] / max(float(row[1:].sum()), 1e-9)
    best -= 1
    others = tuple(
        (ALPHABET[n], round(float(row[n]), 4)) for n in np.argsort(-row)[:SHOWN + 1]
        if n != best and row[n] > LEAST)
    return Glyph(ALPHABET[best], round(float(row[best]), 4), others)
