"""A list of grants by its bytes and its name: what each row says, and what of it cannot be taken."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from functools import partial

from etl.grants.layouts import Layout, named, recognised
from etl.grants.model import Fault, GrantsRead, GrantsRefused, Line
from etl.grants.rows import NAME_THEM, Reading
from etl.grants.tables import Table, names, tables, text_of
from etl.readers.tables.named_columns import Naming


def read_grants(content: bytes, name: str, naming: Naming | None = None) -> GrantsRead:
    """The grants of a CSV or workbook, by the names of its columns or by those that a planner named.

    Raises:
        GrantsRefused: it cannot be read, is no list that is known, or no row has an amount.
    """
    found = tables(content, name)
    try:
        table, head, layout = _named(found, naming) if naming else _only_list(found, name)
        reading = Reading(table, head, layout, name)
        reading.run()
    except csv.Error:
        raise GrantsRefused(f"« {name} » est abîmé : l’enregistrer à nouveau en CSV, en UTF-8.") from None
    beside = [] if naming else [_unread(other) for other in found if other is not table]
    return GrantsRead(
        layout.name,
        table.encoding,
        tuple(reading.grants),
        tuple(sorted([*beside, *reading.faults], key=lambda fault: fault.line)),
        reading.rows,
        hashlib.sha256(content).hexdigest(),
    )


def _only_list(found: Sequence[Table], name: str) -> tuple[Table, Line, Layout]:
    lists = []
    for table in found:
        first = table.first_rows()
        for at, head in enumerate(first):
            layout = recognised(names(head), name, partial(_column, first[at + 1 :]))
            if layout:
                lists.append((table, head, layout))
                break
    if len(lists) > 1:
        said = ", ".join(f"« {table.name} »" for table, _, _ in lists)
        raise GrantsRefused(
            f"« {name} » a une liste sur chacune des feuilles {said} : en faire un fichier par feuille."
        )
    if not lists:
        first_names = list(filter(None, names(found[0].first_rows()[0])))[:8]
        raise GrantsRefused(
            f"« {name} » n’a les colonnes d’aucune liste connue (dotations de l’État, Fonds vert, subventions "
            f"attribuées au format SCDL) ; sa première ligne dit : {', '.join(first_names)[:300] or 'rien'}. Il faut "
            f"{NAME_THEM}."
        )
    return lists[0]


def _column(rows: Sequence[Line], column: int) -> list[str]:
    return [text_of(row.cells[column]) for row in rows if column < len(row.cells)]


def _named(found: Sequence[Table], naming: Naming) -> tuple[Table, Line, Layout]:
    table = next((one for one in found if one.name == naming.table), None)
    head = next((row for row in table.rows() if row.number == naming.head_row), None) if table else None
    if table is None or head is None:
        raise GrantsRefused("Ce tableau n’est plus dans le fichier : le choisir à nouveau.")
    if "eur" not in naming.columns and not naming.payers:
        raise GrantsRefused("Aucune colonne n’est nommée montant : dire au moins laquelle porte les montants.")
    return table, head, named(names(head), naming.columns, naming.payers)


def _unread(table: Table) -> Fault:
    line = next((row.first for row in table.rows() if not row.is_empty), 1)
    return Fault(line, f"La feuille « {table.name} » n’est pas une liste connue et n’est pas lue : la vérifier.")
