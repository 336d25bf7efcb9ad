"""The names of payers in a clause: which it says, each without sums, purposes and how sure it is, and whether one is
the bearer's own money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.money import MONEY
from etl.readers.fields.bodies import body_of
from etl.readers.fields.payer_names import HOPED, OWN, names_payer, payer_within
from etl.readers.fields.payer_shares import SHARE

_BEFORE_SUM = re.compile(r"\s+(?:à|pour|sur|dont|soit|environ|env\.?|à hauteur d[e’']|de|d['’])$", re.I)
_OF = re.compile(r"^(?:de la |de l['’]|du |des |de |d['’])", re.I)
_JOINED = re.compile(r"\s+(?:et/ou|ou(?: bien)?|et|[/+&])\s+|/(?![^()]*\))", re.I)
# « autofinancement de la CC et des communes » is one.
AND_OF = re.compile(r"\s+et\s+(?:de la |des |du |de l['’]|d['’])", re.I)
_LIST = re.compile(r"\s*(?:(?<!\d),|,(?!\d))\s*(?![^()]*\))")
REMARK = re.compile(r"\([^()]*\)")
# Of a name: what it gives, before it and behind it.
_GIVES = re.compile(
    r"(?:subventions?|participations?|aides?|cofinancements?|soutiens?|financements?|dotations?|contributions?|concours)"
    r"\s+(?:financi[eè]re?s?\s+)?(?:de la\s|de l['’]|du\s|des\s|de\s|d['’])?\s*(?=\S)", re.I,
)  # fmt: skip
_TAXED = re.compile(rf"{MONEY.pattern}(?:\s*(?:HT|TTC)\b)?")
_UP_TO = re.compile(r"\s+(?:à hauteur|d['’]un montant|pour un montant)?\s*(?:de|d['’]|:)\s*$", re.I)
_OPEN_START, _OPEN_END = re.compile(r"\(\s*[,;:–-]\s*"), re.compile(r"\s*[,;:–-]\s*\)")
PURPOSE = re.compile(r"\s+pour\s+.*")
# « (acquis) », « (notifiée le 12/03) »: how sure a payer is, and no part of its name.
_GIVEN = re.compile(
    r"\(\s*(?:d[ée]j[àa] )?(?:acquis|obtenu|accord[ée]|attribu[ée]|notifi[ée]|valid[ée]|vot[ée]|confirm[ée]|engag[ée]|"
    r"vers[ée]|signé)e?s?\b[^()]*\)", re.I,
)  # fmt: skip


def begins_payer(words: str) -> bool:
    return words[:1].isupper() or bool(OWN.match(words)) or body_of(words) is not None


def is_own_money(bare: str) -> bool:
    """Whether a bare name is the bearer's own money: « Budget général », not « Budget de la Région »."""
    other = body_of(payer_within(bare)) if OWN.fullmatch(bare) else None
    return bool(OWN.fullmatch(bare)) and (other is None or other.level == "bloc-communal")


def named_in(name: str) -> str:
    """A name, or the payer that words of another kind name: « AAP de l’ADEME »; nothing where they name none."""
    bare = bare_name(name)
    is_name = is_own_money(bare) or body_of(name) or names_payer(bare)
    return name if is_name else payer_within(SHARE.sub(" ", MONEY.sub(" ", name)).strip())


def names_of(name: str) -> list[str]:
    """The payers that a name says: « Région, Département et CAF » are three, each being known or behind a comma."""
    listed = [part for part in _LIST.split(name) if bare_name(part)]
    both = [part for one in listed for part in _JOINED.split(one)]
    if len(both) > 1 and all(body_of(bare_name(part)) or OWN.fullmatch(bare_name(part)) for part in both):
        return both
    return listed or [name]


def bare_name(name: str) -> str:
    """A name without sums, purposes, and what says that it is hoped for."""
    bare = _TAXED.sub(" ", SHARE.sub(" ", PURPOSE.sub("", HOPED.sub(" ", _GIVEN.sub(" ", name)))))
    # « Banque des Territoires (prêt, 100 000 €) » without its sum keeps « (prêt) ».
    bare = _OPEN_END.sub(")", _OPEN_START.sub("(", bare))
    bare = " ".join(re.sub(r"\([\s\d.,]*\)", " ", bare).split())
    given = _GIVES.sub("", _UP_TO.sub("", bare), count=1) if _GIVES.match(bare) else bare
    bare = given if names_payer(given) else bare
    bare = _OF.sub("", _BEFORE_SUM.sub("", bare.strip(" ,:–+-=≈~<>≤≥/"))).strip()
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        bare = bare[1:-1]
    return bare if bare.count("(") == bare.count(")") else bare.partition("(")[0].strip()


def own_words(part: str, names: Sequence[str], words: str) -> str:
    """The words that tell how sure one of several payers is: « ADEME (acquis), Région (espérée), Ville » says it of
    each in brackets; what stands in the last brackets alone may be of all."""
    remarks = [at for at, one in enumerate(names) if REMARK.search(one)]
    if len(names) < 2 or not remarks or remarks == [len(names) - 1]:
        return words
    return part if REMARK.search(part) else REMARK.sub(" ", words)
