"""The degree of commitment that the words of a state say; none where they doubt, give up, or list several."""

from __future__ import annotations

import re

from etl.readers.fields.states import GIVEN_UP, unsigned
from etl.text import fold

# What is worked at is the action itself, « en cours de travaux », or what comes before it.
_AT_WORK = (
    r"en cours d[e'] ?(?:realisation|execution|travaux|mise en|deploiement|construction|finalisation|lancement|"
    r"demarrage|recrutement|redaction|livraison|achevement|amenagement|developpement|installation|chantier)\w*"
)
# The first that matches, of words without accents: « en cours d’étude » is no work under way.
_STATES = (
    (re.compile(
        r"(?:en cours d[e'] ?(?:etudes?|reflexion|definition|montage|cadrage|concertation|arbitrage|discussion|"
        r"conception|identification|chiffrage|validation|faisabilite)|"
        r"(?:phase |stade )?(?:d[e'] ?)?(?:etudes?|reflexion|faisabilite|idee|intention|emergence|pre-?projet)|"
        r"emergent|a l'etude|a (?:discuter|etudier|definir|preciser|arbitrer|confirmer)|en reflexion|en projet|"
        r"en emergence|a l'etat (?:d'idee|de projet))\b.*|projet"),
     "a-etudier"),
    (re.compile(
        r"(?:0+ ?%|(?:realisee?s?|avancement)\D*\b0+ ?%|en cours d[e'] ?(?:programmation|planification|preparation)|"
        r"mise en (?:oeuvre|place|service) (?:a venir|prevue|programmee|planifiee)|"
        r"(?:non|pas encore|pas|jamais) (?:commence|demarre|engage|debute|lance|initie)\w*\b).*"),
     "programme"),
    (re.compile(
        rf"(?:(?:travaux |action |operation |projet )?(?:{_AT_WORK}|en cours(?! d[e'])|engagee?s?|realisee?s?|"
        r"terminee?s?|achevee?s?|finalisee?s?|"
        r"demarree?s?|lancee?s?|livree?s?|tenue?s?|en bonne voie|"
        r"initiee?s?|poursuivie?s?|mise?s? en (?:oeuvre|place|service)|faite?s?|"
        r"prolongee?s?|reconduite?s?|existante?s?|en continu|continue?s?|(?:bien |tres )?avancee?s?|"
        r"partiellement (?:realise|engage|avance|mise?)\w*|"
        r"operationnel(?:le)?s?|recurrente?s?|perenne|permanente?s?)\b|(?:100|\d?\d) ?%).*"),
     "engage"),
    (re.compile(
        r"(?:travaux |action |operation |projet )?"
        r"(?:a (?:venir|lancer|engager|demarrer|realiser|programmer|faire|mettre en (?:oeuvre|place))|programmee?s?|"
        r"prevue?s?|planifiee?s?|validee?s?|actee?s?|inscrite?s?|retenue?s?|votee?s?|"
        r"pret(?:e?s?)? a (?:demarrer|etre lancee?s?)|en preparation)\b.*"),
     "programme"),
)  # fmt: skip
# What leaves open whether it is so, and what puts the action off.
_IN_DOUBT = re.compile(
    r"\?|\ba confirmer\b|\bsous reserve|\bpeut[- ]etre\b|\beventuel|\bsi\b|\bnon finance|\bfinancements? (?:a|non)\b"
)
_PUT_OFF = re.compile(r"\breport(?:ee?s?)?\b")
# « Engagée (études) »: of the study, or of the action.
_STUDIED = re.compile(r"\b(?:etudes?|reflexion|faisabilite)\b")
# « Mise en service 2027 » is a date, no state.
_DATED = re.compile(r"mise en (?:oeuvre|place|service)\D*(?:19|20)\d\d.*")


def degree_of(status: str) -> str:
    """The degree that a state says; nothing where it says none, or leaves it open."""
    said = " ".join(fold(unsigned(status)).split())
    # « À lancer / En cours / Terminé » is a form that nobody filled in.
    listed = {_degree(part) for part in re.split(r"\s*/\s*", said)} - {""}
    return "" if len(listed) > 1 else _degree(said)


def _degree(said: str) -> str:
    degree = next((degree for pattern, degree in _STATES if pattern.fullmatch(said)), "")
    if degree == "a-etudier":
        return "" if _is_given_up(said) else degree
    is_open = _IN_DOUBT.search(said) or _is_given_up(said) or _STUDIED.search(said) or _DATED.fullmatch(said)
    return "" if is_open else degree


def _is_given_up(said: str) -> bool:
    return bool(GIVEN_UP.search(said) or _PUT_OFF.search(said))
