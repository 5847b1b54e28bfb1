"""Profiles that ship with Przystań: what a dialplan means, as TOML."""
