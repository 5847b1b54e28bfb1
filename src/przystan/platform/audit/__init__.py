"""Who did or read what, when: append-only, hash-chained, in the transaction of the act itself."""
