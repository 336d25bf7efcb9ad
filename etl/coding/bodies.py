"""The bodies of a passage, each at its place, and the passage with a sign for every letter of them (`body_words`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.coding.body_words import (
    AT,
    EACH,
    LAND,
    NAME_BEHIND,
    NAMED,
    PLACE,
    PRONOUN,
    SIGN_OF,
    code_of,
    is_council,
    without_signs,
)
from etl.coding.place_names import places
from etl.coding.pronouns import antecedents
from etl.coding.terms import Hit

# Words of the codebook's terms that lead to a body and are none of its name.
_LEADING = re.compile(
    r"(?:par|avec|entre|aides?|soutiens?|crédits|convention|accord|partenariat|subventions?|participations?"
    r"|financements?)"
    r"\s+(?:avec\s+)?(?:(?:d[eu]s?|l[ae]s?)\s+|[ld]['’]\s?)+|(?:par|avec|entre)\s+",
    re.IGNORECASE,
)
# « 500 € par commune » is to each.
_PER = re.compile(r"(?<!\w)par $")
_EACH = frozenset([
    "commune", "ville", "mairie", "région", "département", "syndicat", "entreprise", "association", "epci",
    "intercommunalité",
])  # fmt: skip
# « Petites villes de demain », « politique de la ville »: words of schemes and places, no body.
_NO_BODY = re.compile(
    r"(?:\bpetites |\b(?:politique|contrats?|hôtels?|cœurs?|coeurs?|centres?|maisons?|entrées?|projets?|habitants?"
    r"|quartiers prioritaires) de (?:la )?)$",
    re.IGNORECASE,
)
# « La maison des associations », « l’hôtel d’entreprises »
_PLACE_OF = re.compile(
    r"\b(?:maisons?|forums?|fêtes?|pépinières?|hôtels?|villages?|créations?|réseaux?|annuaires?|salons?|bourses?|parcs?"
    r"|immobilier|implantations?|locaux|salles?|vie|tissu) (?:d['’]|des |de l['’])$",
    re.IGNORECASE,
)
# « SDE 22, 60 % », « CAUE 46 »: the number is of the name.
_OF_DEPARTMENT = re.compile(r" (?:\d\d|2[AB])\b(?=\s*(?:[,;:|)\n–-]|$|et\b))(?!,\d)")
_BEFORE = 40
# Who buys and holds land for others, which is paying for it.
_HOLDERS = frozenset(["epf", "epf-occitanie", "safer", "conservatoire-littoral"])
# How many bodies of one passage are looked at: no action names as many.
_MOST = 600


@dataclass(frozen=True)
class Bodies:
    """The text of a passage with signs for the letters of its bodies, and the bodies by where they start there.

    `unsaid` are those that only a noun or a place names, in the order of the text.
    """

    text: str
    at: dict[int, list[Hit]]
    unsaid: list[Hit]


def bodies_of(text: str, named: Sequence[Hit]) -> Bodies:
    """The bodies of a text: those `named` that the codebook's terms found in it, places and common nouns."""
    letters = list(without_signs(text))
    at: dict[int, list[Hit]] = {}
    for hit in named:
        start = proper(hit)
        department = _OF_DEPARTMENT.match(text, hit.end)
        end = department.end() if department else hit.end
        at.setdefault(start, []).append(hit)
        letters[start:end] = NAMED * (end - start)
    hidden = "".join(letters)
    matches = [match for match in AT.finditer(hidden) if not _is_word_of(match, hidden)]
    spans, unsaid = [], []
    end = 0
    for number, match in enumerate(matches[:_MOST]):
        if match.start() < end:
            continue
        code, start = code_of(match), match.start()
        following = matches[number + 1].start() if number + 1 < len(matches) else None
        end = _end_of_name(hidden, match.end(), following, code == "fondations")
        sign = SIGN_OF[match.lastgroup] if code and match.lastgroup else NAMED
        if not code and any(hit.code in _HOLDERS for hit in at.get(start, [])):
            sign = LAND
        if code:
            is_each = match.group().lower() in _EACH and _PER.search(hidden, max(0, start - _BEFORE), start)
            sign = EACH if is_each else sign
            at[start] = [Hit(code, 3, start, match.end(), text[start : match.end()])]
            # Minutes speak of a council whatever it decides.
            unsaid += [] if is_council(sign) else at[start]
        letters[start:end] = sign * (end - start)
        spans.append((start, end))
    for hit in _places(text, spans):
        at.setdefault(hit.start, [hit])
        unsaid.append(hit)
        letters[hit.start : hit.end] = PLACE * (hit.end - hit.start)
    for start, end, hits in antecedents("".join(letters), at):
        at[start] = hits
        letters[start:end] = PRONOUN * (end - start)
    return Bodies("".join(letters), at, sorted(unsaid, key=lambda hit: hit.start))


def proper(hit: Hit) -> int:
    """Where the body itself starts in the words that name it: « État » in « par l’État »."""
    leading = _LEADING.match(hit.words)
    return hit.start + leading.end() if leading else hit.start


def _is_word_of(match: re.Match[str], text: str) -> bool:
    """Whether a noun is part of what is no body: « Petites villes de demain »."""
    before = max(0, match.start() - _BEFORE)
    if match.lastgroup in ("associations", "entreprises"):
        return bool(_PLACE_OF.search(text, before, match.start()))
    return match.lastgroup == "communes" and bool(_NO_BODY.search(text, before, match.start()))


def _end_of_name(text: str, end: int, following: int | None, is_foundation: bool) -> int:
    """Where the name behind a body ends: at the latest where another begins that no « de » links to it."""
    name = NAME_BEHIND.match(text, end)
    if not name:
        return end
    # « Fondation Crédit Agricole »
    if is_foundation:
        return name.end()
    if following is None or following >= name.end():
        return name.end()
    before = text[end:following].rstrip()
    return name.end() if re.search(r"(?:\b(?:d[eu]s?|la|et|en)|[dl]['’])$", before) else end + len(before)


def _places(text: str, taken: Sequence[tuple[int, int]]) -> list[Hit]:
    """The communes and intercommunalities that a text names without a noun (« Agglopolys »)."""
    found = [Hit(code, 3, start, end, text[start:end]) for code, start, end in places(text)]
    return [hit for hit in found if not any(start < hit.end and hit.start < end for start, end in taken)]
