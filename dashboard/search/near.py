"""Actions of other territories near one: by their words, and by the codes that both bear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.search.index import Index, Text
from dashboard.search.words import fold, stem

_SAME_SCHEME, _SAME_MAIN_THEME, _SAME_THEME, _SAME_FUNDER = 0.25, 0.08, 0.04, 0.04
_LEAST_NEAR = 0.06
_MOST_SHARED_WORDS = 3
# Words of any plan: two actions that share only these share nothing.
_EMPTY_WORDS = frozenset(
    stem(word)
    for word in """
    action actions agir amener ancien apporter appui base cadre charge commun commune communes conserver contexte
    contribuer creation creer definir demarche deux developpement developper dispositif echelle elaboration engager
    ensemble favoriser grand lien local locale maintenir mettre mise mission moyen necessaire nouveau nouvelle
    objectif oeuvre offre offrir operation outil partenaire partenariat participer permettre petr place plan
    politique poursuite poursuivre programme projet promouvoir proposer realisation renforcer service site soutenir
    soutien strategie suivi suivre systeme territoire territorial travail travailler unique valoriser ville
    """.split()  # noqa: SIM905
)
_EMPTY = 0.3


@dataclass(frozen=True)
class Neighbour:
    """An action of another territory that is near, and what the two share, in French."""

    action_id: str
    score: float
    shared: str


def near(index: Index, action_id: str, limit: int = 5) -> list[Neighbour]:
    """`neighbours` in this index."""
    at = index.at.get(action_id)
    if at is None:
        return []
    entry = index.entries[at]
    scores = np.zeros(len(index.entries))
    for term in entry.places:
        if term in index.bodies:
            continue
        weights = index.own_weights(term)
        others = [other.weight * index.own_weights(other.term) for other in index.lexicon.near.get(term, ())]
        scores += (_EMPTY if term in _EMPTY_WORDS else 1) * weights[at] * np.max([weights, *others], axis=0)
    # As a cosine would: long actions are not near everything.
    scores /= index.lengths * index.lengths[at]
    scores += [_codes(entry.text, other.text) for other in index.entries]
    found: list[Neighbour] = []
    for other in map(int, np.argsort(-scores, kind="stable")):
        if len(found) >= limit or scores[other] <= _LEAST_NEAR:
            break
        if index.entries[other].text.territory_id != entry.text.territory_id:
            shared = _shared(index, at, other)
            if shared:
                found.append(Neighbour(index.entries[other].text.key, float(scores[other]), shared))
    return found


def _codes(one: Text, other: Text) -> float:
    """What shared codes add to shared words."""
    themes = 0.0
    if one.themes[:1] == other.themes[:1]:
        themes = _SAME_MAIN_THEME
    elif set(one.themes) & set(other.themes):
        themes = _SAME_THEME
    schemes = _SAME_SCHEME * bool(set(one.schemes) & set(other.schemes))
    return themes + schemes + _SAME_FUNDER * bool(set(one.funders) & set(other.funders))


def _shared(index: Index, at: int, other: int) -> str:
    """What two actions share: schemes, themes, funders, then the words that weigh most."""
    one, two = index.entries[at], index.entries[other]
    parts = []
    for singular, plural, left, right in (
        ("dispositif", "dispositifs", one.text.schemes, two.text.schemes),
        ("thème", "thèmes", one.text.themes, two.text.themes),
        ("financeur", "financeurs", one.text.funders, two.text.funders),
    ):
        both = [label for label in left if label in right]
        if both:
            parts.append(f"{singular if len(both) == 1 else plural} {', '.join(both)}")
    words: dict[str, str] = {}
    weighed = []
    for term in one.places.keys() - _EMPTY_WORDS - index.bodies:
        for variant, weight in [(term, 1.0), *((near.term, near.weight) for near in index.lexicon.near.get(term, ()))]:
            if variant in two.places:
                together = weight * index.own_weights(term)[at] * index.own_weights(variant)[other]
                weighed.append((float(together), two.said(variant)))
    for _, said in sorted(weighed, key=lambda pair: -pair[0]):
        folded = fold(said)
        if not any(folded in known or known in folded for known in words) and len(words) < _MOST_SHARED_WORDS:
            words[folded] = said
    if words:
        parts.append(f"{'mot' if len(words) == 1 else 'mots'} {', '.join(f'“{said}”' for said in words.values())}")
    return " ; ".join(parts)
