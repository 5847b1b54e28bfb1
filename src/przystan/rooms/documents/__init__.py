"""Reads travel documents and says what can be trusted in the reading.

Owns document readings and their checks. Refuses the folder's place and the decision.
"""
