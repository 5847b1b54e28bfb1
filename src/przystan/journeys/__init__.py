"""Uses of two or more rooms: one function, one transaction, no tables."""
