"""How often one network address may use a public form in an hour."""
