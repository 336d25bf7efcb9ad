"""Grammars cut a document into its outline and its units, as `data/codebook` defines them.

A grammar is a function `Document -> Cut`. It is named in the document's sidecar and reads its settings there, so a
new document of a known form needs no Python.
"""

from __future__ import annotations

from collections.abc import Callable

from etl.errors import SourceError
from etl.grammars.bullets import cut_bulleted_list, cut_outline
from etl.grammars.chosen_lines import cut_chosen_lines
from etl.grammars.fiches import cut_fiches
from etl.grammars.given_units import cut_given_units
from etl.grammars.patience import within
from etl.grammars.settings import check_settings
from etl.models import Cut, Document

GRAMMARS: dict[str, Callable[[Document], Cut]] = {
    "bulleted-list": cut_bulleted_list,
    "outline": cut_outline,
    "fiches": cut_fiches,
    "slides": cut_chosen_lines,
    "web-page": cut_chosen_lines,
    "given-units": cut_given_units,
}


def cut(document: Document) -> Cut:
    """The document's outline, units and faults.

    Raises:
        SourceError: the grammar is unknown, or the document has a line that it cannot place.
    """
    check_settings(document)
    name = document.settings.get("name")
    if name not in GRAMMARS:
        raise SourceError(
            document.sidecar_path,
            f"unknown grammar {name!r}",
            f"name one of {', '.join(GRAMMARS)} under [grammar]",
        )
    with within(_endless(document)):
        result = GRAMMARS[str(name)](document)
    if not result.units:
        raise SourceError(
            document.text_path, f"the grammar {name!r} finds no unit", "check the patterns under [grammar]"
        )
    return result


def _endless(document: Document) -> SourceError:
    return SourceError(
        document.sidecar_path,
        "a pattern under [grammar] is tried without end",
        "no repetition may hold another of the same signs, such as (a+)+ or (\\w+\\s?)*: write one of the two",
    )
