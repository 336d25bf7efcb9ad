"""Streamlit's own test of an app, which looks once for components among the packages that are installed.

By itself it reads the metadata of all packages again for each app: two thirds of what most tests of a page took.
"""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

__all__ = ["AppTest"]

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
