"""Machine-readable zones: reading, checking, writing. Pure."""
