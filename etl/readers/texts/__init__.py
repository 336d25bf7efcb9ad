"""Plain texts and Markdown cut into units."""
