"""The real data seen another way: the database's tables as Python rows, and a search of our own in the documents'
lines, so that what the house says can be recomputed without its queries, its comparisons or its coding."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.comparisons.claims import Subject
from dashboard.selection import Selection
from etl.paths import DATA
from tests.selections import Coded, coded_actions, kept

_NO_PLAN = {"diagnostic", "page web"}
_JOINT = r"[\s'’\-–/]+"
FIELDS = {"themes": "theme", "schemes": "scheme", "funders": "funder"}


@dataclass(frozen=True)
class World:
    """The database's tables, and the documents' own lines."""

    database: Path

    @cached_property
    def actions(self) -> tuple[Coded, ...]:
        return coded_actions(self.database)

    @cached_property
    def territories(self) -> dict[str, dict[str, Any]]:
        return {row["territory_id"]: row for row in self.rows("SELECT * FROM territory ORDER BY rank")}

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        return self.rows("SELECT document.* FROM document JOIN territory USING (territory_id) ORDER BY rank")

    @cached_property
    def decided(self) -> set[str]:
        return {row["action_id"] for row in self.rows("SELECT action_id FROM decision")}

    @cached_property
    def document_funders(self) -> list[dict[str, Any]]:
        return self.rows("SELECT * FROM document_funder JOIN funder USING (funder_id)")

    @cached_property
    def families(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.rows("SELECT scheme_id, coalesce(family_id, scheme_id) AS family FROM scheme"):
            found.setdefault(row["family"], set()).add(row["scheme_id"])
        return found

    @cached_property
    def mentioned(self) -> set[tuple[str, str, str]]:
        """The territory, field and code of each term that the build found in a line."""
        rows = self.rows("SELECT DISTINCT territory_id, field, code FROM mention JOIN document USING (document_id)")
        return {(row["territory_id"], row["field"], row["code"]) for row in rows}

    @cached_property
    def named_schemes(self) -> dict[str, set[str]]:
        """By action, the schemes that it names itself."""
        found: dict[str, set[str]] = {}
        for row in self.rows("SELECT action_id, scheme_id FROM action_scheme"):
            found.setdefault(row["action_id"], set()).add(row["scheme_id"])
        return found

    @cached_property
    def document_schemes(self) -> list[dict[str, Any]]:
        return self.rows("SELECT * FROM document_scheme")

    @cached_property
    def amounts(self) -> list[dict[str, Any]]:
        return [row for row in self.all_amounts if row["same_as"] is None]

    @cached_property
    def all_amounts(self) -> list[dict[str, Any]]:
        """Sums that merely repeat another too, each with what its kind is and the level of its payer."""
        return self.rows(
            "SELECT amount.*, standing, level FROM amount JOIN amount_kind USING (kind)"
            " LEFT JOIN funder USING (funder_id)"
        )

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The names of the values of the filters that are an action's, by field of the Selection."""
        tables = {"themes": ("theme", "theme_id"), "natures": ("nature", "nature")}
        tables |= {"engagements": ("engagement", "engagement"), "levels": ("level", "level")}
        found = {
            field: {row[key]: row["label"] for row in self.rows(f"SELECT * FROM {table}")}
            for field, (table, key) in tables.items()
        }
        found["levels"]["non-renseigne"] = "Non renseigné"
        # Of bodies and schemes the filters offer those that an action, a whole document or a sum bears.
        named = {body for one in self.actions for body, *_ in one.bodies}
        named |= {row["funder_id"] for table in ("document_funder", "amount") for row in self.rows(f"FROM {table}")}
        borne = {scheme for one in self.actions for scheme in one.schemes}
        found["funders"] = {
            row["funder_id"]: row["label"] for row in self.rows("SELECT * FROM funder") if row["funder_id"] in named
        }
        found["schemes"] = {
            row["scheme_id"]: f"{row['acronym']} · {row['label']}" if row["acronym"] else row["label"]
            for row in self.rows("SELECT * FROM scheme")
            if row["scheme_id"] in borne
        }
        return found | {"years": {}}

    @cached_property
    def lines(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.rows("SELECT document_id, text FROM document_line ORDER BY document_id, line"):
            found.setdefault(row["document_id"], []).append(row["text"])
        return found

    @cached_property
    def rings(self) -> dict[str, list[list[list[float]]]]:
        return {row["territory_id"]: row["rings"] for row in self.rows("SELECT territory_id, rings FROM contour")}

    def rows(self, query: str) -> list[dict[str, Any]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            answer = connection.execute(query)
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def kept(self, selection: Selection) -> list[Coded]:
        """The actions that the Selection keeps."""
        return [action for action in self.actions if action.action_id in self._kept(selection)]

    def _kept(self, selection: Selection) -> set[str]:
        return _kept_of(self, selection)

    def shown(self, selection: Selection) -> list[str]:
        """The territories that the Selection looks at."""
        compared = [one for one, row in self.territories.items() if row["is_compared"]]
        return [one for one in self.territories if one in (selection.territories or compared)]

    def documents_of(self, territories: Iterable[str]) -> list[dict[str, Any]]:
        return [row for row in self.documents if row["territory_id"] in set(territories)]

    def genre(self, territory_id: str) -> str:
        kind = self.documents_of([territory_id])[-1]["kind"]
        return kind if kind in _NO_PLAN else "plan"

    def has(self, action: Coded, subject: Subject, selection: Selection, with_secondary: bool | None = None) -> bool:
        """Whether the action stands under the subject, as the Selection counts."""
        members = set(subject.members)
        if subject.field in ("themes", "areas"):
            every = selection.with_secondary if with_secondary is None else with_secondary
            return bool(members & set(action.themes if every else action.themes[:1]))
        if subject.field == "schemes":
            return bool(members & action.schemes)
        if subject.field == "funders":
            return bool(members & {funder for funder, _, role, _ in action.bodies if role in roles(selection)})
        return action.engagement in members

    def is_written(self, subject: Subject, territory_id: str) -> bool:
        """Whether a term of the subject stands in the lines of the territory's documents, by a search of our own."""
        return any(
            _stands(pattern, is_acronym, "\n".join(self.lines[row["document_id"]]))
            for row in self.documents_of([territory_id])
            for code in subject.members
            for pattern, is_acronym in _patterns(FIELDS[subject.field], code)
        )

    def is_touched(self, subject: Subject, territory_id: str) -> bool:
        """Whether any action of the territory, or its whole document, is coded with the subject in any way."""
        members = set(subject.members)
        if any(
            members & (set(one.themes) | one.schemes | {body[0] for body in one.bodies})
            for one in self.actions
            if one.territory_id == territory_id
        ):
            return True
        own = {row["document_id"] for row in self.documents_of([territory_id])}
        return any(row["document_id"] in own and row["funder_id"] in members for row in self.document_funders) or any(
            row["document_id"] in own and row["scheme_id"] in members for row in self.document_schemes
        )


@lru_cache(maxsize=4096)
def _kept_of(world: World, selection: Selection) -> set[str]:
    return kept(selection, world.actions)


def roles(selection: Selection) -> set[str]:
    return {"financeur", "contractant"} | ({"partenaire"} if selection.with_partners else set())


def folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'"))
    return "".join(one for one in parts if not unicodedata.combining(one)).lower()


@lru_cache
def terms() -> list[tuple[str, str, str]]:
    with (DATA / "codebook" / "terms.csv").open(encoding="utf-8", newline="") as rows:
        return [(row["field"], row["code"], row["term"]) for row in csv.DictReader(rows)]


@lru_cache(maxsize=1024)
def _patterns(field: str, code: str) -> list[tuple[re.Pattern[str], bool]]:
    """A pattern a term, its words with their plain plurals; acronyms as they are written."""
    found = []
    for of_field, of_code, term in terms():
        if (of_field, of_code) != (field, code):
            continue
        letters = [one for one in term if one.isalpha()]
        is_acronym = len(letters) > 1 and sum(one.isupper() for one in letters) >= len(letters) - 1
        words = re.split(r"[\s'’\-/]+", term if is_acronym else folded(term))
        told = [
            re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) + "s?" for word in words if word
        ]
        found.append((re.compile(r"\b" + _JOINT.join(told) + r"\b"), is_acronym))
    return found


@lru_cache(maxsize=8192)
def _stands(pattern: re.Pattern[str], is_acronym: bool, text: str) -> bool:
    return bool(pattern.search(text if is_acronym else _folded_once(text)))


@lru_cache(maxsize=64)
def _folded_once(text: str) -> str:
    return folded(text)


def equal(**pairs: tuple[object, object]) -> str:
    return "; ".join(f"{name}: said {told!r}, true {true!r}" for name, (told, true) in pairs.items() if told != true)
