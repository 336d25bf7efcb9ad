"""The French of claims: the one place where a claim becomes a sentence. Nothing is computed here but words."""

from __future__ import annotations

from functools import singledispatch

from dashboard.comparisons import claims as said
from dashboard.comparisons import phrases_of_usual as usual
from dashboard.comparisons import wording_money as money
from dashboard.comparisons.claims import Claim, Degree
from dashboard.comparisons.phrases import (
    after,
    among_kept,
    at_lines,
    briefly,
    documents_of,
    in_documents,
    is_many,
    kept,
    of_chosen,
    of_how_many,
    quoted,
    roles,
    to_subject,
)
from dashboard.look.formats import NO_SHARE, count, integer, listed, some

# Singular and plural of what each field of the Selection holds; a thing that is only read has another name.
NOUNS = {
    "themes": ("thème", "thèmes"),
    "schemes": ("dispositif", "dispositifs"),
    "funders": ("organisme", "organismes"),
}
# What leads in a document, alone or in a tie, and its pronoun: by main themes, by all themes, by areas of a grid.
_LEADING: dict[bool | str, tuple[str, str, str]] = {
    False: ("thème principal le plus fréquent", "thèmes principaux les plus fréquents", "chacun"),
    True: (
        "thème le plus fréquent, principal ou secondaire,",
        "thèmes les plus fréquents, principaux ou secondaires,",
        "chacun",
    ),
    "areas": ("rubrique la plus fournie", "rubriques les plus fournies", "chacune"),
}
# More subjects than these are counted, more territories summed up.
_NAMED, _PLACES = 4, 6


@singledispatch
def words(claim: object) -> str:
    """The claim in French, without its full stop.

    Raises:
        TypeError: no words are known for this kind of claim.
    """
    raise TypeError(f"no words for {claim!r}")


for _of_money in (
    money.largest_sum,
    money.no_sum,
    money.unsaid_payers,
    money.stated,
    money.contradiction,
    money.period_over,
    money.unapplied,
    money.for_whole_documents,
    money.mentions,
    money.most_named,
    money.named_as,
):
    words.register(_of_money)


def sentence(claim: Claim) -> str:
    """The claim as a sentence with its full stop."""
    told = words(claim)
    return told if told.endswith(".") else f"{told}."


@words.register
def _(claim: said.Nothing) -> str:
    return "Aucune action ne répond à ces filtres"


@words.register
def _(claim: said.Shown) -> str:
    apart = ". " if " : " in claim.what else " : "
    if not claim.actions:
        return f"{claim.what}{apart}{'A' if apart == '. ' else 'a'}ucune action retenue"
    number = f"{count(claim.actions, 'action')}{kept(claim.selection, claim.actions)}"
    return f"{claim.what}{apart}{number} {documents_of(claim.documents, claim.looked_at)}"


@words.register
def _(claim: said.Contrast) -> str:
    most, least = claim.most, claim.least
    with_secondary = ", thèmes secondaires compris" if claim.selection.with_secondary else ""
    who = f"{most.place.with_article} consacre {of_how_many(most)} {to_subject(claim.subject)}{with_secondary}"
    return f"{after(among_kept(claim.selection), who)} ; {least.place.with_article} {briefly(least)}"


@words.register
def _(claim: said.Counted) -> str:
    rank = "le thème, principal ou secondaire," if claim.selection.with_secondary else "le thème principal"
    rank = rank if claim.subject.field == "themes" else "la rubrique"
    about = f"« {claim.subject.label} » est {rank}"
    parts = [part for part in claim.parts if part.actions]
    total = sum(part.actions for part in claim.parts)
    if not parts:
        return after(among_kept(claim.selection), f"« {claim.subject.label} » n’est {rank} d’aucune action")
    if len(claim.parts) > _PLACES:
        said_of = f"de {count(total, 'action')} sur {integer(sum(part.total for part in claim.parts))}"
        where = f", {in_documents(len(parts), len(claim.parts))}"
        return after(among_kept(claim.selection), f"{about} {said_of}{where}")
    first, *others = parts
    told = [f"{of_how_many(first)} pour {first.place.with_article}"]
    told += [f"{briefly(part)} pour {part.place.with_article}" for part in others]
    without = [part.place.with_article for part in claim.parts if not part.actions]
    none = f" ; d’aucune pour {listed(without, 'ni')}" if without else ""
    return after(among_kept(claim.selection), f"{about} de {listed(told)}{none}")


