"""A dossier's views, made: Comparisons with their contexts, and what could not be made, said in French."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from dashboard import queries
from dashboard.comparisons import amounts_by_scope
from dashboard.comparisons.core import Comparison, version
from dashboard.dossier import views
from dashboard.dossier.assembled import MOST_BEHIND, Context, Gathered, Made, Tell, in_silence
from dashboard.dossier.model import UNTITLED, Dossier, Entry, to_file
from dashboard.page_registry import TERRITORIES, Page
from dashboard.selection import Selection

# What stands for a link into a planner's own plan: who has its address changes and deletes it, and files are sent on.
UNTOLD = "adresse non donnée : celle d’un plan apporté ne se transmet que de la main à la main"


@dataclass(frozen=True)
class Gathering:
    """What came together: the entries that could be made, in order, and the problems met, by the entry's key."""

    gathered: Gathered
    keys: tuple[str, ...]
    problems: dict[str, str]


def known() -> Mapping[str, frozenset[str]]:
    """Identifiers that exist in these data, by field of the Selection."""
    return _known(queries.content_hash())


def permalink_of(comparison: Comparison, page: Page, base: str) -> str:
    """The address of the view, with the version of its data.

    `base` is the dashboard's own address with its last slash, `page` the page of it that shows the view. Of a planner's
    own plan none leaves.
    """
    if queries.own_path():
        return UNTOLD
    return f"{base}{comparison.address.url(page.address, {'version': comparison.data_version[:8]})}"


def context_of(comparison: Comparison, page: Page, base: str, made_on: datetime.date | None = None) -> Context:
    """What goes into every file beside the Comparison: link (`permalink_of`), filters, the actions behind, the day."""
    actions = queries.action_page(comparison.selection, MOST_BEHIND)
    behind = queries.counted(comparison.selection)[0] if len(actions) == MOST_BEHIND else len(actions)
    return Context(
        permalink=permalink_of(comparison, page, base),
        filters=" ; ".join(filter(None, (views.in_words(comparison.selection), _emphasised(comparison)))),
        actions=actions,
        made_on=made_on or datetime.date.today(),
        grants=_grants(comparison),
        left_out=behind - len(actions),
    )


def _grants(comparison: Comparison) -> pd.DataFrame:
    """The grants behind a view of grants: those that count, or those that it tells apart."""
    if comparison.counted not in ("grants", "apart"):
        return pd.DataFrame()
    return queries.grant_list(comparison.selection, None, None, apart=comparison.counted == "apart")


def _emphasised(comparison: Comparison) -> str:
    """The territory that the reader looks at first: part of the view, though it filters nothing."""
    if not comparison.emphasis:
        return ""
    names = queries.territories().set_index("territory_id")["short_name"]
    return f"Territoire mis en avant : {names[comparison.emphasis]}"


def made(entry: Entry, base: str, made_on: datetime.date | None = None) -> tuple[Made, str]:
    """The entry's view, and what of its address means nothing here (empty where all does).

    Raises:
        ViewUnknown: it cannot be made.
    """
    reading = entry.reading(known())
    comparison = _comparison(queries.content_hash(), entry.view, reading.selection)
    context = context_of(comparison, views.page_of(entry.view), base, made_on)
    ignored = f"Laissé de côté, inconnu ici : {', '.join(reading.unknown)}." if reading.unknown else ""
    context = replace(context, heading=entry.title, note=entry.note, remarks=entry.remarks, cue=entry.cue)
    return (comparison, context), ignored


def gather(
    dossier: Dossier, base: str = "", permalink: str = "", made_on: datetime.date | None = None, tell: Tell = in_silence
) -> Gathering:
    """All views of the dossier; what cannot be made is told, and keeps nothing else from being made."""
    day = made_on or datetime.date.today()
    entries, keys, problems = [], [], {}
    for at, entry in enumerate(dossier.entries):
        tell(at / len(dossier.entries), f"Vue {at + 1} sur {len(dossier.entries)}")
        try:
            one, ignored = made(entry, base, day)
        except views.ViewUnknown as error:
            problems[entry.key] = str(error)
            continue
        entries.append(one)
        keys.append(entry.key)
        if ignored:
            problems[entry.key] = ignored
    return Gathering(
        gathered_of(dossier.title or UNTITLED, entries, permalink, day, to_file(dossier)), tuple(keys), problems
    )


def gathered_of(title: str, entries: list[Made], permalink: str, made_on: datetime.date, file: bytes = b"") -> Gathered:
    """Made views as one thing to export, with the versions of what they rest on."""
    hash_, date = version()
    return Gathered(title, tuple(entries), permalink, made_on, hash_[:8], date, codebook_version(hash_), file)


def of_territory(territory: str, base: str, made_on: datetime.date | None = None) -> Gathered:
    """What the page of a territory shows, in its order, as a dossier."""
    names = dict(queries.territories()[["territory_id", "short_name"]].itertuples(index=False))
    own = Selection(territories=(territory,))
    compared = queries.territories().set_index("territory_id").at[territory, "is_compared"]
    kept = ["contours", "themes-d-un-territoire"] if compared else ["themes-par-territoire"]
    kept += ["actions-par-engagement", "organismes-par-territoire", "dispositifs-par-territoire", "echeances"]
    kept += [one.key for one in amounts_by_scope(own, national=False)]
    dossier = Dossier(names[territory], tuple(Entry.of(view, own) for view in kept))
    link = UNTOLD if queries.own_path() else f"{base}{own.url(TERRITORIES.address)}"
    return gather(dossier, base, link, made_on).gathered


@lru_cache(maxsize=200)
def _comparison(content_hash: str, view: str, selection: Selection) -> Comparison:
    """Kept by the data's content: a dossier's page is run at each click."""
    return views.comparison(view, selection)


@lru_cache(maxsize=4)
def _known(content_hash: str) -> Mapping[str, frozenset[str]]:
    """Kept by the data's content: a dossier's page asks twice for each of its views."""
    known = {str(field): frozenset(of_field["value"]) for field, of_field in queries.catalogue().groupby("field")}
    return known | {"references": frozenset(queries.epci()["epci_siren"])}


@lru_cache(maxsize=4)
def codebook_version(content_hash: str) -> str:
    """A short hash of the codebook as these data hold it: two exports of one codebook bear the same."""
    text = queries.codebook().to_csv(index=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
