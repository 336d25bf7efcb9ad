"""Séances: what a workshop leaves on disk, from its start to its minutes."""
