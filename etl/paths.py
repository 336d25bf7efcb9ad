"""Where the house keeps its files. The dashboard imports this module and nothing else of the ETL."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SQL = ROOT / "sql"


def database_path() -> Path:
    """The DuckDB file that is built and read; `EN_REGARD_DB` puts it elsewhere."""
    return Path(os.environ.get("EN_REGARD_DB") or DATA / "en-regard.duckdb")
