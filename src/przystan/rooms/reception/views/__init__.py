"""Screens of reception."""
