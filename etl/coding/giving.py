"""Constructions that say of a body found by name that it pays: it gives an aid, or an aid is told to be of it.

A common noun (« la commune ») stands in too many sentences to be read so: see `constructions`.
"""

from __future__ import annotations

import re
from functools import cache

from etl.coding.body_words import ANY_BODY, ARTICLE, BODY, LAND, NAMED, PRONOUN, SIGN_OF, SUM
from etl.coding.paying_words import ASIDE, COSTS, INSERTED, OF, PART

_SIGNS = f"{NAMED}{LAND}{PRONOUN}{SIGN_OF['region']}{SIGN_OF['departement']}"
_NAMED = rf"(?=[{_SIGNS}]){BODY}"
# What may stand between a subject and its verb: « l’éco-organisme du textile », others of the same list, known or not
# (« l’Anah et la communauté de communes », « la CARSAT et le régime local »).
_OF_WHAT = r"(?: d(?:u |e la |es |e l['’])[\w’-]{3,20})?"
_OTHER = rf"(?:{ARTICLE}?[{ANY_BODY}]+{_OF_WHAT}|(?:l[ae]s? |l['’])?[^.;:,\n{ANY_BODY}]{{3,60}}?)"
# The last of them is joined by a word: « selon la Région, le Département verse » has one subject.
_OTHERS = rf"(?:(?:, {_OTHER}){{0,3}}(?:,? et|,? ainsi que|,? (?:tout )?comme) {_OTHER},?)?"
_APPOSED = rf"(?:, [^.;:,\n{ANY_BODY}]{{3,60}},)?"
_TO_THE_VERB = (
    rf"{ASIDE}{_OF_WHAT}(?:{_OTHERS}{_APPOSED}|{INSERTED}| qui [^.;:,\n]{{3,50}} et qui| [^.;:,\n]{{3,60}} et)"
)
_AID = (
    r"(?:aides?|subventions?|prêts?|bourses?|garanties?|dotations?|crédits|enveloppes?|dons?|mécénat|primes?|parts?"
    r"|fonds|participations?|contributions?|financements?|cofinancements?|concours|soutiens?|appuis?)"
)
# « une aide méthodologique », « l’aide à domicile », « un prêt de véhicules »: of no money.
_IN_KIND = (
    r"(?! (?:à (?:l['’]|la )?(?:demande|dossier|décision|domicile|personne|mobilité|rédaction)|méthodolog|techni|juridi"
    r"|administrativ|humain|alimentair|logisti|matériel|social"
    r"|(?:de |d['’])(?:véhicul|matériel|sall|loca|œuvr|vélo|livr|document|équipement|terrain|outil)))"
)
# « son soutien », « sa participation » may be of another kind: they are of money where it is said.
_ONE_AID = (
    r"(?:une? |son |sa |ses |leurs? |l[ae]s? |l['’]|des |cette |d['’]autres )(?:\w+ )?(?:prestations? de service|"
    r"(?:aides?|subventions?|prêts?|bourses?|dotations?|crédits|enveloppes?|dons?|mécénat|primes?|(?:co)?financements?"
    rf"|première tranche|dernière tranche)\b{_IN_KIND}"
    r"|(?:participations?|contributions?|concours|soutiens?|appuis?|parts?|fonds|garanties?|sienne?s?|siens?)\b"
    rf"(?= financi|[^.;:\n]{{0,40}}?{SUM}))"
)
_DID = (
    r"(?:(?:lui|leur|nous|y|en) )?(?:p(?:eu|ourr|ouv)\w+ |a |ont |ayant |avai(?:en)?t |aur(?:a|ont) "
    r"|vien(?:t|nent) (?:de |d['’])|va |vont |doi(?:t|vent) |devr\w+ )?"
    r"(?:(?:lui|leur|nous|y|en) )?(?:(?:\w+ment|néanmoins|toutefois|aussi|encore|déjà|enfin|ensuite|désormais|ainsi) )?"
)
# Verbs that give with an aid for object, and none of asking, receiving or telling.
_GIVES = (
    r"(?:confirm|notifi|individualis|annonc|renouvel|maint(?:en|ien)|recondui|relev|augment|doubl|ajout|affect|signifi|accord"
    r"|attribu|vers|allou|octro[iy]|apport|consacr|mobilis|débloqu|réserv|vot|promi|promet|prévoi|prév|inscri|budgét"
    r"|pa[iy]|complèt|complét|fourni|propos|joi[nt]|garanti|consen[ts]|dégag|engag|délivr)\w*"
)
_NUMBER = r"\d{1,3}(?:[ \u202f\xa0.]\d{3})+(?! ?(?:hab|m²|ha\b|km|log|élèves|élus|person|visit|usagers|arbres))"

