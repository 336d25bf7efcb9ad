"""Words that a file of the codebook quotes from a document: found where it says, or the build stops."""

from __future__ import annotations

from collections.abc import Sequence

from etl.coding.readings import line_of
from etl.csvfiles import Row
from etl.models import Document
from etl.text import plain


def check_quote(row: Row, documents: Sequence[Document], words: str, line_column: str = "line") -> None:
    """Whether the row's document says these words at its line.

    Raises:
        SourceError: there is no such document or line, or it says other words.
    """
    document = next((document for document in documents if document.document_id == row["document_id"]), None)
    if document is None:
        raise row.error(f"unknown document {row['document_id']!r}", "name a folder of data/documents")
    line = row.integer(line_column)
    if not 1 <= line <= len(document.lines):
        raise row.error(f"line {line} is outside the document, which has {len(document.lines)}", "correct the line")
    if line_of(plain(words), document, range(line, min(line + 3, len(document.lines)) + 1)) != line:
        raise row.error(
            f"« {words[:80]} » is not found at line {line} of {row['document_id']}",
            "copy the quote word for word",
        )
