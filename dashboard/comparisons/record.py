"""An action as its record shows it: its words with the evidence marked, its codes, its lines with those around them."""

from __future__ import annotations

from typing import Any

from dashboard import queries
from dashboard.look.evidence import as_received, marked
from dashboard.look.records import rows

# Lines of the document shown before and after an action.
_NEIGHBOURS = 3
# Where a code comes from, in a document that was read twice and in one that was not.
_ORIGINS = {
    True: {
        "rule": "règle, confirmée par deux lectures",
        "inherited": "hérité du titre au-dessus",
        "reviewed": "décision de lecture",
    },
    False: {
        "rule": "règle, non relue",
        "inherited": "hérité du titre au-dessus par une règle, non relu",
        "stated": "dit par un champ du document",
        "reviewed": "relu",
    },
}
_FIELDS = {
    "theme": "Thème",
    "engagement": "Engagement",
    "nature": "Nature",
    "funder": "Organisme",
    "scheme": "Dispositif",
}


def record(action_id: str) -> dict[str, Any] | None:
    """What the templates of a record are given, but for its links; None where there is no such action."""
    found = rows(queries.action_record(action_id))
    if not found:
        return None
    (action,) = found
    codes = rows(queries.action_codes(action_id))
    words = [code["evidence"] for code in codes] + ([action["period_evidence"]] if action["period_evidence"] else [])
    first, last = int(action["first_line"]), int(action["last_line"])
    passage = rows(
        queries.passage(
            action["document_id"], max(1, first - _NEIGHBOURS), min(int(action["line_count"]), last + _NEIGHBOURS)
        )
    )
    return {
        "action": action,
        "title": marked(action["title"], words),
        "text": marked(action["text"], words) if action["text"] != action["title"] else None,
        "detail": [marked(line, words) for line in (action["detail"] or "").split("\n") if line],
        "codes": codes,
        "fields": _FIELDS,
        "origins": _ORIGINS[bool(action["is_reviewed"])],
        "usual": rows(queries.action_usual_funding(action_id)),
        "stated": rows(queries.action_fields(action_id)),
        "as_received": as_received,
        "passage": passage,
        "place": next(line["place"] for line in passage if line["line"] == first),
    }
