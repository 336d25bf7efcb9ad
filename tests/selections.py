"""Selections to try, and what each of them keeps: counted in Python from the tables, for the SQL to match."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
from hypothesis import strategies as st

from dashboard.selection import CHOICES, LISTS, OWN_GRID, Selection
from etl.paths import DATA

NOT_SAID = "non-renseigne"


def _column(file: str, column: str) -> list[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return [row[column] for row in csv.DictReader(rows)]


# Identifiers that the real data know, by field of the Selection.
KNOWN = {
    "territories": _column("reference/territories.csv", "territory_id"),
    "themes": _column("codebook/themes.csv", "theme_id"),
    "levels": [*_column("codebook/levels.csv", "level"), NOT_SAID],
    "funders": _column("codebook/funders.csv", "funder_id"),
    "schemes": _column("codebook/schemes.csv", "scheme_id"),
    "engagements": _column("codebook/engagements.csv", "engagement"),
    "natures": _column("codebook/natures.csv", "nature"),
    "years": [*(str(year) for year in range(2015, 2031)), NOT_SAID],
    "grid": [OWN_GRID, *_column("codebook/grids.csv", "grid_id")],
}
COMPARED = ("midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut")


def selections(most_filters: int = len(LISTS), words: bool = False) -> st.SearchStrategy[Selection]:
    """Selections with up to `most_filters` lists that keep something out; all of them are of this data."""
    texts = st.text(max_size=30) if words else st.just("")

    def of(fields: list[str]) -> st.SearchStrategy[Selection]:
        lists = {
            name: st.lists(st.sampled_from(KNOWN[name]), unique=True, min_size=1, max_size=3).map(tuple)
            for name in fields
        }
        return st.builds(
            Selection,
            **lists,
            with_secondary=st.booleans(),
            with_partners=st.booleans(),
            **{name: st.sampled_from(values) for name, (_, values) in CHOICES.items()},
            grid=st.sampled_from(KNOWN["grid"]),
            words=texts,
            action=texts,
        )

    return st.lists(st.sampled_from(list(LISTS)), unique=True, max_size=most_filters).flatmap(of)


@dataclass(frozen=True)
class Coded:
    """An action with its codes. `bodies` holds (funder, level, role, certainty); `schemes` its document's too."""

    action_id: str
    territory_id: str
    is_compared: bool
    engagement: str
    nature: str
    document_id: str
    period_start: int | None
    period_end: int | None
    themes: tuple[str, ...]
    bodies: frozenset[tuple[str, str, str, str]]
    schemes: frozenset[str]


@lru_cache(maxsize=2)
def coded_actions(database: Path) -> tuple[Coded, ...]:
    """All actions of the database with their codes, read table by table."""
    with duckdb.connect(str(database), read_only=True) as connection:
        actions = connection.execute(
            "SELECT action_id, territory_id, is_compared, engagement, nature, document_id, period_start, period_end"
            " FROM action JOIN territory USING (territory_id)"
        ).fetchall()
        themes = connection.execute("SELECT action_id, theme_id FROM action_theme ORDER BY rank").fetchall()
        bodies = connection.execute(
            "SELECT action_id, funder_id, level, role, certainty FROM action_funder JOIN funder USING (funder_id)"
        ).fetchall()
        schemes = connection.execute("SELECT action_id, scheme_id FROM action_scheme").fetchall()
        schemes += connection.execute(
            "SELECT action_id, scheme_id FROM action JOIN document_scheme USING (document_id)"
        ).fetchall()
    return tuple(
        Coded(
            *action,
            themes=tuple(theme for of, theme in themes if of == action[0]),
            bodies=frozenset(tuple(body) for of, *body in bodies if of == action[0]),
            schemes=frozenset(scheme for of, scheme in schemes if of == action[0]),
        )
        for action in actions
    )


def kept(selection: Selection, actions: tuple[Coded, ...]) -> set[str]:
    """Identifiers of the actions that the Selection keeps."""
    return {action.action_id for action in actions if _keeps(selection, action)}


def _is_of(year: str, action: Coded) -> bool:
    if action.period_start is None or year == NOT_SAID:
        return action.period_start is None and year == NOT_SAID
    return action.period_start <= int(year) and (action.period_end is None or int(year) <= action.period_end)


def _keeps(selection: Selection, action: Coded) -> bool:
    roles = {"financeur", "contractant"} | ({"partenaire"} if selection.with_partners else set())
    named = {funder for funder, _, role, _ in action.bodies if role in roles}
    # A level is that of a body that pays, whatever roles are counted among the bodies named.
    levels = {level for _, level, *how in action.bodies if how == ["financeur", "dit"]} or {NOT_SAID}
    themes = action.themes if selection.with_secondary else action.themes[:1]
    return all(
        (
            action.territory_id in selection.territories if selection.territories else action.is_compared,
            not selection.themes or bool(set(themes) & set(selection.themes)),
            not selection.levels or bool(levels & set(selection.levels)),
            not selection.funders or bool(named & set(selection.funders)),
            not selection.schemes or bool(action.schemes & set(selection.schemes)),
            not selection.engagements or action.engagement in selection.engagements,
            not selection.natures or action.nature in selection.natures,
            not selection.years or any(_is_of(year, action) for year in selection.years),
        )
    )
