"""Reads: figures computed from rows, and values as they were published."""
