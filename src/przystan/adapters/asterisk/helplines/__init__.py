"""Helpline trees that ship with Przystań."""
