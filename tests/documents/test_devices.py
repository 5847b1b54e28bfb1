"""Authenticity devices: one contract, the vendor's adapter and the simulator alike."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from przystan.adapters.raw_printer import RawPrinter
from przystan.adapters.regula import RegulaDevice
from przystan.adapters.simulators.examining_device import SimulatedDevice, simulated_answer
from przystan.platform.outbox.ports import DeliveryFailed, Outgoing
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import Outcome


class Vendor(BaseHTTPRequestHandler):
    """Answers as the vendor's service does; what it was asked is kept."""

    asked: dict = {}

    def do_POST(self) -> None:  # noqa: N802
        content = self.rfile.read(int(self.headers["Content-Length"]))
        Vendor.asked = {"path": self.path, **json.loads(content)}
        pictures = "".join(i["ImageData"]["image"] for i in Vendor.asked["List"])
        self.send_response(200 if pictures else 400)
        self.end_headers()
        self.wfile.write(simulated_answer(pictures.encode()))

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def vendor() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Vendor)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["vendor", "simulator"])
def device(request: pytest.FixtureRequest, vendor: str):
    return RegulaDevice(vendor) if request.param == "vendor" else SimulatedDevice()


def test_the_contract(device) -> None:
    report = device.examine(pictures=[b"picture"])
    assert report.outcome in Outcome
    assert report.checks
    assert {c.group for c in report.checks} == {"UV", "IR", "visual"}
    assert report == device.examine(pictures=[b"picture"])
    assert report.is_simulated is device.is_simulator
    assert ("simulated" in report.device) is device.is_simulator
    found = {device.examine(pictures=[bytes([n])]).outcome for n in range(40)}
    assert found == {Outcome.PASS, Outcome.FAIL}
    with pytest.raises(documents.DeviceFailed):
        device.examine(pictures=[b""])
    for content in (b"", b"[]", b"{}", b'{"ContainerList": {"List": [{"result_type": 20}]}}'):
        with pytest.raises(documents.DeviceFailed) as refused:
            device.read_report(content=content)
        assert refused.value.permanent


def test_a_report_without_checks_proves_nothing_and_biometrics_are_not_kept() -> None:
    device = RegulaDevice("http://127.0.0.1:1")
    empty = b'{"ContainerList": {"List": []}}'
    assert device.read_report(content=empty).outcome is Outcome.NOT_POSSIBLE
    face = json.dumps({"ContainerList": {"List": [
        {"result_type": 20, "AuthenticityCheckList": {"List": [
            {"Type": 32768, "Result": 0, "List": []}, {"Type": 1, "Result": 1, "List": []}]}},
        {"result_type": 33, "Status": {"optical": 2}}]}}).encode()
    report = device.read_report(content=face)
    assert [(c.group, c.outcome) for c in report.checks] == [("UV", Outcome.PASS)]
    # The device's own summary makes it worse, never better.
    assert report.outcome is Outcome.NOT_POSSIBLE
    with pytest.raises(documents.DeviceFailed) as away:
        device.examine(pictures=[b"x"])
    assert not away.value.permanent


def test_the_vendor_is_asked_for_authenticity(vendor: str) -> None:
    RegulaDevice(vendor + "/").examine(pictures=[b"one", b"two"])
    assert Vendor.asked["path"] == "/api/process"
    assert Vendor.asked["processParam"]["scenario"] == "FullAuth"
    assert [i["page_idx"] for i in Vendor.asked["List"]] == [0, 1]


@pytest.mark.parametrize(("address", "permanent"), [
    ("", True), ("host:port", True), ("127.0.0.1:1", False)])
def test_a_printer_that_is_not_there(address: str, permanent: bool) -> None:
    with pytest.raises(DeliveryFailed) as refused:
        RawPrinter().deliver(Outgoing("k", address, "s", "b", "en"))
    assert refused.value.permanent is permanent
