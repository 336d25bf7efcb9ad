"""Which En regard runs: its version, and the commit that it was taken from where that is known."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from functools import cache

from etl.paths import ROOT

# `git archive` writes the commit here (.gitattributes); in a clone git itself is asked.
_ARCHIVED = ROOT / "dashboard" / "operations" / "archived.txt"
_SECONDS = 10


@cache
def version() -> str:
    """Of pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


@cache
def revision() -> str:
    """The commit, short, with a + where files were changed since; empty where nothing says it."""
    archived = _ARCHIVED.read_text("utf-8").strip() if _ARCHIVED.exists() else ""
    if archived and not archived.startswith("$"):
        return archived
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return ""
    asked = [git, "-C", str(ROOT), "describe", "--always", "--exclude", "*", "--abbrev=8", "--dirty=+"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return ""
    # Another user's clone: git does not tell.
    return told.stdout.strip() if told.returncode == 0 else ""


def told() -> str:
    """« 1.0.0 (1a2b3c4d) »."""
    return f"{version()} ({revision()})" if revision() else version()
