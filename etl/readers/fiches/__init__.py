"""Fiches: a title and its fields, as forms of two columns or labels in front of lines, of any document."""
