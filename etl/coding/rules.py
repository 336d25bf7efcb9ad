"""What the rules alone make of a unit: codes with the words that led to them.

The rules are data (`data/codebook/terms.csv`, `acronyms.csv`): terms with weights. A code's score is the sum of its
terms' weights, each term's words once, times the worth of the place where they stand: the title of a fiche and the
words before a purpose (« pour », « afin de »…) name the object acted on; what follows names aims, means and settings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from etl.coding.terms import Hit, Passage, Term, find
from etl.models import Cut, Heading, Unit
from etl.text import fold

# Measured on the documents that the terms were made on (data/codebook/README.md).
_TITLE, _BEFORE_PURPOSE, _AFTER_PURPOSE, _DETAIL = 2.0, 1.0, 0.5, 0.4
_SECONDARY_SHARE = 0.5
_MOST_THEMES = 3
_PURPOSE = re.compile(
    r"\b(?:pour|afin de?|en vue de?|en lien avec|dans le cadre|via|notamment|permettant|favorisant|en partenariat)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Code:
    """A code given to a unit: `evidence` is the document's own words, `origin` rule, inherited or reviewed."""

    field: str
    value: str
    evidence: str
    origin: str
    reason: str | None = None


@dataclass(frozen=True)
class Rules:
    """The codebook's terms by field, the acronyms' expansions, and the roles that funders have by themselves."""

    terms: dict[str, list[Term]]
    acronyms: dict[str, str]
    default_roles: dict[str, str]

    def propose(self, unit: Unit, cut: Cut, engagement: str | None = None) -> list[Code]:
        """Codes for one unit. `engagement` is the one that the kind of document imposes, if any."""
        zones = _zones(unit)
        codes = self._themes(zones, cut.path(unit))
        codes += [self._best("engagement", zones, "orientation", engagement)]
        codes += [self._best("nature", zones, "animation-ingenierie")]
        codes += self._named("scheme", zones)
        roles = self._scores("role", zones)
        role = max(roles, key=lambda code: roles[code].score) if roles else "partenaire"
        for code in self._named("funder", zones):
            own = self.default_roles.get(code.value) or role
            codes.append(Code("funder", f"{code.value}:{own}", code.evidence, code.origin))
        return codes

    def _themes(self, zones: list[tuple[str, float]], above: list[Heading]) -> list[Code]:
        scores = self._scores("theme", zones)
        origin = "rule"
        for heading in above:
            if scores:
                break
            scores, origin = self._scores("theme", [(heading.label, 1.0)]), "inherited"
        ranked = sorted(scores, key=lambda code: (-scores[code].score, scores[code].place))
        kept = [code for code in ranked if scores[code].score >= _SECONDARY_SHARE * scores[ranked[0]].score]
        if origin == "inherited":
            kept = kept[:1]
        return [Code("theme", code, scores[code].words, origin) for code in kept[:_MOST_THEMES]]

    def _best(self, field: str, zones: list[tuple[str, float]], otherwise: str, imposed: str | None = None) -> Code:
        scores = self._scores(field, zones)
        first_words = " ".join(zones[0][0].split()[:4])
        if imposed:
            return Code(field, imposed, scores[imposed].words if imposed in scores else first_words, "rule")
        if not scores:
            return Code(field, otherwise, first_words, "rule")
        code = max(scores, key=lambda code: (scores[code].score, -scores[code].place))
        return Code(field, code, scores[code].words, "rule")

    def _named(self, field: str, zones: list[tuple[str, float]]) -> list[Code]:
        scores = self._scores(field, zones, expand=False)
        ranked = sorted(scores, key=lambda code: scores[code].place)
        return [Code(field, code, scores[code].words, "rule") for code in ranked]

    def _scores(self, field: str, zones: list[tuple[str, float]], expand: bool = True) -> dict[str, _Score]:
        scores: dict[str, _Score] = {}
        counted: dict[str, set[str]] = defaultdict(set)
        place = 0
        for text, worth in zones:
            for hit in self._hits(field, text, expand):
                words = fold(hit.words)
                if words not in counted[hit.code]:
                    counted[hit.code].add(words)
                    score = scores.setdefault(hit.code, _Score(0.0, place + hit.start, hit.words, 0.0))
                    score.add(hit, hit.weight * worth)
            place += len(text)
        return scores

    def _hits(self, field: str, text: str, expand: bool) -> list[Hit]:
        hits = find(self.terms.get(field, []), Passage.of(text))
        for acronym, meaning in self.acronyms.items() if expand else ():
            for match in re.finditer(rf"(?<!\w){re.escape(acronym)}(?!\w)", text):
                hits += [
                    Hit(hit.code, hit.weight, match.start(), match.end(), match.group())
                    for hit in find(self.terms.get(field, []), Passage.of(meaning))
                ]
        return hits


@dataclass
class _Score:
    score: float
    place: int
    words: str
    strongest: float

    def add(self, hit: Hit, worth: float) -> None:
        self.score += worth
        if worth > self.strongest:
            self.strongest, self.words = worth, hit.words


def _zones(unit: Unit) -> list[tuple[str, float]]:
    """The unit's text in pieces, each with what its words are worth."""
    zones: list[tuple[str, float]] = []
    if not unit.text.startswith(unit.title) or unit.text == unit.title and unit.detail:
        zones.append((unit.title, _TITLE))
    if unit.label:
        zones.append((unit.label, _BEFORE_PURPOSE))
    if not zones or unit.text != unit.title:
        purpose = _PURPOSE.search(unit.text, 1)
        cut = purpose.start() if purpose else len(unit.text)
        zones += [(unit.text[:cut], _BEFORE_PURPOSE), (unit.text[cut:], _AFTER_PURPOSE)]
    if unit.detail:
        zones += [(line, _DETAIL) for line in unit.detail.split("\n")]
    return [(text, worth) for text, worth in zones if text.strip()]
