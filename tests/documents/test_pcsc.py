"""A chip read over PC/SC: pcscd with its virtual reader, where both run and pyscard is there."""

from __future__ import annotations

import socket
import time

import pytest

from przystan.adapters.pcsc import NoReader, card, read_chip
from tests.documents.test_chip_reading import KEY, chip
from tests.documents.virtual_chip import serve

VPCD_PORT = 0x8C7B


def test_over_pcsc() -> None:
    pytest.importorskip("smartcard", reason="pyscard is not installed")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", VPCD_PORT)):
            pytest.skip("pcscd with vsmartcard-vpcd does not run")
    virtual, made = chip()
    serve(virtual, VPCD_PORT)
    for _ in range(50):
        try:
            with card("virtual") as transmit:
                sod, groups = read_chip(transmit, **KEY)
            break
        except NoReader:
            time.sleep(0.1)
    else:
        pytest.fail("the virtual reader does not see its document")
    assert (sod, groups) == (made.sod, made.groups)