@words.register
def _(claim: said.Leading) -> str:
    one, several, each = _LEADING["areas" if claim.subjects[0].field == "areas" else claim.selection.with_secondary]
    tie, part = len(claim.subjects) > 1, claim.part
    names = quoted(claim.subjects) if len(claim.subjects) <= _NAMED else f"{integer(len(claim.subjects))} en tout"
    field = claim.subjects[0].field
    chosen = of_chosen(claim.selection, field) if field == "themes" else ""
    head = f"{several if tie else one}{chosen} pour {part.place.with_article}{', à égalité' if tie else ''}"
    return after(among_kept(claim.selection), f"{head} : {names}, {of_how_many(part)}{f' {each}' if tie else ''}")


@words.register
def _(claim: said.Shared) -> str:
    singular, plural = NOUNS[claim.field]
    where, chosen = in_documents(claim.documents, claim.documents), of_chosen(claim.selection, claim.field)
    if not claim.subjects:
        return after(among_kept(claim.selection), f"aucun {singular}{chosen} n’est commun aux actions des "
                      f"{count(claim.documents, 'document')}")  # fmt: skip
    number = count(len(claim.subjects), singular, plural)
    verb = "ont des actions" if is_many(len(claim.subjects)) else "a des actions"
    names = f" : {quoted(claim.subjects)}" if len(claim.subjects) <= _NAMED else ""
    return after(among_kept(claim.selection), f"{number}{chosen} {verb} {where}{names}")


@words.register
def _(claim: said.OnlyHere) -> str:
    singular, plural = NOUNS[claim.field]
    chosen = of_chosen(claim.selection, claim.field)
    if not claim.places:
        return f"Aucun {singular}{chosen} ne se lit dans un seul de ces documents"
    (first, subjects), *others = claim.places
    told = [f"{count(len(subjects), singular, plural)}{chosen} dans le seul document {first.with_de}"]
    told += [f"{integer(len(found))} dans celui {place.with_de}" for place, found in others]
    return listed(told)


@words.register
def _(claim: said.Absence) -> str:
    who, what = claim.place.with_de, f"« {claim.subject.label} »"
    is_theme = claim.subject.field == "themes"
    if claim.degree is Degree.FILTERED:
        if not claim.actions:
            return f"Aucune action retenue du document {who} ne nomme {what}, dont tout ce document relève"
        have = "ont" if is_many(claim.actions) else "a"
        if is_theme:
            rank = "thème" if claim.selection.with_secondary else "thème principal"
            holds = f"{count(claim.actions, 'action')} {have} {what} pour {rank}"
        else:
            holds = f"{count(claim.actions, 'action')} {'nomment' if is_many(claim.actions) else 'nomme'} {what}"
        return f"Dans tout le document {who}, {holds} : les filtres n’en retiennent aucune"
    if claim.degree is Degree.SECONDARY:
        have = "l’ont" if is_many(claim.actions) else "l’a"
        written = f", et son texte en emploie des termes, {at_lines(claim.lines)}" if claim.lines else ""
        return (
            f"Aucune action du document {who} n’a {what} pour thème principal ; "
            f"{count(claim.actions, 'action')} {have} pour thème secondaire{written}"
        )
    if claim.degree is Degree.WRITTEN:
        # Its lines may be those of actions, that name a scheme as a partner or in passing.
        none = f"Aucune action du document {who} {'ne touche' if is_theme else 'n’est comptée pour'} {what}"
        return f"{none}, mais son texte en emploie des termes, {at_lines(claim.lines)}"
    return f"Le document {who} n’emploie nulle part les termes de {what}"


