"""Asterisk: its event log (CEL), queue log and call detail records in the calls room's terms.

Line by line and in constant memory; whatever cannot be read is listed with file, line, column,
the value and what was expected.
"""
