"""What looks like a payment and is none: a bearer's own money, who is helped, asked by, or reckoned with."""

from __future__ import annotations

import re

from etl.coding.body_words import ARTICLE, PLACE
from etl.coding.paying_words import OF

# What the bearer of a plan pays of its own is nobody else's: « autofinancement de la commune : 20 % ».
_OWN = re.compile(
    rf"\b(?i:autofinancements?|part propre)(?: \w+)? {OF}[^.;:,\n]{{0,60}}$"
    rf"|\b(?i:déten|possédé)\w*[^.;:,\n]{{0,20}} par {ARTICLE}$"
)
# « le Pays de Brest finance », « le Département soutient les communes à hauteur de 30 % »
_OF_A_PLACE = re.compile(r"(?:\b(?:d[eu]s?|à|en|sur) |d['’]|-)$")
_HELPED = re.compile(
    r"\b(?:aide|soutien|accompagne|subventionne|finance)(?:nt|t|nent|ra|ront)? (?:les |la |l['’]|ses |nos )(?:\d+ )?$"
)
# « alléger la facture de la commune »: who is helped, « le portage est assuré par le parc »: who works.
_LIGHTENED = re.compile(r"\b(?:allég|rédui|diminu|baiss|soulag|dégrev)\w* (?:[^.;:,\n]{0,40} )?d[eu]s? (?:la |l['’])?$")
# « la Région aide les communes à monter leurs dossiers de 20 000 € »
_HELPS_TO = re.compile(
    r" aid\w+ [^.;:,\n]{0,40}? à (?:monter|rédig|constitu|cherch|trouv|rempl|dépos|répondre|obtenir)\w*"
)
# « l’État a notifié à la commune un accord de subvention »
_GIVEN_TO = re.compile(
    r"\b(?:notifi|accord|attribu|vers|allou|octro[iy]|donn|distribu|propos|réserv|destin)\w*"
    r" (?:[^.;:,\n]{0,30} )?(?:à (?:la |l['’])?|aux? )$"
)
# « rembourser 84 000 € de trop-perçu »: who gives back pays nothing. « taxe : la part du Département est de 1,5 % »
_GIVEN_BACK = re.compile(r"\btrop[- ]perçus?\b|\bindus?\b")
_TAX = re.compile(r"\b(?:taxes?|impôts?|taux)\b", re.IGNORECASE)
# « la navette que gère l’association : 92 000 € »
_THAT_ONE_DOES = re.compile(r"\bqu(?:e |['’])\w+ (?:l[ae]s? |l['’])$")
# « subventions demandées par la commune »
_ASKED_BY = re.compile(r"\b(?:sollicit|demand|dépos|attend|espér|recherch)\w* par (?:l[ae]s? |l['’])?$", re.IGNORECASE)
# « chiffré par l’Agence de l’eau à 6 M€ », « nombre de dossiers déposés », « budget annexe de la communauté : 1,9 M€ »
_RECKONED = re.compile(
    r"\b(?:chiffr|estim|évalu|fix|arrêt|calcul|vend|achet|lou)\w*"
    r" (?:(?:\w+|(?:à|au) [^.;,\n]{1,20}) )?par (?:l[ae]s? |l['’])?$"
    r"|\bnombre (?:de |d['’])[^.;\n]{0,80}$",
    re.IGNORECASE,
)
_BUDGET_OF = re.compile(r"\bbudgets? (?:annexe|principal|primitif|général) d[eu]s? (?:la |l['’])?$", re.IGNORECASE)
# Within how much of a sentence that is looked for.
_OWN_WITHIN = 100


def is_own(text: str, start: int) -> bool:
    """Whether the body that starts there is one that pays, or holds, of its own: « autofinancement de la commune »."""
    return bool(_OWN.search(text, max(0, start - _OWN_WITHIN), start))


def is_no_payment(match: re.Match[str], text: str) -> bool:
    """Whether a construction that says in a text that a body pays says so of no other who pays.

    It is so of what the bearer of a plan pays of its own, of no subject, of those who are helped.
    """
    start = match.start("body")
    before = max(0, start - _OWN_WITHIN)
    return bool(
        is_own(text, start)
        or _LIGHTENED.search(text, before, start)
        or _RECKONED.search(text, before, start)
        or _ASKED_BY.search(text, before, start)
        or _GIVEN_BACK.search(text, match.start(), match.end() + _OWN_WITHIN)
        or (match.group().lower().startswith("part ") and _TAX.search(text, before, start))
        or (
            match.start() == start
            and (
                (text[start] == PLACE and _OF_A_PLACE.search(text, before, start))
                or _HELPED.search(text, before, start)
                or _GIVEN_TO.search(text, before, start)
                or _HELPS_TO.match(text, match.end("body"))
                or _BUDGET_OF.search(text, before, start)
                or _THAT_ONE_DOES.search(text, before, start)
            )
        )
    )
