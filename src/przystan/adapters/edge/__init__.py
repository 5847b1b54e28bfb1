"""The edge agent: runs beside the readers of a building, and loses nothing when offline."""
