"""Where the title of an action ends in a line that also says its money, its bodies or its state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.readers.model import PlanUnit
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
_STATE_ALONE = re.compile(
    rf"{_STATE}|en (?:réflexion|maturation|attente)|(?:à|a) (?:engager|faire|lancer|démarrer|valider|définir)|"
    r"non (?:démarr|engag|commenc|réalis)ée?s?|(?:non )?tenue?s?|en bonne voie|"
    r"to do|todo|doing|done|in progress|backlog|faite?s?|bloquée?s?|prête?s?",
    re.I,
)
_STATED = re.compile(
    rf"(?P<title>[^()]*\w)\s*\((?P<state>{_STATE}|à (?:lancer|faire)|non (?:réalisé|engagé|démarré)e?)\)\s*"
    r"(?:[:–—-]\s*(?P<rest>\S.*))?",
    re.I,
)
_MONEY = r"\d[\d\s\u00a0\u202f.,]*\s*(?:k€|m€|€|euros?|millions?)"
_BESIDE = re.compile(rf".*?(?:{_MONEY}|\b(?:19|20)\d\d\b|^\s*{_BODY}|^\s*{_STATE}\s*$).*", re.I | re.S)
_BRACKETS = re.compile(r"(?P<title>.*\S)\s*\((?P<rest>[^()]*)\)\s*[.;]?", re.S)
_PARTED = re.compile(r"(?P<title>.{12,}?\S)\s+(?:[–—-]|:)\s+(?P<rest>\S.*)", re.S)
# What a fiche is of, and what counts for an action where « n° » says that it is one of a list.
UNIT_WORDS = (
    r"mesure|projet|op[ée]ration|engagement|chantier|levier|proposition|disposition|initiative|d[ée]marche|intervention"
)
_OF_FICHE = rf"fiche[\s-]*(?:{UNIT_WORDS})"
_NUMBERED_WORK = r"(?:projet|op[ée]ration|mesure)\s*n\s*[°ºo]"
# What parts the number of an action from its title.
PARTS_TITLE = r"(?:\.(?!\d|(?-i:[A-Z])(?!\w))|[:–—|·•›-])"
# « 12 », « 1.2.3 », « A1 », « II.3 », « 1.1.a », « 1.A », « A ».
CODE = (
    r"(?:(?:(?-i:[A-Z]{1,3})[.-]?)?\d+(?:[.-]\d+)*(?:(?:\.?(?-i:[a-z])|[.-](?-i:[A-Z]))(?!\w))?"
    r"|(?-i:[A-Z])(?:[.-]\w)?(?![\w’']))"
)
_LABELLED = re.compile(
    rf"((?:(?:fiche[\s-]*)?action|{_OF_FICHE})\s*(?:n\s*[°ºo]\s*)?{CODE}(?:\s*(?:bis|ter))?"
    rf"|(?:fiche\s*(?:n\s*[°ºo]\s*)?|{_NUMBERED_WORK}\s*)(?:(?-i:[A-Z]{{1,3}})[.-]?)?\d+(?:[.-]\d+)*)"
    rf"\s*{PARTS_TITLE}\s*(\S.*)",
    re.I | re.S,
)
# Nothing but a space may part them, where the number is told by « n° » or by its points.
_SPACED = re.compile(
    r"((?:[Ff]iche|FICHE)?[\s-]*(?:[Aa]ction|ACTION)\s*(?:[Nn]\s*[°ºo]\s*\d+(?:\.\d+)*|\d+(?:\.\d+)+|\d+\.[A-Z](?!\w)"
    r"|[A-Z]{1,3}[.-]?\d+(?:[.-]\d+)*))\s+([A-ZÀ-Ý0-9«].*)",
    re.S,
)
_NUMBERED = re.compile(
    r"((?:\d+|[IVX]+)(?:\.\d+)+(?:\.[a-z])?\.?|\d+\.[a-z]\.?|[IVX]+\.[A-Z]\.\d+\.?)\s+(?:[:–—|·•›-]\s+)?(\S.*)", re.S
)
# A code of letters and figures, and how many titles have to begin with one to have codes.
_CODED = re.compile(
    r"((?:(?i:mesure|projet|op[ée]ration|disposition)\s+(?:[A-Z]{1,3}[.\s-]?)?|[A-Z]{1,3}[.\s-]?)"
    r"\d{1,3}(?:[.-][A-Z]?\d{1,3})*)\s*[.:–—|·•›-]?\s+(\S.*)",
    re.S,
)
_COUNTED = re.compile(r"(\d{1,3})\s*(?:[.)/]|\s[–—|·•›-])\s+(\S.*)", re.S)
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+([^\W\d_].*)", re.S)
_LETTERED = re.compile(r"(\d{1,2}\.?[a-z])\s*[.):–—-]?\s+(\S.*)", re.S)
_FEWEST_CODED = 2
# A code of several parts, and of how many units it leaves no doubt.
_OF_PARTS, _MOST_CODED = re.compile(r"[A-Z][.-]?\d+[.-]\d"), 0.75
_DRAWN = re.compile(r"^[◆◇♦◊★☆✦✧■▪▫●○◉➤➢►▶▸❖›]\s+")
# The label of an action, alone.
ACTION_LABEL = re.compile(
    rf"(?:(?:(?:fiche[\s-]*)?action|{_OF_FICHE}|fiche)\b\s*(?:n\s*[°ºo]\s*)?|{_NUMBERED_WORK}\s*(?=\d))"
    rf"(?:{CODE}|[\d.]*)(?:\s*(?:bis|ter))?",
    re.I,
)


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


def is_state(text: str) -> bool:
    """Whether words say how far an action is, and nothing else."""
    return bool(_STATE_ALONE.fullmatch(text.strip()))


def stated(text: str) -> tuple[str, str, str]:
    """A line as its title, the state in brackets behind it (« (en cours) »), and what follows that."""
    match = _STATED.fullmatch(text)
    return (match["title"], match["state"], match["rest"] or "") if match else (text, "", "")


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


def label_alone(said: str) -> str:
    """The number of an action that a line says alone, its title standing elsewhere: « Action 1.2 – »; nothing where it
    says more, or none."""
    label = re.sub(rf"\s*{PARTS_TITLE}\s*$", "", said)
    return label if ACTION_LABEL.fullmatch(label) and any(sign.isdigit() for sign in label) else ""


def has_code(title: str) -> bool:
    """Whether a title says that it is an action's, or begins with a code as those of actions do."""
    return bool(ACTION_LABEL.match(parted(title)[0]) or _CODED.fullmatch(title))


