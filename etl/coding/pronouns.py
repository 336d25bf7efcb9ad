"""The body that a pronoun stands for: « Le Département suit le dossier. Il versera 10 000 € »."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from etl.coding.body_words import ARTICLE, NAMED
from etl.coding.terms import Hit

_PRONOUN = re.compile(
    r"(?<![\w-])(?:(?P<plural>(?i:elles|ils|celles-ci|ceux-ci|ces derni(?:er|ère)s|lesquel(?:le)?s))"
    r"|(?P<last>(?i:celle-ci|celui-ci|cette dernière|ce dernier|laquelle|lequel))|(?P<one>(?i:elle|il)))(?![\w-])"
    # « il sera attribué une aide », « il faut »: nobody.
    r"(?! (?:ne |n['’])?(?:y a\b(?! (?:mis|vers|consacr|contribu|particip|apport|inject|ajout|affect))|y aur|s['’]agi"
    r"|fau[td]|convien|conviend|reste|import|sembl|(?:es?t|sera|serai(?:en)?t"
    r"|sont|seront|a été|ont été|avait été|aura été)\b(?! (?:\w+ment )?(?:sollicit|prêt|invité|favorable|appel))))"
)
# How far before a pronoun its body stands, and how many sentences.
_FAR = 250
_MOST_ENDS = 1
CLAUSE_END = re.compile(r"[;\n]|\.(?=\s)")
_SUBJECT = re.compile(rf"^[\s–•*-]*(?:(?:[Ss]i|[Qq]uand|[Ll]orsque?|[Cc]omme) |[Ss]['’])?{ARTICLE}\s?$")
_LINKED = re.compile(rf"\s?(?:,|et|ainsi que|ou|/)\s?(?:par |de |d['’])?{ARTICLE}")
# Who is asked for money answers.
_ASKED = re.compile(r"\b(?:demand|sollicit|dossier|aides?\b|subvention|adress|auprès|saisi|interrog)", re.IGNORECASE)
_FEMININE = re.compile(
    r"(?:région|ville|commune|mairie|municipalité|communauté|intercommunalité|(?:euro)?métropole|agglo|caisse|caf|msa"
    r"|drac|ademe|agence|ars|cpam|banque|fondation|union|europe|cci|cma|anct|anah|anru|chambre|entreprise|association"
    r"|fédération|préfecture|safer|cnsa|carsat|assemblée|agefiph|bpifrance|conférence|ddt|dreal|draaf|ddets|drajes"
    r"|c[cau]\b|direction|société|ans\b|mission|mutualité|com ?com)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:(?:par|avec|entre|d[eu]s?|l[ae]s?) |[LlDd]['’])+")
# Names that do not say which they are.
_EITHER = re.compile(r"Grand |.*(?:[Mm]étropole|[Aa]gglo(?:mération)?|[Cc]ommunauté)$")


def antecedents(text: str, at: Mapping[int, list[Hit]]) -> Iterator[tuple[int, int, list[Hit]]]:
    """The pronouns of a text that stand for bodies: start, end, and the bodies as if they stood there.

    `text` has signs for its bodies, which `at` has by where they start there. « Elle » is the subject of the sentence
    before, or who was asked last; « celle-ci » whoever was named last.
    """
    starts = sorted(at)
    for match in _PRONOUN.finditer(text):
        near = starts[bisect_left(starts, match.start() - _FAR) : bisect_left(starts, match.start())]
        if not near:
            continue
        is_feminine = match.group().lower().startswith(("elle", "celle", "cette", "laquelle", "lesquelles"))
        if match["plural"]:
            chosen = _group(text, near, match.start(), at)
        else:
            agreeing = [start for start in near if _agrees(at[start][0], is_feminine)]
            chosen = _one(text, agreeing, match.start(), is_last=bool(match["last"]))
        hits = [
            Hit(hit.code, hit.weight, match.start(), match.end(), hit.words) for start in chosen for hit in at[start]
        ]
        if hits:
            yield match.start(), match.end(), hits


def _one(text: str, agreeing: list[int], end: int, is_last: bool) -> list[int]:
    reachable = [start for start in agreeing if len(CLAUSE_END.findall(text, start, end)) <= _MOST_ENDS]
    if not reachable:
        return []
    if is_last:
        return reachable[-1:]
    subjects = [start for start in reachable if _is_subject(text, start)]
    if subjects:
        return subjects[-1:]
    return reachable[-1:] if _ASKED.search(text, max(0, reachable[-1] - _FAR // 3), end) else []


def _group(text: str, near: list[int], end: int, at: Mapping[int, list[Hit]]) -> list[int]:
    """The bodies of one subject: « la MSA et la CAF », « les communes »."""
    reachable = [start for start in near if len(CLAUSE_END.findall(text, start, end)) <= _MOST_ENDS]
    subjects = [start for start in reachable if _is_subject(text, start)]
    if not subjects:
        return []
    group = [subjects[-1]]
    for start in reachable[reachable.index(subjects[-1]) + 1 :]:
        if not _LINKED.fullmatch(text[_end(text, group[-1]) : start]):
            break
        group.append(start)
    is_plural = at[group[0]][0].words.split()[0].endswith("s")
    return group if len(group) > 1 or is_plural else []


def _is_subject(text: str, start: int) -> bool:
    """Whether a body opens its sentence."""
    before = text[max(0, start - _FAR) : start]
    ends = [match.end() for match in CLAUSE_END.finditer(before)]
    return bool(_SUBJECT.match(before[ends[-1] if ends else 0 :]))


def _end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end] >= NAMED and text[end] == text[start]:
        end += 1
    return end


def _agrees(hit: Hit, is_feminine: bool) -> bool:
    words = _LEADS.sub("", hit.words, count=1)
    if words.islower() and words.split()[0].endswith("s"):
        return False
    if _EITHER.match(words):
        return True
    return bool(_FEMININE.match(words)) == is_feminine
