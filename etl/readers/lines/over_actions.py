"""Short lines that stand alone right above an action and are neither fields nor sentences: the headings that a plan has
without saying so. Taken into the action before them, they would be lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from etl.readers.fields.columns import LEVELS, field_of
from etl.readers.lines.broken_lines import is_unfinished
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.text import LONGEST_LINE, one_line

_SHORTEST, _LONGEST = 3, 80
_ENDS = tuple(".;,:!?…")
# Below headings that say what they are.
LEVEL = 4
MAY_HEAD = "Cette ligne, au-dessus d’une action, est lue comme la fin de la précédente : titre de ce qui suit ?"
BY_PLACE = "Cette ligne, seule au-dessus d’une action, est prise pour un titre, et ses pareilles aussi : vérifier."


def begins_action(said: str) -> bool:
    """Whether a line says that an action begins there."""
    return bool(ACTION_LABEL.match(parted(said)[0])) or (bool(ACTION_LABEL.fullmatch(said)) and said[-1].isdigit())


def over_actions(lines: Sequence[str], is_apart: Callable[[int], bool]) -> list[int]:
    """The lines, from 0, that are such headings; `is_apart` says whether one stands apart from what is above it. None
    where there is but one, above the first action: it is the title of the whole."""
    said = [one_line(line) if len(line) < LONGEST_LINE else "" for line in lines]
    full = [at for at, text in enumerate(said) if text]
    begins = {at for at in full if begins_action(said[at])}
    found: list[int] = []
    labels: list[int] = []
    for above, at, below in zip([-1, *full], full, full[1:], strict=False):
        before = said[above] if above >= 0 else ""
        is_over = below in begins and at not in begins and is_apart(at)
        is_value = (
            before.endswith((":", ",", ";")) or is_unfinished(before) or (":" not in before and bool(field_of(before)))
        )
        if is_over and not is_value:
            (found if _names(said[at]) else labels if is_short(said[at]) and field_of(said[at]) else []).append(at)
    found = sorted([*found, *named_alike(labels, found, said)])
    first = min(begins, default=0)
    return found if len({said[at] for at in found}) > 1 or any(at > first for at in found) else []


def named_alike(labels: Iterable[int], found: Iterable[int], said: Sequence[str]) -> list[int]:
    """The lines that have the name of a field and are headings as the others are: « Piloter », below « Relier ». Labels
    of a form without a value are said again and again."""
    times = Counter(said)
    capitals = {said[at].isupper() for at in found}
    return [at for at in labels if times[said[at]] == 1 and said[at].isupper() in capitals]


def _names(said: str) -> bool:
    """Whether a line may name what stands below it: such words, that are no heading which says what it is."""
    return may_head(said) and ":" not in said and not heading_level(said)


def may_head(said: str) -> bool:
    """Whether words may name what stands below them: few, no sentence and no field."""
    return is_short(said) and field_of(said.partition(":")[0]) in ("", *LEVELS)


def is_short(said: str) -> bool:
    """Whether words are few, in letters, and no sentence."""
    is_short = _SHORTEST <= len(said) <= _LONGEST and said[0].isupper() and not said.endswith(_ENDS)
    return is_short and sum(map(str.isalpha, said)) > len(said) / 2
