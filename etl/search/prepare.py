"""The tables of the search, made of the others when a base is built: every text is read here, none when one searches.

Texts are read twice, some thousands at a time: what is one word somewhere (« autostop ») is one word everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from etl.paths import SQL
from etl.search.lexicon import Lexicon
from etl.search.names import lexicon_of
from etl.search.texts import ACTIONS, LINES, Entry, Reader, Text, texts_of, words_of
from etl.search.words import bare

# Fewer differences between an action of ten words and one of a hundred than BM25 makes by default.
_K1, _B = 1.2, 0.5
# Texts that are read at once, and texts that were read and may come again.
_AT_ONCE, _KEPT = 20_000, 5_000
# A text's forms of a stem are bits of a number; the rare ones past the last share it.
_LAST_BIT = 62
_SCRIPTS = {ACTIONS: ("actions", "action_texts"), LINES: ("lines", "line_texts")}


def prepare(connection: duckdb.DuckDBPyConnection, lexicon: Lexicon | None = None) -> None:
    """Fill the tables of the search from those of the base.

    Args:
        connection: a base with its derived tables, those of the search empty.
        lexicon: what is known of expressions; the base's own where None is given.
    """
    known = lexicon or _lexicon(connection)
    for kind in (LINES, ACTIONS):
        _prepare(connection, kind, known)


def again(connection: duckdb.DuckDBPyConnection, lexicon: Lexicon) -> None:
    """Make the tables of the search anew, with another lexicon than the base's own."""
    for table in ("entry", "action", "line", "word", "compound", "term"):
        connection.execute(f"DELETE FROM search_{table}")
    prepare(connection, lexicon)


def _lexicon(connection: duckdb.DuckDBPyConnection) -> Lexicon:
    names, acronyms, synonyms = (
        _records(connection, SQL / "queries" / f"{query}.sql") for query in ("search_names", "acronyms", "synonyms")
    )
    return lexicon_of(
        names,
        [(row["acronym"], row["meaning"]) for row in acronyms],
        [(row["words"], row["near"], row["is_same"]) for row in synonyms],
    )


def _prepare(connection: duckdb.DuckDBPyConnection, kind: str, lexicon: Lexicon) -> None:
    script, query = _SCRIPTS[kind]
    connection.execute((SQL / "search" / f"{script}.sql").read_text("utf-8"))
    size = connection.execute("SELECT count(*) FROM found").fetchall()[0][0]

    def texts() -> Iterator[Text]:
        for start in range(0, size, _AT_ONCE):
            asked = {"first": start, "last": start + _AT_ONCE - 1}
            yield from texts_of(kind, _records(connection, SQL / "search" / f"{query}.sql", **asked))

    forms = _forms(texts())
    written_as_one = frozenset(map(bare, forms)) | lexicon.bare_words
    reading = _Reading(Reader(lexicon, written_as_one))
    _empty(connection)
    for at, text in enumerate(texts()):
        reading.read(at, text)
        if at % _AT_ONCE == _AT_ONCE - 1:
            reading.write(connection)
    reading.write(connection)
    _insert(
        connection, "read_term", term=range(len(reading.terms)), said=list(reading.terms), forms=reading.all_forms()
    )
    ranks = range(len(forms))
    _insert(
        connection, "search_word", kind=[kind] * len(forms), word=list(forms), stem=list(forms.values()), rank=ranks,
    )  # fmt: skip
    compounds = sorted(reading.reader.compounds)
    _insert(connection, "search_compound", kind=[kind] * len(compounds), bare=compounds)
    for name, value in (("kind", kind), ("k1", _K1), ("b", _B)):
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
    connection.execute((SQL / "search" / "weights.sql").read_text("utf-8"))


def _records(connection: duckdb.DuckDBPyConnection, query: Path, **parameters: object) -> list[dict[str, Any]]:
    """The rows of a query."""
    asked = connection.execute(query.read_text("utf-8"), parameters)
    names = [column[0] for column in asked.description or ()]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def _forms(texts: Iterable[Text]) -> dict[str, str]:
    """Each word of the texts, then of their headings and codes, with its stem, in the order in which they come."""
    forms: dict[str, str] = {}
    labels: dict[str, None] = {}

    @lru_cache(maxsize=_KEPT)
    def read(own: tuple[str, ...]) -> None:
        forms.update((word.folded, word.stem) for one in own for word in words_of(one))

    for text in texts:
        read(text.sentences)
        labels.update((label, None) for _, label in text.context)
    for label in labels:
        forms.update((word.folded, word.stem) for word in words_of(label))
    return forms


