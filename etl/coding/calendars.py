"""The years that the calendar of an action says: those of the action, not of what decided, framed or postponed it, nor
numbers of something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from etl.readers.fields.states import GIVEN_UP
from etl.text import fold

_Y = r"(?:19|20)\d\d"
_YEAR = re.compile(rf"(?<![^\W_]){_Y}(?![^\W_])(?!\s?%)")
# « 2025-26 », « 2024/25/26 » are of two years and of three; « 2025-06-30 » is a day.
_SHORT_SPAN = re.compile(rf"(?<!\d)({_Y})((?:\s?[-–/]\s?\d\d)+)(?![\d/-])")
# Years of what decided or frames an action, or stood before it: « Délibération du 12/03/2024 », « SRADDET 2030 ».
_OF_ANOTHER = re.compile(
    r"\b(?:deliberations?|delib|conseils? (?:communautaire|municipal|departemental|regional|syndical)|"
    r"bureau (?:communautaire|du)|validee?s?|votee?s?|approuvee?s?|adoptee?s?|actee?s?|votes?|copil|cotech|"
    r"comite (?:de pilotage|technique)|arretee?s?|decret|loi|circulaire|ordonnance|budget|bp|sraddet|zan|"
    rf"(?:agenda|plan|strategie)(?= {_Y}(?!\d|\s?[-–/à])))\b[^;,\n()]{{0,40}}?"
    rf"(?:\b\d{{1,2}}[/.]\d{{1,2}}[/.])?(?<!\d){_Y}(?!\d)"
)
_OF_A_LAW = re.compile(rf"\b(?:n ?[°o]\.? ?)?{_Y}-\d{{3,4}}\b(?<!-{_Y})")
# « 2000 logements », « 2050 km » are no years.
_COUNTED = re.compile(
    rf"(?<!\d){_Y}\s+(?:logements?|habitants?|hab\b|arbres?|km|ml|ha|m2|m²|metres?|euros?|€|k€|personnes?"
    rf"|foyers?|menages?|"
    r"emplois?|places?|eleves?|enfants?|usagers?|vehicules?|velos?|tonnes?|kwh|mwh|heures?|jours?|visiteurs?|haies?|"
    r"batiments?|entreprises?|dossiers?)(?!\w)"
)
# « 2026 ? »: whether it is of that year is what is asked.
_ASKED = re.compile(rf"{_Y}\s?(?:\(\s?)?\?")
# Put off from a year to another: which of its years holds, nobody says.
_PUT_OFF = re.compile(r"\b(?:report(?:ee?s?)?\b|decal\w*|repousse\w*|initialement|au lieu de|differee?s?\b)")
# Of one year: that it is the first, that another is, or the last.
_ONWARDS = re.compile(
    r"(?<=\d)\s?\+|(?<=\d)\s?(?:\.{2,}|…|[-–→>]+)\s*$|≥|>=|"
    r"\b(?:des|depuis|a (?:partir|compter) d[eu]|au plus tot|"
    r"et (?:les )?(?:annees )?(?:suivantes?|apres|au.?dela)|et \+|"
    r"(?:debut|demarrage|lancement) (?:de|des|du)|(?:demarrage|lancement))(?!\w)|"
    r"\d\W{1,3}(?:pour |pendant |sur |duree :? ?)?(?:1[2-9]|[2-9]\d|\d{3}) mois|"
    r"\d\W{1,3}(?:pour |pendant |sur |duree :? ?)?(?:[2-9]|1\d|deux|trois|quatre|cinq) ans\b"
)
_AFTER = re.compile(r"(?<!et )\b(?:apres|post|au.?dela d[eu']|a l'issue d[eu'])|(?<![-=])>\s*(?=\d)")
_BEFORE = re.compile(
    r"\b(?:jusqu'(?:en|a|au)|avant|d'ici|horizon|au plus tard|livraison|achevement|mise en service|"
    r"fin (?:de|des|du)|echeance|cloture|(?<!court )(?<!moyen )(?<!long )terme|"
    r"terminee?s?|achevee?s?|maximum|max|dernier delai)\b|\bfin(?: \w+)?\s*:|"
    rf"[<≤]|^\s*[-–→]+\s*{_Y}"
)


def years_of(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The years of the fields that give a start and an end, else of the calendar, and the words that say them."""
    start = str(fields.get("start") or "")
    first = period_of_calendar(start).partition("/")[0]
    if first:
        return f"{first}/{_last(str(fields.get('end') or ''), first)}", start
    said = str(fields.get("calendar") or "")
    return period_of_calendar(said), said


def _last(words: str, first: str) -> str:
    """The last year of an end; nothing where it is open, or before the first."""
    said = _of_the_action(words)
    last = str(max(_years(said), default=0))
    is_open = any(one.search(said) for one in (_AFTER, _ONWARDS, GIVEN_UP, _PUT_OFF, _ASKED))
    return last if last >= first and not is_open else ""


def period_of_calendar(words: str) -> str:
    """The years that the words of a calendar span, as « 2025/2028 », « 2025/ » where the end is open; empty where no
    start is said.

    A field of that name speaks of nothing else: but for those of a decision, all its years are the action's, whatever
    its stages.
    """
    said = _of_the_action(words)
    years = _years(said)
    if not years or GIVEN_UP.search(said) or _ASKED.search(said):
        return ""
    first, last = min(years), max(years)
    if first != last:
        return "" if _PUT_OFF.search(said) else f"{first}/{last}"
    if _BEFORE.search(said) or _AFTER.search(said):
        return ""
    return f"{first}/" if _ONWARDS.search(said) else f"{first}/{last}"


def _of_the_action(words: str) -> str:
    """The words, folded, without years of something else."""
    said = fold(words)
    for other in (_COUNTED, _OF_A_LAW, _OF_ANOTHER):
        said = other.sub(" ", said)
    return said


def _years(said: str) -> list[int]:
    years = [int(one) for one in _YEAR.findall(said)]
    for first, rest in _SHORT_SPAN.findall(said):
        span = [int(first), *(int(first[:2] + one) for one in re.findall(r"\d\d", rest))]
        years += span if all(one < two for one, two in pairwise(span)) else []
    return years
