"""What a cell says of the payer that heads its column, or words say behind a payer’s name: that it pays, that it may,
or neither; and what of it is told in the comparison."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.load import build
from etl.paths import DATA
from etl.readers import funding_of
from tests.brought import plan_folder, workbook
from tests.test_readers_payers import DIT, ENVISAGE, OWN, paying

EUROS = {"unité des montants": "euros"}


def of_column(cell: object, group: str = "Région") -> list[tuple[str, str, str]]:
    """The payers that a cell of a column says, each with its certainty and its share."""
    return [(one.name, one.certainty, one.share) for one in funding_of({"funders": {group: cell}}, EUROS).funders]


@pytest.mark.parametrize(
    "cell",
    [
        "?", "??", "NC", "nc", "N.C.", "n/c", "ND", "n.d.", "NA", "N/A", "n/a", "SO", "S.O.", "s/o", "RAS", "TBD", "PM",
        "non", "NON", "no", "N", "non éligible", "Non éligible (zonage)", "inéligible", "non concernée", "pas concerné",
        "pas de demande", "Pas d’aide", "sans", "sans participation", "sans objet", "hors dispositif", "aucune aide",
        "néant", "rien", "nulle", "0", "0 €", "0,00 €", "0 %", "idem", "Idem action 1", "id.", "comme ci-dessus",
        "Même taux",
        "voir DETR", "Voir convention", "cf. plan de financement", "selon convention", "refusé", "demande rejetée",
        "non retenue", "non sollicité", "pas encore sollicité", "non mobilisable", "retiré", "abandonné",
        "avis défavorable",
        "plus éligible", "Plus de financement", "ne finance pas", "n’intervient pas", "à chiffrer", "À déterminer",
        "inconnu", "Non communiqué", "Non : hors zonage", "(néant)", "pas à ce jour", "non prévu", "non finançable",
        "❌", "☐", "Ø", "#N/A", "#REF!", "faux", "xxx", "€", "- €", "%", "HT", "pour mémoire", "gratuit",
        "technique", "appui technique", "Partenaire technique", "pilote", "avis", "consulté", "animation", "on verra",
    ],
)  # fmt: skip
def test_a_cell_that_says_no_or_nothing_makes_no_payer_and_is_told(cell: str) -> None:
    found = funding_of({"funders": {"Région": cell}}, EUROS)
    assert found.funders == ()
    assert found.unread == (f"Région : {cell}",)


@pytest.mark.parametrize("cell", ["-", "–", "—", "--", "/", ".", "…"])
def test_a_dash_is_an_empty_cell(cell: str) -> None:
    found = funding_of({"funders": {"Région": cell, "Département": "x"}}, EUROS)
    assert ([one.name for one in found.funders], found.unread) == (["Département"], ())


@pytest.mark.parametrize(
    "cell",
    [
        "oui si accord", "oui (si accord)", "Oui, sous réserve", "à confirmer", "sollicité", "demande en cours",
        "éligible",
        "en instruction", "instruction en cours", "en discussion", "peut-être", "probable", "souhaité", "à prévoir",
        "en cours", "en réflexion", "selon projet", "oui selon les cas", "non acquis", "pas encore notifié",
        "non confirmé",
        "x ?", "20 % ?", "30 000 € (à confirmer)", "AAP", "hypothèse",
    ],
)  # fmt: skip
def test_a_cell_that_says_that_it_may_pay_hopes_for_the_payer_of_its_column(cell: str) -> None:
    assert [(name, certainty) for name, certainty, _ in of_column(cell)] == [("Région", ENVISAGE)]


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("x", ""), ("X", ""), ("✓", ""), ("☑️", ""), ("oui", ""), ("OK", ""), ("accordé", ""), ("acquis", ""),
        ("notifiée", ""),
        ("20 %", "20 %"), ("10 à 20 %", "10 à 20 %"), ("20-30 %", "20-30 %"), ("jusqu’à 80 %", "jusqu’à 80 %"),
        ("30 000 €", ""), ("Oui : 30 000 €", ""), ("convention signée", ""), ("Contrat de territoire", ""), ("prêt",
        ""),
        (30000, ""), ("30 000 € hors taxes", ""),
    ],
)  # fmt: skip
def test_a_cell_that_says_yes_tells_the_payer_of_its_column(cell: object, share: str) -> None:
    assert of_column(cell) == [("Région", DIT, share)]


@pytest.mark.parametrize(
    ("row", "payers", "unread"),
    [
        (["Région", "-", ""], [], ()),
        (["Région", "NC", ""], [], ("Région : NC",)),
        (["Région", None, "refusé"], [], ("Région : refusé",)),
        (["Région", "", ""], [("Région", DIT, "")], ()),
        (["Région", "-", "20 %"], [("Région", DIT, "20 %")], ()),
        (["Région", 30000, "-"], [("Région", DIT, "")], ()),
        (["Région", 30000, "à confirmer"], [("Région", ENVISAGE, "")], ()),
    ],
)
def test_a_row_of_a_plan_of_financing_is_told_as_its_cells_say(
    row: list[object], payers: list[tuple[str, str, str]], unread: tuple[str, ...]
) -> None:
    found = funding_of({"funders": [row]}, EUROS)
    assert [(one.name, one.certainty, one.share) for one in found.funders] == payers
    assert found.unread == unread


@pytest.mark.parametrize(
    "words",
    [
        "Région : -", "Région : NC", "Région : non éligible", "Région (non éligible)", "Région non sollicitée",
        "Région (0 €)",
        "Région : pas de demande", "Région : voir DETR", "Région : 0 €", "Région : 0 %", "Région : idem",
        "Région : sans",
        "Département : NON", "DETR non", "Sauf Région", "La Région ne participe plus", "Fin des aides de l'ADEME",
        "ADEME (fin des aides en 2024)", "Plus d'aide de l'État", "Plus de DETR", "DETR rejetée", "DSIL non obtenue",
        "DETR (non attribuée)", "FEDER non éligible", "Inéligible au FEDER", "Projet non éligible au Fonds vert",
        "ADEME (appui technique)", "Région : appui technique", "CAUE : conseil gratuit", "2 ETP", "0,5 ETP", "BP 2025",
        "Délibération du 12/03/2024", "Notifié le 12/03/2024", "Validé en conseil communautaire", "Fin 2025",
        "Court terme", "Chargé de mission", "Comité de pilotage", "COPIL", "Manque 20 000 €", "Veille sur les AAP",
    ],
)  # fmt: skip
def test_a_body_that_words_say_not_to_pay_and_words_of_no_body_make_no_payer(words: str) -> None:
    found = funding_of({"funding_text": words}, {})
    assert found.funders == ()
    assert found.unread == (words,)


@pytest.mark.parametrize(
    ("words", "payers"),
    [
        (
            "Agence de l'eau (50 %) + Région (20 %) + CC (30 %)",
            [("Agence de l'eau", DIT, "", "50 %"), ("Région", DIT, "", "20 %"), ("CC", OWN, "", "30 %")],
        ),
        (
            "Autofinancement (80 %) et DETR (20 %)",
            [("Autofinancement", OWN, "", "80 %"), ("DETR", DIT, "", "20 %")],
        ),
        ("CC 50 % / communes 50 %", [("CC", OWN, "", ""), ("communes", DIT, "", "")]),
        ("Région : 10 à 20 %", [("Région", DIT, "", "10 à 20 %")]),
        ("Région entre 20 et 30 %", [("Région", DIT, "", "entre 20 et 30 %")]),
        ("Région : 16.5 %", [("Région", DIT, "", "16.5 %")]),
        ("Région ou Département", [("Région", ENVISAGE, "", ""), ("Département", ENVISAGE, "", "")]),
        ("Région et/ou Département", [("Région", ENVISAGE, "", ""), ("Département", ENVISAGE, "", "")]),
        ("Région : 15 k€ + 5 k€", [("Région", DIT, "", "")]),
        ("Région : 20-30 k€", [("Région", DIT, "", "")]),
        ("100 000 € dont 30 000 € Région", [("Région", DIT, "", "")]),
        ("Montant total : 100 000 € dont Région 30 000 €", [("Région", DIT, "", "")]),
        ("Région : 20 000 € HT (24 000 € TTC)", [("Région", DIT, "20000", "")]),
        ("Région non acquise", [("Région non acquise", ENVISAGE, "", "")]),
    ],
)
def test_no_share_or_sum_of_another_is_told_of_a_payer(words: str, payers: list[tuple[str, str, str, str]]) -> None:
    assert paying(words) == payers


@pytest.mark.parametrize(
    "words",
    [
        "Conseil départemental", "Comité départemental du tourisme", "Tout Habitat", "Accorderie du Val",
        "DETR (hors taxes)", "Région (non cumulable)", "Région (aide technique et financière)", "Avise",
        "Mécènes (entreprises ou particuliers)", "Hors-Piste SAS", "NDE",
    ],
)  # fmt: skip
def test_a_name_or_a_condition_that_looks_like_a_no_is_none(words: str) -> None:
    assert paying(words) == [(words, DIT, "", "")]


@pytest.mark.parametrize(
    ("words", "name"),
    [("Achat ou location : Région", "Région"), ("Conseil en énergie partagé : ADEME", "ADEME")],
)
def test_a_label_before_a_body_is_no_payer(words: str, name: str) -> None:
    assert paying(words) == [(name, DIT, "", "")]


@pytest.mark.parametrize("cell", ["Délibération du 12/03/2024", "12/03/2024", "en 2026", "1", "30 000 (acquis)"])
def test_a_date_is_no_payment_and_a_number_that_counts_nothing_is_told(cell: str) -> None:
    found = funding_of({"funders": {"Région": cell}}, {})
    assert [one.sum for one in found.funders if one.sum] == []
    assert found.unread == (f"Région : {cell}",)


def test_a_sum_that_is_about_or_at_most_says_so_beside_its_payer(tmp_path: Path) -> None:
    head = ("Axe", "Titre de l'action", "Financeurs")
    rows = (
        ("Axe 1", "Créer une voie verte", "Région : environ 45 000 €"),
        ("Axe 1", "Isoler les écoles", "Région : < 50 000 €"),
        ("Axe 1", "Planter des haies", "Région : 20 000 € maximum"),
    )
    build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path, workbook(rows, head))])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT stated_sum FROM action_funder JOIN action USING (action_id) "
            "WHERE stated_sum IS NOT NULL ORDER BY rank"
        ).fetchall()
        said = [sums for (sums,) in found]
    assert said == ["environ 45 000 €", "au plus 50 000 €", "au plus 20 000 €"]


def test_a_column_of_a_payer_with_answers_of_all_kinds_is_one_and_tells_each(tmp_path: Path) -> None:
    head = ("Axe", "Titre de l'action", "Région")
    cells = ("NC", "-", "non éligible", "voir DETR", "oui si accord", "accordé", "x", "20 %", "30 000 €")
    rows = tuple(("Axe 1", f"Créer l’ouvrage {at}", cell) for at, cell in enumerate(cells))
    build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path, workbook(rows, head))])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT title, role, certainty FROM action_funder JOIN action USING (action_id) "
            "WHERE funder_id = 'region' AND title LIKE 'Créer l’ouvrage%' ORDER BY rank"
        ).fetchall()
    assert [(cells[int(title[-1])], role, certainty) for title, role, certainty in found] == [
        ("oui si accord", "financeur", ENVISAGE), ("accordé", "financeur", DIT), ("x", "financeur", DIT),
        ("20 %", "financeur", DIT), ("30 000 €", "financeur", DIT),
    ]  # fmt: skip
