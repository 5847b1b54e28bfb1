"""The one clock, read at the edge and passed in as `at`; a demo lives on a day of its own."""
