"""The advisory point across rooms: the desk, the printed card, the registers."""
