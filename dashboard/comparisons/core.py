"""The Comparison: a question in French, a tidy table, what its columns mean, its caveats, its sources, its version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from dashboard import queries
from dashboard.comparisons import wording
from dashboard.comparisons.claims import (
    Claim,
    NoShare,
    Part,
    PartlyReviewed,
    Shown,
    Subject,
    UnlikeDocuments,
    Unreviewed,
)
from dashboard.comparisons.places import places
from dashboard.look.formats import each, euros
from dashboard.page_registry import ACTIONS
from dashboard.selection import Selection

# How the value is meant to be seen; a renderer chooses the means.
MATRIX, DOTS, BARS, SPANS, SHAPES = "matrix", "dots", "bars", "spans", "shapes"
# Territories that are read together, at most: columns of a table, marks of a line, remarks one by one.
MOST_TOGETHER = 8
# Actions that a page lists under one heading, at most; the page of actions has the others.
MOST_LISTED = 50


@dataclass(frozen=True)
class Unit:
    """What a value is, `name` in files of data.

    It `counts_actions` where it is a number or a share of actions; it `is_whole` where it has no decimals. `unfiltered`
    is what is said where no filter is set of a value that no filter of actions would change, and missing of others.
    `said` puts a value in words where it is no count, and `nothing` is what an empty cell is heard as.
    It `is_of_row` where each row has a unit of its own, so that values of a row alone can be told apart by tones.
    """

    name: str
    counts_actions: bool = False
    is_whole: bool = False
    unfiltered: str | None = None
    said: Callable[[float], str] | None = None
    nothing: str = ""
    is_of_row: bool = False


SHARE = Unit("part (de 0 à 1)", counts_actions=True, nothing="aucune action")
COUNT = Unit("actions", counts_actions=True, is_whole=True, nothing="aucune action")
EUROS = Unit(
    "euros", unfiltered="Sommes énoncées par les documents : les filtres des actions n’y changent rien", said=euros
)
NAMINGS = Unit("mention", is_whole=True)
_GRANTS = "Toutes les subventions de ces listes : les filtres des actions, hors territoire et thème, n’y changent rien"
_NO_GRANT = "aucune subvention dans ces listes"
EACH = Unit("euros par habitant", unfiltered=_GRANTS, said=each, nothing=_NO_GRANT)
GRANTED = Unit("euros accordés", unfiltered=_GRANTS, said=euros, nothing=_NO_GRANT)
# Rows of several units, each told in words.
FIGURES = Unit("selon la ligne", unfiltered=_GRANTS, nothing=_NO_GRANT, is_of_row=True)
EURO_SHARE = Unit("part des euros (de 0 à 1)", unfiltered=_GRANTS, nothing=_NO_GRANT)
YEARS = Unit("année", is_whole=True)
KILOMETRES = Unit("km", unfiltered="Tous les territoires comparés")
MENTIONS = Unit(
    "mention",
    is_whole=True,
    unfiltered="Tous les organismes nommés pour un document entier : les filtres des actions n’y changent rien",
)
# What a scheme normally brings: filters of actions change which schemes are named.
USUAL = Unit("apport d’ordinaire", is_whole=True)
AIDS = Unit("aide", is_whole=True, unfiltered="Aides qu’une page présente : les filtres des actions n’y changent rien")


@dataclass(frozen=True)
class Worded:
    """How rows of words are set out: what a table of them is called, and what heads the words, which stand in
    guillemets where they are a document's own. Of the other columns, by their titles, some stand `before` and `after`
    the words, some `under` them; `counted` leads to the actions behind the row."""

    caption: str
    title: str = "Mots du document"
    is_quoted: bool = True
    before: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    counted: str = ""

    def set_out(self, text: str) -> str:
        """The words of a row, where it has any."""
        return f"« {text} »" if text and self.is_quoted else text


@dataclass(frozen=True)
class Source:
    """A document behind the figures; `actions` is how many it has in all, whatever the filters."""

    document_id: str
    territory_id: str
    territory: str
    title: str
    kind: str
    date: str
    actions: int = 0


@dataclass(frozen=True)
class Axis:
    """A dimension of the table: the columns that hold its identifiers and its labels, and its name in French.

    `filters` is the field of the Selection that a value of this axis sets when the reader asks for what is behind: to
    the identifier itself or, where a value stands for several of that field, to those that the column `members` lists.
    """

    id: str
    label: str
    title: str
    filters: str | None = None
    members: str | None = None

    def chosen(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """What the filter is set to for a row of the table."""
        return tuple(row[self.members]) if self.members else (str(row[self.id]),)


@dataclass(frozen=True, eq=False)
class Comparison:
    """One answer. It is itself alone, so that what is made of it can be kept with it.

    `table` has one row per (category, series) pair, with its value in `value`, and for shares the counts `actions` and
    `total` that make it. Rows stand in the order in which they are to be read.

    What it says is claims: `headline`, said as the title `finding`; `scope`, what is shown, said as `subtitle`; and
    `remarks`, its `notes`, of which those that are texts say how to read and state no fact of the data. `unapplied` are
    remarks that stand before all others: filters that the reader has set and that cannot apply.

    Columns with a meaning of their own: `group` gathers rows under a heading, `printed` replaces the value where it is
    drawn, `spoken` where it is told in words; `told` holds the words of all cells of a row, for files of numbers;
    `words` are the document's own, or others that `worded` heads and sets out; `beside` holds a second count of the
    same pair, by the other choice of secondary themes, which `beside_title` names after « actions, » and `beside_note`
    tells where it is drawn. `counted` holds how many things are behind a value, which open on the page `opens`.
    `completed_by` are columns, with their titles, without which the value is not whole in a file of data (the end of a
    period, the envelope of a sum), `value_alone` the title of the value beside them. `emphasis` is the series that the
    reader looks at first.
    """

    key: str
    question: str
    headline: Claim
    scope: Claim
    table: pd.DataFrame
    category: Axis
    series: Axis
    value: str
    unit: Unit
    mark: str
    selection: Selection
    remarks: tuple[Claim | str, ...]
    sources: tuple[Source, ...]
    data_version: str
    data_date: str
    value_title: str
    unapplied: tuple[Claim, ...] = ()
    empty: str = "Aucune action ne répond à ces filtres."
    value_alone: str = ""
    extra_columns: Mapping[str, str] = field(default_factory=dict)
    completed_by: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    printed: str | None = None
    spoken: str | None = None
    told: str | None = None
    words: str | None = None
    worded: Worded | None = None
    beside: str | None = None
    beside_title: str = ""
    beside_note: str = ""
    emphasis: str | None = None
    counted: str = "actions"
    opens: str = ACTIONS.address

    @cached_property
    def finding(self) -> str:
        """The title, computed."""
        return wording.words(self.headline)

    @cached_property
    def subtitle(self) -> str:
        """What is shown, of how many actions, of which documents."""
        return wording.sentence(self.scope)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The caveats, as sentences."""
        said = (*self.unapplied, *self.remarks)
        told = (remark if isinstance(remark, str) else wording.sentence(remark) for remark in said)
        # No cell is drawn of what is empty.
        of_cells = (self.beside_note,) if self.beside_note and not self.is_empty else ()
        return (*of_cells, *told)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that it states."""
        return (
            self.headline,
            self.scope,
            *self.unapplied,
            *(remark for remark in self.remarks if isinstance(remark, Claim)),
        )

    @cached_property
    def is_empty(self) -> bool:
        return self.table.empty or not self.table[self.value].fillna(0).any()

    @property
    def address(self) -> Selection:
        """The Selection that leads back to this view: an emphasised territory is part of it, and so are the filters
        that it names as not its own."""
        if self.unapplied:
            return self.unapplied[0].selection
        return self.selection.but(territories=(self.emphasis,)) if self.emphasis else self.selection

    @property
    def in_documents(self) -> dict[str, int]:
        """All the actions that the documents of each territory have, by its identifier."""
        found: dict[str, int] = {}
        for source in self.sources:
            found[source.territory_id] = found.get(source.territory_id, 0) + source.actions
        return found

    @property
    def total_title(self) -> str:
        """What `total` counts, in French: a table that compares themes divides by the actions of all themes."""
        of_all_themes = self.category.filters == "themes" and self.selection.themes
        return "Actions retenues par les filtres" + (" autres que le thème" if of_all_themes else "")

    def behind(self, row: Mapping[str, object]) -> Selection | None:
        """The Selection of the actions that a row of the table counts, or None where it counts none."""
        axes = [axis for axis in (self.category, self.series) if axis.filters]
        if not axes or not row.get(self.counted):
            return None
        return self.selection.but(**{str(axis.filters): axis.chosen(row) for axis in axes})

    def behind_other(self, row: Mapping[str, object]) -> Selection | None:
        """The Selection of the actions that the second count of a row counts, or None where it counts none."""
        if not self.beside or not row[self.beside]:
            return None
        other = self.selection.but(with_secondary=not self.selection.with_secondary)
        return replace(self, selection=other).behind({**row, "actions": row[self.beside]})


def told_by_row(table: pd.DataFrame, row_id: str, spoken: str, of: str = "territory") -> pd.Series:
    """For each row of a matrix all that its cells say, « Territoire : mots » (or by column `of`), as a column that is
    the same in each of its cells: what a file that keeps one text a row, or numbers alone, can hold of cells told in
    words."""
    by_row: dict[str, list[str]] = {}
    for row, territory, said in zip(*(table[one].tolist() for one in (row_id, of, spoken)), strict=True):
        if said:
            by_row.setdefault(row, []).append(f"{territory} : {said}")
    told = {row: " ; ".join(said) for row, said in by_row.items()}
    return pd.Series([told.get(row, "") for row in table[row_id].tolist()], index=table.index)


def sources(selection: Selection) -> tuple[Source, ...]:
    """The documents of the territories that the Selection looks at."""
    return _sources(selection.territories)


@queries.once_per_content
def _sources(territories: tuple[str, ...]) -> tuple[Source, ...]:
    known = queries.territories()
    looked_at = known[known["territory_id"].isin(territories)] if territories else known[known["is_compared"]]
    return tuple(
        Source(
            row.document_id,
            row.territory_id,
            row.short_name,
            row.title,
            row.document_kind,
            row.date_label,
            int(row.actions),
        )
        for row in looked_at.itertuples()
    )


@queries.once_per_content
def caveats(selection: Selection) -> tuple[Claim | str, ...]:
    """What must be known before these documents are compared, and when a document holds no code of two readings."""
    kinds, years, own, unread, partly = _documents_told(selection.territories)
    remarks: list[Claim | str] = []
    if len(kinds) > 1 or len(years) > 1:
        remarks.append(UnlikeDocuments(selection, kinds, years))
    named = places(selection)
    together = apart_or_together([named[one] for one in unread])
    reviewed = (PartlyReviewed(selection, Part(named[one], actions, total)) for one, actions, total in partly)
    return (*remarks, *own, *(Unreviewed(selection, places) for places in together), *reviewed)


@queries.once_per_content
def _documents_told(
    territories: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...], tuple[str, ...], tuple[tuple[str, int, int], ...]]:
    """Of the documents looked at: kinds, years, what is remarked of some, the territories that have one of which nobody
    decided on any code, and those of which a person decided on some: how many actions, of how many."""
    known = queries.territories()
    known = known[known["document_id"].isin([source.document_id for source in _sources(territories)])]
    unread = known[~known["is_reviewed"].astype(bool)]
    return (
        tuple(sorted(set(known["document_kind"]))),
        tuple(sorted({int(one) for one in known["published_on"].dt.year.dropna()})),
        tuple(str(row.caveat) for row in known.itertuples() if row.document_kind in ("diagnostic", "page web")),
        tuple(dict.fromkeys(unread[unread["decided"] == 0]["territory_id"])),
        tuple(
            (str(territory), int(own["decided"].sum()), int(own["actions"].sum()))
            for territory, own in unread[unread["decided"] > 0].groupby("territory_id", sort=False)
        ),
    )


_T = TypeVar("_T")


def apart_or_together(territories: Sequence[_T]) -> list[tuple[_T, ...]]:
    """What is remarked of each of these territories: a remark each or, where they are many, one of all."""
    if len(territories) > MOST_TOGETHER:
        return [tuple(territories)]
    return [(one,) for one in territories]


def shares(table: pd.DataFrame) -> pd.Series:
    """What share of `total` each row's `actions` are; missing where the total is zero, which has no share."""
    return (table["actions"] / table["total"]).where(table["total"] > 0)


def without_shares(table: pd.DataFrame, selection: Selection) -> tuple[Claim, ...]:
    """The territories of which no action is kept, where the value is a share."""
    nothing = table[table["total"] == 0].drop_duplicates("territory_id")["territory_id"] if selection.in_shares else ()
    named = places(selection)
    return tuple(NoShare(selection, found) for found in apart_or_together([named[one] for one in nothing]))


def shown(what: str, selection: Selection) -> Shown:
    """What is shown, of how many of the actions that the Selection keeps, in how many of its documents."""
    actions, documents = queries.counted(selection)
    return Shown(selection, what, actions, documents, len(sources(selection)))


def subject(axis: Axis, row: Mapping[str, Any], field: str | None = None) -> Subject:
    """What a row of a table is about."""
    return Subject(field or str(axis.filters), str(row[axis.label]), axis.chosen(row))


@queries.once_per_content
def version() -> tuple[str, str]:
    """The data's content hash and its date, in French figures (31/12/2026)."""
    build = queries.build().iloc[0]
    return str(build["content_hash"]), f"{build['built_at']:%d/%m/%Y}"
