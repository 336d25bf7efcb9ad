"""Bodies beside sums and shares (« commune : 20 % », « 20 % par la Région »), and bodies that one list names."""

from __future__ import annotations

import re

from etl.coding.body_words import ANY_BODY, ARTICLE, BODY, LAND, NAME, NAMED, SIGN_OF, SUM
from etl.coding.paying_words import HELP, NOT_EACH, OF, PART

# « attribuée à la commune : 20 000 € », « les travaux de la mairie (88 000 €) »
_NOT_TO = (
    r"(?<![\w-])(?<!pour la )(?<!pour les )(?<!aux )(?<!au )(?<!à la )(?<!à l['’])"
    rf"(?:(?<!avec l['’])(?<!avec le )(?<!avec la )|(?=[{ANY_BODY}]+ ?\())"
    rf"(?:(?<!de la )(?<!des )|(?=[^{SIGN_OF['communes']}{SIGN_OF['intercommunalites']}])"
    rf"|(?=[{ANY_BODY}]+ ?\(?\d+(?:[.,]\d+)? ?%))"
)
# « commune : 20 % », « Etat, 355 157 € », « commune (estimation) 608 € », « le Département pour 45 000 € »
BESIDE_SUM = [
    re.compile(
        rf"{_NOT_TO}{BODY} ?(?:\([^()\d]*\) ?)?"
        rf"(?:\(|[:=|\t–/]|\.{{2,}}|…|, ?(?=[\d\s]{{1,12}}[kM]?€))? ?{SUM}"
    ),
    re.compile(
        rf"(?<![\w-])(?<!à la )(?<!à l['’])(?<!marché de la )(?<!marché du ){BODY} ?(?:\([^()]{{1,60}}\) ?)?,? ?"
        rf"(?:pour|à hauteur de|à raison de|jusqu['’]à) {SUM}"
    ),
    # « 20 % par la Région et 30 % par la commune », « 27 % de l’État », « 40 % à la charge de l’État »
    re.compile(
        rf"(?<!contre )(?<!\d )(?<!\d)(?:{SUM}|(?i:{PART}))(?: (?:HT|TTC))? "
        rf"(?:par {NOT_EACH}{ARTICLE}|à (?:la )?charge {OF}){BODY}"
    ),
    # « subvention Commune 8 000 ; subvention Département 3 500 », « subv. Dépt : 30 % »
    re.compile(
        rf"\b(?i:subv(?:entions?|\.)|aides?|participations?|dotations?) {ARTICLE}?{BODY}"
        rf" ?:? ?(?:{SUM}|\d{{1,3}}(?: \d{{3}})+)"
    ),
    # « subventionnés par la DRAC à 40 %, par la Région à 15 % »
    re.compile(rf"\bpar {ARTICLE}{BODY} (?:à |pour |à hauteur de ){SUM}"),
    # « fonds vert 45 %, reste commune »
    re.compile(rf"\b(?i:reste|solde|complément) ?:? ?(?:l[ae]s? |l['’])?{BODY}(?=\s*(?:[,;.)\n]|$))"),
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
        rf"\b(?i:avec|grâce|via|sans) (?:à |aux? )?(?:l[ea]s? |l['’]|du )?{HELP}(?: (?:\w+ et )?financi\w+)? {OF}{BODY}"
    ),
    re.compile(rf"(?:\bet|,) (?:d[eu] |de l['’]|l[ea] |l['’])?{HELP} {OF}{BODY}"),
    # « l’ensemble est aidé par la DRAC et la région »
    re.compile(rf"\b(?i:soutenu|aidé|accompagné)e?s? (?:\w+ment )?par {ARTICLE}{BODY}"),
    # « que pourraient financer à parts égales l’ARS et l’intercommunalité »
    re.compile(
        rf"\b(?i:qu[e'’] ?(?:p\w+ )?(?:co)?financ\w+)(?: à parts égales| ensemble| conjointement)? {ARTICLE}{BODY}"
    ),
    # « mobiliser la CAF et la MSA pour l’équipement »
    re.compile(rf"\b(?i:mobilis|sollicit|démarch|approch)er {ARTICLE}{BODY}"),
    re.compile(rf"\b(?i:repos|compt)\w* (?:\w+ment )?(?i:sur) {ARTICLE}{BODY}"),
    re.compile(rf"\b(?i:grâce) (?:à |aux? )(?:l[ae] |l['’])?{BODY}"),
    # « reçoit 3 000 € de la CAF et autant de la Ville »
    re.compile(rf"\b(?i:autant) (?:{OF}|par {ARTICLE}|pour {ARTICLE}){BODY}"),
    # « l’agglomération complétant », « l’État et la SNCF compléteront »
    re.compile(
        rf"{BODY}(?: et [A-ZÀ-Þ][\w&’' -]{{1,40}})? (?i:compl[éè]t(?:ant|eront|era|ent|e))(?=\s*(?:[,.;)\n]|$))"
    ),
    # « ne s’est pas encore prononcé », « la Région n’a pas encore rendu sa décision »
    re.compile(rf"{BODY} (?i:ne s['’](?:est|étaient|sont) pas (?:encore )?prononc)"),
    re.compile(
        rf"{BODY}[^.;:\n]{{0,30}}? (?i:n['’](?:a|ont) (?:pas|toujours pas) (?:encore )?(?:répondu|confirmé|statué"
        rf"|délibéré"
        r"|notifié|tranché|(?:rendu|donné|fait|pris|communiqué)[^.;:,\n]{0,20} (?:décision|réponse|accord|intention"
        r"|position)))"
    ),
    # « Département : à solliciter »
    re.compile(
        rf"{BODY} ?[:|–] ?(?i:(?:(?:subvention|aide|participation|financement) )?(?:à (?:solliciter|demander"
        r"|rechercher)|(?:sollicit|demand)ée?s?|demande en cours|dossier déposé))(?=\s*(?:[,;.|)\n]|$))"
    ),
    # « , le Département de 20 % »
    re.compile(rf"(?<=, ){ARTICLE}{BODY} (?:de|à) {SUM}(?=\s*(?:[,;.)\n]|$|et\b))"),
]
# « 20 000 € pour la CAF et 50 000 € pour la commune », where the sentence shares out what is funded.
SHARED_OUT = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour {ARTICLE}{BODY}")
_LINK = (
    r"(?:(?: ?(?:,|/|;|\+|&|\n\s*[-–•*]?| - )| et| ou|,? ainsi que|,? tout comme|,? mais aussi|,? ou encore|,? voire"
    r"|,? ou même|,? de même que)(?: par)?"
    r" ?(?i:que |de |d['’]|par |auprès de |aux? |à )?| – )"
)
# « la DETR, le FAST et la région »: a list goes on over a name that nobody knows, and from bullet to bullet.
LIST = re.compile(
    rf"(?:{NAME}| d['’][\w-]{{3,15}})?(?: (?:à hauteur de|pour) {SUM}| au titre d[eu]s? [^.;:,\n]{{3,40}})?"
    rf"(?:{_LINK}{ARTICLE}[A-ZÀ-Þ][\w'’-]{{1,20}})?{_LINK}{ARTICLE}(?:d['’]|celles? (?:d[eu]s? )?)?"
    rf"|[^.;:\n]{{0,80}}\n\s*[-–•*] ?{ARTICLE}"
)
# « la Région (50 %), les deux départements (Bas-Rhin et Haut-Rhin) »: a list that goes on behind brackets.
GOES_ON = re.compile(rf"^(?:\) ?)?(?:{_LINK}) ?{ARTICLE}{BODY}(?= ?(?:[,;.:(]|et |$))")
WITHIN = re.compile(rf"^\( ?{ARTICLE}{BODY}")
SHARES = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour ")
# « porté à 50 % par l’Europe et à 30 % par la Région »
_SHARES_BY = re.compile(rf"\d ?% par {ARTICLE}?[{ANY_BODY}]")
_FUNDING = re.compile(
    r"financ|subvention|à (?:la |sa |leur )?charge|prise en charge|\bcoûts?\b"
    r"|budget|partagé|\baides?\b|enveloppe"
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
    return bool(_FUNDING.search(text) or _PLAN.search(text) or len(_SHARES_BY.findall(text)) > 1)
