"""Clocks against a second implementation, and cases under load."""
