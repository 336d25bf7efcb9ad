"""From the territories' documents to one DuckDB file: cut, code, load, check."""
