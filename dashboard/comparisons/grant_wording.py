"""The French of claims about grants; importing it makes them known to `wording.words`."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.comparisons import grant_claims as said
from dashboard.comparisons.claims import Subject
from dashboard.comparisons.phrases import is_many, quoted
from dashboard.comparisons.wording import words
from dashboard.look.formats import count, each, euros, integer, listed, portion

# More territories than these are summed up, more themes counted.
_PLACES, _NAMED = 6, 3


# What lists that name nobody here say of what was granted: nothing, which is not zero.
NOTHING = "rien dans ces listes"
# What the ETL calls the giver of a grant whose list names none.
UNSAID = "Donneur non dit"


def said_each(value: float) -> str:
    """Euros per inhabitant, or that the lists hold nothing."""
    return each(value) if value else NOTHING


def giver(funder: str) -> str:
    """« l’État », « Région Bretagne »."""
    return {"État": "l’État", UNSAID: "un donneur que sa liste ne dit pas"}.get(funder, funder)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _about(themes: Sequence[Subject]) -> str:
    """« pour « Santé », », where the reader chose some themes."""
    if not themes:
        return ""
    return f"pour {quoted(themes)}, " if len(themes) <= _NAMED else f"pour les {count(len(themes), 'thème')} choisis, "


@words.register
def _(claim: said.NothingGranted) -> str:
    others = f" ; {integer(claim.others)} sont d’autres donneurs, et ne comptent pas avec les siennes"
    if claim.others == 1:
        others = " ; une est d’un autre donneur, et ne compte pas avec les siennes"
    return f"Ces listes n’ont ici aucune subvention de {giver(claim.funder)}{others if claim.others else ''}"


@words.register
def _(claim: said.GrantsShown) -> str:
    if not claim.grants:
        # What lists do not name may have been granted all the same.
        return f"{claim.what} : aucune subvention{' retenue' if claim.selection.themes else ''} dans ces listes"
    where = (
        f"dans {'un territoire' if claim.territories == 1 else count(claim.territories, 'territoire')}"
        f"{'' if claim.territories == claim.looked_at else f' sur {integer(claim.looked_at)}'}"
    )
    kept = ("", " retenue", " retenues")[bool(claim.selection.themes) * (1 + is_many(claim.grants))]
    number = f"{count(claim.grants, 'subvention')}{kept}"
    return f"{claim.what} : {number}, {euros(claim.eur)}, {where}"


@words.register
def _(claim: said.GrantedEach) -> str:
    known = [(part, part.eur / part.population) for part in claim.parts if part.population]
    head = f"{_about(claim.themes)}{giver(claim.funder)} a accordé"
    if len(known) > _PLACES:
        least, most = known[-1], known[0]
        return _begun(
            f"{head} de {each(least[1])} par habitant ({least[0].place.name}) à {each(most[1])} ({most[0].place.name})"
        )
    told = [f"{each(value)}{' par habitant' if not at else ''} ({part.place.name})" for at, (part, value) in
            enumerate((part, value) for part, value in known if part.grants)]  # fmt: skip
    none = [part.place.with_article for part, _ in known if not part.grants]
    nothing = f" ; rien dans ces listes pour {listed(none)}" if none else ""
    return _begun(f"{head} {listed(told)}{nothing}")


@words.register
def _(claim: said.NoListBeside) -> str:
    return "Aucune liste entière n’est chargée qui nomme des organismes de chacun de ces départements"


@words.register
def _(claim: said.ListsBeside) -> str:
    many = count(len(claim.lists), "liste")
    told = many if len(claim.lists) > _PLACES else listed([f"« {one} »" for one in claim.lists])
    return f"Subventions de l’État, celles des communes comprises, dans {told}"


@words.register
def _(claim: said.BesideEach) -> str:
    told = [f"{part.place.name} {said_each(part.each)}{_median(part)}" for part in claim.parts[:_PLACES]]
    told += [f"{name} {said_each(value)}" for _, name, value in claim.chosen]
    left = len(claim.parts) - _PLACES
    more = f" ; {count(left, 'autre territoire', 'autres territoires')} au-dessous" if left > 0 else ""
    head = f"{_about(claim.themes)}{giver(claim.funder)} a accordé par habitant, dans les mêmes listes"
    return _begun(f"{head} : {' ; '.join(told)}{more}")


def _median(part: said.Beside) -> str:
    if part.median_each is None:
        return ""
    return f" (médiane de {count(part.alike, 'semblable')} : {said_each(part.median_each)})"


@words.register
def _(claim: said.GrantedByYear) -> str:
    told = listed(
        [f"{euros(eur)} en {year}" if eur else f"rien dans ces listes en {year}" for year, eur in claim.years]
    )
    return _begun(f"{_about(claim.themes)}{giver(claim.funder)} a accordé ici {told}")


@words.register
def _(claim: said.MostGranted) -> str:
    is_theme = claim.places[0][1][0].field == "themes"
    what = f"ce que {giver(claim.funder)} a le plus financé" if is_theme else "la première dotation"
    what += "" if is_theme or claim.funder == "État" else f" ({giver(claim.funder)})"
    what = f"{_about(claim.themes)}{what}"
    if len(claim.places) > _PLACES:
        first = {subject.label for _, subjects, _, _ in claim.places for subject in subjects}
        kinds = count(len(first), "thème" if is_theme else "dotation")
        return _begun(f"{what}, en euros : {kinds} en tout pour {count(len(claim.places), 'territoire')}")
    told = [
        f"{quoted(subjects)} pour {place.with_article} ({portion(eur, total)}"
        f"{' chacun' if is_many(len(subjects)) else ''})"
        for place, subjects, eur, total in claim.places
    ]
    return _begun(f"{what}, en euros : {' ; '.join(told)}")


@words.register
def _(claim: said.PlannedAndGranted) -> str:
    who = giver(claim.funder)
    same = [one for one in claim.firsts if set(one.planned) & set(one.funded)]
    if len(claim.firsts) == 1:
        (one,) = claim.firsts
        return (
            f"D’abord {quoted(one.planned)} dans le document {one.place.with_de} ({integer(one.actions)} sur "
            f"{count(one.of_actions, 'action')}) ; d’abord {quoted(one.funded)} dans ce que {who} y a financé "
            f"({portion(one.eur, one.of_eur)} des euros, {integer(one.grants)} sur "
            f"{count(one.of_grants, 'subvention')})"
        )
    is_first = f"le premier thème du document est aussi le premier que {who} a financé"
    if not same:
        none = f"Pour aucun de ces {count(len(claim.firsts), 'territoire')}"
        return f"{none}, le premier thème du document n’est le premier que {who} a financé"
    if len(same) > _PLACES:
        return f"Pour {count(len(same), 'territoire')} sur {integer(len(claim.firsts))}, {is_first}"
    told = listed([f"{one.place.with_article} ({quoted([a for a in one.planned if a in one.funded])})" for one in same])
    others = len(claim.firsts) - len(same)
    left = {0: "", 1: " ; pas pour l’autre"}.get(others, f" ; pas pour les {integer(others)} autres")
    return f"Pour {told}, {is_first}{left}"


@words.register
def _(claim: said.PlannedAndGrantedOn) -> str:
    parts = claim.parts
    if len(parts) > _PLACES:
        planned, granted = (sum(bool(value) for value in values) for values in
                            zip(*((one.actions, one.eur) for one in parts), strict=True))  # fmt: skip
        told = (
            f"{count(planned, 'document')} sur {integer(len(parts))} {'ont' if is_many(planned) else 'a'} des actions, "
            f"et {giver(claim.funder)} a financé {count(granted, 'territoire')}"
        )
    else:
        told = " ; ".join(f"{one.place.name}, {_actions(one)} et {_euros(one)}" for one in parts)
    return _begun(f"{_about(claim.themes)}{told}")


def _actions(one: said.Both) -> str:
    return f"{integer(one.actions) if one.actions else 'aucune'} sur {count(one.of_actions, 'action')}"


def _euros(one: said.Both) -> str:
    return f"{portion(one.eur, one.of_eur)} des euros" if one.eur else "aucune subvention dans ces listes"


@words.register
def _(claim: said.LargestGrant) -> str:
    if len(claim.places) > _PLACES:
        place, largest, total = max(claim.places, key=lambda one: one[1] / one[2])
        most = f"la plus grande subvention fait jusqu’à {portion(largest, total)} des euros ({place.name})"
        return _begun(f"{_about(claim.themes)}{most}")
    told = [
        f"{euros(largest)} pour {place.with_article}, {portion(largest, total)} des euros"
        for place, largest, total in claim.places
    ]
    return _begun(f"{_about(claim.themes)}la plus grande subvention : {' ; '.join(told)}")


@words.register
def _(claim: said.Beneficiaries) -> str:
    if len(claim.places) > _PLACES:
        number = count(sum(number for _, number, _, _ in claim.places), "bénéficiaire")
        return _begun(f"{_about(claim.themes)}{number} dans {count(len(claim.places), 'territoire')}")
    told = [
        f"{count(number, 'bénéficiaire')} pour {place.with_article}, le premier a {portion(first, total)} des euros"
        for place, number, first, total in claim.places
    ]
    return _begun(f"{_about(claim.themes)}{' ; '.join(told)}")


@words.register
def _(claim: said.ToldApart) -> str:
    if not claim.places:
        return "Aucune ligne de ces listes n’est dite à part de ces territoires"
    if len(claim.places) > _PLACES:
        told = (
            f"{count(sum(number for _, number in claim.places), 'ligne')} de {count(len(claim.places), 'territoire')}"
        )
    else:
        told = listed([f"{count(number, 'ligne')} {place.with_de}" for place, number in claim.places])
    return f"À part, et comptées nulle part : {told}"


@words.register
def _(claim: said.ApartSum) -> str:
    return f"Ce que les sommes de cette page ne contiennent pas : {count(claim.grants, 'ligne')}, {euros(claim.eur)}"


@words.register
def _(claim: said.Vintages) -> str:
    told = [f"{family}, {listed([str(year) for year in years])}" for family, years in claim.families]
    missing = ""
    if claim.missing:
        many = is_many(len(claim.missing))
        missing = (
            f". {'Les années' if many else 'L’année'} {listed([str(year) for year in claim.missing])} "
            f"{'manquent' if many else 'manque'} : ce n’est pas zéro"
        )
    return f"Listes lues : {' ; '.join(told)}{missing}"


@words.register
def _(claim: said.OnlyGivers) -> str:
    return (
        f"{_begun(listed([giver(one) for one in claim.funders]))} seul{'s' if is_many(len(claim.funders)) else ''} : "
        "ce que d’autres ont accordé n’est pas dans ces listes"
    )


@words.register
def _(claim: said.NamedAlike) -> str:
    if len(claim.places) > _PLACES:
        number, eur = sum(one[1] for one in claim.places), sum(one[2] for one in claim.places)
        told = f"{count(number, 'ligne')} sans code au nom d’un membre de ces territoires ({euros(eur)})"
    else:
        told = listed(
            [
                f"{count(number, 'ligne')} sans code au nom d’un membre {place.with_de} ({euros(eur)})"
                for place, number, eur in claim.places
            ]
        )
    return f"Hors de ces sommes, car un nom ne suffit pas : {told}"


@words.register
def _(claim: said.ThemesOfGrants) -> str:
    told = [
        f"{integer(number)} {text}"
        for number, text in (
            (claim.read, "de deux lectures d’accord"),
            (claim.settled, "tranchés entre deux lectures"),
            (claim.ruled, "des règles seules, sans lecture"),
        )
        if number
    ]
    without = f" ; {count(claim.without, 'subvention')} sans objet nommé" if claim.without else ""
    return f"Thèmes des subventions : {listed(told)}{without}" if told else f"Thèmes des subventions{without}"


@words.register
def _(claim: said.NoInhabitants) -> str:
    names = listed([place.name for place in claim.places])
    return f"{names} : la population n’est pas connue de la référence, rien n’est donc compté par habitant"
