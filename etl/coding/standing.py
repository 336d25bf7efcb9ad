"""What the words of a theme stand for where they are: the object acted on, the place where, or a mere name.

Works on buildings and streets are told by what they are for: « rénovation énergétique de l’école » is energy, and the
school is where. A place keeps its theme where nothing else is named (« agrandir l’école »).
"""

from __future__ import annotations

import re
from dataclasses import replace

from etl.coding.terms import HINT, Hit, Passage

# Measured on titles of grants and on the documents that have readings (evaluation/README.md).
_PLACE, _LEFT, _GONE = 0.4, 0.5, 0.3
_FORMER = re.compile(
    r"\b(?:ancien(?:ne)?s?|ex)[\s-](?:(?!en\b|pour\b)[\w’']+[\s-]){0,2}(?:d['’]|l['’])?$", re.IGNORECASE
)
# « Reconvertir la friche en village d’artisans », « transformation du presbytère en logements ».
_TURNED = re.compile(
    r"\b(?:(?:re)?(?:conver[ts]|transform|aménag|amenag)|réhabilit|rehabilit|restructur|rénov|renov|chang)\w*"
    r"(?P<left>[^.;:()]{3,100}?)\sen\s(?=(?:une?|des?|\d+|deux|trois|quatre)?\s?"
    r"(?!matière|lien|œuvre|oeuvre|place|cours|vue|faveur|partenariat|particulier|centre|zone|milieu|ville|compte"
    r"|conformité|accessibilité|sécurité|valeur|tant|collaboration|concertation|cœur|coeur|mairie|LED|led\b)\w)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:rue|avenue|boulevard|place|chemin|impasse|quai|all[ée]e|cours|faubourg|esplanade|lieu[- ]dit|hameau"
    r"|ZA[CE]?|ZI|villa|résidence|cité|collège|lycée|gymnase|stade)\s+"
    r"(?:d[eu]s?\s+(?:la\s+|l['’]\s?|l[ea]s?\s+)?|d['’]\s?|l['’]\s?|la\s+|le\s+)?$",
    re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(
    r"\b(?:l[ea]s?|l[eè]s|sur|sous|en|d[eu]s?|aux?|[àa]|l|d|saint|sainte|st|ste)-$", re.IGNORECASE
)
_LINKED_AFTER = re.compile(r"-(?:l[ea]s?|l[eè]s|sur|sous|en|d[eu]s?|aux?|[àa]|l|d)[-'’]", re.IGNORECASE)
_GIVEN_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÀ-Þ][a-zß-ÿ]+[\s-]$")


def standing(hit: Hit, passage: Passage, places: list[Hit]) -> Hit:
    """The hit as what it stands for: a hint where it is a name or what was there before, less where it is a place."""
    before, after = passage.text[: hit.start], passage.text[hit.end :]
    is_place = within(hit, places)
    if _FORMER.search(before):
        return replace(hit, weight=HINT, worth=_GONE)
    if _is_name(hit, before, after, is_place):
        return replace(hit, weight=HINT)
    worth = _PLACE if is_place else 1.0
    if any(
        match.start("left") <= hit.start and hit.end <= match.end("left") for match in _TURNED.finditer(passage.text)
    ):
        worth = min(worth, _LEFT)
    return replace(hit, worth=worth)


def _is_name(hit: Hit, before: str, after: str, is_place: bool) -> bool:
    """Whether the words are of a street, a commune or a person: « rue de la Gare », « Lirelle-le-Château »."""
    if _LINKED_BEFORE.search(before) or _LINKED_AFTER.match(after):
        return True
    is_capital = hit.words[:1].isupper() and not hit.words.isupper()
    if _STREET.search(before) and (is_capital or is_place):
        return True
    return is_place and is_capital and " " not in hit.words and bool(_GIVEN_NAME.search(before))


def within(hit: Hit, others: list[Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in others)
