"""Files kept in the database, addressed by their content."""
