"""What the words of a theme stand for where they are: the object acted on, the place where, or a mere name.

Works on buildings and streets are told by what they are for: « rénovation énergétique de l’école » is energy, and the
school is where. A place keeps its theme where nothing else is named (« agrandir l’école »).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from etl.coding.terms import HINT, Hit, Passage

# Measured on titles of grants and on the documents that have readings (evaluation/README.md).
_PLACE, _LEFT, _GONE = 0.4, 0.5, 0.3
# How far before and behind a word its neighbours are looked at.
_NEAR = 80
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
# « Accompagner les employeurs vers des plans de mobilité »: whom it is for is not what it is about.
_ADDRESSING = (
    "form", "sensibilis", "accompagn", "aid", "incit", "encourag", "inform", "mobilis", "conseill", "éduqu", "eduqu",
)  # fmt: skip
_ADDRESSED = re.compile(
    rf"\b(?:{'|'.join(_ADDRESSING)})\w*\s+"
    r"(?:les?\s|des\s|l['’]|aux?\s|la\s|nos\s|ses\s)(?P<whom>[^.,;:()]{3,50}?)\s(?=(?:à|aux?|vers|dans|sur|pour|en"
    r"|face)\b)",
    re.IGNORECASE,
)
# « Création d’une cantine », « construction de deux gymnases »: a place that is made is what is acted on.
_MADE = re.compile(
    r"\b(?:cré|cre|constr|réalis|realis|implant|édif|edif|bâti|bati)\w*\s"
    r"(?:d['’]une?\s|de\s(?:l['’]|la\s|\d+\s|deux\s|trois\s|quatre\s)?|du\s|une?\s|l[ea]s?\s|l['’])"
    r"(?:nouve(?:au|lle|l)s?\s|future?s?\s|petite?s?\s)?$",
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


def standing(hits: list[Hit], passage: Passage, places: list[Hit]) -> list[Hit]:
    """The hits as what they stand for: hints where they are names or past, less where they are places."""
    if not hits:
        return hits
    text = passage.text
    words = passage.words
    less = []
    # A pattern is looked for where its words are, since it takes its time.
    if "en" in words:
        less += [(match.span("left"), _LEFT) for match in _TURNED.finditer(text)]
    if any(word.startswith(_ADDRESSING) for word in words):
        less += [(match.span("whom"), _PLACE) for match in _ADDRESSED.finditer(text)]
    has_former = any(word.startswith("ancien") for word in words) or "ex" in words
    where = [(place.start, place.end) for place in places]
    found = []
    for hit in hits:
        is_place = bool(where) and _stands_in(hit, where)
        if has_former and _FORMER.search(text[max(hit.start - _NEAR, 0) : hit.start]):
            found.append(hit._replace(weight=HINT, worth=_GONE))
        elif _is_name(hit, text, is_place):
            found.append(hit._replace(weight=HINT))
        else:
            is_made = is_place and _MADE.search(text[max(hit.start - _NEAR, 0) : hit.start])
            worth = _PLACE if is_place and not is_made else 1.0
            for (start, end), lessened in less:
                if start <= hit.start and hit.end <= end:
                    worth = min(worth, lessened)
            found.append(hit if worth == hit.worth else hit._replace(worth=worth))
    return found


def hinted_within(hits: list[Hit], others: Sequence[Hit]) -> list[Hit]:
    """The hits, those that lie in one of others being hints."""
    if not others:
        return hits
    spans = [(other.start, other.end) for other in others]
    return [hit._replace(weight=HINT) if _stands_in(hit, spans) else hit for hit in hits]


def _stands_in(hit: Hit, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, hit.start, key=lambda span: span[0])
    return at > 0 and hit.end <= spans[at - 1][1]


def _is_name(hit: Hit, text: str, is_place: bool) -> bool:
    """Whether the words are of a street, a commune or a person: « rue de la Gare », « Lirelle-le-Château »."""
    is_capital = hit.words[:1].isupper() and not hit.words.isupper()
    follows, goes_on = text[hit.start - 1 : hit.start] in ("-", "\n"), text[hit.end : hit.end + 1] == "-"
    if not (is_capital or is_place or follows or goes_on):
        return False
    before = text[max(hit.start - _NEAR, 0) : hit.start]
    if follows and _LINKED_BEFORE.search(before):
        return True
    if goes_on and _LINKED_AFTER.match(text[hit.end : hit.end + _NEAR]):
        return True
    if (is_capital or is_place) and _STREET.search(before):
        return True
    return is_place and is_capital and " " not in hit.words and bool(_GIVEN_NAME.search(before))
