"""Where the title of an action ends in a line that also says its money, its bodies or its state."""

from __future__ import annotations

import re

from etl.readers.text import one_line

# Bodies and schemes that a line names after its title, and words of state.
_BODY = (
    r"(?:l[’'])?(?:état|région|département|communes?|union européenne|europe|feder|feader|fse\+?|leader|detr|dsil|"
    r"dsid|fnadt|fonds\b[\w\s]*|ademe|anah|anct|caf|msa|ars|cnsa|agences? de l[’']eau[\w\s-]*|caisse des dépôts|"
    r"banque des territoires|cc\b[\w\s]*|cci|drac|adil|caue|epf|autofinancement)"
)
_STATE = (
    r"(?:réalisée?s?|terminée?s?|achevée?s?|en cours|engagée?s?|à venir|à l[’']étude|suspendue?s?|en projet|"
    r"abandonnée?s?)"
)
_MONEY = r"\d[\d\s\u00a0\u202f.,]*\s*(?:k€|m€|€|euros?|millions?)"
_BESIDE = re.compile(rf".*?(?:{_MONEY}|\b(?:19|20)\d\d\b|^\s*{_BODY}|^\s*{_STATE}\s*$).*", re.I | re.S)
_BRACKETS = re.compile(r"(?P<title>.*\S)\s*\((?P<rest>[^()]*)\)\s*[.;]?", re.S)
_PARTED = re.compile(r"(?P<title>.{12,}?\S)\s+(?:[–—-]|:)\s+(?P<rest>\S.*)", re.S)
_LABELLED = re.compile(
    r"((?:fiche[\s-]*)?action\s*(?:n\s*[°ºo]\s*)?\d+(?:\.\d+)*(?:\s*(?:bis|ter))?|fiche\s*(?:n\s*[°ºo]\s*)?\d+)"
    r"\s*(?:\.(?!\d)|[:–—-])\s*(\S.*)",
    re.I | re.S,
)
# Nothing but a space may part them, where the number is told by « n° » or by its points.
_SPACED = re.compile(
    r"((?:[Ff]iche|FICHE)?[\s-]*(?:[Aa]ction|ACTION)\s*(?:[Nn]\s*[°ºo]\s*\d+|\d+(?:\.\d+)+))\s+([A-ZÀ-Ý0-9«].*)", re.S
)
_NUMBERED = re.compile(r"(\d+(?:\.\d+)+\.?)\s+(\S.*)", re.S)
# The label of an action, alone.
ACTION_LABEL = re.compile(r"(?:(?:fiche[\s-]*)?action|fiche)\b\s*(?:n\s*[°ºo]\s*)?[\d.]*(?:\s*(?:bis|ter))?", re.I)


def title_of(text: str) -> str:
    """The words that name an action, without what its line says of money, bodies, years or state at its end."""
    title = text
    while True:
        match = _BRACKETS.fullmatch(title)
        if match and _BESIDE.fullmatch(match["rest"]):
            title = match["title"]
            continue
        match = _PARTED.fullmatch(title)
        if match and _starts_beside(match["rest"]):
            title = match["title"]
            continue
        return title.rstrip(" ;")


def _starts_beside(rest: str) -> bool:
    """Whether what follows a dash or a colon begins with money or with a body."""
    return bool(re.match(rf"(?:{_MONEY}|{_BODY}\b\s*(?:[,;:]|et\b|$))", rest, re.I))


def parted(title: str) -> tuple[str, str]:
    """The number before a title, and the title: « Action 12 : … », « 1.2.3 … »."""
    for pattern in (_LABELLED, _SPACED, _NUMBERED):
        match = pattern.fullmatch(title)
        if match:
            return one_line(match[1]).rstrip("."), match[2].strip()
    return "", title
