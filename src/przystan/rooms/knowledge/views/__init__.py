"""Screens of knowledge."""
