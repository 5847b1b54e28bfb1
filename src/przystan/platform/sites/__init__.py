"""Branches and units: where people work. Szczecin and Koszalin in the first office."""
