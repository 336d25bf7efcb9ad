"""Texts of the pages: cards, columns of actions, records, outlines; each a template that escapes what it is given."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import queries
from dashboard.citations import LIST_ORDER, LIST_PAGE, ORDERS, cited
from dashboard.comparisons import (
    LENSES,
    Comparison,
    Faces,
    ThemeActions,
    funders_by_territory,
    grants_known,
    schemes_by_territory,
)
from dashboard.comparisons import record as action_record
from dashboard.comparisons.claims import Absence, Claim
from dashboard.comparisons.core import MOST_LISTED, MOST_TOGETHER
from dashboard.comparisons.identity import identity
from dashboard.comparisons.places import places
from dashboard.comparisons.wording import sentence
from dashboard.dossier import assemble
from dashboard.look.formats import count, integer, share_with_count
from dashboard.look.records import rows
from dashboard.page_registry import ACTIONS, FUNDING, GRANTS, THEMES
from dashboard.selection import Selection, read_params
from dashboard.widgets import frame
from dashboard.widgets.nearest import nearest, told_of_documents
from dashboard.widgets.outline import tree
from dashboard.widgets.questions import QUESTIONS
from dashboard.widgets.templates import render


def nothing(empty: str, selection: Selection, is_title: bool = False) -> None:
    """An empty result explains itself and offers the nearest choices that are not empty."""
    choices = [
        {"text": choice.text, "url": choice.selection.url(frame.current_page().address), "actions": choice.actions}
        for choice in nearest(selection)
    ]
    is_told_here = frame.current_page() is FUNDING
    st.html(
        render(
            "nearest.html",
            empty=empty,
            choices=choices,
            is_title=is_title,
            of_documents=() if is_told_here else told_of_documents(selection),
            link=selection.url(FUNDING.address),
        )
    )


def lead() -> None:
    """What the dashboard is, and how many territories it compares."""
    st.html(_lead())


@queries.once_per_content
def _lead() -> str:
    return render("lead.html", territories=len(places(Selection())))


def layers(told: Mapping[str, str]) -> None:
    """The layers of a page that are never mixed: the heading of each, and what it holds."""
    st.html(render("layers.html", layers=told))


def layer(heading: str) -> None:
    """The heading of a layer."""
    st.html(render("layer.html", heading=heading))


def more_on_grants(selection: Selection) -> None:
    """Where grants stand by programme and year, one by one, and what to do where no list of them is loaded."""
    st.html(render("more_on_grants.html", known=grants_known(), link=selection.url(GRANTS.address)))


def findings(title: str, claims: tuple[Claim, ...]) -> None:
    """A short list of computed sentences."""
    if claims:
        st.html(_findings(title, claims))


@queries.once_per_content
def _findings(title: str, claims: tuple[Claim, ...]) -> str:
    return render("findings.html", title=title, sentences=[sentence(claim) for claim in claims])


def questions() -> None:
    """Questions that a first visitor can ask, each a link to a view already set; those alone that these data answer."""
    st.html(_questions())


@queries.once_per_content
def _questions() -> str:
    answered = [one for one in QUESTIONS if not read_params(one.selection.to_params(), assemble.known()).unknown]
    return render("questions.html", questions=answered)


def territory_cards(selection: Selection) -> None:
    """A card a territory: body, inhabitants, document, number of actions, main themes."""
    st.html(_cards(selection.territories))


@queries.once_per_content
def _cards(territories: tuple[str, ...]) -> str:
    known = queries.territories()
    compared = known[known["is_compared"]]
    shown = known[known["territory_id"].isin(territories)] if territories else compared
    frames = known[~known["is_compared"] & ~known["territory_id"].isin(shown["territory_id"])]
    cards, others = shown.head(MOST_TOGETHER), shown.iloc[MOST_TOGETHER:]
    return render("territory_cards.html", territories=rows(cards), others=rows(others), frames=rows(frames))


def theme_columns(theme: ThemeActions) -> None:
    """Who does what on a theme: a column a territory."""
    st.html(_theme_columns(theme))


@queries.once_per_content
def _theme_columns(theme: ThemeActions) -> str:
    columns: list[dict[str, Any]] = [
        {
            "territory_id": territory_id,
            "territory": territory,
            "number": number,
            "share": share_with_count(number, total) if number else "",
            "actions": [_linked(action, theme.selection) for action in rows(listed)],
            "more": number - len(listed),
            "link": theme.selection.but(territories=(territory_id,)).url(ACTIONS.address),
        }
        for territory_id, territory, number, total, listed in theme.columns
    ]
    # Where they are many, those that have the most actions of the theme stand open, the others in one list.
    fullest = sorted(columns, key=lambda column: -int(column["number"]))[:MOST_TOGETHER]
    open_ = {column["territory_id"] for column in fullest}
    others = [column for column in columns if column["territory_id"] not in open_]
    return render(
        "theme_columns.html",
        theme=theme,
        columns=[column for column in columns if column["territory_id"] in open_],
        others=[column for column in others if column["number"]],
        silent=[column["territory"] for column in others if not column["number"]],
        absences={territory: _absent(absence) for territory, absence in theme.absences.items()},
        secondary_link=theme.selection.but(with_secondary=True).url(THEMES.address),
    )


def action_count(selection: Selection) -> bool:
    """How many actions the Selection keeps, as the title; whether there are any: the nearest choices where not."""
    actions, documents = queries.counted(selection)
    if not actions:
        nothing("Aucune action ne répond à ces filtres", selection, is_title=True)
        return False
    st.html(render("action_count.html", number=count(actions, "action"), documents=documents))
    return True


def action_list(selection: Selection) -> None:
    """The actions of the Selection, each leading to its record, a page of the list at a time."""
    st.html(_action_list(selection, frame.page_of_list(), frame.order_of_list()))


@queries.once_per_content
def _action_list(selection: Selection, asked: int, order: str) -> str:
    def address(page: int, by: str) -> str:
        asked_for = ({LIST_ORDER: by} if by else {}) | ({LIST_PAGE: str(page)} if page > 1 else {})
        return selection.url(ACTIONS.address, asked_for)

    every, _ = queries.counted(selection)
    last = max(1, math.ceil(every / MOST_LISTED))
    page = min(asked, last)
    skipped = (page - 1) * MOST_LISTED
    actions = queries.action_page(selection, MOST_LISTED, skipped, order)
    # The first, the last, and those near this one.
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    return render(
        "action_list.html",
        actions=[_linked(action, selection) for action in rows(actions)],
        selection=selection,
        page=page,
        pages=[(one, address(one, order)) for one in near],
        order=order,
        said=ORDERS.get(order, ""),
        orders={by: address(1, by) for by in ("", *ORDERS)},
        first=skipped + 1,
        until=skipped + len(actions),
        every=every,
    )


def undated(selection: Selection) -> None:
    """The actions that state no period, territory by territory: listed apart, since no axis can hold them."""
    number, listed = _undated(selection)
    if number:
        with st.expander(f"Actions qui ne disent aucune période ({integer(number)})", icon=":material/event_busy:"):
            st.html(listed)


@queries.once_per_content
def _undated(selection: Selection) -> tuple[int, str]:
    """How many actions state no period, and their list; of many territories, those that have the most stand open."""
    kept = queries.kept_by_territory(selection)
    silent = kept[kept["undated"] > 0]
    if silent.empty:
        return 0, ""
    open_ = silent.nlargest(MOST_TOGETHER, "undated", keep="first")["territory_id"].tolist()
    actions = queries.first_undated(selection.but(territories=tuple(open_)), MOST_LISTED)
    listed = {territory_id: rows(own) for territory_id, own in actions.groupby("territory_id", sort=False)}
    columns = [
        {
            "territory_id": row["territory_id"],
            "territory": row["territory"],
            "number": row["undated"],
            "actions": [_linked(action, selection) for action in listed.get(row["territory_id"], [])],
            "link": selection.but(territories=(row["territory_id"],)).url(ACTIONS.address),
        }
        for row in rows(silent)
    ]
    return int(silent["undated"].sum()), render(
        "undated.html",
        territories=[column for column in columns if column["territory_id"] in open_],
        others=[column for column in columns if column["territory_id"] not in open_],
    )


def record(selection: Selection) -> bool:
    """The open action: its words with the evidence marked, its codes, its passage, its permalink; False if none is."""
    if not selection.action:
        return False
    found = action_record.record(selection.action)
    if not found:
        st.warning(
            "Cette action n’existe pas dans ces données : le lien est peut-être celui d’une autre version. "
            "La liste ci-dessous reste la bonne.",
            icon=":material/link_off:",
        )
        return False
    st.html(
        render(
            "record.html",
            **found,
            selection=selection,
            is_own=queries.own_path() is not None,
            permalink=Selection(action=selection.action).url(f"{frame.base_address()}{ACTIONS.address}"),
            back=selection.but(action="").url(ACTIONS.address),
        )
    )
    return True


def faces(face: Faces) -> None:
    """Territories side by side: what all name, what only one names, then everything with its actions."""
    st.html(_faces(face))


@queries.once_per_content
def _faces(face: Faces) -> str:
    return render(
        "faces.html",
        faces=face,
        heading=f"{LENSES[face.lens]}, un par un",
        links={
            entry.id: {
                territory: entry.behind.but(territories=(territory,)).url(ACTIONS.address)
                for territory in face.territories
            }
            for entry in face.entries
        },
        rows={
            entry.id: {
                territory: [_linked(action, entry.behind) for action in rows(actions)]
                for territory, actions in entry.actions.items()
            }
            for entry in face.entries
        },
        absences={
            entry.id: {territory: _absent(absence) for territory, absence in entry.absences.items()}
            for entry in face.entries
        },
    )


def _absent(absence: Absence) -> str:
    """How a document is silent, in a sentence; the lines where it is not lead to them."""
    known = queries.territories()
    documents = known[known["territory_id"] == absence.place.territory_id]["document_id"].tolist()
    told = sentence(absence)
    # Lines of several documents would need their documents' names.
    return cited(told, documents[0], absence.selection) if len(documents) == 1 else told


def scheme_definitions(comparison: Comparison) -> None:
    """What each scheme of the Comparison is, in a sentence with its official name."""
    st.html(_scheme_definitions(comparison))


@queries.once_per_content
def _scheme_definitions(comparison: Comparison) -> str:
    shown = {scheme for schemes in comparison.table["scheme_ids"] for scheme in schemes}
    known = queries.scheme_definitions()
    return render("scheme_definitions.html", schemes=rows(known[known["scheme_id"].isin(shown)]))


def is_compared(territory_id: str) -> bool:
    """Whether the territory is compared, or only a frame."""
    known = queries.territories().set_index("territory_id")
    return bool(known.loc[[territory_id], "is_compared"].iloc[0])


def territory_identity(territory_id: str) -> None:
    """Who a territory is, and its members; for a region, the compared territories that lie in it."""
    st.html(_identity(territory_id))


@queries.once_per_content
def _identity(territory_id: str) -> str:
    own = identity(territory_id)
    return render("territory.html", territory=own.territory, members=own.members, inside=own.inside)


def territory_names(selection: Selection) -> None:
    """The bodies and schemes that a territory's actions name, each leading to the actions."""
    st.html(_names(selection))