def code_before(title: str) -> str:
    """The code of a letter and figures before a title: « A.1.2 » of « A.1.2 Ouvrir… »; nothing where there is none."""
    match = _CODED.fullmatch(title)
    return match[1] if match and match[1][0].isalpha() and " " not in match[1] else ""


def coded(units: Sequence[PlanUnit]) -> tuple[PlanUnit, ...]:
    """The units, where each title begins with a code of its own (« A1 Relier… », « FA-03 – Ouvrir… ») and none has a
    number, with that code as their number; a line alone, as a note below a table, needs none."""
    found = [_CODED.fullmatch(unit.title) or _COUNTED.fullmatch(unit.title) for unit in units]
    bare = [_BARE_NUMBER.fullmatch(unit.title) for unit in units]
    if [int(match[1]) for match in bare if match] == list(range(1, len(units) + 1)):
        # « 01 Isoler… », « 02 Ouvrir… »: every title, from the first on.
        found = bare
    lettered = [_LETTERED.fullmatch(unit.title) for unit in units]
    if all(lettered):
        # « 1a Isoler… », « 1b Ouvrir… »
        found = lettered
    codes = {match[1] for match in found if match}
    fewest = sum(bool(match or unit.fields) for unit, match in zip(units, found, strict=True))
    if sum(bool(_OF_PARTS.search(code)) for code in codes) > _MOST_CODED * len(units):
        # « A.1.2 », but for one that was added.
        fewest = 0
    # The number of a row in its list is none that the plan gives.
    are_rows = all(unit.label.isdecimal() for unit in units) and all(code[0].isalpha() for code in codes)
    is_most = len(codes) > _MOST_CODED * len(units)
    if len(codes) < max(_FEWEST_CODED, 0 if are_rows and is_most else fewest) or not (
        are_rows or not any(unit.label for unit in units)
    ):
        return tuple(units)
    return tuple(
        replace(unit, label=match[1], title=match[2]) if match else unit
        for unit, match in zip(units, found, strict=True)
    )


def undecorated(units: Sequence[PlanUnit]) -> tuple[PlanUnit, ...]:
    """The units, the signs that are drawn before their titles left out: « ◆ 4. Ouvrir… »."""
    return tuple(
        replace(unit, title=bare) if (bare := _DRAWN.sub("", unit.title)) not in ("", unit.title) else unit
        for unit in units
    )


def labelled(units: Sequence[PlanUnit]) -> tuple[PlanUnit, ...]:
    """The units, « Action 1.1 : Prêter… » in a list parted into its number and its title as elsewhere."""
    found = []
    for unit in units:
        label, title = parted(unit.title)
        is_said = ACTION_LABEL.match(label) and not any(map(str.isalnum, unit.label))
        found.append(replace(unit, label=label, title=title) if is_said else unit)
    return tuple(found)
