"""Texts of the pages: cards, columns of actions, records, outlines; each a template that escapes what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.comparisons import ThemeActions
from dashboard.evidence import marked
from dashboard.formats import count, share_with_count
from dashboard.html import render
from dashboard.outline import tree
from dashboard.selection import Selection
from dashboard.style import GLYPHS

# Lines of the document shown before and after an action.
_NEIGHBOURS = 3
_ORIGINS = {
    "rule": "règle, confirmée par deux lectures",
    "inherited": "hérité du titre au-dessus",
    "reviewed": "décision de lecture",
}
_FIELDS = {
    "theme": "Thème",
    "engagement": "Engagement",
    "nature": "Nature",
    "funder": "Organisme",
    "scheme": "Dispositif",
}


def findings(title: str, sentences: Sequence[str]) -> None:
    """A short list of computed sentences."""
    if sentences:
        st.html(render("findings.html", title=title, sentences=sentences))


def territory_cards(selection: Selection) -> None:
    """A card a territory: body, inhabitants, document, number of actions, main themes."""
    known = queries.territories()
    compared = known[known["is_compared"]]
    shown = known[known["territory_id"].isin(selection.territories)] if selection.territories else compared
    frames = known[~known["is_compared"] & ~known["territory_id"].isin(shown["territory_id"])]
    st.html(render("territory_cards.html", territories=rows(shown), frames=rows(frames), glyphs=GLYPHS))


def theme_columns(theme: ThemeActions) -> None:
    """Who does what on a theme: a column a territory."""
    columns = [
        {
            "territory_id": territory_id,
            "territory": territory,
            "share": share_with_count(number, total) if number else "",
            "actions": [_linked(action, theme.selection) for action in rows(listed)],
        }
        for territory_id, territory, number, total, listed in theme.columns
    ]
    st.html(
        render(
            "theme_columns.html",
            theme=theme,
            columns=columns,
            glyphs=GLYPHS,
            secondary_link=theme.selection.but(with_secondary=True).url("themes"),
        )
    )


def action_list(selection: Selection) -> None:
    """The actions of the Selection, each leading to its record."""
    actions = queries.actions(selection)
    st.html(
        render(
            "action_list.html",
            number=count(len(actions), "action"),
            documents=actions["document_id"].nunique(),
            actions=[_linked(action, selection) for action in rows(actions)],
            glyphs=GLYPHS,
        )
    )


def record(selection: Selection) -> bool:
    """The open action: its words with the evidence marked, its codes, its passage, its permalink; False if none is."""
    if not selection.action:
        return False
    found = rows(queries.action_record(selection.action))
    if not found:
        st.warning(
            "Cette action n’existe pas dans ces données : le lien est peut-être celui d’une autre version. "
            "La liste ci-dessous reste la bonne.",
            icon=":material/link_off:",
        )
        return False
    action = found[0]
    codes = rows(queries.action_codes(selection.action))
    words = [code["evidence"] for code in codes] + ([action["period_evidence"]] if action["period_evidence"] else [])
    first, last = int(action["first_line"]), int(action["last_line"])
    st.html(
        render(
            "record.html",
            action=action,
            title=marked(action["title"], words),
            text=marked(action["text"], words) if action["text"] != action["title"] else None,
            detail=[marked(line, words) for line in (action["detail"] or "").split("\n") if line],
            codes=codes,
            fields=_FIELDS,
            origins=_ORIGINS,
            passage=rows(
                queries.passage(
                    action["document_id"],
                    max(1, first - _NEIGHBOURS),
                    min(int(action["line_count"]), last + _NEIGHBOURS),
                )
            ),
            permalink=Selection(action=selection.action).url(_address("actions")),
            back=selection.but(action="").url("actions"),
            glyphs=GLYPHS,
        )
    )
    return True


def document_funders(selection: Selection) -> None:
    """What whole documents announce: kept apart from what actions name."""
    st.html(render("document_funders.html", funders=rows(queries.document_funders(selection))))


def territory(territory_id: str) -> None:
    """Identity, members, document and outline of a territory."""
    known = queries.territories()
    documents = rows(known[known["territory_id"] == territory_id])
    st.html(
        render(
            "territory.html",
            territory=documents[0],
            members=rows(queries.members(territory_id)),
            documents=[
                {**document, "outline": tree(document["document_id"], Selection(territories=(territory_id,)))}
                for document in documents
            ],
            glyphs=GLYPHS,
            actions_link=Selection(territories=(territory_id,)).url("actions"),
        )
    )


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame for a template: what is missing is None, lists are lists."""
    return [{str(key): _plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist") and not isinstance(value, str):
        return value.tolist()
    return None if value is None or value is pd.NA or value is pd.NaT or value != value else value


def _linked(action: dict[str, Any], selection: Selection) -> dict[str, Any]:
    return {**action, "link": selection.but(action=action["action_id"]).url("actions")}


def _address(page: str) -> str:
    """The page's full address, for a link that can be sent to somebody."""
    base = str(st.context.url or "")
    return f"{base.rsplit('/', 1)[0]}/{page}" if base else page
