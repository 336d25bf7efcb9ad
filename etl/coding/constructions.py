"""Constructions of French that say of a body that it pays: « financé par … », « subvention de … », « … : 20 % ».

They hold alike of bodies found by name and of those that a common noun names (« la Ville », « l’agglo »). In the text
that is searched, `MASK` stands for every letter of a body that has been found by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.coding.payers import SUM as MONEY_OR_SHARE

MASK = "\ue000"
SUM = rf"(?:{MONEY_OR_SHARE}|\d+(?:[.,]\d+)? (?:millions?|milliards?)\b)"
# Common nouns that name a body where a construction says that it pays, each with its code (`_` for `-`).
NOUNS = {
    "intercommunalites": r"(?i:intercommunalités?|EPCI|communautés? (?:de communes?|d['’]agglomération|urbaines?)"
    r"|(?:euro)?métropoles?|agglomérations?|agglos?|établissements? publics? de coopération intercommunale"
    r"|com(?: de |[- ])?com)"
    r"|(?!(?:L[ae]s?|Une|Notre|Cette|D[eu]s?) )(?:[A-ZÀ-Þ][\w'’-]{1,25} (?:(?:d[eu]s?|la|et|sur) |[ld]['’])?){1,4}"
    r"(?:Métropole|Agglomération|Agglo|[Cc]ommunauté)"
    r"|Grand (?!Est|Site|Prix|Paris|Palais|Place|Marché|Projet|Plan|Débat)[A-ZÀ-Þ][\w-]{1,25}"
    r"|CC(?!(?:I|AS|TP|AP|N|P|APEX)\b)[A-Z0-9]{1,6}",
    "communes": r"(?i:villes?|communes?(?! nouvelles?)|mairies?|municipalités?)",
    "region": r"(?i:régions?|conseils? régiona(?:l|ux))",
    "departement": r"(?i:départements?|conseils? (?:départementa(?:l|ux)|généra(?:l|ux)))|C[DG] ?\d\d\b",
    "etat": r"(?i:gouvernement|premier ministre)",
    "syndicats_mixtes": r"(?i:syndicats?(?! (?:agricole|professionnel|patrona|de salariés|d['’]initiative))"
    r"(?: mixtes?| intercommuna(?:l|ux))?(?: (?:des eaux|d['’]eau|de (?:rivières?|bassin)))?)|SIVU|SIVOM|EPTB|EPAGE",
    "bailleurs_sociaux": r"(?i:bailleurs?(?: socia(?:l|ux))?|organismes? HLM|offices? (?:publics? )?de l['’]habitat)",
    "fondations": r"(?i:fondations?)",
    "entreprises": r"(?i:entreprises?|mécènes?)",
    "federations_sportives": r"(?i:fédérations? (?:françaises? )?(?:de |d['’])\w+|district de football)",
    "caisses_retraite": r"(?i:(?:caisses?|institutions?) de retraite(?: complémentaire)?)",
}
# Names are bounded, lest a text of capitals alone be tried from everywhere to its end.
NAME = (
    r" (?:d[eu]s? (?:la |l['’])?|d['’])?[A-ZÀ-Þ][\w'’.-]{0,40}"
    r"(?:[ -](?:d[eu]s? |la |l['’]|et |en )?[A-ZÀ-Þ][\w'’.-]{0,40}){0,4}"
)
BODY = (
    rf"(?P<body>(?:(?P<named>(?<!{MASK}){MASK}++)|{'|'.join(f'(?P<{code}>{nouns})' for code, nouns in NOUNS.items())})"
    rf"(?!\w|['’]\w))(?:{NAME})?"
)
ARTICLE = (
    r"(?:« ?)?(?:"
    r"(?i:l[ae]s?|une?|des|d[eu]|ces?|cette|leurs?|sa|ses|notre|nos|chaque|certaine?s|plusieurs|différents)"
    r" (?:deux |trois |quatre |\d+ )?|[lL]['’]|une \w+aine d(?:e |['’]))?"
)
_OF = r"(?:d[eu]s? (?:la |l['’]|ces? |cette |ses? |sa |notre |nos |leurs? |certains |chaque )?|d['’](?:une )?)"
_FROM = rf"(?:{_OF}|par {ARTICLE}|(?:auprès|venant|provenant|issue?s?|émanant|en provenance|de la part) {_OF})"
# To whom money goes as often as it comes from them: « subventions des entreprises ».
_GIVERS = r"(?!(?i:entreprises?)\b)"
_MONEY = (
    r"(?:€|\beuros?\b|%|\bsubventions?\b|financement|financière?s?\b|financièrement|\bfonds\b|enveloppe|crédits"
    r"|\bbudget|à hauteur|en charge|à sa charge|la moitié|le (?:tiers|quart|reste|solde) d|dotation|prêts?\b|bourse"
    r"|\bprime\b|\bla somme\b|\baides? exceptionnelle)"
)
_SAID_OF_SUMS = (
    r"(?: (?:(?:financi|forfaitaire|minima|maxim|annuel|exceptionnel|obligatoire|statutaire|techni|publi|important"
    r"|complément|accord|vers|attribu|obten|sollicit|demand|attend|octroy|allou)\w*|et|en provenance)){0,4}"
    rf"(?: (?:de |d['’]un montant de |à hauteur de |pour )?{SUM})?"
)
_PAYS = r"(?:co-?)?financ(?:e|ent|é|er|era|eront|erai?t|eraient)|subventionn(?:e|ent|é|er|era|eront)"
_GIVES = (
    r"(?:avanc|accord|attribu|vers|allou|octro[iy]|apport|consacr|mobilis|particip|contribu|engag|aid|abond|vot|débloqu)"
    r"(?:e|ent|é|era|eront|erait|eraient)?|inscri(?:t|vent|ra)|pren(?:d|nent|dra|dront)|pris"
    r"|inter(?:vient|viennent|viendra)|investi(?:t|ssent|ra)?"
)
_TO_GIVE = (
    r"(?:(?:apport|particip|contribu|vers|attribu|accord|abond|avanc|mobilis|consacr|complét|vot|débloqu|aid|allou|octroy)er"
    r"|prendre|investir|intervenir)"
)
_AUXILIARY = r"(?:(?:a|ont|va|vont|vient de|peut|peuvent|pourrai?t|s['’]engage(?:nt)? à|à) )?(?:\w+ )?"
_MODAL = r"(?:dev(?:ra|ront|rai(?:en)?t)|doi(?:t|vent)|p(?:eut|euvent|ourr\w+)|va|vont|vien\w+ de)"
_HELP = r"(?i:participations?|contributions?|soutiens?|appuis?|aides?|concours)"
_COSTS = r"(?i:financements?|charges?|coûts?|dépenses?|frais|reste)"
# « l’Anru (agence nationale) », « la Ville, qui »
_ASIDE = r"(?: ?\([^()\n]{1,60}\))?"
# A few words of the same clause.
_WITHIN_CLAUSE = r"(?:(?!\b(?:puisque|que?|où|dont|car|si|et)\b)[^.;:,\n]){0,15}?"
_ALWAYS = [
    re.compile(rf"(?<![\w-])(?:{pattern})")
    for pattern in (
        # « financé par la Ville », « pris en charge par les communes », « fonds de concours attribués par l’EPCI »
        r"(?i:(?:co-?)?financ|subventionn|attribu|accord|vers|allou|apport|octroy|pris|consent|abond)\w*"
        rf"(?: (?i:à hauteur de {SUM}|(?:à )?{SUM}|en (?:partie|totalité|charge)|à parité|\w+ment)){{0,4}}"
        rf" par {ARTICLE}{BODY}",
        # « financé avec le soutien de la Ville »
        rf"(?i:(?:co)?financée?s?|subventionnée?s?)(?: \w+ment)? avec (?:le |l['’]){_HELP}(?: financi\w+)? {_OF}{BODY}",
        # « financés, à parts égales, par l’État », « 200 K€ seront consacrés par la métropole »
        rf"(?i:(?:co-?)?financée?s?|subventionnée?s?|prise?s? en charge)\b[^.;:\n]{{0,50}}? par {ARTICLE}{BODY}",
        rf"{SUM}[^.;:\n]{{0,40}}? (?i:consacr|engag|mobilis|débloqu|vot|inves|ajout|inscri|prév)\w*"
        rf" par {ARTICLE}{BODY}",
        # « financé sur le budget de la commune », « à la charge de l’État », « reste à charge des communes »
        rf"(?i:financ\w+|imput\w+|pris\w*) [^.;:\n]{{0,20}}?(?i:sur|par) (?i:le|les|son) (?i:budgets?) {_OF}{BODY}",
        # « le coût est réparti entre la commune et l’agglomération »
        rf"(?:(?i:coûts?|charges?|dépenses?|financements?|reste)\b|{SUM})[^.;:\n]{{0,40}}? "
        rf"(?i:partag|répart)\w+(?: (?!entre\b)\w+){{0,3}} entre {ARTICLE}{BODY}",
        # « participation de la commune », « subventions de 3 000 € de la région », « part à la charge de la commune »
        r"(?i:subventions?|(?:co)?financements?|fonds de concours|charge|dotations? financières?|garantie d['’]emprunt"
        rf"|(?:{_HELP}|dons?) financi\w+|avances? remboursables?)"
        rf"{_SAID_OF_SUMS} {_FROM}(?:collectivités(?: \w+)? ?[–—:(-] ?)?{ARTICLE}{_GIVERS}{BODY}",
        r"(?i:participations?|parts?|apports?|contributions?|cotisations?)"
        rf"{_SAID_OF_SUMS} {_FROM}(?:collectivités(?: \w+)? ?[–—:(-] ?)?{ARTICLE}(?!{MASK}){_GIVERS}{BODY}",
        # « participation de la Région : 20 000 € »: of a body found by name it may be a meeting that it takes part in.
        r"(?i:participations?|parts?|apports?|contributions?|aides?|soutiens?|concours|appuis?|montants?|sommes?)"
        rf"{_SAID_OF_SUMS} {_FROM}{ARTICLE}{BODY}(?=[^.;\n]{{0,40}}?{SUM})",
        # « l’aide du département », « avec l’aide de la région »
        r"(?i:aides?) (?:d[eu]s? (?:la )?)(?=(?i:région|département|conseil|communauté|agglo|métropole))" + BODY,
        # « bénéficier de l’aide de l’État », « avec des financements de la Ville », « grâce aux crédits de la Région »
        r"(?i:bénéfici|obt[ei]n|reç|recev|recue|sollicit|demand|perç|percev|grâce|avec|mobilis|cherch)\w*(?: \w+ment)? "
        r"(?:à |aux? |d[eu]s? |d['’]|l['’]|l[ae]s? |une? |sa |son |\d+ (?:% )?){0,5}"
        r"(?i:(?:co-?)?financements?|crédits|fonds|dotations?|prêts?|enveloppes?|(?<!avec l['’])(?<!avec des )aides?"
        rf"|participations?){_SAID_OF_SUMS} {_FROM}(?:[A-ZÀ-Þ][\w-]+(?:,| et) {_OF})?{ARTICLE}{_GIVERS}{BODY}",
        # « solliciter l’État pour une aide », « dossier auprès du Département »
        r"(?i:dossiers?|demandes?|subventions?|aides?|financements?|fonds|crédits|prêts?|sollicit\w+)\b"
        rf"[^.;:\n]{{0,40}}? auprès {_OF}{BODY}",
        # « la région finance », « la commune a engagé 50 000 € »
        rf"{BODY}{_ASIDE}(?:,? qui)? (?i:(?:lui |leur |nous |en |y )?{_AUXILIARY}(?:{_PAYS}))\b",
        rf"{BODY}{_ASIDE}{_WITHIN_CLAUSE} (?i:(?:(?:a|ont) )?(?:\w+ )?(?:{_GIVES})\b[^.;:\n]{{0,60}}?{_MONEY})",
        rf"{BODY} (?i:{_AUXILIARY}(?:compl[èé]t|abond)\w+ (?:l['’]|les |ces )?(?:aides?|financements?|subventions?))",
        # « l’État encourage les études par une aide financière »
        rf"{BODY} (?i:\w+)\b[^.;:\n]{{0,60}}? (?:une? |son |sa |des |d['’])(?:\w+ )?{_HELP} financi",
        # « l’intercommunalité, qui devra apporter une participation financière »
        rf"{BODY}[^.;:\n]{{0,25}}? (?i:{_MODAL} {_TO_GIVE}\b[^.;:\n]{{0,60}}?{_MONEY})",
        # « la Ville met 2 millions », « les communes assurent le reste du financement »
        rf"{BODY}(?:,? qui)? (?i:{_AUXILIARY}(?:est prête? à |sont prêt\w+ à )?"
        rf"(?:met|ajout|donn|débours|dépens|pa[iy]|vers|appor)\w*) (?:\w+ ){{0,2}}{SUM}",
        rf"{BODY}(?:,? qui)? (?i:{_AUXILIARY}(?:assur|assum|support|couvr)\w+) (?:\w+ ){{0,3}}?{_COSTS}\b",
        # « une contribution de la région de 4 M€, du département de 3 M€ »
        rf"{SUM}(?:,| et) {_OF}{BODY}(?= (?:d['’]un montant de |de |pour |à hauteur de |: ?|\()?{SUM})",
        # « le département soutient les travaux des communes à un taux de 30 % »
        rf"{BODY} (?i:(?:va |vont )?(?:nous |vous |les |l['’]|la |le )?"
        r"(?:soutien(?:t|nent|dra)|soutenir|accompagne(?:nt|ra?)?)"
        rf"\b[^.;:\n]{{0,120}}? (?:{SUM}|taux |subvention|aides? financière|financièrement))",
        # « soutenu par le Département (20 000 €) », « la Région sera sollicitée », « ils se partagent les frais »
        rf"(?i:soutenu|aidé|accompagné|appuyé)e?s?(?: \w+ment)? par {ARTICLE}{BODY}"
        rf" ?(?:\(|: ?|à hauteur de |pour ){SUM}",
        rf"{BODY} (?i:ser(?:a|ont|ait|aient)|est|sont|a été|ont été)(?: \w+)? (?i:sollicitée?s?)\b",
        rf"{BODY} (?i:se (?:partag|répart)\w+) (?i:l[ae]s?) {_COSTS}",
        # « coûte 2 millions d’euros à la Ville », « le coût final pour la mairie »
        rf"(?i:co[uû]te(?:nt|r|ra)?)[^.;:\n]{{0,30}}?{SUM} à {ARTICLE}{BODY}",
        rf"(?i:coût|charge|reste)(?: \w+){{0,2}} pour {ARTICLE}{BODY}",
        # « Financeurs : communes », « soutenus financièrement par : l’État »
        rf"(?i:(?:co-?)?finance(?:urs?|ments?))(?: \w+){{0,2}} ?: ?{ARTICLE}{BODY}",
        # « une enveloppe, dont 715 M€ issus de l’Anru », « 80 000 € qui seront engagés par la région »
        rf"{SUM}(?: (?:HT|TTC))?,? (?:(?:qui )?(?:sont|seront|est|sera|ont été|a été|étaient|seraient) )?"
        r"(?i:issu|provenant|provien|venant|vien|vers|financ|accord|attribu|allou|engag|débloqu|octroy|appor|mobilis|vot"
        rf"|consacr|donn|inves|annonc|pris)\w*(?: en charge| \w+ment)? (?:par {ARTICLE}|{_OF}){BODY}",
    )
]
# « commune : 20 % », « Etat, 355 157 € », « commune (estimation) 608 € », « le Département pour 45 000 € »
_BESIDE_SUM = [
    re.compile(
        rf"(?<![\w-])(?<!pour la )(?<!pour les )(?<!aux ){BODY} ?(?:\([^()\d]*\) ?)?"
        rf"(?:[:(=]|, ?(?=[\d\s]{{1,12}}[kM]?€))? ?{SUM}"
    ),
    re.compile(rf"(?<![\w-]){BODY} ?(?:\([^()]{{1,60}}\) ?)?,? ?(?:pour|à hauteur de|à raison de|jusqu['’]à) {SUM}"),
    # « 20 % par la Région et 30 % par la commune », « 27 % de l’État », « 40 % à la charge de l’État »
    re.compile(rf"{SUM}(?: (?:HT|TTC))? (?:par {ARTICLE}|à (?:la )?charge {_OF}|pour {ARTICLE}){BODY}"),
    re.compile(rf"{SUM}(?: (?:HT|TTC))? {_OF}(?={MASK}){BODY}"),
    # Of a body that only a noun names, a share may be of it: « 20 % des communes ».
    re.compile(rf"(?:€|\beuros?)(?: (?:HT|TTC))? {_OF}{BODY}"),
]
# « 20 000 € pour la CAF et 50 000 € pour la commune », where the sentence shares out what is funded.
_SHARED_OUT = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour {ARTICLE}{BODY}")
_LINK = (
    r"(?: ?(?:,|/|;|\+|&|\n\s*[-–•*]?| - )| et| ou|,? ainsi que|,? mais aussi)(?: par)?"
    r" ?(?i:que |de |d['’]|par |auprès de )?"
)
# « la DETR, le FAST et la région »: a list goes on over a name that nobody knows, and from bullet to bullet.
LIST = re.compile(
    rf"(?:{NAME})?(?:{_LINK}{ARTICLE}[A-ZÀ-Þ][\w'’-]{{1,20}})?{_LINK}{ARTICLE}(?:d['’]|celles? (?:d[eu]s? )?)?"
    rf"|[^.;:\n]{{0,80}}\n\s*[-–•*] ?{ARTICLE}"
)
# « la Région (50 %), les deux départements (Bas-Rhin et Haut-Rhin) »: a list that goes on behind brackets.
_GOES_ON = re.compile(rf"^(?:\) ?)?(?:{_LINK}) ?{ARTICLE}(?:deux |trois |quatre )?{BODY}(?= ?(?:[,;.:(]|et |$))")
_WITHIN = re.compile(rf"^\( ?{ARTICLE}{BODY}")
_SHARES = re.compile(rf"{SUM}[^.;:,\n]{{0,20}}? pour ")
FUNDING = re.compile(
    r"financ|subvention|à (?:la )?charge|\bcoûts?\b|budget|partagé|\baides?\b|enveloppe", re.IGNORECASE
)
# How far back in a sentence is looked: one without an end would be read again for each of its bodies.
_SENTENCE = 400
# What the bearer pays of its own is nobody else's: « autofinancement de la commune : 20 % ».
_OWN = re.compile(r"\b(?i:autofinancements?|fonds propres|part propre)[^.;\n]*$")
# « sources européennes, régionales ou départementales »: bodies named by an adjective of their money.
_ADJECTIVES = {
    "union-europeenne": r"européen(?:ne)?s?",
    "region": r"régiona(?:le?s?|ux)",
    "departement": r"départementa(?:le?s?|ux)",
    "intercommunalites": r"intercommuna(?:le?s?|ux)",
    "communes": r"communa(?:le?s?|ux)|municipa(?:le?s?|ux)",
}
_ADJECTIVE = rf"(?:{'|'.join(_ADJECTIVES.values())}|nationa(?:le?s?|ux)|publi(?:cs?|ques?)|privée?s?|loca(?:le?s?|ux))"
_SOURCES = re.compile(
    r"\b(?:sources?|financements?|cofinancements?|aides?|subventions?|fonds|crédits|participations?|dotations?"
    rf"|contributions?|soutiens?) (?:financi\w+ )?(?P<list>{_ADJECTIVE}(?:(?:,? |, |/)(?:et |ou )?{_ADJECTIVE})+)\b",
    re.IGNORECASE,
)
AT = re.compile(rf"(?<![\w-]){BODY}")


def constructions(text: str, is_funding: bool, is_paid_before: bool) -> Iterator[re.Match[str]]:
    """What says in a text that a body pays: matches with the group `body`, and `named` or the body's code.

    `is_funding` says that the sentence speaks of funding, so that « commune : 20 % » pays; `is_paid_before` that a body
    that pays stands before the text, which may go on with its list.
    """
    patterns = [
        *_ALWAYS,
        *(_BESIDE_SUM if is_funding else []),
        *([_GOES_ON, _WITHIN] if is_paid_before else []),
        *([_SHARED_OUT] if is_paid_before or ("financement" in text and len(_SHARES.findall(text)) > 1) else []),
    ]
    for pattern in patterns:
        yield from (match for match in pattern.finditer(text) if not _is_own(text, match.start("body")))


def _is_own(text: str, start: int) -> bool:
    """Whether the sentence speaks, before a body, of what the bearer pays of its own."""
    return bool(_OWN.search(text[max(0, start - _SENTENCE) : start]))


def code_of(match: re.Match[str]) -> str | None:
    """The code of the common noun that a match of `BODY` found, none where it is a body found by name."""
    return next((group.replace("_", "-") for group in NOUNS if match[group]), None)


def adjectives(text: str) -> Iterator[tuple[str, int, int]]:
    """The bodies that a list of adjectives names as sources of money: code, start and end of each adjective."""
    for match in _SOURCES.finditer(text):
        for code, adjective in _ADJECTIVES.items():
            start = match.start("list")
            yield from (
                (code, start + one.start(), start + one.end())
                for one in re.finditer(rf"(?<!\w)(?:{adjective})(?!\w)", match["list"], re.IGNORECASE)
            )
