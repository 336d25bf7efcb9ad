"""Where the reader chose some bodies, schemes or themes, a sentence that counts those alone says so: the actions kept
name others too."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.comparisons import face_to_face
from dashboard.comparisons.body_claims import MostNamed
from dashboard.comparisons.claims import Claim, Leading, MostVaried, Named, OnlyHere, Shared, WidelyRead
from dashboard.comparisons.wording import sentence
from dashboard.dossier.views import VIEWS, ViewUnknown
from dashboard.selection import Selection

SAYING = "parmi ceux choisis"
# What each kind counts: the field that, where some of it is chosen, leaves the others out.
COUNTED = {MostNamed: "funders", MostVaried: "funders", WidelyRead: "schemes", Leading: "themes"}


def claims_of(selection: Selection) -> list[Claim]:
    found: list[Claim] = []
    for view in VIEWS.values():
        try:
            found += view.make(selection).claims
        except ViewUnknown:
            continue
    for lens in ("themes", "dispositifs", "organismes"):
        found += face_to_face(selection, lens).headline
    return [
        one
        for one in found
        if isinstance(one, Named | MostNamed | MostVaried | WidelyRead | Shared | OnlyHere | Leading)
    ]


def counted(claim: Claim) -> str:
    return COUNTED.get(type(claim), getattr(claim, "field", ""))


def chosen(selection: Selection) -> set[str]:
    fields = {
        "themes": selection.themes,
        "schemes": selection.schemes,
        "funders": (*selection.funders, *selection.levels),
    }
    return {field for field, values in fields.items() if values}


@pytest.fixture(scope="module")
def named_together(database: Path) -> tuple[str, str, int]:
    """A body that an action names beside others, its level, and how many bodies the actions that name it name."""
    with duckdb.connect(str(database), read_only=True) as base:
        (row,) = base.execute(
            "WITH told AS (SELECT action_id, funder_id FROM action_funder JOIN action USING (action_id) "
            "JOIN territory USING (territory_id) WHERE is_compared AND role IN ('financeur', 'contractant')) "
            "SELECT one.funder_id, any_value(level), count(DISTINCT other.funder_id) FROM told AS one "
            "JOIN told AS other USING (action_id) JOIN funder ON funder.funder_id = one.funder_id "
            "GROUP BY ALL ORDER BY 3 DESC, 1 LIMIT 1"
        ).fetchall()
    return str(row[0]), str(row[1]), int(row[2])


def test_a_chosen_body_is_not_told_as_the_only_one_that_the_actions_name(named_together: tuple[str, str, int]) -> None:
    body, _, bodies = named_together
    assert bodies > 1, "the actions kept name others too"
    found = [one for one in claims_of(Selection(funders=(body,))) if counted(one) == "funders"]
    assert found and all(SAYING in sentence(one) for one in found)


@pytest.mark.parametrize("field", ["themes", "schemes", "funders", "levels", "engagements"])
def test_a_sentence_says_so_where_what_it_counts_was_chosen_and_only_there(
    field: str, named_together: tuple[str, str, int]
) -> None:
    body, level, _ = named_together
    values = {
        "themes": ("mobilite", "sante"), "schemes": ("leader", "pcaet"), "funders": (body,), "levels": (level,),
        "engagements": ("engage", "programme"),
    }  # fmt: skip
    selection = Selection(**{field: values[field]})
    found = claims_of(selection)
    assert found
    for claim in found:
        assert (SAYING in sentence(claim)) == (counted(claim) in chosen(selection)), sentence(claim)
