"""Runs the waiting hall.

Owns services offered, tickets, counters, displays. Refuses the content of a visit.
"""
