"""Errors of the sources: they name the place and the remedy, because the reader is the one who mends the file."""

from __future__ import annotations

from pathlib import Path

from etl.paths import ROOT

_LONGEST = 1_000


class SourceError(Exception):
    """A source file that cannot be built from.

    Args:
        path: the file at fault.
        message: what is wrong, in English.
        remedy: what to do about it.
        line: line in the file, from 1.
    """

    def __init__(self, path: Path, message: str, remedy: str, line: int | None = None) -> None:
        # A value that is repeated may be as long as its file.
        message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        self.path, self.message, self.remedy, self.line = path, message, remedy, line
        place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        super().__init__(f"{place}{f':{line}' if line else ''}: {message}\n  -> {remedy}")


class BuildError(Exception):
    """A build that cannot go on although its sources may be sound; `status` is that of the command."""

    status = 1


class UnderWay(BuildError):
    """Another build of the same base is under way: this one can be made once it has ended."""

    status = 3


class DiskRefused(BuildError):
    """The disk is full, or may not be written."""

    status = 4
