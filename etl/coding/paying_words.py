"""Words that French says paying with, as pieces of the patterns that tell who pays (`constructions`, `shares`)."""

from __future__ import annotations

from etl.coding.body_words import ARTICLE, COUNT, EACH, SIGN_OF, SUM

OF = (
    r"(?:d[eu]s? (?:la |l['’]|ces? |cette |ses? |sa |notre |nos |votre |vos |leurs? |certains |chaque )?"
    r"|d['’](?:une? )?)" + COUNT
)
TO = r"(?:à (?:la |l['’]|chaque |notre |leur |sa )?|aux? )" + COUNT
# « 500 € par commune »: to each.
NOT_EACH = rf"(?!{EACH})"
FROM = rf"(?:{OF}|par {ARTICLE}|(?:auprès|venant|provenant|issue?s?|émanant|en provenance|de la part) {OF})"
# To whom money goes as often as it comes from them: « subventions des entreprises ».
NOT_HELPED = rf"(?![{SIGN_OF['entreprises']}{SIGN_OF['associations']}])"
# Who governs a territory, named by a noun alone.
TERRITORY = rf"(?=[{''.join(SIGN_OF[code] for code in ('region', 'departement', 'intercommunalites'))}])"
MONEY_WORD = (
    r"(?:€|\beuros?\b|%|\d (?:millions?|milliards?)\b|\bsubventions?\b|financement|financière?s?\b|financièrement"
    r"|\bfonds\b|enveloppe|crédits"
    r"|\bbudget|à hauteur|en charge|à sa charge|la moitié|le (?:tiers|quart|reste|solde) d|dotation|prêts?\b|bourse"
    r"|\bprime\b|\bla somme\b|\baides? exceptionnelle|coup de pouce|\bcaution\b"
    r"|\b(?:un|le (?:dernier|premier)) (?:tiers|quart|cinquième)\b|\bpour moitié\b)"
)
SAID_OF_SUMS = (
    r"(?: (?:(?:financi|forfaitaire|minima|maxim|annuel|exceptionnel|obligatoire|statutaire|techni|publi|important"
    r"|complément|accord|vers|attribu|obten|sollicit|demand|attend|octroy|allou|promis|espér|prévu|ponctuel|dédi|global"
    r"|initial|total)\w*|et|en provenance|(?:d['’]|de |au |à l['’])(?:équilibre|investissement|équipement|exploitation"
    r"|fonctionnement|démarrage|poste|projet|titre|solidarité)s?)){0,4}"
    rf"(?: (?:de |d['’]un montant de |à hauteur de |pour )?{SUM})?"
)
PAYS = (
    r"(?:co-?|auto)?financ(?:e|ent|é|er|era|eront|erai?t|eraient)|subventionn(?:e|ent|é|er|era|eront|ant)"
    r"|(?:co-?)?finançant|pa[iy](?:e|ent|era|eront)\b(?! (?:l[ae]s? |l['’]|une? |des |leurs? )?(?:impôt|taxe"
    r"|loyer|cotisation))"
    r"|(?:l['’])?(?:a|ont) (?:\w+ment )?payée?s?"
    r"|(?:rémunèr|salari)(?:e|ent|era|eront)"
    # « règle l’impression »
    r"|r[èe]gl(?:e|ent|era|eront) (?:\w+ment )?(?:l['’]|l[ae]s? |une? |des )(?!question|probl|différen|conflit"
    r"|sort\b|détail|situation|stationn|circul|accès|usage|heure|horlog|tempéra|chauff|litige|passage|pratique|instal)"
)
GIVES = (
    r"(?:avanc|accord|attribu|vers|allou|octro[iy]|apport|consacr|mobilis|particip|contribu|engag|aid|abond|débloqu"
    r"|inject|cotis|réserv|dot|complèt|complét|dédi|flèch|fléch|provisionn|budgét|sponsoris|parrain|bonifi|débours"
    r"|dépens|cautionn|préfinanc|gratifi|rajout|revers|déploi|déploy|prévoi|dédommag|indemnis|ajout)"
    r"(?:e|ent|é|a|èrent|era|eront|erait|eraient|ant)?|vot(?:e|ent|é|era|eront)\b(?! (?:l[ea]s?|son|leurs?) budget)"
    r"|inscri(?:t|vent|ra)|(?:pren(?:d|nent|dra|dront)|pris)(?=[^.;:\n]{0,40}? charge\b)"
    r"|(?:a |ont )?(?:remet(?:tent|tra)?|remis|offert|donn(?:e|ent|é|era)|promet(?:tent)?|promis)"
    r"|inter(?:vient|viennent|viendra)|investi(?:t|ssent|ra)?"
)
TO_GIVE = (
    r"(?:(?:donn|apport|particip|contribu|vers|attribu|accord|abond|avanc|mobilis|consacr|complét|vot|débloqu|aid"
    r"|allou|octroy)er"
    r"|trouver|dégager|payer|financer|assumer|supporter|débourser|rembourser|augmenter|doubler|injecter|offrir"
    r"|prendre|investir|intervenir)"
)
AUXILIARY = (
    r"(?:(?:a|ont|va|vont|vien(?:t|nent) (?:de|d['’])|ayant|peut|peuvent|pourrai?t"
    r"|s['’]engage(?:nt)? à|n['’]a(?:ura)? (?:plus )?à|à)"
    # « est financé »: who is, pays nothing.
    r"(?: |(?<=['’])))?(?:(?!(?:est|sont|été|sera|seront|était|étaient|soit|étant)\b)\w+ )?"
)
# « la Région a décidé de consacrer 20 000 € », « le gouvernement annonce débloquer une enveloppe »
DECIDES = (
    r"(?:se |s['’])?(?:(?:a|ont|ayant|avai(?:en)?t|est|sont|sera|seront|serai(?:en)?t) )?(?:\w+ment )?(?:décid|annonc"
    r"|prév|choisi|accept|confirm|propos|promis|convenu|souhait"
    r"|envisag|compt|prévoi|tenu|voulu|susceptib|invit|appel|engag)\w*(?: \w+ment)? (?:de |d['’]|à )?"
)
MODAL = r"(?:dev(?:ra|ront|rai(?:en)?t)|doi(?:t|vent)|p(?:eut|euvent|ourr\w+)|va|vont|vien\w+ de)"
HELP = r"(?i:participations?|contributions?|soutiens?|appuis?|aides?|concours|coups? de pouce|générosité)"
COSTS = (
    r"(?i:financements?|charges?|coûts?|surcoûts?|dépenses?|frais|reste|solde|complément|déficits?|factures?"
    r"|salaires?|masse salariale|loyers?|cotisations?|différence)"
)
PART = (
    r"(?:l[ea] (?:reste|solde|complément|différence|surplus)|(?:l['’]autre|la) moitié|(?:un|l['’]autre|le|le dernier"
    r"|le premier) (?:tiers"
    r"|quart)"
    r"|un cinquième|(?:les )?(?:[Dd]eux tiers|trois quarts|(?:deux|trois|quatre) cinquièmes|\w+ dixièmes)"
    r"|[Uu]n (?:tiers|quart)|autant|le même montant|la même somme"
    r"|la totalité|l['’](?:intégralité|essentiel))"
)
FUNDS = (
    r"(?i:argent|ressources?|recettes?|fonds|crédits|sommes?|moyens|enveloppes?|budget|financements?|montants?|aides?"
    r"|dotations?|subventions?)"
)
# « la Région, via son contrat de territoire, apporte », « la commune, qui y consacre »
INSERTED = (
    r"(?:, (?:qui|auquel|à laquelle|auxquels) [^.;:\n]{3,80},|, [A-ZÀ-Þ][^.;:,\n]{2,40}, qui"
    r"|(?: d(?:e |u |es |['’])(?:une? )?[\w’-]{3,20})?,? qui"
    r"|, (?:via|par|au|aux|à|dans|avec"
    r"|sur|sous|en|grâce|pour"
    r"|afin|après|de son côté|quant|elle|lui|également"
    r"|ainsi|notamment|réuni\w*|sollicit\w*|retenu\w*|saisi\w*|partenaire|maître"
    r"|chef|compétente?|premi\w+|princip\w+|propriétaire)\b[^.;:,\n]{0,80},)?"
)
# « les communes du regroupement pédagogique », « l’association des commerçants »
OF_WHAT = r"(?: d(?:u |e la |es |e l['’])[a-zà-ÿ’-]{3,20}(?: [a-zà-ÿ]{4,20}(?<!ent)(?<!ons))?)?"
GRANTED = r"(?:réponses? (?:\w+ )?(?:favorables?|positives?)|(?:avis|accueil|accord) (?:favorables?|de principe))"
# What an answer is about, before or behind it.
ASKED = r"(?i:subvention|financement|\baides?\b|financ)"
# « l’Anru (agence nationale) », « la Ville, qui »
ASIDE = r"(?: ?\([^()\n]{1,60}\))?"
# A few words of the same clause.
WITHIN_CLAUSE = r"(?:(?!\b(?:puisque|que?|où|dont|car|si|et)\b)[^.;:,\n]){0,15}?"
