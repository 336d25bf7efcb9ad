"""Whether the words of a field of payers name one.

A body that such a field names is told to pay, known or not. Words that say that nobody is found yet, where money is
looked for, or of what sort it is, name none: « À rechercher », « Voir convention », « Subventions diverses ».
"""

from __future__ import annotations

import re

from etl.readers.fields.bodies import body_of
from etl.text import plain

# What says that a payer is hoped for.
HOPED = re.compile(
    r"^\s*(?:solliciter|mobiliser|(?:re)?chercher|demander|trouver|n[ée]gocier|candidater)\b|"
    r"[àa] (?:(?:re)?chercher|solliciter|confirmer|d[ée]poser|formaliser|trouver|n[ée]gocier|venir|obtenir|mobiliser|"
    r"identifier|d[ée]finir|d[ée]terminer|pr[ée]ciser|compl[ée]ter|chiffrer|valider|demander|[ée]tudier"
    r"|finaliser|voir)\b|"
    r"^\s*recherches?\b|recherchée?s?\b|propos[ée]e?s?\b|\(\s*demandes?\s*\)|"
    r"en recherche\b|^\s*pistes?\b|demandée?s?\b|demande en cours|en attente|possibilit[ée]s?|opportunit[ée]s?|"
    r"appels? [àa] (?:projets?|manifestations?)|\bAAP\b|à l['’][ée]tude|\(\s*\?\s*\)|\?\s*$|[ée]ventuel\w*|"
    r"pressentie?s?|sollicit(?:[ée]e?s?|er)\b|sous r[ée]serve|si [ée]ligible|le cas [ée]ch[ée]ant|envisag[ée]e?s?|"
    r"souhait[ée]e?s?\b|esp[ée]r[ée]e?s?\b|en (?:instruction|discussion|n[ée]gociation)\b|"
    r"d[ée]pos[ée]e?s?|candidature|possibles?|potentiel\w*|mobilisables?|attendue?s?|"
    r"en cours (?:d['’]|de )(?:instruction|demande|n[ée]gociation|discussion|montage|examen)", re.I,
)  # fmt: skip
OWN = re.compile(
    r"(?:autofinancement|auto-financement|fonds propres|budget\b|temps agent|versement (?:mobilité|transport)|"
    r"reste (?:à (?:la )?charge|(?:de |pour )?(?:la )?(?:CC|CA|CU|EPCI|PETR|commun))|emprunts?\b|en r[ée]gie|"
    r"(?:en|moyens(?: humains)?|ressources|ing[ée]nierie|co[ûu]ts?) internes?|"
    r"part propre|(?:la )?(?:CC|CA|CU|EPCI|PETR|communaut[ée])\b).*", re.I,
)  # fmt: skip
NOTHING = re.compile(
    r"(?:sans objet|n[ée]ant|aucun\w*|non(?: (?:chiffr|renseign|d[ée]fini|connu)\w*)?|à d[ée]finir|0)\.?", re.I
)
YES = re.compile(r"[x×✓✔☒☑■]|oui|ok", re.I)
# What a line of sums says that is the name of nobody.
NOBODY = re.compile(
    r"(?:sous[\s-]?)?tota(?:l|ux)\b.*|co[uû]ts?\b.*|montants?\b.*|d[ée]penses?\b.*|budget (?:total|global).*|soit|dont|"
    r"pas de .*", re.I,
)  # fmt: skip
# What no name begins with: a task, a state, a reference, a refusal, a condition, a part of the money or of the work.
_OPENING = re.compile(
    r"(?:[àa]\s+(?:l['’]|la\b|[\w-]+(?:er|ir|oir|re)\b|charge|venir|ce jour|titre|partir|hauteur)|au\b|aux\b"
    r"|(?:(?:re)?chercher|solliciter|mobiliser|trouver|d[ée]finir|d[ée]poser|demander|identifier|[ée]tudier|n[ée]gocier"
    r"|obtenir|monter|r[ée]pondre|candidater|financer|pr[ée]ciser|v[ée]rifier|envisager|construire|[ée]laborer"
    r"|contractualiser|conventionner)\b"
    r"|(?:aupr[èe]s|de la part|avec|via|gr[âa]ce|en|sans|selon|suivant|sous|si|sur|par|pour|dans|dont|d[èe]s|entre"
    r"|environ|jusqu['’](?:à|au)|voir|cf|idem|id|ibid|dito|soit|d[ée]j[àa]|actuellement)\b"
    r"|(?:oui|ok|non|ne|pas|ni|aucune?s?|rien|n[ée]ant|tous?|toutes?|certaine?s?|quelques|plusieurs)\b|n['’]"
    r"|(?:autres?|divers(?:es)?|mixtes?|multiples?|m[êe]mes?|comme|sauf|plus (?:de|d['’])|jamais|nulle?|faux|none)\b|#"
    r"|tout financeur\b"
    r"|(?:accords?|acc[eo]rd[ée]e?s?|attribu[ée]e?s?|notifi[ée]e?s?|valid[ée]e?s?|vot[ée]e?s?|rejet[ée]e?s?"
    r"|refus[ée]e?s?|abandonn[ée]e?s?|annul[ée]e?s?|[ée]ligibles?|in[ée]ligibles?|exclue?s?|peut[- ][êe]tre"
    r"|d[ée]lib[ée]rations?|avis|veille|manque"
    r"|soutiens? technique|appuis? technique|partenaires? technique|accompagnements?|pilotage)\b"
    r"|(?:fin|d[ée]but|courant|mi)[ -](?:19|20)\d\d|(?:court|moyen|long)(?:-| )terme|BP\b"
    r"|[\d.,]+\s*ETP|n\.?\s?[cd]\.|p\.?m\b|charg[ée]e?s? de (?:mission|projet)"
    r"|comit[ée]s? (?:de pilotage|technique)|copil\b|cotech\b"
    r"|(?:M|MM|Mme|Mr|Mlle)\.? "
    r"|(?:recherches?|recherch[ée]e?s?|pistes?|possibilit[ée]s?|opportunit[ée]s?|demandes?|dossiers?"
    r"|r[ée]ponses?|attente"
    r"|candidatures?|conventions?|conventionnements?|montages?|modalit[ée]s?|appels? [àa]|AAP|AMI)\b|plan (?:de|d['’])"
    r"|(?:inclus|compris|y compris|pris(?:es?)? en charge|int[ée]gr[ée]e?s?|inscrite?s?|pr[ée]vu(?:e?s?)|acquis(?:es?)?"
    r"|obtenu(?:e?s?)|(?:co)?financ[ée]e?s?|assur[ée]e?s?|support[ée]e?s?|port[ée]e?s?)\b"
    r"|(?:total|sous-total|ensemble|reste|solde|montants?|co[ûu]ts?|taux|d[ée]penses?|recettes?|emprunts?"
    r"|pr[êe]ts?|loyers?"
    r"|ventes?|billetteries?|redevances?|taxes?|cotisations?)\b"
    r"|(?:postes?|temps|moyens?|ressources|ing[ée]nierie|investissements?|fonctionnements?|exploitation"
    r"|[ée]tudes?|travaux"
    r"|animations?|projets?|actions? (?:\d|n°)|op[ée]rations?|phases?|tranches?|volets?|lots?|parts?|parties?"
    r"|ann[ée]es?|prestations?|prestataires?|b[ée]n[ée]volats?|valorisations?|ligne budg[ée]taire)\b"
    r"|(?:non )?(?:connu|d[ée]fini|d[ée]termin[ée]|identifi[ée]|chiffr[ée]|renseign[ée]|pr[ée]cis[ée]|estim[ée])\w*)",
    re.I,
)
# Money and who gives it by their sort alone.
_SORT = (
    r"(?:co[- ]?)?financements?|(?:co[- ]?)?financeurs?|financi(?:ers?|[èe]res?)|subventions?|aides?|participations?|"
    r"contributions?|fonds|cr[ée]dits?|dotations?|budgets?|capitaux|enveloppes?|droit commun|programmes?|dispositifs?|"
    r"contrats?|partenariats?|partenaires?|organismes?|institutionnel(?:le)?s?|sources?|appuis?|soutiens?"
)
_ALIKE = (
    r"publi(?:cs?|ques?)|priv[ée]e?s?|participati(?:fs?|ves?)|global(?:e?s?)|globaux|internes?|externes?"
    r"|ext[ée]rieure?s?|"
    r"divers(?:es)?|vari[ée]e?s?|compl[ée]mentaires?|classiques?|existante?s?|habituel(?:le)?s?|sp[ée]cifiques?"
    r"|crois[ée]s?|"
    r"n[ée]cessaires?|propres?|droit|commun|annuel(?:le)?s?|pluriannuel(?:le)?s?|ponctuel(?:le)?s?|mutualis[ée]e?s?|"
    r"(?:et|ou|de|du|des|d['’]|\w*able)"
)
_MONEY = re.compile(rf"(?:(?:{_SORT}|{_ALIKE})\s*)+", re.I)
_OF_MONEY = re.compile(rf"(?:{_SORT})\b", re.I)
# Alone in a cell, no answer.
NO_ANSWER = (
    r"n\.?\s?[acd]\.?|n/[acd]|nsp?|n|so|s\.\s?o\.?|s/o|ras|tb[dc]|p\.?m\.?|x{2,}|ht|ttc|gratuit\w*|(?:in|de)?connue?s?"
)
# Alone in a cell, no name.
_ALONE = re.compile(
    rf"variables?|partiel(?:le)?s?|ind[ée]termin[ée]e?s?|na|[øØ∅]|tva|x|{NO_ANSWER}",
    re.I,
)
# Contracts, plans and programmes under which others pay: « CRTE », « Petites villes de demain », « PCAET 2024-2030 ».
_SCHEME = re.compile(
    r"(?:(?:programmes?|dispositifs?|labels?|volets?|contrats?|conventions?)\s+(?:de\s+|du\s+|d['’])?)?"
    r"(?:CRTE|PVD|petites villes de demain|ACV|action c(?:œ|oe)ur de ville|villages? d['’]avenir|CTG|CLSM?|CLSPD|CTEAC"
    r"|CLEAC|PCAET|PAT|PLU(?:i(?:-?H|-?D)*)?|SCoT|SRADDET|SRDEII|PLH|OPAH(?:-RU)?|ORT|TEPOS(?:-?CV)?|TEPCV|CTE|CPTS"
    r"|territoires? d['’]industrie|convention territoriale globale|contrat (?:de (?:ville|territoire|ruralit[ée]"
    r"|r[ée]ciprocit[ée]|rivi[èe]re|relance|transition|projet)|local d[e'’]).*)"
    r"(?:\s+(?:[\d/–-]+|(?:du |de la |de l['’]|des )?[A-ZÀ-Ý].*))*",
    re.I,
)
# Who may pay without a name of their own, in small letters.
_GROUPS = re.compile(
    r"(?:(?:co)?propri[ée]t\w+|bailleurs?|locataires?|occupants?|usagers?|habitants?|particuliers?|m[ée]nages?"
    r"|familles?|"
    r"agriculteurs?|exploitants?|commer[çc]ants?|artisans?|entreprises?|soci[ée]t[ée]s?|industriels?|investisseurs?|"
    r"associations?|coop[ée]ratives?|fondations?|m[ée]c[éeè]n\w+|sponsors?|banques?|mutuelles?|caisses?"
    r"|chambres?|communes?|"
    r"mairies?|villes?|epci|communaut[ée]s?|intercommunalit[ée]s?|collectivit[ée]s?|syndicats?|agglom[ée]rations?|"
    r"agences?|offices?|[ée]tablissements?|h[ôo]pita\w+|comit[ée]s?|conseils?|f[ée]d[ée]rations?|clubs?|groupements?|"
    r"[ée]coles?|coll[èe]ges?|lyc[ée]es?|universit[ée]s?|services?|porteurs?|b[ée]n[ée]ficiaires?|adh[ée]rents?)\b",
    re.I,
)
# Where a body may begin within other words.
_BEHIND = re.compile(r"\b(?:du|des|par|la|le|les|via)\s+|\bl['’]\s*", re.I)
_CAPITAL = re.compile(r"(?<=[\s'’(])(?=[A-ZÀ-Ý])")
# Who is named so does not pay.
_REFUSAL = re.compile(r"(?:pas|plus|sauf|aucune?s?|sans|ni|hors|non|ne|n['’]|voir|cf|idem)\b", re.I)
_ARTICLE = re.compile(r"^(?:l['’]|la |le |les |du |de la |de l['’]|des |d['’])", re.I)
_PROPER = re.compile(r"(?<=[\s'’(/-])[A-ZÀ-Ý]")
_LONG_WORD = re.compile(r"\w{5}")


