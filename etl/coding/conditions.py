"""« État » that is the state of something, not the State: « État des voiries : 20 000 € », « L’ÉTAT DES COURS D’EAU ».

Within a sentence a capital tells the State. Where a line, a cell or a sentence begins, and in lines of capitals, it
tells nothing: there the State has its article (« L’État de 2024 ») or no complement of a common noun.
"""

from __future__ import annotations

import re

from etl.coding.terms import HINT, Hit, Passage

_STATE = "etat"
_BEGINS = re.compile(r"(?:^|[\n.;:|(\t•–—*-]|\d[.)])[ \t«]*$")
# No amount, date or turn of phrase: « État d’un côté, Région de l’autre », « État d’ici 2027 », « État de 20 à 30 % ».
_OF = r"(?:d[eu] |des |d['’])(?:la |l['’])?"
_NO_NOUN = (
    r"(?:une?|ici|autres?|environ|abord|ailleurs|office|moitié|part|manière|façon|plus|moins|sa|son|leur"
    r"|droit commun|(?:l['’])?ordre)\b"
)
_NOUN = re.compile(rf" {_OF}(?!{_NO_NOUN})[a-zà-ÿœ]")
_NOUN_IN_CAPITALS = re.compile(rf" (?i:{_OF}(?!{_NO_NOUN}))[A-ZÀ-ÞŒ]{{2}}")
# « AMÉLIORER L’ÉTAT DES RIVIÈRES », but « AIDE DE L’ÉTAT DU LOT », « FINANCÉ PAR L’ÉTAT »
_BY_ARTICLE = re.compile(r"(?:^|\s)L['’]$")
_GIVEN_BY = re.compile(r"\b(?:DE|PAR|AVEC|À|A|ET|OU|AUPRÈS DE|POUR) L['’]$")


def less_conditions(hits: list[Hit], passage: Passage) -> list[Hit]:
    """The bodies found, « État » as a mere hint where it is the state of something."""
    if not any(hit.code == _STATE for hit in hits):
        return hits
    return [hit._replace(weight=HINT) if _is_condition(hit, passage.text) else hit for hit in hits]


def _is_condition(hit: Hit, text: str) -> bool:
    if hit.code != _STATE or hit.words.lower() not in ("état", "etat"):
        return False
    before = text[text.rfind("\n", 0, hit.start) + 1 : hit.start]
    if hit.words.isupper() and _NOUN_IN_CAPITALS.match(text, hit.end):
        return bool(_BEGINS.search(before) or (_BY_ARTICLE.search(before) and not _GIVEN_BY.search(before)))
    return bool(_NOUN.match(text, hit.end) and _BEGINS.search(before))
