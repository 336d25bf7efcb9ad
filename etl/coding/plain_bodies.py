"""Bodies that a sentence names by a common noun alone (« la Ville », « les communes », « la région »): they are bodies
only where the words around say that they pay, since nearly every sentence of a plan names the commune or the region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.coding.payers import PAYS, SIGNS, SUM
from etl.coding.terms import Hit, Passage

_NOUNS = {
    "intercommunalites": r"(?i:intercommunalités?|EPCI|communautés? (?:de communes?|d['’]agglomération|urbaines?)"
    r"|métropoles?|agglomérations?|établissements? publics? de coopération intercommunale)"
    r"|[A-ZÀ-Þ][\w-]+ (?:Métropole|Agglomération|Agglo)",
    "communes": r"(?i:villes?|communes?(?! nouvelles?)|mairies?|municipalités?)",
    "region": r"(?i:régions?|conseils? régiona(?:l|ux))",
    "departement": r"(?i:départements?|conseils? (?:départementa(?:l|ux)|généra(?:l|ux)))",
}
_NAME = (
    r"(?: (?:d[eu]s? (?:la |l['’])?|d['’])?[A-ZÀ-Þ][\w'’.-]*(?:[ -](?:d[eu]s? |la |l['’]|et |en )?[A-ZÀ-Þ][\w'’.-]*)*)?"
)
_BODY = rf"(?P<body>(?:{'|'.join(f'(?P<{code}>{nouns})' for code, nouns in _NOUNS.items())})(?!\w|['’]\w)){_NAME}"
_ARTICLE = r"(?:(?i:l[ae]s?|une?|des|d[eu]|leurs?|sa|ses|notre|nos|chaque) |[lL]['’])?"
_GIVES = (
    r"accord(?:e|ent|é|era|eront)|attribu(?:e|ent|é|era|eront)|vers(?:e|ent|é|era|eront)|allou(?:e|ent|é|era)"
    r"|octroi(?:e|ent)|octroy(?:é|era)|apport(?:e|ent|é|era|eront)|consacr(?:e|ent|é|era)|inscri(?:t|vent|ra)"
    r"|mobilis(?:e|ent|é|era|eront)|participe(?:nt|ra|ront)?|participé|contribue(?:nt|ra|ront)?|contribué"
    r"|pren(?:d|nent|dra|dront)|pris|interv(?:ient|iennent|iendra)|engag(?:e|ent|é|era)|investi(?:t|ssent|ra)?"
    r"|aide(?:nt|ra)?|abond(?:e|ent|era)"
)
_PAYS = r"(?:co-?)?financ(?:e|ent|é|er|era|eront)|subventionn(?:e|ent|é|er|era|eront)"
_MONEY_WORD = (
    r"(?:€|euros?\b|%|subventions?|financement|financière?s?|financièrement|fonds|enveloppe|crédits|budget|à hauteur"
    r"|en charge|dotation|prêt|bourse|prime)"
)
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        # « financé par la Ville », « pris en charge par les communes », « fonds de concours attribués par l’EPCI »
        r"\b(?i:(?:co-?)?financ|subventionn|attribu|accord|vers|allou|apport|octroy|pris)\w*"
        rf"(?: (?i:à hauteur de {SUM}|(?:à )?{SUM}|en (?:partie|totalité|charge)|\w+ment))* par {_ARTICLE}{_BODY}",
        # « le coût est réparti entre la commune et l’agglomération »
        rf"(?:\b(?i:coûts?|charges?|dépenses?|financements?|reste)\b|{SUM})[^.;:\n]{{0,40}}? "
        rf"(?i:partag|répart)\w+(?: (?!entre\b)\w+){{0,3}} entre {_ARTICLE}{_BODY}",
        # « participation de la commune », « subventions de la région », « part restant à la charge de la commune »
        r"\b(?i:participations?|subventions?|parts?|apports?|contributions?|cofinancements?|fonds de concours|charge"
        r"|(?:soutien|appui|concours|aides?) financi\w+)"
        r"(?: (?:financi|forfaitaire|minimale|annuelle|exceptionnelle|obligatoire|statutaire)\w*)? "
        rf"(?:d[eu]s? (?:la |l['’])?|d['’](?:une )?)(?:collectivités(?: \w+)? ?[–—:(-] ?)?{_ARTICLE}{_BODY}",
        # « l’aide du département », « avec l’aide de la région »
        r"\b(?i:aides?) (?:d[eu]s? (?:la )?)(?=(?i:région|département|conseil|communauté|agglo|métropole))" + _BODY,
        # « la région finance », « la commune a engagé 50 000 € »
        rf"\b{_BODY} (?i:(?:(?:a|ont|va|vont|peut|peuvent|pourrai?t?|s['’]engage(?:nt)? à|à) )?(?:\w+ )?(?:{_PAYS}))\b",
        rf"\b{_BODY}[^.;:,\n]{{0,15}}? (?i:(?:(?:a|ont) )?(?:\w+ )?(?:{_GIVES})\b[^.;:\n]{{0,60}}?{_MONEY_WORD})",
        # « l’intercommunalité, qui devra apporter une participation financière »
        rf"\b{_BODY}[^.;:\n]{{0,25}}? (?i:(?:dev(?:ra|ront)|doi(?:t|vent)|p(?:eu|ourron)t|peuvent|pourra|va|vont) "
        r"(?:apporter|participer|contribuer|verser|attribuer|accorder|abonder|mobiliser|prendre)\b"
        rf"[^.;:\n]{{0,60}}?{_MONEY_WORD})",
        # « le département soutient les travaux des communes à un taux de 30 % »
        rf"\b{_BODY} (?i:(?:va |vont )?(?:soutien(?:t|nent|dra)|soutenir|accompagne(?:nt|ra?)?)\b[^.;:\n]{{0,120}}? "
        rf"(?:{SUM}|taux |subvention|aides? financière))",
        # « coûte 2 millions d’euros à la Ville », « le coût final pour la mairie »
        rf"\b(?i:co[uû]te(?:nt|r|ra)?)[^.;:\n]{{0,30}}?{SUM} à {_ARTICLE}{_BODY}",
        rf"\b(?i:coût|charge|reste)(?: \w+){{0,2}} pour {_ARTICLE}{_BODY}",
        # « Financeurs : communes »
        rf"\b(?i:(?:co-?)?finance(?:urs?|ments?))(?: \w+){{0,2}} ?: ?{_ARTICLE}{_BODY}",
    )
]
_LINK = r"(?: ?(?:,|/|;|\+|&)| et| ou|,? ainsi que)(?: par)? ?(?i:que |de |d['’]|par )?"
_LIST = re.compile(rf"{_LINK}{_ARTICLE}(?:d['’])?")
# « commune : 20 % », « commune (estimation) 608 € », where the sentence speaks of funding: it may speak of inhabitants.
_BESIDE_SUM = re.compile(rf"\b{_BODY} ?(?:\([^()\d]*\) ?)?[:(]? ?{SUM}")
# « 20 000 € pour la CAF et 50 000 € pour la commune », where the sentence shares out what is funded.
_SHARED_OUT = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour {_ARTICLE}{_BODY}")
# « la Région (50 %), les deux départements (Bas-Rhin et Haut-Rhin) »: a list that goes on behind brackets.
_GOES_ON = re.compile(rf"^(?:\) ?)?(?:{_LINK}) ?{_ARTICLE}(?:deux |trois |quatre )?{_BODY}(?= ?(?:[,;.:(]|et |$))")
_WITHIN = re.compile(rf"^\( ?{_ARTICLE}{_BODY}")
_SHARES = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour ")
_FUNDING = re.compile(r"financ|subvention|à (?:la )?charge|\bcoûts?\b|budget|partagé", re.IGNORECASE)
# What the bearer pays of its own is nobody else's: « autofinancement de la commune : 20 % ».
_OWN = re.compile(r"\b(?i:autofinancements?|fonds propres|part propre)[^.;\n]*$")
# How far behind a passage a sum is looked for.
_NEAR = 60
_NAMED = re.compile(_NAME.removesuffix("?"))
_AT = re.compile(rf"\b{_BODY}")


def plain_bodies(
    passage: Passage, named: Sequence[tuple[Hit, str]], behind: str = "", before: str = ""
) -> list[tuple[Hit, str]]:
    """The bodies named by a common noun that pay or sign, each with its role: those of a construction that says that
    they pay, and those that one list names beside a body that pays or signs.

    `named` are the bodies that have been found by name, each with its role; what lies in one is not found again.
    `behind` is the text that follows the passage, which ends at brackets; `before` the role of the body before it.
    """
    text = passage.text
    if not _AT.search(text):
        return []
    taken = [(hit.start, hit.end) for hit, _ in named]
    is_funding = bool(_FUNDING.search(text)) or PAYS in (before, *(role for _, role in named))
    patterns = [
        *_PATTERNS,
        *([_BESIDE_SUM] if is_funding else []),
        *([_GOES_ON, _WITHIN] if before == PAYS else []),
        *([_SHARED_OUT] if before == PAYS or ("financement" in text and len(_SHARES.findall(text)) > 1) else []),
    ]
    said = [hit for hit in _said(text + behind[:_NEAR], patterns) if hit.end <= len(text)]
    # A construction says more of a body's role than the words near its name.
    same = {(hit.start, hit.end, hit.code) for hit, _ in named}
    found = {hit.start: (hit, PAYS) for hit in said if _is_free(hit, taken) or (hit.start, hit.end, hit.code) in same}
    beside = [(hit, role) for hit, role in named if role in (PAYS, SIGNS)] + list(found.values())
    waiting = [hit for match in _AT.finditer(text) if _is_free(hit := _hit(match), taken)]
    # One after the other along a list, from either side.
    for hit in (*waiting, *reversed(waiting)):
        role = next((role for other, role in beside if _is_listed(hit, other, text)), None)
        if role == SIGNS and not _NAMED.match(text, hit.end) and not hit.words.split()[0].endswith("s"):
            # « signé par l’ARS et la Ville »: the one whose plan it is.
            continue
        if role and hit.start not in found:
            found[hit.start] = hit, role
            beside.append((hit, role))
    return [found[start] for start in sorted(found)]


def _said(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Hit]:
    for pattern in patterns:
        yield from (_hit(match) for match in pattern.finditer(text) if not _OWN.search(text, 0, match.start("body")))


def _hit(match: re.Match[str]) -> Hit:
    code = next(code for code in _NOUNS if match[code])
    start, end = match.span("body")
    return Hit(code, 3, start, end, match["body"])


def _is_free(hit: Hit, taken: Sequence[tuple[int, int]]) -> bool:
    return not any(start < hit.end and hit.start < end for start, end in taken)


def _is_listed(one: Hit, other: Hit, text: str) -> bool:
    first, last = sorted((one, other), key=lambda hit: hit.start)
    return bool(_LIST.fullmatch(text[first.end : last.start]))
