"""The words of a field of payers, payer by payer: parted by signs, and behind what one is said to pay by a comma, a
dash, « et » or a blank before the next."""

from __future__ import annotations

import re

from etl.money import MONEY
from etl.readers.fields.bodies import body_of

# A sum or share to its end, with its basis and a remark between brackets, and what may stand before the next payer; a
# comma; brackets; what parts payers wherever it stands.
_SIGNS = re.compile(
    r"(?P<told>(?:(?:€|%|\beuros?\b)(?:\s*(?:HT|TTC)\b)?(?:\s*\([^()]*\))?|\(\s*\d[\d\s.,]*\)))(?P<joint>\s*,\s*|[^\S\n]+(?:et|[-–+/])\s+|[^\S\n]+(?!\n))?"
    r"|(?P<comma>,\s+)|(?P<joining>[^\S\n]+(?:et|[-–+/])\s+)|(?P<open>\()|(?P<close>\))|(?P<end>\s*[;\n]\s*)",
    re.I,
)
# « Région : 96 000 € Département – 48 000 € », as a narrow cell of a PDF runs on; « État 40 % Région 20 % ».
_OWN = r"autofinancement|auto-financement|fonds propres|reste à charge|part propre"
_NAME_AND_SUM = re.compile(
    rf"(?:[A-ZÀ-Ý]|(?i:{_OWN}))[^:;\n€%,()]{{0,60}}?\s?(?:[:–—-]\s*)?(?<!\d)\d[\d\s.,\u00a0\u202f]*(?:[kKM]\s?)?(?:€|%|euros?\b)"
)
_SUM = re.compile(r"\s*\d[\d\s.,\u00a0\u202f]*(?:[kKM]\s?)?(?:€|%|euros?\b)")
_MORE = re.compile(r"\D[^;\n]{0,200}?(?:€|euros|%)")
_ARTICLE = r"(?:l['’]|[Ll]a |[Ll]e |[Ll]es )?"
_NAME = re.compile(rf"{_ARTICLE}(?:[A-ZÀ-Ý]|(?i:{_OWN}|reste)\b)")
# How far a body's name is looked for.
_LONGEST_NAME = 80
# « Banque des » above « Territoires », and the names of the columns of a table of payers.
_CUT_NAME = re.compile(r"(\b(?:de|des|du|la|le|les|et|aux?)|[’'])[^\S\n]*\n\s*", re.I)
_HEAD = re.compile(r"(?:co-?)?financeurs?(?:\s*:)?\s+montants?(?:\s*\([^)]*\))?(?:\s+(?:taux|%|part))?", re.I)
_BULLET = re.compile(r"^\s*[-–•*]\s+")
ONLY_SUM = re.compile(rf"\s*(?:[-–•*]\s+)?{MONEY.pattern}\s*(?:HT|TTC)?\s*(?:/\s*an|par an)?\s*", re.I)


def clauses(words: str) -> list[str]:
    """The clauses of a field, one a payer or several that are told of together; none is empty."""
    is_bracketed = words.count("(") == words.count(")")
    is_sum_first = bool(_SUM.match(words))
    found, begin, depth, has_told = [], 0, 0, False
    for sign in _SIGNS.finditer(words):
        if sign["open"] or sign["close"]:
            depth += (1 if sign["open"] else -1) if is_bracketed else 0
            continue
        has_told = has_told or bool(sign["told"])
        if depth or not (_before_sum(sign, words) if is_sum_first else _parts(sign, words, has_told)):
            continue
        found.append(words[begin : sign.end("told") if sign["told"] else sign.start()])
        begin, has_told = sign.end(), False
    return [one.strip() for one in (*found, words[begin:]) if one.strip()]


def _parts(sign: re.Match[str], words: str, has_told: bool) -> bool:
    """Whether another payer begins behind a sign."""
    if sign["end"]:
        return True
    if sign["comma"]:
        # « DETR : 30 000 € acquis, Département »: of the first all is told.
        return has_told and _begins_name(words, sign.end())
    if sign["joining"]:
        # « Agence de l’eau (50 %) + Région (20 %) »: each with its own.
        return has_told and _begins_name(words, sign.end()) and bool(_MORE.match(words, sign.end()))
    joint = sign["joint"]
    if not sign["told"] or not joint or ("/" in joint and not _begins_name(words, sign.end())):
        return False
    if "," in joint:
        return True
    return bool((_MORE if joint.strip() else _NAME_AND_SUM).match(words, sign.end()))


def _before_sum(sign: re.Match[str], words: str) -> bool:
    """Whether the next sum begins behind a sign: « 50 % agence de l’eau, 30 % Département »."""
    joint = sign["comma"] or sign["joining"] or (sign["joint"] or "").strip()
    return bool(sign["end"] or (joint and _SUM.match(words, sign.end())))


def _begins_name(words: str, at: int) -> bool:
    return bool(_NAME.match(words, at)) or body_of(words[at : at + _LONGEST_NAME]) is not None


def clauses_in_lines(value: str) -> list[str]:
    """The clauses of a text; a name that a narrow cell breaks is whole, a sum on a line of its own is that of the payer
    above it where each has one so, and the head of a table of payers is none."""
    whole = _CUT_NAME.sub(r"\1 ", value)
    found = [_BULLET.sub("", one) for one in clauses(whole) if not _HEAD.fullmatch(one)]
    alone = [at for at, one in enumerate(found) if ONLY_SUM.fullmatch(one)]
    are_below = all(at and not MONEY.search(found[at - 1]) and ":" not in found[at - 1] for at in alone)
    if not alone or not are_below:
        return found
    return [f"{one} : {found[at + 1]}" if at + 1 in alone else one for at, one in enumerate(found) if at not in alone]
