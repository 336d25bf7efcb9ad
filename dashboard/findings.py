"""Findings of the overview: sentences computed from the comparisons, each true of the Selection."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.themes import contrast
from dashboard.formats import count, integer, listed, one_in, share
from dashboard.selection import Selection


def overview(selection: Selection) -> list[str]:
    """Up to three findings: what is most shared, what differs most beyond the focus themes, what is said of money."""
    themes = queries.theme_by_territory(selection)
    if themes.empty or not themes["actions"].any():
        return []
    themes["part"] = themes["actions"] / themes["total"].clip(lower=1)
    found = [_most_shared(themes)]
    if themes["territory_id"].nunique() > 1:
        found.append(_widest_gap(themes))
    found.append(_funding(selection))
    return found


def _most_shared(themes: pd.DataFrame) -> str:
    everywhere = themes.groupby("theme_id").filter(lambda of_theme: bool((of_theme["actions"] > 0).all()))
    if everywhere.empty:
        return "Aucun thème n’est présent dans tous les documents."
    smallest = everywhere.groupby("theme_id")["part"].min()
    theme = everywhere[everywhere["theme_id"] == smallest.idxmax()]
    number = everywhere["theme_id"].nunique()
    least = theme.loc[theme["part"].idxmin()]
    shared = f"{count(number, 'thème est présent', 'thèmes sont présents')} dans tous les documents."
    return (
        f"{shared} « {theme.iloc[0]['theme']} » y pèse le plus partout : au moins "
        f"{one_in(least['actions'], least['total'])}."
    )


def _widest_gap(themes: pd.DataFrame) -> str:
    others = themes[~themes["is_focus"]]
    among = others if others["actions"].any() else themes
    spread = among.groupby("theme_id")["part"].agg(lambda parts: parts.max() - parts.min())
    return contrast(among[among["theme_id"] == spread.idxmax()]) + "."


def _funding(selection: Selection) -> str:
    coverage = queries.coverage(selection)
    total, said = int(coverage["total"].sum()), int(coverage["with_funder"].sum())
    if not said:
        who = "L’action retenue ne nomme" if total == 1 else f"Aucune des {count(total, 'action')} ne nomme"
        return f"{who} de financeur : c’est « non renseigné », non pas zéro."
    silent = coverage[coverage["with_funder"] == 0]["territory"].tolist()
    verb = "nomme" if said == 1 else "nomment"
    sentence = (
        f"{integer(said)} des {count(total, 'action')} ({share(said, total)}) {verb} un financeur ; "
        "pour les autres, c’est « non renseigné », non pas zéro."
    )
    if silent and len(silent) < len(coverage):
        sentence += f" {listed(silent)} n’en {'nomme' if len(silent) == 1 else 'nomment'} aucun."
    return sentence
