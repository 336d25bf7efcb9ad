"""A figure on its way to a page, in the one class that Streamlit does not take apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plotly.basedatatypes import BaseFigure


class AsItIs(BaseFigure):
    """A figure that plotly sends as it is. Of a dict it would make objects, to see whether each value may be there,
    at every run and for every visitor; that is for the tests to see."""

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self._as_it_is = figure

    def to_dict(self) -> dict[str, Any]:
        return dict(self._as_it_is)
