"""Turns of phrase that say that bodies are asked or allowed to pay: « sollicitée », « peut financer »."""

from __future__ import annotations

import re

from etl.coding.payers import SUM
from etl.coding.terms import Hit, Passage
from etl.coding.values import ENVISAGED

_AID = (
    r"(?:aides?|subventions?|financements?|cofinancements?|soutiens?|participations?|fonds|crédits|prêts?|dotations?"
    r"|contributions?|concours|prises? en charge|coups? de pouce)"
)
_PAY = (
    r"(?:(?:co)?financ|subventionn|aid|sou[ts]|interven|contribu|apport|prend|pris|particip|obten|percev|recev|bénéfici"
    r"|prétend|sollicit|attribu|accord|vers|octro|allou|abond|mobilis|complét|proven|couvr|demand)\w*"
)
_HOPES = re.compile(
    # « la Région peut leur apporter une aide », « l’Anah financerait l’étude », « elle serait prise en charge »
    r"\b(?:peu(?:t|vent)|pouv(?:ez|ons)|pourr(?:ez|ons))(?: (?:lui|leur|vous|nous|y|se|être|également|aussi"
    r"|notamment|ainsi|\w+ment))*"
    rf" {_PAY}"
    r"|\b(?:co)?(?:financ|subventionn|particip|apport|rapport|contribu|abond|aid|accord|vers|attribu|allou|soutiend|prend"
    r"|interviend|complét|couvri|viend|reviend|s['’]élèv|atteind)\w*rai(?:en)?t\b"
    r"|\b(?:serai(?:t|ent)|devrai(?:t|ent) (?:\w+ment )?être) (?:\w+ment )?"
    r"(?:co)?(?:financ|subventionn|pris|aid|soutenu|couver|assur)\w*"
    # « la participation du Département serait de 6,5 M€ », « l’État devrait avancer la somme »
    r"|\bserai(?:t|ent) (?:\w+ée?s? )?(?:de|d['’]|à)(?=\W)"
    rf"|\bdevrai(?:t|ent) (?:\w+ ){{0,2}}?{_PAY}"
    # « la Région souhaite financer », « il faudrait que l’État participe », « on compte sur la Région »
    r"|\b(?:souhait|envisag|proje[tc]t|étudi|espèr|espér)(?:e|ent|erait)\b (?:\w+ )?(?:de |d['’])?"
    r"(?:co)?(?:financ|apport|particip|contribu|sout|subventionn|aid|vers|obten)\w*"
    r"|\bserai(?:t|ent) (?:prête?s? à|partante?s?)\b|\bétudie(?:nt)? (?:la possibilité|l['’]opportunité)\b"
    r"|\b(?:faudrait|conviendrait|souhait\w+|espèr\w+|espér\w+) qu[e’']"
    r"|\b(?:compt\w+|tabl\w+) sur\b|\b(?:proposé|suggéré) qu[e’']|\bbon espoir\b|\bdevrai(?:en)?t\b"
    # « une aide sera demandée à la Région », « la Région a été sollicitée », « la commune demande 40 000 € à l’agglo »
    r"|\b(?:sera|seront|est|sont|être|été) (?:\w+ment )?(?:demand|sollicit)ée?s?\b"
    r"|\b(?:a|ont|avai(?:en)?t) (?:\w+ment )?(?:été )?(?:demand|sollicit)ée?s?\b"
    r"|(?<!\bla )(?<!\bune )(?<!\bde )(?<!\bsa )(?<!\bleur )\b(?:demand|sollicit|attend|réclam|recherch|espèr"
    r"|espér|escompt)"
    rf"(?:e|ent|er|era|eront|ant|ons|erons|erez|erai)?\b(?=[^.;:,\n]{{0,60}}?\b(?:{_AID}\b|{SUM}|réponses?|décision"
    rf"|notification"
    rf"|accord|(?:de|d['’]) ?{_PAY}))"
    rf"|\b{_AID} (?:[\w-]+ ){{0,2}}?(?:demand|sollicit|attend|espér|escompt|recherch|envisag|possib|potenti"
    rf"|éventuel)\w*"
    r"|\b(?:demandes?|dossiers?) (?:\w+ ){0,2}?en cours\b|\ben cours (?:de |d['’])(?:demande|instruction|dépôt"
    r"|négociation|discussion)"
    r"|\b(?:dossiers?|demandes?)\b[^.;:,\n]{0,30}? dépos\w+|\bdépos\w+ [^.;:,\n]{0,30}?\b(?:dossiers?|demandes?)\b"
    rf"|(?<!\bpu )(?<!permis de )\b(?:trouver|réunir|lever|cherche(?:nt|r)?)\b(?=[^.;:,\n]{{0,60}}?\b(?:{_AID}\b"
    rf"|{SUM}))"
    r"|\b(?:afin|en vue|pour)\b[^.;:,\n]{0,50}?\bobtenir\b|\béligibles? (?:à|aux?)\b|\bà la recherche d"
    rf"|\b(?:demandes?|possibilités?|pistes?) (?:de |d['’]){_AID}\b"
    # « seront recherchées », « reste à préciser », « n’est pas encore acquis », « reste à savoir si », « bienvenue »
    r"|\b(?:sera|seront|est|sont|été) (?:\w+ment )?(?:recherch|envisag|espér|escompt|attend|étudi|examin)u?é?e?s?\b"
    r"|(?:^|(?<=[.;:\n(] )|(?<=[.;:\n(])|(?<=actuellement )|(?<=encore ))à l['’]étude\b"
    r"|\b(?:partenaires? financiers?|(?:co)?financeurs?) (?:\w+ )?(?:possib|potenti|envisag|sollicit|"
    r"éventuel|pressenti)\w*"
    r"|\b(?:est|sont|reste(?:nt)?) (?:\w+ment |aussi |encore )?à (?:l['’]étude|préciser|définir|confirmer|finaliser"
    r"|trouver|obtenir|valider"
    r"|négocier)\b"
    r"|\bn['’](?:est|sont) pas (?:encore )?(?:acquis|garanti|confirm|certain|assur)\w*"
    r"|\b(?:savoir|ignor\w+|sait pas) si\b|\bserai(?:t|ent) (?:l[ae]s? )?bienvenue"
    r"|\bdemandes? (?:de |d['’])(?=\d)|(?<!permis d['’])\bobtenir\b|\bsous réserve\b"
    r"|\bsi (?:l[ae]s? |l['’]|cette |ces? |une? |notre )(?:\w+ ){0,2}?(?:subvention|aide|financement|demande"
    r"|dossier|candidat|comité)"
    r"|\bsouhait(?:e|ent|ons) (?:bénéfici|obten|recev|percev|mobilis)\w*|\b(?:fait|font|fera|feront) appel (?:à|aux?)\b"
    r"|\bdossiers?\b[^.;:,\n]{0,30}? (?:transmis|envoyé|adressé|remis|présenté|soumis)e?s?\b"
    r"|\bécri(?:t|re|ront|ra)\b(?=[^\n]{0,99}? (?:demand|sollicit|esp[eè]r))"
    r"|\bdoi(?:t|vent) (?:encore |toujours )?se prononcer\b|\bexamin(?:era|eront)\b"
    r"|\b(?:plaid|négoci)(?:e|ent|ons|er)\b"
    r"|\b(?:invit|appel)ée?s? à (?=\w*(?:particip|financ|contribu|abond|soutenir))"
    # « candidater au fonds vert », « mobiliser les aides de la Région », « répondre à l’appel à projets »
    r"|\bcandidat(?:e|er|era|ent|ure)\b|\brépon(?:dre|dra|d) à (?:l['’]|un |des |d['’])?appels? à\b"
    rf"|\bmobiliser (?:\w+ )?(?:les |des |d['’]autres |l['’])?{_AID}\b"
    # « si le Département confirme son aide », « en attente d’une réponse », « la Région n’a pas encore répondu »
    r"|\b(?:si|à condition qu[e’']|pourvu qu[e’']|tant qu[e’'])(?=[^.;:\n]{3,60}? (?:confirm|accord|donn|appor"
    r"|maint|valid|vers"
    r"|financ|particip)\w* (?:son|sa|ses|leurs?|une?|le|la|les)\b)"
    r"|\ben attente\b|\b(?:à l['’]|en )instruction\b"
    # « demandée à la Région : 10 000 € », « dès l’accord de la Région »
    r"|\b(?:demand|sollicit)ée?s? (?:à|aux?|auprès)\b|\bdès (?:l['’](?:accord|obtention|octroi)|la"
    r" (?:notification|réponse))\b"
    r"|\bn['’](?:a|ont) (?:pas|toujours pas) (?:encore )?(?:répondu|confirmé|statué|délibéré|notifié|tranché|(?:rendu"
    r"|donné|fait|pris"
    r"|communiqué)\b[^.;:,\n]{0,25} (?:décision|réponse|accord|intention|position))\b"
    r"|\b(?:sera|seront|est|sont|a été|ont été) (?:\w+ment )?(?:approch|démarch|consult|interrog|relanc)ée?s?\b"
    r"|\bsi (?:l[ae]s? |l['’])?[^.;:,\n]{1,40} (?:suit|suivent|aboutit|accepte(?:nt)?|répond(?:ent)?)\b"
    r"|\bprésent\w* (?:au|en|devant l[ae]|à la) (?:comité|commission|prochain)"
    r"|\ben cours d['’](?:examen|étude|analyse|arbitrage)\b|\bdemandes? (?:d['’]\w+ |de \w+ )?auprès\b"
    r"|\bnous attendons\b|\ben mesure de (?:vous |nous |les )?(?:soutenir|financer|aider|participer)\b"
    r"|\binscrite?s? (?:à|aux?) (?:l['’]|un )?(?:appel|AMI|AAP)\b"
    # « l’appel à projets de la Région, dès qu’il sera ouvert »
    r"|\b(?:dès|lors|quand|une fois)(?:qu| qu)['’e][^.;:,\n]{0,20} (?:ser(?:a|ont)|paraît\w*|ouvr\w+|aur(?:a|ont))\b"
    r"|\b(?:appui\w+|appuy\w+) sur (?:l['’]|les |un )appels? à\b"
    r"|\b(?:réponses?|décisions?|accords?|notifications?|arbitrages?) (?:attendue?s?|espérée?s?)\b"
    r"|\bdépend(?:ra|ront|ait|rait|ent)?\b(?= d)|\bl['’]obtention\b|\b(?:condition|subordon)née?s? (?:à|par|aux?)\b"
    r"|\bredépos\w+|\b(?:sera|seront) (?:représent|redemand)ée?s?\b|\b(?:il )?manque\b(?= (?:\w+ ){0,2}?(?:part"
    r"|participation"
    r"|subvention|aide|accord|financement|contribution))"
    r"|\b(?:fait|font|fera|feront) appel\b[^.;:\n]{0,30} (?:à|aux?)\b|\battend\w* (?:également |aussi )?cel(?:ui"
    r"|le)s? d"
    # « le FEAMPA est une piste à explorer », « une fiche LEADER sera rédigée », « on frappera à la porte de »
    r"|\bpistes? (?:à (?:explorer|creuser|étudier|confirmer)|possibles?)\b"
    r"|\bnon (?:tranché|acquis|confirmé|notifié)e?s?\b|\b(?:est|sont|reste(?:nt)?)"
    r" (?:une |des |la (?:\w+ )?|les (?:\w+ )?)pistes?\b|\b(?:dernière|autre|seconde|deuxième|nouvelle)s? pistes?\b"
    r"|\b(?:est|sont) (?:\w+ment )?(?:visé|pressenti|ciblé)e?s?\b|\bfrapp\w+ à (?:la|d['’]autres) portes?\b"
    r"|\bdép[oô]ts? (?:de |d['’]une? )(?:dossiers?|candidatures?|demandes?)\b"
    r"|\b(?:fiches?|dossiers?|demandes?)\b[^.;:,\n]{0,30}? (?:sera|seront) (?:rédig|mont|constitu|dépos|présent)\w*"
    r"|\bqui (?:doi(?:t|vent)|devr(?:a|ont)) (?:encore |bientôt )?se prononcer(?: (?:en|cet|à) [\w’'-]+)*"
    r"|\bouv\w+ droit à\b|\b(?:sera|seront) saisie?s?\b"
    r"|\b(?:possibles?|finançables?|subventionnables?|mobilisables?) au titre d"
    r"|\bà (?:définir|préciser|consolider|déposer|demander|valider|finaliser|identifier|étudier)(?=\s*(?:[,;.()\n]|$))",
    re.IGNORECASE,
)


# « 48 % de la dépense éligible »: what a rate is of, which asks for nothing.
_BASE = re.compile(
    r"\b(?:dépenses?|coûts?|montants?|assiette|travaux|frais|base)(?: (?:HT|TTC|subventionnables?))? $", re.IGNORECASE
)
_BEFORE = 30


def is_of_a_base(mark: Hit, passage: Passage) -> bool:
    """Whether a mark of certainty qualifies what a rate is of: « de la dépense éligible »."""
    return bool(_BASE.search(passage.text, max(0, mark.start - _BEFORE), mark.start))


def hopes(passage: Passage) -> list[Hit]:
    """Turns of phrase that say that bodies are asked or allowed to pay, as marks of who is hoped for."""
    return [Hit(ENVISAGED, 3, match.start(), match.end(), match.group()) for match in _HOPES.finditer(passage.text)]