@dataclass
class _Own:
    """A text's own words: its terms, how often and in which forms it has each; all in a row, -1 between sentences."""

    terms: np.ndarray
    times: np.ndarray
    bits: np.ndarray
    sequence: np.ndarray
    counted: int


@dataclass
class _Reading:
    """What is read of one kind of texts; terms are numbered as they come."""

    reader: Reader
    terms: dict[str, int] = field(default_factory=dict)
    forms: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    start: int = 0
    posting: list[tuple[np.ndarray, ...]] = field(default_factory=list)
    context: list[tuple[np.ndarray, ...]] = field(default_factory=list)
    token: list[tuple[np.ndarray, ...]] = field(default_factory=list)
    entry: list[tuple[int, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._own: Callable[[Text], _Own] = lru_cache(maxsize=_KEPT)(self._read_own)
        self._told: Callable[[tuple[str, ...]], np.ndarray] = lru_cache(maxsize=_KEPT)(self._read_told)

    def read(self, at: int, text: Text) -> None:
        """Read one text: the number `at` of its kind."""
        own = self._own(Text(text.sentences, text.title, named=text.named))
        told = self._told(tuple(label for _, label in text.context))
        self.posting.append((own.terms, np.full(len(own.terms), at, dtype=np.int32), own.times, own.bits))
        self.context.append((told, np.full(len(told), at, dtype=np.int32)))
        stands = np.flatnonzero(own.sequence >= 0).astype(np.int32)
        self.token.append((own.sequence[stands], stands + np.int32(self.start)))
        self.entry.append((at, self.start, own.counted, len(told)))
        self.start += len(own.sequence)

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write what was read since."""
        if not self.entry:
            return
        for name, columns, parts in (
            ("posting", ("term", "entry", "times", "form_bits"), self.posting),
            ("context", ("term", "entry"), self.context),
            ("token", ("term", "position"), self.token),
        ):
            joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
            _insert(connection, name, **dict(zip(columns, joined, strict=True)))
            parts.clear()
        entries = zip(*self.entry, strict=True)
        _insert(connection, "read_entry", **dict(zip(("entry", "start", "counted", "told"), entries, strict=True)))
        self.entry.clear()

    def all_forms(self) -> list[list[str]]:
        """The forms of each term, in the order of their bits."""
        return [list(self.forms.get(term, ())) for term in range(len(self.terms))]

    def _read_own(self, text: Text) -> _Own:
        entry = self.reader.entry(text)
        times: dict[int, int] = defaultdict(int)
        for term in entry.counted:
            times[self._number(term)] += 1
        bits: dict[int, int] = defaultdict(int)
        for stem, form in entry.forms():
            known = self.forms[self._number(stem)]
            bits[self._number(stem)] |= 1 << min(known.setdefault(form, len(known)), _LAST_BIT)
        sequence = self._sequence(entry)
        return _Own(
            np.fromiter(times, dtype=np.int32, count=len(times)),
            np.fromiter(times.values(), dtype=np.int32, count=len(times)),
            np.array([bits[term] for term in times], dtype=np.int64),
            np.array(sequence, dtype=np.int32),
            len(entry.counted),
        )

    def _read_told(self, labels: tuple[str, ...]) -> np.ndarray:
        terms = dict.fromkeys(term for label in labels for term in self.reader.terms(label))
        return np.array([self._number(term) for term in terms], dtype=np.int32)

    def _sequence(self, entry: Entry) -> list[int]:
        found: list[int] = []
        for sequence in entry.sequences:
            found += [self._number(word.stem) for word in sequence]
            found.append(-1)
        return found

    def _number(self, term: str) -> int:
        return self.terms.setdefault(term, len(self.terms))


def _empty(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables of what is read, before anything is."""
    for name, columns in (
        ("posting", "term INTEGER, entry INTEGER, times INTEGER, form_bits BIGINT"),
        ("context", "term INTEGER, entry INTEGER"),
        ("token", "term INTEGER, position INTEGER"),
        ("read_entry", "entry INTEGER, start INTEGER, counted INTEGER, told INTEGER"),
        ("read_term", "term INTEGER, said VARCHAR, forms VARCHAR[]"),
    ):
        connection.execute(f"CREATE TEMP TABLE {name} ({columns})")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, **columns: Sequence[object] | np.ndarray) -> None:
    """Append these columns; `table` is one of this module's own."""
    typed: Mapping[str, Any] = {
        name: pa.array(values if isinstance(values, np.ndarray) else list(values)) for name, values in columns.items()
    }
    if not len(next(iter(typed.values()))):
        return
    connection.register("incoming", pa.table(dict(typed)))
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")
