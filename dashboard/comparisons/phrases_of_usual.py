"""The French of what schemes normally bring and of the aids that a page lists: `wording` takes its sentences here."""

from __future__ import annotations

from dashboard.comparisons.claims import AidsListed, AidsOf, UsuallyFunded, UsuallyKnown
from dashboard.comparisons.phrases import is_many, kept, of_chosen
from dashboard.look.formats import count, integer, listed


def funded(claim: UsuallyFunded) -> str:
    """« 9 dispositifs nommés par 31 actions ont un financeur d’ordinaire ; 24 de ces actions ne disent pas… »."""
    chosen = of_chosen(claim.selection, "schemes")
    if not claim.schemes:
        return f"Aucun dispositif{chosen} que les actions retenues nomment n’a de financeur d’ordinaire renseigné ici"
    which = count(claim.schemes, "dispositif") + (f"{chosen}," if chosen else "")
    named = "nommés" if is_many(claim.schemes) else "nommé"
    actions = f"{count(claim.actions, 'action')}{kept(claim.selection, claim.actions)}"
    have = "ont" if is_many(claim.schemes) else "a"
    between = "," if chosen else ""
    return f"{which} {named} par {actions}{between} {have} un financeur d’ordinaire ; {_silent(claim)}"


def _silent(claim: UsuallyFunded) -> str:
    if claim.actions == 1:
        return "elle ne dit pas qui paie" if claim.silent else "elle dit qui paie"
    if not claim.silent:
        return "toutes ces actions disent qui paie"
    if claim.silent == claim.actions:
        return "aucune de ces actions ne dit qui paie"
    say = "ne disent" if is_many(claim.silent) else "ne dit"
    return f"{integer(claim.silent)} de ces actions {say} pas qui paie"


def known(claim: UsuallyKnown) -> str:
    """« Dispositifs que les actions retenues nomment : 45, dont 30 avec un financeur d’ordinaire, … »."""
    what = f"Dispositifs{of_chosen(claim.selection, 'schemes')} que les actions retenues nomment"
    total = claim.funded + claim.without + claim.unknown
    if not total:
        return f"{what} : aucun"
    kinds = [
        (claim.funded, "avec un financeur d’ordinaire"),
        (claim.without, "sans argent propre"),
        (claim.unknown, "non renseignés ici" if is_many(claim.unknown) else "non renseigné ici"),
    ]
    told = [(number, of) for number, of in kinds if number]
    if len(told) == 1:
        return f"{what} : {integer(total)}, {'tous ' * is_many(total)}{told[0][1]}"
    return f"{what} : {integer(total)}, dont {listed([f'{integer(number)} {of}' for number, of in told])}"


def aids(claim: AidsListed) -> str:
    """« La Région Occitanie présente 3 aides, datées de 2019 à 2020 ; il n’est dit d’aucune si elle est ouverte »."""
    if not claim.places:
        return "Aucun de ces documents, ni celui de leur région, ne présente d’aides"
    told = listed([f"{place.with_article} présente {count(number, 'aide')}" for place, number in claim.places])
    total = sum(number for _, number in claim.places)
    years = {claim.first, claim.last} - {None}
    dated = f", datée{'s' * is_many(total)} de {' à '.join(str(one) for one in sorted(filter(None, years)))}"
    whole = f"{told[:1].upper()}{told[1:]}{dated if years else ''}"
    if not claim.unsaid:
        return whole
    if claim.unsaid == total:
        return f"{whole} ; il n’est dit d’aucune si elle est ouverte ou fermée"
    return f"{whole} ; il n’est pas dit de {integer(claim.unsaid)} si elle est ouverte ou fermée"


def list_of(claim: AidsOf) -> str:
    """« Aides…, dans les mots de la page. Région Occitanie : « 32 résultats » annoncés à la ligne 96, 3 montrés »."""
    what = "Aides et appels à projets, dans les mots du document"
    told = [
        f"{place.name} : la page annonce « {words} », le document reçu en montre {integer(number)}"
        for place, number, words, _ in claim.lists
    ]
    return f"{what}. {' ; '.join(told)}" if told else f"{what} : aucun"
