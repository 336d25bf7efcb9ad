"""Themes: what share of its actions each territory gives to each."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import (
    COUNT,
    DOTS,
    MATRIX,
    SHARE,
    Axis,
    Comparison,
    caveats,
    sources,
    subtitle,
    version,
)
from dashboard.formats import one_in
from dashboard.selection import Selection

_THEME = Axis("theme_id", "theme", "Thème", filters="themes")
_TERRITORY = Axis("territory_id", "territory", "Territoire", filters="territories")


def themes_by_territory(selection: Selection) -> Comparison:
    """Theme × territory, by primary theme; focus themes first, then the themes of most actions."""
    return _themes(selection, "themes-par-territoire", MATRIX)


def themes_in_dots(selection: Selection) -> Comparison:
    """The same answer seen as one line a theme and one mark a territory; always shares."""
    return _themes(selection.but(measure=SHARE), "themes-en-points", DOTS)


def _themes(selection: Selection, key: str, mark: str) -> Comparison:
    table = queries.theme_by_territory(selection)
    table["part"] = (table["actions"] / table["total"]).where(table["total"] > 0, 0.0)
    table["nombre"] = table["actions"]
    weight = table.groupby("theme_id")["part"].transform("sum")
    table = (
        table.assign(weight=weight)
        .sort_values(["is_focus", "weight", "theme_rank", "territory_rank"], ascending=[False, False, True, True])
        .drop(columns="weight")
        .reset_index(drop=True)
    )
    hash_, date = version()
    notes = caveats(selection)
    if selection.with_secondary:
        notes = (*notes, "Sont comptées aussi les actions dont le thème n’est que secondaire.")
    return Comparison(
        key=key,
        question="À quels thèmes chaque territoire consacre-t-il ses actions ?",
        finding=theme_finding(table),
        subtitle=subtitle(
            "Part des actions de chaque document, par thème principal"
            if selection.measure == SHARE
            else "Nombre d’actions, par thème principal",
            int(table["actions"].sum()),
            selection,
        ),
        table=table,
        category=_THEME,
        series=_TERRITORY,
        value=selection.measure,
        unit=SHARE if selection.measure == SHARE else COUNT,
        mark=mark,
        selection=selection,
        notes=notes,
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions du territoire" if selection.measure == SHARE else "Nombre d’actions",
    )


def theme_finding(table: pd.DataFrame) -> str:
    """The theme on which the territories differ most, in words: who gives most and who least."""
    if table.empty or not table["actions"].any():
        return "Aucune action ne répond à ces filtres"
    if table["territory_id"].nunique() == 1:
        most = table.loc[table["part"].idxmax()]
        return f"{most['territory']} consacre {one_in(most['actions'], most['total'])} au thème « {most['theme']} »"
    spread = table.groupby("theme_id")["part"].agg(lambda parts: parts.max() - parts.min())
    focus = table[table["is_focus"]]["theme_id"].unique()
    among = spread[spread.index.isin(focus)] if len(focus) else spread
    return contrast(table[table["theme_id"] == (among if among.max() > 0 else spread).idxmax()])


def contrast(of_theme: pd.DataFrame) -> str:
    """« A consacre une action sur douze au thème « Mobilité », B une sur vingt-deux »."""
    most, least = of_theme.loc[of_theme["part"].idxmax()], of_theme.loc[of_theme["part"].idxmin()]
    said = one_in(least["actions"], least["total"])
    if said.startswith("une action sur") and one_in(most["actions"], most["total"]).startswith("une action sur"):
        said = said.replace("une action sur", "une sur")
    return (
        f"{most['territory']} consacre {one_in(most['actions'], most['total'])} au thème « {most['theme']} », "
        f"{least['territory']} {said}"
    )
