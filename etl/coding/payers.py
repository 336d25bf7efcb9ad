"""Bodies as texts name them: with the name that follows, beside a sum, refused, or twice under two names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from etl.coding.terms import Hit, Passage
from etl.coding.values import ENVISAGED
from etl.money import MONEY

PAYS, SIGNS = "financeur", "contractant"
# There is one of these to a territory: named bare it is the one that is named in full.
_ONE_EACH = ("region", "departement")
# Bodies of which the evidence keeps the name behind the noun.
_WITH_NAMES = (*_ONE_EACH, "agence-eau", "communes", "intercommunalites")
# Levels whose funds have names: « État (DETR) » is the DETR.
FUNDS_OF = frozenset(["etat", "europe"])
# « Région Pays de la Loire », « Département du Finistère », « agence de l’eau Loire-Bretagne ».
_NAME = re.compile(
    r"\s(?:d[eu]s?\s(?:la\s|l['’])?|d['’])?[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*"
    r"(?:[ -](?:de\s|la\s|l['’]|et\s|en\s)*[A-ZÀ-Þ][\w'’-]*)*"
)
_REFUSED = re.compile(
    r"(?<!s['’]il )\bn(?:e|['’])\s?\w+(?:\s\w+)?\s+(?:pas|plus|rien|jamais|aucune?)\b|\brefus\w*|\bnon reten\w+"
    r"|\b(?:a|ont) (?:retiré|supprimé|refusé|annulé)|\b(?:se |s['’]est |se sont )(?:retir|désengag)\w+"
    r"|\bsans (?:aucune? |l['’]|la |le )?(?:aides?|participations?|financements?|soutiens?|subventions?|concours)",
    re.IGNORECASE,
)
# « à défaut de celle de l’agence de l’eau », « refusée par l’État »: said of the body that follows alone.
_WITHOUT = re.compile(
    r"\b(?:à défaut|faute|en l['’]absence|à l['’]exclusion|contrairement à|désengagement|retrait"
    r"|(?:refus|rejet|invalid|écart)\w+ par)"
    r"(?: (?:d[eu]s?|celles?|l[ae]s?|aides?|subventions?|financements?|aux?|à))*(?: ?[dl]['’])?\s?$",
    re.IGNORECASE,
)
# « Le projet ne pourra se faire sans l’aide de l’État », « sans elle, il n’aurait pas vu le jour »: the State pays.
_CANNOT = r"\bn(?:e|['’])\s?(?:se |s['’])?(?:p(?:ourr|eu|ouv)|saur|ser|aur)\w+"
_NEEDED = re.compile(rf"{_CANNOT}[^.;\n]*\bsans\b|\bsans\b[^.;\n]*{_CANNOT}", re.IGNORECASE)
_SHARE = re.compile(r":\s*\d+(?:[.,]\d+)?\s?%")
_LABEL = re.compile(r"\b(?:co-?)?financeurs?(?:\s+\w+){0,2}\s*:", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
SUM = rf"(?:{MONEY.pattern.replace('?P<number>', '?:').replace('?P<unit>', '?:')}|\d+(?:[.,]\d+)?\s?%)"
# « Europe (FEDER) : 200 k€ », « l’État apporte son soutien pour 62 000 euros »
_SUM_BEHIND = re.compile(
    rf"\s?(?:\([^()]*\)|\))\s?:\s?{SUM}|[^.;:\n]{{0,40}}?\s(?:pour|à hauteur de|jusqu['’]à)\s(?:un montant de\s)?{SUM}"
)
# « 159 855 € (Région, Département) », « les subventions des collectivités (département, région) »
_SUM_BEFORE = re.compile(
    rf"(?:{SUM}|\b(?:subventions?|aides?|(?:co)?financements?|participations?|contributions?) (?:de |des |d['’])"
    r"(?:\w+ )?(?:collectivités|partenaires|financeurs)(?: \w+)?)\s?$"
)
_AID = (
    r"(?:aides?|subventions?|financements?|cofinancements?|soutiens?|participations?|fonds|crédits|prêts?|dotations?)"
)
_HOPES = re.compile(
    # « la Région peut leur apporter une aide », « l’Anah financerait l’étude », « elle serait prise en charge »
    r"\bpeu(?:t|vent)(?: (?:lui|leur|vous|nous|y|se|être|également|aussi|notamment|ainsi|\w+ment))*"
    r" (?:co)?(?:financ|subventionn|aid|souten|interven|contribu|apport|prend|pris|particip|obten|percev|recev|bénéfici"
    r"|prétend|sollicit|attribu|accord|vers|octro|allou|abond|mobilis|complét|proven)\w*"
    r"|\b(?:co)?(?:financ|subventionn|particip|apport|contribu|abond|aid|accord|vers|attribu|allou|soutiend|prend"
    r"|interviend)\w*rai(?:en)?t\b"
    r"|\bserai(?:t|ent) (?:\w+ment )?(?:co)?(?:financ|subventionn|pris|aid|soutenu|couver|assur)\w*"
    # « une aide sera demandée à la Région », « demander à l’État une subvention », « en vue d’obtenir un prêt »
    r"|\b(?:sera|seront|est|sont|être) (?:\w+ment )?(?:demand|sollicit)ée?s?\b"
    r"|\b(?:demand|sollicit)(?:e|ent|er|era|eront|ant|ons)\b(?: \w+){0,2}"
    rf" (?:une? |des |d['’]|l['’]|la |le |les )?{_AID}\b"
    r"|\b(?:afin|en vue) d['’]obtenir\b|\béligibles? (?:à|aux?)\b"
    rf"|\b(?:demandes?|possibilités?) (?:de |d['’]){_AID}\b"
    # « la participation du Département serait de 6,5 M€ », « l’État devrait avancer la somme »
    r"|\bserai(?:t|ent) (?:\w+ée?s? )?(?:de|d['’]|à)(?=\W)"
    r"|\bdevrai(?:t|ent) (?:\w+ ){0,2}?(?:co)?(?:avanc|pay|financ|prendr|apport|particip|vers|subventionn|aid)\w*",
    re.IGNORECASE,
)
# « aidés à 80 % par l’Europe »: who stands behind pays.
_SHARE_BY = re.compile(r"\d+(?:[.,]\d+)?\s?% par\b")
# « les syndicats mixtes pourront prétendre au soutien de l’État »: who stands before receives.
_RECEIVES = re.compile(
    # « l’ancienne région, financée par l’État »
    r"(?: [A-ZÀ-Þ][\w’'-]*)*,? (?:(?:co)?financée?s?|subventionnée?s?|aidée?s?|soutenue?s?)"
    r"(?: \w+ment)? (?:par|à hauteur)\b"
    # « la Ville et le Département ont obtenu l’aide de l’État »
    r"|(?: et (?:l[ae]s? |l['’])?\w+)?(?:(?!\b(?:dont|que?|et)\b)[^.;:,\n]){0,40}?"
    r" (?:(?:a|ont|avait|aura) (?:\w+ment )?(?:obtenu|reçu|bénéficié|perçu)|bénéficie(?:nt|ra|ront)?"
    r"|(?:sollicit|demand|recherch|cherch|attend)(?:e|ent|era|eront)?|reçoi(?:t|vent)|perçoi(?:t|vent)"
    r"|(?:peu(?:t|vent)|pourr\w+|va|vont|doi(?:t|vent)|devr\w+) (?:\w+ment )?"
    r"(?:prétendre|bénéficier|solliciter|recevoir|obtenir|percevoir))\b",
    re.IGNORECASE,
)
# Beyond which a sum or a label says nothing of a body.
_FAR = 300
_SEGMENT_ENDS = ";.\n"
# What is refused in one clause is not in the other: « la Région finance, mais le Département ne finance pas ».
_REFUSAL_ENDS = re.compile(r"[;.\n]|,? mais (?!aussi|également)")
# « subventionnés à 80 % par les partenaires : l’État… »: the partners that pay.
_PAID_BY = re.compile(
    r"(?:financ|subventionn|pris\w* en charge)\w*[^.;:\n]{0,60} (?:par|auprès de) (?:\w+ )?$", re.IGNORECASE
)


def as_named(hit: Hit, passage: Passage, named: Collection[Hit]) -> str:
    """The words of a body with the name behind them, which ends where another body begins."""
    following = _NAME.match(passage.text, hit.end)
    if hit.code not in _WITH_NAMES or not following:
        return hit.words
    if any(hit.end <= other.start < following.end() for other in named):
        return hit.words
    return passage.text[hit.start : following.end()]


def sums(passage: Passage) -> list[Hit]:
    """Sums of money, shares behind a colon and « Financeurs : », as marks of who pays."""
    return [
        Hit(PAYS, 3, match.start(), match.end(), match.group())
        for pattern in (MONEY, _SHARE, _SHARE_BY, _LABEL)
        for match in pattern.finditer(passage.text)
    ]


def hopes(passage: Passage) -> list[Hit]:
    """Turns of phrase that say that bodies are asked or allowed to pay, as marks of who is hoped for."""
    return [Hit(ENVISAGED, 3, match.start(), match.end(), match.group()) for match in _HOPES.finditer(passage.text)]


def paid_by(words: Iterable[Hit], passage: Passage) -> list[Hit]:
    """The marks of a role, those behind « subvention versée par » or the like as marks of who pays."""
    return [
        mark._replace(code=PAYS) if _PAID_BY.search(passage.text[max(mark.start - _FAR, 0) : mark.start]) else mark
        for mark in words
    ]


def nearest(hit: Hit, words: Sequence[Hit], money: Sequence[Hit], passage: Passage) -> Hit | None:
    """The mark that tells a body's role: the nearest of its own clause, else the nearest word anywhere.

    A sum speaks within its clause only, « Financeurs : » to the end of its line.
    """
    beside = (mark for mark in (*words, *money) if abs(mark.start - hit.start) <= _FAR)
    own = [mark for mark in beside if not _parted(hit, mark, passage)]
    # « Financements : … » on a later line says nothing of who was named before it.
    anywhere = (mark for mark in words if mark.start < hit.start or "\n" not in passage.text[hit.end : mark.start])
    return min(own or anywhere, key=lambda mark: abs(mark.start - hit.start), default=None)


def is_paid_before(passage: Passage, before: str) -> bool:
    """Whether the passage is brackets behind a sum: « 159 855 € (Région, Département) »."""
    return passage.text.startswith("(") and bool(_SUM_BEFORE.search(before[-_FAR:]))


def is_paid_behind(hit: Hit, passage: Passage, behind: str) -> bool:
    """Whether a sum stands behind the brackets that follow a body, or that close on it (« Europe (FEDER) : 200 k€ »).

    `behind` is the text that follows the passage, which ends at brackets.
    """
    return bool(_SUM_BEHIND.match(passage.text[hit.end :] + behind[:_FAR]))


def _parted(hit: Hit, mark: Hit, passage: Passage) -> bool:
    first, last = sorted((hit, mark), key=lambda one: one.start)
    ends = "\n" if _LABEL.fullmatch(mark.words) else _SEGMENT_ENDS
    return any(end in passage.text[first.end : last.start] for end in ends)


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
    end = _REFUSAL_ENDS.search(passage.text, hit.end, high)
    clause = passage.text[start : end.start() if end else high]
    return bool(_REFUSED.search(clause)) and not _NEEDED.search(clause)


def is_receiving(hit: Hit, passage: Passage) -> bool:
    """Whether the sentence says that the body may ask for money or receive it."""
    return bool(_RECEIVES.match(passage.text, hit.end))


def doubled(codes: Iterable[str], known: Collection[str], levels: Mapping[str, str]) -> set[str]:
    """Bodies named bare beside one of their level that is named in full, here or as the plan's own or its grantor."""
    named = {*codes, *known}
    return {bare for bare in _ONE_EACH if any(levels.get(code) == bare for code in named - {bare})}
