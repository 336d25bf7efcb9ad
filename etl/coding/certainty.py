"""Whether each of the bodies that a unit names pays or is hoped for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from etl.coding.governed import governed
from etl.coding.labels import hoped_lists
from etl.coding.payers import NAME_OF_BODY, PAYS, SUM
from etl.coding.pronouns import CLAUSE_END
from etl.coding.terms import Hit, Passage
from etl.coding.values import ENVISAGED, STATED

Roles = Sequence[tuple[Hit, str, bool]]

# What is said of one sum of a list: « DETR 90 k€ obtenus », « Département : 20 000 € (demandés) ».
_GRANTED = (
    r"(?:(?:subvention|aide|accord|financement|participation) )?(?:déjà )?(?:obten(?:u|ue)s?|acquis(?:es?)?"
    r"|(?:notifi|accord|valid|confirm|vot|attribu|vers|octroy|allou|sécuris|fléch|inscri)(?:é|t)e?s?"
    r"|réponse favorable|favorable|accord de principe)"
)
_WAITED_FOR = (
    r"(?:(?:subvention|aide|accord|financement|demande|dossier|participation|réponse) )?(?:à (?:confirmer|solliciter"
    r"|définir|préciser|valider|obtenir|demander|mobiliser|rechercher|négocier|déposer|trouver|consolider)"
    r"|en (?:attente|cours|instruction|discussion|négociation)(?: d[e'’] ?\w+)?"
    r"|(?:sollicit|demand|espér|envisag|dépos|escompt|recherch|estim)ée?s?|attendu?e?s?|pressentie?s?|éventuel(?:le)?s?"
    r"|potentiel(?:le)?s?|possibles?|non (?:acquis|notifié|confirmé|obtenu)e?s?|sous réserve|souhaitée?s?|visée?s?|\?)"
)
_ENDS = rf"(?=\s*(?:[,;.)(/|\n–-]|$|et\b|pour\b|le \d|en \d|{SUM}))"
_OF_SUM = (
    rf"(?:{NAME_OF_BODY})?\s?(?:[:=–|,-]\s?|(?:pour|à hauteur de|de) )?{SUM}(?: (?:HT|TTC))?"
    rf"(?:\s?[,(–:|-]\s?| (?:est|sont|déjà|reste(?:nt)?) | )"
)
_BESIDE = re.compile(
    rf"(?:{_OF_SUM}|(?:{NAME_OF_BODY})?\s?(?:[(:=–|-]\s?|\.{{2,}} ?| ))"
    rf"(?:(?P<granted>{_GRANTED})|(?P<waited>{_WAITED_FOR})){_ENDS}"
)
# « Rien n’est acquis », « Aucune demande n’est encore rédigée »
_NOT_YET = re.compile(
    r"(?P<opens>(?:^|[.\n;]\s*)(?:(?:à ce jour|pour l['’]heure|pour l['’]instant|mais),? )?)?\b(?:rien|aucune?)"
    r"(?: (?:demande|dossier|subvention|aide|d['’]\w+|de (?:ces )?\w+))?"
    r" n(?:['’](?:est|a)|e s['’]est)\b(?: (?:encore|à ce jour|été))*"
    r" (?:acquis|arrêté|signé|décidé|confirmé|demandé|rédigé|notifié|déposé|garanti|prononcé|engagé)",
    re.IGNORECASE,
)
_NEAR = 160


def hoped_for(
    named: Sequence[tuple[Passage, Roles]],
    marks_of: Callable[[Passage], list[Hit]],
    is_silent: Callable[[Hit, Passage], bool],
) -> set[str]:
    """The codes of bodies that are hoped for.

    Bodies that pay are judged where they are said to, and where nothing says that they do not (`is_silent`): a body
    that follows a project on one line and is asked on another is hoped for. What stands beside a sum is of that sum.
    """
    paying = {hit.code for _, roles in named for hit, role, _ in roles if role == PAYS}
    counted = {
        (id(passage), hit)
        for passage, roles in named
        for hit, role, _ in roles
        if (role == PAYS or hit.code not in paying) and not is_silent(hit, passage)
    }
    by_passage = {id(passage): [hit for hit, _, _ in roles] for passage, roles in named}
    counting = {hit for _, hit in counted}
    found = governed(
        [passage for passage, _ in named],
        marks_of,
        lambda passage: by_passage[id(passage)],
        is_body=True,
        counts=counting.__contains__,
    )
    found |= _listed(named, counting) | _not_yet(named)
    beside = _beside(named)
    return {code for code in found | beside.keys() if beside.get(code, ENVISAGED) == ENVISAGED}


def _listed(named: Sequence[tuple[Passage, Roles]], counting: Collection[Hit]) -> set[str]:
    """The codes of those who pay by lists alone whose label asks or hopes: « Financeurs potentiels : … »."""
    hoped: set[str] = set()
    elsewhere: set[str] = set()
    is_open = False
    for passage, roles in named:
        hits = [hit for hit, _, _ in roles]
        is_inside = passage.text.startswith("(")
        lists = hoped_lists(passage.text, hits, is_open and not is_inside)
        for hit, role, _ in roles:
            if role == PAYS and hit in counting:
                is_listed = any(start <= hit.start < end for start, end in lists)
                (hoped if is_listed or (is_inside and is_open) else elsewhere).add(hit.code)
        # Brackets do not end a list: « – Région (contrat de territoire) ».
        is_open = is_open if is_inside else bool(lists) and lists[-1][1] == len(passage.text)
    return hoped - elsewhere


def _not_yet(named: Sequence[tuple[Passage, Roles]]) -> set[str]:
    """The codes of those of whom a sentence says that nothing is granted: in it, else in the one before."""
    found = set()
    for passage, roles in named:
        for match in _NOT_YET.finditer(passage.text):
            said_at = match.start() + len(match["opens"] or "")
            starts = [0, *(end.end() for end in CLAUSE_END.finditer(passage.text, 0, said_at))]
            # « …, mais rien n’est signé » is of its own sentence, « Rien n’est acquis. » of the one before.
            start = starts[max(0, len(starts) - 2)] if match["opens"] is not None else starts[-1]
            found |= {hit.code for hit, role, _ in roles if role == PAYS and start <= hit.start < said_at}
    return found


def _beside(named: Sequence[tuple[Passage, Roles]]) -> Mapping[str, str]:
    """By code what is said beside its sums: said where any is granted."""
    told: dict[str, str] = {}
    for at, (passage, roles) in enumerate(named):
        behind = "".join(other.text for other, _ in named[at + 1 : at + 3])[:_NEAR]
        for hit, _, _ in roles:
            match = _BESIDE.match(passage.text[hit.end : hit.end + _NEAR] + behind)
            if match and told.get(hit.code) != STATED:
                told[hit.code] = STATED if match["granted"] else ENVISAGED
    return told
