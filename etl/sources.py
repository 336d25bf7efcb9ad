"""All sources read and checked, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from etl.aids import read_aids
from etl.amounts import KIND_COLUMNS, UNSAID, Amount, read_amounts
from etl.coding.codebook import Codebook, read_codebook
from etl.coding.crosswalk import read_crosswalk
from etl.coding.mentions import Mention, mentions
from etl.coding.scheme_funding import read_scheme_funding
from etl.coding.settle import CodedUnit, code_document
from etl.coding.stated import StatedBodies, stated_codes, stated_sums
from etl.coding.sums import FieldSums, field_sums
from etl.coding.values import QUALIFIERS
from etl.contours import read_contours
from etl.csvfiles import Row, keyed, read_csv
from etl.documents import read_document, read_documents
from etl.errors import SourceError
from etl.france import France
from etl.grammars import cut
from etl.grants.kept import GRANTS, GrantList, lists_of, read_lists
from etl.identifiers import identify
from etl.models import Cut, Document, Fault
from etl.plans.territory import TerritoryRows, territory_rows
from etl.quoted import check_quote

TERRITORY_COLUMNS = (
    "territory_id", "rank", "name", "short_name", "kind", "is_compared", "siren", "department", "region", "population",
    "population_year", "communes", "population_stated", "population_stated_document", "with_article",
    "with_de", "with_a",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A document, what its grammar made of it, and its coded units in their order; `stated_sums` are the words in
    which fields state those of a payer, by action and payer, `field_sums` all that fields say of money, by action."""

    document: Document
    cut: Cut
    units: list[CodedUnit]
    faults: list[Fault]
    mentions: list[Mention]
    stated_sums: dict[str, dict[str, str]]
    field_sums: dict[str, FieldSums]

    @property
    def is_reviewed(self) -> bool:
        """Whether two readings stand behind the codes."""
        return all(len(unit.readings) == 2 for unit in self.units)


@dataclass(frozen=True)
class Sources:
    """Everything that the database is made of."""

    codebook: Codebook
    plans: list[Plan]
    bodies: list[dict[str, str]]
    amounts: list[Amount]
    territories: list[Row]
    epci: list[Row]
    communes: list[Row]
    document_funders: list[Row]
    document_schemes: list[Row]
    amount_kinds: list[Row]
    crosswalk: list[Row]
    contours: list[dict[str, Any]]
    synonyms: list[Row]
    grant_lists: list[GrantList]
    france: France
    scheme_funding: list[Row]
    aids: list[Row]


@dataclass(frozen=True)
class _Kept:
    """What was read and coded of the files that `stamp` tells."""

    stamp: tuple[tuple[str, int, int], ...]
    codebook: Codebook
    france: France
    plans: dict[str, Plan]


_KEPT: _Kept | None = None


