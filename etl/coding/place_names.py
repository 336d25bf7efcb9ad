"""Communes and intercommunalities that a text names without saying what they are: « financé par Agglopolys et Nevers ».

A name alone is often no body (« les habitants de Nevers »): it is one only where a construction says that it pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import pyarrow.parquet as pq

from etl.france import France
from etl.paths import DATA

_FRANCE = DATA / "reference" / "france"
# Smaller communes bear the names of hamlets, people and things as often, and are told as « la commune ».
_LEAST_POPULATION = 3500
# Names that are words, given names, firms or départements as well.
_OTHERWISE = frozenset([
    "Agneaux", "Aiguillon", "Albert", "Angles", "Anse", "Antony", "Apt", "Ardentes", "Avion", "Beaumont", "Boos",
    "Bruges", "Cabannes", "Canet", "Castries", "Changé", "Charly", "Cluses", "Colombes", "Condom", "Contes", "Corte",
    "Courtenay", "Cours", "Crest", "Croix", "Crosne", "Delle", "Die", "Divion", "Drap", "Entrelacs", "Eu", "Falaise",
    "Fontaine", "Fosses", "Fraisses", "Fronton", "Gaillard", "Gan", "Gap", "Genlis", "Gorges", "Goyave", "Gray",
    "Grenade", "Guise", "Ham", "Hem", "Ifs", "Indre", "Isle", "Lattes", "Limas", "Loos", "Louvres", "Luisant", "Lure",
    "Mana", "Marines", "Marquise", "Massy", "Mayenne", "Mer", "Monnaie", "Mons", "Monts", "Moulins", "Nice", "Nogent",
    "Olivet", "Oraison", "Orange", "Ormes", "Pannes", "Paris", "Paron", "Persan", "Pertuis", "Pia", "Plaisir", "Pons",
    "Prades", "Presles", "Publier", "Rives", "Rochefort", "Roques", "Rousset", "Salles", "Sens", "Serris", "Tonnerre",
    "Touques", "Tours", "Tresses", "Vallet", "Vernon", "Vias", "Vichy", "Vienne", "Vif", "Vittel", "Viviers",
    "Volvic",
])  # fmt: skip
_KIND = re.compile(r"C[CAU]\s+")
# « CC du Pays de Sommières » is so named with its kind; « CA Arlysère » without.
_WITH_ARTICLE = re.compile(r"(?:d[eu]s?|la|les?|entre)\s|[dl]['’]", re.IGNORECASE)
# « CA de Blois ''Agglopolys'' », « CA du Bassin d’Arcachon Nord (COBAN) »
_OTHER_NAME = re.compile(r"''(?P<quoted>[^']+)''|\((?P<short>[A-Z]{4,}|Cap \w+)\)")
_START = re.compile(r"(?<![\w-])[A-ZÀ-Þ]\w+")
_GOES_ON = re.compile(r"[\w’'-]*\w")


def places(text: str) -> Iterator[tuple[str, int, int]]:
    """The names in a text: code of the body (`communes`, `intercommunalites`), start and end; the longest of those that
    begin at one word."""
    known = _known()
    end = 0
    for match in _START.finditer(text):
        first = match.group()
        if match.start() < end or first not in known:
            continue
        for name, code in known[first]:
            last = match.start() + len(name)
            if _alike(text[match.start() : last]) == name and not _GOES_ON.match(text, last):
                end = last
                yield code, match.start(), last
                break


@lru_cache(maxsize=1)
def _known() -> dict[str, list[tuple[str, str]]]:
    """By first word the names that begin with it, the longest first, each with its code."""
    names = {_alike(name): "intercommunalites" for name in _intercommunalities()}
    names |= {_alike(name): "communes" for name in _towns()}
    found: dict[str, list[tuple[str, str]]] = {}
    for name, code in names.items():
        first = re.match(r"\w+", name)
        if first and name not in _OTHERWISE:
            found.setdefault(first.group(), []).append((name, code))
    return {first: sorted(named, key=lambda one: -len(one[0])) for first, named in found.items()}


def _intercommunalities() -> Iterator[str]:
    for row in France(_FRANCE).intercommunalities():
        other = _OTHER_NAME.search(row["name"])
        name = _OTHER_NAME.sub("", _KIND.sub("", row["name"], count=1)).strip()
        yield from (one for one in (other and (other["quoted"] or other["short"]),) if one)
        if not _WITH_ARTICLE.match(name):
            yield name


def _towns() -> Iterator[str]:
    table = pq.read_table(_FRANCE / "communes.parquet", columns=["name", "population"]).to_pydict()
    for name, population in zip(table["name"], table["population"], strict=True):
        if (population or 0) >= _LEAST_POPULATION and not _WITH_ARTICLE.match(name):
            yield name


def _alike(name: str) -> str:
    """A name with one sign for all that parts or joins its words, as long as it was."""
    return name.replace("’", "'").replace("–", "-").replace("\u00a0", " ")
