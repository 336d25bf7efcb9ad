"""What all else speaks and draws with: palettes, formats, text widths; nothing here knows the data."""