def read_sources(
    data: Path,
    progress: Callable[[str], None] = lambda message: None,
    plans: Sequence[Path] = (),
    grants: Sequence[Path] = (),
    loading: bool = False,
) -> Sources:
    """The sources under `data` (documents, codebook, reference, grants), and plan folders and lists of grants that
    stand elsewhere; `loading` for who loads lists into `data` now, and has them read with those that are kept.

    Raises:
        SourceError: the first thing that cannot be built from, with its place and the remedy.
    """
    progress("Reading the documents")
    kept = _kept(data)
    codebook = kept.codebook
    documents = [*read_documents(data / "documents"), *map(read_document, plans)]
    territories = keyed(read_csv(data / "reference" / "territories.csv", TERRITORY_COLUMNS), "territory_id")
    own = _own_territories(kept.france, documents, territories)
    for document in documents:
        if document.territory_id not in territories:
            raise SourceError(
                document.sidecar_path,
                f"unknown territory {document.territory_id!r}",
                "add its row to data/reference/territories.csv, or correct territory_id",
            )
        for body in (*document.bearers, *filter(None, [document.grantor])):
            if body not in codebook.lists["funder"]:
                raise SourceError(
                    document.sidecar_path,
                    f"unknown body {body!r}",
                    "add it to data/codebook/funders.csv, or correct bearers and grantor",
                )
    faults = _recorded_faults(data / "codebook" / "faults.csv", documents)
    bodies = StatedBodies(codebook)
    coded = []
    for document in documents:
        if document.document_id in kept.plans:
            coded.append(kept.plans[document.document_id])
            continue
        progress(f"Cutting and coding {document.document_id}")
        result = cut(document)
        _check_count(document, result)
        stated = partial(stated_codes, document, codebook=codebook, bodies=bodies)
        units = code_document(document, result, identify(document, result), codebook, stated)
        coded.append(
            Plan(
                document,
                result,
                units,
                result.faults + faults[document.document_id],
                mentions(document, codebook.rules),
                {unit.action_id: stated_sums(document, unit.unit, bodies) for unit in units},
                {unit.action_id: field_sums(document, unit.unit, bodies) for unit in units},
            )
        )
        if document.territory is None:
            kept.plans[document.document_id] = coded[-1]
    _check_orphans(codebook.folder, {document.document_id for document in documents})
    _check_unique([unit.action_id for plan in coded for unit in plan.units], data)
    progress("Reading the sums of money")
    reference = data / "reference"
    return Sources(
        codebook,
        coded,
        bodies.rows,
        # Sums of a plan that was read from its file stand in its fields.
        read_amounts(codebook.folder, [one for one in documents if one.territory is None], codebook),
        list(territories.values()),
        [
            *read_csv(
                reference / "epci.csv",
                ("territory_id", "siren", "name", "kind", "communes", "population_municipal"),
            ),
            *(row for rows in own for row in rows.epci),
        ],
        [
            *read_csv(
                reference / "communes.csv",
                ("territory_id", "epci_siren", "insee_code", "name", "population_municipal"),
            ),
            *(row for rows in own for row in rows.communes),
        ],
        _document_funders(codebook, documents),
        _document_schemes(codebook, documents),
        read_csv(codebook.folder / "amount_kinds.csv", KIND_COLUMNS),
        read_crosswalk(codebook),
        [
            *read_contours(reference / "contours.geojson", set(territories)),
            *(row for rows in own for row in rows.contour),
        ],
        _synonyms(codebook.folder / "synonyms.csv"),
        read_lists([*lists_of(data / GRANTS, loading), *grants], set(codebook.lists["theme"])),
        kept.france,
        read_scheme_funding(codebook),
        read_aids(codebook.folder / "aids.csv", documents),
    )


def prepare(data: Path) -> None:
    """Read and code what every base has, so that the next one waits for its own plan alone.

    Raises:
        SourceError: the sources cannot be built from.
    """
    read_sources(data)
    _kept(data).france.find("commune")


def codebook_of(data: Path) -> Codebook:
    """The codebook, read once as long as it does not change."""
    return _kept(data).codebook


def _kept(data: Path) -> _Kept:
    """What this process keeps of `data` as long as none of its files changes: who builds the base of one more plan does
    not wait for the others."""
    global _KEPT
    files = sorted(path for path in data.rglob("*") if path.suffix in (".csv", ".toml", ".txt", ".parquet"))
    stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    if _KEPT is None or _KEPT.stamp != stamp:
        _KEPT = _Kept(stamp, read_codebook(data / "codebook"), France(data / "reference" / "france"), {})
    return _KEPT


def _own_territories(france: France, documents: Sequence[Document], territories: dict[str, Row]) -> list[TerritoryRows]:
    """The territories that plan folders bring; their rows are added to `territories`.

    Raises:
        SourceError: a territory has the name of another.
    """
    found: list[TerritoryRows] = []
    for document in documents:
        if document.territory is None:
            continue
        if document.territory_id in territories:
            raise SourceError(
                document.sidecar_path,
                f"there is a territory {document.territory_id!r} already",
                "give the territory of this plan another name",
            )
        rows = territory_rows(
            document.sidecar_path,
            document.territory_id,
            document.territory,
            max(row.integer("rank") for row in territories.values()) + 1,
            france,
            TERRITORY_COLUMNS,
        )
        territories[document.territory_id] = rows.territory
        found.append(rows)
    return found


