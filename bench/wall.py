"""What the second wall costs a request: the statement of the roles, without and with who asks.

    ./dev przystan demo build && python bench/wall.py

Milliseconds of the clock, the best of fifteen series in turns, since a neighbour can only add.
"""

from __future__ import annotations

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
from przystan.config.wsgi import application  # noqa: E402, F401, I001
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import transaction  # noqa: E402

from przystan.platform.accounts import queries  # noqa: E402
from przystan.platform.clock import public as clock  # noqa: E402

SERIES, TIMES = 15, 200


def main() -> None:
    user, at = get_user_model().objects.get(username="manager"), clock.now()
    ways = {
        "roles alone": lambda: queries.fetch_rows(
            queries.HELD, {"user": user.pk, "at": at}),
        "roles and who asks": lambda: queries.actor_of_request(user, at)}
    best = dict.fromkeys(ways, 1000.0)
    for _ in range(SERIES):
        for name, ask in ways.items():
            with transaction.atomic():
                ask()
                began = time.perf_counter()
                for _ in range(TIMES):
                    ask()
                best[name] = min(best[name], (time.perf_counter() - began) / TIMES * 1000)
    for name, milliseconds in best.items():
        print(f"{name}: {milliseconds:.2f} ms")


if __name__ == "__main__":
    main()
