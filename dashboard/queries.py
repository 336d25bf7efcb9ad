"""The database's answers as DataFrames: each function runs the file of its name in `sql/queries`."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dashboard.base import (
    DatabaseMissing,
    base_path,
    choose_by,
    connect,
    content_hash,
    in_parts,
    once_per_content,
    own_path,
    read_from,
    reading,
    run,
    watch_by,
)
from dashboard.crossed import crossed, gathered
from dashboard.selection import Selection

__all__ = [
    "DatabaseMissing", "choose_by", "content_hash", "once_per_content", "own_path", "read_from", "reading", "watch_by",
]  # fmt: skip


def build() -> pd.DataFrame:
    return run("build")


def catalogue() -> pd.DataFrame:
    return run("catalogue")


def counted(selection: Selection) -> tuple[int, int]:
    """How many actions the Selection keeps, and of how many documents."""
    row = run("counted", selection=selection.filtering).iloc[0]
    return int(row["actions"]), int(row["documents"])


def facets(selection: Selection) -> pd.DataFrame:
    """How many actions each value of a filter keeps, the other filters being those of the Selection."""
    return run("facets", selection=selection.filtering)


def territories() -> pd.DataFrame:
    return run("territories")


def body_kinds() -> pd.DataFrame:
    """The kind of each body that an action names."""
    return run("body_kinds")


def themes() -> pd.DataFrame:
    return run("themes")


def theme_by_territory(selection: Selection) -> pd.DataFrame:
    return run("theme_by_territory", selection=selection.filtering)


def area_by_territory(selection: Selection) -> pd.DataFrame:
    """Areas of the Selection's grid."""
    return run("area_by_territory", grid=selection.grid, selection=selection.filtering)


def grids() -> pd.DataFrame:
    return run("grids")


def crosswalk() -> pd.DataFrame:
    return run("crosswalk")


def actions(selection: Selection) -> pd.DataFrame:
    """All actions of the Selection, for files; what is shown takes some of them."""
    return run("actions", selection=selection.filtering)


def action_page(selection: Selection, most: int, skipped: int = 0, sorted_by: str = "") -> pd.DataFrame:
    """So many actions of the Selection, from so many on, by `titre`, `theme`, `engagement` or `periode`; else in the
    order of the territories and of their documents."""
    return run("action_page", selection=selection.filtering, most=most, skipped=skipped, sorted=sorted_by)


def first_actions(selection: Selection, most: int) -> pd.DataFrame:
    """The first actions of each territory of the Selection."""
    return run("first_actions", selection=selection.filtering, most=most)


def first_undated(selection: Selection, most: int) -> pd.DataFrame:
    """The first actions of each territory of the Selection that state no period."""
    return run("first_undated", selection=selection.filtering, most=most)


def first_by_code(selection: Selection, field: str, most: int) -> pd.DataFrame:
    """The first actions of each territory of the Selection that bear each code (column `code`) of a field of it."""
    return run("first_by_code", selection=selection.filtering, field=field, most=most)


def named_actions(ids: tuple[str, ...]) -> pd.DataFrame:
    """The actions of these identifiers, of any territory; those that do not exist are left out."""
    return run("named_actions", ids=ids)


def placed_actions(places: tuple[int, ...]) -> pd.DataFrame:
    """What an answer tells of the actions at these places of the base, of any territory, each with its `place`."""
    return run("placed_actions", places=places)


def level_by_territory(selection: Selection) -> pd.DataFrame:
    """One row per level of funder, « non renseigné » included, and territory looked at: its actions that name one that
    pays, and all of them."""
    cells = run("level_by_territory", selection=selection.filtering)
    return _by_territory(run("levels"), cells, "level", selection, selection.levels)


def funder_by_territory(selection: Selection) -> pd.DataFrame:
    """One row per body that an action of the Selection names in these roles, and territory looked at: its actions, in
    how many of them it pays, signs or helps, said or envisaged, and how many actions each standing has."""
    cells = run("funder_by_territory", selection=selection.filtering)
    rows = run("funder_rows", ids=tuple(sorted(set(cells["funder_id"]))))
    return crossed(rows, run("total_by_territory", selection=selection.filtering), cells, "funder_id")


def theme_by_funder(selection: Selection) -> pd.DataFrame:
    """One row per theme and funder named by an action of the Selection; `total` is all actions of the Selection."""
    table = run("theme_by_funder", selection=selection.filtering)
    table.insert(int(table.columns.get_loc("actions")) + 1, "total", counted(selection)[0])
    return table


