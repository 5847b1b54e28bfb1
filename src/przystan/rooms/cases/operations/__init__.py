"""Writes of cases. Each takes the actor and the instant and writes one audit line."""
