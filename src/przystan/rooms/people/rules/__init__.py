"""Names across scripts, numbers with check digits, ages: pure."""
