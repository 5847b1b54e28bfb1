"""Screens of the report, the figures and what was published."""
