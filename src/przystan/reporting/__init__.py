"""Figures, their definitions and rows, and the reports made of them.

Owns definitions and published values; counts only over the rooms' fact views; refuses a number
that cannot open to its rows.
"""
