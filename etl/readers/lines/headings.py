"""Headings that say what they are: « Axe 1 : … », « Objectif 1.2 : … »."""

from __future__ import annotations

import re

# What a heading is called, by its level; a number follows it.
_HEADING = re.compile(
    r"(?P<first>axe|finalit[ée]|orientation|pilier|d[ée]fi|enjeu|ambition|priorit[ée]|partie|chapitre|volet|th[ée]matique|th[èée]me"
    r"|vocation|secteur)"
    r"(?P<rest>(?:\s+strat[ée]gique)?\s*(?:n\s*[°ºo]\s*)?(?:(?:\d+(?:\.\d+)*(?!\.?\d)|[IVX]+)\b\s*[.:–—-]?"
    r"|(?-i:[A-Z])(?:\.?\d+)*\s*[.:–—-])\s*\S.*)"
    r"|(?P<second>sous[\s-]axe|objectif|chantier|levier|programme)"
    r"(?P<next>(?:\s+(?:strat[ée]gique|op[ée]rationnel|sp[ée]cifique))?\s*(?:n\s*[°ºo]\s*)?"
    r"(?:\d+(?:\.\d+)*(?!\.?\d)\b\s*[.:–—-]?|(?-i:[A-Z])(?:\.?\d+)*\s*[.:–—-])\s*\S.*)",
    re.I,
)
# « PREMIÈRE PARTIE : PRÉVENIR »
_ORDINAL = re.compile(
    r"(?:premi[èe]re?|deuxi[èe]me|seconde?|troisi[èe]me|quatri[èe]me|cinqui[èe]me|sixi[èe]me)"
    r" (?:partie|axe|volet|pilier)"
    r"\s*[:–—-]\s*\S.*",
    re.I,
)
# « 7.1 – Orientation 1 : … », « 🌾 Axe 1 : … »: what stands before the name of a heading.
_BEFORE = re.compile(
    r"^(?:[\u2600-\u260f\u2613-\u2704\u2706-\u2712\u2718-\u27bf\U0001f000-\U0001faff][\ufe0e\ufe0f\u200d]*\s*)+"
    r"|^\d{1,2}(?:\.\d{1,2})*\s*[.)–—-]\s*(?=[^\W\d_])"
)
_FIGURE = re.compile(
    r"[-+–−]?\s*\d[\d\s.,]*(?:(?:%|€|[kM]€|km\b|m[²³2]|ha\b|[kMGT]?Wh\b|t\b|tonnes?\b).*|[a-zà-ÿ]+)?", re.S
)
_FEWEST_BESIDE = 12
_ENDS_IN_NUMBER = re.compile(r"(?:\d|\b[IVX]+|\b[A-Z])\s*[.:]?$")
# « Axe 2 du contrat, cette action… . » tells where an action stands.
_SENTENCE = re.compile(r"[^:–—]*?[\dIVX]\s+(?-i:[a-zà-ÿ])")
_CODED = re.compile(r"(?:\s+strat[ée]gique)?\s*(?:n\s*[°ºo]\s*)?[A-Z]\.?\d")
_NUMBER = re.compile(r"[^\d:.–—-]*(?P<number>\d+(?:\.\d+)*)")


def heading_level(said: str) -> int:
    """The level of a heading that says what it is (« Axe 1 : … », « Objectif 1.2 : … »), from 1; 0 for others.

    « Orientation 1.1 » stands below « Axe 1 », « Objectif 1.1.1 » below « Orientation 1.1 ».
    """
    said = _BEFORE.sub("", said)
    if _ORDINAL.fullmatch(said):
        return 1
    named = _HEADING.fullmatch(said)
    if not named or (said.endswith(".") and _SENTENCE.match(named["rest"] or named["next"])):
        return 0
    told = named["rest"] or named["next"]
    number, coded = _NUMBER.match(told), _CODED.match(told)
    depth = number["number"].count(".") + 1 if number else 1
    # « Orientation A1 » stands below « Axe A ».
    return max(1 if named["first"] else 2, depth + (coded is not None))


def level_alone(said: str) -> int:
    """The level of a heading whose name stands elsewhere: « Axe 1 », « Objectif 2.1 »; 0 for others."""
    return heading_level(f"{said} – x") if _ENDS_IN_NUMBER.search(said) and not heading_level(said) else 0


def parts_of_heading(said: str) -> list[str]:
    """The headings that the lines of a cell say, one below the other; « Axe 1 » above its name is one with it."""
    found: list[str] = []
    for line in said.split("\n"):
        above = found[-1] if found else ""
        is_number = above[-1:].isdigit() and not heading_level(above) and heading_level(f"{above} – x")
        if is_number and not line[:1].isdigit() and not heading_level(line):
            found[-1] = f"{above} {line}"
        else:
            found.append(line)
    return found


def is_shown_figure(said: str) -> bool:
    """Whether words are a figure with its unit and little more, as brochures show them: « 86 km », « 5 lieux »."""
    return bool(_FIGURE.fullmatch(said)) and sum(map(str.isalpha, said)) < _FEWEST_BESIDE
