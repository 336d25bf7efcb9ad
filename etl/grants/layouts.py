"""What the columns of a list of grants are, by their names, and which list it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from etl.readers.fields.bodies import body_of
from etl.readers.text import one_line
from etl.text import fold

# The fields that a column can be named, in the order in which they are asked for.
FIELDS = {
    "eur": "Montant de la subvention",
    "beneficiary": "Bénéficiaire",
    "title": "Objet de la subvention",
    "year": "Année ou date",
    "siren": "SIREN ou SIRET du bénéficiaire",
    "insee": "Code INSEE de la commune",
    "department": "Code du département",
    "funder": "Financeur",
    "programme": "Dispositif",
    "measure": "Mesure du dispositif",
    "beneficiary_kind": "Sorte de bénéficiaire",
    "cost": "Coût hors taxes",
}
SOURCE_LINE = "source_line"
STATE, GREEN = "État", "Fonds vert"
_SCDL = "subventions attribuées (SCDL)"
_STATE_LISTS = "dotations de l’État à l’investissement"
_NAMED = "tableau dont les colonnes ont été nommées"
BY_PAYER = "tableau d’une colonne par financeur"
# All that a list can be.
LAYOUTS = (GREEN, _SCDL, _STATE_LISTS, _NAMED, BY_PAYER)
# Names of columns, the likeliest first: accents, capitals, plurals, link words and the order of words do not matter.
_NAMES: dict[str, tuple[str, ...]] = {
    "eur": (
        "montant engagé", "subvention", "montant de la subvention", "montant subvention attribuée",
        "montant subvention accordée", "montant de subvention notifié", "subvention attribuée", "subvention accordée",
        "subvention allouée", "subvention notifiée", "subvention État", "montant subvention État", "montant attribué",
        "montant accordé", "montant notifié", "montant octroyé", "montant de l’aide", "montant de l’aide attribuée",
        "montant de la dotation", "montant programmé", "montant",
    ),
    "cost": (
        "coût HT", "coût total HT", "coût de l’opération HT", "coût du projet HT", "coût total de l’opération HT",
        "coût total du projet HT", "coût prévisionnel HT", "montant HT", "montant total HT", "montant du projet HT",
        "montant de l’opération HT", "montant des travaux HT", "coût des travaux HT",
    ),
    "beneficiary": (
        "nom du bénéficiaire principal", "nom du bénéficiaire", "bénéficiaire", "bénéficiaire de la subvention",
        "libellé du bénéficiaire", "dénomination du bénéficiaire", "raison sociale", "raison sociale du bénéficiaire",
        "nom de la collectivité", "collectivité bénéficiaire", "commune bénéficiaire", "collectivité",
        "maître d’ouvrage",
        "nom du maître d’ouvrage", "porteur de projet", "nom du porteur de projet",
    ),
    "beneficiary_kind": (
        "type de bénéficiaire", "nature du bénéficiaire", "catégorie de bénéficiaire", "type de collectivité",
        "forme juridique du bénéficiaire",
    ),
    "siren": (
        "SIREN du bénéficiaire", "SIREN", "numéro SIREN", "n° SIREN", "code SIREN", "SIREN de la collectivité",
        "SIREN du bénéficiaire principal", "id bénéficiaire", "numéro SIREN du bénéficiaire",
        "n° SIREN du bénéficiaire", "SIRET du bénéficiaire", "SIRET", "numéro SIRET", "n° SIRET",
        "numéro SIRET du bénéficiaire", "SIRET du bénéficiaire principal",
    ),
    "insee": (
        "code INSEE du bénéficiaire", "code INSEE", "code INSEE de la commune", "code commune", "INSEE",
        "numéro INSEE", "n° INSEE", "INSEE du bénéficiaire", "code INSEE de la collectivité",
        "code commune du bénéficiaire",
    ),
    "department": (
        "dép du bénéficiaire", "code du département", "département", "dép", "dpt", "dept", "code dép",
        "département du bénéficiaire", "numéro de département", "n° de département",
        "code du département du bénéficiaire",
    ),
    "title": (
        "intitulé", "intitulé du projet", "intitulé de l’opération", "nom du projet", "nom de l’opération",
        "objet de la subvention", "objet", "libellé du projet", "libellé de l’opération", "titre du projet",
        "désignation de l’opération", "nature de l’opération", "objet du projet", "intitulé du dossier", "opération",
        "projet",
    ),
    "programme": (
        "dispositif", "dotation", "type de dotation", "nom du dispositif", "dispositif d’aide",
        "dispositif de financement", "nature de la dotation",
    ),
    "measure": ("nom de la démarche DS", "nom de la démarche", "démarche", "titre de la démarche", "mesure"),
    "year": (
        "exercice", "année", "millésime", "exercice budgétaire", "année d’attribution", "année de programmation",
        "année de notification", "année d’engagement", "année millésime", "date de convention", "date de décision",
        "date d’attribution", "date de notification", "date de l’arrêté", "date d’arrêté", "date de la décision",
        "date de la convention", "date de la notification",
    ),
    "funder": ("nom attribuant", "attribuant", "financeur", "nom du financeur", "organisme attribuant"),
    SOURCE_LINE: ("source_line",),
}  # fmt: skip
# What the name of a column may hold where a planner is to say what it is, the likeliest first.
_HINTS = {
    "eur": (
        r"(montant|aide|subvention|dotation)s?\b.*(accord|attribu|vote|allou|octroy|notifi|engag|programm)",
        r"montant|subvention|somme|^aides?\b|€|euro",
    ),
    "beneficiary": (r"benefici|collectivit|porteur|maitre|association|nom\b", r"\bcommune\b"),
    "title": (r"objet|intitul|projet|operation|libelle|descri", r"nature d|action"),
    "year": (r"annee|exercice|date|millesime",),
    "siren": (r"siren|siret",),
    "insee": (r"insee",),
    "department": (r"\bdep(t|artement)?\b",),
    "funder": (r"financeur|attribuant|donneur",),
    "programme": (r"dispositif|programme|dotation|fonds",),
    "measure": (r"mesure|demarche|axe",),
    "cost": (r"cout.*\bht\b|\bht\b.*cout",),
}
# What is asked or hoped for, whom and what it is for, what an operation costs, and shares are nothing that was granted.
_NOT_GRANTED = re.compile(
    r"cout|depense|total|budget|assiette|eligible|demand|sollicit|esper|attend|prevision|taux|%|plan de financement|"
    r"reste|autofinanc|recette|travaux|projet|operation|objet|date|libell|intitul|nature|type|numero|nombre|beneficiaire"
)
_YEAR_NAMED = re.compile(r"\b(?:19|20)\d\d\b")
_LINKS = frozenset(
    ["de", "du", "des", "d", "la", "le", "les", "l", "en", "euro", "euros", "eur", "et", "a", "au", "aux"]
)
_WORDS = re.compile(r"[a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACRONYM = re.compile(r"\b(DETR|DSIL|DSID|DPV)\b")
_THOUSANDS = re.compile(r"\bk ?€|\bkeur\b|\bmilliers(?: d.euros?)?", re.IGNORECASE)
_MILLIONS = re.compile(r"\bm ?€|\bmeur\b|\bmillions(?: d.euros?)?", re.IGNORECASE)
# What a column of sums says beside its payer.
_SAID_OF_SUMS = re.compile(
    r"\b(?:montants?|subventions?|aides?|parts?|participations?|financements?|cofinancements?|crédits?|engagée?s?"
    r"|accordée?s?|attribuée?s?|notifiée?s?|programmée?s?|obtenue?s?|acquise?s?|votée?s?|euros?|eur|HT|TTC)\b|€",
    re.IGNORECASE,
)
_EMPTY, _OF = re.compile(r"\(\s*\)"), re.compile(r"^(?:de la |de l['’]|du |des |de |d['’])", re.IGNORECASE)
_LONGEST_PAYER = 60
# « État du dossier », « Commune »: what a column says of the grant, or of whose it is.
_NO_PAYER = re.compile(r"etat d.*|(communes?|epci|communautes?|collectivites?|associations?|entreprises?)( .*)?")
# What a programme of the State's own lists is called.
_DOTATION = re.compile(r"\b(?:detr|dsil|dsid|dpv|dge|fnadt|dotation)\b")


@dataclass(frozen=True)
class Layout:
    """A list that is understood: its French name, the column of each field, and what its rows do not say."""

    name: str
    columns: Mapping[str, int]
    funder: str = ""
    programme: str = ""
    # By field: what a number of that column is to be multiplied with.
    units: Mapping[str, int] = field(default_factory=dict)
    # The columns of what each payer granted, with its name and their unit, where it has one of its own.
    payers: Mapping[int, tuple[str, int]] = field(default_factory=dict)


def recognised(head: Sequence[str], file_name: str, said: Callable[[int], Iterable[str]]) -> Layout | None:
    """The list whose head this is; None where it is none that is known. `said` gives the first texts of a column, by
    which the State's own dotations are told from others' schemes."""
    columns, doubled = understood(head)
    if "eur" not in columns or "eur" in doubled or not columns.keys() & {"beneficiary", "siren"}:
        return None
    units = units_of(head, columns)
    measure = head[columns["measure"]] if "measure" in columns else ""
    if "demarche" in fold(measure) and "funder" not in columns:
        return Layout(GREEN, _without(columns, "programme"), STATE, GREEN, units)
    if "funder" in columns:
        known = "attribuant" in fold(head[columns["funder"]])
        return Layout(_SCDL, columns, "", "", units) if known else None
    if "title" not in columns:
        return None
    if "programme" in columns:
        is_state = any(_DOTATION.search(fold(text)) for text in said(columns["programme"]))
        return Layout(_STATE_LISTS, columns, STATE, "", units) if is_state else None
    told = {
        match
        for text in (head[columns["eur"]], file_name.replace("_", " "))
        for match in _ACRONYM.findall(text.upper())
    }
    return Layout(_STATE_LISTS, columns, STATE, told.pop(), units) if len(told) == 1 else None


def named(head: Sequence[str], columns: Mapping[str, int], payers: Sequence[int] = ()) -> Layout:
    """The list of a table whose columns were named; of one that has a column for each payer, these columns."""
    source_line = understood(head)[0].get(SOURCE_LINE)
    kept = {name: at for name, at in columns.items() if name in FIELDS and not (payers and name in ("eur", "funder"))}
    kept |= {SOURCE_LINE: source_line} if source_line is not None else {}
    paid = {at: (payer_named(head[at]), _unit_of(head[at])) for at in payers if at < len(head) and head[at]}
    return Layout(BY_PAYER if paid else _NAMED, kept, units=units_of(head, kept), payers=paid)


def payer_named(name: str) -> str:
    """The payer that the name of a column of sums says: « Subvention FEADER (€) » is « FEADER »."""
    bare = _SAID_OF_SUMS.sub(" ", _MILLIONS.sub(" ", _THOUSANDS.sub(" ", name)))
    return _OF.sub("", one_line(_EMPTY.sub(" ", bare)).strip(" :-–/'’")) or one_line(name)


def guessed_payers(head: Sequence[str]) -> tuple[int, ...]:
    """The columns of a head that say each another payer, where several do: none says what is hoped for, or the
    beneficiary's own money."""
    found = [
        at
        for at, name in enumerate(head)
        if len(name) <= _LONGEST_PAYER
        and body_of(payer_named(name)) is not None
        and not (_NOT_GRANTED.search(fold(name)) or _NO_PAYER.fullmatch(fold(name)))
    ]
    return tuple(found) if len(found) > 1 else ()


