"""Forms of reporting: days, and publishing."""