@words.register
def _(claim: said.NamePayer) -> str:
    if claim.actions == claim.total:
        whole = (
            "L’action retenue nomme"
            if claim.total == 1
            else (f"Les {count(claim.total, 'action')}{kept(claim.selection, claim.total)} nomment toutes")
        )
        return f"{whole} un financeur"
    unsaid = "c’est « non renseigné », non pas zéro"
    if claim.total == 1:
        if claim.envisaged:
            return f"L’action retenue ne nomme qu’un financeur envisagé : {unsaid}"
        return f"L’action retenue ne nomme pas de financeur : {unsaid}"
    certain = " qui paie" if claim.envisaged else ""
    if not claim.actions:
        may = f" ; {integer(claim.envisaged)} n’en {'nomment' if is_many(claim.envisaged) else 'nomme'} qu’un envisagé"
        told = may if claim.envisaged else ""
        return f"Aucune action sur {integer(claim.total)} ne nomme de financeur{certain}{told} : {unsaid}"
    # As many as the row « Non renseigné » counts: a payer that is only envisaged is none.
    left = claim.total - claim.actions
    others = "l’autre n’en nomme pas" if left == 1 else f"les {integer(left)} autres n’en nomment pas"
    whose = "de celles" if kept(claim.selection, claim.total) else "dans le document"
    silent = f" (aucune {whose} {listed([place.with_de for place in claim.silent], 'ni')})"
    others += silent if 0 < len(claim.silent) <= _NAMED else ""
    if claim.envisaged:
        others += (
            f", {integer(claim.envisaged)} d’entre elles un envisagé seulement" if left > 1 else ", sinon un envisagé"
        )
    verb = "nomment" if is_many(claim.actions) else "nomme"
    part = f"{count(claim.actions, 'action')} sur {integer(claim.total)}"
    return f"{part} {verb} un financeur{certain} ; {others} : {unsaid}"


@words.register
def _(claim: said.Named) -> str:
    singular, plural = NOUNS[claim.field]
    # A document can be of a scheme, or name a payer, as a whole: its actions have the scheme by it.
    whole = " ou dont leur document relève" if claim.field == "schemes" else ""
    chosen = of_chosen(claim.selection, claim.field)
    if not claim.number:
        return f"Aucun {singular}{chosen} que les actions retenues nomment{whole}"
    return f"{count(claim.number, singular, plural)}{chosen} que les actions retenues nomment{whole}"


@words.register
def _(claim: said.WidelyRead) -> str:
    where, chosen = in_documents(claim.documents, claim.looked_at), of_chosen(claim.selection, "schemes")
    if len(claim.subjects) > _NAMED:
        return f"{integer(len(claim.subjects))} dispositifs{chosen} se lisent {where}, aucun dans plus"
    names = listed([subject.label for subject in claim.subjects])
    verb = "se lisent" if len(claim.subjects) > 1 else "se lit"
    more = "" if claim.documents == claim.looked_at else f", aucun dispositif{chosen} dans plus"
    return f"{names} {verb} {where}{more}"


@words.register
def _(claim: said.MostVaried) -> str:
    chosen = of_chosen(claim.selection, "funders")
    bodies = count(claim.bodies, "organisme différent", "organismes différents") + chosen
    among, names, as_what = among_kept(claim.selection), quoted(claim.subjects), roles(claim.selection)
    if len(claim.subjects) > _NAMED:
        return after(among, f"{integer(len(claim.subjects))} thèmes nomment chacun {bodies} ({as_what}), aucun plus")
    if len(claim.subjects) == 1:
        most = f"le thème dont les actions nomment le plus d’organismes différents{chosen} ({integer(claim.bodies)})"
        return after(among, f"{names} est {most}, comme {as_what}")
    most = f"les thèmes dont les actions nomment le plus d’organismes ({bodies} chacun)"
    return after(among, f"{names}, à égalité, sont {most}, comme {as_what}")


