"""The actions as the browser searches and filters them: a script, which a page in a folder may load."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard import queries
from dashboard.look.formats import typeset
from dashboard.look.records import ROLES
from dashboard.selection import FLAGS, LISTS

_SCRIPT = Path(__file__).parent / "templates" / "actions.js"


def script(actions: Sequence[Mapping[str, Any]]) -> str:
    """The index, then what searches it."""
    catalogue = queries.catalogue()
    named = catalogue[catalogue["field"].isin(LISTS)]
    index = {
        "parameters": LISTS,
        "flags": FLAGS,
        "labels": {
            field: {str(row.value): typeset(str(row.label)) for row in of_field.itertuples()}
            for field, of_field in named.groupby("field")
        },
        "actions": [_entry(action) for action in actions],
    }
    # ASCII alone: whatever a host says of the encoding, and no sign that closes a script.
    text = json.dumps(index, separators=(",", ":")).replace("<", "\\u003c")
    return f"const INDEX = {text};\n{_SCRIPT.read_text('utf-8')}"


def folded(text: str) -> str:
    """Small letters without accents, as the script folds what is typed."""
    apart = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _entry(action: Mapping[str, Any]) -> dict[str, Any]:
    said = (action["title"], action["text"], action["detail"] or "", *action["outline_path"], *action["themes"])
    names = (*action["schemes"], *(body for role in ROLES for body in action[role]), action["territory"])
    return {
        "id": action["action_id"],
        "title": typeset(action["title"]),
        "territory": action["territory"],
        "territories": [action["territory_id"]],
        "is_compared": bool(action["is_compared"]),
        "theme": action["theme"],
        "engagement": action["engagement_label"],
        "engagements": [action["engagement"]],
        "natures": [action["nature"]],
        "years": action["years"],
        "themes": action["theme_ids"],
        "levels": action["levels"],
        "funders": action["funder_ids"],
        "partners": action["partner_ids"],
        "schemes": action["scheme_ids"],
        "words": folded(" ".join((*said, *names))),
    }
