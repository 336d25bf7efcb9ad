"""What a sidecar may say under [grammar], by name and type: a misspelt setting would silently do nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from etl.errors import SourceError
from etl.models import Document

_DEEPEST = 9
# What a setting holds, and how that is said.
_Kind = tuple[str, Callable[[Any], bool]]


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_WORDS: _Kind = "words", lambda value: isinstance(value, str) and bool(value.strip())
_NUMBER: _Kind = "a whole number", _is_number
_LEVEL: _Kind = f"a level from 1 to {_DEEPEST}", lambda value: _is_number(value) and 1 <= value <= _DEEPEST
_TABLES: _Kind = (
    "tables, each under [[…]]",
    lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
)
_SETTINGS: dict[str, _Kind] = {
    "name": _WORDS,
    "units": _NUMBER,
    "engagement": _WORDS,
    "headings": _TABLES,
    "looks_like_heading": _WORDS,
    "units_under": _WORDS,
    "units_level": _LEVEL,
    "fiche": _WORDS,
    "subheading": _WORDS,
    "starts_after": _WORDS,
    "stray": _TABLES,
}
# Of each table of a list: what it must hold, and what it may.
_HEADING = {"level": _LEVEL, "pattern": _WORDS}, {"followed_by": _WORDS}
_STRAY = {"line": _NUMBER, "quote": _WORDS}, {"reason": _WORDS}


def check_settings(document: Document) -> None:
    """That the grammar's settings are known, and hold what they are to hold.

    Raises:
        SourceError: naming the setting.
    """
    settings = document.settings
    _check(document, settings, {}, _SETTINGS, "[grammar]")
    for name, (needed, possible) in (("headings", _HEADING), ("stray", _STRAY)):
        for one in settings.get(name, []):  # type: ignore[attr-defined]
            _check(document, one, needed, possible, f"[[grammar.{name}]]")


def _check(
    document: Document, told: Mapping[str, Any], needed: dict[str, _Kind], possible: dict[str, _Kind], where: str
) -> None:
    known = needed | possible
    unknown = sorted(set(told) - set(known))
    if unknown:
        raise SourceError(
            document.sidecar_path,
            f"unknown settings under {where}: {', '.join(unknown)}",
            f"correct their names; known are {', '.join(sorted(known))}",
        )
    for name, (kind, holds) in known.items():
        if name not in told:
            if name in needed:
                raise SourceError(document.sidecar_path, f"{name} is missing under {where}", f"add it: {kind}")
        elif not holds(told[name]):
            raise SourceError(document.sidecar_path, f"{name} under {where} is of another kind", f"it must be {kind}")


def pattern(document: Document, name: str, text: str, groups: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The pattern that a setting gives.

    Raises:
        SourceError: it cannot be read, or does not name these groups.
    """
    try:
        found = re.compile(text)
    # Repetitions without end and brackets without end are no errors of patterns to the library.
    except (re.error, OverflowError, RecursionError) as error:
        raise SourceError(
            document.sidecar_path, f"the pattern {name!r} cannot be read ({error})", f"correct {name} under [grammar]"
        ) from None
    missing = [group for group in groups if group not in found.groupindex]
    if missing:
        raise SourceError(
            document.sidecar_path,
            f"the pattern {name!r} has no group {', '.join(missing)}",
            f"name its parts: {', '.join(f'(?P<{group}>…)' for group in groups)}",
        )
    return found


def pattern_setting(document: Document, name: str, groups: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The pattern of a setting that must be there."""
    if name not in document.settings:
        raise SourceError(
            document.sidecar_path, f"the grammar's setting {name!r} is missing", f"add {name} under [grammar]"
        )
    return pattern(document, name, str(document.settings[name]), groups)
