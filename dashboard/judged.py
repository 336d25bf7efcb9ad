"""What a Selection keeps, as the value `kept` of `sql/views`: filters are judged once for all questions about it.

A filter judges lists of codes, which are few; a combination of codes is kept where each filter keeps its list. By
itself each question took longer to judge that than to count.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

# Each filter but that of territories, and what it judges of a combination of codes.
_JUDGED = {
    "themes": "themes",
    "levels": "bodies",
    "funders": "bodies",
    "schemes": "schemes",
    "engagements": "engagements",
    "natures": "natures",
    "years": "years",
}
_TERRITORIES, _CODES, _THEMES = "territories", "codes", "themes"


def kept(numbers: pd.DataFrame, left_out: pd.DataFrame) -> dict[str, object]:
    """What is kept, as bits that DuckDB reads.

    Args:
        numbers: the answer to `sql/queries/judged_numbers.sql`: the row of all numbers there are.
        left_out: the answer to `sql/queries/left_out.sql` for a Selection.
    """
    every = numbers.iloc[0]
    out = dict(zip(left_out["field"], left_out["numbers"], strict=True))
    ranks = _but(every[_TERRITORIES], out[_TERRITORIES])
    # A list that is empty is NULL: that filter leaves nothing out.
    misses = {
        field: np.isin(every[judged], out[field])
        for field, judged in _JUDGED.items()
        if isinstance(out[field], np.ndarray)
    }
    missed = sum(misses.values(), np.zeros(len(every[_CODES]), dtype=np.uint8))
    alone = {field: _bits(every[_CODES], one & (missed == 1)) for field, one in misses.items()}
    of_themes = misses.get(_THEMES, np.zeros(len(missed), dtype=bool))
    return {
        "territories": _bits(every[_TERRITORIES], np.isin(every[_TERRITORIES], ranks)),
        "first_rank": int(ranks.min()) if len(ranks) else None,
        "last_rank": int(ranks.max()) if len(ranks) else None,
        "codes": _bits(every[_CODES], missed == 0),
        "codes_of_any_theme": _bits(every[_CODES], missed == of_themes),
        "but_for": {field: alone.get(field) for field in _JUDGED},
    }


def _but(numbers: np.ndarray, out: object) -> np.ndarray:
    return numbers[~np.isin(numbers, out)] if isinstance(out, np.ndarray) else numbers


def _bits(numbers: np.ndarray, are_kept: np.ndarray) -> str:
    """Which of these numbers are kept, a figure for each number from zero on."""
    bits = np.full(1 + int(numbers.max(initial=0)), ord("0"), dtype=np.uint8)
    bits[numbers[are_kept]] = ord("1")
    return bits.tobytes().decode("ascii")
