"""What stands around each body of a text, as features for telling whether it pays (`payer_model`).

A feature is « kind=value »: stems of the words beside a body, the word that governs it, the label of its line, classes
of words (giving, aid, cost …) on the way to the nearest sum, and what the rules know of who refuses or receives.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

from etl.coding.bodies import bodies_of
from etl.coding.body_words import ANY_BODY, EACH, LAND, NAMED, PLACE, PRONOUN, SUM, is_council
from etl.coding.constructions import adjectives
from etl.coding.labels import other_lists, payer_lists
from etl.coding.no_payment import is_own
from etl.coding.payers import does_otherwise, is_fund, is_nothing, is_receiving, is_refused, is_topic
from etl.coding.terms import HINT, Hit, Passage

_stemmer = Stemmer.Stemmer("french")
_TOKEN = re.compile(
    rf"(?P<body>[{ANY_BODY}]+)|(?P<sum>{SUM})|(?P<year>\b(?:19|20)\d\d\b)|(?P<number>\d[\d\s.,]*\d|\d)"
    r"|(?P<elided>\b\w{1,4}['’])|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<line>\n)|(?P<sign>[^\w\s])"
)
_ARTICLES = frozenset([
    "le", "la", "les", "l'", "un", "une", "des", "ce", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "notre",
    "nos", "votre", "vos",
])  # fmt: skip
_STOP = _ARTICLES | frozenset([
    "du", "de", "d'", "à", "au", "aux", "et", "ou", "en", "qui", "que", "qu'", "y", "se", "s'", "par", "pour", "sur",
    "avec", "dans", "il", "elle", "ils", "elles", "on", "nous", "vous", "lui", "a", "ont", "est", "sont", "été",
    "être", "avoir", "aura", "sera", "seront", "auront", "ait", "soit", "n'", "ne", "plus", "aussi", "également",
    "déjà",
])  # fmt: skip
_LINKS = frozenset([
    ",", "et", "ou", ";", "/", "(", ")", "-", "–", "—", "•", "+", "&", "|", "que", "par", "de", "d'", "du", "des", "à",
    "au", "aux", "la", "le", "les", "l'", "auprès", "ainsi",
])  # fmt: skip
_PREPOSITIONS = {
    "de": "de", "d'": "de", "du": "de", "des": "de", "à": "à", "au": "à", "aux": "à", "par": "par", "avec": "avec",
    "pour": "pour", "auprès": "auprès", "sur": "sur", "entre": "entre", "dont": "dont", "que": "que", "qu'": "que",
    "via": "via", "chez": "chez", "selon": "selon", "contre": "contre",
}  # fmt: skip
_REFUSING = frozenset([
    "pas", "aucun", "aucune", "ni", "jamais", "refus", "refusé", "refuse", "rien", "sans", "n'", "ne",
])  # fmt: skip
# Beginnings of stems, by what such a word says; a word may be of several classes.
_CLASSES = {
    "give": r"vers|accord|attribu|allou|octro|apport|consacr|mobilis|abond|débloqu|inject|donn|offr|cotis|rembours|pren"
    r"|pris|contribu|particip|avanc|engag|met|mis$|remet|remis|complét|complèt|couvr|réserv|dégag|ajout|vot[eé]|inscri"
    r"|prévoi|affect|garant|promet|promis|assum|support|prêt(?:e|é|er)|achet|acqu",
    "fund": r"(?:co-?|auto|pré)?financ|subventionn|pai|pay|règl|régl|acquitt|salari|sponsor|débours|parrain",
    "aid": r"aid|subvent|soutien|souten|concour|appui|appuy|contribut|participat|dotat|fond|crédit|envelopp|bours|don$"
    r"|mécén|prim|prêt$|quote-part|part$|emprunt|budget|recett|financ|accompagn",
    "cost": r"coût|charg|frais|dépens|rest|sold|factur|montant|somm|surcoût|déficit|moiti|tier|quart|total|complément",
    "receive": r"reç|recev|perç|bénéfici|obt|encaiss|touch",
    "ask": r"sollicit|demand|recherch|attend|espèr|espér|pressent|potentiel|éventuel|envisag|candidat|dossi|instruct"
    r"|dépos|éligibl|souhait|confirm|notifi",
    "tell": r"publi|recens|estim|indiqu|présent|signal|évalu|annonc|rappel|précis|selon|annuel|rapport|bilan|chiffr",
    "do": r"pilot|maîtr|partenair|conseil|bénéficiair|propriétair|anim|coordon|géri|gest|gèr|port|réalis|organis|techni"
    r"|expert",
    "other": r"refus|rejet|retir|annul|condamn|amend|impôt|tax|dett|salair|vend|vent|lou|loy",
}
_CLASS = [(name, re.compile(stems)) for name, stems in _CLASSES.items()]
_KINDS = {NAMED: "named", PLACE: "place", PRONOUN: "pronoun", LAND: "land"}
# How many tokens to either side of a body are looked at, as far as its sentence goes.
_WITHIN = 40
_NEAR, _ON_THE_WAY = 14, 12
# How many before it are looked at for the label of its line, and how many bodies of one text are.
_LABEL_WITHIN, _MOST_PLACES = 400, 600


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign, sum or body of a text: what it counts as, where it stands (`end` excluded), its bodies if any."""

    kind: str
    word: str
    start: int
    end: int
    hits: tuple[Hit, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it is a word or number that carries meaning."""
        return self.kind in ("word", "sum", "number") and self.word not in _STOP

    @property
    def is_content(self) -> bool:
        return self.kind == "word" and self.word not in _STOP


@dataclass(frozen=True)
class Place:
    """A body where a text names it (`end` excluded), its codes there and its features, and the tokens of its sentence
    beside it."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    features: frozenset[str]
    beside: tuple[Token, ...]


def places(text: str, named: Sequence[Hit], natural: Mapping[str, str], levels: Mapping[str, str]) -> list[Place]:
    """Every body of a text with its features, in the order of the text, but for those of « 3 € par commune » and of
    « autofinancement de la commune », of which the rules know better.

    `named` are those that the codebook's terms find, hints that are none (« l’état des lieux ») among them; `natural`
    are roles by nature, `levels` levels, by code.
    """
    tokens, signs = _tokens(text, [hit for hit in named if hit.weight > HINT])
    known = [at for at, token in enumerate(tokens) if token.hits and signs[token.start] != EACH]
    found = [at for at in known[:_MOST_PLACES] if not is_own(signs, tokens[at].start)]
    sums = sum(token.kind == "sum" for token in tokens)
    passage = Passage.of(text)
    lists = other_lists(text), payer_lists(text, [hit for at in found for hit in tokens[at].hits], False)
    placed = []
    for at in found:
        token = tokens[at]
        start, end = _sentence(tokens, at)
        features = {
            *_of_words(tokens, at, start, end),
            *_of_classes(tokens, at, start, end),
            *_of_lists(tokens, at, start, end),
            *_of_sums(tokens, at, start, end),
            *_of_label(tokens, at),
            *_of_body(token, signs[token.start], natural, levels),
            *_of_rules(token, passage, *lists),
            f"bodies={min(len(found), 5)}",
            f"sums={min(sums, 4)}",
        }
        preposition = _preposition(tokens[start:at][::-1])
        features.add(f"kind-prep={_kind(token, signs[token.start])}_{preposition}")
        placed.append(
            Place(token.start, token.end, token.hits, frozenset(features), tokens[start:at] + tokens[at + 1 : end])
        )
    return placed


def _tokens(text: str, named: Sequence[Hit]) -> tuple[tuple[Token, ...], str]:
    """The tokens of a text, and the text with signs for its bodies (`body_words`)."""
    bodies = bodies_of(text, named)
    by_adjective = {start: Hit(code, 3, start, end, text[start:end]) for code, start, end in adjectives(bodies.text)}
    starts = sorted(bodies.at)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(bodies.text):
        start, end = match.span()
        if match["body"]:
            cuts = sorted({start, *starts[bisect_left(starts, start) : bisect_left(starts, end)]})
            tokens += [
                Token("body", "BODY", cut, following, tuple(bodies.at.get(cut, ())))
                for cut, following in zip(cuts, [*cuts[1:], end], strict=True)
            ]
        elif start in by_adjective:
            tokens.append(Token("adjective", "BODY", start, end, (by_adjective[start],)))
        else:
            tokens.append(_token(match))
    return tuple(tokens), bodies.text


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["sum"]:
        return Token("sum", "%" if "%" in match.group() else "SUM", start, end)
    if match["year"] or match["number"]:
        return Token("number", "YEAR" if match["year"] else "NUMBER", start, end)
    if match["line"]:
        return Token("line", "LINE", start, end)
    word = match.group().lower().replace("’", "'")
    if match["word"] and word not in _STOP:
        word = _stemmer.stemWord(word)
    return Token("sign" if match["sign"] else "word", word, start, end)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence ends with a token."""
    token = tokens[at]
    if token.kind == "line":
        return True
    is_inside = token.word == "." and at + 1 < len(tokens) and tokens[at + 1].start == token.end
    return token.kind == "sign" and token.word in ".;?!" and not is_inside


def _sentence(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    start, end = at, at + 1
    while start > max(0, at - _WITHIN) and not _ends(tokens, start - 1):
        start -= 1
    while end < min(len(tokens), at + _WITHIN) and not _ends(tokens, end):
        end += 1
    return start, end


def _preposition(before: Sequence[Token]) -> str:
    return next((_PREPOSITIONS[token.word] for token in before[:4] if token.word in _PREPOSITIONS), "-")


def _opens(before: Sequence[Token]) -> bool:
    """Whether nothing but an article or a bullet stands right before a body, which then may be a subject."""
    return all(token.word in _ARTICLES or token.word in ",•-–" for token in before[:2])


def _of_words(tokens: Sequence[Token], at: int, start: int, end: int) -> Iterator[str]:
    before, behind = tokens[start:at][::-1], tokens[at + 1 : end]
    preposition = _preposition(before)
    yield f"prep={preposition}"
    for side, words in (
        ("left", [*(token.word for token in before), "^"]),
        ("right", [*(t.word for t in behind), "$"]),
    ):
        yield from (
            f"{side}{number}={word}" for number, word in enumerate(words[:3], 1) if side + str(number) != "left3"
        )
    governing = [token.word for token in before if token.says][:2]
    following = [token.word for token in behind if token.says][:2]
    yield from (f"governing{number}={word}" for number, word in enumerate(governing, 1))
    yield from (f"following{number}={word}" for number, word in enumerate(following, 1))
    if governing:
        yield f"governing-prep={governing[0]}_{preposition}"
    if following:
        yield f"following-bare={following[0]}_{preposition == '-'}"
    if _opens(before):
        yield "opens"
    yield from (f"before={token.word}" for token in before[:12] if token.is_content)
    yield from (f"behind={token.word}" for token in behind[:_NEAR] if token.is_content)
    yield from (f"sentence={token.word}" for token in tokens[start:end] if token.is_content)
    if any(token.word in _REFUSING for token in tokens[start:end]):
        yield "refusing"
    if any(token.word in _REFUSING for token in behind[:6]):
        yield "refusing-behind"
    yield "first" if len(before) <= 1 else "not-first"
    yield f"bodies-before={min(sum(bool(token.hits) for token in before), 3)}"
    yield f"bodies-behind={min(sum(bool(token.hits) for token in behind), 3)}"


@lru_cache(maxsize=1 << 14)
def _class_of(stem: str) -> str:
    names = [name for name, stems in _CLASS if stems.match(stem)]
    return "".join(f"<{name}>" for name in names) or ("w" if len(stem) > 2 else stem)


def _class(token: Token) -> str:
    """The classes of a word that has any, a letter for another; a sign or little word as it stands."""
    if token.is_content:
        return _class_of(token.word)
    return "n" if token.kind == "number" else token.word


def _way(beside: Sequence[Token], end: str) -> list[str]:
    """The first classes beside a body without articles, and what the sentence ends with there."""
    return [*[_class(token) for token in beside if token.word not in _ARTICLES][:4], end]


def _of_classes(tokens: Sequence[Token], at: int, start: int, end: int) -> Iterator[str]:
    before, behind = tokens[start:at][::-1], tokens[at + 1 : end]
    left, right = _way(before, "^"), _way(behind, "$")
    for many in (1, 2, 3, 4):
        yield f"way-left{many}={' '.join(left[:many])}"
        yield f"way-right{many}={' '.join(right[:many])}"
    for many, other in ((1, 1), (2, 1), (1, 2), (2, 2)):
        yield f"way-both{many}{other}={' '.join(left[:many])}_{' '.join(right[:other])}"
    preposition = _preposition(before)
    nearest = {}
    for side, beside in (("left", before), ("right", behind)):
        is_over = 0
        nearest[side] = "-"
        for distance, token in enumerate(beside[:_NEAR]):
            is_over |= bool(token.hits)
            if token.is_content and _class(token).startswith("<"):
                nearest[side] = said = _class(token)
                yield f"near-{side}={said}"
                yield f"near-{side}-over={said}{is_over}"
                yield f"near-{side}-prep={said}{is_over}{preposition}"
                yield f"near-{side}-far={said}{min(distance // 3, 3)}"
                break
    yield f"near-both={nearest['left']}{nearest['right']}{preposition}"
    if _opens(before):
        yield f"near-subject={nearest['right']}"
    yield from {f"class={_class(token)}" for token in tokens[start:end] if token.is_content and _class(token)[0] == "<"}


def _of_lists(tokens: Sequence[Token], at: int, start: int, end: int) -> Iterator[str]:
    """The words that stand before and behind the whole list of bodies and sums in which a body stands."""
    before, last = at - 1, "-"
    while before >= start and _is_of_list(tokens[before]):
        last = tokens[before].word if tokens[before].word in _PREPOSITIONS else last
        before -= 1
    behind = at + 1
    while behind < end and _is_of_list(tokens[behind]):
        behind += 1
    head = tokens[before].word if before >= start else "^"
    yield f"list-head={head}"
    yield f"list-head-prep={head}_{last}"
    yield f"list-end={tokens[behind].word if behind < end else '$'}"


def _is_of_list(token: Token) -> bool:
    return token.kind in ("body", "adjective", "sum", "number") or token.word in _LINKS


def _of_sums(tokens: Sequence[Token], at: int, start: int, end: int) -> Iterator[str]:
    for side, beside in (("before", tokens[start:at][::-1]), ("behind", tokens[at + 1 : end])):
        way = next((place for place, token in enumerate(beside[:_ON_THE_WAY]) if token.kind == "sum"), None)
        if way is None:
            yield f"no-sum-{side}"
            continue
        yield f"sum-{side}"
        yield f"sum-{side}-over={any(token.hits for token in beside[:way])}"


def _of_label(tokens: Sequence[Token], at: int) -> Iterator[str]:
    """The words before the last colon of the line up to a body, or of the nearest line above that ends with one."""
    if at + 1 < len(tokens) and tokens[at + 1].word in ":=":
        yield "colon-behind"
    line = at
    while line > max(0, at - _LABEL_WITHIN) and tokens[line - 1].kind != "line":
        line -= 1
    colons = [place for place in range(line, at) if tokens[place].word in (":", "=")]
    if colons:
        yield "after-colon"
        yield from (
            f"label={token.word}" for token in tokens[max(line, colons[-1] - 4) : colons[-1]] if token.kind == "word"
        )
        return
    yield "no-colon"
    for place in range(line - 2, max(-1, line - _LABEL_WITHIN), -1):
        if tokens[place].word == ":" and tokens[place + 1].kind == "line":
            above = place
            while above > max(0, place - _WITHIN) and tokens[above - 1].kind != "line":
                above -= 1
            yield from (f"label-above={token.word}" for token in tokens[above:place] if token.kind == "word")
            return


def _kind(token: Token, sign: str) -> str:
    if token.kind == "adjective":
        return "adjective"
    return _KINDS.get(sign) or ("council" if is_council(sign) else "noun")


def _of_body(token: Token, sign: str, natural: Mapping[str, str], levels: Mapping[str, str]) -> Iterator[str]:
    yield f"kind={_kind(token, sign)}"
    for hit in token.hits:
        yield f"body={hit.code}"
        yield f"level={levels.get(hit.code, '')}"
        if hit.code in natural:
            yield f"natural={natural[hit.code]}"
    if any(map(is_fund, token.hits)):
        yield "fund"


def _of_rules(
    token: Token, passage: Passage, others: Collection[tuple[int, int]], payers: Collection[tuple[int, int]]
) -> Iterator[str]:
    """What the rules know that says who does not pay, and in whose list a body stands."""
    first = token.hits[0]
    hit = Hit(first.code, first.weight, token.start, token.end, first.words)
    judges = {
        "refused": is_refused, "receiving": is_receiving, "nothing": is_nothing, "otherwise": does_otherwise,
        "topic": is_topic,
    }  # fmt: skip
    yield from (f"rule={name}" for name, judge in judges.items() if judge(hit, passage))
    yield from ("list=other" for start, end in others if start <= token.start < end)
    yield from ("list=payers" for start, end in payers if start <= token.start < end)
