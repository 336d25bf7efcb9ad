"""Constructions of French that say of a body that it pays: « financé par … », « subvention de … », « … : 20 % ».

They hold alike of bodies found by name and of those that a common noun names (`body_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from etl.coding.body_words import ANY_BODY, ARTICLE, BODY, COUNCIL, LAND, NAMED, SIGN_OF, SUM
from etl.coding.giving import giving
from etl.coding.no_payment import is_no_payment
from etl.coding.paying_words import (
    ASIDE,
    ASKED,
    AUXILIARY,
    COSTS,
    DECIDES,
    FROM,
    FUNDS,
    GIVES,
    GRANTED,
    HELP,
    INSERTED,
    MODAL,
    MONEY_WORD,
    NOT_EACH,
    NOT_HELPED,
    OF,
    OF_WHAT,
    PART,
    PAYS,
    SAID_OF_SUMS,
    TERRITORY,
    TO,
    TO_GIVE,
    WITHIN_CLAUSE,
)
from etl.coding.shares import BESIDE_MONEY, BESIDE_SUM, GOES_ON, SHARED_OUT, SHARES, WITHIN
from etl.money import MONEY

_ALWAYS = (
    # « financé par la Ville », « pris en charge par les communes », « fonds de concours attribués par l’EPCI »
    r"(?i:(?:co-?|auto)?financ|subventionn|attribu|accord|vers|allou|apport|octroy|pris|consent|abond|pay|rembours"
    r"|rémunér|gratifi|indemnis|dédommag"
    r"|compens|combl|acquitt|bonifi)\w*"
    rf"(?: (?i:à hauteur de {SUM}|(?:à )?{SUM}|(?:en|pour) (?:partie|totalité|charge|moitié)|à parité"
    r"|moitié[-/]moitié"
    rf"|\w+ment)){{0,4}}"
    rf" par {ARTICLE}{BODY}",
    # « le solde étant supporté par la commune », « le fonds est doté de 10 000 € par an par l’agglo »
    rf"(?:{COSTS}|(?i:fonds|loyers?|salaires?|aides?|subventions?|enveloppes?|budget|factures?)|{SUM})\b"
    r"[^.;:\n]{0,60}? (?i:couv(?:ert|r)|support|assum|épong|combl|régl|complét|bonifi|dot|aliment|abond|garanti)\w*"
    rf"(?:[^.;:,\n]{{0,40}}?)? par (?!an\b){NOT_EACH}{ARTICLE}{BODY}",
    # « complétées par celles de la Région », « à cette aide s’ajoute celle du Département »
    rf"(?i:aides?|subventions?|participations?|contributions?|financements?|dotations?)\b[^.\n]{{0,100}}?"
    rf" celles? {OF}{BODY}",
    rf"\bcelles? {OF}{BODY}(?= (?:est |sera )?(?:de |d['’]|s['’]élève à |à )?{SUM})",
    # « subvention votée par le conseil municipal », « le conseil communautaire accorde une aide de 500 € »
    rf"(?i:subventions?|aides?|participations?|fonds de concours|{SUM})[^.;:\n]{{0,40}}?"
    rf" (?i:vot|accord|attribu|allou|octroy|vers)\w* par {ARTICLE}{COUNCIL}",
    rf"{COUNCIL}[^.;:\n]{{0,60}}? (?i:(?:a |ont )?(?:\w+ )?(?:vot|accord|attribu|allou|octro[iy]|vers|valid"
    rf"|approuv)(?:e"
    rf"|ent|é|er)\b"
    r"|(?:de |d['’])(?:vot|accord|attribu|allou|octroy|vers)er)(?:(?!sollicit|demand)[^.;:\n]){0,80}?"
    r" (?i:subventions?|aides? (?:financière|exceptionnelle|de)|participation financière|fonds de concours|bourse)",
    rf"{COUNCIL}[^.;:\n]{{0,60}}? (?i:(?:accord|attribu|allou|octro[iy]|vers)\w+)(?:,[^.;:,\n]{{3,60}},)? {SUM}",
    # « son cofinancement a été assuré par la Région », « moitié pour le syndicat, moitié pour les communes »
    rf"(?i:(?:co)?financements?|contreparties?) (?:\w+ ){{0,3}}?(?i:assuré|apporté|porté|fourni)e?s?"
    rf" par {ARTICLE}{BODY}",
    rf"(?i:moitié pour) {ARTICLE}{BODY}",
    # « déposer auprès de l’ADEME une demande d’aide »
    rf"(?i:dépos|adress|formul|présent|transm)\w* (?:auprès {OF}|{TO}){BODY}"
    r"(?= (?:une? |la |le |sa |son )?(?i:demande|dossier)\b)",
    # « financé avec le soutien de la Ville »
    rf"(?i:(?:co)?financée?s?|subventionnée?s?)(?: \w+ment)? avec (?:le |l['’]){HELP}(?: financi\w+)? {OF}{BODY}",
    # « financés, à parts égales, par l’État », « 200 K€ seront consacrés par la métropole »
    rf"(?i:(?:co-?)?financée?s?|subventionnée?s?|prise?s? en charge)\b[^.;:\n]{{0,50}}?"
    rf"(?<!subis)(?<!subies)(?<!engagés)(?<!engagées)(?<!menés)(?<!menées) par {ARTICLE}{BODY}",
    rf"{SUM}[^.;:\n]{{0,40}}? (?i:consacr|engag|mobilis|débloqu|vot|inves|ajout|inscri|prév|inject|remis|offert"
    rf"|donn)\w* par {ARTICLE}{BODY}",
    # « financé sur le budget de la commune », « à la charge de l’État », « reste à charge des communes »
    rf"(?i:financ\w+|imput\w+|pris\w*|inscri\w+|prév\w+) [^.;:\n]{{0,20}}?(?i:sur|par|aux?) (?i:les? |son )?"
    rf"(?i:budgets?)(?: (?:annexe|principal|général|propre)s?)? {OF}{BODY}",
    # « fonds propres de l’agglomération », « reste à charge de la commune »
    rf"(?i:fonds propres|reste à charge) {OF}{BODY}",
    # « la charge financière incombe à la commune », « le reste revient à la Ville »
    rf"{COSTS}\b[^.;:\n]{{0,60}}? (?i:incomb|revien|échoi|échoir)\w* {TO}{BODY}",
    # « une contribution est demandée aux communes »
    rf"(?i:participations?|contributions?|subventions?|aides?|financements?|cotisations?|fonds de concours|{SUM})"
    r"[^.;:\n]{0,60}? (?i:est|sont|sera|seront|été|être) (?:\w+ment )?(?i:demand|sollicit|réclam)ée?s? "
    rf"(?:{TO}|auprès {OF}){BODY}",
    # « les ressources viennent de la CAF », « l’argent vient de la commune »
    rf"(?:{FUNDS}\b|(?i:le (?:reste|solde|complément)\b))[^.;:\n]{{0,40}}?"
    rf" (?i:vien|provien|provenant|venant|proven|issu|éman)\w* {OF}{BODY}",
    # « l’association reçoit 5 000 € par an de la commune », « elle a perçu de la Région 30 000 € »
    r"(?i:reçoi|reçu|recev(?!eur)|perçoi|perçu|percev(?!eur)|touch|obt[ei]n|bénéfici|récup|encaiss|espér"
    r"|espèr)\w*[^.;:\n]{0,40}? "
    rf"{SUM}[^.;:,\n]{{0,30}}? (?:de la part )?{OF}{NOT_HELPED}{BODY}",
    # « la commune demande 40 000 € à l’agglo », « solliciter le soutien de la Région », « en instruction à »
    rf"(?i:demand|sollicit|réclam)\w* [^.;:,\n]{{0,40}}?(?:{HELP}|(?i:subventions?|financements?|fonds)|{SUM})"
    rf"[^.;:,\n]{{0,40}}? (?:{TO}|auprès {OF}){BODY}",
    rf"(?i:demand|sollicit|réclam)\w* {TO}{BODY}(?=[^.;:,\n]{{0,20}}? (?:{HELP}|(?i:subventions?"
    rf"|financements?|fonds)|{SUM}))",
    rf"(?i:sollicit|espèr|espér|demand|recherch|attend)\w* (?:l['’]|l[ae] |une? |du |d['’]une? )?{HELP}"
    rf" {OF}{BODY}",
    rf"(?i:dossiers?|demandes?)[^.;:\n]{{0,40}}?(?: |['’])(?i:instruction|étude|examen) (?:{TO}|auprès {OF}|par"
    rf" {ARTICLE}){BODY}",
    rf"(?i:{HELP}|cofinancements?|financements?) (?i:possibles?|éventuels?|envisagée?s?|potentiels?) {OF}{BODY}",
    rf"(?i:(?:sont|ont été|seront) sollicitée?s?) ?:? ?{ARTICLE}{BODY}",
    rf"(?i:reçoi|reçu|recev"
    rf"|perçoi|perçu|percev|touch|obt[ei]n)\w* {OF}{BODY}(?= [^.;:,\n]{{0,20}}?{SUM})",
    # « une réponse favorable de la Région », « le Département a répondu favorablement à la demande d’aide »
    rf"(?i:réponses? (?:\w+ )?(?:favorables?|positives?)) {OF}{BODY}",
    rf"(?:{ASKED}|{SUM})[^.\n]{{0,80}}? (?i:{GRANTED}) {OF}{BODY}",
    rf"(?i:{GRANTED}) {OF}{BODY}(?=[^.\n]{{0,80}}?(?:{ASKED}|{SUM}))",
    rf"{BODY}[^.;:,\n]{{0,20}}? (?i:(?:a|ont) (?:\w+ )?(?:donné|émis|rendu|transmis|confirmé|notifié) "
    rf"(?:son|un|une|leur|sa) (?:accord|avis favorable(?! (?:aux?|à la|sur) (?:permis|plan|PLU|révision))"
    rf"|réponse (?:favorable|positive)"
    rf"|participation|soutien|aide)"
    rf"|(?:a|ont) (?:\w+ )?répondu (?:favorable|positive)ment)(?=[^.\n]{{0,80}}?(?:{ASKED}|{SUM}))",
    # « si le Département confirme son aide »
    rf"(?i:si|à condition que?|pourvu que|dès que|une fois que|tant que) {ARTICLE}{BODY}"
    r"[^.;:,\n]{0,30}? (?i:confirm|accord|donn|appor|maint|valid|vers)\w* (?i:son|sa|ses|leurs?|une?) "
    r"(?i:aide|participation|soutien|financement|subvention|concours|contribution|accord)",
    # « l’ADEME, cofinanceur de l’étude », « la Région, l’un des financeurs »
    rf"{BODY},? (?:l['’]une? des |(?:principa|premi)\w+ )*(?i:(?:co-?)?financeurs?|partenaires?"
    rf" financi\w+)\b",  # « le coût est réparti entre la commune et l’agglomération »
    rf"(?:{COSTS}\b|{SUM})[^.;:\n]{{0,40}}? "
    rf"(?i:partag|répart)\w+(?: (?!entre\b)\w+){{0,3}} entre {ARTICLE}{BODY}",
    # « sans le concours de l’État, ces financements », « bénéficie également du soutien de la Région »
    rf"(?i:sans) (?:l['’]|l[ae] )?{HELP}(?: et (?:l['’]|l[ae] ){HELP})? {OF}{BODY}(?=[^.\n]{{0,80}}?{ASKED})",
    rf"(?i:bénéfici\w+) (?:\w+ment |aussi |ainsi |en outre )?(?:d[eu]s? |d['’]un )(?i:soutiens?|appuis?"
    rf"|concours) {OF}{BODY}",
    # « cela représente pour la Métropole 15 millions d’euros », « elles partagent la dépense »
    rf"(?i:représent|signifi)\w* pour {ARTICLE}{BODY} [^.;:\n]{{0,20}}?{SUM}",
    rf"{BODY}[^.;:,\n]{{0,50}}? (?i:partag(?:er|ent|eront|é)) (?i:l[ae]s?|cette|ces?) {COSTS}",
    # « nous attendons la réponse de la Région »
    rf"(?i:attend\w*|attente) (?:encore |toujours |désormais )?(?:d['’]une |d[eu] )?(?:l[ae] |une? |l['’])?"
    rf"(?i:réponse|notification|décision"
    rf"|accord|arbitrage|retour)"
    rf" (?:\w+ )?{OF}{BODY}",
    # « participation de la commune », « subventions de 3 000 € de la région », « part à la charge de la commune »
    r"(?i:subventions?|(?:co)?financements?|fonds de concours|charge|dotations? financières?|garantie d['’]emprunt"
    rf"|(?:{HELP}|dons?|engagements?|efforts?) financi\w+|avances? remboursables?)"
    rf"{SAID_OF_SUMS} {FROM}(?:collectivités(?: \w+)? ?[–—:(-] ?)?{ARTICLE}{NOT_HELPED}{BODY}",
    r"(?i:participations?|parts?|apports?|contributions?|cotisations?)"
    rf"{SAID_OF_SUMS} {FROM}(?:collectivités(?: \w+)? ?[–—:(-] ?)?{ARTICLE}(?![{NAMED}{LAND}]){NOT_HELPED}{BODY}",
    # « participation de la Région : 20 000 € »: of a body found by name it may be a meeting that it takes part in.
    r"(?i:participations?|parts?|apports?|contributions?|aides?|soutiens?|concours|appuis?|montants?|sommes?"
    r"|factures?|addition)"
    rf"{SAID_OF_SUMS} {FROM}{ARTICLE}{BODY}(?! dans )(?=[^.;\n]{{0,80}}?{SUM})",
    # « l’aide du département », « avec l’aide de la région »
    r"(?i:aides?) (?:d[eu]s? (?:la )?)" + TERRITORY + BODY,
    # « bénéficier de l’aide de l’État », « avec des financements de la Ville », « grâce aux crédits de la Région »
    r"(?i:bénéfici|obt[ei]n|reç|recev|recue|sollicit|demand|perç|percev|grâce|avec|mobilis|cherch)\w*(?: \w+ment)? "
    r"(?:à |aux? |d[eu]s? |d['’]|l['’]|l[ae]s? |une? |sa |son |\d+ (?:% )?){0,5}"
    r"(?i:(?:co-?)?financements?|crédits|fonds|dotations?|prêts?|enveloppes?|(?<!avec l['’])(?<!avec des )aides?"
    rf"|participations?){SAID_OF_SUMS} {FROM}(?:[A-ZÀ-Þ][\w-]+(?:,| et) {OF})?{ARTICLE}{NOT_HELPED}{BODY}",
    # « solliciter l’État pour une aide », « dossier auprès du Département »
    r"(?i:dossiers?|demandes?|subventions?|aides?|financements?|fonds|crédits|prêts?|sollicit\w+)\b"
    rf"[^.;:\n]{{0,40}}? auprès {OF}{BODY}",
    rf"{SUM}[^.;:\n]{{0,20}}? auprès {OF}{BODY}",
    # « la région finance », « la commune a engagé 50 000 € »
    rf"{BODY}{ASIDE}{OF_WHAT}{INSERTED} (?i:(?!se |s['’])(?:lui |leur |nous |en |y )?{AUXILIARY}(?:{PAYS}))\b",
    rf"{BODY}{ASIDE}{INSERTED}{WITHIN_CLAUSE} (?i:(?:(?:a|ont) )?(?:\w+"
    rf" )?(?<!\bune )(?:{GIVES})\b[^.;:\n]{{0,60}}?{MONEY_WORD})",
    rf"{BODY}{INSERTED} (?i:{DECIDES}(?:{TO_GIVE})\b[^.;:\n]{{0,60}}?{MONEY_WORD})",
    rf"{BODY}{INSERTED} (?i:{DECIDES}(?:(?:co)?financer|subventionner)\b)",
    rf"{BODY}{INSERTED} (?i:(?:\w+ )?(?:a |ont |va |vont )?(?:mis|met|mettent|mettre) la main à la poche)",
    rf"{BODY} (?i:{AUXILIARY}(?:compl[èé]t|abond)\w+ (?:l['’]|l[ae]s? |ces? |cette )?"
    r"(?:aides?|financements?|subventions?|dispositif|fonds|budget|prime))",
    # « l’État encourage les études par une aide financière »
    rf"{BODY} (?!(?:afin|pour|en|à|aux?|d[eu]s?|et|ou|dans|sur|par|avec)\b|(?:a |ont )?(?:fai|demand|sollic"
    rf"|reç|obt|cherch))(?i:\w+)\b[^.;:\n]{{0,60}}?"
    rf" (?:une? |son |sa |des |d['’])(?:\w+ )?{HELP} financi",
    # « l’intercommunalité, qui devra apporter une participation financière »
    rf"{BODY}[^.;:\n{ANY_BODY}]{{0,25}}? (?i:{MODAL} {TO_GIVE}\b[^.;:\n]{{0,60}}?{MONEY_WORD})",
    # « la Ville met 2 millions », « les communes assurent le reste du financement »
    rf"{BODY}{INSERTED} (?i:(?:y |en |vous |nous |lui |leur )?{AUXILIARY}(?:est prête? à |sont prêt\w+ à )?"
    r"(?:met|mis|ajout|donn|débours|dépens|pa[iy]|vers|appor|inject|emprunt|cotis|avanc|rajout|rembours|réserv"
    r"|consacr|compens))"
    rf"\w*(?: \w+){{0,3}}? (?:{SUM}|(?i:{PART}))",
    rf"{BODY}{INSERTED} (?i:{AUXILIARY}(?:assur|assum|support|couvr|régl|compens|rembours|acquitt)\w+)"
    rf" (?:(?:\w+|{SUM}) ){{0,3}}?{COSTS}\b",
    # « une contribution de la région de 4 M€, du département de 3 M€ »
    rf"{SUM}(?:,| et) {OF}{BODY}(?= (?:d['’]un montant de |de |pour |à hauteur de |: ?|\()?{SUM})",
    # « le département soutient les travaux des communes à un taux de 30 % »
    rf"{BODY} (?i:(?:va |vont )?(?:nous |vous |les |l['’]|la |le )?"
    r"(?:soutien(?:t|nent|dra)|soutenir|accompagne(?:nt|ra?)?)"
    rf"\b[^.;:\n]{{0,120}}? (?:{SUM}|taux |subvention|aides? financière|financièrement))",
    # « dont l’Anah assume 50 % du coût », « la commune prend un tiers du déficit »
    rf"{BODY}{INSERTED} (?i:{AUXILIARY}(?:assur|assum|support|couvr|règl|régl|pren|pris|port)\w*)(?: \w+){{0,3}}?"
    rf" (?:{SUM}|(?i:{PART})) (?:d[eu]s? |de la |de l['’])"
    rf"(?:{COSTS}|(?i:travaux|entretien|restaurations?|réparations?|opérations?))\b",
    # « emprunt contracté auprès du Crédit Mutuel », « l’offre de la banque », « la banque prête 1 000 € »
    rf"(?i:emprunts?|prêts?)\b[^.;:\n]{{0,60}}? (?:auprès {OF}|par {ARTICLE}|avec {ARTICLE}){BODY}",
    rf"(?i:emprunts?|prêts?)\b[^.\n]{{0,120}}? (?i:celle|offre|proposition) {OF}{BODY}",
    rf"{BODY}{INSERTED} (?i:{AUXILIARY}(?:prêt|offr))\w*(?: \w+){{0,3}}? (?:{SUM}|{PART})",
    # « l’étude, que paie le Département », « la Région en règle la totalité »
    r"(?i:que|qu['’]) ?(?i:(?:lui |leur |nous |vous )?"
    r"(?:(?:co)?financ|pai|pay|subventionn|vers|apport|accord|allou|attribu|support|assum|donn|consacr))"
    rf"(?i:e|ent|era|eront)? {ARTICLE}{BODY}",
    rf"{BODY}{INSERTED} (?i:en) (?i:assur|assum|support|couvr|règl|régl|pren|financ|pai|pay)\w* (?i:{PART}"
    rf"|une partie)",
    # « 30 bornes payées par le syndicat et 8 par les communes »
    rf"(?i:pay|financ|pris|support|subventionn)\w*(?: (?:en charge|pour partie|pour moitié|en partie))?"
    rf" par [^.;:\n]{{3,60}}? et"
    rf"(?: (?:\d+|{SUM}|(?i:{PART})|l['’]autre|les autres|le reste|(?:pour|en) (?:partie|moitié))"
    rf"|,? pour (?:le (?:solde|reste|complément)|l['’]autre moitié),?) par {ARTICLE}{BODY}",
    # « le budget de la commune prévoit 80 000 € », « au budget de l’agglo », « facturé 6 000 € à la commune »
    rf"(?i:budgets?)(?: \w+)? {OF}{BODY}(?=[^.;:\n]{{0,20}}? (?i:prévo|réserv|inscri|compren|consacr"
    rf"|port)[^.;:\n]{{0,30}}?"
    rf"{SUM})",
    rf"{SUM}[^.;:\n]{{0,40}}? (?i:au|sur le) budget(?: \w+)? {OF}{BODY}",
    rf"(?i:budget)[^.;\n]{{0,80}}? {SUM} (?i:à|sur) celui {OF}{BODY}",
    rf"(?:{SUM}|{PART})(?: restante?s?)? (?i:relev\w+|incomb\w+) (?:{OF}|{TO}){BODY}",
    # « un bailleur réhabilite 42 logements avec 1,1 M€ de fonds propres »
    rf"{BODY}[^.;:\n{ANY_BODY}]{{0,80}}? (?i:avec|sur) (?:{SUM} de |ses |leurs )fonds propres",
    rf"(?i:factur|refactur|imput)\w*[^.;:\n]{{0,20}}? {TO}{BODY}",
    # « les communes prennent en charge le local, l’agglomération le poste et la CAF le matériel »
    rf"(?i:charge|financ\w+|pai\w+|appor\w+|fourni\w+ les fonds)\b[^.;:\n]{{0,60}}?, {ARTICLE}{BODY} (?:l[ae]s? "
    rf"|l['’])"
    r"[\w-]+(?=\s*(?:[,.;)\n]|$|et\b))",
    # « à laquelle contribuent les deux départements », « la Région est le premier financeur »
    rf"(?i:auquel|à laquelle|auxquel(?:le)?s) (?i:particip|contribu)\w+ {ARTICLE}{BODY}",
    rf"{BODY} (?i:est|sont|reste|restent|demeure) (?:l[ae]s? |l['’]une? des )(?:\w+ )?(?i:(?:co-?)?financeu(?:r"
    rf"|se)s?)\b",
    rf"(?i:sollicit)\w* {ARTICLE}{BODY} (?i:pour) (?!avis|conseil|information)",
    # « un emprunt de la commune auprès de la banque »: she pays it back
    rf"(?i:emprunts?|prêts?) {OF}{BODY}(?= auprès )",
    # « le syndicat a porté sa participation à 30 % », « la Région maintient son aide »
    rf"{BODY}{INSERTED} (?i:(?:(?:a|ont|va|vont) )?(?:\w+ )?(?:augment|relev|port|major|plafonn|rédui|diminu"
    rf"|divis|baiss|promi|annonc|mainten|maintien|maintiend"
    r"|recondui|renouvel|doubl)\w*(?: d['’]autant)? (?:sa|son|leur) (?:participation|concours|contribution"
    r"|subvention|aide"
    r"|financement|dotation|cotisation|soutien financier))",
    rf"{BODY}[^.;:\n]{{0,60}}? (?i:l[ea]s? revers\w+)",
    rf"{BODY}[^.;:,\n]{{0,25}}? (?i:cotis(?:e|ent|era|eront)) (?i:à|aux?|pour)\b",
    # « une décision attendue de la Région », « l’appel à projets de la Région, dès qu’il sera ouvert »
    rf"(?i:réponses?|décisions?|accords?|notifications?|arbitrages?) (?i:attendue?s?|espérée?s?) {OF}{BODY}",
    rf"(?i:appels? à (?:projets|manifestation d['’]intérêt|candidatures?)|AMI|AAP) {OF}{BODY}",
    # « c’est l’agglomération qui les prend à son compte », « sous réserve du vote de la Région »
    rf"{BODY}(?: qui)?{INSERTED} (?i:(?:(?:l[ea]s?|en) |l['’])?(?:pren"
    rf"|pris)\w* (?:[^.;:,\n]{{0,40}} )?à (?:son compte"
    r"|leur compte|sa charge|leur charge))",
    rf"(?=[{SIGN_OF['banques']}]){BODY}[^.;:\n]{{0,60}}? (?i:prêts?|emprunts?)\b",
    rf"(?i:sous réserve) (?:d[eu]s? (?:la |l['’])?|d['’](?:une? )?)\w+(?: \w+)? {OF}{BODY}",
    rf"{SUM} (?i:attendue?s?|espérée?s?|promise?s?) {OF}{BODY}",
    rf"{BODY}{INSERTED} (?i:n['’]aura(?:it|ient|ont)? (?:plus )?(?:qu['’])?à débourser)",
    # « nous demanderons à la DRAC de participer »
    rf"(?i:demand|sollicit|propos|invit)\w* (?:{TO}|{ARTICLE}){BODY}(?=[^.;:\n]{{0,60}}? (?:de |d['’]|à |pour )"
    r"(?i:particip|(?:co)?financ|contribu|abond|subventionn|prendre en charge)er?\b)",
    # « la commune attend celui de la Région »
    rf"(?i:att[ei]nd|attente|espèr|espér|sollicit|demand)\w*[^.;:,\n]{{0,15}}? cel(?:ui|le)s? {OF}{BODY}",
    # « l’EPF acquiert les terrains et les porte cinq ans », « portage foncier par l’EPF »
    rf"(?={LAND}){BODY}{INSERTED} (?i:(?:a |va |doit |les |l['’]|en )?(?:acqu(?:iert|éri|is|er)|ach[eè]t|port)\w*)",
    rf"(?i:portages?|acquisitions?)(?: (?:fonci(?:er|ère)s?|des terrains|du terrain|des parcelles))?"
    rf"(?: (?i:est|sera|sont)(?: \w+)?| \w+ée?s?)? (?:par|à|de) {ARTICLE}(?={LAND}){BODY}",
    # « les communes adhérentes participent au prorata de leurs habitants »
    rf"{BODY}[^.;:,\n]{{0,20}}? (?i:particip|contribu|cotis)\w* (?i:au prorata|à parts? égales?|par moitié"
    r"|au financement|aux? (?:coûts?|frais|dépenses?|charges?))",
    # « les habitants ont acheté 120 parts »
    rf"{BODY}(?:, qui)? [^.;:,\n]{{0,20}}?(?i:achet|souscri|acqui|pris)\w* [^.;:,\n]{{0,20}}?"
    r"(?i:parts?|actions?)\b",
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
    rf" {COSTS}",
    # « coûte 2 millions d’euros à la Ville », « le coût final pour la mairie »
    rf"(?i:co[uû]te(?:nt|r|ra)?)[^.;:\n]{{0,30}}?{SUM} à {ARTICLE}{BODY}",
    rf"(?i:coût|charge|reste)(?: \w+){{0,2}} pour {ARTICLE}{BODY}",
    rf"(?i:finance(?:urs?|ments?)) ?: ?[^.;\n]{{0,60}}? avec (?:l['’]|l[ae] )?{HELP} {OF}{BODY}",
    # « Financeurs : communes », « soutenus financièrement par : l’État »
    rf"(?i:(?:co-?)?finance(?:urs?|ments?)|soutiens?|mécènes|sponsors"
    rf"|contributeurs financiers)(?: \w+){{0,2}} ?: ?{ARTICLE}{BODY}",
    # « une enveloppe, dont 715 M€ issus de l’Anru », « 80 000 € qui seront engagés par la région »
    rf"{SUM}(?: (?:HT|TTC))?,? (?:(?:qui )?(?:sont|seront|est|sera|ont été|a été|étaient|seraient) )?"
    r"(?i:issu|provenant|provien|venant|vien|vers|financ|accord|attribu|allou|engag|débloqu|octroy|appor"
    r"|mobilis|vot"
    rf"|consacr|donn|inves|annonc|pris)\w*(?: en charge| \w+ment)? (?:par {ARTICLE}|{OF}){BODY}",
)
_COST_SHARED = re.compile(r"\b(?:à (?:la )?charge|coût|répart|partag|cotisation|participation)", re.IGNORECASE)
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
    rf"|contributions?|soutiens?|primes?) (?:financi\w+ )?"
    rf"(?P<list>{_ADJECTIVE}(?:(?:,? |, |/)(?:et |ou )?{_ADJECTIVE})+)\b"
    rf"|\b(?:fonds propres|reste à charge|(?:aides?|subventions?|(?:co)?financements?|crédits|participations?"
    rf"|dotations?"
    rf"|cofinancements?|enveloppes?|primes?|(?<=au )budget)(?: financi\w+)?) (?P<own>{_ADJECTIVE})\b"
    rf"(?! (?:aux?|à|d[eu]s?(?! {SUM})|pour)\b)",
    re.IGNORECASE,
)


# What no construction does without: a word or a number beside the bodies.
_SAYS = re.compile(r"[a-zà-ÿ]{2}|\d|%|€")


@cache
def _always() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-])(?:{pattern})") for pattern in _ALWAYS)


def constructions(
    text: str, behind: str, is_funding: bool, is_money: bool, is_paid_before: bool
) -> Iterator[re.Match[str]]:
    """What says in a text that a body pays: matches with the group `body`, and `named` or the body's code.

    `is_funding` says that the sentence speaks of funding, so that « commune : 20 % » pays; `is_money` that the unit
    speaks of money; `is_paid_before` that a body that pays stands before the text, which may go on with its list.
    """
    says = _SAYS.search(text) or (_SAYS.search(behind) and not behind.startswith("("))
    text += behind
    for pattern in (*_always(), *giving()) if says else ():
        for match in _others(pattern, text):
            is_funding = True
            yield match
    patterns = [
        *(BESIDE_SUM if is_funding else []),
        *(BESIDE_MONEY if is_funding or is_money or MONEY.search(text) or "sollicit" in text else []),
        *([GOES_ON, WITHIN] if is_paid_before else []),
        *([SHARED_OUT] if is_paid_before or _is_shared_out(text) else []),
    ]
    for pattern in patterns:
        yield from _others(pattern, text)


def _is_shared_out(text: str) -> bool:
    """Whether a text shares out a cost: « 37 000 € à charge pour la CAF », « financement : 20 000 € pour la CAF … »."""
    sums = len(SHARES.findall(text))
    return (sums > 1 and "financement" in text.lower()) or (sums > 0 and bool(_COST_SHARED.search(text)))


def _others(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern but for those that are no payment (`no_payment`)."""
    return (match for match in pattern.finditer(text) if not is_no_payment(match, text))


def adjectives(text: str) -> Iterator[tuple[str, int, int]]:
    """The bodies that a list of adjectives names as sources of money: code, start and end of each adjective."""
    for match in _SOURCES.finditer(text):
        for code, adjective in _ADJECTIVES.items():
            start, end = match.span("list" if match["list"] else "own")
            yield from (
                (code, start + one.start(), start + one.end())
                for one in re.finditer(rf"(?<!\w)(?:{adjective})(?!\w)", text[start:end], re.IGNORECASE)
            )
