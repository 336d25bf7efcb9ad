"""The pages of the dashboard, read from its navigation: what is tested page by page is tested on each of them."""

from __future__ import annotations

import re

from etl.paths import ROOT

_PAGE = re.compile(
    r'st\.Page\(\s*_FILES / "(?P<file>[\w-]+\.py)"[^()]*?(?:url_path="(?P<address>[^"]+)"|default=True),?\s*\)'
)
_NAVIGATION = (ROOT / "dashboard" / "widgets" / "frame.py").read_text("utf-8")

# Address, without its first slash -> file.
PAGES = {found["address"] or "": f"pages/{found['file']}" for found in _PAGE.finditer(_NAVIGATION)}
