"""Reads of advisory."""
