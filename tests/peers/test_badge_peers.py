"""Our badges before verifiers that nobody here wrote: Digital Bazaar's, on Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from przystan.rooms.training.rules.badge import Json, sign_badge
from przystan.rooms.training.rules.documents import badge_of, status_list_of
from przystan.rooms.training.tests.test_badge import AT, AWARD, KEY, OFFICE
from tests.peers.installing import npm_installed

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent / "badges"


@pytest.fixture(scope="module")
def verifier() -> Path:
    folder = npm_installed("badges", HERE)
    shutil.copy(HERE / "verify.mjs", folder)
    return folder


def is_verified(verifier: Path, badge: Json, *, revoked: list[int], days: int = 1) -> bool:
    status = sign_badge(status_list_of(revoked, issuer=OFFICE, at=AT), key=KEY, at=AT)
    for name, content in (("badge.json", badge), ("status.json", status)):
        (verifier / name).write_text(json.dumps(content), "utf-8")
    on = (AT + timedelta(days=days)).isoformat()
    done = subprocess.run(
        ["node", "verify.mjs", "badge.json", "status.json", on], cwd=verifier,
        capture_output=True, text=True, timeout=240, check=True)
    return bool(json.loads(done.stdout)["verified"])


def test_a_foreign_verifier_judges_our_badges_as_we_do(verifier: Path) -> None:
    badge = sign_badge(badge_of(AWARD, issuer=OFFICE), key=KEY, at=AT)
    assert is_verified(verifier, badge, revoked=[4, 6])
    assert not is_verified(verifier, badge, revoked=[AWARD.place])
    assert not is_verified(verifier, badge, revoked=[], days=400)
    changed = json.loads(json.dumps(badge))
    changed["credentialSubject"]["achievement"]["name"] = "Prawo jazdy"
    assert not is_verified(verifier, changed, revoked=[])
