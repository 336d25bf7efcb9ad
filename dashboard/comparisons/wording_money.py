"""The French of claims about money: sums, whom documents and actions name, filters that cannot apply to them."""

from __future__ import annotations

from dashboard.comparisons import body_claims as bodies
from dashboard.comparisons import claims as said
from dashboard.comparisons.phrases import after, at_lines, is_many, kept, of_chosen, roles
from dashboard.look.formats import count, euros, integer, listed

# What a sum is called, alone and as several, by its standing.
SUMS = {
    "annonce": ("somme annoncée", "sommes annoncées"),
    "charge": ("charge", "charges"),
    "realise": ("somme de travaux faits", "sommes de travaux faits"),
}
_MEANING = {
    "annonce": "",
    "charge": "Charge, et non financement annoncé. ",
    "realise": "Travaux faits, et non financement annoncé. ",
}
# How a filter is called in a sentence, and why it does not apply.
_FILTERS = {
    "themes": "Thème",
    "schemes": "Dispositif",
    "engagements": "Engagement",
    "natures": "Nature",
    "years": "Année annoncée",
    "levels": "Niveau de financeur",
    "funders": "Organisme nommé",
}
_UNAPPLIED = {
    "sommes": "ces sommes : elles sont énoncées pour un programme ou un territoire, non action par action",
    "subventions": "ces subventions : elles vont à un bénéficiaire, non à une action d’un document",
    "subventions-a-part": "ces subventions dites à part : nul n’a relu à quoi servent toutes",
    "aides": "ces aides : elles sont celles d’une page entière, non d’une action",
    "organismes": "ces organismes : ils sont nommés pour tout le document, non action par action",
}
_NAMED = 4


def largest_sum(claim: said.LargestSum) -> str:
    one, several = SUMS[claim.standing]
    told = f"{listed(claim.labels)} : {euros(claim.eur)}"
    if claim.number == 1:
        return f"{told}, seule {one} montrée de cette portée"
    if len(claim.labels) == 1:
        return f"{told}, la plus grande des {integer(claim.number)} {several} montrées de cette portée"
    return f"{told} chacune, à égalité les plus grandes des {integer(claim.number)} {several} montrées de cette portée"


def no_sum(claim: said.NoSum) -> str:
    told = f"Aucune {SUMS[claim.standing][0]} de cette portée n’est celle des organismes choisis"
    return f"{told} ; {_left_out(claim.unsaid)}" if claim.unsaid else told


def unsaid_payers(claim: said.UnsaidPayers) -> str:
    return f"Les filtres d’organismes s’appliquent à ces sommes : {_left_out(claim.number)}"


def _left_out(number: int) -> str:
    left = "sont laissées" if is_many(number) else "est laissée"
    return f"{count(number, 'somme')} dont le document ne dit pas qui paie {left} de côté"


def stated(claim: said.Stated) -> str:
    meaning, number = _MEANING[claim.standing] + claim.definition, count(claim.number, "somme")
    if not claim.number:
        return f"{meaning} Aucune somme n’en est montrée."
    if claim.number == 1:
        return f"{meaning} {number}, en euros, telle que le document l’énonce."
    marked = " ; « dont » marque ce qu’une enveloppe contient" if claim.depth > 0 else ""
    marked += ", « – dont » ce que l’une de ses parts contient" if claim.depth > 1 else ""
    return f"{meaning} {number}, en euros, telles que les documents les énoncent{marked}."


def contradiction(claim: said.Contradiction) -> str:
    smaller, larger = claim.smaller, claim.larger
    told = (
        f"{claim.place.name} : deux sommes se contredisent, {euros(smaller.eur)} pour « {smaller.label} », "
        f"{at_lines(smaller.lines)}, et {euros(larger.eur)} pour « {larger.label} », {at_lines(larger.lines)}"
    )
    if not claim.same:
        return f"{told}. Les deux sont montrées."
    return (
        f"{told}. La première est exactement ce que la seconde compte pour « {claim.same.label} », "
        f"{euros(claim.same.eur)}, {at_lines(claim.same.lines)}. Les deux sont montrées."
    )


