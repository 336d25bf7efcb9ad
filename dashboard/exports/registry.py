"""The formats, in the order of the menu."""

from __future__ import annotations

from dashboard.exports.core import Format

FORMATS: tuple[Format, ...] = ()
