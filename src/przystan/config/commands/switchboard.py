"""przystan switchboard: serve the calls of the telephony engine."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from typing import Any

TEXTS_SECONDS = 60.0

log = logging.getLogger("przystan.adapters.asterisk.live")


def register(subparsers: Any) -> None:
    """Add `przystan switchboard`."""
    parser = subparsers.add_parser(
        "switchboard", help="serve the calls of the telephony engine until it is stopped",
        description="Leads callers through the helpline in service, lets them wait with music, "
                    "rings operators, and reads the engine's log into the office. It may be "
                    "stopped or killed at any time: conversations go on, and the next start "
                    "takes everybody over.",
        epilog="Example: przystan switchboard",
    )
    parser.set_defaults(func=_run)


def _run(options: argparse.Namespace) -> int:
    del options
    from przystan.adapters.asterisk.ari import EngineRefused
    from przystan.adapters.asterisk.engine.process import WRONG_PASSWORD

    logging.getLogger("przystan.adapters.asterisk").setLevel(logging.INFO)

    async def until_stopped() -> None:
        task = asyncio.ensure_future(_serve())
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task

    try:
        asyncio.run(until_stopped())
    except EngineRefused:  # whoever starts it again lets it read the password anew
        print(f"przystan switchboard: {WRONG_PASSWORD}", file=sys.stderr)
        return 1
    return 0


async def _serve() -> None:
    from przystan.adapters.asterisk.ari import Ari
    from przystan.adapters.asterisk.engine.configuration import APPLICATION
    from przystan.adapters.asterisk.engine.places import load_secrets
    from przystan.adapters.asterisk.engine.prompts import render_tree
    from przystan.adapters.asterisk.live.office import LiveOffice
    from przystan.adapters.asterisk.live.record import EventLog
    from przystan.adapters.asterisk.live.switchboard import Switchboard
    from przystan.adapters.asterisk.logs import AsteriskLogs
    from przystan.config.commands.engine import places as where
    from przystan.platform.accounts import public as accounts
    from przystan.rooms.calls import public as calls

    places = where()
    passwords = load_secrets(places)
    tree = await asyncio.to_thread(_tree_in_service)
    await asyncio.to_thread(render_tree, places, tree)
    office = LiveOffice(hours=tree.hours)
    logs = AsteriskLogs("przystan")
    record = EventLog(
        path=places.cel_log, mark=places.home / "cel.mark", logs=logs,
        actor=accounts.system_actor("przystan switchboard"))
    address = f"http://{places.host}:{places.http_port}"
    try:
        async with Ari(address=address, user=APPLICATION, password=passwords.ari,
                       application=APPLICATION) as ari:
            board = Switchboard(
                ari=ari, places=places, passwords=passwords, tree=tree, office=office,
                lines=logs.profile.lines, tell_start=record.note_start)
            loop = asyncio.get_running_loop()

            def changed() -> None:
                loop.call_soon_threadsafe(board.wake)

            spoken = [tree]

            def released() -> None:
                found = _tree_in_service()
                render_tree(places, found)
                if found == spoken[0]:
                    return
                spoken[0] = found
                office.hours = found.hours
                loop.call_soon_threadsafe(board.use, found)
                log.info("a helpline was put into service")

            async def keep_texts_true() -> None:
                """A procedure published on the portal is heard on the phone a minute later."""
                while True:
                    await asyncio.sleep(TEXTS_SECONDS)
                    try:
                        await asyncio.to_thread(released)
                        await asyncio.to_thread(office.drop_old_phones)
                    except Exception as trouble:  # noqa: BLE001  callers go on hearing the old text
                        log.error("the texts could not be read: %s", type(trouble).__name__)

            office.listen({calls.LIVE_TOPIC: changed, calls.HELPLINE_TOPIC: released})
            await asyncio.gather(board.run(), record.follow(), keep_texts_true())
    finally:
        office.close()


def _tree_in_service() -> Any:
    """Read the helpline in service with the office's texts, and lay its human voices down."""
    from django.db import connections

    from przystan.adapters.asterisk.engine.prompts import lay_recordings
    from przystan.config.commands.engine import places
    from przystan.config.commands.helpline import shipped_text
    from przystan.rooms.calls import public as calls

    try:
        lay_recordings(
            places(), calls.list_recordings(), lambda key: calls.read_recording(sha256=key))
        return calls.spoken_tree(text=calls.helpline_text() or shipped_text(), is_running=True)
    finally:
        connections.close_all()
