"""What every format needs to know beside the Comparison, and how a format is described."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.comparisons.core import Comparison
from dashboard.selection import OWN_GRID


class Unavailable(Exception):
    """A format that this machine cannot make now; the message is French and says why and what remains possible."""


@dataclass(frozen=True)
class Context:
    """What the reader had before them.

    `filters` says the Selection in French words (empty where nothing is filtered); `permalink` leads back to the same
    view, data version included; `actions` are those behind the figures, as `queries.actions` gives them; `made_on` is
    the day of the export. In a dossier, `heading` and `note` are its author's, `remarks` what was said in the room, and
    `cue` what the facilitator keeps in mind; each may be empty.
    """

    permalink: str
    filters: str
    actions: pd.DataFrame
    made_on: datetime.date
    heading: str = ""
    note: str = ""
    remarks: str = ""
    cue: str = ""


# One view of a dossier, made.
Made = tuple[Comparison, Context]
# How far a long export is: a share from 0 to 1, and what is being made, in French.
Tell = Callable[[float, str], None]


@dataclass(frozen=True)
class Gathered:
    """A dossier, all its views made: what every format of a dossier takes.

    `file` is the dossier's own file, which the dashboard reopens; `permalink` leads to it on this server and may be
    empty. `template` is the author's own presentation, on which the deck is made.
    """

    title: str
    entries: tuple[Made, ...]
    permalink: str
    made_on: datetime.date
    data_version: str
    data_date: str
    codebook_version: str
    file: bytes
    template: bytes | None = None


@dataclass(frozen=True)
class DossierFormat:
    """A format of a whole dossier; as `Format`, but it tells how far it is."""

    key: str
    label: str
    extension: str
    mime: str
    make: Callable[[Gathered, Tell], bytes]
    unavailable: Callable[[], str | None] = lambda: None


def in_silence(share: float, what: str) -> None:
    """The Tell of those who do not watch."""


def title_of(comparison: Comparison, context: Context) -> str:
    """The title of a view: its author's where there is one, else the finding."""
    return context.heading or comparison.finding


def dossier_file_name(title: str, made_on: datetime.date, extension: str) -> str:
    """`en-regard_dossier_mobilite-conseil-du-3-mars_2026-11-22.zip`."""
    parts = ["en-regard", "dossier", _plain(title)[:60].strip("-."), made_on.isoformat()]
    return "_".join(filter(None, parts)) + f".{extension}"


@dataclass(frozen=True)
class Format:
    """A format: `make` returns the file's bytes, or raises `Unavailable`.

    `unavailable` says beforehand, in French, why this machine cannot make it; nothing where it can. The maker of a
    picture also takes `transparent` (no ground) and `printable` (in greys).
    """

    key: str
    label: str
    extension: str
    mime: str
    make: Callable[..., bytes]
    is_picture: bool = False
    unavailable: Callable[[], str | None] = lambda: None


def file_name(comparison: Comparison, context: Context, extension: str, *looks: str) -> str:
    """`en-regard_themes-par-territoire_sante_2026-11-22.pptx`: what it holds, plain enough for any system.

    One territory or theme is named, several are not; `looks` says how a picture departs from the others of its view.
    """
    chosen = comparison.address
    grid = chosen.grid if chosen.grid != OWN_GRID else ""
    alone = [list_[0] for list_ in (chosen.territories, chosen.themes) if len(list_) == 1]
    parts = ["en-regard", comparison.key, grid, *alone, *looks, context.made_on.isoformat()]
    return "_".join(filter(None, map(_plain, parts))) + f".{extension}"


def citation(comparison: Comparison, context: Context) -> str:
    """How to cite the Comparison: title, documents with dates, version of the data, day and link."""
    documents = " ; ".join(f"{source.territory}, « {source.title} », {source.date}" for source in comparison.sources)
    named = f" Documents : {documents}." if documents else ""
    return (
        f"En regard, « {comparison.finding} », données {comparison.data_version[:8]} du {comparison.data_date}, "
        f"consulté le {context.made_on:%d/%m/%Y}.{named} {context.permalink}"
    )


def short_citation(gathered: Gathered) -> str:
    """How to cite a dossier, or the sheet of a territory, in a line."""
    return (
        f"En regard, « {gathered.title} », données {gathered.data_version} du {gathered.data_date}, "
        f"exporté le {gathered.made_on:%d/%m/%Y}."
    )


def full_citation(gathered: Gathered) -> str:
    """The same with the codebook, the documents behind the figures and the link."""
    known = {source.document_id: source for comparison, _ in gathered.entries for source in comparison.sources}
    documents = " ; ".join(f"{source.territory}, « {source.title} », {source.date}" for source in known.values())
    said = [short_citation(gathered), f"Grille de codage {gathered.codebook_version}."]
    said += [f"Documents : {documents}."] if documents else []
    said += [gathered.permalink] if gathered.permalink else []
    return " ".join(said)


def _plain(text: str) -> str:
    """Small letters, figures, points and hyphens: « Cœur : l’été » is `coeur-l-ete`."""
    # Ligatures and the apostrophe have no part in ASCII: left to the codec they would join or lose letters.
    apart = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "-")
    ascii_only = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.-]+", "-", ascii_only).strip("-")
