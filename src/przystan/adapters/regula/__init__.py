"""Authenticity devices that answer with Regula's JSON (Document Reader web service)."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from przystan.rooms.documents.ports import DeviceFailed
from przystan.rooms.documents.types import DeviceCheck, DeviceReport, Outcome

DOCUMENT_TYPE, AUTHENTICITY, STATUS = 9, 20, 33
OUTCOMES = {0: Outcome.FAIL, 1: Outcome.PASS, 2: Outcome.NOT_POSSIBLE}
# The vendor's enumeration AuthenticityResultType: one bit a check.
CHECKS = {
    1: ("UV", "luminescence"), 2: ("IR", "B900 ink"), 4: ("visual", "image pattern"),
    8: ("visual", "axial protection"), 16: ("UV", "fibres"), 32: ("IR", "visibility"),
    64: ("visual", "security text"), 128: ("visual", "invisible personal information"),
    512: ("visual", "photograph embedding"), 1024: ("visual", "optically variable ink"),
    4096: ("visual", "holograms"), 8192: ("visual", "photograph area"),
    65536: ("visual", "barcode format"), 131072: ("visual", "kinegram"),
    262144: ("visual", "letter screen"), 524288: ("visual", "hologram detection"),
    4194304: ("visual", "extended text"), 8388608: ("visual", "extended zone"),
    16777216: ("visual", "encrypted personal information"), 33554432: ("visual", "properties"),
}
# Comparing faces and fingers is biometrics: such checks are neither asked for nor kept.
BIOMETRIC = frozenset({32768, 1048576, 2097152})
AUTHENTICITY_SCENARIO = "FullAuth"
MAX_ANSWER = 32 << 20
SECONDS = 60


def read_report(content: bytes, *, device: str, is_simulated: bool) -> DeviceReport:
    """Read the vendor's JSON. Raises DeviceFailed for what is not such a report."""
    try:
        found = json.loads(content)
        containers = found["ContainerList"]["List"]
        checks = tuple(_checks(containers))
        names = [c["OneCandidate"].get("DocumentName", "") for c in containers
                 if c.get("result_type") == DOCUMENT_TYPE]
        statuses = [c["Status"]["optical"] for c in containers
                    if c.get("result_type") == STATUS]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeviceFailed("not a report of the device", permanent=True) from error
    outcome = _worst([c.outcome for c in checks])
    if statuses and outcome is Outcome.PASS:
        # The device's own summary can only make it worse.
        outcome = OUTCOMES.get(statuses[0], Outcome.NOT_POSSIBLE)
    return DeviceReport(device, is_simulated, names[0] if names else "", outcome, checks)


def _checks(containers: list[dict[str, Any]]) -> Any:
    for container in containers:
        if container.get("result_type") != AUTHENTICITY:
            continue
        for part in container["AuthenticityCheckList"]["List"]:
            if part["Type"] in BIOMETRIC:
                continue
            group, name = CHECKS.get(part["Type"], ("visual", f"check {part['Type']}"))
            results = [OUTCOMES.get(e.get("ElementResult"), Outcome.NOT_POSSIBLE)
                       for e in part.get("List", ())]
            results.append(OUTCOMES.get(part.get("Result"), Outcome.NOT_POSSIBLE))
            yield DeviceCheck(group, name, _worst(results))


def _worst(outcomes: Sequence[Outcome]) -> Outcome:
    for outcome in (Outcome.FAIL, Outcome.NOT_POSSIBLE):
        if outcome in outcomes:
            return outcome
    return Outcome.PASS if outcomes else Outcome.NOT_POSSIBLE


class RegulaDevice:
    """The vendor's web service beside the device, by its address in the office's network."""

    is_simulator = False

    def __init__(self, url: str) -> None:
        self.name = "Regula Document Reader"
        self._url = url.rstrip("/") + "/api/process"

    def examine(self, *, pictures: Sequence[bytes]) -> DeviceReport:
        """Send the pictures and read what the device found. Raises DeviceFailed."""
        asked = {"processParam": {"scenario": AUTHENTICITY_SCENARIO, "alreadyCropped": False},
                 "List": [{"ImageData": {"image": base64.b64encode(p).decode()}, "page_idx": n}
                          for n, p in enumerate(pictures)]}
        request = urllib.request.Request(
            self._url, json.dumps(asked).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                content = answer.read(MAX_ANSWER)
        except (urllib.error.URLError, OSError) as error:
            raise DeviceFailed(f"device: {type(error).__name__}", permanent=False) from error
        return self.read_report(content=content)

    def read_report(self, *, content: bytes) -> DeviceReport:
        """Read a report saved by the device. Raises DeviceFailed."""
        return read_report(content, device=self.name, is_simulated=False)
