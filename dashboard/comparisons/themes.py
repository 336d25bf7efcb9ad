"""Themes: what share of its actions each territory gives to each."""

from __future__ import annotations

from dataclasses import replace

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
    shares,
    sources,
    subtitle,
    version,
    without_shares,
)
from dashboard.formats import count, one_in
from dashboard.selection import Selection

_THEME = Axis("theme_id", "theme", "Thème", filters="themes")
_GIVES = "{territory} consacre {actions} au thème « {theme} »"
TERRITORY = Axis("territory_id", "territory", "Territoire", filters="territories")


def themes_by_territory(selection: Selection) -> Comparison:
    """Theme × territory, by primary theme; focus themes first, then the themes of most actions."""
    return _themes(selection, "themes-par-territoire", MATRIX)


def themes_in_dots(selection: Selection, emphasis: str | None = None) -> Comparison:
    """The same answer seen as one line a theme and one mark a territory, one of them larger; always shares."""
    key = "themes-d-un-territoire" if emphasis else "themes-en-points"
    return replace(_themes(selection.but(measure=SHARE), key, DOTS), emphasis=emphasis)


def _themes(selection: Selection, key: str, mark: str) -> Comparison:
    table = weighed(queries.theme_by_territory(selection), "theme_id", "theme_rank", first="is_focus")
    hash_, date = version()
    return Comparison(
        key=key,
        question="À quels thèmes chaque territoire consacre-t-il ses actions ?",
        finding=widest_difference(table, selection, "theme_id"),
        subtitle=subtitle(
            "Part des actions de chaque document, par thème principal"
            if selection.measure == SHARE
            else "Nombre d’actions, par thème principal",
            len(queries.actions(selection)),
            selection,
        ),
        table=table,
        category=_THEME,
        series=TERRITORY,
        value=selection.measure,
        unit=SHARE if selection.measure == SHARE else COUNT,
        mark=mark,
        selection=selection,
        notes=(*without_shares(table, selection.measure), *caveats(selection), *secondary_themes(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions du territoire" if selection.measure == SHARE else "Nombre d’actions",
    )


def weighed(table: pd.DataFrame, category: str, rank: str, first: str | None = None) -> pd.DataFrame:
    """Counts with their share of each territory's actions; categories marked as `first` lead, then those that weigh."""
    table["part"] = shares(table)
    table["nombre"] = table["actions"]
    table["weight"] = -table.groupby(category)["part"].transform("sum")
    table["later"] = ~table[first] if first else False
    return (
        table.sort_values(["later", "weight", rank, "territory_rank"])
        .drop(columns=["weight", "later"])
        .reset_index(drop=True)
    )


def secondary_themes(selection: Selection) -> tuple[str, ...]:
    """What the notes say of secondary themes, where they count too."""
    if not selection.with_secondary:
        return ()
    return ("Sont comptées aussi les actions dont le thème n’est que secondaire.",)


def widest_difference(table: pd.DataFrame, selection: Selection, category: str, gives: str = _GIVES) -> str:
    """The category on which the territories differ most, in words: who gives most and who least."""
    if table.empty or not table["actions"].any():
        return "Aucune action ne répond à ces filtres"
    among = "Parmi les actions retenues, " if set(selection.filters) - {"territories", "themes"} else ""
    # Where nothing is kept there is no share to compare.
    table = table[table["total"] > 0]
    if table["territory_id"].nunique() == 1:
        return among + contrast(table[table[category] == table.loc[table["part"].idxmax(), category]], gives)
    spread = table.groupby(category)["part"].agg(lambda parts: parts.max() - parts.min())
    focus = table[table["is_focus"]][category].unique() if "is_focus" in table else ()
    of_focus = spread[spread.index.isin(focus)] if len(focus) else spread
    widest = (of_focus if of_focus.max() > 0 else spread).idxmax()
    return among + contrast(table[table[category] == widest], gives)


def contrast(of_theme: pd.DataFrame, gives: str = _GIVES) -> str:
    """« A consacre une action sur douze au thème « Mobilité », B une sur vingt-deux »."""
    present = of_theme[of_theme["actions"] > 0]
    if present.empty:
        return f"« {of_theme.iloc[0]['theme']} » n’est le thème principal d’aucune de ces actions"
    most = present.loc[present["part"].idxmax()]
    said = gives.format_map({**most, "actions": one_in(most["actions"], most["total"])})
    silent = of_theme[of_theme["actions"] == 0]["territory"].tolist()
    if silent:
        return f"{said} ; {silence(silent)}"
    least = of_theme.loc[of_theme["part"].idxmin()]
    if least["territory_id"] == most["territory_id"]:
        return said
    less = one_in(least["actions"], least["total"])
    if less.startswith("une action sur") and one_in(most["actions"], most["total"]).startswith("une action sur"):
        less = less.replace("une action sur", "une sur")
    return f"{said}, {least['territory']} {less}"


def silence(territories: list[str]) -> str:
    """That some documents hold no action of a theme, which is not to say that the territories do nothing."""
    if len(territories) == 1:
        return f"le document de {territories[0]} n’en dit rien"
    return f"{count(len(territories), 'document n’en dit', 'documents n’en disent')} rien"
