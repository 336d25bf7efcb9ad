"""What a database was built from: whether it is that of its inputs as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl.paths import ROOT, SQL, loaded_path


def is_current(data: Path, database: Path, plans: Sequence[Path] = (), grants: Sequence[Path] = ()) -> bool:
    """Whether the database was built from these very inputs."""
    if not database.exists():
        return False
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            row = connection.execute("SELECT input_hash FROM build").fetchone()
    except duckdb.Error:  # not a database of ours, or of another version: build it anew
        return False
    return row is not None and row[0] == input_hash(data, plans, grants)


def input_hash(data: Path, plans: Sequence[Path] = (), grants: Sequence[Path] = ()) -> str:
    """Hash of every file that the content depends on: data, SQL and the ETL itself."""
    digest = hashlib.sha256()
    for base, patterns in (
        (data, ("**/*.csv", "**/*.toml", "**/*.txt", "**/*.geojson", "**/*.parquet")),
        (SQL, ("**/*.sql",)),
        (ROOT, ("etl/**/*.py", "pyproject.toml")),
        # Beside the data, or among it: then it is hashed twice.
        (loaded_path(data), ("**/*.toml", "**/*.parquet")),
        *((plan, ("*.csv", "*.toml", "*.txt")) for plan in plans),
        *((one, ("*.csv", "*.toml", "*.parquet")) for one in grants),
    ):
        for path in sorted({path for pattern in patterns for path in base.glob(pattern)}):
            name = path.relative_to(base)
            # What begins with a dot is being written, or was when its process was killed.
            if not any(part.startswith(".") for part in name.parts):
                digest.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
