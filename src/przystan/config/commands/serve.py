"""przystan serve: the office's pages and live streams."""

from __future__ import annotations

import argparse
import socket
import sys
from typing import Any


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "serve", help="serve the office's pages", epilog="Example: przystan serve --port 8000",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.set_defaults(func=run, needs_django=False)


def is_port_free(host: str, port: int) -> bool:
    """Whether a server could listen here."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def run(options: argparse.Namespace) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    if not is_port_free(options.host, options.port):
        print(
            f"przystan: port {options.port} on {options.host} is taken by another program. "
            f"Choose another: --port {options.port + 1}", file=sys.stderr,
        )
        return 2
    Granian(
        "przystan.config.asgi:application", address=options.host, port=options.port,
        interface=Interfaces.ASGI, workers=options.workers, log_access=False,
        respawn_failed_workers=True,
    ).serve()
    return 0
