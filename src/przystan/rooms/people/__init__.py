"""Registers a person once and finds them again, in any script.

Owns persons, names, identifiers, phones, merges.
Refuses what was done for a person: that is advisory, calls, cases.
"""
