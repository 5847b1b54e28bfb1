"""Screens of advisory."""
