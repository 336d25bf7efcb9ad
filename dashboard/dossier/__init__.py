"""Dossiers: what is kept of a view, where it stands, the views that there are, and how all are made anew."""
