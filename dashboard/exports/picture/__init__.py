"""Pictures, drawn by a browser: PNG and SVG."""
