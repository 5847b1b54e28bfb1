"""Passive authentication of chips: pure functions over the bytes of the chip and of trust lists.

Loaded only where a chip is verified: the parsers are not needed to show a page.
"""
