"""PDF, set by typst: a view, a dossier, the fact sheet of a territory."""
