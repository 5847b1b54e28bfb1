"""Keeps the projects and their money.

Owns projects, periods, budget lines, expenditure, co-financing and targets.
Refuses counting figures: that is reporting.
"""
