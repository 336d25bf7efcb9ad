"""Sums of money: what the documents state, in their words; a sum that nobody has read is an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from etl.coding.codebook import Codebook
from etl.coding.readings import line_of
from etl.csvfiles import Row, keyed, read_csv
from etl.errors import SourceError
from etl.models import Document
from etl.money import MONEY, euros
from etl.text import plain

COLUMNS = (
    "amount_id", "label", "document_id", "line", "funder_id", "scope", "kind", "tax_basis", "period_words",
    "period_line", "period_start", "period_end", "part_of", "parts_complete", "same_as", "conflicts_with", "quote",
    "reason",
)  # fmt: skip
KIND_COLUMNS = ("kind", "label", "standing", "definition")
UNSAID = "-"


@dataclass(frozen=True)
class Amount:
    """A sum in euros as a document states it; the meaning of the columns stands in `sql/schema/amount.sql`."""

    amount_id: str
    label: str
    document_id: str
    line: int
    funder_id: str | None
    eur: Decimal
    scope: str
    kind: str
    tax_basis: str | None
    period_words: str | None
    period_line: int | None
    period_start: int | None
    period_end: int | None
    part_of: str | None
    parts_complete: bool
    same_as: str | None
    conflicts_with: str | None
    quote: str
    reason: str


def read_amounts(folder: Path, documents: Sequence[Document], codebook: Codebook) -> list[Amount]:
    """All sums of `amounts.csv`, read from their quotes; every sum in a document is there or in `not_funding.csv`.

    Raises:
        SourceError: an unknown document or code, a quote not found at its line or stating no single sum, a period that
            the document does not say, a reference to no amount, or a sum that neither file accounts for.
    """
    by_id = {document.document_id: document for document in documents}
    rows = keyed(read_csv(folder / "amounts.csv", COLUMNS), "amount_id")
    kinds = keyed(read_csv(folder / "amount_kinds.csv", KIND_COLUMNS), "kind")
    accounted: set[tuple[str, int, Decimal]] = set()
    amounts = []
    for row in rows.values():
        eur = _stated(row, by_id)
        accounted.add((row["document_id"], row.integer("line"), eur))
        codebook.check(row, "scope", row["scope"])
        if row["funder_id"]:
            codebook.check(row, "funder", row["funder_id"])
        if row["kind"] not in kinds:
            raise row.error(f"unknown kind {row['kind']!r}", "use one of data/codebook/amount_kinds.csv")
        for column in ("part_of", "same_as", "conflicts_with"):
            if row[column] and row[column] not in rows:
                raise row.error(f"{column} names {row[column]!r}, which is no amount", "name an amount_id of this file")
        amounts.append(
            Amount(
                row["amount_id"],
                row["label"],
                row["document_id"],
                row.integer("line"),
                row["funder_id"] or None,
                eur,
                row["scope"],
                row["kind"],
                row["tax_basis"] or None,
                *_period(row, by_id),
                row["part_of"] or None,
                row["parts_complete"] == "1",
                row["same_as"] or None,
                row["conflicts_with"] or None,
                row["quote"],
                row["reason"],
            )
        )
    for row in read_csv(folder / "not_funding.csv", ("document_id", "line", "quote", "reason")):
        accounted.add((row["document_id"], row.integer("line"), _stated(row, by_id)))
    _check_all_read(documents, accounted)
    return amounts


def _period(row: Row, documents: dict[str, Document]) -> tuple[str | None, int | None, int | None, int | None]:
    """The words that say the sum's period, their line, and the years that they say; nothing for `-`."""
    words, years = row["period_words"], [row.optional_integer(name) for name in ("period_start", "period_end")]
    if words == UNSAID and not row["period_line"] and years == [None, None]:
        return None, None, None, None
    if words in ("", UNSAID):
        raise row.error(
            "no words for the period of this sum",
            f"copy those of the document in period_words, or write {UNSAID} there and leave line and years empty",
        )
    line = row.optional_integer("period_line") or row.integer("line")
    _check_said(row, documents, words, line)
    for year in years:
        if year is not None and str(year) not in words:
            raise row.error(f"« {words[:80]} » does not say {year}", "leave out a year that the document does not say")
    return words, line, years[0], years[1]


def _stated(row: Row, documents: dict[str, Document]) -> Decimal:
    """The one sum that the row's quote states, the quote being found at its line."""
    _check_said(row, documents, row["quote"], row.integer("line"))
    sums = euros(row["quote"])
    if len(sums) != 1:
        raise row.error(f"the quote states {len(sums)} sums of money", "quote exactly one sum")
    return sums[0]


def _check_said(row: Row, documents: dict[str, Document], words: str, line: int) -> None:
    if row["document_id"] not in documents:
        raise row.error(f"unknown document {row['document_id']!r}", f"use one of {', '.join(documents)}")
    document = documents[row["document_id"]]
    if not 1 <= line <= len(document.lines):
        raise row.error(f"line {line} is outside the document, which has {len(document.lines)}", "correct the line")
    if line_of(plain(words), document, [line]) is None:
        raise row.error(
            f"« {words[:80]} » is not found at line {line} of {row['document_id']}",
            "copy the quote word for word",
        )


def _check_all_read(documents: Sequence[Document], accounted: set[tuple[str, int, Decimal]]) -> None:
    for document in documents:
        for line, raw in enumerate(document.lines, 1):
            for match in MONEY.finditer(plain(raw)):
                if (document.document_id, line, euros(match.group())[0]) not in accounted:
                    raise SourceError(
                        document.text_path,
                        f"« {match.group()} » is a sum of money that no file accounts for",
                        "add it to data/codebook/amounts.csv, or to not_funding.csv with a reason",
                        line,
                    )
