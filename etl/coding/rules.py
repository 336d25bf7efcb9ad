"""What the rules alone make of a unit: codes with the words that led to them.

The rules are data (`data/codebook/terms.csv`, `acronyms.csv`): terms with weights. A code's score is the sum
of its terms' weights, each term's words once, times the worth of the place where they stand (`zones`). For what
is done (engagement, nature), the first act named counts most: French says it first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from etl.coding.certainty import hoped_for
from etl.coding.conditions import less_conditions
from etl.coding.governed import governed
from etl.coding.hoped import hopes, is_of_a_base
from etl.coding.payer_model import ADDED_FROM, WITHDRAWN_BELOW, PayerModel
from etl.coding.payers import (
    FUNDS_OF,
    HELPS,
    PAYS,
    SIGNS,
    as_named,
    doubled,
    in_brackets,
    is_paid_before,
    is_silent,
)
from etl.coding.paying_words import MONEY_WORD
from etl.coding.paying_words import PAYS as PAYING
from etl.coding.roles import Around, Role, is_no_signing, roles_of
from etl.coding.standing import hinted_within, standing
from etl.coding.terms import HINT, Hit, Lexicon, Passage, Term, Written
from etl.coding.values import ACTS, CITES, ENVISAGED, STATED
from etl.coding.zones import Zones, statements, texts_of, zones_of
from etl.models import Cut, Heading, Unit
from etl.money import MONEY
from etl.text import fold

# The weight of a term that names the object itself.
OUTRIGHT = 3

# Measured on the documents that the terms were made on, as `zones` is (data/codebook/README.md).
_FIRST_ACT = 2.0
_SECONDARY_SHARE = 0.5
_MOST_THEMES = 3
_ORGANISING = "gouvernance"
_GIVEN = "aide-financiere"
_RUNNING, _DECIDED, _STATED = "engage", "programme", "orientation"
# The fields in which an acronym counts as what it stands for.
_READ_IN_FULL = ("theme", "engagement", "nature")
_OF_MONEY = re.compile(rf"{MONEY_WORD}|\b(?:{PAYING})", re.I)
_YEAR = r"((?:19|20)\d\d)"
# A span of years, or a start without an end; a year alone says neither.
_SPAN = re.compile(
    rf"(?<![\w/.-]){_YEAR}\s?[-–/]\s?{_YEAR}(?![\w/-])"
    rf"|\b(?:de|entre) {_YEAR} (?:à|et) {_YEAR}\b"
    rf"|\bdu [^.;()]{{0,20}}?{_YEAR} au [^.;()]{{0,20}}?{_YEAR}\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:depuis|dès|à (?:partir|compter) d[eu]|lancée?s?)\b"
    rf"[^.;()\d]*(?:\d\d?(?:er)?\s\w+\s)?\b{_YEAR}\b(?!\s?[-–/]\s?\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Code:
    """A code given to a unit: `evidence` is the document's words, `origin` rule, inherited or reviewed."""

    field: str
    value: str
    evidence: str
    origin: str
    reason: str | None = None