def period_over(claim: said.PeriodOver) -> str:
    return f"{claim.sum.label} : la période dite, qui finit en {claim.end}, est passée"


def unapplied(claim: said.Unapplied) -> str:
    named = [f"« {_FILTERS[field]} : {', '.join(labels)} »" for field, labels in claim.filters]
    head = f"Le filtre {named[0]} ne s’applique pas"
    if len(named) > 1:
        head = f"Les filtres {listed(named)} ne s’appliquent pas"
    return f"{head} à {_UNAPPLIED[claim.what]}"


def for_whole_documents(claim: said.ForWholeDocuments) -> str:
    among = " parmi ceux choisis" if claim.selection.levels or claim.selection.funders else ""
    if not claim.places:
        return f"Aucun de ces documents ne nomme d’organisme{among} pour l’ensemble de son programme"
    (first, number), *others = claim.places
    named = f"{count(number, 'organisme nommé', 'organismes nommés')}{among}"
    told = [f"{first.name} : {named} pour l’ensemble du document"]
    return " ; ".join([*told, *(f"{place.name} : {integer(number)}" for place, number in others)])


def mentions(claim: said.Mentions) -> str:
    what = "Organismes qu’un document nomme hors de toute action"
    if not claim.number:
        return f"{what} : aucune mention dans {count(claim.looked_at, 'document')}"
    naming = count(claim.documents, "document")
    return f"{what} : {count(claim.number, 'mention')}, {naming} sur {integer(claim.looked_at)}"


def most_named(claim: bodies.MostNamed) -> str:
    among = "Parmi les actions retenues, " if set(claim.selection.filters) - {"territories"} else ""
    as_what = roles(claim.selection)
    in_actions = f"dans {count(claim.actions, 'action')}"
    chosen = of_chosen(claim.selection, "funders")
    if len(claim.subjects) > _NAMED:
        number = integer(len(claim.subjects))
        return f"{among}{number} organismes{chosen} sont nommés comme {as_what} {in_actions} chacun, aucun dans plus"
    if len(claim.subjects) == 1:
        how = listed(_as_what(claim.standings[0], "dans {}"))
        return f"{among}{claim.subjects[0].label} : le plus souvent nommé{chosen}, {in_actions} ({how})"
    names = " ; ".join(
        f"{subject.label}, {listed(_as_what(standing, 'dans {}'))}"
        for subject, standing in zip(claim.subjects, claim.standings, strict=True)
    )
    return after(among, f"les plus souvent nommés{chosen}, à égalité {in_actions} chacun : {names}")


def named_as(claim: bodies.NamedAs) -> str:
    if not claim.total:
        return "Aucune action ne répond à ces filtres"
    if not claim.actions:
        if claim.total == 1:
            return f"L’action retenue ne nomme pas de {roles(claim.selection)}"
        return f"Aucune action sur {integer(claim.total)} ne nomme de {roles(claim.selection)}"
    told = listed(_as_what(claim.standing, "{} fois"))
    naming = f"{count(claim.actions, 'action')} sur {integer(claim.total)}{kept(claim.selection, claim.total)}"
    chosen = of_chosen(claim.selection, "funders")
    verb = "nomment" if is_many(claim.actions) else "nomme"
    return f"{naming} {verb} des organismes{chosen} : {told}"


def _as_what(standing: bodies.Standing, times: str) -> list[str]:
    """« financeur dans 3 », « financeur envisagé dans 2 », « signataire dans 4 »."""
    numbers = {
        "financeur": standing.payers,
        "financeur envisagé": standing.envisaged_payers,
        "signataire": standing.signatories,
        "signataire envisagé": standing.envisaged_signatories,
        "partenaire": standing.partners,
        "partenaire envisagé": standing.envisaged_partners,
    }
    return [f"{name} {times.format(integer(number))}" for name, number in numbers.items() if number]
