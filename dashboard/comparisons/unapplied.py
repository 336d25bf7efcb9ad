"""Filters that the reader sets and that cannot apply to what is said of whole documents: they are named beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from dashboard import queries
from dashboard.comparisons.claims import Unapplied
from dashboard.comparisons.core import Comparison
from dashboard.selection import Selection

# What of a Selection applies to what is said of whole documents: a theme or an engagement is an action's.
_APPLIED = ("territories", "levels", "funders")


def applied(selection: Selection) -> Selection:
    """What of the Selection applies to what documents say of their whole programme."""
    return Selection(**{name: values for name, values in selection.filters.items() if name in _APPLIED})  # type: ignore[arg-type]


def asked(selection: Selection) -> Selection:
    """The Selection's filters alone: what names the filters that do not apply depends on nothing else."""
    return Selection(**selection.filters)  # type: ignore[arg-type]


def told(comparison: Comparison, selection: Selection, what: str, applied: Collection[str] = _APPLIED) -> Comparison:
    """The Comparison with the filters of the Selection that it does not heed, where there are some."""
    labels = filter_labels()
    left = {name: values for name, values in selection.filters.items() if name not in applied}
    if not left:
        return comparison
    filters = tuple(
        (name, tuple(labels.get((name, value), value) for value in values)) for name, values in left.items()
    )
    return replace(comparison, unapplied=(Unapplied(selection, what, filters),))


@queries.once_per_content
def filter_labels() -> Mapping[tuple[str, str], str]:
    """The label of each value of each filter."""
    return {(row.field, row.value): row.label for row in queries.catalogue().itertuples()}
