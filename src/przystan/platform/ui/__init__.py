"""How every page looks and behaves: base templates, components, lists, charts, error pages.

Owns the style sheet and its sources; holds no tables. Refuses to decide anything: it shows
prepared values and never reads a database.
"""
