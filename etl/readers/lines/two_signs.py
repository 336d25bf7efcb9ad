"""Lists of two signs, « 1) » above « a) » or « • » above « o », whose spaces before them say no level, as pasted texts
have them: which of both are the actions, those above, of which the others are steps, or those below, under headings.

Nothing but their words tells it, so that it is told as a doubt. Actions say what is done, « Ouvrir une halle »;
headings name a field, « Santé », « Mieux vivre »; steps begin with a small letter, or say how an action is begun.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.readers.fields.labelled import FIELD, bracketed, known_in
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.model import Doubt, Place, PlanRead
from etl.readers.text import LONGEST_LINE, one_line

_SIGNED = re.compile(r"\s*(?P<sign>[•‣▪▫●○◦■□➢➤→►▸✓❖*+–—-]|o(?=\s)|\d{1,3}[.)](?!\d)|[a-z][.)])[\s\xa0]+(?P<text>\S.*)")
_CLASS = {"–": "-", "—": "-"}
# What says that something is done: an infinitive, and enough words behind it to say what.
_INFINITIVE = re.compile(
    r"(?:ne pas )?(?:"
    r"(?!(?:foyer|atelier|chantier|quartier|sentier|foncier|métier|papier|avenir|loisir|plaisir|espoir|hier)\b)"
    r"[a-zà-ÿœ]{2,}(?:er|ir|oir)|[a-zà-ÿœ]*(?:mettre|prendre|rendre|tendre|vendre|fendre|pondre|duire|truire|crire|"
    r"suivre|joindre|faire|naître))\b",
)
_FEWEST_WORDS = 3
# What headings say that is to be done, by no action alone.
_GENERAL = re.compile(
    r"(?:mieux|bien|vivre|habiter|r[ée]ussir|favoriser|d[ée]velopper|renforcer|am[ée]liorer|accompagner|soutenir|"
    r"promouvoir|garantir|pr[ée]server|prot[ée]ger|valoriser|conforter|acc[ée]l[ée]rer|encourager|produire|r[ée]duire|"
    r"lutter|assurer|permettre|faciliter|agir|adapter|anticiper|ma[îi]triser|affirmer|structurer|f[ée]d[ée]rer|se|s)\b",
)
# How an action is begun, or carried through.
_STEP = re.compile(
    r"(?:[ée]tudier|lancer|r[ée]unir|choisir|recruter|trouver|consulter|r[ée]diger|valider|passer|d[ée]finir|"
    r"identifier|rechercher|commander|d[ée]signer|solliciter|d[ée]poser|obtenir|acheter|signer|recenser|arr[êe]ter|"
    r"contacter|rencontrer|[ée]valuer|suivre|faire|demander|pr[ée]parer)\b",
)
_FEWEST_ABOVE, _MOSTLY = 2, 0.5
# A heading that a list says stands below those that say what they are.
_LEVEL = 5
_REVERSE = "ce n’est pas l’inverse."
_LEVELS = (
    "Ce qui est pris pour des actions nomme des domaines, et ce qui est listé au-dessous dit quoi faire : vérifier que "
    "ce ne sont pas des titres et leurs actions."
)
_ABOVE = (
    "Les lignes « {above} » sont prises pour les actions, et les lignes « {below} » pour leurs étapes : vérifier que "
    + _REVERSE
)
_BELOW = (
    "Les lignes « {below} » sont prises pour les actions, et les lignes « {above} » pour les titres au-dessus "
    "d’elles : vérifier que " + _REVERSE
)
_NOTHING_BELOW = "Cette ligne n’a rien sous elle, quand ses pareilles ont des actions : titre, ou action ?"


@dataclass(frozen=True)
class _Item:
    line: int
    sign: str
    text: str

    @property
    def kind(self) -> str:
        """What its sign is: a number, a letter, or the sign itself."""
        first = self.sign[0]
        if len(self.sign) > 1:
            return "1" if first.isdigit() else "a"
        return _CLASS.get(first, first)


Group = tuple[_Item, list[_Item]]


def two_signs(lines: Sequence[str]) -> tuple[dict[int, int], list[Doubt]]:
    """The lines, from 1, that stand above others of another sign: 0 where they are actions, else their level as
    headings; and what is doubtful of it. Nothing where signs say no two levels, or a line says « Action »."""
    if any(ACTION_LABEL.match(parted(one_line(line))[0]) for line in lines if len(line) < LONGEST_LINE):
        return {}, []
    groups = list(_groups(lines))
    with_some = [(above, below) for above, below in groups if below]
    if len(with_some) < _FEWEST_ABOVE or not _are_below(with_some):
        return {}, []
    aboves, belows = [above.text for above, _ in groups], [one.text for _, below in with_some for one in below]
    upper, is_plain = _are_actions(aboves, belows)
    first, (below, *_) = with_some[0]
    if not upper and is_plain and first.kind == "1" and not below.sign[0].isalnum():
        # « 1. Bouger » above bullets, as headings are numbered.
        return {}, []
    why = (_ABOVE if upper else _BELOW).format(above=_shown(first), below=_shown(below))
    doubts = [Doubt(Place(line=first.line), why)]
    if not upper:
        doubts += [Doubt(Place(line=above.line), _NOTHING_BELOW) for above, own in groups if not own]
    return {above.line: 0 if upper else _LEVEL for above, _ in groups}, doubts


def doubted_levels(found: PlanRead) -> PlanRead:
    """The plan, told to be checked where what is listed below its actions says what is done and none of these does:
    « Mobilités », above « Étendre la navette du marché », may be a heading."""
    above = [unit for unit in found.units if unit.children]
    below = [child.text for unit in above for child in unit.children]
    is_told = any(unit.fields or ACTION_LABEL.match(unit.label) or _says_what_is_done(unit.title) for unit in above)
    if is_told or len(above) < _FEWEST_ABOVE or len(above) <= len(found.units) / 2:
        return found
    if _share(below, _says_what_is_done) <= _MOSTLY or any(doubt.why.endswith(_REVERSE) for doubt in found.doubts):
        return found
    return replace(found, doubts=(Doubt(above[0].place, _LEVELS), *found.doubts))


def _shown(item: _Item) -> str:
    return f"1{item.sign[-1]}" if item.kind == "1" else f"a{item.sign[-1]}" if item.kind == "a" else item.sign


def _groups(lines: Sequence[str]) -> Iterator[Group]:
    """The items of the sign that a part of the text begins with, where another stands below it, each with those below;
    headings that say what they are begin a part."""
    parts: list[list[_Item]] = [[]]
    for number, line in enumerate(lines, 1):
        if len(line) >= LONGEST_LINE:
            continue
        match = _SIGNED.fullmatch(line.rstrip())
        if heading_level(one_line(match["text"] if match else line)):
            parts.append([])
        elif match:
            parts[-1].append(_Item(number, match["sign"], one_line(match["text"])))
    kinds = [(part[0].kind, next((one.kind for one in part if one.kind != part[0].kind), "")) for part in parts if part]
    above = {first for first, second in kinds if second}
    if len(above) != 1 or len({second for _, second in kinds if second}) != 1:
        return
    kind = above.pop()
    for part in parts:
        own: list[Group] = []
        for one in part:
            if one.kind == kind:
                own.append((one, []))
            elif own:
                own[-1][1].append(one)
        yield from own


def _are_below(groups: Sequence[Group]) -> bool:
    """Whether items stand below others: letters begin with « a » below each, numbers with « 1 »."""
    begins = {"a": "a", "1": "1"}
    firsts = [below[0] for _, below in groups]
    return all(one.sign[:-1] == begins[one.kind] for one in firsts if one.kind in begins)


def _are_actions(aboves: Sequence[str], belows: Sequence[str]) -> tuple[bool, bool]:
    """Whether the items above others are actions, and whether no word of theirs says so."""
    does = [_says_what_is_done(text) for text in aboves]
    if any(known_in(text) for text in belows):
        # « 1) Ouvrir une maison », « - Pilote : Ville »: a field of it.
        return True, False
    told_above, told_below = (any(map(_has_fields, texts)) for texts in (aboves, belows))
    if told_above != told_below:
        return told_above, False
    if not any(does):
        return False, True
    if _share(belows, lambda text: text[0].islower()) > _MOSTLY:
        return True, False
    if _share(belows, lambda text: bool(_STEP.match(text.casefold()))) >= _MOSTLY:
        return True, False
    return sum(does) / len(does) > _MOSTLY, False


def _has_fields(text: str) -> bool:
    return bool(bracketed(text)[1]) or bool(FIELD.fullmatch(text) and known_in(text))


def _says_what_is_done(text: str) -> bool:
    """Whether words say something that is done, and to what: « Ouvrir un centre de santé »; « Se loger » says
    neither."""
    said = text.casefold().replace("’", "'")
    words = re.findall(r"\w+", said)
    return len(words) >= _FEWEST_WORDS and bool(_INFINITIVE.match(said)) and not _GENERAL.match(said)


def _share(texts: Sequence[str], is_so: Callable[[str], bool]) -> float:
    return sum(map(is_so, texts)) / len(texts) if texts else 0.0
