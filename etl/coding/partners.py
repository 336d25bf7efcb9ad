"""The bodies that a field of partners names: who takes part, who is to be asked, and who is said there to pay.

« Hors ADEME » or « Région (refus) » name who takes no part, « Voir Région » where something else is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.coding.codebook import Codebook
from etl.coding.payers import HELPS, PAYS
from etl.coding.rules import Code
from etl.coding.values import ENVISAGED, STATED
from etl.money import MONEY
from etl.readers.fields.payer_cells import is_hoped, refuses
from etl.text import fold

# « Partenaires à associer : Région, ADEME ; techniques : CAUE »: a label holds up to the next end.
_ENDS = re.compile(r"\s*[;\n]\s*|\.\s+(?=[A-ZÀ-Ý])")
_LABEL = re.compile(r"([^:(),]{2,60}?)\s*:\s+")
_NAMES = re.compile(r"\s*,\s*(?![^()]*\))")
_TO_ASK = re.compile(
    r"\ba (?:associer|impliquer|rencontrer|contacter|consulter|convaincre|integrer|inviter|solliciter|mobiliser)\b|"
    r"\bpotentiel|\bsouhait|\beventuel|\bpressenti"
)
_NONE = re.compile(
    r"(?:voir|cf|idem|hors|sans|sauf|aucune?s?|pas|ne|ancien(?:ne)?s?|non)\b|.*\((?:hors|sans|refus|non|pas|n')[^)]*\)|"
    r".*\b(?:non|pas) (?:associe|concerne|sollicite|implique|partenaire)"
)
_PAYS = re.compile(r"\bfinanc(?:eur|ier|ement)s?\b|\bsubvention|\bcofinanc|\d\s?%")
_NO_MONEY = re.compile(r"\b(?:non|pas|hors|sans) (?:financ|subvention|cofinanc)")
# « Les habitants de la Région »: of a place, not of a body.
_OF_A_PLACE = re.compile(
    r"\b(?:habitants?|populations?|acteurs?|territoires?|communes?|usagers?) (?:de la |du |de l'|d')$"
)


def partners_of(named: str, codebook: Codebook) -> Iterator[Code]:
    """The bodies that the field names, each with its part in the action."""
    for segment in _ENDS.split(named):
        label = _LABEL.match(segment)
        # « Région : 20 000 € » is no label.
        is_label = label is not None and not codebook.rules.every_hit("funder", label[1])
        heading, listed = (label[1], segment[label.end() :]) if label and is_label else ("", segment)
        if _NONE.match(fold(heading)):
            continue
        for piece in _NAMES.split(listed):
            said = fold(piece).strip()
            if _NONE.match(said) or refuses(piece):
                continue
            is_open = any(is_hoped(one) or _TO_ASK.search(fold(one)) for one in (heading, piece))
            pays = not _NO_MONEY.search(said) and (
                _PAYS.search(said) or _PAYS.search(fold(heading)) or MONEY.search(piece)
            )
            for hit in codebook.rules.every_hit("funder", piece):
                if not _OF_A_PLACE.search(fold(piece[: hit.start])):
                    role, certainty = PAYS if pays else HELPS, ENVISAGED if is_open else STATED
                    yield Code("funder", f"{hit.code}:{role}:{certainty}", hit.words, "stated")
