"""Bodies as texts name them: with the name that follows, beside a sum, refused, or twice under two names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from etl.coding.spoken_of import is_spoken_of
from etl.coding.terms import Hit, Passage
from etl.money import MONEY

_START = attrgetter("start")
PAYS, SIGNS, HELPS = "financeur", "contractant", "partenaire"
# There is one of these to a territory: named bare it is the one that is named in full.
_ONE_EACH = ("region", "departement")
# Bodies of which the evidence keeps the name behind the noun.
_WITH_NAMES = (*_ONE_EACH, "agence-eau", "communes", "intercommunalites")
# Levels whose funds have names: « État (DETR) » is the DETR.
FUNDS_OF = frozenset(["etat", "europe"])
# « Région Pays de la Loire », « Département du Finistère », « agence de l’eau Loire-Bretagne ».
NAME_OF_BODY = (
    r"\s(?:d[eu]s?\s(?:la\s|l['’])?|d['’])?[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*"
    r"(?:[ -](?:de\s|la\s|l['’]|et\s|en\s){0,3}[A-ZÀ-Þ][\w'’-]*){0,8}"
)
_NAME = re.compile(NAME_OF_BODY)
_REFUSED = re.compile(
    r"(?<!s['’]il )(?<!vous )(?<!nous )\bn(?:e|['’])\s?"
    r"(?!(?:appartenan|étan|relevan|dispos|bénéfician|excédan|dépassan|nécessit|concern)\w*)\w+(?:\s\w+)?\s+"
    r"(?:pas(?! (?:encore|répondu|confirmé|statué|délibéré"
    r"|cumulable|exclu|impossible|interdit|obligatoire|suffi|plafonn|limit|négligeable|acquis|garanti|confirm|certain"
    r"|assur))|plus(?! (?:qu|à ))"
    r"|rien|jamais|aucune?)\b|\bn['’]ayant (?:pas )?pu\b|\brefus\w*|\bnon reten\w+"
    r"|\bpas (?:de |d['’])(?:co)?(?:aides?|participations?|financements?|soutiens?|subventions?)\b"
    # « le fonds ne peut être mobilisé », « n’a été retenu »
    r"|\bn(?:e |['’])p(?:eut|euvent|ourr\w+) (?:servir|jouer|intervenir|participer|financer|aider|subventionner)\b"
    r"|\bn(?:e |['’])(?:p(?:eut|euvent|ourr\w+) être|(?:a|ont) été|sera|seront) \w+(?![^.;,\n]{0,40}\bqu[e'’])"
    r"|\bn(?:e|['’])\s?\w+ ni\b|\bni [^.;\n]{1,80} n(?:e\b|['’])"
    r"|\b(?:a|ont) été (?:suspend|supprim|annul|gel|refus|rejet|retir|ajourn|écart|exclu)\w*|\b(?:a|ont) ajourn\w*"
    # « la DSIL est exclue, le cumul étant interdit »
    r"|\b(?:est|sont|reste(?:nt)?) (?:\w+ment )?(?:exclue?s?|écartée?s?|inéligibles?|hors (?:jeu|champ))\b"
    r"|\b(?:class|rest)\w+ sans suite\b"
    r"|\baucune?s? (?:\w+ )?(?:aides?|participations?|financements?|soutiens?|subventions?|concours)\b"
    r"|\bayant (?:\w+ment )?(?:retiré|supprimé|arrêté|cessé)\b|\bferm\w+ (?:ce|son|le|leur) guichet\b"
    r"|\b(?:a|ont) (?:\w+ment )?(?:retiré|supprimé|refusé|annulé|rejeté)|\b(?:se |s['’]est |se sont )(?:retir"
    r"|désengag)\w+"
    r"|\bsans (?:aucune? |l['’]|la |le )?(?:aides?|participations?|financements?|soutiens?|subventions?|concours)"
    r"|\brenonc\w* à (?:demander|solliciter|l['’](?:aide|appui)|la (?:subvention|demande))",
    re.IGNORECASE,
)
# « à défaut de celle de l’agence de l’eau », « refusée par l’État »: said of the body that follows alone.
_WITHOUT = re.compile(
    r"\b(?:à défaut|faute|en l['’]absence|à l['’]exclusion|contrairement|à la différence"
    r"|à l['’]inverse|désengagement|échec|retrait|\bperdu?(?:e|ent)?\b|perte|(?:refus|rejet|invalid|écart)\w+ par"
    r"|\b(?:pas|non|plus|in)[ -]?éligibles? (?:à|aux?))"
    r"(?:\s*(?:\b(?:d[eu]s?|celles?|demandes?|auprès|l[ae]s?|aides?|subventions?|(?:co)?financements?|accords?|réponses?|soutiens?"
    r"|participations?"
    r"|concours|appuis?|aux?|à)\b"
    r"|[dl]['’]))*\s?$",
    re.IGNORECASE,
)
# « Le projet ne pourra se faire sans l’aide de l’État », « sans elle, il n’aurait pas vu le jour »: the State pays.
_CANNOT = (
    r"(?:\bn(?:e|['’])\s?(?:se |s['’])?(?:p(?:ourr|eu|ouv)|saur|ser|aur)\w+"
    r"|\b(?:sera|seront|serait|seraient) (?:\w+ment )?(?:rédui|report|annul|impossible|abandonn|compromis|retard)\w*)"
)
_NEEDED = re.compile(rf"{_CANNOT}[^.;\n]*\bsans\b|\bsans\b[^.;\n]*{_CANNOT}", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
SUM = rf"(?:{MONEY.pattern.replace('?P<number>', '?:').replace('?P<unit>', '?:')}|\d+(?:[.,]\d+)?\s?%)"
# « Europe (FEDER) : 200 k€ », « l’État apporte son soutien pour 62 000 euros »
_SUM_BEHIND = re.compile(
    rf"\s?(?:\([^()]*\)|\))\s?:?\s?{SUM}|(?: \w+){{0,2}}?\s(?:pour|à hauteur de|jusqu['’]à)\s(?:un montant de\s)?{SUM}"
)
# « 159 855 € (Région, Département) », « les subventions des collectivités (département, région) »
_SUM_BEFORE = re.compile(
    rf"(?:{SUM}|\b(?:subventions?|aides?|(?:co)?financements?|participations?|contributions?) (?:de |des |d['’])"
    r"(?:\w+ )?(?:collectivités|partenaires|financeurs)(?: \w+)?"
    r"|\b(?:(?:co-?)?financeurs?|partenaires financiers)(?: [^.;:()\n]{1,60})?"
    r"|\b(?:enveloppes?|dotations?|prêts?|bourses?)(?: [^.;:()\n]{1,40})?)\s?$"
)
# « les syndicats mixtes pourront prétendre au soutien de l’État »: who stands before receives.
_RECEIVES = re.compile(
    # « l’ancienne région, financée par l’État »
    r"(?-i:(?: [A-ZÀ-Þ][\w’'-]*){0,8}),? (?:(?:co)?financée?s?|subventionnée?s?|aidée?s?|soutenue?s?)"
    r"(?: \w+ment)? (?:par|à hauteur)\b"
    # « la Ville et le Département ont obtenu l’aide de l’État »
    r"|(?: et (?:l[ae]s? |l['’])?\w+)?(?:, qui [^.;:,\n]{3,80},)?(?:(?!\b(?:dont|que?|et)\b)[^.;:,\n]){0,40}?"
    r" (?:(?:a|ont|avait|aura) (?:\w+ment )?(?:obtenu|reçu|bénéficié|perçu)|bénéficie(?:nt|ra|ront)?"
    r"|(?<!\bla )(?<!\bune )(?<!\bde )(?<!\bsa )(?<!\ben )(?<![|:(–-] )"
    r"(?:sollicit|demand|recherch|cherch|attend)(?:e|ent|era|eront)?(?! en cours\b)|reçoi(?:t|vent)|perçoi(?:t|vent)"
    r"|(?:peu(?:t|vent)|pourr\w+|va|vont|doi(?:t|vent)|devr\w+) (?:\w+ment )?"
    r"(?:prétendre|bénéficier|solliciter|recevoir|obtenir|percevoir))\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r" (?:(?:fourniss|assur|mett|pilot|réalis|accueill|anim|gér|coordonn|héberg)ant"
    r"|(?:a |ont )?(?:inaugur|fourni|pilot|anim|coordonn|héberg|g[èé]r)(?:e|ent|é|it|ssent)?)\b(?! (?:le )?financement)"
)
# « un prêt avantageux pour les bailleurs sociaux », « des aides destinées aux entreprises »
_MEANT_FOR = re.compile(
    r"\b(?:(?:avantageu|bénéfi|ouvert|gratuit|réserv|destin|accessibl|dédi|propos)\w*|à destination|au (?:profit"
    r"|bénéfice)"
    r"|en faveur|à l['’]attention) (?:pour |aux? |d[eu]s? |à )(?:les? |la |l['’])?$",
    re.IGNORECASE,
)
# « l’animation est assurée par le parc », unless it is a cost that is so borne.
_DONE_BY = re.compile(
    r"\b(?:assur|pilot|anim|coordonn|réalis|condui|men|gér|suivi|encadr|accueilli|héberg|élabor|organis|instrui|rédig)"
    r"\w* (?:\w+ment )?par (?:l[ae]s? |l['’]|un |une |notre |votre )?$",
    re.IGNORECASE,
)
_COST_DONE = re.compile(
    rf"\b(?:financ|coût|charge|dépense|frais|reste|solde|subvention|fonds|budget|salaire|paiement|portage)\w*|{SUM}",
    re.IGNORECASE,
)
_GIVES_BEHIND = re.compile(
    r"\s?(?:y |en )?(?:apport|vers|(?:co)?financ|abond|contribu|subventionn|prennent en charge)\w*(?:ent|ont)\b"
)
_PAYS_IN_BRACKETS = re.compile(r"\s?(?:co-?)?(?:financ|subvention|prêt|mécénat|souscription)\w*", re.IGNORECASE)
_HELPS_IN_BRACKETS = re.compile(
    r"\s?(?:conseil|avis|appui|pilot|copilot|co-pilot|anim|techni|expert|relais|maître|maîtrise|MOA|suivi|ingénierie"
    r"|accompagnement|instruct|mise à disposition|formation)\w*\b(?!.*\d)",
    re.IGNORECASE,
)
_FUND = re.compile(
    r"(?:.*\W)?(?:FEDER|FSE\+?|FEADER|FEAMPA?|FTJ)|(?i:dotation .*|mécénat|mécènes?"
    r"|(?:aides?|subventions?|crédits|(?:co)?financements?|soutiens? financiers?|participations?|contributions?)"
    r" \w+(?:aux|ales?|al|enne?s?|ens|aires?))"
)
_NOTHING = re.compile(
    r"\s?[:=,–-]?\s?(?:0(?:[.,]0+)?\s?(?:€|k€|M€|%|euros?)?|(?i:néant|aucune?|non|sans objet))(?=\s*(?:[,;.)\n]|$))"
)
_NOT_TICKED = re.compile(r"(?:☐|□|❏|❑|\[ ?\]) ?$")
# « adressez-vous à la DDT », « dossier reçu en sous-préfecture »: who takes in a request is not asked to pay.
_TAKES_IN = re.compile(
    r"\b(?:(?:s['’]|vous )?adress(?:er|ez|é|ée|és|ées)(?:-vous)?|contact(?:er|ez)|se rapprocher|rapprochez-vous"
    r"|se renseigner|renseignez-vous|reçue?s?|dépos(?:er|ez|é|ée|és|ées)|transmet\w*|transmis\w*|instrui\w+)"
    r"(?: \w+){0,3}? (?:à |aux? |en |auprès |par )?(?:d[eu]s? |l[ae]s? |votre |notre |[ld]['’])*(?:sous-)?$",
    re.IGNORECASE,
)
# « les critères de la DETR », « selon la Région »: what is spoken of, or who speaks, and pays nothing there.
_TOPIC = re.compile(
    r"\b(?:selon|d['’]après|au dire d[eu]) (?:l[ae]s? |l['’])?$"
    # « informés des règles FEADER », « elle instruit les dossiers LEADER »
    r"|\b(?:critères?|règles?|règlements?|procédures?|mécanismes?) $"
    r"|\banim\w* (?:le |un |du )?programme $"
    r"|\binstrui\w* (?:les |des |leurs |ses )?(?:dossiers?|demandes?) (?:du programme |d[eu] |d['’])?$"
    r"|(?:\d ?%(?= des )|\b(?:critères?|règles?|règlements?|plafonds?|planchers?|réformes?|calendriers?|guides?|bilans?"
    r"|mécanismes?|principes?|fonctionnement|(?<!fait )usages?|utilisation|barèmes?"
    r"|histoire|taux"
    r"|présentation|listes?|annuaires?|circulaires?|recensements?|registres?|évaluations?|procédures?)(?: d['’]\w+)?)"
    r" (?:(?:du|de la) (?:programme|dispositif|demande) )?(?:d[eu]s? |d['’])(?:la |l['’])?"
    r"(?:aides? (?:d[eu]s? )?(?:la |l['’])?)?$",
    re.IGNORECASE,
)
# Beyond which a sum or a label says nothing of a body.
_FAR = 300
_MOST_MENTIONS = 300
# Within which a verb sends somewhere.
_NEAR_BEFORE = 80
# Services of the State that take in requests to it.
_COUNTERS = frozenset(["services-etat", "prefecture"])
_SEGMENT_ENDS = ";.\n"
_SENTENCE_END = re.compile(r"\n|\.(?=\s)")
# What is refused in one clause is not in the other: « la Région finance, mais le Département ne finance pas ».
# « Malgré le refus de l’État, la commune finance ».
_REFUSAL_ENDS = re.compile(
    r"[;.\n]|,? (?:sachant que|alors que|tandis que) "
    # « Nous n’attendons pas d’aide : la commune y consacrera 60 000 € »
    r"| ?: (?=l[ae]s? [^.;:\n]{3,50} (?:y |en )\w+ (?:\d|tout))"
    r"|,? mais (?!aussi|également|celles?-ci|ceux-ci|elles?\b|ils?\b|sans|en vain|s['’]|se "
    r"|n['’e]|a |ont )"
    r"|\bayant (?:été )?(?:refus|rejet|retir|supprim|arrêt|cess)\w*[^.;,\n]{0,60},"
    r"|\b[Aa]près (?:un|plusieurs|ce|leur|son) (?:\w+ )?refus,|,? (?=(?:après|malgré|suite au|devant)(?: le)? refus\b)"
    r"|\b(?i:malgré|faute d|en l['’]absence|à défaut|suite au refus|après le refus|devant le refus)\b[^.;,\n]{0,80},"
)
# « Une aide a été demandée à la Région. Elle a refusé »
_REFUSED_NEXT = re.compile(
    r"[.;\n] ?\s*(?:(?:et|mais) )?(?i:elle|il|celle-ci|celui-ci|ce dernier|cette dernière) (?:l['’])?(?:(?:a"
    r"|ont) (?:\w+ment )?"
    r"(?:refus|déclin|rejet|écart)|n['’](?:a|ont) pas (?:donné suite|retenu|souhaité|accept|donné son accord))\w*"
)
_PAYS_BEHIND = re.compile(
    r"\b(?:pren(?:d|nent)|prendr(?:a|ont)|financ(?:e|ent|era|eront)|vers(?:e|ent)|pai\w*|particip\w*|contribu\w*"
    r"|intervien\w*|soutien\w*|règl\w*|assum\w*|support\w*"
    r"|apport(?:e|ent)|assur(?:e|ent)"
    r"|accord(?:e|ent))\b"
)
# « l’achat ne coûte rien à la commune : la moitié est payée par l’Agence de l’eau »
_PAID_THERE = re.compile(
    r"\b(?:(?:co)?financ|pay|pris|prises?|couver|support|rembours)\w*(?: en charge)? [^.;\n]{0,80}?\bpar"
    r" (?:l[ae]s? |l['’])?$"
)
# « , qui n’avait pas aidé la première tranche, contribue »: what is refused aside is of another time.
_ASIDE = re.compile(rf", qui n[^.;:,\n]{{3,80}},(?= (?:y |lui |en )?{_PAYS_BEHIND.pattern})")
# « subventionnés à 80 % par les partenaires : l’État… »: the partners that pay.
_PAID_BY = re.compile(
    r"(?:financ|subventionn|pris\w* en charge)\w*[^.;:\n]{0,60} (?:par|auprès de) (?:\w+ )?$", re.IGNORECASE
)


def as_named(hit: Hit, passage: Passage, named: Sequence[Hit]) -> str:
    """The words of a body with the name behind them, which ends where another body begins."""
    following = _NAME.match(passage.text, hit.end)
    if hit.code not in _WITH_NAMES or not following:
        return hit.words
    if between(named, hit.end, following.end() - 1):
        return hit.words
    return passage.text[hit.start : following.end()]


def first_mentions(hits: Iterable[Hit]) -> list[Hit]:
    """The mentions that are read of each body of a passage: no action names one as often as to have more."""
    read: Counter[str] = Counter()
    kept = []
    for hit in hits:
        read[hit.code] += 1
        if read[hit.code] <= _MOST_MENTIONS:
            kept.append(hit)
    return kept


def paid_by(words: Iterable[Hit], passage: Passage) -> list[Hit]:
    """The marks of a role, those behind « subvention versée par » or the like as marks of who pays."""
    return [
        mark._replace(code=PAYS) if _PAID_BY.search(passage.text[max(mark.start - _FAR, 0) : mark.start]) else mark
        for mark in words
    ]


def nearest(hit: Hit, words: Sequence[Hit], passage: Passage) -> Hit | None:
    """The mark that tells a body's role: the nearest of its own clause, else the nearest anywhere.

    `words` are in the order of the text. That one speaks of paying says that the body neither signs nor helps there; it
    makes it no payer: « le Département recense 45 subventions » (see `constructions`).
    """
    beside = between(words, hit.start - _FAR, hit.start + _FAR)
    own = [mark for mark in beside if not _parted(hit, mark, passage)]
    at = bisect_left(words, hit.start, key=_START)
    # « Financements : … » on a later line says nothing of who was named before it.
    following = [mark for mark in words[at : at + 1] if "\n" not in passage.text[hit.end : mark.start]]
    anywhere = [*words[max(0, at - 1) : at], *following]
    if (
        not own
        and anywhere == following
        and following
        and _SENTENCE_END.search(passage.text, hit.end, following[0].start)
    ):
        # Nor does a sentence of who pays, of who is named in the one before.
        return following[0]._replace(code=HELPS) if following[0].code == PAYS else following[0]
    return min(own or anywhere, key=lambda mark: abs(mark.start - hit.start), default=None)


def between(hits: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    """Those of hits in the order of the text that begin within these places, the last one included."""
    return hits[bisect_left(hits, start, key=_START) : bisect_right(hits, end, key=_START)]


def is_paid_before(passage: Passage, before: str, behind: str) -> bool:
    """Whether the passage is brackets behind a sum (« 159 855 € (Région, Département) ») or before a verb of giving
    (« les partenaires (Région, Département) apportent 0,50 € »)."""
    return passage.text.startswith("(") and bool(_SUM_BEFORE.search(before[-_FAR:]) or _GIVES_BEHIND.match(behind))


def is_helper_in_brackets(inside: str) -> bool:
    """Whether brackets behind a body say that it does something else: « CAUE (conseil) »."""
    return bool(_HELPS_IN_BRACKETS.match(inside))


def is_payer_in_brackets(inside: str) -> bool:
    """Whether brackets behind a body say that it pays: « Département (financement) »."""
    return bool(_PAYS_IN_BRACKETS.match(inside))


def is_paid_behind(hit: Hit, passage: Passage, behind: str) -> bool:
    """Whether a sum stands behind the brackets that follow a body, or that close on it (« Europe (FEDER) : 200 k€ »).

    `behind` is the text that follows the passage, which ends at brackets.
    """
    return bool(_SUM_BEHIND.match(passage.text[hit.end : hit.end + _FAR] + behind[:_FAR]))


def _parted(hit: Hit, mark: Hit, passage: Passage) -> bool:
    first, last = sorted((hit, mark), key=lambda one: one.start)
    return any(end in passage.text[first.end : last.start] for end in _SEGMENT_ENDS)


def in_brackets(hit: Hit, passage: Passage, following: str) -> str:
    """What stands in brackets right behind a name, in its passage or in the `following` one."""
    found = _BRACKETS.match(passage.text, hit.end)
    if not found and not passage.text[hit.end : hit.end + _FAR].strip():
        found = _BRACKETS.match(following)
    return found[1] if found else ""


def is_refused(hit: Hit, passage: Passage) -> bool:
    """Whether the sentence says that the body does not pay (« le Département ne finance pas »)."""
    low, high = max(hit.start - _FAR, 0), min(hit.end + _FAR, len(passage.text))
    if _WITHOUT.search(passage.text[low : hit.start]):
        return True
    start = max([low, *(match.end() for match in _REFUSAL_ENDS.finditer(passage.text, low, hit.start))])
    # « les familles ne paient rien : l’État prend en charge les repas »
    colon = passage.text.rfind(":", start, hit.start)
    if colon > 0 and (
        _PAYS_BEHIND.search(passage.text, hit.end, high) or _PAID_THERE.search(passage.text, colon, hit.start)
    ):
        start = colon
    end = _REFUSAL_ENDS.search(passage.text, hit.end, high)
    clause = passage.text[start : end.start() if end else high]
    # « l’État, qui n’avait pas aidé la première tranche, contribue à la deuxième »
    if aside := _ASIDE.match(passage.text, hit.end, high):
        clause = passage.text[start : hit.end] + passage.text[aside.end() : end.start() if end else high]
    if end and _REFUSED_NEXT.match(passage.text, end.start()):
        return True
    # « le dossier LEADER ayant été rejeté, »
    if end and end.group().startswith("ayant") and "," not in passage.text[hit.end : end.start()]:
        return True
    return bool(_REFUSED.search(clause)) and not _NEEDED.search(clause)


def is_fund(hit: Hit) -> bool:
    """Whether the words of a body are of a fund or aid of it, which pays by nature: « FEDER », « aide régionale »."""
    return bool(_FUND.fullmatch(hit.words))


def is_nothing(hit: Hit, passage: Passage) -> bool:
    """Whether a body is said to pay nothing: « DRAC 0 », « Région : néant », « ☐ Département »."""
    return bool(_NOTHING.match(passage.text, hit.end)) or bool(_NOT_TICKED.search(passage.text, 0, hit.start))


def does_otherwise(hit: Hit, passage: Passage) -> bool:
    """Whether what follows a body says that it does something else than pay: « …, le CIAS fournissant la salle »."""
    before = passage.text[max(0, hit.start - _NEAR_BEFORE) : hit.start]
    return bool(_DOES.match(passage.text, hit.end)) or bool(_DONE_BY.search(before) and not _COST_DONE.search(before))


def is_silent(hit: Hit, passage: Passage) -> bool:
    """Whether a body is named there as not paying: refusing, paying nothing, receiving, taking in requests, or as what
    is spoken of."""
    return (
        is_nothing(hit, passage)
        or is_refused(hit, passage)
        or is_receiving(hit, passage)
        or is_taking_in(hit, passage)
        or is_topic(hit, passage)
        or is_spoken_of(hit, passage)
    )


def is_topic(hit: Hit, passage: Passage) -> bool:
    """Whether a body is what is spoken of, or who speaks: « les critères de la DETR », « selon la Région »."""
    return bool(_TOPIC.search(passage.text, max(0, hit.start - _NEAR_BEFORE), hit.start))


def is_taking_in(hit: Hit, passage: Passage) -> bool:
    """Whether the sentence sends requests to a service of the State that takes them in."""
    return hit.code in _COUNTERS and bool(_TAKES_IN.search(passage.text, max(0, hit.start - _NEAR_BEFORE), hit.start))


def is_receiving(hit: Hit, passage: Passage) -> bool:
    """Whether the sentence says that the body may ask for money or receive it."""
    before = max(0, hit.start - _NEAR_BEFORE)
    return bool(_RECEIVES.match(passage.text, hit.end) or _MEANT_FOR.search(passage.text, before, hit.start))


def doubled(codes: Iterable[str], known: Collection[str], levels: Mapping[str, str]) -> set[str]:
    """Bodies named bare beside one of their level that is named in full, here or as the plan's own or its grantor."""
    named = {*codes, *known}
    return {bare for bare in _ONE_EACH if any(levels.get(code) == bare for code in named - {bare})}
