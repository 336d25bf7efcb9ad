"""A small invented `data` folder: two territories, three documents, a tiny codebook, two readings and a decision.

Small enough to be read whole, and built by the real ETL. Tests copy it, break one thing, and look at what is said.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from etl.coding.codebook import FIELDS, read_codebook
from etl.coding.settle import coded_units
from etl.coding.values import bare
from etl.documents import read_document
from etl.grammars import cut
from etl.identifiers import identify
from etl.load import build
from etl.paths import DATA

# The closed lists have no invented counterpart: they are the codebook's own.
CLOSED_LISTS = ("levels", "roles", "engagements", "natures", "scopes", "amount_kinds")

PLAN = """\
Pilier 1 : Se déplacer

Objectif opérationnel n°1.1 : Rouler autrement.

- Mettre en place une navette de bus dans les bourgs, financée par LEADER.
- Étude d'un réseau de pistes cyclables
  entre les bourgs.

Pilier 2 : Se soigner

Objectif opérationnel n°2.1 : Accueillir des médecins.

- Poursuivre le contrat local de santé (CLS) 2021-2024 avec l'agence régionale de santé.
- Trouver des locaux vides.
"""
PLAN_GRAMMAR = """\
[grammar]
name = "outline"
units = 4
units_level = 2
looks_like_heading = '^\\W*(?:Pilier|Objectif)\\b'

[[grammar.headings]]
level = 1
pattern = '^Pilier (?P<number>\\d+) : (?P<label>.+)$'

[[grammar.headings]]
level = 2
pattern = '^Objectif opérationnel n°(?P<number>\\d+(?:\\.\\d+)+) : (?P<label>.+)$'
"""

SLIDES = """\
# DIAGNOSTIC DU HAUT-BOIS

Constat : les musées ferment.

# Pistes

- Ouvrir les musées aux écoles

# Pistes (suite)

- Ouvrir les musées aux écoles
- Revoir les tarifs des concerts :
- pour les jeunes
- pour les familles
"""
SLIDES_GRAMMAR = '[grammar]\nname = "slides"\nunits = 2\nengagement = "orientation"\n'
SLIDES_LINES = """\
role,level,first_line,last_line,reason
heading,1,1,1,
heading,2,5,5,
unit,,7,7,Puce d’orientation
unit+detail,,12,14,Puce d’orientation ; les puces qui suivent la précisent
"""

FICHES = """\
Dossier de la halle

L'État apporte une enveloppe de 3 millions d'euros dans tout le pays.
- 1 M€ d'études
- 2 M€ de travaux

LES FICHES

## Axe 1 – Animer le centre

### 1-ACTION MATURE : RENOVATION DE LA HALLE

La halle ancienne sera rénovée pour 250 000 € de travaux.

#### Objectifs

- Attirer des clients
- Accueillir un concert

### ACTION 2030 : NAVETTE DE BUS

Une navette de bus fera le tour du centre.
"""
FICHES_GRAMMAR = """\
[grammar]
name = "fiches"
units = 2
starts_after = "LES FICHES"
fiche = '^(?:(?P<number>\\d+)-)?(?P<label>ACTION (?:MATURE|\\d{4})) : (?P<title>.+)$'
subheading = '^Objectifs$'

[[grammar.headings]]
level = 1
pattern = '^Axe (?P<number>\\d+) – (?P<label>.+)$'
"""

CODEBOOK = {
    "themes": """\
theme_id,rank,label,is_focus,definition
mobilite,1,Mobilité,1,Déplacer les personnes.
sante,2,Santé,1,Soigner.
culture,3,Culture,0,"Arts, musées, halles anciennes."
""",
    "funders": """\
funder_id,label,level,default_role,definition
leader,Programme LEADER,europe,financeur,Fonds européen.
etat,État,etat,,L’État.
ars,Agence régionale de santé,operateur-etat,,Agence de l’État.
""",
    # No words weigh beside the rules.
    "payer_weights": "feature,weight\n",
    "scheme_families": """\
family_id,label,definition
contrats-de-sante,CLS et CTS,Contrats de santé.
""",
    "schemes": """\
scheme_id,acronym,label,family_id,theme_id,definition
leader,LEADER,Programme LEADER,,mobilite,Programme européen.
cls,CLS,Contrat local de santé,contrats-de-sante,sante,Contrat entre une agence et une collectivité.
cts,CTS,Contrat territorial de santé,contrats-de-sante,sante,Contrat entre une agence et plusieurs collectivités.
""",
    "document_schemes": """\