# What a body does that pays, behind it.
_VERBS = (
    # « la Région a confirmé sa subvention », « l’ADEME a répondu par une aide », « a relevé la sienne à 45 000 € »
    rf"(?i:{_GIVES}(?: (?!que?\b)\w+){{0,4}}? {_ONE_AID})",
    rf"(?i:(?:répon\w+[^.;:\n]{{0,30}}? par {_ONE_AID}))",
    # « la Région et l’État ont annoncé 8 M€ », « la CAF en apportera 8 000 »
    rf"(?i:(?:annonc|promi|promet|débloqu|individualis|notifi|confirm|mobilis|engag|consacr)\w* "
    rf"(?:jusqu['’]à |près de |environ |plus de )?{SUM})",
    rf"(?i:(?:y |en )?(?:apport|vers|financ|pai|pay|ajout|donn|débloqu|met)\w*) {_NUMBER}"
    r"(?=\s*(?:[,;.)\n]|$|et\b|pour\b))",
    # « soutient financièrement », « soutiennent la ressourcerie : 15 000 € chacun », « participe au financement »
    r"(?i:(?:\w+ )?(?:soutien|aid|accompagn|appui|appuy|contribu|particip|intervien)\w*"
    r" financièrement)",
    rf"(?i:(?:soutien(?:t|nent)|aide(?:nt)?|accompagne(?:nt)?))\b[^.;:\n]{{0,60}}? ?: ?{SUM}(?<!%)",
    rf"(?i:(?:y )?(?:particip|contribu|cotis)\w* (?:au (?:co)?financement"
    rf"|aux? (?:frais|dépenses?|coûts?)|(?:pour|à hauteur de|jusqu['’]à) (?:{SUM}|l[ae] (?:même|moitié))))",
    r"(?i:(?:l[ea]s? |l['’]|y )?(?:(?:abond|(?:co)?financ|subventionn)(?:e|ent|er|era|eront|ai[st]|aient)"
    r"|(?:a |ont )(?:\w+ment )?(?:abond|(?:co)?financ|subventionn)ée?s?|pren\w* en charge)\b)",
    rf"(?i:(?:pay|rembours|règl|régl|acquitt)\w*)(?![^.;\n]{{0,60}}(?:emprunt|dette|\bprêt))"
    rf"[^.;:,\n]{{0,40}}? (?:{SUM}|(?i:{PART}))",
    # « apporte un soutien à l’installation, en finançant une partie des dépenses »
    r"[^.;:\n]{1,120}? en (?i:(?:co)?finançant|subventionnant|prenant en charge)\b",
    r"(?i:(?:a|ont) (?:\w+ment )?(?:payé|remboursé|acquitté|préfinancé))\b",
    rf"(?i:(?:soutenant|aidant|finançant|apportant|versant|complétant|abondant|participant"
    rf"|contribuant)\b)[^.;:\n]{{0,60}}? {SUM}",
    # « interviennent pour financer », « ouvre 350 000 € de crédits », « prévoit un appel à projets »
    r"(?i:interv\w+)[^.;:\n]{0,60}? (?i:pour|afin de) (?i:(?:co)?financer|subventionner|prendre en charge)",
    rf"(?i:(?:ouv[re]|mis|met|inject|investi|inscri|délégu|délivr)\w*)(?: chacune?s?)? {SUM}(?: (?:HT|TTC))?"
    r"(?: (?:de |d['’])(?:crédits|subventions?|aides?|fonds|financements?)|(?=\s*(?:[,.;)\n]|$|dans|pour|sur|au)))",
    r"(?i:(?:prévoi|lanc|ouvr|publi)\w* (?:\w+ )?(?:une? |son |l['’])(?:nouvel )?(?:appel à (?:projets|manifestation)"
    r"|AMI|AAP))\b[^\n]{0,150}?(?i:candidat|obten|répond|financ)",
    # « a fait savoir qu’elle reconduirait son aide », « étudie la possibilité de subventionner », « se porte garant »
    r"(?i:(?:(?:a|ont) )?(?:fait savoir|indiqu|annonc|confirm|assur|promi|promet)\w* qu['’](?:elle|il)s? (?:\w+ ){0,2}?"
    r"(?:recondui|financ|particip|accord|vers|apport|soutiend|maintiend|prend|abond|subventionn|aid)\w*)",
    r"(?i:(?:étudi|envisag|examin|réfléchi)\w* (?:à |l['’]idée |la possibilité |l['’]opportunité )?(?:de |d['’])?"
    r"(?:(?:co)?financer|subventionner|prendre en charge|participer au financement|abonder)\b)",
    r"(?i:(?:se |s['’]est |se sont )port\w* (?:garant|caution)\w*)",
    r"(?i:(?:a |ont )?(?:\w+ment |déjà )?(?:sold|vers|régl|s['’]acquitt|acquitt)\w* (?:de )?(?:sa|leur)s? "
    r"(?:part|participation|contribution|quote-part))\b",
    rf"(?i:(?:est|sont|serait|seraient) (?:partante?s?|d['’]accord) pour)[^.;\n]{{0,20}}?{SUM}",
    rf"(?i:offr(?:e|ent|ira|iront))\b(?:[^.;,\n]{{0,60}}? {SUM}|[^.;\n]{{0,90}}? (?:d['’]une valeur de|chèque))",
    # « et lui attribue 11 500 € », « maintient ses 190 000 € », « prend 80 % », « en a couvert un quart »
    rf"(?i:(?:attribu|accord|vers|allou|octro[iy]|apport)\w*) {SUM}",
    rf"(?i:maint(?:en|ien)\w*|pren(?:d|nent)|prendr\w+) (?:(?:ses|les|leurs) )?{SUM}"
    r"(?! (?:de retard|des parts|du cap))",
    rf"(?i:en (?:a|ont|aura|auront) (?:couvert|réglé|payé|financé|pris)) (?:{SUM}|(?i:{PART}))",
    # « s’est prononcée favorablement (60 000 €) »
    r"(?i:s['’](?:est|était|étaient) (?:\w+ )?prononcée?s? favorablement)",
    rf"(?i:couvr\w*) {SUM} d(?:u |e la |es |e l['’]|['’])"
    rf"(?:{COSTS}|(?i:travaux|achats?|remplacement|prix|investissement))",
    r"(?i:entr\w* au (?:co)?financement)\b",
    rf"(?i:soutient|soutiennent)\b[^.;:\n]{{0,120}} ?: taux[^.;:\n]{{0,20}}{SUM}",
    # « ont monté un fonds doté de 500 000 € »
    r"(?i:(?:mont|cré|institu|lanc|ouver|ouvr|dot)\w* (?:\w+ )?un fonds (?:de |d['’]))",
)

