"""The codebook's data files: lists of codes, terms, acronyms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.coding.payer_model import PayerModel
from etl.coding.rules import Rules
from etl.coding.terms import Term
from etl.coding.values import QUALIFIERS
from etl.csvfiles import Row, keyed, read_csv

# What is coded of a unit. `part` names a funder and quotes what it pays, where that is only a part of the action.
FIELDS = ("theme", "engagement", "nature", "funder", "part", "scheme", "period")

_LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "theme": ("themes.csv", ("theme_id", "rank", "label", "is_focus", "definition")),
    "level": ("levels.csv", ("level", "rank", "label")),
    "role": ("roles.csv", ("role", "rank", "label", "definition")),
    "funder": ("funders.csv", ("funder_id", "label", "level", "default_role", "definition")),
    "family": ("scheme_families.csv", ("family_id", "label", "definition")),
    "scheme": ("schemes.csv", ("scheme_id", "acronym", "label", "family_id", "theme_id", "definition")),
    "engagement": ("engagements.csv", ("engagement", "rank", "label", "definition")),
    "nature": ("natures.csv", ("nature", "rank", "label", "definition")),
    "scope": ("scopes.csv", ("scope", "rank", "label", "definition")),
    "grid": ("grids.csv", ("grid_id", "rank", "label", "definition", "source")),
    "area": ("grid_areas.csv", ("area_id", "grid_id", "rank", "label")),
}
_TERM_FIELDS = ("theme", "engagement", "nature", "funder", "scheme", "role", "certainty", "relation", "setting")
# Terms that qualify what stands near them: the qualifiers that they may give.
_QUALIFYING = {"certainty": QUALIFIERS["funder"], "relation": QUALIFIERS["scheme"], "setting": ("lieu",)}


@dataclass(frozen=True)
class Codebook:
    """Codes by field and identifier, and the rules that propose them."""

    folder: Path
    lists: dict[str, dict[str, Row]]
    rules: Rules

    def check(self, row: Row, field: str, code: str) -> str:
        """The code, if the codebook knows it.

        Raises:
            SourceError: naming the row at fault and the file that lists the codes.
        """
        if code not in self.lists[field]:
            raise row.error(
                f"unknown {field} {code!r}", f"use one of data/codebook/{_LISTS[field][0]}, or add it there"
            )
        return code


def read_codebook(folder: Path) -> Codebook:
    """All lists of codes and the rules, references between them checked."""
    lists = {field: keyed(read_csv(folder / name, columns), columns[0]) for field, (name, columns) in _LISTS.items()}
    codebook = Codebook(folder, lists, Rules({}, {}, {}))
    for funder in lists["funder"].values():
        codebook.check(funder, "level", funder["level"])
        if funder["default_role"]:
            codebook.check(funder, "role", funder["default_role"])
    for scheme in lists["scheme"].values():
        codebook.check(scheme, "theme", scheme["theme_id"])
        if scheme["family_id"]:
            codebook.check(scheme, "family", scheme["family_id"])
    for family_id, family in lists["family"].items():
        if family_id in lists["scheme"]:
            raise family.error(f"{family_id!r} is a scheme too", "give the family an identifier of its own")
    for area in lists["area"].values():
        codebook.check(area, "grid", area["grid_id"])
    default_roles = {code: row["default_role"] for code, row in lists["funder"].items() if row["default_role"]}
    acronyms = keyed(read_csv(folder / "acronyms.csv", ("acronym", "meaning")), "acronym")
    levels = {code: row["level"] for code, row in lists["funder"].items()}
    meanings = {acronym: row["meaning"] for acronym, row in acronyms.items()}
    rules = Rules(_terms(codebook), meanings, default_roles, levels, _payer_model(folder))
    return Codebook(folder, lists, rules)


def _terms(codebook: Codebook) -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = {field: [] for field in _TERM_FIELDS}
    for row in read_csv(codebook.folder / "terms.csv", ("field", "code", "term", "weight")):
        if row["field"] not in terms:
            raise row.error(f"unknown field {row['field']!r}", f"write one of {', '.join(_TERM_FIELDS)}")
        if row["field"] not in _QUALIFYING:
            codebook.check(row, row["field"], row["code"])
        elif row["code"] not in _QUALIFYING[row["field"]]:
            raise row.error(
                f"unknown {row['field']} {row['code']!r}", f"write {' or '.join(_QUALIFYING[row['field']])}"
            )
        if row["weight"] not in ("1", "2", "3"):
            raise row.error(f"weight {row['weight']!r}", "write 1, 2 or 3")
        term = Term(row["field"], row["code"], row["term"], row.integer("weight"))
        if not any(sign.isalnum() for sign in term.words):
            raise row.error("an empty term", "write the words, or remove the row")
        terms[row["field"]].append(term)
    return terms


def _payer_model(folder: Path) -> PayerModel:
    weights = keyed(read_csv(folder / "payer_weights.csv", ("feature", "weight")), "feature")
    return PayerModel({feature: row.decimal("weight") for feature, row in weights.items()})