document_id,line,scheme_id,evidence,reason
val-fiches,3,cts,dans tout le pays,Tout le dossier relève de ce contrat.
""",
    "acronyms": "acronym,meaning\nCLS,contrat local de santé\n",
    "terms": """\
field,code,term,weight
theme,mobilite,bus,3
theme,mobilite,piste cyclable,3
theme,sante,contrat local santé,3
theme,sante,médecin,3
theme,culture,musée,3
theme,culture,concert,3
theme,culture,halle,3
engagement,engage,poursuivre,3
engagement,programme,mettre place,2
engagement,a-etudier,étude,2
engagement,a-etudier,ACTION 2030,3
nature,service,navette,2
nature,etude-strategie,étude,3
nature,gouvernance-contrat,contrat,2
nature,travaux-equipement,rénov*,2
funder,leader,LEADER,3
funder,ars,agence régionale santé,3
scheme,leader,LEADER,3
scheme,cls,CLS,3
role,partenaire,avec,1
""",
    "document_funders": """\
document_id,line,funder_id,role,certainty,evidence,period_words,period_line,reason
val-fiches,3,etat,financeur,dit,L'État apporte une enveloppe,-,,L’État paie.
""",
    "faults": """\
document_id,line,kind,quote,explanation
val-fiches,11,capitales,RENOVATION,Le titre perd ses accents.
""",
    "amounts": """\
amount_id,label,document_id,line,funder_id,scope,kind,tax_basis,period_words,period_line,period_start,period_end,part_of,parts_complete,same_as,conflicts_with,quote,reason
pays,Enveloppe,val-fiches,3,etat,programme-national,enveloppe,,-,,,,,1,,,3 millions d'euros,Enveloppe nationale.
pays-etudes,Études,val-fiches,4,etat,programme-national,ingenierie,,-,,,,pays,,,,1 M€ d'études,Composante.
pays-travaux,Travaux,val-fiches,5,etat,programme-national,aides-travaux,,-,,,,pays,,,,2 M€ de travaux,Composante.
halle,Halle,val-fiches,13,,operation,enveloppe,,-,,,,,,,,pour 250 000 € de travaux,Coût de la halle.
""",
    "not_funding": "document_id,line,quote,reason\n",
    "grids": """\
grid_id,rank,label,definition,source
deux-cases,1,Deux cases,Grille inventée.,Inventée.
""",
    "grid_areas": """\
area_id,grid_id,rank,label
lieux,deux-cases,1,Lieux
gens,deux-cases,2,Gens
""",
    "crosswalk": """\
theme_id,area_id,reason
mobilite,lieux,On va d’un lieu à un autre.
sante,gens,On soigne des gens.
culture,lieux,Une halle est un lieu.
culture,gens,Un concert réunit des gens.
""",
}

REFERENCE = {
    "territories": """\
territory_id,rank,name,short_name,kind,is_compared,siren,department,region,population,population_year,communes,population_stated,population_stated_document,with_article,with_de,with_a
val-clair,1,PETR du Val Clair,Val Clair,PETR,1,200000001,Lot,Occitanie,300,2023,2,,,le Val Clair,du Val Clair,au Val Clair
haut-bois,2,Communauté du Haut-Bois,Haut-Bois,Communauté de communes,1,200000002,Nord,Hauts-de-France,70,2023,1,,,,,
""",  # noqa: E501
    "epci": """\
territory_id,siren,name,kind,communes,population_municipal
val-clair,200000003,CC du Val,CC,2,300
haut-bois,200000002,CC du Haut-Bois,CC,1,70
""",
    "communes": """\
territory_id,epci_siren,insee_code,name,population_municipal
val-clair,200000003,46901,Bourg-le-Val,200
val-clair,200000003,46902,Le Pont,100
haut-bois,200000002,59901,Le Haut-Bois,70
""",
}

# Two squares of about 11 km.
CONTOURS = """\
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"territory_id": "val-clair"}, "geometry": {"type": "Polygon",
"coordinates": [[[1.4, 44.4], [1.5, 44.4], [1.5, 44.5], [1.4, 44.5], [1.4, 44.4]]]}},
{"type": "Feature", "properties": {"territory_id": "haut-bois"}, "geometry": {"type": "MultiPolygon",
"coordinates": [[[[3.4, 50.4], [3.5, 50.4], [3.5, 50.5], [3.4, 50.5], [3.4, 50.4]]]]}}
]}
"""


def sidecar(text: str, territory: str, kind: str, grammar: str) -> str:
    """A complete source.toml for this text."""
    return f"""\
