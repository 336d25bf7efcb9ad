"""The names of files: what each holds, its filters and the version of its data, plain enough for any system.

`en-regard_themes-par-territoire_territoire-cahors_theme-sante_1a2b3c4d.csv`: two files of one view bear one name only
where they show the same.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata

from dashboard.comparisons.core import Comparison
from dashboard.selection import Selection

# Of a name without its extension: a kit holds folders that bear such names too, and Windows counts the whole path.
_LONGEST, _LONGEST_TITLE = 90, 40
# What a Selection holds beside what its figures show.
_BESIDE = ("q", "action")


def of_view(comparison: Comparison, extension: str, *looks: str) -> str:
    """The name of one view's file; `looks` say how it departs from the others of its view and extension.

    Without an extension, the name to which a program adds its own.
    """
    version = comparison.data_version[:8]
    before, after = ["en-regard", comparison.key], [*looks, version]
    left = _LONGEST - len(_joined(*before, *after)) - 1
    return _file(extension, *before, _filters(comparison.address, left), *after)


def of_dossier(title: str, made_on: datetime.date, extension: str, data_version: str = "", what: str = "") -> str:
    """The name of a dossier's file: its views may change from one day to the next, whatever the data.

    `what` says what is made of it, where that is not the dossier itself.
    """
    shown = plain(title)[:_LONGEST_TITLE].strip("-.")
    return _file(extension, "en-regard", what or "dossier", shown, made_on.isoformat(), data_version)


def of_territory(what: str, territory_id: str, extension: str, data_version: str) -> str:
    """The name of what is made of a whole territory: `en-regard_fiche_cahors_1a2b3c4d.pdf`."""
    return _file(extension, "en-regard", what, territory_id, data_version)


def of_base(what: str, extension: str, data_version: str) -> str:
    """The name of what holds all the data, which nothing filters: `en-regard_base_1a2b3c4d.duckdb`."""
    return _file(extension, "en-regard", what, data_version)


def plain(text: str) -> str:
    """Small letters, figures, points and hyphens: « Cœur : l’été » is `coeur-l-ete`."""
    # Ligatures and the apostrophe have no part in ASCII: left to the codec they would join or lose letters.
    apart = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "-")
    ascii_only = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", ascii_only).strip("-")


def _filters(selection: Selection, longest: int) -> str:
    """`territoire-cahors_theme-sante-mobilite`, as the address says it; shortened, it ends in what tells it apart."""
    params = {name: value for name, value in selection.to_params().items() if name not in _BESIDE}
    said = _joined(*(name if value == "1" else f"{name}-{value}" for name, value in params.items()))
    if len(said) <= longest:
        return said
    apart = hashlib.sha256(repr(sorted(params.items())).encode("utf-8")).hexdigest()[:6]
    lists = {name: value.split(",") for name, value in params.items()}
    counted = [f"{name}-{value[0]}" if len(value) == 1 else f"{len(value)}-{name}s" for name, value in lists.items()]
    return _joined(_joined(*counted)[: longest - len(apart) - 1].rstrip("-_"), apart)


def _file(extension: str, *parts: str) -> str:
    return f"{_joined(*parts)}.{extension}" if extension else _joined(*parts)


def _joined(*parts: str) -> str:
    return "_".join(filter(None, ("_".join(map(plain, part.split("_"))) for part in parts)))
