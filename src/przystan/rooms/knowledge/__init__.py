"""Publishes procedures in four languages.

Owns procedures, their versions and translations, announcements.
Refuses course progress: that is training.
"""
