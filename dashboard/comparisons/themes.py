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
from dashboard.formats import count, one_in
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
        finding=theme_finding(table, selection),
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


def theme_finding(table: pd.DataFrame, selection: Selection) -> str:
    """The theme on which the territories differ most, in words: who gives most and who least."""
    if table.empty or not table["actions"].any():
        return "Aucune action ne répond à ces filtres"
    among = "Parmi les actions retenues, " if set(selection.filters) - {"territories", "themes"} else ""
    if table["territory_id"].nunique() == 1:
        return among + contrast(table[table["theme_id"] == table.loc[table["part"].idxmax(), "theme_id"]])
    spread = table.groupby("theme_id")["part"].agg(lambda parts: parts.max() - parts.min())
    focus = table[table["is_focus"]]["theme_id"].unique()
    of_focus = spread[spread.index.isin(focus)] if len(focus) else spread
    return among + contrast(table[table["theme_id"] == (of_focus if of_focus.max() > 0 else spread).idxmax()])


def contrast(of_theme: pd.DataFrame) -> str:
    """« A consacre une action sur douze au thème « Mobilité », B une sur vingt-deux »."""
    present = of_theme[of_theme["actions"] > 0]
    if present.empty:
        return f"« {of_theme.iloc[0]['theme']} » n’est le thème principal d’aucune de ces actions"
    most = present.loc[present["part"].idxmax()]
    gives = f"{most['territory']} consacre {one_in(most['actions'], most['total'])} au thème « {most['theme']} »"
    silent = of_theme[of_theme["actions"] == 0]["territory"].tolist()
    if silent:
        return f"{gives} ; {silence(silent)}"
    least = of_theme.loc[of_theme["part"].idxmin()]
    if least["territory_id"] == most["territory_id"]:
        return gives
    said = one_in(least["actions"], least["total"])
    if said.startswith("une action sur") and one_in(most["actions"], most["total"]).startswith("une action sur"):
        said = said.replace("une action sur", "une sur")
    return f"{gives}, {least['territory']} {said}"


def silence(territories: list[str]) -> str:
    """That some documents hold no action of a theme, which is not to say that the territories do nothing."""
    if len(territories) == 1:
        return f"le document de {territories[0]} n’en dit rien"
    return f"{count(len(territories), 'document n’en dit', 'documents n’en disent')} rien"
