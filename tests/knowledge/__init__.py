"""Knowledge as the public meets it."""
