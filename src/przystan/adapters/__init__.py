"""The outside world, one folder per make."""
