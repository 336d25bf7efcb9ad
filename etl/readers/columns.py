"""What the columns of a table of actions are, by their names: those of the Territoires en Transitions template, of
Fonds vert-like tables, and what others write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Name of a field -> what its column is called, without accents, in small letters. The first that matches names it.
_ACTION = r"(de (l.?action|la fiche.?action|la fiche|l.?operation|la mesure|l.?projet)|du projet|de projet)"
_NAMES: tuple[tuple[str, str], ...] = (
    ("subtitle", r"titre de la sous.?action"),
    ("title", rf"(titre|intitule|nom|libelle|designation)( {_ACTION})?$"),
    ("label", r"(n|no|num|numero|n°|ref|reference|code|id)( (de l.?)?action| fiche| de (la )?fiche)?$"),
    ("level3", r"sous.?sous.?axe.*"),
    ("level2", r"sous.?axe.*|objectif( (strategique|operationnel|specifique|general))?$"),
    ("level2", r"orientation operationnelle|sous.?objectif"),
    ("level1", r"axe\b.*|orientation( strategique)?s?$|pilier|defi$|enjeu$|ambition|priorite strategique|thematique"),
    ("text", r"descripti(f|on).*|contenu.*|contexte.*|presentation.*|detail.*|resume.*"),
    ("service", r"(direction|service).*pilote.*|service$"),
    ("person", r"personne.*|referent$"),
    ("pilot", r"portee?s? par|(structure )?pilote.*|porteurs?( de projet| du projet)?$|chef de file|responsable"),
    ("pilot", r"maitres?.? d.?ouvrages?|maitrise d.?ouvrage"),
    ("partners", r"partenaires?.*|acteurs associes"),
    ("indicators", r"indicateurs?.*|evaluation"),
    # Of the template: its group « Objectifs et indicateurs » holds the measures in either column.
    ("aims", r"objectifs$"),
    ("funder", r"financeur \d+$"),
    ("amount", r"montant € (ht|ttc)$"),
    ("funders", r"financeurs?.*|cofinanceurs?.*"),
    ("funding_text", r"financements?$|plan de financement$|sources? de financement"),
    ("basis", r"ht ?/ ?ttc|ht ou ttc"),
    ("budget", r"budget.*|cout.*|montant( total| previsionnel| global)?.*"),
    ("status", r"statut.*|avancement|etat d.?avancement|av$|etat$"),
    ("priority", r"(niveau de )?priorite$"),
    ("start", r"date de debut|debut$"),
    ("end", r"date de fin|fin$"),
    ("calendar", r"calendrier.*|echeanciers?.*|echeances?.*|periode.*|delais?$"),
    ("notes", r"notes?( complementaires?)?$"),
    ("title", r"actions?$|fiche.?actions?$|mesures?$|projets?$|operations?$"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _NAMES)
# A group of columns that says whom each of its columns is of.
_FINANCING = re.compile(r"plan de financement.*|financements?.*|cofinancements?.*")
# What is no field of a unit, but its name, its place or its words.
NO_FIELDS = ("title", "subtitle", "label", "text", "level1", "level2", "level3", "notes", "aims")
_LONGEST_NAME = 200
LEVELS = ("level1", "level2", "level3")


@dataclass(frozen=True)
class Column:
    """A column that is understood: its field, its number, and its name as written."""

    field: str
    at: int
    name: str


def plain(text: str) -> str:
    """Small letters without accents, spaces and signs at the ends aside: « Élu·e  » is `elu·e`."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(bare.split()).strip(" .:*?'\"")


def field_of(name: str) -> str:
    """The field that a column of this name holds; nothing where none is known."""
    if len(name) > _LONGEST_NAME:
        return ""
    said = plain(re.sub(r"\([^)]*\)", " ", name))
    if not said:
        return ""
    return next((field for field, pattern in _COMPILED if pattern.fullmatch(said)), "")


def _is_financing(group: str) -> bool:
    """Whether a group of columns says who pays, one column each."""
    return len(group) <= _LONGEST_NAME and bool(_FINANCING.fullmatch(plain(re.sub(r"\([^)]*\)", " ", group))))


def understood(names: Sequence[str], groups: Sequence[str] = ()) -> list[Column]:
    """The columns whose names (or whose group's, where they have none of their own) are known, each field once, but for
    those that come in pairs or in a group."""
    found: list[Column] = []
    taken: set[str] = set()
    for at, name in enumerate(names):
        group = groups[at] if at < len(groups) else ""
        if name and _is_financing(group):
            found.append(Column("part", at, name))
            continue
        field = field_of(name)
        if field in ("funder", "amount") or (field and field not in taken):
            taken.add(field)
            found.append(Column(field, at, name))
    return found