@dataclass(frozen=True)
class Rules:
    """The codebook's terms by field, the acronyms' expansions, the roles that funders have by nature, their levels, and
    what weighs the words around a body beside the rules."""

    terms: dict[str, list[Term]]
    acronyms: dict[str, str]
    default_roles: dict[str, str]
    levels: dict[str, str] = field(default_factory=dict)
    payer_model: PayerModel = field(default_factory=PayerModel)

    def propose(
        self,
        unit: Unit,
        cut: Cut,
        engagement: str | None = None,
        bearers: Collection[str] = (),
        grantor: str | None = None,
    ) -> list[Code]:
        """Codes for one unit.

        `engagement` is the one that the kind of document imposes, if any; `bearers` are the plan's own bodies, which
        are never proposed as its funders or partners; `grantor` is the body that pays wherever money is given.
        """
        zones = zones_of(unit)
        codes = self._themes(zones, cut.path(unit))
        # Bullets under a fiche's title are its aims; the title is what is decided.
        acts = zones_of(replace(unit, detail=None, restated=())) if unit.whole_detail else zones
        codes += [self._best("engagement", acts, _DECIDED if unit.detail else _STATED, engagement)]
        nature = self._nature(zones, engagement)
        codes += [nature]
        codes += self._schemes(zones)
        codes += period_of(unit.words)
        known = [*bearers, *filter(None, [grantor])]
        codes += [code for code in self._funders(unit, zones, known) if code.value.split(":")[0] not in bearers]
        if grantor and nature.value == _GIVEN:
            codes += [Code("funder", f"{grantor}:financeur:{STATED}", nature.evidence, "rule")]
        return codes

    def themes(self, unit: Unit, above: Sequence[Heading] = ()) -> list[Code]:
        """The themes alone that `propose` gives a unit under its headings, the main one first."""
        return self._themes(zones_of(unit), above)

    def _themes(self, zones: Zones, above: Sequence[Heading]) -> list[Code]:
        """By the unit's words if they name an object, else the nearest heading that does, else by hints."""
        scores = self._scores("theme", zones)
        origin = "rule"
        if not _names_object(scores):
            for heading in above:
                inherited = self._scores("theme", [(Passage.kept(heading.label), 1.0)])
                if _names_object(inherited) or (inherited and not scores):
                    scores, origin = inherited, "inherited"
                if _names_object(inherited):
                    break
        ranked = sorted(scores, key=lambda code: (_rank(code, scores[code]), -scores[code].score, scores[code].place))
        if not ranked:
            return []
        enough = _SECONDARY_SHARE * scores[ranked[0]].score
        others = [code for code in ranked[1:] if scores[code].heaviest > HINT and scores[code].score >= enough]
        kept = ranked[:1] if origin == "inherited" else ranked[:1] + others
        return [Code("theme", code, scores[code].words, origin) for code in kept[:_MOST_THEMES]]

    def _best(self, field: str, zones: Zones, otherwise: str, imposed: str | None = None, hints: bool = True) -> Code:
        scores = self._scores(field, zones, first_counts=_FIRST_ACT)
        if not hints:
            scores = {code: score for code, score in scores.items() if score.heaviest > HINT}
        first_words = " ".join(zones[0][0].text.split()[:4])
        if imposed:
            return Code(field, imposed, scores[imposed].words if imposed in scores else first_words, "rule")
        if not scores:
            return Code(field, otherwise, first_words, "rule")
        code = max(scores, key=lambda code: (scores[code].score, -scores[code].place))
        # What plainly runs already is engaged, whatever else is said of it (the codebook's order).
        if _RUNNING in scores and scores[_RUNNING].heaviest == OUTRIGHT:
            code = _RUNNING
        return Code(field, code, scores[code].words, "rule")

    def _nature(self, zones: Zones, engagement: str | None) -> Code:
        """What is done; a document that only states orientations, and names no act, takes a stance."""
        if engagement != _STATED:
            return self._best("nature", zones, "animation-ingenierie")
        return self._best("nature", zones, "etude-strategie", hints=False)

    def _schemes(self, zones: Zones) -> list[Code]:
        """Schemes named, in the order of the text: cited where citing words stand before them wherever they are."""
        scores = self._scores("scheme", zones, expand=False)
        cited = governed(
            [passage for passage, _ in zones],
            lambda passage: self._hits("relation", passage, expand=False),
            lambda passage: self._hits("scheme", passage, expand=False),
            is_body=False,
        )
        ranked = sorted(scores, key=lambda code: scores[code].place)
        return [
            Code("scheme", f"{code}:{CITES if code in cited else ACTS}", scores[code].words, "rule") for code in ranked
        ]

    def _funders(self, unit: Unit, zones: Zones, known: Collection[str]) -> list[Code]:
        """Bodies named, each with its own role if it has one, or the role that the words about it give it.

        `known` are bodies that the whole document is of, which a bare « la Région » may mean.
        """
        found: dict[str, Code] = {}
        repeated: set[str] = set()
        dismissed: set[str] = set()
        whole = self._scores("role", zones, expand=False)
        otherwise = max(whole, key=lambda code: whole[code].score) if whole else HELPS
        # That the unit speaks of paying most makes none of its bodies a payer.
        role = otherwise = HELPS if otherwise == PAYS else otherwise
        named: list[tuple[Passage, list[Role]]] = []
        passages = statements(unit)
        is_money = any(MONEY.search(passage.text) or "%" in passage.text for passage in passages)
        is_listing = False
        for at, passage in enumerate(passages):
            behind = "".join(other.text for other in passages[at + 1 : at + 3])
            if at and is_paid_before(passage, passages[at - 1].text, behind):
                role = PAYS
            found_there = roles_of(
                passage,
                self._hits("funder", passage, expand=False),
                self._hits("role", passage, expand=False),
                self.default_roles,
                Around(behind, role, otherwise, is_money, is_listing),
            )
            named.append((passage, found_there.roles))
            role, is_listing = found_there.last, found_there.is_listing
        envisaged = hoped_for(named, self._certainties, is_silent)
        for at, (passage, roles) in enumerate(named):
            following = named[at + 1][0].text if at + 1 < len(named) else ""
            others = [hit for hit, _, _ in roles]
            for hit, role, by_sum in roles:
                inside = in_brackets(hit, passage, following)
                funds = {
                    self.levels.get(one.code, ""): one.code
                    for one in self._hits("funder", Passage.of(inside), expand=False)
                }
                is_fund_told = self.levels.get(hit.code) in FUNDS_OF & funds.keys()
                if is_fund_told and hit.code in self.default_roles:
                    # « LEADER (FEADER) »: the fund that it is of.
                    repeated |= {funds[self.levels[hit.code]]} - self.default_roles.keys()
                elif is_fund_told or is_silent(hit, passage):
                    dismissed.add(hit.code)
                    continue
                certainty = ENVISAGED if hit.code in envisaged else STATED
                words = as_named(hit, passage, others)
                code = Code("funder", f"{hit.code}:{role}:{certainty}", words, "rule")
                # Who signs or helps in one sentence may pay in another.
                if hit.code not in found or by_sum or (role == PAYS and f":{PAYS}:" not in found[hit.code].value):
                    found[hit.code] = code
        found = self._weighed(found, dismissed, "\n".join(text for text, _ in texts_of(unit)))
        doubles = doubled(found, known, self.levels) | repeated
        return [code for body, code in found.items() if body not in doubles]

    def named(self, passage: Passage) -> list[Hit]:
        """The bodies that the terms find in a passage, in its order."""
        return self._hits("funder", passage, expand=False)

    def _weighed(self, found: dict[str, Code], dismissed: Collection[str], text: str) -> dict[str, Code]:
        """The bodies found, less the payers that by the words around them hardly pay, with those that do so of whom the
        rules say nothing.

        These are told as hoped for: their words do not tell who was asked from who pays. `dismissed` are bodies of
        which the rules say that they do not pay there, or that their fund does.
        """
        # It has learned from texts about money; of actions that say nothing of any it is wrong in three of four.
        if not self.payer_model.weights or not _OF_MONEY.search(text):
            return found
        named = self.named(Passage.of(text))
        weighed = self.payer_model.weigh(text, named, self.default_roles, self.levels)
        signing = {body for body, code in found.items() if code.value.split(":")[1] == SIGNS}
        paying = signing | {body for body, code in found.items() if code.value.split(":")[1] == PAYS}
        # Who signs may do so and pay nothing: that is no reason against it.
        withdrawn = {body for body in paying & weighed.keys() - signing if weighed[body].chance < WITHDRAWN_BELOW}
        # Who is found by name and does not pay takes part, unless it is a fund.
        helping = withdrawn & {hit.code for hit in named if hit.weight > HINT} - self.default_roles.keys()
        kept = {
            body: replace(code, value=f"{body}:{HELPS}:{STATED}") if body in helping else code
            for body, code in found.items()
            if body in helping or body not in withdrawn
        }
        for body, one in weighed.items():
            if one.chance >= ADDED_FROM and body not in dismissed and not one.bodies & paying:
                kept[body] = Code("funder", f"{body}:{PAYS}:{ENVISAGED}", one.words, "rule")
        return kept

    def _certainties(self, passage: Passage) -> list[Hit]:
        marks = [hit for hit in self._hits("certainty", passage, expand=False) if not is_of_a_base(hit, passage)]
        return sorted([*marks, *hopes(passage)], key=lambda hit: hit.start)

    def _scores(self, field: str, zones: Zones, expand: bool = True, first_counts: float = 1.0) -> dict[str, _Score]:
        scores: dict[str, _Score] = {}
        counted: dict[str, set[str]] = defaultdict(set)
        place = 0
        first: int | None = None
        most = max(worth for _, worth in zones)
        for passage, worth in zones:
            for hit in self._hits(field, passage, expand):
                at = place + hit.start
                if first is None and worth == most and hit.weight > HINT:
                    first = at
                words = fold(hit.words)
                if words not in counted[hit.code]:
                    counted[hit.code].add(words)
                    score = scores.setdefault(hit.code, _Score(at, hit.words))
                    score.add(hit, hit.weight * hit.worth * worth * (first_counts if at == first else 1.0))
            place += len(passage.text)
        return scores

    def every_hit(self, field: str, text: str) -> list[Hit]:
        """Every term of a field that stands in a text, shielded or not, an acronym counting as what it stands for.

        A body's name within that of another is none: « CCI du Lot » is no CCI of anywhere, « état des lieux » no State.
        """
        passage = Passage.of(text)
        if field == "funder":
            return [hit for hit in self.named(passage) if hit.weight > HINT]
        return self._lexicon(field).every(passage) + list(self._acronyms(field, passage))

    def _acronyms(self, field: str, passage: Passage) -> Iterator[Hit]:
        acronyms, written = self._written.get(field, ([], None))
        for at, match in written.find(passage) if written else ():
            start, end = match.span()
            acronym = acronyms[at]
            yield from (hit._replace(start=start, end=end, words=acronym) for hit in self._expanded[field][acronym])

    def _hits(self, field: str, passage: Passage, expand: bool) -> list[Hit]:
        hits = self._lexicon(field).find(passage)
        if field == "funder":
            hits = less_conditions(hits, passage)
        if field == "role":
            hits = [hit for hit in hits if not is_no_signing(hit, passage)]
        if expand:
            hits += self._acronyms(field, passage)
            hits.sort(key=lambda hit: hit.start)
        if field == "theme" and hits:
            # The name of a partner is no object: « Agence de l’eau » hints at water, it does not name it.
            hits = hinted_within(hits, self._bodies.find(passage))
            hits = standing(hits, passage, self._lexicon("setting").find(passage))
        return hits

    @cached_property
    def _lexicons(self) -> dict[str, Lexicon]:
        return {field: Lexicon.of(terms) for field, terms in self.terms.items()}

    def _lexicon(self, field: str) -> Lexicon:
        return self._lexicons.get(field) or Lexicon()

    @cached_property
    def _bodies(self) -> Lexicon:
        return Lexicon.of(term for term in self.terms.get("funder", []) if term.code not in self.default_roles)

    @cached_property
    def _expanded(self) -> dict[str, dict[str, list[Hit]]]:
        """By field and acronym, what its meaning says there, weightiest first."""
        expanded: dict[str, dict[str, list[Hit]]] = defaultdict(dict)
        for acronym, meaning in self.acronyms.items():
            passage = Passage.of(meaning)
            for read in _READ_IN_FULL:
                if hits := self._lexicon(read).find(passage):
                    expanded[read][acronym] = sorted(hits, key=lambda hit: -hit.weight)
        return expanded

    @cached_property
    def _written(self) -> dict[str, tuple[list[str], Written]]:
        """By field, the acronyms that it reads in full, to be looked for."""
        return {
            field: (list(acronyms), Written([(acronym, "") for acronym in acronyms]))
            for field, acronyms in self._expanded.items()
        }


