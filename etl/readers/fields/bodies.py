"""Bodies that pay in any French territory, by the names that plans give them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.text import plain


@dataclass(frozen=True)
class Body:
    """A body, or a fund of one, and its level (`data/codebook/levels.csv`)."""

    name: str
    level: str


# Funds by their initials or names; who pays them out.
_FUNDS = (
    ("État", "etat", r"DETR|DSIL|DSID|DPV|DGD|FNADT|FIPD|FNP|DSU|DSR"),
    ("État", "etat", r"fonds vert|FV|fonds mobilit[ée]s actives|fonds friches|fonds barnier|pass culture"),
    ("État", "etat", r"dotation (?:g[ée]n[ée]rale de d[ée]centralisation|france services|politique de la ville)"),
    ("Union européenne", "europe", r"FEDER|FSE\+?|FEADER|FTJ|FEAMPA?|LEADER|LIFE|Interreg"),
)
# Bodies by name: the first that a name begins with.
_BODIES = (
    # Two levels pay: none is said.
    ("Contrat de plan État-Région", "", r"(?:contrat de plan [ée]tat[- ]r[ée]gion|CPER)"),
    ("ADEME", "operateur-etat", r"ADEME"),
    ("Anah", "operateur-etat", r"Anah|agence nationale de l['’]habitat"),
    ("ANRU", "operateur-etat", r"ANRU"),
    ("ANCT", "operateur-etat", r"ANCT"),
    ("Agence nationale du sport", "operateur-etat", r"ANS|agence nationale du sport"),
    ("Banque des Territoires", "operateur-etat", r"banque des territoires|caisse des d[ée]p[ôo]ts"),
    ("ARS", "etat", r"ARS|agence r[ée]gionale de sant[ée]"),
    ("DRAC", "etat", r"DRAC"),
    ("DRAJES", "etat", r"DRAJES"),
    ("DRAAF", "etat", r"DRAAF"),
    ("DREAL", "etat", r"DREAL"),
    ("DDETS", "etat", r"DDETS(?:PP)?"),
    ("DDT", "etat", r"DDTM?"),
    ("CAF", "autre-public", r"CAF|caisses? d['’]allocations familiales"),
    ("MSA", "autre-public", r"MSA|mutualit[ée] sociale agricole"),
    ("CNSA", "operateur-etat", r"CNSA"),
    ("CPAM", "autre-public", r"CPAM"),
    ("CARSAT", "autre-public", r"CARSAT"),
    ("Conférence des financeurs de la prévention", "autre-public", r"conf[ée]rence des financeurs"),
    ("Établissement public foncier", "autre-public", r"EPF\w?|[ée]tablissement public foncier"),
    ("Action Logement", "prive-associatif", r"action logement"),
    ("Fondation du patrimoine", "prive-associatif", r"fondation du patrimoine"),
    ("Mécènes", "prive-associatif", r"m[ée]c[éeè]n(?:at|es?)"),
    ("Union européenne", "europe", r"union europ[ée]enne|europe|UE|fonds europ[ée]ens"),
    ("État", "etat", r"[ée]tat|pr[ée]fecture"),
    ("Région", "region", r"(?:conseil )?r[ée]gion(?:al)?"),
    ("Département", "departement", r"(?:conseil )?d[ée]partement(?:al)?"),
    ("Communes", "bloc-communal", r"communes?(?=\s*(?:$|\(|membres))"),
)
# Bodies with a name of their own behind: « Agence de l’eau Loire-Bretagne », « Chambre d’agriculture du Lot ».
_NAMED = (
    ("operateur-etat", r"agence de l['’]eau.*"),
    ("autre-public", r"chambre (?:d['’]agriculture|de m[ée]tiers|de commerce).*|C[CM]I\b.*"),
    ("autre-public", r"(?:parc naturel r[ée]gional|PNR)\b.*|syndicat\b.*"),
    ("prive-associatif", r"fondation\b.*|association\b.*|fonds de dotation\b.*"),
    ("bloc-communal", r"(?:communaut[ée] (?:de communes|d['’]agglom[ée]ration|urbaine)|m[ée]tropole|ville|mairie)\b.*"),
)
_LEGAL = re.compile(r"(?:l['’]|la |le |les |du |de la |de l['’]|des )", re.I)


def body_of(name: str) -> Body | None:
    """The body that a name says; None where it is none of those that every territory knows.

    « DSIL » is « État (DSIL) »; « Région Grand Est » is a « Région »; an agence de l’eau keeps its own name.
    """
    said = " ".join(name.replace("\u00a0", " ").split())
    said = _LEGAL.sub("", said, count=1) if _LEGAL.match(said) else said
    head, _, inside = said.partition("(")
    for payer, level, pattern in _FUNDS:
        for part in (head.strip(), inside.rstrip(") ")):
            match = re.match(rf"(?:{pattern})\b", part, re.I)
            if match:
                return Body(f"{payer} ({_as_written(match.group(), pattern)})", level)
    for level, pattern in _NAMED:
        if re.fullmatch(pattern, head.strip(), re.I):
            return Body(head.strip()[:1].upper() + head.strip()[1:], level)
    for payer, level, pattern in _BODIES:
        if re.match(rf"(?:{pattern})(?!\w)", head.strip(), re.I):
            if payer == "État" and inside:
                # « État (DRAAF) » is of a service of the State, as written.
                return Body(f"{payer} ({inside.rstrip(') ')})", level)
            return Body(payer, level)
    return None


def _as_written(said: str, pattern: str) -> str:
    """Initials in capitals, other names as they are written, « fonds vert » with its capital by both of its names."""
    if plain(said).casefold() in ("fonds vert", "fv"):
        return "Fonds vert"
    return said.upper() if said.upper() in pattern.split("|") else said
