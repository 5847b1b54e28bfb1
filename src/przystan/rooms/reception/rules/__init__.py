"""The rules of reception: pure."""
