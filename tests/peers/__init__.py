"""The product against implementations that nobody here wrote."""