def roles() -> pd.DataFrame:
    return run("roles")


def presence(field: str, codes: tuple[str, ...] | None, territories: tuple[str, ...] | None) -> pd.DataFrame:
    """What each document of these territories holds of these codes of a field, whatever the filters; None is of all."""
    return run("presence", field=field, codes=codes, territories=territories)


def scheme_reach(selection: Selection) -> pd.DataFrame:
    """In how many of the territories looked at each family of schemes stands, whatever the other filters."""
    return run("scheme_reach", selection=Selection(territories=selection.territories).filtering)


def scheme_by_territory(selection: Selection) -> pd.DataFrame:
    """One row per family of schemes that an action of the Selection names or that is its whole document's, and
    territory looked at: the actions, and its `signs`: of each scheme (short name), each sign with its actions."""
    rows = run("scheme_family_named", selection=selection.filtering)
    told = run("scheme_by_territory", selection=selection.filtering)
    cells = gathered(told, ["family_id", "territory_rank"], ["scheme", "sign", "sign_actions"], "signs")
    return crossed(rows, run("total_by_territory", selection=selection.filtering), cells, "family_id")


def scheme_definitions() -> pd.DataFrame:
    return run("scheme_definitions")


def whole_documents(selection: Selection, field: str, code: str, most: int) -> pd.DataFrame:
    """By which lines whole documents are of a scheme or name a body (`field`: schemes or funders): the first ones, with
    how many there are."""
    return run("whole_documents", selection=selection.filtering, field=field, code=code, most=most)


def engagement_by_territory(selection: Selection) -> pd.DataFrame:
    """One row per degree of commitment and territory looked at: its actions of that degree, and all of them."""
    cells = run("engagement_by_territory", selection=selection.filtering)
    return _by_territory(engagements(), cells, "engagement", selection, selection.engagements)


def engagements() -> pd.DataFrame:
    return run("engagements")


def periods(selection: Selection, most: int) -> pd.DataFrame:
    """The periods that documents and actions state, of each territory the first ones."""
    return run("periods", selection=selection.filtering, most=most)


def kept_by_territory(selection: Selection) -> pd.DataFrame:
    return run("kept_by_territory", selection=selection.filtering)


def contours() -> pd.DataFrame:
    return run("contours")


def document_funders(selection: Selection) -> pd.DataFrame:
    """The funders of whole documents of its territories, of its levels and bodies where it chooses some."""
    return run("document_funders", selection=_of_payers(selection))


def usual_funding(selection: Selection) -> pd.DataFrame:
    return run("usual_funding", selection=selection.filtering)


def usual_funding_reach(selection: Selection) -> tuple[int, int]:
    """How many actions of the Selection name a scheme that normally has a funder, and how many of these no payer."""
    row = run("usual_funding_reach", selection=selection.filtering).iloc[0]
    return int(row["actions"]), int(row["silent"])


def aids(selection: Selection) -> pd.DataFrame:
    return run("aids", selection=selection.filtering)


def named_bodies(selection: Selection, most: int) -> pd.DataFrame:
    """Each body that an action of the Selection names, of each territory the first ones: who pays before who might."""
    return run("named_bodies", selection=selection.filtering, most=most)


def amounts(selection: Selection) -> pd.DataFrame:
    """The sums of its territories, of its levels and bodies where it chooses some."""
    return run("amounts", selection=_of_payers(selection))


def action_sums(selection: Selection) -> pd.DataFrame:
    """The sums that fields of brought plans state of its actions."""
    return run("action_sums", selection=selection.filtering)


def unsure_sums(selection: Selection) -> pd.DataFrame:
    """What fields of its actions say of sums that cannot be read surely."""
    return run("unsure_sums", selection=selection.filtering)


def action_record(action_id: str) -> pd.DataFrame:
    return run("action_record", action_id=action_id)


def action_codes(action_id: str) -> pd.DataFrame:
    return run("action_codes", action_id=action_id)


def action_usual_funding(action_id: str) -> pd.DataFrame:
    return run("action_usual_funding", action_id=action_id)


def proposed_themes(document_id: str) -> pd.DataFrame:
    return run("proposed_themes", document_id=document_id)


def action_fields(action_id: str) -> pd.DataFrame:
    return run("action_fields", action_id=action_id)


