"""The operator's desk and call-backs: the phone beside everything the office knows."""
