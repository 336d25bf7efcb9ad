"""Bodies that a construction of the sentence makes payers, named by name or by a common noun alone (« la Ville », « les
communes », « l’agglo »): the latter are bodies only there, since nearly every sentence of a plan names the commune.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.coding.constructions import AT, FUNDING, LIST, MASK, NAME, adjectives, code_of, constructions
from etl.coding.payers import PAYS, SIGNS
from etl.coding.terms import Hit, Passage

# How far behind a passage a sum is looked for.
_NEAR = 60
# The longest that stands between two bodies of one list: a name that nobody knows, and what links them.
_LINK = 400
_NAMED = re.compile(NAME)


def plain_bodies(
    passage: Passage,
    named: Sequence[tuple[Hit, str]],
    behind: str = "",
    before: str = "",
    unmarked: Sequence[Hit] = (),
) -> list[tuple[Hit, str]]:
    """The bodies that pay or sign by a construction, each with its role, in the order of the text; those that one list
    names beside a body that pays or signs are of them.

    `named` are the bodies that have been found by name, each with its role: they come back where a construction says
    that they pay, and those of `unmarked`, near which no word tells a role, where a list does. `behind` is the text
    that follows the passage, which ends at brackets; `before` the role of the body before it.
    """
    text = _masked(passage.text, [hit for hit, _ in named])
    by_adjective = [Hit(code, 3, start, end, text[start:end]) for code, start, end in adjectives(text)]
    if not by_adjective and not AT.search(text):
        return []
    is_funding = bool(FUNDING.search(text)) or PAYS in (before, *(role for _, role in named))
    by_start: dict[int, list[Hit]] = {}
    for hit, _ in named:
        by_start.setdefault(hit.start, []).append(hit)
    found = {(hit.start, hit.code): (hit, PAYS) for hit in by_adjective}
    for match in constructions(text + behind[:_NEAR], is_funding, before == PAYS):
        if match.end("body") <= len(text):
            for hit in _hits(match, passage, by_start):
                found[hit.start, hit.code] = hit, PAYS
    beside = [(hit, role) for hit, role in named if role in (PAYS, SIGNS) and hit not in unmarked] + list(
        found.values()
    )
    waiting = [hit for match in AT.finditer(text) for hit in _hits(match, passage, {})] + list(unmarked)
    waiting.sort(key=lambda hit: hit.start)
    # One after the other along a list, from either side.
    for hit in (*waiting, *reversed(waiting)):
        role = next((role for other, role in beside if _is_listed(hit, other, passage.text)), None)
        if role == SIGNS and not _NAMED.match(passage.text, hit.end) and not hit.words.split()[0].endswith("s"):
            # « signé par l’ARS et la Ville »: the one whose plan it is.
            continue
        if role and (hit.start, hit.code) not in found:
            found[hit.start, hit.code] = hit, role
            beside.append((hit, role))
    return [found[key] for key in sorted(found)]


def _masked(text: str, named: Sequence[Hit]) -> str:
    """The text with every letter of the bodies found by name hidden, so that one pattern finds them all."""
    text = text.replace(MASK, " ")
    for hit in named:
        text = text[: hit.start] + MASK * (hit.end - hit.start) + text[hit.end :]
    return text


def _hits(match: re.Match[str], passage: Passage, by_start: dict[int, list[Hit]]) -> list[Hit]:
    code, (start, end) = code_of(match), match.span("body")
    if code is None:
        return by_start.get(start, [])
    return [Hit(code, 3, start, end, passage.text[start:end])]


def _is_listed(one: Hit, other: Hit, text: str) -> bool:
    first, last = (one, other) if one.start <= other.start else (other, one)
    if last.start - first.end > _LINK:
        return False
    return bool(LIST.fullmatch(text[first.end : last.start]))