def understood(head: Sequence[str]) -> tuple[dict[str, int], set[str]]:
    """The column of each field whose name is known, and the fields for which two columns bear the likeliest name."""
    found: dict[str, int] = {}
    doubled: set[str] = set()
    keys = [_keys(name) for name in head]
    for name, ranked in _ranks().items():
        places = [(ranked[key], at) for at, own in enumerate(keys) for key in own if key in ranked]
        if places:
            best, found[name] = min(places)
            if len({at for rank, at in places if rank == best}) > 1:
                doubled.add(name)
    return found, doubled


def guessed(head: Sequence[str]) -> dict[str, int]:
    """The column of each field that the names of a head let guess, for a planner to confirm."""
    found = {name: at for name, at in understood(head)[0].items() if name in FIELDS}
    if found.get("eur") is not None and year_named(head[found["eur"]]) is not None:
        # « Subvention 2023 » beside « Subvention 2024 » is one year's.
        del found["eur"]
    for name, patterns in _HINTS.items():
        if name in found:
            continue
        free = [
            at
            for pattern in patterns
            for at, said in enumerate(map(fold, head))
            if at not in found.values()
            and re.search(pattern, said)
            and not (name == "eur" and _NOT_GRANTED.search(said))
        ]
        if free:
            # Of the sums of several years, the last one's.
            found[name] = max(free, key=lambda at: (year_named(head[at]) or 0, -free.index(at)))
    return found


