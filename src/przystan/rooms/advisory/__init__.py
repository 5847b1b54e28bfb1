"""Keeps the Information and Advisory Point's cards, visits and services.

Owns beneficiary cards, visits, services. Refuses identity data and tickets.
"""
