"""Trains the staff and keeps the proof of it.

Owns courses, sessions, attendance. Refuses the articles themselves.
"""