def year_named(name: str) -> int | None:
    """The one year that the name of a column says: « Subvention 2024 »."""
    years = set(_YEAR_NAMED.findall(name))
    return int(years.pop()) if len(years) == 1 else None


def units_of(head: Sequence[str], columns: Mapping[str, int]) -> dict[str, int]:
    """What the names of the columns of sums say that they are in, where it is not euros."""
    units = {}
    for name in ("eur", "cost"):
        said = head[columns[name]] if name in columns and columns[name] < len(head) else ""
        if (unit := _unit_of(said)) > 1:
            units[name] = unit
    return units


def _unit_of(said: str) -> int:
    return 1_000 if _THOUSANDS.search(said) else 1_000_000 if _MILLIONS.search(said) else 1


@lru_cache(maxsize=1)
def _ranks() -> dict[str, dict[str, int]]:
    """By field, its names as they are compared, each with its rank."""
    return {
        name: {key: rank for rank, said in reversed(list(enumerate(names))) for key in _keys(said)}
        for name, names in _NAMES.items()
    }


def _keys(name: str) -> tuple[str, ...]:
    """A name as it is compared: its words in no order, and run together (« nomattribuant »)."""
    bare = _MILLIONS.sub(" ", _THOUSANDS.sub(" ", name))
    folded = fold(_HUMP.sub(" ", bare)).replace("n°", "numero ")
    words = [word for word in _WORDS.findall(folded) if word not in _LINKS]
    words = [word for word in words if not _ACRONYM.fullmatch(word.upper())] if len(words) > 1 else words
    stems = [word.rstrip("s").rstrip("e") for word in words]
    return (" ".join(sorted(stems)), "".join(words).rstrip("s")) if words else ()


def _without(columns: Mapping[str, int], name: str) -> dict[str, int]:
    return {field: at for field, at in columns.items() if field != name}
