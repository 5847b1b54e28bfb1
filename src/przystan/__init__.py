"""Przystań: the integrated platform of a voivodeship office's foreigners department."""
