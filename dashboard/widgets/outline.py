"""A plan's outline as a tree of headings and actions, as its document prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dashboard import queries
from dashboard.page_registry import ACTIONS
from dashboard.selection import Selection

# Headings and titles of actions that a page holds, at most.
_MOST_HEADINGS, _MOST_ACTIONS = 300, 500


@dataclass
class Branch:
    """A heading, the headings under it, the first actions right under it, and how many there are."""

    number: str | None
    label: str
    line: int
    own: int
    branches: list[Branch] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many actions stand below it."""
        return self.own + sum(branch.total for branch in self.branches)


def tree(document_id: str, selection: Selection) -> tuple[list[Branch], int]:
    """The top headings of a document, with what stands below them, and how many headings were left out at the end."""
    by_id: dict[str, Branch] = {}
    tops: list[Branch] = []
    headings = queries.outline_headings(document_id)
    for row in headings.head(_MOST_HEADINGS).itertuples():
        number = row.number_printed if isinstance(row.number_printed, str) else None
        branch = by_id[str(row.outline_id)] = Branch(number, str(row.label), int(row.line), int(row.actions))
        (by_id[row.parent_id].branches if isinstance(row.parent_id, str) else tops).append(branch)
    for row in queries.outline_actions(document_id, _MOST_ACTIONS).itertuples():
        if row.outline_id in by_id:
            by_id[row.outline_id].actions.append(
                {"title": row.title, "link": selection.but(action=str(row.action_id)).url(ACTIONS.address)}
            )
    return tops, max(0, len(headings) - _MOST_HEADINGS)
