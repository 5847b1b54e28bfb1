"""Calls beside adapters and the shipped helpline."""
