"""Words that a hyphen parts at the end of a line: « aménage- / ment » is « aménagement », « ville- / centre » keeps its
hyphen.

What the document says elsewhere decides: the whole word, or both parts with their hyphen. Where it says neither, parts
that always have a hyphen keep it, and so do two words that the document has by themselves; an ending that is no word is
the end of the word above. Of a document that cuts few words, a hyphen is the author's unless such an ending follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.readers.text import SOFT

_LONGEST_WORD = 80
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The end alone: of a line without end, every letter would be tried as the first of its last word.
_LAST, _FIRST = re.compile(r"(?P<word>[^\W\d_]+)-$"), re.compile(r"\s*(?P<word>[^\W\d_]+)")
# Of lines, how many end in a hyphen where words are cut; « pompe air-eau » may be cut at its own.
_CUT_OFTEN, _FEWEST_CUT = 0.04, 3
_SHORTEST = 4
_KEEPS = re.compile(
    r"non|sous|vice|demi|semi|quasi|micro|avant|après|arrière|rendez|peut|ville|villes|centre|libre|porte|chef|"
    r"rond|point|grand|grande|haut|haute|savoir|laissez|garde|tiers|plein|nord|sud|ouest|aide|assistant|"
    r"assistante|prêt|pompe|clé|pôle|bus|vélo|celui|celle|ceux|celles|saint|sainte|franco|médico|cyber"
)
_GLUED = re.compile(
    r"inter|pluri|trans|anti|hydro|géo|agro|photo|thermo|télé|bio|infra|intra|extra|hyper|super|poly|mono|pré|"
    r"dé|des|dis|im|in|ir|con|com|pro|sur|en|par|re|ré"
)
# « celui-ci », « au-delà », « a-t-il », « eux-mêmes », « vingt-quatre ».
_TAILS = re.compile(
    r"il|elle|ils|elles|même|mêmes|delà|dessus|dessous|dehors|dedans|deux|trois|quatre|cinq|sept|huit|neuf|"
    r"quinze|seize|vingt|vingts"
)
_ENDING = re.compile(
    r"\w{0,4}?(?:ments?|tions?|sions?|ités?|iques?|eurs?|euses?|trices?|elles?|iers?|ères?|aires?|oires?|ifs?|ives?|"
    r"ables?|ibles?|ages?|ances?|ences?|ures?|er|és?|ées?|ants?|ents?|aux|ales?|al|ismes?|istes?)"
)
# « propriétaires-bailleurs »: two words in the plural.
_PLURALS = re.compile(r"\w{4,}es-[^\Wst]\w{3,}s")


@dataclass(frozen=True)
class Words:
    """The words of a document that no line cuts, how often each, and whether its lines cut many."""

    counted: Counter[str]
    are_cut: bool

    def are_one(self, left: str, right: str) -> bool:
        """Whether two parts that a hyphen at the end of a line stands between are one word without it."""
        if not (right[0].islower() and left[-1].islower()) and not (left.isupper() and right.isupper()):
            return False
        before, behind = left.casefold(), right.casefold()
        whole, parted = self.counted[before + behind], self.counted[f"{before}-{behind}"]
        if whole or parted:
            return whole >= parted
        if _KEEPS.fullmatch(before) or _TAILS.fullmatch(behind) or len(before) == 1:
            return False
        if _GLUED.fullmatch(before):
            return True
        is_known, are_known = self._knows(before), self._knows(behind)
        if self.are_cut:
            are_words = is_known and are_known and len(before) >= _SHORTEST
            return not are_words and not _PLURALS.fullmatch(f"{before}-{behind}")
        return not is_known and not are_known and bool(_ENDING.fullmatch(behind))

    def _knows(self, word: str) -> bool:
        """Whether the document has a word, in the singular or in the plural."""
        return any(self.counted[one] for one in (word, f"{word}s", word.removesuffix("s")))

    def softened(self, above: str, below: str) -> str:
        """The line above, its last hyphen a soft one where it cuts a word that the line below ends."""
        parts = parts_at(above, below)
        return f"{above.rstrip()[:-1]}{SOFT}" if parts and self.are_one(*parts) else above


def parts_at(above: str, below: str) -> tuple[str, str] | None:
    """The parts of a word between two lines, the first of which ends in a hyphen; None where it does not."""
    left, right = _LAST.search(above.rstrip()[-_LONGEST_WORD:]), _FIRST.match(below[:_LONGEST_WORD])
    return (left["word"], right["word"]) if left and right else None


def words_of(lines: Sequence[str]) -> Words:
    """The words of the lines of a document, in their order."""
    found: Counter[str] = Counter()
    cut = 0
    for at, line in enumerate(lines):
        # The parts of a word that is cut are no words.
        last = _LAST.search(line.rstrip()[-_LONGEST_WORD:])
        cut += bool(last)
        end = len(line.rstrip()) - len(last[0]) if last else len(line)
        above = lines[at - 1].rstrip() if at else ""
        first = _FIRST.match(line) if above.endswith("-") and _LAST.search(above[-_LONGEST_WORD:]) else None
        found.update(_WORD.findall(line[first.end() if first else 0 : end].casefold()))
    return Words(found, cut >= _FEWEST_CUT and cut > _CUT_OFTEN * len(lines))


def whole_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a text, each that cuts a word ending in a soft hyphen, which `joined` takes away."""
    if not any(line.rstrip().endswith("-") for line in lines):
        return list(lines)
    words = words_of(lines)
    below = [*lines[1:], ""]
    return [words.softened(line, after) for line, after in zip(lines, below, strict=True)]
