"""What the columns of a table of actions are, by their names: those of the Territoires en Transitions template, of
Fonds vert-like tables, and what others write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Name of a field -> what its column is called, without accents, in small letters. The first that matches names it.
_ACTION = r"(de (l.?action|la fiche.?action|la fiche|l.?operation|la mesure|l.?projet)|du projet|de projet)"
_OF_ACTION = r"( (de (l.?action|la fiche.?action|l.?operation|la mesure)|du projet|de projet|des? actions?))?"
# What says of payers that they are hoped for, and of a plan of finance that it is one.
_HOPED = (
    r"potentiels?|envisage(e?s?)|possibles?|pressenti(e?s?)|sollicite(e?s?)|mobilisables?|attendu(e?s?)|eventuel(le)?s?"
)
_PLANNED = rf"( ({_HOPED}|previsionnels?|mobilise(e?s?)|acquis(es)?|obtenu(e?s?)|prevu(e?s?)))?"
_NAMES: tuple[tuple[str, str], ...] = (
    ("subtitle", r"titre de la sous.?action"),
    ("title", rf"(titre|intitule|nom|libelle|designation)( {_ACTION}| de la fiche action)?$"),
    (
        "label",
        r"(n|no|num|numero|n°|ref|reference|code|id)( (de l.?)?action| fiche| (de (la )?|d.?)?(fiche|ordre|projet))?$",
    ),
    ("level3", r"sous.?sous.?axe.*"),
    ("level2", r"sous.?axe.*|objectif( (strategique|operationnel|specifique|general))?$"),
    ("level2", r"orientation operationnelle|sous.?objectif|chantier|levier"),
    ("level1", r"axe\b.*|orientation( strategique)?s?$|pilier|defi$|enjeu$|ambition|priorite strategique|thematique"),
    ("level1", r"volet"),
    (
        "text",
        r"descripti(f|on).*|contenu.*|contexte.*|presentation.*|detail.*|resume.*|modalites? de mise en (oe|œ)uvre",
    ),
    ("service", r"(direction|service).*(pilote|referente?).*|service$"),
    ("person", r"personne.*|referent(e|\(e\)|\.e|·e)?$|contact$"),
    ("funder", r"financeur \d+$"),
    ("amount", r"montant € (ht|ttc)$"),
    ("funders", rf"(co.?)?financeurs?{_PLANNED}|partenaires? financiers?{_PLANNED}|(autres )?(co.?)?financeurs?.*"),
    (
        "funding_text",
        rf"(co.?)?financements?{_PLANNED}|plan de financement{_PLANNED}|sources? de financement{_PLANNED}",
    ),
    ("funding_text", rf"(montant (de la |de l.?|des )?)?(aides?|subventions?)( financieres?)?{_PLANNED}$"),
    (
        "pilot",
        rf"portee?s? par|(structure |organisme )?pilotes?.*|(structure |collectivite )?porteu(rs?|ses?){_OF_ACTION}$",
    ),
    ("pilot", r"(structure|organisme|collectivite) porteuse?|portage|pilotage|chef de file|responsable.*"),
    ("pilot", r"maitres?.? d.?ouvrages?( .*)?|maitrise d.?ouvrage( .*)?|moa|m\. ?o\. ?a?"),
    (
        "partners",
        r"partenaires?.*|partenariats?.*|acteurs? (associes?|concernes?|mobilises?|impliques?|a associer)|acteurs",
    ),
    ("indicators", r"indicateurs?.*|evaluation|suivi et evaluation"),
    # Of the template: its group « Objectifs et indicateurs » holds the measures in either column.
    ("aims", r"objectifs$"),
    ("basis", r"ht ?/ ?ttc|ht ou ttc"),
    ("budget", r"budget.*|cout.*|montant( total| previsionnel| estimatif| estime| global| du projet| des travaux)?.*"),
    ("budget", r"estimation( financiere| budgetaire| du cout)?$|enveloppe.*|depenses?( previsionnelles?| totales?)?$"),
    ("status", r"statut.*|avancement|etat d.?avancement|av$|etat$|stade.*|maturite"),
    ("priority", r"(niveau de )?priorite$"),
    ("start", r"date de (debut|demarrage|lancement)|debut$|demarrage$|lancement$|annee de (debut|demarrage|lancement)"),
    ("end", r"date (previsionnelle )?de (fin|livraison)|fin$|annee de fin|livraison$"),
    (
        "calendar",
        r"calendrier.*|echeanciers?.*|echeances?.*|periode.*|delais?( .*)?$|planning.*|phasage.*|temporalite.*",
    ),
    ("calendar", r"(dates?|annees?)( (de realisation|de mise en (oe|œ)uvre|previsionnelles?|prevues?))?$|duree$"),
    ("notes", r"notes?( complementaires?)?$"),
    ("title", r"actions?$|fiche.?actions?$|mesures?$|projets?$|operations?$"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _NAMES)
# A group of columns that says whom each of its columns is of.
_FINANCING = re.compile(r"plan de financement.*|financements?.*|cofinancements?.*")
# What is no field of a unit, but its name, its place or its words.
LEVELS = ("level1", "level2", "level3", "level4")
NO_FIELDS = ("title", "subtitle", "label", "text", *LEVELS, "notes", "aims")
_LONGEST_NAME = 200


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


def says_hoped(name: str) -> bool:
    """Whether a label says of the payers below it that they are hoped for: « Financeurs potentiels »."""
    return bool(re.search(rf"\b({_HOPED})\b", plain(name))) and field_of(name) in ("funders", "funding_text")


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
        if field in LEVELS and field in taken and "title" not in taken:
            # « Enjeu », then « Orientation », before the action: one stands below the other.
            field = next((one for one in LEVELS[LEVELS.index(field) :] if one not in taken), field)
        if field in ("funder", "amount") or (field and field not in taken):
            taken.add(field)
            found.append(Column(field, at, name))
    return found
