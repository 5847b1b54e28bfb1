"""Transactions and bulk writes. The edge opens the one transaction."""
