"""A plan's outline as a tree of headings and actions, as its document prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dashboard import queries
from dashboard.page_registry import ACTIONS
from dashboard.selection import Selection


@dataclass
class Branch:
    """A heading, the headings under it, the actions right under it, and the number of all actions below."""

    number: str | None
    label: str
    line: int
    branches: list[Branch] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.actions) + sum(branch.total for branch in self.branches)


def tree(document_id: str, selection: Selection) -> list[Branch]:
    """The top headings of a document, with all that stands below them."""
    by_id: dict[str, Branch] = {}
    tops: list[Branch] = []
    for row in queries.outline_headings(document_id).itertuples():
        number = row.number_printed if isinstance(row.number_printed, str) else None
        branch = by_id[str(row.outline_id)] = Branch(number, str(row.label), int(row.line))
        (by_id[row.parent_id].branches if isinstance(row.parent_id, str) else tops).append(branch)
    for row in queries.outline_actions(document_id).itertuples():
        if isinstance(row.outline_id, str):
            by_id[row.outline_id].actions.append(
                {"title": row.title, "link": selection.but(action=str(row.action_id)).url(ACTIONS.address)}
            )
    return tops
