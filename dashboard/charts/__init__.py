"""Charts of a Comparison, in every means that a page has: plotly, HTML, stamps, words."""
