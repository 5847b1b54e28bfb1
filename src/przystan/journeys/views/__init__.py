"""Screens that need two or more rooms."""
