"""The rows of a list of grants: what each says, and what of it cannot be taken."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from etl.grants import cells
from etl.grants.cells import Ambiguous, Unreadable
from etl.grants.layouts import BY_PAYER, FIELDS, SOURCE_LINE, Layout, year_named
from etl.grants.model import Fault, Grant, GrantsRefused, Line
from etl.grants.tables import Table, names, text_of
from etl.text import fold

NAME_THEM = "dire quelles colonnes portent le montant et le bénéficiaire, ou choisir un autre fichier"
_CODES: dict[str, Callable[[str], str]] = {"siren": cells.siren, "insee": cells.insee, "department": cells.department}
_CALLED = {"siren": "SIREN ou SIRET", "insee": "code INSEE de commune", "department": "code de département"}
_TEXTS = ("funder", "programme", "measure", "beneficiary", "beneficiary_kind", "title")
_UNSAID = dict.fromkeys(_TEXTS, "")
_YEAR_IN_NAME = re.compile(r"20\d\d")
# What a column of states or remarks is called, and what it says of a grant that was not given, or was taken back.
_OF_STATES = re.compile(r"statut|etat|decision|avis|suite|observ|remarque|comment|situation|resultat|instruction")
_NOT_GIVEN = re.compile(
    r"(?:(?:dossier|subvention|aide|operation|projet|demande|decision|avis|action|engagement)\s+)?(?:est |a ete |: ?)?"
    r"(?:annul|retir|refus|rejet|abandon|deprogramm|caduque?|caducite|sans suite|ajourn|defavorable|en attente|"
    r"non (?:reten|accord|attribu|eligible)|en instruction|en cours d.instruction)\w*\b.*"
)
_LONGEST_STATE = 120
_TOTAL = re.compile(r"(?:sous[ -]?)?tota(?:l|ux)\b.*")
# A text that is longer is cut, and that is told.
_LONGEST_TEXT = 5_000
_SHOWN = 60


class Reading:
    """One table as it is read: what has been found so far."""

    def __init__(self, table: Table, head: Line, layout: Layout, file_name: str) -> None:
        self._table, self._head, self._layout, self._file_name = table, head, layout, file_name
        self._columns, self._names = layout.columns, names(head)
        self._texts = [name for name in _TEXTS if name in layout.columns]
        taken = {*layout.columns.values(), *layout.payers}
        self._states = [at for at, name in enumerate(self._names) if at not in taken and _OF_STATES.search(fold(name))]
        self._last_column = max([*layout.columns.values(), *layout.payers])
        self.grants: list[Grant] = []
        self.faults: list[Fault] = []
        self.rows = 0
        self._year_of = cells.kept(cells.year)
        self._codes = {name: cells.kept(read) for name, read in _CODES.items()}
        # What some cells of a column are not: told once where no cell of it is.
        self._good: Counter[str] = Counter()
        self._bad: dict[str, list[Fault]] = {name: [] for name in (*_CODES, "year")}

    def run(self) -> None:
        """Read all rows.

        Raises:
            GrantsRefused: there is no row, or none with an amount that can be read.
        """
        self._has_source_lines = self._are_source_lines()
        own_year = year_named(self._called("eur")) if "eur" in self._columns else None
        self._file_year = None if "year" in self._columns else own_year or self._year_of_name()
        for row in self._data():
            self.rows += 1
            self._read(row)
        if not self.rows:
            raise GrantsRefused(f"« {self._file_name} » n’a aucune ligne sous sa tête : choisir le fichier entier.")
        if not self.grants:
            sums = [self._called("eur")] if "eur" in self._columns else [self._names[at] for at in self._layout.payers]
            raise GrantsRefused(
                f"« {self._file_name} » : aucune de ses lignes n’a de montant lisible dans la colonne "
                f"{', '.join(f'« {name} »' for name in sums)} : vérifier, ou {NAME_THEM}."
            )
        for name, faults in self._bad.items():
            self.faults += self._told_once(name, faults)

    def _data(self) -> Iterator[Line]:
        return (row for row in self._table.rows() if row.number > self._head.number and not row.is_empty)

    def _read(self, row: Line) -> None:
        line = int(text_of(self._cell(row, SOURCE_LINE))) if self._has_source_lines else row.first
        why = self._misshapen(row) or self._total(row) or self._not_given(row)
        paid = [] if why else self._paid(row, line)
        if why:
            self._fault(line, why)
        if not paid:
            return
        layout = self._layout
        texts = _UNSAID | {name: self._text(row, name, line) for name in self._texts}
        first = Grant(
            line,
            self._year(row, line) if "year" in self._columns else self._file_year,
            sys.intern(paid[0][0] or layout.funder or texts["funder"]),
            sys.intern(layout.programme or texts["programme"]),
            sys.intern(texts["measure"]),
            texts["beneficiary"],
            sys.intern(texts["beneficiary_kind"]),
            self._code(row, "siren", line),
            self._code(row, "insee", line),
            self._code(row, "department", line),
            texts["title"],
            self._cost(row, line),
            paid[0][1],
        )
        self.grants += [first, *(replace(first, funder=payer, eur=eur) for payer, eur in paid[1:])]

    def _paid(self, row: Line, line: int) -> list[tuple[str, Decimal]]:
        """Who granted what in a row: one sum, whose payer another column or the list says, or one for each payer."""
        if not self._layout.payers:
            eur = self._eur(self._cell(row, "eur"), self._called("eur"), self._layout.units.get("eur", 1), line)
            return [] if eur is None else [("", eur)]
        said = {at: row.cells[at] for at in self._layout.payers if at < len(row.cells) and text_of(row.cells[at])}
        said = {at: cell for at, cell in said.items() if text_of(cell).strip("0.,€ ")}
        if not said:
            self._fault(line, "Aucune colonne de financeur ne dit de montant ; la ligne n’est pas comptée.")
        self.rows += max(0, len(said) - 1)
        found = []
        for at, cell in said.items():
            payer, unit = self._layout.payers[at]
            eur = self._eur(cell, self._names[at], unit, line)
            found += [] if eur is None else [(sys.intern(payer), eur)]
        return found

    def _cell(self, row: Line, name: str) -> object:
        at = self._columns.get(name)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _called(self, name: str) -> str:
        at = self._columns[name]
        return (self._names[at] if at < len(self._names) else "") or FIELDS[name]

    def _fault(self, line: int, why: str) -> None:
        self.faults.append(Fault(line, why))

    def _misshapen(self, row: Line) -> str:
        """Why the cells of a row of a CSV are not below their names, where they are not."""
        held, width = len(row.cells), len(self._head.cells)
        if held == width or not self._table.is_separated:
            return ""
        over = any(text_of(cell) for cell in row.cells[width:])
        if not over and held > self._last_column:
            return ""
        where = f" (lignes {row.first} à {row.last} du fichier, lues comme une seule)" if row.last > row.first else ""
        return (
            f"Cette ligne a {held} cellules sous {width} noms de colonnes{where} et n’est pas comptée : un séparateur, "
            "un guillemet ou un retour à la ligne y est de trop ou manque ; la corriger dans le fichier."
        )

    def _total(self, row: Line) -> str:
        """Why a row is none of a grant, where it says nobody and nothing, or a total."""
        if any(text_of(self._cell(row, name)) for name in ("siren", "insee")):
            return ""
        beneficiary, title = (text_of(self._cell(row, name)) for name in ("beneficiary", "title"))
        first = next(filter(None, map(text_of, row.cells)), "")
        if not beneficiary and not title:
            return (
                "Cette ligne ne dit ni bénéficiaire ni objet, comme un total, et n’est pas comptée : la compléter si "
                "c’est une subvention."
            )
        if not (beneficiary and title) and any(_TOTAL.fullmatch(fold(text)) for text in (first, beneficiary, title)):
            return "Cette ligne est un total et n’est pas comptée : la supprimer du fichier."
        return ""

    def _not_given(self, row: Line) -> str:
        """Why a row is of no grant, where a column of states or remarks says that it was refused or taken back."""
        for at in self._states:
            said = text_of(row.cells[at]) if at < len(row.cells) else ""
            if said and len(said) <= _LONGEST_STATE and _NOT_GIVEN.fullmatch(fold(said)):
                called = f"« {said[:_SHOWN]} » dans « {self._names[at]} »"
                why = f"{called} dit que la subvention n’est pas attribuée ; la ligne n’est pas comptée"
                return f"{why} : corriger ce mot si elle l’est."
        return ""

    def _eur(self, cell: object, called: str, unit: int, line: int) -> Decimal | None:
        try:
            eur = self._sum(cell, unit)
        except Ambiguous:
            self._fault(line, f"{_said(cell, called)} peut être lu de deux façons : l’écrire sans point ni virgule.")
        except Unreadable:
            self._fault(line, f"{_said(cell, called)} n’est pas un montant : l’écrire en chiffres, en euros.")
        else:
            if eur is not None and eur > 0:
                return eur
            said = (
                f"{_said(cell, called)} n’est pas un montant positif" if eur is not None else f"« {called} » est vide"
            )
            of = "le montant n’est pas compté" if self._layout.payers else "la ligne n’est pas comptée"
            self._fault(line, f"{said} ; {of} : y porter le montant, s’il est connu.")
        return None

    def _cost(self, row: Line, line: int) -> Decimal | None:
        if "cost" not in self._columns:
            return None
        cell = self._cell(row, "cost")
        try:
            cost = self._sum(cell, self._layout.units.get("cost", 1))
        except Unreadable:
            cost = Decimal(-1)
        if cost is None or cost > 0:
            return cost
        said = _said(cell, self._called("cost"))
        self._fault(line, f"{said} n’est pas un coût ; la subvention est gardée sans lui : l’écrire en euros.")
        return None

    def _sum(self, cell: object, unit: int) -> Decimal | None:
        try:
            return cells.amount(cell, unit=unit)
        except Ambiguous:
            return cells.amount(cell, self._mark, unit)

    @cached_property
    def _mark(self) -> str:
        """The one decimal mark that the sums of the list prove; nothing where they prove none, or both."""
        sums = [*(self._columns[name] for name in ("eur", "cost") if name in self._columns), *self._layout.payers]
        marks = {cells.decimal_mark(row.cells[at]) for row in self._data() for at in sums if at < len(row.cells)} - {""}
        return marks.pop() if len(marks) == 1 else ""

    def _text(self, row: Line, name: str, line: int) -> str:
        text = text_of(self._cell(row, name))
        if len(text) <= _LONGEST_TEXT:
            return text
        self._fault(
            line,
            f"« {self._called(name)} » a {len(text)} signes, dont les {_LONGEST_TEXT} premiers sont gardés : "
            "l’abréger dans le fichier.",
        )
        return text[:_LONGEST_TEXT]

    def _code(self, row: Line, name: str, line: int) -> str:
        if name not in self._columns:
            return ""
        cell = self._cell(row, name)
        try:
            code = self._codes[name](cell if isinstance(cell, str) else text_of(cell))
        except Unreadable:
            said = f"{_said(cell, self._called(name))} n’est pas un {_CALLED[name]}"
            why = f"{said} ; la subvention est gardée sans lui : le corriger dans le fichier."
            self._bad[name].append(Fault(line, why))
            return ""
        self._good[name] += bool(code)
        return code

    def _year(self, row: Line, line: int) -> int | None:
        cell = self._cell(row, "year")
        try:
            is_day = "date" in self._called("year").casefold()
            year = self._year_of(cell) if isinstance(cell, str) else cells.year(cell, is_day)
        except Unreadable:
            year = None
        if year is None:
            said = f"{_said(cell, self._called('year'))} ne dit pas une année"
            why = f"{said} ; la subvention est gardée sans : l’y porter."
            self._bad["year"].append(Fault(line, why))
        self._good["year"] += year is not None
        return year

    def _told_once(self, name: str, faults: list[Fault]) -> list[Fault]:
        """The faults of a column; one where no cell of it is what it should be."""
        if self._good[name] or len(faults) < 2:
            return faults
        first = faults[0].why.split(" ; ")[0]
        why = f"{first}, ni aucune des {len(faults)} lignes : choisir une autre colonne, ou corriger celle-ci."
        return [Fault(self._head.first, why)]

    def _are_source_lines(self) -> bool:
        """Whether a column tells the line of the whole file, each another."""
        if SOURCE_LINE not in self._columns:
            return False
        seen: set[int] = set()
        for row in self._data():
            text = text_of(self._cell(row, SOURCE_LINE))
            is_again = text.isdecimal() and int(text) in seen and self._layout.name != BY_PAYER
            if not (text.isascii() and text.isdecimal() and 0 < len(text) < 10) or is_again:
                why = f"« {text[:_SHOWN]} » dans source_line n’est pas un numéro de ligne, ou revient deux fois : "
                self._fault(row.first, f"{why}les lignes sont comptées dans ce fichier-ci.")
                return False
            seen.add(int(text))
        return True

    def _year_of_name(self) -> int | None:
        years = _YEAR_IN_NAME.findall(self._file_name)
        if not years:
            why = "Ni les lignes ni le nom du fichier ne disent l’année : la mettre dans le nom, par exemple « 2023 »."
            self._fault(self._head.first, why)
        elif len(set(years)) > 1:
            why = f"Le nom du fichier dit plusieurs années ; la première, {years[0]}, vaut pour toutes les lignes : "
            self._fault(self._head.first, f"{why}n’y laisser que celle des subventions.")
        return int(years[0]) if years else None


def _said(cell: object, called: str) -> str:
    return f"« {text_of(cell)[:_SHOWN]} » dans « {called} »"
