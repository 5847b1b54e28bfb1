"""przystan calls sms: play the SMS gateway of a demo, as a provider would hand a message over."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from django.conf import settings

from przystan.adapters.simulators import sms_gateway


def register(commands: Any) -> None:
    """Add `przystan calls sms`."""
    parser = commands.add_parser(
        "sms", help="play the simulated SMS gateway: hand an SMS over to this office",
        description="Hand an SMS over to this office as a gateway would: signed, over HTTP. The "
                    "answer leaves through the outbox. Only in a demo.",
        epilog="Example: przystan calls sms --from +48500000001 --text 'SOC-II.6151.1.2026 123456' "
               "--to http://127.0.0.1:8000")
    parser.add_argument("--from", dest="number", required=True, metavar="NUMBER")
    parser.add_argument("--text", required=True)
    parser.add_argument("--to", default="http://127.0.0.1:8000", metavar="ADDRESS")
    parser.add_argument("--id", default="", metavar="ID", help="the message's id, to repeat it")
    parser.set_defaults(func=_run)


def _run(options: argparse.Namespace) -> int:
    if not settings.IS_DEMO:
        print("only a demo has a simulated SMS gateway", file=sys.stderr)
        return 2
    try:
        taken = sms_gateway.hand_over(
            address=options.to.rstrip("/"), secret=settings.SMS_INCOMING_SECRET,
            number=options.number, text=options.text, at_seconds=int(time.time()),
            message_id=options.id)
    except OSError as failed:
        print(f"the office did not take it: {failed}", file=sys.stderr)
        return 1
    print("taken" if taken else "taken before")
    return 0
