"""Whether each of the bodies that a unit names pays or is hoped for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from etl.coding.governed import governed
from etl.coding.payers import NAME_OF_BODY, PAYS, SUM
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
    rf"(?:{NAME_OF_BODY})?\s?(?:[:=–-]\s?|(?:pour|à hauteur de|de) )?{SUM}(?: (?:HT|TTC))?"
    rf"(?:\s?[,(–:-]\s?| (?:est|sont|déjà|reste(?:nt)?) | )"
)
_BESIDE = re.compile(
    rf"(?:{_OF_SUM}|(?:{NAME_OF_BODY})?\s?(?:[(:=–-]\s?| ))(?:(?P<granted>{_GRANTED})|(?P<waited>{_WAITED_FOR})){_ENDS}"
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
    beside = _beside(named)
    return {code for code in found | beside.keys() if beside.get(code, ENVISAGED) == ENVISAGED}


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
