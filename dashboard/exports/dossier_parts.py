"""What a dossier holds once, whatever its format: the documents and actions behind its views, its method."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from dashboard.comparisons.core import Source
from dashboard.dossier.assembled import Gathered
from dashboard.exports.tidy import is_missing
from dashboard.look.formats import integer, period
from dashboard.look.records import ROLES

METHOD = (
    "En regard met face à face ce que des documents de territoires disent de leurs actions, dans leurs propres mots. "
    "Chaque chiffre compte des actions ou reprend une somme qu’un document énonce ; chaque action est rattachée aux "
    "lignes de son document.",
    "Les documents sont de sortes et d’années différentes : les parts au sein d’un territoire passent avant les "
    "nombres. Une action absente d’un document n’est pas une action que le territoire ne fait pas. « Non renseigné » "
    "n’est jamais zéro, et les sommes de portées différentes ne s’additionnent pas.",
    "La page « Méthode » d’En regard donne les définitions, les règles de codage et leurs limites.",
)

# Actions that a file to be read lists, at most: some hundred pages.
MOST_READ = 2_000


def is_address(link: str) -> bool:
    """Whether a link leads somewhere from outside the dashboard."""
    return link.startswith(("https://", "http://"))


def server(permalink: str) -> str:
    """The dashboard's own address with its last slash, of a link into it; nothing where the link has no server."""
    if not is_address(permalink):
        return ""
    parts = urlsplit(permalink)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rsplit('/', 1)[0]}/"


def documents(gathered: Gathered) -> list[Source]:
    """Every document behind the views, once, in the order in which the views name them."""
    found: dict[str, Source] = {}
    for comparison, _ in gathered.entries:
        for source in comparison.sources:
            # Sums name their documents without their kind.
            if source.document_id not in found or not found[source.document_id].kind:
                found[source.document_id] = source
    return list(found.values())


def actions(gathered: Gathered) -> list[dict[str, Any]]:
    """Every action behind the views, once, document by document: as `queries.actions` has it, `views` being the
    numbers of the views that count it, `when` its period in words and `lines` where it stands in its document; the
    first `MOST_READ` of them."""
    found: dict[str, dict[str, Any]] = {}
    for number, (comparison, context) in enumerate(gathered.entries, 1):
        if comparison.unit.unfiltered:
            # Sums, contours and what is said of whole documents count no action.
            continue
        for row in context.actions.head(MOST_READ).to_dict("records"):
            if row["action_id"] not in found:
                lists = {name: list(row[name]) for name in ("themes", *ROLES, "schemes")}
                found[row["action_id"]] = {**row, **lists, "views": [], "when": _when(row), "lines": _lines(row)}
            action = found[row["action_id"]]
            action["views"].append(number)
    in_order = sorted(
        found.values(), key=lambda action: (action["territory_rank"], action["document_id"], action["first_line"])
    )
    return in_order[:MOST_READ]


def left_out(held: int) -> str:
    """What is said where a file holds only so many of the actions behind its figures."""
    return (
        f"Ce fichier tient les {integer(held)} premières actions derrière ses chiffres, qui les comptent toutes : les "
        "autres se lisent à l’adresse de la vue, où des filtres en retiennent moins."
    )


def method(gathered: Gathered, held: int) -> tuple[str, ...]:
    """How the figures were made, and that the file holds only so many of the actions behind them, where it does."""
    counted = [context for comparison, context in gathered.entries if not comparison.unit.unfiltered]
    every = {action for context in counted for action in context.actions.get("action_id", ())}
    is_cut = len(every) > held or any(context.left_out for context in counted)
    return (*METHOD, left_out(held)) if is_cut else METHOD


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """The numbers, which rise, as first and last of those that follow one another: (1, 1), (3, 5)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _when(row: dict[str, Any]) -> str:
    start, end = (None if is_missing(row[name]) else row[name] for name in ("period_start", "period_end"))
    return period(start, end)


def _lines(row: dict[str, Any]) -> str:
    first, last = row["first_line"], row["last_line"]
    return f"ligne {first}" if first == last else f"lignes {first} à {last}"
