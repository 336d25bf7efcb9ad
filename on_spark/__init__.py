"""The same questions on an engine of several machines: `sql/queries`, translated for Spark by sqlglot.

A room of its own: the dashboard reads DuckDB alone and knows nothing of this one, which takes 0.5 GB to install, and
Java. It takes the Selection, and how it is judged, from the dashboard; tables come as Parquet from the ETL.
"""