def _synonyms(path: Path) -> list[Row]:
    """Expressions that the search takes for near, or for the same. A codebook without any has no such file."""
    rows = read_csv(path, ("words", "near", "is_same", "reason")) if path.exists() else []
    stated: dict[tuple[str, str], int] = {}
    for row in rows:
        if not (row["words"] and row["near"] and row["reason"]) or row["words"] == row["near"]:
            raise row.error("words, near and reason are not two expressions and why", "fill the row in, or remove it")
        pair = (min(row["words"], row["near"]), max(row["words"], row["near"]))
        if pair in stated:
            raise row.error(f"this pair stands already on line {stated[pair]}", "remove one: it holds both ways")
        stated[pair] = row.line
    return rows


def _check_count(document: Document, result: Cut) -> None:
    expected = document.settings.get("units")
    if expected is not None and expected != len(result.units):
        raise SourceError(
            document.sidecar_path,
            f"the grammar finds {len(result.units)} units where reading counted {expected}",
            "look at `etl report --units`, then correct the grammar's settings, lines.csv, or units = … in the sidecar",
        )


def _check_orphans(folder: Path, documents: set[str]) -> None:
    for path in sorted([*folder.glob("decisions/*.csv"), *folder.glob("readings/*/*.csv")]):
        if path.stem not in documents:
            raise SourceError(
                path, f"there is no document {path.stem!r}", "remove the file, or bring its document back"
            )


def _check_unique(identifiers: list[str], data: Path) -> None:
    twice = {identifier for identifier in identifiers if identifiers.count(identifier) > 1}
    if twice:
        raise SourceError(
            data / "documents",
            f"two documents of a territory give the same action {', '.join(sorted(twice))}",
            "keep the action in one of the documents only",
        )


def _recorded_faults(path: Path, documents: list[Document]) -> dict[str, list[Fault]]:
    faults: dict[str, list[Fault]] = {document.document_id: [] for document in documents}
    for row in read_csv(path, ("document_id", "line", "kind", "quote", "explanation")):
        check_quote(row, documents, row["quote"])
        faults[row["document_id"]].append(
            Fault(row.integer("line"), row["kind"], row["quote"], row["explanation"], "lecture")
        )
    return faults


def _document_funders(codebook: Codebook, documents: list[Document]) -> list[Row]:
    rows = read_csv(
        codebook.folder / "document_funders.csv",
        (
            "document_id", "line", "funder_id", "role", "certainty", "evidence", "period_words", "period_line",
            "reason",
        ),
    )  # fmt: skip
    for row in rows:
        check_quote(row, documents, row["evidence"])
        if not row["period_words"] or (row["period_words"] == UNSAID) == bool(row["period_line"]):
            raise row.error(
                "period_words and period_line do not go together",
                f"copy the words of the document and give their line, or write {UNSAID} and leave the line empty",
            )
        if row["period_line"]:
            check_quote(row, documents, row["period_words"], "period_line")
        codebook.check(row, "funder", row["funder_id"])
        codebook.check(row, "role", row["role"])
        if row["certainty"] not in QUALIFIERS["funder"]:
            raise row.error(f"unknown certainty {row['certainty']!r}", f"write {' or '.join(QUALIFIERS['funder'])}")
    return rows


def _document_schemes(codebook: Codebook, documents: list[Document]) -> list[Row]:
    rows = read_csv(
        codebook.folder / "document_schemes.csv", ("document_id", "line", "scheme_id", "evidence", "reason")
    )
    for row in rows:
        check_quote(row, documents, row["evidence"])
        codebook.check(row, "scheme", row["scheme_id"])
        if not row["reason"]:
            raise row.error("no reason", "say why the whole document is of this scheme")
    return rows
