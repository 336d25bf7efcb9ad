"""Words of data where Streamlit reads Markdown: labels of buttons and pills, messages."""

from __future__ import annotations

import re

# What Markdown, or Streamlit's own signs for colours, icons and formulas, would take for more than a letter.
_SIGNS = re.compile(r"([\\`*_\[\]!<>$~#|])")


def literal(text: str) -> str:
    """The text as it is, whatever signs it holds: no link, no picture, no formula."""
    return _SIGNS.sub(r"\\\1", text)
