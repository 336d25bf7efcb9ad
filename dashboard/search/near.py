"""Actions of other territories near one: by their words, and by the codes that both bear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard import search_queries
from dashboard.search.index import Index, Words
from etl.search.texts import Entry
from etl.search.words import fold, stem

_SAME_SCHEME, _SAME_MAIN_THEME, _SAME_THEME, _SAME_FUNDER = 0.25, 0.08, 0.04, 0.04
_LEAST_NEAR = 0.06
_MOST_SHARED_WORDS = 3
# Texts of which actions are asked for at once, the nearest first.
_AT_ONCE = 50
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
    """An action of another territory that is near, its place in the base, and what the two share, in French."""

    action_id: str
    place: int
    score: float
    shared: str


def near(index: Index, action_id: str, limit: int = 5) -> list[Neighbour]:
    """`neighbours` in this index of actions."""
    own = search_queries.entry_of(action_id)
    if own.empty:
        return []
    at, territory = int(own.at[0, "entry"]), str(own.at[0, "territory_id"])
    words, entry = Words(index), index.entries([at])[at]
    scores = _scores(words, at, entry)
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] > _LEAST_NEAR]
    ranks = np.concatenate([[0], np.cumsum(np.diff(scores[order]) != 0)]).astype(np.int64)
    found: list[Neighbour] = []
    start, length = 0, _AT_ONCE
    while start < len(order) and len(found) < limit:
        end = int(np.searchsorted(ranks, ranks[min(start + length, len(order)) - 1], side="right"))
        rows = search_queries.neighbours(
            order[start:end].tolist(), ranks[start:end].tolist(), territory, limit - len(found)
        )
        others = index.entries(rows["entry"].tolist())
        for action, place, other in zip(
            *(rows[name].tolist() for name in ("action_id", "place", "entry")), strict=True
        ):
            if shared := _shared(words, at, entry, other, others[other]):
                found.append(Neighbour(action, place, float(scores[other]), shared))
        start, length = end, 2 * length
    return found


def _scores(words: Words, at: int, entry: Entry) -> np.ndarray:
    """How near each text of the index is to one of them."""
    index = words.index
    terms = [term for term in entry.places if term not in index.bodies]
    words.load(terms)
    scores = np.zeros(index.size)
    for term in terms:
        like = [(term, 1.0), *((other.term, other.weight) for other in index.lexicon.near.get(term, ()))]
        scores += (_EMPTY if term in _EMPTY_WORDS else 1) * words.own_weight(term, at) * words.best_own(like)
    # As a cosine would: long actions are not near everything.
    scores /= index.lengths * index.lengths[at]
    return scores + _codes(index, at)


def _codes(index: Index, at: int) -> np.ndarray:
    """What shared codes add to shared words, for each text of the index."""
    known = search_queries.code_sets()
    added = np.zeros(index.size)
    for field, numbers in (("theme", "theme"), ("scheme", "scheme"), ("funder", "body")):
        of_field = known[known["field"] == field]
        codes = [tuple(of_set) for of_set in of_field["codes"]]
        own = codes[int(index.sets[numbers][at]) - 1]
        added += np.array([_ADDED[field](own, other) for other in codes])[index.sets[numbers].astype(int) - 1]
    return added


def _by_theme(own: tuple[str, ...], other: tuple[str, ...]) -> float:
    if own[:1] == other[:1]:
        return _SAME_MAIN_THEME
    return _SAME_THEME if set(own) & set(other) else 0.0


_ADDED: Mapping[str, Callable[[tuple[str, ...], tuple[str, ...]], float]] = {
    "theme": _by_theme,
    "scheme": lambda own, other: _SAME_SCHEME * bool(set(own) & set(other)),
    "funder": lambda own, other: _SAME_FUNDER * bool(set(own) & set(other)),
}


def _shared(words: Words, at: int, one: Entry, other: int, two: Entry) -> str:
    """What two actions share: schemes, themes, funders, then the words that weigh most."""
    index = words.index
    parts = []
    for singular, plural, left, right in (
        ("dispositif", "dispositifs", one.text.schemes, two.text.schemes),
        ("thème", "thèmes", one.text.themes, two.text.themes),
        ("financeur", "financeurs", one.text.funders, two.text.funders),
    ):
        both = [label for label in left if label in right]
        if both:
            parts.append(f"{singular if len(both) == 1 else plural} {', '.join(both)}")
    shown: dict[str, str] = {}
    weighed = []
    for term in (known for known in one.places if known not in _EMPTY_WORDS and known not in index.bodies):
        for variant, weight in [(term, 1.0), *((near.term, near.weight) for near in index.lexicon.near.get(term, ()))]:
            if variant in two.places:
                together = weight * words.own_weight(term, at) * words.own_weight(variant, other)
                weighed.append((float(together), two.said(variant)))
    for _, said in sorted(weighed, key=lambda pair: -pair[0]):
        folded = fold(said)
        if not any(folded in known or known in folded for known in shown) and len(shown) < _MOST_SHARED_WORDS:
            shown[folded] = said
    if shown:
        parts.append(f"{'mot' if len(shown) == 1 else 'mots'} {', '.join(f'“{said}”' for said in shown.values())}")
    return " ; ".join(parts)
