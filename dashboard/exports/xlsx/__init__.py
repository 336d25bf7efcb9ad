"""Workbooks: a sheet a view, with its native chart."""
