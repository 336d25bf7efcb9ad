"""Workbooks and CSV as grids of what their cells show."""
