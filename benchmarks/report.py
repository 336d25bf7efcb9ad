"""Figures of a benchmark: a Markdown table as they come, with the machine and the versions, and a JSON file."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

_PACKAGES = ("streamlit", "duckdb", "pandas", "plotly")


@dataclass(frozen=True)
class Figure:
    """One measure, and what it is to the same measure of a bare page; each may be bound."""

    what: str
    of: str
    value: float
    unit: str
    bound: float | None = None
    ratio: float | None = None
    ratio_bound: float | None = None

    @property
    def is_past(self) -> bool:
        return any(
            bound is not None and value is not None and value > bound
            for value, bound in ((self.value, self.bound), (self.ratio, self.ratio_bound))
        )


class Report:
    """Tells figures, and at the end writes them to a file where one is asked for."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._figures: list[Figure] = []

    @property
    def past(self) -> int:
        """1 where a figure is past its bound: what the command ends with."""
        return int(any(figure.is_past for figure in self._figures))

    def __enter__(self) -> Report:
        print(", ".join(f"{name} {value}" for name, value in machine().items()), end="\n\n")
        print("| measure | of | value | to a bare page | bound |")
        print("|---|---|---|---|---|", flush=True)
        return self

    def tell(self, figure: Figure) -> None:
        ratio = "" if figure.ratio is None else f"× {figure.ratio:.2f}"
        bounds = [] if figure.bound is None else [f"{figure.bound:g} {figure.unit}"]
        bounds += [] if figure.ratio_bound is None else [f"× {figure.ratio_bound:g}"]
        past = " **past**" if figure.is_past else ""
        value = f"{figure.value:.0f}" if figure.value >= 100 else f"{figure.value:.3g}"
        print(
            f"| {figure.what} | {figure.of} | {value} {figure.unit}{past} | {ratio} | {', '.join(bounds)} |", flush=True
        )
        self._figures.append(figure)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path:
            told = {"machine": machine(), "figures": [asdict(figure) for figure in self._figures]}
            self._path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }
