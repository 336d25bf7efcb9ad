"""Lists of payers that a label opens: « Financeurs : État, Région », « Plan de financement : CAF, MSA »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.coding.terms import Hit

# What opens such a list, at the start of a line or of a part of it.
_QUALIFIED = (
    r"(?:(?:financi|mobilis|acquis|sollicit|publi|possib|potenti|attend|envisag|obten|demand|espér|prév"
    r"|notifi|confirm)\w*|à (?:solliciter|rechercher|demander|mobiliser|confirmer|obtenir))"
)
_MONEY = (
    r"(?:partenaires?|soutiens?|appuis?|moyens|participations?|contributions?|concours|contributeurs?)"
    r" financi(?:er|ère)s?"
    r"|(?:(?:plans?|sources?|origines?|demandes?|pistes?|potentiels?|recherches?) (?:de |du |des )?)?"
    r"(?:co-?)?financements?"
    r"|dossiers? (?:en (?:cours d['’])?instruction|déposés?|à déposer)"
    r"|(?:\w+ )?demandes? (?:de |d['’])(?:subventions?|aides?|cofinancements?)"
    r"|coûts? et (?:co-?)?financements?|(?:co-?)?financeurs?|subventions?(?! (?:instrui|gér|suivi))"
    # « Ressources humaines : », « Aide à domicile : » are of no money.
    rf"|(?:aides?|recettes?)(?= ?:| {_QUALIFIED}| peuvent | proviennent | viennent )"
    rf"|(?:ressources?|participations?|contributions?)(?= {_QUALIFIED})"
    r"|mécènes|mécénat|sponsors|origine des fonds|financés? par"
)
_OPENS = re.compile(
    rf"(?:^|[\n.;,|/+–—•*-] ?|\t)\s*(?:les |nos |(?:d['’])?autres )?(?:{_MONEY})"
    r"(?: (?!par\b)[\w’'-]+){0,6}(?:, (?:non|toute?s|tous) [^.;:\n]{1,40})? ?(?:\([^()]*\) ?)?[:=]"
    # « Pistes de financement évoquées en réunion, toutes à solliciter : » over bullets
    r"|(?:^|\n)\s*(?:pistes?|sources?|plans?|recherches?) de (?:co)?financement[^.;:\n]{0,80}:(?=\s*\n)"
    # « subventionnés à 80 % par les partenaires : l’État… »
    r"|\b(?:(?:co)?financ|subventionn|soutenue?s? financi|pris(?:es?)? en charge)[^.;:\n]{0,60} par [^.;:\n]{0,40}:",
    re.IGNORECASE,
)
# « Financeurs potentiels : », « Pistes de financement : », « Financement demandé, non notifié à ce jour : »
_HOPES = re.compile(
    r"potenti|mobilis(?:able|er)|possib|envisag|pressenti|sollicit|recherch|éventuel|\bpistes?\b|demand|attend|espér"
    r"|éligib|\bà (?:confirmer|obtenir|étudier|déposer|définir|identifier|trouver)|instruction"
    r"|\bnon (?:acquis|notifi|confirm)",
    re.IGNORECASE,
)
# Another label ends it: « Financeurs : Région – Pilote : Département ». That of a sum does not (« ADEME : 20 % »).
_OTHER_LABEL = re.compile(r"(?:[.;|/–—•\t]|(?<=\s)-|,) ?[A-ZÀ-Þ][\w’' ]{2,40} ?: ?(?![\s\d])")
# « Cofinanceurs pressentis (à confirmer) : Région »: brackets part the label from its colon.
_OPENS_BEFORE_BRACKETS = re.compile(rf"(?:^|[\n.;|/–—•] ?)\s*(?:{_MONEY})(?: [\w’'-]+){{0,3}}\s*$", re.IGNORECASE)
_COLON_BEHIND = re.compile(r"\([^()]*\)\s?[:=]")
_BULLETS = re.compile(r"\s*(?:\n\s*[-–•*][^\n]*)+")
_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZÀ-Þ])")
# Lists of bodies that do something else: « Bénéficiaires : communes et associations – Pilote : CCI ».
_ELSE = re.compile(
    r"(?:^|[\n.;|/–—•*] ?|- )\s*(?:bénéficiaires?|cibles?|publics? (?:visés?|cibles?)|pilotes?|porteurs?(?: de projet)?"
    r"|maîtr(?:es?|ise) d['’](?:ouvrage|œuvre)|contacts?|acteurs(?: \w+)?|gestionnaires?"
    r"|partenaires?(?: techniques?| associés?| mobilisés?)?|prestataires?|propriétaires?|instruction|assistance)"
    r"(?: (?:pressenti|envisagé|possible|potentiel)\w*)? ?:",
    re.IGNORECASE,
)
_PART_END = re.compile(r"[;|\n]| [–—/-] |\.(?=\s|$)")


def other_lists(text: str) -> list[tuple[int, int]]:
    """Where the lists of a text stand (`end` excluded) whose label says that their bodies do other things than pay."""
    ends = ((opening.end(), _PART_END.search(text, opening.end())) for opening in _ELSE.finditer(text))
    return [(start, end.start() if end else len(text)) for start, end in ends]


def payer_lists(text: str, named: Sequence[Hit], is_open: bool) -> list[tuple[int, int]]:
    """Where the lists of payers of a text stand (`end` excluded): behind their label, to the end of the line, of the
    sentence, or to the next label, which names no body of `named` (« – Banque des Territoires : prêt »).

    `is_open` says that one goes on from the text before, which ended at brackets: « État (DRAAF) ; MSA ».
    """
    return _lists(text, named, is_open, _OPENS.finditer(text))


def hoped_lists(text: str, named: Sequence[Hit], is_open: bool) -> list[tuple[int, int]]:
    """Where those lists of payers of a text stand whose label asks or hopes, as `payer_lists` tells them; `is_open`
    says that such a one goes on from the text before."""
    return _lists(text, named, is_open, (one for one in _OPENS.finditer(text) if _HOPES.search(one.group())))


def _lists(text: str, named: Sequence[Hit], is_open: bool, openings: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    starts = [*([0] if is_open else []), *(one.end() for one in openings)]
    return [(start, _end(text, start, named)) for start in starts]


def opens_behind(text: str, behind: str) -> bool:
    """Whether a text ends with a label whose colon stands `behind` brackets that follow it."""
    return bool(_COLON_BEHIND.match(behind) and _OPENS_BEFORE_BRACKETS.search(text))


def _end(text: str, start: int, named: Sequence[Hit]) -> int:
    # A list that stands in bullets under its label ends with the last of them.
    bullets = _BULLETS.match(text, start)
    line = text.find("\n", start)
    ends = [bullets.end() if bullets else len(text) if line < 0 else line]
    if sentence := _SENTENCE_END.search(text, start, ends[0]):
        ends.append(sentence.start())
    for label in _OTHER_LABEL.finditer(text, start, ends[0]):
        if not any(label.start() <= hit.start < label.end() for hit in named):
            ends.append(label.start())
            break
    return min(ends)
