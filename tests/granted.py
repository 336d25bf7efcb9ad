"""Lists of grants as their givers write them, by other libraries than those that read them."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from etl.grants.model import Grant, GrantsRead
from etl.grants.read import read_grants

DGCL = {
    "exercice": "2024", "dispositif": "DETR", "programme": "119", "beneficiaire_type": "commune",
    "beneficiaire_siren": "214600017", "beneficiaire_dep": "046", "beneficiaire_nom": "Albas",
    "beneficiaire_code_insee": "46001", "intitule": "Réfection de l’école", "cout_ht": "107600,0",
    "subvention": "32280,0", "taux": "0,3",
}  # fmt: skip
GREEN = {
    "nom_region": "Occitanie", "code_departement": "46", "nom_departement": "Lot", "code_commune": "46042",
    "nom_commune": "CAHORS", "axe": "1", "numero_demarche_ds": "1", "nom_demarche_ds": "Rénovation énergétique",
    "numero_dossier_ds": "2", "nom_du_projet": "École", "nom_beneficiaire_principal": "CAHORS", "siren": "214600421",
    "montant_engage": "21 667,00 €",
}  # fmt: skip
SCDL = {
    "nomAttribuant": "Région Occitanie", "idAttribuant": "20005379100014", "dateConvention": "2019-05-27",
    "referenceDecision": "D1", "nomBeneficiaire": "Théâtre de Cahors", "idBeneficiaire": "21460042100018",
    "objet": "Saison", "montant": "1500.50", "nature": "aide en numéraire", "conditionsVersement": "unique",
    "datesPeriodeVersement": "2019-06-01", "idRAE": "", "notificationUE": "non", "pourcentageSubvention": "0.5",
    "dispositifAide": "Spectacle vivant",
}  # fmt: skip


def separated(rows: Sequence[Mapping[str, str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(at, column, datetime.datetime.combine(cell, datetime.time()), day)
                    else:
                        sheet.write(at, column, cell)
    return content.getvalue()


def read(rows: Sequence[Mapping[str, str]], name: str = "dotations-2024.csv") -> GrantsRead:
    return read_grants(separated(rows), name)


def only(found: GrantsRead) -> Grant:
    (grant,) = found.grants
    return grant


def changed(**values: str) -> dict[str, str]:
    return {**DGCL, **values}


def rows_of(*rows: Mapping[str, object]) -> list[list[object]]:
    return [list(rows[0]), *(list(row.values()) for row in rows)]
