"""The Comparison: a question in French, a tidy table, what its columns mean, its caveats, its sources, its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.formats import NO_SHARE, count
from dashboard.selection import Selection

# How the value is meant to be seen; a renderer chooses the means.
MATRIX, DOTS, BARS, SPANS, SHAPES = "matrix", "dots", "bars", "spans", "shapes"
# What the value is.
SHARE, COUNT, EUROS, YEARS, KILOMETRES, MENTIONS = "part", "nombre", "euros", "annees", "km", "mentions"


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


@dataclass(frozen=True)
class Comparison:
    """One answer.

    `table` has one row per (category, series) pair, with its value in `value`, and for shares the counts `actions` and
    `total` that make it. Rows stand in the order in which they are to be read. `finding` is the title, computed.

    Columns with a meaning of their own: `group` gathers rows under a heading, `printed` replaces the value where it is
    drawn, `spoken` where it is told in words; `told` holds the words of all cells of a row, for files that hold
    numbers; `words` are the document's own. `emphasis` is the series that the reader looks at first.
    """

    key: str
    question: str
    finding: str
    subtitle: str
    table: pd.DataFrame
    category: Axis
    series: Axis
    value: str
    unit: str
    mark: str
    selection: Selection
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    data_version: str
    data_date: str
    value_title: str
    empty: str = "Aucune action ne répond à ces filtres."
    extra_columns: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    printed: str | None = None
    spoken: str | None = None
    told: str | None = None
    words: str | None = None
    emphasis: str | None = None

    @property
    def is_empty(self) -> bool:
        return self.table.empty or not self.table[self.value].fillna(0).any()

    @property
    def address(self) -> Selection:
        """The Selection that leads back to this view: an emphasised territory is part of it."""
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
        if not axes or not row.get("actions"):
            return None
        return self.selection.but(**{str(axis.filters): axis.chosen(row) for axis in axes})


def told_by_row(table: pd.DataFrame, row_id: str, spoken: str) -> pd.Series:
    """For each row of a matrix all that its cells say, « Territoire : mots », as a column that is the same in each of
    its cells: what a file that keeps one text a row, or numbers alone, can hold of cells told in words."""
    said = table[table[spoken] != ""]
    by_row = (said["territory"] + " : " + said[spoken]).groupby(said[row_id]).agg(" ; ".join)
    return table[row_id].map(by_row).fillna("")


def sources(selection: Selection) -> tuple[Source, ...]:
    """The documents of the territories that the Selection looks at."""
    known = queries.territories()
    looked_at = (
        known[known["territory_id"].isin(selection.territories)]
        if selection.territories
        else known[known["is_compared"]]
    )
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


def caveats(selection: Selection) -> tuple[str, ...]:
    """What must be known before these documents are compared, and when a document holds no code of two readings."""
    known = queries.territories().set_index("territory_id")
    shown = [source.territory_id for source in sources(selection)]
    notes = []
    kinds = {known.at[territory, "document_kind"] for territory in shown}
    if len(kinds) > 1:
        notes.append(
            "Les documents sont de sortes et d’années différentes : lire les parts avant les nombres. "
            "Une action absente d’un document n’est pas une action que le territoire ne fait pas."
        )
    for territory in shown:
        row = known.loc[territory]
        if row["document_kind"] in ("diagnostic", "page web"):
            notes.append(row["caveat"])
        if not row["is_reviewed"]:
            notes.append(f"{row['short_name']} : codé par les règles seules, sans relecture.")
    return tuple(notes)


def shares(table: pd.DataFrame) -> pd.Series:
    """What share of `total` each row's `actions` are; missing where the total is zero, which has no share."""
    return (table["actions"] / table["total"]).where(table["total"] > 0)


def without_shares(table: pd.DataFrame, value: str) -> tuple[str, ...]:
    """What the notes say of territories of which no action is kept, where the value is a share."""
    nothing = table[table["total"] == 0].drop_duplicates("territory_id")["territory"] if value == SHARE else ()
    return tuple(
        f"{territory} : aucune action ne répond à ces filtres ; une part y est sans objet (« {NO_SHARE} »)."
        for territory in nothing
    )


def subtitle(what: str, total: int, selection: Selection) -> str:
    """What is shown, of how many actions, of which documents."""
    documents = len(sources(selection))
    return f"{what}, {count(total, 'action')} de {count(documents, 'document')}."


def version() -> tuple[str, str]:
    """The data's content hash and its date, in French figures (31/12/2026)."""
    build = queries.build().iloc[0]
    return str(build["content_hash"]), f"{build['built_at']:%d/%m/%Y}"
