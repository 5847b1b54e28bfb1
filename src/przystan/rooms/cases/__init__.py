"""Moves a case from receipt to card.

Owns case signs, types, stages. Refuses paper, scans and calls.
"""
