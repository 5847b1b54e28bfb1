"""The composition root: settings, addresses, commands, and which adapter serves which port."""
