"""The telephony engine itself: obtaining Asterisk, writing its configuration, running it."""
