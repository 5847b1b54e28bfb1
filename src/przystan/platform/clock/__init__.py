"""The one clock. Read at the edge and passed in as `at`; a demo office lives on a day of its own."""
