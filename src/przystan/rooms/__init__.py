"""The rooms of the office. Each has one door, its public.py."""
