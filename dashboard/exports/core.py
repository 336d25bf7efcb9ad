"""What every format needs to know beside the Comparison, and how a format is described."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.comparisons.core import EUROS, KILOMETRES, MENTIONS, Comparison


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


# What a view shows that counts no actions, where no filter is set: no filter of actions would change it.
_NO_ACTIONS = {
    EUROS: "Sommes énoncées par les documents : les filtres des actions n’y changent rien",
    MENTIONS: "Tous les organismes nommés pour un document entier : les filtres des actions n’y changent rien",
    KILOMETRES: "Tous les territoires comparés",
}


def filters_said(comparison: Comparison, context: Context) -> str:
    """The filters in French, or what is shown where there are none: what every file says in its own place."""
    return context.filters or _NO_ACTIONS.get(comparison.unit, "Sans filtre : toutes les actions")


def filters_line(comparison: Comparison, context: Context) -> str:
    """The same as a sentence."""
    return f"{'Filtres : ' if context.filters else ''}{filters_said(comparison, context)}."


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
