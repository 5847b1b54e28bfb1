"""Real documents' signatures: verified, chained, altered; and openssl asked beside us."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from przystan.config.cli import main
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import Outcome, Step

AT = datetime(2026, 6, 1, tzinfo=UTC)
NAMES = ("AT_1", "DE_2", "FR_4", "ID_5", "PH_8", "US_12")
SIGNED = (Step.OBJECT, Step.CONTENT, Step.SIGNATURE, Step.CHAIN, Step.VALIDITY)
SAMPLED = 97


@pytest.fixture(scope="session")
def trust(shared_data: Path) -> documents.TrustMaterial:
    folder = shared_data / "documents" / "trust"
    read = documents.read_trust_folder(
        files={p.name: p.read_bytes() for p in folder.iterdir()}, at=AT)
    assert {f.entries for f in read.files} == {1, 588}
    return read.material


def passed(verified: documents.ChipVerification) -> bool:
    outcomes = {s.step: s.outcome for s in verified.steps}
    return all(outcomes[s] is Outcome.PASS for s in SIGNED)


@pytest.mark.parametrize("name", NAMES)
def test_a_real_signature_holds_and_chains_and_openssl_agrees(
    name: str, shared_data: Path, trust: documents.TrustMaterial, tmp_path: Path
) -> None:
    from przystan.rooms.documents.rules.chip.sod import unwrap
    from przystan.rooms.documents.rules.chip.trust import TrustStore
    from przystan.rooms.documents.rules.chip.verify import verify_chip

    sod = (shared_data / "documents" / "sods" / f"{name}.bin").read_bytes()
    store = TrustStore(trust)
    verified = verify_chip(sod=sod, groups={}, store=store, at=AT)
    assert passed(verified)
    # Without its data groups and a revocation list it is not said to be authentic.
    assert verified.verdict is Outcome.NOT_POSSIBLE
    assert verified.signer.country == name[:2]
    # A sample of the bytes here; bench/documents alters every one.
    for place in range(0, len(sod), SAMPLED):
        altered = sod[:place] + bytes([sod[place] ^ 0xFF]) + sod[place + 1:]
        assert not passed(verify_chip(sod=altered, groups={}, store=store, at=AT)), place
    if shutil.which("openssl"):
        assert agrees(unwrap(sod), tmp_path) is True
        assert agrees(unwrap(sod)[:-1] + bytes([sod[-1] ^ 1]), tmp_path) is False


def agrees(der: bytes, folder: Path) -> bool:
    """What openssl says of the signature and the content, without the chain."""
    path = folder / "signed.der"
    path.write_bytes(der)
    return subprocess.run(
        ["openssl", "cms", "-verify", "-inform", "DER", "-noverify", "-in", str(path),
         "-out", str(folder / "content")], capture_output=True, timeout=60).returncode == 0


def test_the_command_says_each_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from przystan.rooms.documents.rules.chip.groups import group_of
    from przystan.rooms.documents.rules.chip.specimen import SpecimenState

    state, zone = SpecimenState(), "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<") + "\n" + (
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "ut.cer").write_bytes(state.anchor)
    (tmp_path / "trust" / "ut.crl").write_bytes(state.revocation_list([], at=AT))
    (tmp_path / "dg1").write_bytes(group_of(zone))
    (tmp_path / "sod").write_bytes(state.security_object({1: group_of(zone)}))
    command = ["documents", "verify", "--sod", str(tmp_path / "sod"), "--trust",
               str(tmp_path / "trust"), "--at", "2026-06-01"]
    group = ["--data-group", f"1={tmp_path / 'dg1'}"]
    assert main([*command, *group, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["is_authentic"] is True
    assert {s["outcome"] for s in told["steps"]} == {"pass"}
    assert main(command) == 3
    (tmp_path / "dg1").write_bytes(group_of(zone.replace("ANNA", "ANNE")))
    assert main([*command, *group]) == 1
    assert "NOT authentic" in capsys.readouterr().out
    assert main([*command, "--data-group", "99=x"]) == 2
    assert main([*command, "--data-group", "1=/nowhere"]) == 2
    (tmp_path / "trust" / "ut.cer").unlink()
    assert main([*command, *group, "--format", "csv"]) == 1
