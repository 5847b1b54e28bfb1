"""The call centre: raw engine events, and the contacts with their legs that are folded from them.

Owns what a telephone engine reported and what it means: contacts, legs, the daily balance, the
runs that imported a log. Refuses to know persons (a number is a number here), the engine's own
dialplan (a profile says what it means) and anything that an engine did not report.
"""
