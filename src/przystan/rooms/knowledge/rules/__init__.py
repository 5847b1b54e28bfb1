"""Pure rules of knowledge: search, the chooser, fees."""