_GIVING = (
    *(rf"{_NAMED}(?={_TO_THE_VERB} (?i:{_DID})(?:{verb}))" for verb in _VERBS),
    # « un prêt de la Caisse des Dépôts », « la bourse de la Région », « il manque la part du Département »
    r"(?:(?i:\b(?:une?|l[ae]|d['’]une?|du|aux?|sa|cette|l['’]|d['’]))\s?(?:\w+ )?|(?:^|(?<=[.;:\n(] )|(?<=\bet )))"
    r"(?i:aide|subvention|acompte|avance|abondement|prêt|bourse|garantie|dotation|enveloppe|don|mécénat|prime|contribution"
    rf"|participation financière|cofinancement){_IN_KIND}"
    r"(?: (?!(?:de|à|par|pour|qu|et|ou|est|sont|a|ont|dans|chez)\b)[\w’'-]+| (?:de|à|au|en|d['’]) ?[\w’'-]+)"
    rf"{{0,5}}? {OF}{_NAMED}(?! (?:est|sont|a|ont) (?:\w+ )?(?:recens|list|présent|expliqu))",
    rf"(?i:manqu|financ|coût|subvention|budget)\w*[^\n]{{0,150}}?\bpart {OF}{_NAMED}",
    rf"(?i:subvention|aide|financ)\w*[^.;\n]{{0,100}}?(?:,| et) (?:de |à )?{SUM} {OF}{_NAMED}",
    rf"(?i:est|sont|sera|seront|été) (?:\w+ment )?(?i:support|assum)ée?s? par {ARTICLE}{BODY}",
    # « revient à l’Anru le financement de la démolition », « engagements de l’État : cofinancer à 50 % »
    rf"(?i:revient|incombe|échoit|reviendra|incombera) (?:à (?:la |l['’])|aux? ){BODY}"
    rf"(?=[^.;\n]{{0,20}}? (?:l[ae]s? |l['’]){COSTS})",
    rf"(?i:engagements?) {OF}{BODY} ?: ?(?i:(?:co)?financer|subventionner|verser|apporter|participer)\b",
    # « dotée par la Région de 75 000 € », « un coup de pouce de 10 000 € est venu de la Fondation »
    rf"(?i:dot)\w* par {ARTICLE}{BODY}(?= (?:de |d['’]|à hauteur de ){SUM})",
    rf"(?i:doubl|abond|complét|major|bonifi)\w* par {ARTICLE}{_NAMED}",
    rf"{SUM} (?i:(?:(?:est|sont) )?venue?s?|vien\w*|provien\w*) {OF}{BODY}",
    # « un don de 2 000 € de la CAF et un autre, de 500 €, du Rotary », « l’aide que l’ARS voudra bien accorder »
    rf"(?i:une? autres?),? (?:de |d['’])?{SUM},? {OF}{BODY}",
    rf"(?i:{_AID}) (?i:que |qu['’]){ARTICLE}{BODY}(?=[^.;:,\n]{{0,25}}? (?i:accord|vers|apport|attribu|allou|consen"
    r"|donn|octro)\w*)",
    # « la Fédération nous a aidés à financer le terrain », « l’association l’a acheté à ses frais »
    rf"{BODY} (?i:(?:nous |les |l['’])?(?:a|ont) aidée?s? à (?:(?:co)?financer|payer|acheter))",
    rf"{BODY}[^.;:,\n{ANY_BODY}]{{0,60}}? (?i:à (?:ses|leurs) (?:propres )?frais)\b",
    rf"{BODY}(?i:,? ayant (?:payé|réglé|acquitté|financé|remboursé|subventionné))\b",
    rf"(?i:part|participation|subvention|aide)[^\n]{{0,120}}? (?i:celle) {OF}{BODY}"
    r"(?= (?i:n['’]est pas (?:encore )?(?:acquise|confirmée|votée|connue)|reste à"
    r"|est (?:attendue|espérée|demandée)))",
    rf"(?i:offres?|prêts?|emprunts?)[^\n]{{0,120}}? (?i:celle) {OF}{BODY}"
    r"(?= (?i:est|a été) (?i:retenue|acceptée|choisie))",
    # « si l’Agefiph donne suite à la demande de subvention », « si la Région suit »
    rf"\b(?i:si) {ARTICLE}{BODY}"
    r"(?= (?i:(?:\w+ment )?(?:donne(?:nt)? suite|répond\w*|accepte(?:nt)?|suit|suivent)\b))",
    # « celle du Département, demandée à 10 % », « un appui du Cerema est envisagé pour financer l’étude »
    rf"(?i:celles?|celui) {OF}{_NAMED}(?=, [^.;:,\n]{{0,25}}?{SUM})",
    rf"(?i:{_AID}) {OF}{_NAMED}(?=[^.;\n]{{0,80}}? (?i:pour|afin de) (?i:(?:co)?financer|payer|boucler)\b)",
    # « 60 000 € de la Région et 40 000 du Département », « la Région, dont on attend 80 000 € »
    rf"{SUM}[^.;\n]{{0,60}}?(?:,| et) {_NUMBER} {OF}{_NAMED}",
    rf"{_NAMED}(?=, dont [^.;:,\n]{{2,40}}? (?i:attend|espèr|espér)\w* {SUM})",
    # « un accord entre la Région et la Ville : 55 000 € chacune », « …, par son plan de 3 M€, finance »
    rf"(?i:accords?|conventions?)[^.;:\n]{{0,40}}? (?:entre|tripartite) {ARTICLE}?{BODY}"
    r"(?=[^.\n]{0,140}? chacune?\b)",
    rf"{_NAMED}(?=, [^.;\n]{{3,140}}?, (?i:(?:co)?finance|subventionne)(?:nt)?\b)",
    rf"{_NUMBER} (?i:vien\w*|provien\w*) {OF}{_NAMED}",
    rf"(?i:pour moitié) (?:à (?:la |l['’])|aux? ){_NAMED}",
    rf"(?i:se tourn\w+) vers {ARTICLE}{_NAMED}(?=[^.\n]{{0,80}}?(?:{SUM}|{_AID}))",
    rf"{BODY}{INSERTED} (?i:(?:a |ont )?(?:fait|font|fera) (?:don|cadeau)) d",
    rf"{BODY} (?i:(?:est|sont|sera|seront) mis\w* à contribution)\b",
    rf"(?i:éligibles?) (?:à |aux? )(?:l[ae]s? |l['’])?{_AID} {OF}{_NAMED}",
    # « des subventions sont attendues de la Région », « a écrit à la Région pour lui demander une aide »
    rf"(?i:{_AID})(?: (?:au|à|de|d['’]|pour)[^.;:,\n]{{1,40}})? (?i:est|sont|sera|seront|a été|ont été)"
    r" (?:\w+ment )?"
    rf"(?i:attend|esp[eé]r|sollicit|obten|reç|demand|acqui)\w*(?: (?:ou|et) \w+)? {OF}{_NAMED}",
    rf"(?i:écri\w*|adress\w*|saisi\w*|courrier|lettre)(?: \w+){{0,3}} (?:à (?:la |l['’])|aux? ){BODY}"
    rf"(?=[^.;\n]{{0,80}}? (?i:demand|sollicit|obten)\w* (?:[^.;\n]{{0,20}}?{_AID}|de (?i:(?:co)?financer|payer)))",
    rf"(?i:bénéfici|obten|reç)\w* {OF}{_NAMED}(?= (?:pour|à hauteur de) {SUM})",
    # « les aides de l’Anah sont complétées », « la participation de la Région reste à préciser »
    rf"(?i:aides|subventions|prêts|crédits|fonds|financements) {OF}{_NAMED}(?= [^.;:,\n]{{0,60}}?"
    r"(?i:(?:sont|seront|ont été|être) (?:\w+ment )?(?:complét|vers|accord|attribu|mobilis|obten|sollicit|recherch"
    r"|acqui|demand|cumul|notifi|apport|plafonn)|couvr|permett|financ|représent|s['’]élèv|atteign|complèt|viennent))",
    rf"(?i:participations?|contributions?|apports?|concours|aides?|soutiens?) {OF}{_NAMED}(?= "
    r"(?i:(?:est|sont|sera|seront|reste|restent|demeure|serait)(?: \w+)?(?: à| de| d['’]| fix| acqui| confirm"
    r"| attend| esp[eé]r| sollicit| demand| promi| plafonn| limit| incertain|\s*(?:[.;,\n]|$))"
    r"|n['’]est (?:qu|pas)|s['’]élèv|atteint|atteindra|porte sur))",
    rf"(?i:accords?|décisions?|réponses?|votes?|délibérations?) {OF}{_NAMED} (?:sur|pour) "
    r"(?:sa|son|l['’]|la|le|leur) ?(?i:participation|aide|subvention|contribution|financement|concours|part)",
    # « demandée à la Région : 10 000 € », « un dossier transmis à la Région pour une subvention »
    rf"(?i:(?:demand|sollicit|attend)ée?s?) (?:à (?:la |l['’])|aux? |auprès {OF}|{OF}){_NAMED}"
    rf"(?=[^.;\n]{{0,12}}?{SUM})",
    rf"(?i:dossiers?|demandes?|candidatures?)[^.;:\n]{{0,40}}? (?:aux? |à (?:la |l['’]))"
    rf"{_NAMED}(?=[^.;:\n]{{0,40}}? (?:{_AID}\b|{SUM}))",
    r"(?i:dossiers?|demandes?)[^.;:\n]{0,60}? (?i:accept|valid|reten|accord|approuv|instrui|refus)\w* par "
    rf"{ARTICLE}{_NAMED}",
    # « provenant pour moitié de la Région », « versée moitié par la Ville moitié par le CCAS »
    rf"(?i:(?:pour )?(?:moitié|un tiers|un quart|parts? égales?)),? (?:par {ARTICLE}|{OF}(?=[{_SIGNS}])){BODY}",
    # « dont la moitié couverte par l’ARS », « une enveloppe a été débloquée en urgence par le préfet »
    rf"(?:{SUM}|(?i:{PART}|une? partie|part))[^.;:,\n]{{0,40}}? "
    rf"(?i:(?:couver|financ|support|apport|rémunér)\w*|pris\w* en charge) par {ARTICLE}{BODY}",
    rf"(?i:{_AID}|somme)\b[^.;:\n]{{0,60}}? (?i:débloqu|accord|attribu|vers|allou|octroy|vot|apport|consent"
    rf"|mobilis)\w*(?: en urgence| \w+ment)? par {ARTICLE}{BODY}",
    rf"(?i:rémunér|indemnis|dédommag|pay)\w*[^.;:,\n]{{0,20}}?{SUM}(?: ?/ ?\w+| par \w+)? par {ARTICLE}{BODY}",
    rf"(?i:ré)?(?i:abond)\w* par {ARTICLE}{BODY}",
    # « – État, Région – qui la subventionnent », « entrées au capital pour 1 M€ », « quote-part Ville »
    rf"{BODY} ?[–,)] ?qui (?:l[ae]s? |l['’]|en )?(?i:subventionn|(?:co)?financ|pai|pay)\w*",
    rf"{BODY} [^.;:,\n]{{0,20}}?(?i:(?:entr|souscri|particip)\w+ au capital)",
    rf"(?i:quote-parts?) {ARTICLE}?{BODY}",
    # « seront approchés », « a été relancée trois fois », « destinataire d’une demande »
    rf"{BODY}(?i: (?:a été|ont été|ser(?:a|ont)) (?:\w+ )?(?:relanc|approch|démarch)ée?s?)\b",
    rf"{BODY}(?:, (?:lui|elle|eux|elles),)?"
    r"(?i: (?:doi(?:t|vent)|devr(?:a|ont)) (?:encore |prochainement )?se prononcer)\b",
    rf"{BODY}(?: qui|, elle,|, lui,)? (?i:(?:en |a |ont )?(?:doubl|tripl)\w* (?:la|sa|leur) mise)",
    rf"{BODY}[^.;:,\n]{{0,20}}? (?i:susceptibles? (?:de |d['’])(?:aider|soutenir|participer|contribuer|abonder))\b",
    rf"{_NAMED} (?i:(?:a été|est|sera) destinataire d['’]une demande)",
    rf"{_NAMED} (?i:ser(?:a|ont) (?:nos|les|notre|le|la) premi\w+ interlocut\w+)",
    # « l’appel à projets « Équipements » de l’Agence », « une convention de cofinancement avec le Département »
    rf"(?i:appels? à (?:projets|manifestation d['’]intérêt)) « ?[^»\n]{{1,60}} ?» {OF}{BODY}",
    rf"(?i:conventions? de (?:co)?financement)[^.;:\n]{{0,60}}? (?:aux? |à (?:la |l['’])|avec {ARTICLE}){_NAMED}",
    rf"(?i:(?:co)?financements? (?:bipartite|tripartite|quadripartite|conjoint|partagé|croisé|paritaire)s?)"
    rf"(?: entre)? ?:? ?\(?{ARTICLE}?{BODY}",
    rf"(?i:emprunts?|prêts?)\b[^.;:\n]{{0,100}}? auprès {OF}{_NAMED}",
    # « demande 8 000 € à l’État, 4 000 € à la Ville et 3 000 € à la CAF », « a fait appel à la Fondation »
    rf"(?i:demand|sollicit)\w*[^.;\n]{{0,120}}?(?:,| et) {SUM} (?:à (?:la |l['’])|aux? ){BODY}",
    rf"(?i:fai(?:t|re|sant) appel)[^.;\n]{{0,40}}? (?:à (?:la |l['’])|aux? ){_NAMED}",
    # « un mécénat en nature d’EDF »
    rf"(?i:mécénat|dons?)(?: en \w+)? {OF}{BODY}",
    rf"(?i:merci|remerci\w+|gratitude|reconnaissance)[^.;\n]{{0,60}}? (?:à (?:la |l['’])|aux? |{ARTICLE}){_NAMED}"
    rf"(?=[^.;\n]{{0,60}}? (?:(?i:{_AID}|{COSTS})\b|(?:leurs?|ses|vos) {SUM}))",
    rf"(?i:merci|remerci\w+) (?:à (?:la |l['’])|aux? ){BODY} pour (?:son|sa|leur) "
    r"(?:soutien|aide|participation)[^.;\n]{0,20}? financi",
    # « à la charge de l’ARS, l’hébergement à celle du Département », « pris sur les crédits de la Ville », « supporté
    # par le budget de l’agglomération »
    rf"(?i:à (?:la )?charge) {OF}[^.;\n]{{2,80}}?(?:,| et) [^.;,\n]{{2,40}} à celle {OF}{BODY}",
    rf"(?i:pris|prélev|imput|financ|inscri)\w* sur (?:l[ae]s? |l['’]|son |ses )?"
    rf"(?i:crédits?|enveloppes?|fonds|lignes?|budget)(?: [^.;:,\n]{{1,25}}?)? {OF}{BODY}",
    r"(?i:support|couver|financ|assum|pris|port|absorb|combl|équilibr)\w*(?: en charge)?(?: \w+ment)? par le budget"
    rf"(?: (?:annexe|principal|général|propre))? {OF}{BODY}",
    # « le Département a délibéré pour 30 000 € », « figure parmi les cofinanceurs », « le tour de table réunit »
    rf"{BODY}{INSERTED} (?i:(?:a|ont) (?:\w+ment |déjà )?(?:délibéré|voté|statué|tranché)[^.;:,\n]{{0,30}}?"
    rf" (?:pour|à hauteur de)) {SUM}",
    rf"{BODY}[^.;:\n]{{0,60}}? (?i:(?:figur|compt)\w+|est|sont|sera|seront|font partie|fait partie)"
    r" (?i:parmi les|au nombre des|des) (?:\w+ )?(?i:(?:co-?)?financeurs?)\b",
    rf"(?i:tours? de table)[^.;:\n]{{0,30}}? (?i:associ|réuni|compren|rassembl|mobilis)\w* [^.;\n]{{0,140}}?{BODY}"
    rf"(?= \({SUM}\))",
    # « on frappera à la porte de la Fondation », « finançable au titre du programme de l’agence », « un bonus de l’État
    # est espéré », « dernière piste : le Département »
    rf"(?i:frapp)\w+ (?i:à la porte) {OF}{BODY}",
    rf"(?i:possibles?|finançables?|subventionnables?|mobilisables?|éligibles?) au titre d[^.;:,\n]{{0,60}}?"
    rf" {OF}{_NAMED}",
    rf"(?i:bonus|coups? de pouce) {OF}{_NAMED}",
    rf"(?i:pistes?)(?: de (?:co)?financement)?(?:, [^.;:\n]{{2,30}})? ?: ?{ARTICLE}{BODY}",
    rf"{_NAMED}(?={_OTHERS} (?i:(?:est|sont) pressentie?s? pour (?:(?:co)?financ|subventionn|soutenir|contribu"
    r"|particip)))",
    rf"(?i:pressenti)e?s? pour (?i:(?:co)?financ|subventionn)\w*[^.;:\n]{{0,40}}? ?: ?{ARTICLE}{BODY}",
    # « sans le concours de l’Agence de l’eau, la campagne sera réduite de moitié »
    rf"(?i:sans) (?:l['’]|l[ae] )?(?i:concours|aide|soutien|participation|subvention) {OF}{_NAMED}"
    r"(?=[^.\n]{0,120}? (?i:(?:sera|seront|serait|seraient) (?:\w+ment )?(?:rédui|report|annul|impossible|abandonn"
    r"|compromis|retard)))",
    # « réalise les travaux et en supporte 40 % », « commande l’étude et la paie », « porte seule le coût »
    rf"{BODY}[^.;:,\n]{{3,60}} et (?:y |en )(?i:support|assum|pren|financ|couvr|règl|pai|pay|dépens)\w*"
    rf"(?: (?:environ|près de))? (?:{SUM}|{PART})",
    rf"{BODY}[^.;:,\n]{{3,60}} et (?:l[ae]s? |l['’])(?i:(?:co)?financ|pa[iy]|subventionn|rémunèr|rembours)"
    r"(?:e|ent|era|eront)\b",
    rf"{BODY} (?i:port(?:e|ent|era|eront)) (?:\w+ ){{0,2}}(?:le coût|la charge|la dépense|le financement)\b",
    rf"{BODY} (?i:complèt(?:e|ent|era|eront)) par (?:un |l['’])(?i:emprunt|autofinancement)\b",
    rf"{BODY} (?i:délègu(?:e|ent|era)|a délégué) {SUM}",
    rf"{BODY} [^.;:\n]{{3,80}}? sur (?:son|ses|leurs?) (?i:budget|fonds propres|ressources propres|crédits)\b",
    # « nous solliciterons le fonds et, à défaut, la Fondation », « pourrait couvrir une partie du raccordement »
    rf"(?i:sollicit)\w*[^.;\n]{{3,80}}? et, à défaut, {ARTICLE}{BODY}",
    rf"{BODY} (?i:pourr\w+|peu(?:t|vent)|devrai\w*) (?i:couvrir|compléter|combler) (?:une? partie|{PART}|{SUM})",
    # « achetée par l’EPF »
    rf"(?i:achet|acqui)\w*[^.;:,\n]{{0,20}}? par {ARTICLE}(?=[{LAND}]){BODY}",
)


@cache
def giving() -> tuple[re.Pattern[str], ...]:
    """Made when they are first asked for: most programs that know of coding code nothing."""
    return tuple(re.compile(rf"(?<![\w-])(?:{pattern})") for pattern in _GIVING)
