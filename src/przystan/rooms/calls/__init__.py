"""Keeps every contact with the call centre and the helpline.

Owns engine events, contacts and their legs, imports of engine logs. Refuses the engine's dialplan; who is behind a number.
"""
