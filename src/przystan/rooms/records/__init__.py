"""Knows where every paper case record is.

Owns folders, tags, places, custody, tagging sessions. Refuses the case's state.
"""
