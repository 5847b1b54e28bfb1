"""Writes of records."""
