"""Writes of finance."""
