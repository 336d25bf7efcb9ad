"""The role that a passage gives each body that it names: who pays, who signs, who takes part."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from etl.coding.labels import opens_behind, payer_lists
from etl.coding.payers import (
    HELPS,
    PAYS,
    SIGNS,
    does_otherwise,
    first_mentions,
    in_brackets,
    is_fund,
    is_helper_in_brackets,
    is_paid_behind,
    is_payer_in_brackets,
    nearest,
    paid_by,
)
from etl.coding.plain_bodies import plain_bodies
from etl.coding.terms import HINT, Hit, Passage
from etl.money import MONEY

# « aucune convention n’est prévue », « la gouvernance du contrat est assurée par un comité », « le bilan du contrat »
_NO_SIGNING = re.compile(
    r"\b(?:aucune?s?|sans|pas de|ni) (?:\w+ )?$|\bn['’](?:est|sont|a|ont)(?: (?:pas|encore|toujours|jamais|été))* $"
    r"|\b(?:gouvernance|bilans?|suivi|évaluation|animation|pilotage|comité(?: de pilotage| de suivi| technique)?"
    r"|instances?|coordination|mi-parcours|échéance|fin) (?:d[eu]s? |de (?:la |l['’]|ce |cette |son |sa ))$",
    re.IGNORECASE,
)
_NEAR = 60


@dataclass(frozen=True)
class Around:
    """What stands around a passage: the text `behind` it, the role of the body `before` it, the role that the unit
    gives `otherwise`, whether the unit speaks of money, and whether a list of payers goes on into the passage."""

    behind: str
    before: str
    otherwise: str
    is_money: bool
    is_listing: bool


class Role(NamedTuple):
    """The role of a body named there; `is_told` where a sum or an act of paying gives it."""

    hit: Hit
    role: str
    is_told: bool


@dataclass(frozen=True)
class Named:
    """The bodies of a passage in its order, the role that brackets behind it take up, and whether a list of payers goes
    on behind it."""

    roles: list[Role]
    last: str
    is_listing: bool


def roles_of(
    passage: Passage, named: Sequence[Hit], marks: Sequence[Hit], natural: Mapping[str, str], around: Around
) -> Named:
    """The roles of the bodies `named` in a passage, whose `marks` speak of roles; `natural` are roles by nature."""
    words = paid_by(marks, passage)
    is_inside = passage.text.startswith("(")
    lists = payer_lists(passage.text, named, around.is_listing and not is_inside)
    roles: list[Role] = []
    unmarked, helping = [], set()
    for hit in first_mentions(named):
        if hit.weight <= HINT:
            continue
        near = nearest(hit, words, passage)
        inside = in_brackets(hit, passage, around.behind)
        if is_helper_in_brackets(inside):
            helping.add(hit)
        helps = hit in helping or does_otherwise(hit, passage)
        # Brackets that say nothing of a role are of the body before them.
        told = near.code if near else around.before if is_inside else around.otherwise
        if told == PAYS and (near or not is_inside or helps):
            # Words of paying beside a body make it no payer: a construction does, or a list of payers.
            near, told = None, HELPS
        is_listed = not helps and any(start <= hit.start < end for start, end in lists)
        is_paid = (
            is_listed or is_paid_behind(hit, passage, around.behind) or is_fund(hit) or is_payer_in_brackets(inside)
        )
        roles.append(Role(hit, natural.get(hit.code) or (PAYS if is_paid else told), is_paid))
        if not near and not is_paid and hit.code not in natural:
            unmarked.append(hit)
    plain = plain_bodies(
        passage,
        [(one.hit, one.role) for one in roles],
        around.behind,
        around.before,
        unmarked,
        around.is_money,
        bool(lists) or _speaks_of_paying(passage, words, around.behind),
    )
    plain = [(hit, role) for hit, role in plain if hit not in helping]
    last = plain[-1][1] if plain else roles[-1].role if lists and roles else around.before
    goes_on = bool(lists) and lists[-1][1] == len(passage.text)
    goes_on = around.is_listing if is_inside else goes_on or opens_behind(passage.text, around.behind)
    return Named(_joined(roles, plain), last, goes_on)


def is_no_signing(mark: Hit, passage: Passage) -> bool:
    """Whether a mark of who signs is a contract that nobody signs: « aucune convention », « bilan du contrat »."""
    before = passage.text[max(0, mark.start - _NEAR) : mark.start]
    return mark.code == SIGNS and bool(_NO_SIGNING.search(before))


def _speaks_of_paying(passage: Passage, marks: Collection[Hit], behind: str) -> bool:
    return any(mark.code == PAYS for mark in marks) or bool(MONEY.search(passage.text + behind))


def _joined(roles: Sequence[Role], plain: Sequence[tuple[Hit, str]]) -> list[Role]:
    """The roles, those that a construction gives in the place of others of the same body there."""
    said = {(hit.start, hit.code) for hit, _ in plain}
    kept = [one for one in roles if (one.hit.start, one.hit.code) not in said]
    kept += [Role(hit, role, role == PAYS) for hit, role in plain]
    return sorted(kept, key=lambda one: one.hit.start)
