"""przystan documents verify: passive authentication of a chip's files, step by step."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.rooms.documents import public as documents

MAX_BYTES = 16 << 20
STATUS = {"pass": 0, "fail": 1, "not_possible": 3}
WORDS = {
    "pass": "authentic: what the chip says is what its state signed (a copied chip would say the "
            "same)",
    "fail": "NOT authentic: a step failed",
    "not_possible": "not verified: a step was not possible, so nothing is said to be authentic",
}


def add(commands: Any) -> None:
    """Add `verify` to the commands of documents."""
    verify = commands.add_parser(
        "verify", help="verify a chip's files by passive authentication; needs no database",
        description="Takes each step of passive authentication (ICAO 9303-11): the signature of "
                    "EF.SOD, its signer's chain to a country signer, revocation, the hash of each "
                    "data group. The worst step decides.",
        epilog="Example: przystan documents verify --sod EF_SOD.bin --data-group 1=EF_DG1.bin "
               "--data-group 2=EF_DG2.bin --trust trust/. Exit status 0 only when every step "
               "passes, 1 when one fails, 3 when one is not possible.",
    )
    verify.add_argument("--sod", type=Path, required=True, metavar="FILE", help="EF.SOD")
    verify.add_argument("--data-group", action="append", default=[], metavar="N=FILE",
                        help="a data group as read from the chip; once for each")
    verify.add_argument(
        "--trust", type=Path, required=True, metavar="FOLDER",
        help="country signers (.cer, PEM or DER), master lists that they vouch for, and "
             "revocation lists (.crl)")
    verify.add_argument("--at", type=date.fromisoformat, metavar="DAY",
                        help="as of this day (default: now)")
    verify.add_argument("--without-revocation-list", action="store_true",
                        help="a country whose revocation list is not there is not held against "
                             "the chip")
    add_format(verify)
    verify.set_defaults(func=_verify, needs_database=False)


def _verify(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.platform.clock import public as clock
    from przystan.rooms.documents import public as documents

    translation.activate("en")
    at = clock.now() if options.at is None else datetime.combine(options.at, time(12), UTC)
    try:
        sod = _read(options.sod)
        groups = dict(_group(text) for text in options.data_group)
        if not options.trust.is_dir():
            raise FileNotFoundError(f"there is no folder {options.trust}")
        folder = documents.read_trust_folder(files={
            p.name: _read(p) for p in sorted(options.trust.iterdir()) if p.is_file()}, at=at)
    except (OSError, ValueError) as error:
        print(f"przystan documents verify: {error}", file=sys.stderr)
        return 2
    for file in folder.files:
        if file.problem:
            print(f"{file.name}: not used, {file.problem}", file=sys.stderr)
    verified = documents.verify_chip(
        sod=sod, groups=groups, trust=folder.material, at=at,
        needs_revocation_list=not options.without_revocation_list)
    _print(verified, options.format)
    return STATUS[verified.verdict.value]


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path} is larger than {MAX_BYTES >> 20} MB")
    return path.read_bytes()


def _group(text: str) -> tuple[int, bytes]:
    number, _, name = text.partition("=")
    number = number.upper().removeprefix("DG")
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 16 and name):
        raise ValueError(f"--data-group {text}: expected N=FILE, N from 1 to 16")
    return int(number), _read(Path(name))


def _print(verified: documents.ChipVerification, form: str) -> None:
    from przystan.rooms.documents import public as documents

    rows = [
        {"step": s.step.value, "outcome": s.outcome.value, "reason": s.reason.value,
         "what": documents.step_label(s.step), "why": documents.step_reason_label(s.reason),
         "detail": s.detail} for s in verified.steps]
    if form == "json":
        print_json({
            "verdict": verified.verdict.value, "is_authentic": verified.verdict.value == "pass",
            "steps": rows, "signer": _facts(verified.signer), "anchor": _facts(verified.anchor),
            "signed_groups": list(verified.signed_groups),
            "unread_groups": list(verified.unread_groups), "signed_on": verified.signed_on})
        return
    if form == "csv":
        print_rows(rows, form)
        return
    print_rows([{"step": r["what"], "outcome": r["outcome"], "reason": r["why"],
                 "detail": r["detail"]} for r in rows], form)
    print()
    if verified.signer:
        print(f"signer    {verified.signer.subject}; valid "
              f"{verified.signer.not_before:%Y-%m-%d} to {verified.signer.not_after:%Y-%m-%d}")
    if verified.unread_groups:
        print("not read  " + ", ".join(f"DG{n}" for n in verified.unread_groups))
    print(f"verdict   {verified.verdict.value}: {WORDS[verified.verdict.value]}")


def _facts(facts: documents.CertificateFacts | None) -> dict[str, object] | None:
    if facts is None:
        return None
    return {"subject": facts.subject, "issuer": facts.issuer, "country": facts.country,
            "serial": facts.serial, "not_before": facts.not_before.isoformat(),
            "not_after": facts.not_after.isoformat(), "sha256": facts.fingerprint}
