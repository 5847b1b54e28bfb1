"""przystan training: verify a certificate without a network and without the database."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_json, print_rows

SAID = {
    "unreadable": "the file cannot be read as JSON",
    "not_a_badge": "the file is no Open Badges 3.0 credential",
    "proof_wrong": "the signature does not fit: the badge was changed, or signed by another key",
    "issuer_unknown": "another issuer than the expected one signed it",
    "not_yet_valid": "it is not valid yet", "expired": "it has expired",
    "revoked": "it was revoked", "other_name": "it was issued to another name",
    "status_unreadable": "the list of revoked badges cannot be read, or is another office's",
}


def register(subparsers: Any) -> None:
    """Add `przystan training certificate verify`."""
    parser = subparsers.add_parser("training", help="training of staff")
    inner = parser.add_subparsers(dest="training", metavar="WHAT", required=True)
    certificate = inner.add_parser("certificate", help="certificates as Open Badges 3.0")
    deeds = certificate.add_subparsers(dest="certificate", metavar="DEED", required=True)
    told = "a badge by its signature, days, revocation and holder, without a network"
    verify = deeds.add_parser(
        "verify", help=f"verify {told}", description=f"Verify {told}.",
        epilog="Example: przystan training certificate verify badge.json --status status.json "
               "--name 'Anna Doradczyni'. Exit status 1 when the badge does not hold.")
    verify.add_argument("file", metavar="FILE", help="the badge as JSON; - reads standard input")
    verify.add_argument("--issuer", metavar="DID",
                        help="whose badge it must be (default: this office's key)")
    verify.add_argument("--status", metavar="FILE", help="the signed list of revoked badges")
    verify.add_argument("--name", help="the holder's name, compared with its hash")
    verify.add_argument("--on", type=datetime.fromisoformat, metavar="YYYY-MM-DD",
                        help="whether it holds on this day (default: today)")
    add_format(verify)
    verify.set_defaults(func=_verify, needs_database=False)


def _verify(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock
    from przystan.rooms.training import public as training

    issuer = options.issuer or training.issuer_did()
    if not issuer:
        print("przystan training certificate verify: name the issuer's key by --issuer, or set "
              "PRZYSTAN_BADGE_KEY", file=sys.stderr)
        return 2
    on = options.on.replace(tzinfo=UTC) if options.on else clock.now()
    try:
        badge = training.read_badge(_content(options.file))
        status = training.read_badge(_content(options.status)) if options.status else None
        facts = training.check_badge(
            badge, issuer=issuer, on=on, status_list=status, name=options.name)
    except OSError as missing:
        print(f"przystan training certificate verify: {missing}", file=sys.stderr)
        return 2
    except training.BadgeRefused as refused:
        return _tell({"holds": False, "flaw": refused.flaw.value, "why": SAID[refused.flaw]},
                     options.format)
    return _tell({"holds": True, **vars(facts), "revocation_checked": status is not None},
                 options.format)


def _content(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _tell(row: dict[str, object], form: str) -> int:
    if form == "json":
        print_json(row)
    else:
        print_rows([row], form)
    return 0 if row["holds"] else 1