@queries.once_per_content
def _names(selection: Selection) -> str:
    bodies = funders_by_territory(selection.but(with_partners=True)).table
    schemes = schemes_by_territory(selection).table
    return render(
        "territory_names.html",
        bodies=[
            {**row, "link": selection.but(funders=(row["funder_id"],), with_partners=True).url(ACTIONS.address)}
            for row in rows(bodies)
        ],
        schemes=[
            {**row, "link": selection.but(schemes=tuple(row["scheme_ids"])).url(ACTIONS.address)}
            for row in rows(schemes)
        ],
    )


def territory_documents(territory_id: str) -> None:
    """The documents of a territory: what they are, what they are not, and their outlines."""
    st.html(_documents(territory_id))


@queries.once_per_content
def _documents(territory_id: str) -> str:
    known = queries.territories()
    own = Selection(territories=(territory_id,))
    return render(
        "territory_documents.html",
        documents=[
            {**document, "outline": outline, "left": left}
            for document in rows(known[known["territory_id"] == territory_id])
            for outline, left in [tree(document["document_id"], own)]
        ],
        actions_link=own.url(ACTIONS.address),
    )


def _linked(action: dict[str, Any], selection: Selection) -> dict[str, Any]:
    return {**action, "link": selection.but(action=action["action_id"]).url(ACTIONS.address)}