def passage(document_id: str, first_line: int, last_line: int) -> pd.DataFrame:
    return run("passage", document_id=document_id, first_line=first_line, last_line=last_line)


def document_units(document_id: str) -> pd.DataFrame:
    return run("document_units", document_id=document_id)


def outline_headings(document_id: str) -> pd.DataFrame:
    return run("outline_headings", document_id=document_id)


def outline_actions(document_id: str, most: int) -> pd.DataFrame:
    """The first actions of a document."""
    return run("outline_actions", document_id=document_id, most=most)


def members(territory_id: str) -> pd.DataFrame:
    return run("members", territory_id=territory_id)


def faults() -> pd.DataFrame:
    return run("faults")


def agreement() -> pd.DataFrame:
    return run("agreement")


def theme_confusion(pair: str) -> pd.DataFrame:
    return run("theme_confusion", pair=pair)


def codebook() -> pd.DataFrame:
    return run("codebook")


def dictionary() -> pd.DataFrame:
    return run("dictionary")


def keys() -> pd.DataFrame:
    return run("keys")


def table(name: str) -> pd.DataFrame:
    """A whole table or view, of those that the dictionary lists.

    Raises:
        KeyError: the dictionary lists none of this name.
    """
    if name not in set(dictionary()["relation"]):
        raise KeyError(name)
    with connect(base_path()) as connection:
        return connection.table(f'"{name}"').df()


def table_in_parts(name: str) -> Iterator[pd.DataFrame]:
    """A table as `table` gives it, so many rows at a time; one that has no rows has one part.

    Raises:
        KeyError: the dictionary lists none of this name.
    """
    if name not in set(dictionary()["relation"]):
        raise KeyError(name)
    yield from in_parts("table", relation=name)


def database_bytes() -> bytes:
    """The database's file.

    Raises:
        DatabaseMissing: there is none that can be read.
    """
    content_hash()
    return base_path().read_bytes()


def search_names() -> pd.DataFrame:
    return run("search_names")


def acronyms() -> pd.DataFrame:
    return run("acronyms")


def synonyms() -> pd.DataFrame:
    return run("synonyms")


def granted(selection: Selection) -> pd.DataFrame:
    """What was granted, by territory, giver, programme, year and theme; of the Selection its territories and themes."""
    return run("granted", selection=_of_grants(selection))


def grant_sizes(selection: Selection, funder: str) -> pd.DataFrame:
    return run("grant_sizes", selection=_of_grants(selection), funder=funder)


def grant_list(selection: Selection, funder: str | None, most: int | None, apart: bool = False) -> pd.DataFrame:
    """The largest grants of a giver, so many of each territory; of all givers, all of them, where None is asked. Those
    told `apart` count nowhere."""
    return run("grant_list", selection=_of_grants(selection), funder=funder, most=most, apart=apart)


def grant_beneficiaries(selection: Selection, funder: str, most: int) -> pd.DataFrame:
    """Who was granted most by a giver, so many of each territory."""
    return run("grant_beneficiaries", selection=_of_grants(selection), funder=funder, most=most)


def grants_beside(selection: Selection, funder: str, chosen: tuple[str, ...] = ()) -> pd.DataFrame:
    """What the giver granted the intercommunalities of each territory, those alike, and those of these SIREN numbers,
    in the same lists; no row where no list is kept whole that says anything of all of them."""
    return run("grants_beside", selection=_of_grants(selection), funder=funder, chosen=chosen)


def epci() -> pd.DataFrame:
    """The intercommunalities of France, by name; none where the base holds no list of grants."""
    return run("epci")


def grant_sources() -> pd.DataFrame:
    return run("grant_sources")


def _of_grants(selection: Selection) -> Selection:
    """What of a Selection says anything about grants."""
    return Selection(territories=selection.territories, themes=selection.themes)


def _of_payers(selection: Selection) -> Selection:
    """What of a Selection says anything about what whole documents say of who pays."""
    return Selection(territories=selection.territories, levels=selection.levels, funders=selection.funders)


def _by_territory(
    rows: pd.DataFrame, cells: pd.DataFrame, row_id: str, selection: Selection, chosen: tuple[str, ...]
) -> pd.DataFrame:
    """The rows that are chosen, else all, each with each territory looked at."""
    shown = rows[rows[row_id].isin(chosen)].reset_index(drop=True) if chosen else rows
    cells = cells[cells[row_id].isin(shown[row_id])]
    return crossed(shown, run("total_by_territory", selection=selection.filtering), cells, row_id)
