"""A dossier, or the views of some Selections, frozen into static pages: for audiences of any size, on any host."""
