"""What the search asks the base for. Answers are not kept: each is as large as the base allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.base import once, run
from dashboard.selection import Selection


def texts(entries: tuple[int, ...] | None = None) -> pd.DataFrame:
    """The texts of actions of these numbers, all where None is given: the words and codes that the search reads."""
    # There are no more of them than actions.
    every = entries if entries is not None else tuple(range(int(run("build").at[0, "actions"])))
    return once("search_texts", entries=every)


def lines(entries: tuple[int, ...]) -> pd.DataFrame:
    """The texts of lines of these numbers: their words, the bodies and schemes in them."""
    return once("search_lines", entries=entries)


def entries(kind: str) -> pd.DataFrame:
    """The texts of a kind that the search reads, by their numbers; without their words."""
    return once("search_entries", kind=kind)


def compounds(kind: str) -> pd.DataFrame:
    return once("search_compounds", kind=kind)


def words(kind: str) -> pd.DataFrame:
    """All words of a kind of texts."""
    return once("search_words", kind=kind)


def like(word: str) -> pd.DataFrame:
    """The words of all texts that may be one letter off this one."""
    return once("search_like", word=word)


def terms(kind: str, terms: tuple[str, ...]) -> pd.DataFrame:
    """These terms, where texts of a kind have them: in which, and how much they weigh."""
    return once("search_terms", kind=kind, terms=terms)


def all_terms(kind: str) -> pd.DataFrame:
    """All terms that texts of a kind have."""
    return once("search_all_terms", kind=kind)


def actions(entries: Sequence[int], groups: Sequence[int], most: int, within: Selection | None) -> pd.DataFrame:
    """The actions that have these texts, those of the first group first, so many; within the Selection, if given."""
    asked: dict[str, Any] = {"entries": tuple(entries), "groups": tuple(groups), "most": most}
    if within is None:
        return once("search_actions", **asked)
    return once("search_actions_kept", **asked, selection=within.filtering)


def lines_found(entries: Sequence[int], groups: Sequence[int], most: int, within: Selection | None) -> pd.DataFrame:
    """The lines that have these texts, those of the first group first, so many; of the territories of the Selection, if
    given."""
    asked: dict[str, Any] = {"entries": tuple(entries), "groups": tuple(groups), "most": most}
    if within is None or not within.territories:
        return once("search_lines_found", **asked)
    return once("search_lines_within", **asked, territories=within.territories)


def neighbours(entries: Sequence[int], groups: Sequence[int], territory: str, most: int) -> pd.DataFrame:
    """The actions of other territories than this one that have these texts, those of the first group first, so many."""
    asked: dict[str, Any] = {"entries": tuple(entries), "groups": tuple(groups), "most": most}
    return once("search_neighbours", **asked, territory=territory)


def document(document_id: str) -> pd.DataFrame:
    """Which text each line of a document has."""
    return once("search_document", document_id=document_id)


def entry_of(action_id: str) -> pd.DataFrame:
    """Which text the action has, and its territory; no row for one that does not exist."""
    return once("search_entry_of", action_id=action_id)


def code_sets() -> pd.DataFrame:
    """The lists of codes by which actions are near, by field and number."""
    return run("search_code_sets")