def names_payer(name: str) -> bool:
    """Whether a bare name, without sums and remarks, is one of who pays."""
    said = plain(_ARTICLE.sub("", name))
    if said.isupper() and " " in said and _LONG_WORD.search(said):
        # Of a cell in capitals they tell no names.
        said = said.capitalize()
    if _ALONE.fullmatch(said) or not any(sign.isalpha() for sign in said):
        return False
    if body_of(said):
        return True
    if (
        _SCHEME.fullmatch(said)
        or _OPENING.match(said)
        or _MONEY.fullmatch(said)
        or (_OF_MONEY.match(said) and payer_within(said))
    ):
        return False
    return said[:1].isupper() or bool(_PROPER.search(said) or _GROUPS.match(said))


def payer_within(name: str) -> str:
    """The body that words of another kind name: « Prise en charge par la CPAM », « AAP de l’ADEME »; nothing where they
    name none, or one that does not pay."""
    if _REFUSAL.match(name):
        return ""
    behind = {lead.end() for lead in _BEHIND.finditer(name)}
    for at in sorted(behind | {capital.start() for capital in _CAPITAL.finditer(name)}):
        body = body_of(name[at:])
        # « Action Cœur de Ville » is no town's.
        if body and (at in behind or body.level != "bloc-communal"):
            found = _ARTICLE.sub("", name[at:].strip())
            return found if found.count("(") == found.count(")") else found.strip(" ()")
    return ""
