"""Which bodies and schemes a word beside them governs: « éventuellement la Région », « dans le cadre du PCAET »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from etl.coding.body_words import NAME_BEHIND
from etl.coding.payers import SUM, between
from etl.coding.terms import HINT, Hit, Passage
from etl.text import fold

# Within which a word of certainty or of relation governs the bodies and schemes beside it.
_SEGMENT = re.compile(r"(?:[^,;:.\n]|(?<=\d)[,.](?=\d))+")
# « L’enveloppe du pacte (Département) n’est mobilisable que plus tard ».
_SHORT = 10
# « …, d’autres sont en cours d’étude »
_OTHERS = re.compile(r"\s*(?:et )?(?:d['’]autres|les autres|certaine?s|plusieurs)\b", re.IGNORECASE)
SUM_IN = re.compile(SUM)
_CLAUSE_ENDS, _SENTENCE_ENDS = ";:.\n", ";.\n"
# Words that ask or allow: they govern all of the list that they open (« peut être financé par la Région, l’Anah »).
_OPENS_LIST = (
    "peu", "pour", "sollicit", "demand", "suscept", "mobilis", "possib", "attend", "recherch", "potenti", "pressent",
    "envisag", "eventuel", "esper", "obtenir", "eligib", "devrai", "serai", "pist", "faudr", "souhait", "reserv",
    "tranch",
)  # fmt: skip
# « peuvent », « pourra », « financeraient », « sont demandées »: of the whole subject before them.
_VERB = re.compile(
    r"peu(?:t|vent)\b|pouvant\b|pourr\w+|\w+rai(?:en)?t\b|(?:sera|seront|est|sont|a|ont|été) (?:\w+ment )?(?:été"
    r" )?(?:demand|sollicit|recherch|envisag|espér|attend|approch|démarch|consult|interrog"
    r"|pressent|visé)",
    re.IGNORECASE,
)
# Who asks, may receive or is eligible does so of all that the sentence goes on to name …
_ASKS = re.compile(
    r"\béligibles?\b|\bdemandes? d|\bdemandes$|\b(?:percev|obten|bénéfici|proven|prétend|sollicit)\w*$"
    r"|\b(?:solliciter|demander|trouver|réunir|lever)\b|^si\b",
    re.IGNORECASE,
)
# … until it says that somebody pays.
_PAYS = re.compile(
    r"\b(?:(?:co)?finance(?:nt)?|verse(?:nt)?|apporte(?:nt)?|soutien(?:t|nent)|subventionne(?:nt)?|participe(?:nt)?"
    r"|(?:attribu|accord|allou)e(?:nt)?|octroie(?:nt)?|pren(?:d|nent) en charge|favorables?"
    r"|(?:est|sont|sera|seront) (?:\w+ment )?(?:(?:co)?financ|subventionn|pris|soutenu)\w*"
    r"|(?:a|ont|été) (?:\w+ment |déjà )?(?:été )?(?:accord|obten|attribu|vers|allou|vot|financ|acqui|apport|notifi"
    r"|engag)\w*"
    r"|acquises?)\b",
    re.IGNORECASE,
)
# « la demande d’aide a été acceptée par la Région »: what was asked for is granted, unless it is still waited for.
_GRANTED = re.compile(
    r"\b(?:réponses?|suites?|avis|accueil|issue) (?:\w+ )?(?:favorables?|positives?)|\b(?:favorable|positive)ment\b"
    r"|\b(?:a|ont|été|est|sont) (?:\w+ment )?(?:été )?(?:accept|accord|notifi|retenu|attribu|vot|honor|satisf)\w*"
    r"|\brépondu\b[^.;:\n]{0,40} par (?:une?|des) (?:\w+ )?(?:aide|subvention|accord|financement)"
    r"|\bvue? (?:\w+ )?(?:accepter|accorder|attribuer|octroyer)\b|\b(?:accept|accord)ée?s? par\b"
    r"|\ba donné (?:son )?accord",
    re.IGNORECASE,
)
_WAITED_FOR = re.compile(r"\b(?:attente|sous réserve|si|espoir|espér\w+|en cas|pas|non)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:demand|sollicit|dossier)", re.IGNORECASE)
# « demander une aide à l’État, qui a accordé 20 000 € »
_WHO_PAYS = re.compile(
    r",? qui (?:lui |leur |nous |y |en )?(?:(?:a|ont|n['’]a|n['’]ont) (?:\w+ment )?(?:accept|accord|attribu|vers"
    r"|allou|apport"
    r"|financ|vot|octroy|donn)|(?:particip|contribu|accept|accord|attribu|vers|allou|apport|financ|octro[iy]"
    r"|donn)(?:e|ent)\b)",
    re.IGNORECASE,
)
_LINKS = re.compile(
    rf"(?:\b(?:et|ou|voire|ainsi|que|sources?|nationa\w+|par|l[ae]s?|d[eu]s?|une?|aux?|à|type|auprès|pour|hauteur"
    rf"|subventions?|aides?|financements?|fonds)\b"
    rf"|\b[ld]['’]|{SUM}|(?-i:\b[A-Z]{{2,8}}\b)|[\s()/&+…-])*",
    re.IGNORECASE,
)


def governed(
    passages: Iterable[Passage],
    marks_of: Callable[[Passage], list[Hit]],
    names_of: Callable[[Passage], list[Hit]],
    is_body: bool,
    counts: Callable[[Hit], bool] = lambda _: True,
) -> set[str]:
    """Codes that a mark governs wherever they are named.

    A mark governs what its segment names after it (« voire le Département et la Région »); of bodies, a word of
    certainty that nothing follows governs what its segment names last before it (« l’Anah pourrait aider »), or what
    the sentence does (« l’Anah (à confirmer) »). A name in brackets without a mark repeats what stands before it. What
    no mark governs where it `counts` is governed nowhere.
    """
    found: set[str] = set()
    free: list[str] = []
    last: str | None = None
    is_open = is_asked = is_left_out = False
    # Of a list without sums, the bodies since it began: « Région, Département, à définir ».
    run: list[str] = []
    bracketed: list[str] = []
    for passage in passages:
        # Bodies of the segments right before, where these say nothing else.
        pending: list[Hit] = []
        words, names = [hit for hit in marks_of(passage) if hit.weight > HINT], names_of(passage)
        if passage.text.startswith("(") and not words and not names:
            continue
        for start, end in (match.span() for match in _SEGMENT.finditer(passage.text)):
            if passage.text[max(start - 1, 0)] in _CLAUSE_ENDS:
                pending = []
                # « Région : 20 000 € (sollicités) »
                last = last if _is_sum(passage, start, end, words) else None
                run, is_left_out = [], False
            if start and passage.text[start - 1] in _SENTENCE_ENDS:
                is_asked = False
            marks = [*between(words, start, end - 1)]
            if is_body and marks and _is_granted(passage, marks, start, end):
                marks = []
            named = [*between(names, start, end - 1)]
            after = [hit for hit in named if marks and hit.start >= marks[0].start]
            before = _subject(passage, marks[0], named, pending) if marks and is_body else []
            marked = {hit.code for hit in after or before}
            if before and not after:
                # The whole subject is hoped for, also what stands before a comma.
                free = _without(free, [hit.code for hit in before if hit not in named])
            is_open = is_body and (
                _opens_list(marks, named) or (is_open and not marks and _is_list(passage, start, end, named))
            )
            pays = _PAYS.search(passage.text, start, end) or (
                _GRANTED.search(passage.text, start, end) and not _WAITED_FOR.search(passage.text, start, end)
            )
            if (is_open and not marks) or (is_asked and not pays):
                marked |= {hit.code for hit in named}
            is_asked = is_body and not pays and (is_asked or any(_ASKS.search(hit.words) for hit in marks))
            # « La Région pourra apporter 30 %, le Département 20 %»: the verb is left out.
            is_left_out = is_body and (
                any(_VERB.match(hit.words) for hit in marks)
                or (is_left_out and not marks and _is_list(passage, start, end, named))
            )
            if is_left_out and not marks and SUM_IN.search(passage.text, start, end):
                marked |= {hit.code for hit in named}
            # A word that goes on (« voire autrement ») is of what follows.
            is_bare = passage.text.startswith("(") or any(
                not passage.text[hit.end : end].strip() and not _OTHERS.match(passage.text, start) for hit in marks
            )
            if is_body and marks and bracketed and len(passage.text[: marks[0].start].strip()) <= _SHORT and not before:
                # « les autres collectivités (Département, Région) peuvent compléter l’aide »
                marked |= {*bracketed}
                free = _without(free, bracketed)
            if marks and not named and last and is_bare and is_body:
                marked = {last}
                # « DETR (sollicitée), Région (acquise) »: brackets are of the body before them alone.
                if passage.text.startswith("("):
                    is_open = is_asked = False
                elif run and passage.text[start - 1] == ",":
                    marked |= {*run}
                # It asks for what stands before it.
                is_open = is_open and passage.text[end : end + 1] == ":"
                free = _without(free, marked)
            if is_body and marked:
                marked -= {hit.code for hit in named if _WHO_PAYS.match(passage.text, hit.end)}
            found |= marked
            if marks or not passage.text.startswith("("):
                free += [hit.code for hit in named if hit.code not in marked and counts(hit)]
            is_plain = bool(named) and not marks and _is_list(passage, start, end, named)
            is_sum = bool(SUM_IN.search(passage.text, start, end))
            run = [*run, *(hit.code for hit in named)] if is_plain and not is_sum else []
            pending = pending + named if named and not marks and _is_subject_list(passage, start, end, named) else []
            last = named[-1].code if named else last
        bracketed = [hit.code for hit in names] if passage.text.startswith("(") else []
    return found - set(free)


def _is_granted(passage: Passage, marks: list[Hit], start: int, end: int) -> bool:
    """Whether a segment says of what is asked for in it that it has been granted, and nothing else of hope."""
    return (
        all(_ASKED.search(hit.words) for hit in marks)
        and bool(_GRANTED.search(passage.text, start, end))
        and not _WAITED_FOR.search(passage.text, start, end)
    )


def _without(free: list[str], codes: Iterable[str]) -> list[str]:
    """The codes that no mark governs, less the last place of each of these."""
    left = free[::-1]
    for code in codes:
        if code in left:
            left.remove(code)
    return left[::-1]


def _subject(passage: Passage, mark: Hit, named: list[Hit], pending: list[Hit]) -> list[Hit]:
    """The bodies before a mark that it governs: all of « l’ADEME, la Région et l’État peuvent », else the last one."""
    whole = [*pending, *(hit for hit in named if hit.start < mark.start)]
    is_before = whole and (whole[-1] in named or _is_linked(passage, whole[-1], mark))
    if not is_before or not _VERB.match(mark.words):
        return named[-1:]
    chain = [whole[-1]]
    for hit in reversed(whole[:-1]):
        if not _is_linked(passage, hit, chain[0]):
            break
        chain.insert(0, hit)
    return chain


def _is_linked(passage: Passage, first: Hit, last: Hit) -> bool:
    """Whether nothing but links and commas stands between two places."""
    return bool(_LINKS.fullmatch(passage.text[first.end : last.start].replace(",", " ")))


def _is_subject_list(passage: Passage, start: int, end: int, named: list[Hit]) -> bool:
    """Whether nothing but a link follows the last body of a segment, which may be a part of what follows."""
    is_last = bool(_LINKS.fullmatch(passage.text[max(start, named[-1].end) : end]))
    # « une subvention a été notifiée par l’État, et la Région devrait suivre »
    return is_last and not _PAYS.search(passage.text, start, end)


def _opens_list(marks: list[Hit], named: list[Hit]) -> bool:
    """Whether a mark asks or allows before what the segment names, or before the colon that ends it."""
    opening = [hit for hit in marks if any(word.startswith(_OPENS_LIST) for word in fold(hit.words).split())]
    return bool(opening) and all(hit.start > opening[0].start for hit in named)


def _is_sum(passage: Passage, start: int, end: int, marks: list[Hit]) -> bool:
    """Whether a segment behind a colon says a sum and nothing else, but for words that govern it."""
    said = next((hit.start for hit in between(marks, start, end - 1)), end)
    return passage.text[max(start - 1, 0)] == ":" and bool(_LINKS.fullmatch(passage.text[start:said]))


def _is_list(passage: Passage, start: int, end: int, named: list[Hit]) -> bool:
    """Whether a segment names bodies or sums and says nothing else."""
    if passage.text[max(start - 1, 0)] not in ",:;(" or not passage.text[start:end].strip():
        return False
    rest, at = "", start
    for hit in sorted(named, key=lambda one: one.start):
        # « Agence de l’eau Seine-Normandie »
        name = NAME_BEHIND.match(passage.text, hit.end, end)
        rest, at = rest + passage.text[at : hit.start], max(at, name.end() if name else hit.end)
    return bool(_LINKS.fullmatch(rest + passage.text[at:end]))
