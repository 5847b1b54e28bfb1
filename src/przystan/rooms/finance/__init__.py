"""Keeps the projects and their money.

Owns projects, periods, budget lines, expenditure, co-financing, targets. Refuses counting figures: that is reporting.
"""
