"""What every format needs to know beside the Comparison, and how a format is described."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass

from dashboard.comparisons.core import Comparison, Source
from dashboard.dossier.assembled import Context, Gathered, Tell
from dashboard.look.formats import count

# A citation is read; the list of sources names all.
_MOST_CITED = 8


class Unavailable(Exception):
    """A format that this machine cannot make now; the message is French and says why and what remains possible."""


@dataclass(frozen=True)
class DossierFormat:
    """A format of a whole dossier; as `Format`, but it tells how far it is. `apart` is what the names of its files say
    that it is, where it is not the dossier itself."""

    key: str
    label: str
    extension: str
    mime: str
    make: Callable[[Gathered, Tell], bytes]
    unavailable: Callable[[], str | None] = lambda: None
    apart: str = ""


@dataclass(frozen=True)
class Format:
    """A format: `make` returns the file's bytes, or raises `Unavailable`.

    `unavailable` says beforehand, in French, why this machine cannot make it; nothing where it can. The maker of a
    picture also takes `transparent` (no ground) and `printable` (in greys). `apart` is what the names of its files say
    to be told from those of another format of the same extension.
    """

    key: str
    label: str
    extension: str
    mime: str
    make: Callable[..., bytes]
    is_picture: bool = False
    unavailable: Callable[[], str | None] = lambda: None
    apart: str = ""


def filters_said(comparison: Comparison, context: Context) -> str:
    """The filters in French, or what is shown where there are none: what every file says in its own place."""
    return context.filters or comparison.unit.unfiltered or "Sans filtre : toutes les actions"


def filters_line(comparison: Comparison, context: Context) -> str:
    """The same as a sentence."""
    return f"{'Filtres : ' if context.filters else ''}{filters_said(comparison, context)}."


def citation(comparison: Comparison, context: Context) -> str:
    """How to cite the Comparison: title, documents with dates, version of the data, day and link."""
    return cited(comparison, context.permalink, context.made_on)


def cited(comparison: Comparison, permalink: str, made_on: datetime.date) -> str:
    """The same of a view that is only looked at: nothing is fetched for it."""
    documents = _named(comparison.sources)
    named = f" Documents : {documents}." if documents else ""
    return (
        f"En regard, « {comparison.finding} », données {comparison.data_version[:8]} du {comparison.data_date}, "
        f"consulté le {made_on:%d/%m/%Y}.{named} {permalink}"
    )


def _named(sources: Collection[Source]) -> str:
    """The documents with their dates; of many the first, and how many others there are."""
    first, left = list(sources)[:_MOST_CITED], len(sources) - _MOST_CITED
    named = [f"{source.territory}, « {source.title} », {source.date}" for source in first]
    return " ; ".join([*named, f"et {count(left, 'autre document', 'autres documents')}"] if left > 0 else named)


def short_citation(gathered: Gathered) -> str:
    """How to cite a dossier, or the sheet of a territory, in a line."""
    return (
        f"En regard, « {gathered.title} », données {gathered.data_version} du {gathered.data_date}, "
        f"exporté le {gathered.made_on:%d/%m/%Y}."
    )


def full_citation(gathered: Gathered) -> str:
    """The same with the codebook, the documents behind the figures and the link."""
    known = {source.document_id: source for comparison, _ in gathered.entries for source in comparison.sources}
    documents = _named(known.values())
    said = [short_citation(gathered), f"Grille de codage {gathered.codebook_version}."]
    said += [f"Documents : {documents}."] if documents else []
    said += [gathered.permalink] if gathered.permalink else []
    return " ".join(said)
