"""Public pages kept in memory: one process renders a page once and gives it to everybody.

Only what says so itself is kept (`kept_page`), only for readers without any cookie but the
language's, and only until something is published (`announce_change`) or the office's day ends.
"""
