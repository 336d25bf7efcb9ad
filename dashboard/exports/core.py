"""What every format needs to know beside the Comparison, and how a format is described."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.comparisons.core import Comparison


class Unavailable(Exception):
    """A format that this machine cannot make now; the message is French and says why and what remains possible."""


@dataclass(frozen=True)
class Context:
    """What the reader had before them.

    `filters` says the Selection in French words (empty where nothing is filtered); `permalink` leads back to the same
    view, data version included; `actions` are those behind the figures, as `queries.actions` gives them; `made_on` is
    the day of the export.
    """

    permalink: str
    filters: str
    actions: pd.DataFrame
    made_on: datetime.date


@dataclass(frozen=True)
class Format:
    """A format: `make` returns the file's bytes, or raises `Unavailable`.

    `unavailable` says beforehand, in French, why this machine cannot make it; nothing where it can.
    """

    key: str
    label: str
    extension: str
    mime: str
    make: Callable[[Comparison, Context], bytes]
    unavailable: Callable[[], str | None] = lambda: None


def file_name(comparison: Comparison, context: Context, extension: str) -> str:
    """`en-regard_themes-par-territoire_sante_2026-11-22.pptx`: what it holds, plain enough for any system."""
    parts = ["en-regard", comparison.key, *comparison.selection.themes[:1], context.made_on.isoformat()]
    return "_".join(filter(None, map(_plain, parts))) + f".{extension}"


def citation(comparison: Comparison, context: Context) -> str:
    """How to cite the Comparison: title, documents with dates, version of the data, day and link."""
    documents = " ; ".join(f"{source.territory}, « {source.title} », {source.date}" for source in comparison.sources)
    named = f" Documents : {documents}." if documents else ""
    return (
        f"En regard, « {comparison.finding} », données {comparison.data_version[:8]} du {comparison.data_date}, "
        f"consulté le {context.made_on:%d/%m/%Y}.{named} {context.permalink}"
    )


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "-", ascii_only).strip("-")