@dataclass
class _Score:
    place: int
    words: str
    named: float = 0.0
    where: float = 0.0
    hinted: float = 0.0
    strongest: float = 0.0
    heaviest: int = 0

    @property
    def score(self) -> float:
        return (self.named or self.where) + self.hinted

    def add(self, hit: Hit, worth: float) -> None:
        # Four schools are one place: they do not outweigh together what is done to them.
        if hit.weight == HINT:
            self.hinted += worth
        elif hit.worth < 1:
            self.where = max(self.where, worth)
        else:
            self.named += worth
        self.heaviest = max(self.heaviest, hit.weight)
        if worth > self.strongest:
            self.strongest, self.words = worth, hit.words


def _names_object(scores: dict[str, _Score]) -> bool:
    return any(score.heaviest > HINT for score in scores.values())


def _rank(code: str, score: _Score) -> int:
    """Named objects first, then organising unless it is plainly the object (codebook rule 5), then hints."""
    if score.heaviest <= HINT:
        return 2
    return 1 if code == _ORGANISING and score.heaviest < OUTRIGHT else 0


def period_of(words: str) -> list[Code]:
    """The years between which the unit says that it runs, if it says so of one period only."""
    found: dict[str, str] = {}
    for match in _SPAN.finditer(words):
        start, end = filter(None, match.groups())
        if start <= end:
            found.setdefault(f"{start}/{end}", match.group())
    for match in _START.finditer(words):
        found.setdefault(f"{match.group(1)}/", match.group())
    return [Code("period", *found.popitem(), "rule")] if len(found) == 1 else []
