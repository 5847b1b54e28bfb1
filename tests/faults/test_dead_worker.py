"""The jobs of a worker that died over them are given back; those of a living one are left."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from przystan.platform.jobs import public as jobs


async def taken_up() -> int:
    connector: Any = app.connector
    async with app.with_connector(connector.get_worker_connector()).open_async() as worker:
        return await jobs.take_up(worker)


@pytest.mark.django_db(transaction=True)
def test_a_dead_workers_job_is_done_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES"
            " (now() - interval '1 minute'), (now()) RETURNING id")
        dead, living = (row[0] for row in cursor.fetchall())
        cursor.execute("DELETE FROM procrastinate_jobs")  # what earlier tests left waiting
        for worker in (dead, living):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
                " VALUES ('outbox', 'outbox.deliver', '{}', 'doing', %s)", [worker])
        # In a thread of its own: a browser's loop may be running in this one.
        with ThreadPoolExecutor(1) as threads:
            assert threads.submit(asyncio.run, taken_up()).result() == 1
        cursor.execute("SELECT worker_id, status::text FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [(dead, "todo"), (living, "doing")]
