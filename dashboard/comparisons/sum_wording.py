"""The French of claims about sums that fields state of actions."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.comparisons import sum_claims as said
from dashboard.comparisons.phrases import is_many, kept
from dashboard.comparisons.wording import words
from dashboard.look.formats import count, euros, integer, listed


@dataclass(frozen=True)
class _Noun:
    one: str
    several: str
    the_largest: str
    the_largest_ones: str
    only: str
    none: str
    each: str
    means: str


NOUNS = {
    "cout": _Noun(
        "coût", "coûts", "le plus grand", "les plus grands", "seul", "Aucun", "chacun",
        "Le coût d’une action n’est la participation de personne",
    ),
    "participation": _Noun(
        "participation", "participations", "la plus grande", "les plus grandes", "seule", "Aucune", "chacune",
        "La participation d’un payeur n’est pas le coût de l’action",
    ),
    "participation-envisagee": _Noun(
        "participation envisagée", "participations envisagées", "la plus grande", "les plus grandes", "seule",
        "Aucune", "chacune", "Le plan l’espère, rien n’en est acquis",
    ),
    "part-propre": _Noun(
        "part propre", "parts propres", "la plus grande", "les plus grandes", "seule", "Aucune", "chacune",
        "Ce que le porteur du plan met lui-même dans l’action",
    ),
}  # fmt: skip
_BASES = {"HT": "hors taxes", "TTC": "toutes taxes comprises"}
_NAMED = 3


def named(sort: said.Sort, is_plural: bool = True) -> str:
    """« coûts hors taxes par an »; where neither is said, the noun alone."""
    noun = NOUNS[sort.standing]
    parts = [noun.several if is_plural else noun.one, _BASES.get(sort.tax_basis, ""), "par an" * sort.is_yearly]
    return " ".join(filter(None, parts))


@words.register
def _(claim: said.LargestOfActions) -> str:
    noun, per = NOUNS[claim.sort.standing], " par an" if claim.sort.is_yearly else ""
    if len(claim.titles) > _NAMED:
        many = f"{integer(len(claim.titles))} actions"
        return f"{many}, {euros(claim.eur)}{per} {noun.each}, à égalité {_of(claim, several=True)}"
    told = f"{listed([f'« {title} »' for title in claim.titles])} : {euros(claim.eur)}{per}"
    if claim.number == 1:
        return f"{told}, {noun.only} {named(claim.sort, is_plural=False)} que disent les champs du plan"
    if len(claim.titles) == 1:
        return f"{told}, {_of(claim)}"
    return f"{told} {noun.each}, à égalité {_of(claim, several=True)}"


def _of(claim: said.LargestOfActions, several: bool = False) -> str:
    noun = NOUNS[claim.sort.standing]
    largest = noun.the_largest_ones if several else noun.the_largest
    return f"{largest} des {integer(claim.number)} {named(claim.sort)} que disent les champs du plan"


@words.register
def _(claim: said.NoSumOfActions) -> str:
    noun = NOUNS[claim.sort.standing]
    return f"{noun.none} {named(claim.sort, is_plural=False)} n’est dit{'e' * (noun.none == 'Aucune')} ici par un champ"


@words.register
def _(claim: said.SumsOfActions) -> str:
    noun = NOUNS[claim.sort.standing]
    unsaid = "" if claim.sort.tax_basis else ", sans que leurs mots disent hors taxes ou toutes taxes comprises"
    told = named(claim.sort)
    if not claim.number:
        return f"{told[:1].upper()}{told[1:]}{unsaid} : aucune somme. {noun.means}"
    of = f"{count(claim.actions, 'action')} sur {integer(claim.total)}{kept(claim.selection, claim.total)}"
    shown = f", dont {integer(claim.shown)} montrées, les plus grandes" if claim.shown < claim.number else ""
    how = f"{count(claim.number, 'somme')}{shown}, dans les champs de {of}"
    return f"{told[:1].upper()}{told[1:]}{unsaid} : {how}. {noun.means}"


@words.register
def _(claim: said.UnsureSums) -> str:
    noun = NOUNS[claim.standing]
    say = "disent" if is_many(claim.actions) else "dit"
    what = f"un{'e' * (noun.none == 'Aucune')} {noun.one}"
    quotes = listed([f"« {one} »" for one in claim.words])
    more = f" ; {count(claim.others, 'autre', 'autres')}" if claim.others else ""
    return (
        f"{count(claim.actions, 'action')} {say} {what} par des mots dont aucune somme sûre ne se lit, et qui ne sont "
        f"pas ici : {quotes}{more}"
    )
