"""Where the house keeps its files. The dashboard imports this module and nothing else of the ETL."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SQL = ROOT / "sql"


def database_path() -> Path:
    """The DuckDB file that is built and read; `EN_REGARD_DB`, else `EN_REGARD_STATE`, puts it elsewhere."""
    return _state("EN_REGARD_DB", "en-regard.duckdb") or DATA / "en-regard.duckdb"


def dossiers_path() -> Path:
    """The folder of dossiers and séances: that of `EN_REGARD_DOSSIERS`, else `dossiers`."""
    return _state("EN_REGARD_DOSSIERS", "dossiers") or ROOT / "dossiers"


def workspaces_path() -> Path:
    """The folder of planners' own plans: that of `EN_REGARD_WORKSPACES`, else `workspaces`."""
    return _state("EN_REGARD_WORKSPACES", "workspaces") or ROOT / "workspaces"


def loaded_path(data: Path = DATA) -> Path:
    """The folder of the lists of grants that somebody loaded for everybody, into this folder of data."""
    return (_state("", "grants") if data == DATA else None) or data / "grants" / "loaded"


def _state(setting: str, name: str) -> Path | None:
    """Where the setting puts it, else under this name in `EN_REGARD_STATE`: the one folder of all that is kept."""
    told = os.environ.get(setting) if setting else None
    state = os.environ.get("EN_REGARD_STATE")
    return Path(told) if told else Path(state) / name if state else None