@words.register
def _(claim: said.Dated) -> str:
    if not claim.actions:
        if claim.total == 1:
            return "L’action retenue n’annonce pas de période"
        none = f"Aucune action sur {integer(claim.total)} n’annonce de période"
        return none if claim.total else "Aucune action ne répond à ces filtres"
    verb = "annoncent" if is_many(claim.actions) else "annonce"
    # A period that is said to begin alone may last longer than any that says its end.
    last = "" if claim.last is None else f" ; le dernier terme annoncé est {claim.last}"
    last = f", qui finit en {claim.last}" if claim.last is not None and claim.actions == 1 else last
    return f"{count(claim.actions, 'action')} sur {integer(claim.total)} {verb} une période{last}"


@words.register
def _(claim: said.Undated) -> str:
    part = claim.parts[0]
    if len(claim.parts) > 1:
        actions, total = sum(one.actions for one in claim.parts), sum(one.total for one in claim.parts)
        verb = "n’indiquent" if is_many(actions) else "n’indique"
        undated = f"{count(actions, 'action')} sur {integer(total)} {verb} aucune période"
        return f"Dans {integer(len(claim.parts))} territoires, {undated}."
    return (
        f"{part.place.name} : {count(part.actions, 'action')} sur {integer(part.total)} "
        f"{'n’indiquent' if is_many(part.actions) else 'n’indique'} aucune période."
    )


@words.register
def _(claim: said.Degrees) -> str:
    (first, number), *others = claim.degrees
    told = [f"{integer(number)} au degré « {first.label} »"]
    told += [f"{integer(number)} « {degree.label} »" for degree, number in others]
    return f"{count(claim.actions, 'action')} : {listed(told)}"


@words.register
def _(claim: said.UsuallyFunded) -> str:
    return usual.funded(claim)


@words.register
def _(claim: said.UsuallyKnown) -> str:
    return usual.known(claim)


@words.register
def _(claim: said.AidsListed) -> str:
    return usual.aids(claim)


@words.register
def _(claim: said.AidsOf) -> str:
    return usual.list_of(claim)


@words.register
def _(claim: said.Extent) -> str:
    most = ", le plus étendu des territoires comparés" if claim.is_broadest else ""
    return f"Le territoire {claim.place.with_de} : {integer(claim.square_km)} km² environ{most}"


@words.register
def _(claim: said.Outlined) -> str:
    return f"{count(claim.number, 'contour')} à la même échelle, étendue d’ouest en est et du sud au nord"


@words.register
def _(claim: said.UnlikeDocuments) -> str:
    unlike = {
        (True, True): "de sortes et d’années différentes",
        (True, False): "de sortes différentes",
        (False, True): "d’années différentes",
    }[len(claim.kinds) > 1, len(claim.years) > 1]
    return (
        f"Les documents sont {unlike} : lire les parts avant les nombres. "
        "Une action absente d’un document n’est pas une action que le territoire ne fait pas."
    )


@words.register
def _(claim: said.NoContour) -> str:
    return f"Sans contour ici : {some([place.name for place in claim.places], 'autre territoire')}."


@words.register
def _(claim: said.Unreviewed) -> str:
    where, coded = (
        some([place.name for place in claim.places], "autre territoire"),
        "codé" + "s" * is_many(len(claim.places)),
    )
    return f"{where} : {coded} par les règles seules, sans relecture."


@words.register
def _(claim: said.PartlyReviewed) -> str:
    part = claim.part
    if part.actions == part.total:
        whole = f"les thèmes des {count(part.total, 'action')}" if part.total > 1 else "le thème de l’action"
        read = "relus" if part.total > 1 else "relu"
        return f"{part.place.name} : {whole} {read} par une personne, les autres codes par les règles seules."
    what = f"{of_how_many(part)} {'relues' if is_many(part.actions) else 'relue'} par une personne, pour leur thème"
    what = what if is_many(part.actions) else what.replace("pour leur", "pour son")
    return f"{part.place.name} : {what} ; les autres codes sont ceux des règles seules."


@words.register
def _(claim: said.NoShare) -> str:
    where = some([place.name for place in claim.places], "autre territoire")
    return f"{where} : aucune action ne répond à ces filtres ; une part y est sans objet (« {NO_SHARE} »)."
