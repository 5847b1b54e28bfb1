"""Forms of advisory."""
