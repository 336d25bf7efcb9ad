"""Bodies beside sums and shares (« commune : 20 % », « 20 % par la Région »), and bodies that one list names."""

from __future__ import annotations

import re

from etl.coding.body_words import ARTICLE, BODY, LAND, NAME, NAMED, SUM
from etl.coding.paying_words import HELP, NOT_EACH, OF, PART

# « commune : 20 % », « Etat, 355 157 € », « commune (estimation) 608 € », « le Département pour 45 000 € »
BESIDE_SUM = [
    re.compile(
        rf"(?<![\w-])(?<!pour la )(?<!pour les )(?<!aux ){BODY} ?(?:\([^()\d]*\) ?)?"
        rf"(?:[:(=|\t–]|, ?(?=[\d\s]{{1,12}}[kM]?€))? ?{SUM}"
    ),
    re.compile(rf"(?<![\w-]){BODY} ?(?:\([^()]{{1,60}}\) ?)?,? ?(?:pour|à hauteur de|à raison de|jusqu['’]à) {SUM}"),
    # « 20 % par la Région et 30 % par la commune », « 27 % de l’État », « 40 % à la charge de l’État »
    re.compile(
        rf"(?:{SUM}|(?i:{PART}))(?: (?:HT|TTC))? (?:par {NOT_EACH}{ARTICLE}|à (?:la )?charge {OF}|pour"
        rf" {ARTICLE}){BODY}"
    ),
    # « fonds vert 45 %, reste commune »
    re.compile(rf"\b(?i:reste|solde|complément) ?:? ?{ARTICLE}{BODY}(?=\s*(?:[,;.)\n]|$))"),
    # « 20 % Département, 50 % commune »
    re.compile(rf"(?:{SUM}|{PART})(?: (?:HT|TTC))? ?[:|]? ?{BODY}(?=\s*(?:[,;:.)/\n+–-]|$|et\b|sur\b))"),
    # « la Région un tiers, la commune le reste », « et l’Agglo, 1 million »
    re.compile(
        rf"{BODY}(?: [a-zà-ÿ]{{4,14}})?,? (?:pour )?(?:{PART}|{SUM}|\d{{2,3}} \d{{3}}(?! ?\w))(?=\s*(?:[,;.)\n]|$"
        rf"|et\b))"
    ),
    re.compile(rf"{SUM}(?: (?:HT|TTC))? {OF}(?=[{NAMED}{LAND}]){BODY}"),
    # Of a body that only a noun names, a share may be of it: « 20 % des communes ».
    re.compile(rf"(?:€|\beuros?)(?: (?:HT|TTC))? {OF}{BODY}"),
]
# Where a sentence speaks of money, in any word: « avec le soutien de la CAF, un budget de 6 000 € ».
BESIDE_MONEY = [
    re.compile(
        rf"\b(?i:avec|grâce|via) (?:à |aux? )?(?:l[ea] |l['’]|du )?{HELP}(?: (?:\w+ et )?financi\w+)? {OF}{BODY}"
    ),
    re.compile(rf"(?:\bet|,) (?:d[eu] |de l['’]|l[ea] |l['’])?{HELP} {OF}{BODY}"),
    re.compile(rf"\b(?i:repos)\w* (?:\w+ment )?(?i:sur) {ARTICLE}{BODY}"),
    re.compile(rf"\b(?i:grâce) (?:à |aux? )(?:l[ae] |l['’])?{BODY}"),
    # « reçoit 3 000 € de la CAF et autant de la Ville »
    re.compile(rf"\b(?i:autant) (?:{OF}|par {ARTICLE}|pour {ARTICLE}){BODY}"),
    # « l’agglomération complétant », « l’État et la SNCF compléteront »
    re.compile(
        rf"{BODY}(?: et [A-ZÀ-Þ][\w&’' -]{{1,40}})? (?i:compl[éè]t(?:ant|eront|era|ent|e))(?=\s*(?:[,.;)\n]|$))"
    ),
    # « la Région n’a pas encore rendu sa décision »
    re.compile(
        rf"{BODY}[^.;:\n]{{0,30}}? (?i:n['’](?:a|ont) (?:pas|toujours pas) (?:encore )?(?:répondu|confirmé|statué"
        rf"|délibéré"
        r"|notifié|tranché|(?:rendu|donné|fait|pris|communiqué)[^.;:,\n]{0,20} (?:décision|réponse|accord|intention"
        r"|position)))"
    ),
    # « , le Département de 20 % »
    re.compile(rf"(?<=, ){ARTICLE}{BODY} (?:de|à) {SUM}(?=\s*(?:[,;.)\n]|$|et\b))"),
]
# « 20 000 € pour la CAF et 50 000 € pour la commune », where the sentence shares out what is funded.
SHARED_OUT = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour {ARTICLE}{BODY}")
_LINK = (
    r"(?:(?: ?(?:,|/|;|\+|&|\n\s*[-–•*]?| - )| et| ou|,? ainsi que|,? mais aussi|,? ou encore|,? voire"
    r"|,? ou même)(?: par)?"
    r" ?(?i:que |de |d['’]|par |auprès de |aux? |à )?| – )"
)
# « la DETR, le FAST et la région »: a list goes on over a name that nobody knows, and from bullet to bullet.
LIST = re.compile(
    rf"(?:{NAME})?(?:{_LINK}{ARTICLE}[A-ZÀ-Þ][\w'’-]{{1,20}})?{_LINK}{ARTICLE}(?:d['’]|celles? (?:d[eu]s? )?)?"
    rf"|[^.;:\n]{{0,80}}\n\s*[-–•*] ?{ARTICLE}"
)
# « la Région (50 %), les deux départements (Bas-Rhin et Haut-Rhin) »: a list that goes on behind brackets.
GOES_ON = re.compile(rf"^(?:\) ?)?(?:{_LINK}) ?{ARTICLE}{BODY}(?= ?(?:[,;.:(]|et |$))")
WITHIN = re.compile(rf"^\( ?{ARTICLE}{BODY}")
SHARES = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour ")
_FUNDING = re.compile(
    r"financ|subvention|à (?:la |sa |leur )?charge|prise en charge|\bcoûts?\b|budget|partagé|\baides?\b|enveloppe"
    r"|recettes"
    r"|ressources|\breçoi|\breçu|fonds de concours|cotisation|mécénat",
    re.IGNORECASE,
)
# « 50 % État, 25 % Région », « État 50 % / Région 50 % »: shares of bodies, one after the other, are of what is funded.
_ITEM = re.sub(
    r"\?P<\w+>", "?:", rf"(?:(?:{SUM}|{PART}) ?[:|\t]? ?{ARTICLE}{BODY}|{ARTICLE}{BODY} ?[:|\t]? ?(?:{SUM}|{PART}))"
)
_PLAN = re.compile(
    rf"(?:^|[:(\n] ?|[•–-] ){_ITEM}(?: ?[,;/+–-] ?| et |(?:[ |\t]+{SUM})*[ |\t]*\n){_ITEM}(?=\s*(?:[,;:|/+).\n–-]"
    rf"|et\b|$))"
)


def speaks_of_funding(text: str) -> bool:
    """Whether a sentence speaks of funding, or shares a sum out among bodies."""
    return bool(_FUNDING.search(text) or _PLAN.search(text))