territory_id = "{territory}"
title = "Document inventé"
issuer = "Collectivité inventée"
kind = "{kind}"
published_on = 2022-05-01
date_precision = "jour"
date_basis = "Inventée."
licence = "Aucune."
sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"
caveat = "Document inventé pour les tests."

{grammar}"""


def write_document(folder: Path, text: str, territory: str, kind: str, grammar: str, lines: str | None = None) -> None:
    folder.mkdir(parents=True)
    (folder / "text.txt").write_bytes(text.encode())
    (folder / "source.toml").write_bytes(sidecar(text, territory, kind, grammar).encode())
    if lines is not None:
        (folder / "lines.csv").write_bytes(lines.encode())


def write_readings(data: Path) -> None:
    """Two readings that say what the rules say, but for a nature that the second saw otherwise and that was decided.

    « Trouver des locaux vides. » names no theme: the rules take it from its heading (« médecins »).
    """
    codebook = read_codebook(data / "codebook")
    for folder in sorted((data / "documents").iterdir()):
        document = read_document(folder)
        result = cut(document)
        rows, decided = [], []
        for coded in coded_units(document, result, identify(document, result), codebook):
            for field in FIELDS:
                for code in coded.settled[field]:
                    rows.append([coded.action_id, field, bare(field, code.value), code.evidence, ""])
            if coded.unit.title.startswith("Revoir les tarifs"):
                decided = [coded.action_id, "nature", "aide-financiere", "tarifs", "Un tarif réduit est une aide."]
        second = [[*row[:2], "service", *row[3:]] if decided and row[:2] == decided[:2] else row for row in rows]
        _write_rows(data / "codebook" / "readings" / "first" / f"{folder.name}.csv", rows)
        _write_rows(data / "codebook" / "readings" / "second" / f"{folder.name}.csv", second)
        if decided:
            _write_rows(data / "codebook" / "decisions" / f"{folder.name}.csv", [decided])


def _write_rows(path: Path, rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([["action_id", "field", "value", "evidence", "reason"], *rows])


def write_data(data: Path) -> None:
    """The whole invented folder."""
    for name, text in CODEBOOK.items():
        path = data / "codebook" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name in CLOSED_LISTS:
        shutil.copy(DATA / "codebook" / f"{name}.csv", data / "codebook")
    for name, text in REFERENCE.items():
        path = data / "reference" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (data / "reference" / "contours.geojson").write_bytes(CONTOURS.encode())
    documents = data / "documents"
    write_document(documents / "val-plan", PLAN, "val-clair", "projet de territoire", PLAN_GRAMMAR)
    write_document(documents / "val-fiches", FICHES, "val-clair", "dossier de presse", FICHES_GRAMMAR)
    write_document(documents / "haut-pistes", SLIDES, "haut-bois", "diagnostic", SLIDES_GRAMMAR, SLIDES_LINES)
    write_readings(data)


@dataclass(frozen=True)
class Invented:
    """A copy of the invented folder that a test may break, and the database that is built from it."""

    data: Path
    database: Path

    def path(self, name: str) -> Path:
        return self.data / name

    def read(self, name: str) -> str:
        return self.path(name).read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        self.path(name).write_bytes(text.encode())

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the first `old`; it must be there, or the test would break nothing."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def append(self, name: str, line: str) -> None:
        self.write(name, self.read(name) + line + "\n")

    def replace_words(self, document: str, old: str, new: str) -> None:
        """Replace words of a document and renew its hash, as one does for a new version of it."""
        self.replace(f"documents/{document}/text.txt", old, new)
        digest = hashlib.sha256(self.path(f"documents/{document}/text.txt").read_bytes()).hexdigest()
        toml = self.read(f"documents/{document}/source.toml")
        self.write(f"documents/{document}/source.toml", re.sub('sha256 = ".*"', f'sha256 = "{digest}"', toml))

    def action(self, document: str, title: str) -> str:
        """The identifier of the action whose title starts with these words."""
        read = read_document(self.data / "documents" / document)
        result = cut(read)
        (found,) = [
            identifier
            for identifier, unit in zip(identify(read, result), result.units, strict=True)
            if unit.title.startswith(title)
        ]
        return found

    def build(self) -> str:
        """Build the database and return its content hash."""
        return build(self.data, self.database)
