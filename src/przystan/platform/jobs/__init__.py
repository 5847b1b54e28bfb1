"""Work after the answer: procrastinate's queue in PostgreSQL, enqueued in the act's transaction."""
