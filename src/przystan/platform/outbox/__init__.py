"""Messages that leave the office: written with the act, sent after it, once."""
