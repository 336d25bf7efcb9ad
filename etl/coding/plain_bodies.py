"""Bodies that a construction of the sentence makes payers, named by name or by a common noun alone (« la Ville », « les
communes », « l’agglo »): the latter are bodies only there, since nearly every sentence of a plan names the commune.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from etl.coding.bodies import bodies_of
from etl.coding.body_words import NAME
from etl.coding.constructions import adjectives, constructions
from etl.coding.labels import other_lists
from etl.coding.payers import HELPS, PAYS, SIGNS
from etl.coding.shares import LIST, speaks_of_funding
from etl.coding.terms import Hit, Passage

# How far behind a passage a sum is looked for.
_NEAR = 60
# How many of the bodies that pay are looked at before and behind one that may be listed with them.
_NEIGHBOURS = 3
# The longest that stands between two bodies of one list: a name that nobody knows, and what links them.
_LINK = 400
_NAMED = re.compile(NAME)
# « Grâce à une aide de la Région, la commune a acheté un bus »: the subject of another verb goes on with no list.
_ACTS = re.compile(
    rf"(?:{NAME})? (?:(?:a|ont|est|sont|va|vont|doit|doivent|fait|font|souhaite(?:nt)?|compte(?:nt)?|met(?:tent)?"
    rf"|peu(?:t|vent)"
    r"|porte(?:nt)?|pilote(?:nt)?|réalise(?:nt)?|restaure(?:nt)?|lance(?:nt)?|poursui(?:t|vent)|cherche(?:nt)?) "
    r"|\w+(?:era|eront) )"
)
_COUPLED = re.compile(rf"(?:{NAME})?(?:,| et|, et|,? ainsi que) (?:d[eu]s? |d['’]|par |aux? |à )(?:la |l['’]|les )?")
# « des aides de l’État et de la Région seront recherchées »
_PREPOSITION = re.compile(
    r"(?<!\w)(?:d[eu]s? |d['’]|par |avec |aux? |à |auprès de )(?:l[ae]s? |l['’])?$", re.IGNORECASE
)
# What stands right before a body of a list: not « 1 600 petites communes », « habitants de Nevers et la Région ».
_STANDS_ALONE = re.compile(
    r"(?:^|[\n,;:/(+&–•*-] ?|\b(?:et|ou|que|par|aux?|à|auprès|soit|comme|financeurs?|financements?|l[ae]s?|une?|des"
    r"|d[eu]|ces?|cette"
    r"|leurs?|sa|ses|notre|nos|chaque|différentes?|autres|certaines) |\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf"
    r"|dix|onze|douze|treize|quinze|vingt|\d+) |[dl]['’]|« ?)$",
    re.IGNORECASE,
)


def plain_bodies(
    passage: Passage,
    named: Sequence[tuple[Hit, str]],
    behind: str = "",
    before: str = "",
    unmarked: Sequence[Hit] = (),
    is_money: bool = False,
    is_paying: bool = False,
) -> list[tuple[Hit, str]]:
    """The bodies that pay or sign by a construction, each with its role, in the order of the text; those that one list
    names beside a body that pays or signs are of them.

    `named` are the bodies that have been found by name, each with its role: they come back where a construction says
    that they pay, and those of `unmarked`, near which no word tells a role, where a list does. `behind` is the text
    that follows the passage, which ends at brackets; `before` the role of the body before it; `is_money` says that the
    unit speaks of money, `is_paying` that the passage does so.
    """
    bodies = bodies_of(passage.text, [hit for hit, _ in named])
    text = bodies.text
    by_adjective = [Hit(code, 3, start, end, text[start:end]) for code, start, end in adjectives(text)]
    if not by_adjective and not bodies.at:
        return []
    is_funding = is_paying or PAYS in (before, *(role for _, role in named)) or speaks_of_funding(text)
    found = {(hit.start, hit.code): (hit, PAYS) for hit in by_adjective}
    for match in constructions(text, behind[:_NEAR], is_funding, is_money, before == PAYS):
        for hit in bodies.at.get(match.start("body"), []):
            found[hit.start, hit.code] = hit, PAYS
    without_role = set(unmarked)
    beside = [(hit, role) for hit, role in named if role in (PAYS, SIGNS) and hit not in without_role]
    beside = sorted([*beside, *found.values()], key=_start)
    # Who takes part by a word of it is of no list of payers, but as a subject: « la Région et la CAF sont invitées ».
    subjects = [hit for hit, role in named if role == HELPS and not _is_governed(hit, passage.text)]
    waiting = list(dict.fromkeys([*bodies.unsaid, *unmarked, *subjects]))
    waiting = [hit for hit in waiting if _STANDS_ALONE.search(text, max(0, hit.start - _NEAR), hit.start)]
    elsewhere = other_lists(text)
    waiting = [hit for hit in waiting if not any(start <= hit.start < end for start, end in elsewhere)]
    acting = {hit for hit in waiting if _ACTS.match(passage.text, hit.end) and not _is_governed(hit, passage.text)}
    waiting.sort(key=lambda hit: hit.start)
    told = sorted(found.values(), key=_start)
    helping = [hit for hit, role in named if role == HELPS and hit not in without_role]
    for hit in helping:
        # « avec le soutien de la CAF et de la MSA », « l’aide de la Région et du Département »
        at = bisect_left(told, hit.start, key=_start)
        if at and (hit.start, hit.code) not in found and _is_coupled(told[at - 1][0], hit, passage.text):
            found[hit.start, hit.code] = hit, PAYS
            insort(told, (hit, PAYS), key=_start)
            insort(beside, (hit, PAYS), key=_start)
    # One after the other along a list, from either side.
    for hit in (*waiting, *reversed(waiting)):
        if (hit.start, hit.code) in found:
            continue
        at = bisect_left(beside, hit.start, key=_start)
        neighbours = beside[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
        role = next((role for other, role in neighbours if _is_listed(hit, other, passage.text)), None)
        if role and hit in acting:
            continue
        if role == SIGNS and not _NAMED.match(passage.text, hit.end) and not hit.words.split()[0].endswith("s"):
            # « signé par l’ARS et la Ville »: the one whose plan it is.
            continue
        if role:
            found[hit.start, hit.code] = hit, role
            insort(beside, (hit, role), key=_start)
    return [found[key] for key in sorted(found)]


def _start(body: tuple[Hit, str]) -> int:
    return body[0].start


def _is_governed(hit: Hit, text: str) -> bool:
    """Whether a preposition stands before a body, which then is the subject of no verb."""
    return bool(_PREPOSITION.search(text, max(0, hit.start - _NEAR), hit.start))


def _is_coupled(one: Hit, other: Hit, text: str) -> bool:
    """Whether a list goes on with the preposition that opened it: « de la CAF et de la MSA »."""
    return bool(_COUPLED.fullmatch(text[one.end : other.start])) and not _ACTS.match(text, other.end)


def _is_listed(one: Hit, other: Hit, text: str) -> bool:
    first, last = (one, other) if one.start <= other.start else (other, one)
    if last.start - first.end > _LINK:
        return False
    return bool(LIST.fullmatch(text[first.end : last.start]))
