"""Forms of reception."""
