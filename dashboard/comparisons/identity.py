"""Who a territory is: the body, its members, the documents that it published."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import queries
from dashboard.look.records import Record, rows


@dataclass(frozen=True)
class Identity:
    """`territory` and each of `documents` are rows of `queries.territories`, `members` those of `queries.members`.

    `inside` are the compared territories that lie in it, where it is a frame: a region.
    """

    territory: Record
    members: list[Record]
    inside: list[Record]
    documents: list[Record]


def identity(territory_id: str) -> Identity:
    """The identity of a territory that exists in these data.

    Raises:
        KeyError: there is none of this name.
    """
    known = queries.territories()
    documents = rows(known[known["territory_id"] == territory_id])
    if not documents:
        raise KeyError(territory_id)
    own = documents[0]
    inside = known[known["is_compared"] & (known["region"] == own["region"])].drop_duplicates("territory_id")
    return Identity(
        territory=own,
        members=rows(queries.members(territory_id)),
        inside=[] if own["is_compared"] else rows(inside),
        documents=documents,
    )
