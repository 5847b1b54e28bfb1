"""The synthetic office year. Built only through doors; refuses a production office."""
