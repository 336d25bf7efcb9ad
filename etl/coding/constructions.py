"""Constructions of French that say of a body that it pays: « financé par … », « subvention de … », « … : 20 % ».

They hold alike of bodies found by name and of those that a common noun names (`body_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.coding.body_words import ARTICLE, BODY, COUNCIL, EACH, NAME, NAMED, PLACE, SIGNS, SUM

_NUMBER = r"(?:deux |trois |quatre |\d+ )?"
_OF = (
    r"(?:d[eu]s? (?:la |l['’]|ces? |cette |ses? |sa |notre |nos |votre |vos |leurs? |certains |chaque )?"
    r"|d['’](?:une )?)" + _NUMBER
)
_TO = r"(?:à (?:la |l['’]|chaque |notre |leur |sa )?|aux? )" + _NUMBER
# « 500 € par commune »: to each.
_EACH = rf"(?!{EACH})"
_FROM = rf"(?:{_OF}|par {ARTICLE}|(?:auprès|venant|provenant|issue?s?|émanant|en provenance|de la part) {_OF})"
# To whom money goes as often as it comes from them: « subventions des entreprises ».
_GIVERS = rf"(?![{SIGNS['entreprises']}{SIGNS['associations']}])"
# Who governs a territory, named by a noun alone.
_TERRITORIES = rf"(?=[{''.join(SIGNS[code] for code in ('region', 'departement', 'intercommunalites'))}])"
_MONEY = (
    r"(?:€|\beuros?\b|%|\d (?:millions?|milliards?)\b|\bsubventions?\b|financement|financière?s?\b|financièrement"
    r"|\bfonds\b|enveloppe|crédits"
    r"|\bbudget|à hauteur|en charge|à sa charge|la moitié|le (?:tiers|quart|reste|solde) d|dotation|prêts?\b|bourse"
    r"|\bprime\b|\bla somme\b|\baides? exceptionnelle|coup de pouce)"
)
_SAID_OF_SUMS = (
    r"(?: (?:(?:financi|forfaitaire|minima|maxim|annuel|exceptionnel|obligatoire|statutaire|techni|publi|important"
    r"|complément|accord|vers|attribu|obten|sollicit|demand|attend|octroy|allou)\w*|et|en provenance)){0,4}"
    rf"(?: (?:de |d['’]un montant de |à hauteur de |pour )?{SUM})?"
)
_PAYS = (
    r"(?:co-?|auto)?financ(?:e|ent|é|er|era|eront|erai?t|eraient)|subventionn(?:e|ent|é|er|era|eront|ant)"
    r"|(?:co-?)?finançant|pa[iy](?:e|ent|era|eront)\b(?! (?:l[ae]s? |l['’]|une? |des |leurs? )?(?:impôt|taxe"
    r"|loyer|cotisation))"
    r"|(?:rémunèr|salari)(?:e|ent|era|eront)"
)
_GIVES = (
    r"(?:avanc|accord|attribu|vers|allou|octro[iy]|apport|consacr|mobilis|particip|contribu|engag|aid|abond|débloqu"
    r"|inject|cotis|réserv|dot|complèt|complét)"
    r"(?:e|ent|é|era|eront|erait|eraient|ant)?|vot(?:e|ent|é|era|eront)\b(?! (?:l[ea]s?|son|leurs?) budget)"
    r"|inscri(?:t|vent|ra)|(?:pren(?:d|nent|dra|dront)|pris)(?=[^.;:\n]{0,40}? charge\b)"
    r"|inter(?:vient|viennent|viendra)|investi(?:t|ssent|ra)?"
)
_TO_GIVE = (
    r"(?:(?:donn|apport|particip|contribu|vers|attribu|accord|abond|avanc|mobilis|consacr|complét|vot|débloqu|aid"
    r"|allou|octroy)er"
    r"|prendre|investir|intervenir)"
)
_AUXILIARY = (
    r"(?:(?:a|ont|va|vont|vient de|peut|peuvent|pourrai?t|s['’]engage(?:nt)? à|n['’]a(?:ura)? (?:plus )?à|à)"
    r" )?(?:\w+ )?"
)
# « la Région a décidé de consacrer 20 000 € », « le gouvernement annonce débloquer une enveloppe »
_DECIDES = (
    r"(?:(?:a|ont|avai(?:en)?t|est|sont|sera|seront) )?(?:\w+ment )?(?:décid|annonc|prév|choisi|accept|confirm"
    r"|propos|promis|convenu|souhait"
    r"|envisag|compt|prévoi|tenu|voulu|susceptib|invit|appel)\w*(?: \w+ment)? (?:de |d['’]|à )?"
)
_MODAL = r"(?:dev(?:ra|ront|rai(?:en)?t)|doi(?:t|vent)|p(?:eut|euvent|ourr\w+)|va|vont|vien\w+ de)"
_HELP = r"(?i:participations?|contributions?|soutiens?|appuis?|aides?|concours)"
_COSTS = r"(?i:financements?|charges?|coûts?|surcoûts?|dépenses?|frais|reste|solde|complément|déficit|facture)"
_PART = r"(?:l[ea] (?:reste|solde|complément|différence)|l['’]autre moitié|la moitié|un (?:tiers|quart)|deux tiers)"
_FUNDS = (
    r"(?i:argent|ressources?|recettes?|fonds|crédits|sommes?|moyens|enveloppes?|budget|financements?|montants?|aides?"
    r"|dotations?|subventions?)"
)
# « la Région, via son contrat de territoire, apporte », « la commune, qui y consacre »
_INSERTED = (
    r"(?:,? qui|, (?:via|par|au|aux|à|dans|avec|sur|sous|en|grâce|pour|afin|après|de son côté|quant|elle|lui|également"
    r"|ainsi|notamment|partenaire|maître|chef|compétente?|premi\w+|princip\w+|propriétaire)\b[^.;:,\n]{0,80},)?"
)
_GRANTED = r"(?:réponses? (?:\w+ )?(?:favorables?|positives?)|(?:avis|accueil|accord) (?:favorables?|de principe))"
# What an answer is about, before or behind it.
_ASKED = r"(?i:subvention|financement|\baides?\b|financ)"
# « l’Anru (agence nationale) », « la Ville, qui »
_ASIDE = r"(?: ?\([^()\n]{1,60}\))?"
# A few words of the same clause.
_WITHIN_CLAUSE = r"(?:(?!\b(?:puisque|que?|où|dont|car|si|et)\b)[^.;:,\n]){0,15}?"
_ALWAYS = [
    re.compile(rf"(?<![\w-])(?:{pattern})")
    for pattern in (
        # « financé par la Ville », « pris en charge par les communes », « fonds de concours attribués par l’EPCI »
        r"(?i:(?:co-?|auto)?financ|subventionn|attribu|accord|vers|allou|apport|octroy|pris|consent|abond|pay|rembours"
        r"|compens|combl|acquitt|bonifi)\w*"
        rf"(?: (?i:à hauteur de {SUM}|(?:à )?{SUM}|en (?:partie|totalité|charge)|à parité|\w+ment)){{0,4}}"
        rf" par {ARTICLE}{BODY}",
        # « le solde étant supporté par la commune », « le fonds est doté de 10 000 € par an par l’agglo »
        rf"(?:{_COSTS}|(?i:fonds|loyers?|salaires?|aides?|subventions?|enveloppes?|budget|factures?)|{SUM})\b"
        r"[^.;:\n]{0,60}? (?i:couv(?:ert|r)|support|assum|régl|complét|bonifi|dot|aliment|abond|garanti)\w*"
        rf"(?:[^.;:,\n]{{0,40}}?)? par (?!an\b){_EACH}{ARTICLE}{BODY}",
        # « complétées par celles de la Région », « à cette aide s’ajoute celle du Département »
        rf"(?i:aides?|subventions?|participations?|contributions?|financements?|dotations?)\b[^.\n]{{0,100}}?"
        rf" celles? {_OF}{BODY}",
        rf"\bcelles? {_OF}{BODY}(?= (?:est |sera )?(?:de |d['’]|s['’]élève à |à )?{SUM})",
        # « subvention votée par le conseil municipal », « le conseil communautaire accorde une aide de 500 € »
        rf"(?i:subventions?|aides?|participations?|fonds de concours|{SUM})[^.;:\n]{{0,40}}?"
        rf" (?i:vot|accord|attribu|allou|octroy|vers)\w* par {ARTICLE}{COUNCIL}",
        rf"{COUNCIL}[^.;:\n]{{0,30}}? (?i:(?:a |ont )?(?:\w+ )?(?:vot|accord|attribu|allou|octro[iy]|vers)(?:e"
        rf"|ent|é|er)\b"
        r"|(?:de |d['’])(?:vot|accord|attribu|allou|octroy|vers)er)[^.;:\n]{0,40}?"
        r" (?i:subventions?|aides? (?:financière|exceptionnelle|de)|participation financière|fonds de concours|bourse)",
        # « financé avec le soutien de la Ville »
        rf"(?i:(?:co)?financée?s?|subventionnée?s?)(?: \w+ment)? avec (?:le |l['’]){_HELP}(?: financi\w+)? {_OF}{BODY}",
        # « financés, à parts égales, par l’État », « 200 K€ seront consacrés par la métropole »
        rf"(?i:(?:co-?)?financée?s?|subventionnée?s?|prise?s? en charge)\b[^.;:\n]{{0,50}}? par {ARTICLE}{BODY}",
        rf"{SUM}[^.;:\n]{{0,40}}? (?i:consacr|engag|mobilis|débloqu|vot|inves|ajout|inscri|prév)\w*"
        rf" par {ARTICLE}{BODY}",
        # « financé sur le budget de la commune », « à la charge de l’État », « reste à charge des communes »
        rf"(?i:financ\w+|imput\w+|pris\w*|inscri\w+|prév\w+) [^.;:\n]{{0,20}}?(?i:sur|par|aux?) (?i:les? |son )?"
        rf"(?i:budgets?)(?: (?:annexe|principal|général|propre)s?)? {_OF}{BODY}",
        # « fonds propres de l’agglomération », « reste à charge de la commune »
        rf"(?i:fonds propres|reste à charge) {_OF}{BODY}",
        # « la charge financière incombe à la commune », « le reste revient à la Ville »
        rf"{_COSTS}\b[^.;:\n]{{0,60}}? (?i:incomb|revien|échoi|échoir)\w* {_TO}{BODY}",
        # « une contribution est demandée aux communes »
        rf"(?i:participations?|contributions?|subventions?|aides?|financements?|cotisations?|fonds de concours|{SUM})"
        r"[^.;:\n]{0,60}? (?i:est|sont|sera|seront|été|être) (?:\w+ment )?(?i:demand|sollicit|réclam)ée?s? "
        rf"(?:{_TO}|auprès {_OF}){BODY}",
        # « les ressources viennent de la CAF », « l’argent vient de la commune »
        rf"{_FUNDS}\b[^.;:\n]{{0,40}}? (?i:vien|provien|provenant|venant|proven|issu|éman)\w* {_OF}{BODY}",
        # « l’association reçoit 5 000 € par an de la commune », « elle a perçu de la Région 30 000 € »
        r"(?i:reçoi|reçu|recev|perçoi|perçu|percev|touch|obt[ei]n|bénéfici|récup|encaiss|espér"
        r"|espèr)\w*[^.;:\n]{0,40}? "
        rf"{SUM}[^.;:,\n]{{0,30}}? (?:de la part )?{_OF}{_GIVERS}{BODY}",
        # « la commune demande 40 000 € à l’agglo », « solliciter le soutien de la Région », « en instruction à »
        rf"(?i:demand|sollicit|réclam)\w* [^.;:,\n]{{0,40}}?(?:{_HELP}|(?i:subventions?|financements?|fonds)|{SUM})"
        rf"[^.;:,\n]{{0,20}}? (?:{_TO}|auprès {_OF}){BODY}",
        rf"(?i:demand|sollicit|réclam)\w* {_TO}{BODY}(?=[^.;:,\n]{{0,20}}? (?:{_HELP}|(?i:subventions?"
        rf"|financements?|fonds)|{SUM}))",
        rf"(?i:sollicit|espèr|espér|demand|recherch|attend)\w* (?:l['’]|l[ae] |une? |du |d['’]une? )?{_HELP}"
        rf" {_OF}{BODY}",
        rf"(?i:dossiers?|demandes?)[^.;:\n]{{0,40}}? (?i:instruction|étude|examen) (?:{_TO}|auprès {_OF}|par"
        rf" {ARTICLE}){BODY}",
        rf"(?i:{_HELP}|cofinancements?|financements?) (?i:possibles?|éventuels?|envisagée?s?|potentiels?) {_OF}{BODY}",
        rf"(?i:(?:sont|ont été|seront) sollicitée?s?) ?:? ?{ARTICLE}{BODY}",
        rf"(?i:reçoi|reçu|recev"
        rf"|perçoi|perçu|percev|touch|obt[ei]n)\w* {_OF}{BODY}(?= [^.;:,\n]{{0,20}}?{SUM})",
        # « une réponse favorable de la Région », « le Département a répondu favorablement à la demande d’aide »
        rf"(?i:réponses? (?:\w+ )?(?:favorables?|positives?)) {_OF}{BODY}",
        rf"(?:{_ASKED}|{SUM})[^.\n]{{0,80}}? (?i:{_GRANTED}) {_OF}{BODY}",
        rf"(?i:{_GRANTED}) {_OF}{BODY}(?=[^.\n]{{0,80}}?(?:{_ASKED}|{SUM}))",
        rf"{BODY}[^.;:,\n]{{0,20}}? (?i:(?:a|ont) (?:\w+ )?(?:donné|émis|rendu|transmis|confirmé|notifié) "
        rf"(?:son|un|une|leur|sa) (?:accord|avis favorable|réponse (?:favorable|positive)|participation|soutien|aide)"
        rf"|(?:a|ont) (?:\w+ )?répondu (?:favorable|positive)ment)(?=[^.\n]{{0,80}}?(?:{_ASKED}|{SUM}))",
        # « si le Département confirme son aide »
        rf"(?i:si|à condition que?|pourvu que|dès que|une fois que|tant que) {ARTICLE}{BODY}"
        r"[^.;:,\n]{0,30}? (?i:confirm|accord|donn|appor|maint|valid|vers)\w* (?i:son|sa|ses|leurs?|une?) "
        r"(?i:aide|participation|soutien|financement|subvention|concours|contribution|accord)",
        # « l’ADEME, cofinanceur de l’étude », « la Région, l’un des financeurs »
        rf"{BODY},? (?:l['’]une? des |(?:principa|premi)\w+ )*(?i:(?:co-?)?financeurs?|partenaires?"
        rf" financi\w+)\b",  # « le coût est réparti entre la commune et l’agglomération »
        rf"(?:(?i:coûts?|charges?|dépenses?|financements?|reste)\b|{SUM})[^.;:\n]{{0,40}}? "
        rf"(?i:partag|répart)\w+(?: (?!entre\b)\w+){{0,3}} entre {ARTICLE}{BODY}",
        # « sans le concours de l’État, ces financements », « bénéficie également du soutien de la Région »
        rf"(?i:sans) (?:l['’]|l[ae] )?{_HELP}(?: et (?:l['’]|l[ae] ){_HELP})? {_OF}{BODY}(?=[^.\n]{{0,80}}?{_ASKED})",
        rf"(?i:bénéfici\w+) (?:\w+ment |aussi |ainsi |en outre )?(?:d[eu]s? |d['’]un )(?i:soutiens?|appuis?"
        rf"|concours) {_OF}{BODY}",
        # « cela représente pour la Métropole 15 millions d’euros », « elles partagent la dépense »
        rf"(?i:représent|signifi)\w* pour {ARTICLE}{BODY} [^.;:\n]{{0,20}}?{SUM}",
        rf"{BODY}[^.;:,\n]{{0,50}}? (?i:partag(?:er|ent|eront|é)) (?i:l[ae]s?|cette|ces?) {_COSTS}",
        # « nous attendons la réponse de la Région »
        rf"(?i:attend\w*|attente) (?:d['’]une |d[eu] )?(?:l[ae] |une? |l['’])?(?i:réponse|notification|décision"
        rf"|accord|arbitrage|retour)"
        rf" (?:\w+ )?{_OF}{BODY}",
        # « participation de la commune », « subventions de 3 000 € de la région », « part à la charge de la commune »
        r"(?i:subventions?|(?:co)?financements?|fonds de concours|charge|dotations? financières?|garantie d['’]emprunt"
        rf"|(?:{_HELP}|dons?) financi\w+|avances? remboursables?)"
        rf"{_SAID_OF_SUMS} {_FROM}(?:collectivités(?: \w+)? ?[–—:(-] ?)?{ARTICLE}{_GIVERS}{BODY}",
        r"(?i:participations?|parts?|apports?|contributions?|cotisations?)"
        rf"{_SAID_OF_SUMS} {_FROM}(?:collectivités(?: \w+)? ?[–—:(-] ?)?{ARTICLE}(?!{NAMED}){_GIVERS}{BODY}",
        # « participation de la Région : 20 000 € »: of a body found by name it may be a meeting that it takes part in.
        r"(?i:participations?|parts?|apports?|contributions?|aides?|soutiens?|concours|appuis?|montants?|sommes?"
        r"|factures?|addition)"
        rf"{_SAID_OF_SUMS} {_FROM}{ARTICLE}{BODY}(?=[^.;\n]{{0,40}}?{SUM})",
        # « l’aide du département », « avec l’aide de la région »
        r"(?i:aides?) (?:d[eu]s? (?:la )?)" + _TERRITORIES + BODY,
        # « bénéficier de l’aide de l’État », « avec des financements de la Ville », « grâce aux crédits de la Région »
        r"(?i:bénéfici|obt[ei]n|reç|recev|recue|sollicit|demand|perç|percev|grâce|avec|mobilis|cherch)\w*(?: \w+ment)? "
        r"(?:à |aux? |d[eu]s? |d['’]|l['’]|l[ae]s? |une? |sa |son |\d+ (?:% )?){0,5}"
        r"(?i:(?:co-?)?financements?|crédits|fonds|dotations?|prêts?|enveloppes?|(?<!avec l['’])(?<!avec des )aides?"
        rf"|participations?){_SAID_OF_SUMS} {_FROM}(?:[A-ZÀ-Þ][\w-]+(?:,| et) {_OF})?{ARTICLE}{_GIVERS}{BODY}",
        # « solliciter l’État pour une aide », « dossier auprès du Département »
        r"(?i:dossiers?|demandes?|subventions?|aides?|financements?|fonds|crédits|prêts?|sollicit\w+)\b"
        rf"[^.;:\n]{{0,40}}? auprès {_OF}{BODY}",
        rf"{SUM}[^.;:\n]{{0,20}}? auprès {_OF}{BODY}",
        # « la région finance », « la commune a engagé 50 000 € »
        rf"{BODY}{_ASIDE}{_INSERTED} (?i:(?:lui |leur |nous |en |y )?{_AUXILIARY}(?:{_PAYS}))\b",
        rf"{BODY}{_ASIDE}{_INSERTED}{_WITHIN_CLAUSE} (?i:(?:(?:a|ont) )?(?:\w+"
        rf" )?(?<!\bune )(?:{_GIVES})\b[^.;:\n]{{0,60}}?{_MONEY})",
        rf"{BODY}{_INSERTED} (?i:{_DECIDES}(?:{_TO_GIVE})\b[^.;:\n]{{0,60}}?{_MONEY})",
        rf"{BODY}{_INSERTED} (?i:{_DECIDES}(?:(?:co)?financer|subventionner)\b)",
        rf"{BODY}{_INSERTED} (?i:(?:\w+ )?(?:a |ont |va |vont )?(?:mis|met|mettent|mettre) la main à la poche)",
        rf"{BODY} (?i:{_AUXILIARY}(?:compl[èé]t|abond)\w+ (?:l['’]|l[ae]s? |ces? |cette )?"
        r"(?:aides?|financements?|subventions?|dispositif|fonds|budget|prime))",
        # « l’État encourage les études par une aide financière »
        rf"{BODY} (?!(?:afin|pour|en|à|aux?|d[eu]s?|et|ou|dans|sur|par|avec)\b|(?:a |ont )?(?:fai|demand|sollic"
        rf"|reç|obt|cherch))(?i:\w+)\b[^.;:\n]{{0,60}}?"
        rf" (?:une? |son |sa |des |d['’])(?:\w+ )?{_HELP} financi",
        # « l’intercommunalité, qui devra apporter une participation financière »
        rf"{BODY}[^.;:\n]{{0,25}}? (?i:{_MODAL} {_TO_GIVE}\b[^.;:\n]{{0,60}}?{_MONEY})",
        # « la Ville met 2 millions », « les communes assurent le reste du financement »
        rf"{BODY}{_INSERTED} (?i:(?:y |en )?{_AUXILIARY}(?:est prête? à |sont prêt\w+ à )?"
        r"(?:met|ajout|donn|débours|dépens|pa[iy]|vers|appor|inject|emprunt|cotis|avanc|rajout|rembours|réserv"
        r"|consacr))"
        rf"\w*(?: \w+){{0,3}}? (?:{SUM}|(?i:{_PART}))",
        rf"{BODY}{_INSERTED} (?i:{_AUXILIARY}(?:assur|assum|support|couvr|régl|compens|rembours)\w+) (?:\w+"
        rf" ){{0,3}}?{_COSTS}\b",
        # « une contribution de la région de 4 M€, du département de 3 M€ »
        rf"{SUM}(?:,| et) {_OF}{BODY}(?= (?:d['’]un montant de |de |pour |à hauteur de |: ?|\()?{SUM})",
        # « le département soutient les travaux des communes à un taux de 30 % »
        rf"{BODY} (?i:(?:va |vont )?(?:nous |vous |les |l['’]|la |le )?"
        r"(?:soutien(?:t|nent|dra)|soutenir|accompagne(?:nt|ra?)?)"
        rf"\b[^.;:\n]{{0,120}}? (?:{SUM}|taux |subvention|aides? financière|financièrement))",
        # « soutenu par le Département (20 000 €) », « la Région sera sollicitée », « ils se partagent les frais »
        rf"(?i:soutenu|aidé|accompagné|appuyé)e?s?(?: \w+ment)? par {ARTICLE}{BODY}"
        rf" ?(?:\(|: ?|à hauteur de |pour ){SUM}",
        rf"{BODY} (?i:ser(?:a|ont|ait|aient)|est|sont|a été|ont été|(?:p(?:eu|ourr)|d(?:oi|evr))\w+ être)(?: \w+)? "
        r"(?i:sollicitée?s?)\b",
        # « c’est la commune qui paie », « la communauté de communes vous aide : 500 € »
        rf"(?i:c['’]est|ce sont) {ARTICLE}{BODY} (?i:qui|seule? qui) (?i:pai|pay|financ|règl|apport|vers)\w*",
        rf"{BODY} (?i:(?:vous|nous|les) (?:aide|soutien)(?:nt|t|nent)?)\b[^.;\n]{{0,60}}?{SUM}",
        rf"{BODY} (?i:(?:nous |vous |les |l['’])?(?:a|ont) (?:\w+ment )?(?:soutenu|suivi|aidé"
        rf"|accompagné)e?s?)\b[^.;:\n]{{0,80}}?{SUM}",
        rf"{BODY} (?i:se (?:partag|répart)\w+) (?i:l[ae]s?)"
        rf" {_COSTS}",
        # « coûte 2 millions d’euros à la Ville », « le coût final pour la mairie »
        rf"(?i:co[uû]te(?:nt|r|ra)?)[^.;:\n]{{0,30}}?{SUM} à {ARTICLE}{BODY}",
        rf"(?i:coût|charge|reste)(?: \w+){{0,2}} pour {ARTICLE}{BODY}",
        rf"(?i:finance(?:urs?|ments?)) ?: ?[^.;\n]{{0,60}}? avec (?:l['’]|l[ae] )?{_HELP} {_OF}{BODY}",
        # « Financeurs : communes », « soutenus financièrement par : l’État »
        rf"(?i:(?:co-?)?finance(?:urs?|ments?))(?: \w+){{0,2}} ?: ?{ARTICLE}{BODY}",
        # « une enveloppe, dont 715 M€ issus de l’Anru », « 80 000 € qui seront engagés par la région »
        rf"{SUM}(?: (?:HT|TTC))?,? (?:(?:qui )?(?:sont|seront|est|sera|ont été|a été|étaient|seraient) )?"
        r"(?i:issu|provenant|provien|venant|vien|vers|financ|accord|attribu|allou|engag|débloqu|octroy|appor"
        r"|mobilis|vot"
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
    re.compile(
        rf"(?:{SUM}|(?i:{_PART}))(?: (?:HT|TTC))? (?:par {_EACH}{ARTICLE}|à (?:la )?charge {_OF}|pour"
        rf" {ARTICLE}){BODY}"
    ),
    # « fonds vert 45 %, reste commune »
    re.compile(rf"\b(?i:reste|solde|complément) ?:? ?{ARTICLE}{BODY}(?=\s*(?:[,;.)\n]|$))"),
    # « 20 % Département, 50 % commune »
    re.compile(rf"{SUM}(?: (?:HT|TTC))? ?:? ?{BODY}(?=\s*(?:[,;.)/\n+–-]|$|et\b|sur\b))"),
    # « la Région un tiers, la commune le reste », « et l’Agglo, 1 million »
    re.compile(rf"{BODY},? (?:pour )?(?:{_PART}|{SUM}|\d{{2,3}} \d{{3}}(?! ?\w))(?=\s*(?:[,;.)\n]|$|et\b))"),
    re.compile(rf"{SUM}(?: (?:HT|TTC))? {_OF}(?={NAMED}){BODY}"),
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
_FUNDING = re.compile(
    r"financ|subvention|à (?:la )?charge|prise en charge|\bcoûts?\b|budget|partagé|\baides?\b|enveloppe|recettes"
    r"|ressources|\breçoi|\breçu|fonds de concours|cotisation|mécénat",
    re.IGNORECASE,
)
# « 50 % État, 25 % Région », « État 50 % / Région 50 % »: shares of bodies, one after the other, are of what is funded.
_ITEM = re.sub(r"\?P<\w+>", "?:", rf"(?:{SUM} ?:? ?{ARTICLE}{BODY}|{ARTICLE}{BODY} ?:? ?{SUM})")
_PLAN = re.compile(rf"(?:^|[:(\n] ?|[•–-] ){_ITEM}(?: ?[,;/+–-] ?| et |\n){_ITEM}(?=\s*(?:[,;/+).\n–-]|et\b|$))")
# What the bearer of a plan pays of its own is nobody else's: « autofinancement de la commune : 20 % ».
_OWN = re.compile(rf"\b(?i:autofinancements?|part propre)(?: \w+)? {_OF}[^.;:,\n]{{0,60}}$")
# « le Pays de Brest finance », « le Département soutient les communes à hauteur de 30 % »
_OF_A_PLACE = re.compile(r"(?:\b(?:d[eu]s?|à|en|sur) |d['’]|-)$")
_HELPED = re.compile(
    r"\b(?:aide|soutien|accompagne|subventionne|finance)(?:nt|t|nent|ra|ront)? (?:les |la |l['’]|ses |nos )(?:\d+ )?$"
)
# Within how much of a sentence that is looked for.
_OWN_WITHIN = 100
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
    rf"|contributions?|soutiens?) (?:financi\w+ )?(?P<list>{_ADJECTIVE}(?:(?:,? |, |/)(?:et |ou )?{_ADJECTIVE})+)\b"
    rf"|\b(?:fonds propres|reste à charge) (?P<own>{_ADJECTIVE})\b",
    re.IGNORECASE,
)


def speaks_of_funding(text: str) -> bool:
    """Whether a sentence speaks of funding, or shares a sum out among bodies."""
    return bool(_FUNDING.search(text) or _PLAN.search(text))


def constructions(text: str, is_funding: bool, is_paid_before: bool) -> Iterator[re.Match[str]]:
    """What says in a text that a body pays: matches with the group `body`, and `named` or the body's code.

    `is_funding` says that the sentence speaks of funding, so that « commune : 20 % » pays; `is_paid_before` that a body
    that pays stands before the text, which may go on with its list.
    """
    for pattern in _ALWAYS:
        for match in _others(pattern, text):
            is_funding = True
            yield match
    patterns = [
        *(_BESIDE_SUM if is_funding else []),
        *([_GOES_ON, _WITHIN] if is_paid_before else []),
        *([_SHARED_OUT] if is_paid_before or ("financement" in text and len(_SHARES.findall(text)) > 1) else []),
    ]
    for pattern in patterns:
        yield from _others(pattern, text)


def _others(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, but for what the bearer pays of its own, for no subject, for those who are helped."""
    for match in pattern.finditer(text):
        start = match.start("body")
        before = max(0, start - _OWN_WITHIN)
        is_other = _OWN.search(text, before, start) or (
            match.start() == start
            and (
                (text[start] == PLACE and _OF_A_PLACE.search(text, before, start))
                or _HELPED.search(text, before, start)
            )
        )
        if not is_other:
            yield match


def adjectives(text: str) -> Iterator[tuple[str, int, int]]:
    """The bodies that a list of adjectives names as sources of money: code, start and end of each adjective."""
    for match in _SOURCES.finditer(text):
        for code, adjective in _ADJECTIVES.items():
            start, end = match.span("list" if match["list"] else "own")
            yield from (
                (code, start + one.start(), start + one.end())
                for one in re.finditer(rf"(?<!\w)(?:{adjective})(?!\w)", text[start:end], re.IGNORECASE)
            )
