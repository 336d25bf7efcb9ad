"""How well the rules alone find who pays: `python -m evaluation.funders`, on the invented plan of `../shared`."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from etl.coding.payer_model import PayerModel
from etl.coding.rules import Rules
from etl.models import Cut, Unit
from evaluation.themes import FOLDER, PLANS, codebook, rows

_PAYING = ("financeur", "contractant")


@dataclass(frozen=True)
class Paid:
    """Who pays for an action by the right answer and by the rules: bodies with `role:certainty`."""

    action: str
    given: dict[str, str]
    found: dict[str, str]


@dataclass(frozen=True)
class Shares:
    """Of the bodies given, how many are found; of those found, how many are given, and how many as they are given."""

    given: int
    found: int
    right: int
    exact: int


@cache
def rules_alone() -> Rules:
    """The codebook's rules without the weights of words beside them."""
    return replace(codebook().rules, payer_model=PayerModel())


def payers_by_rules(text: str) -> dict[str, str]:
    """Who pays or signs by the rules alone, as `payers` tells it."""
    return payers(text, rules=rules_alone())


def payers(text: str, title: str = "", rules: Rules | None = None) -> dict[str, str]:
    """The bodies that pay or sign in a text that nobody has read, with role and certainty, by these rules, else by the
    codebook's with its weights of words."""
    unit = Unit(None, None, title or text, text, None, 1, 1)
    values = [
        code.value for code in (rules or codebook().rules).propose(unit, Cut([], [unit])) if code.field == "funder"
    ]
    named = dict(value.split(":", 1) for value in values)
    return {body: said for body, said in named.items() if said.split(":")[0] in _PAYING}


def plan() -> list[Paid]:
    """The actions of the invented plan as running text: what each says, then a sentence of its funding as written."""
    codes = {row["name"]: row["funder"] for row in rows(FOLDER / "funder_names.csv")}
    given: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(PLANS / "truth-funders.csv"):
        given[row["action"]][codes[row["funder"]]] = f"{row['role']}:{row['certainty']}"
    told = json.loads((PLANS / "plan-tet.xlsx.expected.json").read_text(encoding="utf-8"))["units"]
    found = []
    for unit in told:
        if unit["kind"] == "action":
            action, funding = str(unit["action"]), unit["fields"].get("funding_text", "")
            text = f"{unit['text']}\nFinancements : {funding}" if funding else unit["text"]
            found.append(Paid(action, given[action], payers(text, unit["title"])))
    return found


def shares(of: list[Paid]) -> Shares:
    both = [(one.given[body], one.found[body]) for one in of for body in one.given.keys() & one.found.keys()]
    return Shares(
        sum(len(one.given) for one in of),
        sum(len(one.found) for one in of),
        len(both),
        sum(given == found for given, found in both),
    )


def main() -> None:
    actions = plan()
    for one in actions:
        missed, more = one.given.keys() - one.found.keys(), one.found.keys() - one.given.keys()
        other = {body for body in one.given.keys() & one.found.keys() if one.given[body] != one.found[body]}
        if missed or more or other:
            print(f"{one.action}: missed {sorted(missed)}, too many {sorted(more)}, otherwise {sorted(other)}")
    found = shares(actions)
    print(f"found {found.right} of {found.given}, right {found.right} of {found.found}, as given {found.exact}")


if __name__ == "__main__":
    main()
