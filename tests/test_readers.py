"""Plans as planners have them, read into units: tables by the names of their columns, texts by their headings and
bullets; what cannot be read is refused in French, and what is doubtful is told."""

from __future__ import annotations

import csv
import datetime
import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.__main__ import main
from etl.paths import ROOT
from etl.readers import PlanRead, PlanRefused, read

SHARED = Path(__file__).parents[2] / "shared" / "examples" / "plans"
_READ = ("xlsx", "ods", "csv", "txt", "md", "docx", "pptx")
_NAMES = sorted(path.name.removesuffix(".expected.json") for path in SHARED.glob("*.expected.json"))
# Of PDFs, those that are not read are tried below: locked, a scan.
_PDFS = ("plan-fiches", "plan-two-columns", "plan-restricted", "plan-landscape-table")
EXAMPLES = [name for name in _NAMES if name.split(".")[1] in _READ or name.startswith(_PDFS)]


def titles(found: PlanRead) -> list[str]:
    return [unit.title for unit in found.units]


def workbook(rows: list[list[object]], merged: tuple[str, ...] = (), name: str = "Plan") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


# The invented plan that stands beside the checkout, where it does


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_shape_of_the_invented_plan_gives_its_units_places_headings_and_fields(name: str) -> None:
    expected = json.loads((SHARED / f"{name}.expected.json").read_text("utf-8"))["units"]
    found = read((SHARED / name).read_bytes(), name).units
    assert len(found) == len(expected)
    for unit, told in zip(found, expected, strict=True):
        assert (unit.kind, unit.title, unit.label) == (told["kind"], told["title"], told.get("label", ""))
        assert list(unit.headings) == told["headings"]
        place = {key: value for key, value in told["place"].items() if key != "column"}
        assert unit.place.as_json() == place
        assert " ".join(unit.text.split()) == " ".join((told.get("text") or "").split())
        fields = {key: value for key, value in told.get("fields", {}).items() if value is not None}
        assert dict(unit.fields) == fields
        if "children" in told and "line" in told["children"][0]:
            below = [(child.text, child.place.line) for child in unit.children]
            assert below == [(child["text"], child["line"]) for child in told["children"]]


# Tables


def test_a_table_too_long_to_be_read_whole_is_refused_not_cut() -> None:
    rows = "Action;Porteur\n" + "Planter;Ville\n" * 20_000
    with pytest.raises(PlanRefused, match="plus de 20 000 lignes"):
        read(rows.encode(), "plan.csv")
    assert len(read(rows.removesuffix("Planter;Ville\n").encode(), "plan.csv").units) == 19_999


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_separates_it_and_whatever_wrote_it(delimiter: str, encoding: str) -> None:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter)
    writer.writerows(
        [
            ["Plan d’actions de Bray"],
            [],
            ["Réf.", "Orientation", "Libellé de l'action", "Maître d'ouvrage", "Coût (€)", "Échéance"],
            ["A1", "Se déplacer", "Prêter des vélos", "CC de Bray, ville", "45 000,50", "2027"],
            ["A2", "", "Ouvrir la « halte »\nde Bray", "SNCF", "", ""],
            ["", "", "", "", "", ""],
            ["TOTAL", "", "", "", "45 000,50", ""],
            ["Source : CC de Bray", "", "", "", "", ""],
        ]
    )
    found = read(held.getvalue().encode(encoding), "plan.csv")
    assert titles(found) == ["Prêter des vélos", "Ouvrir la « halte » de Bray"]
    first, second = found.units
    assert first.label == "A1" and first.headings == second.headings == ("Se déplacer",)
    assert dict(first.fields) == {"pilot": "CC de Bray, ville", "budget": "45 000,50", "calendar": "2027"}
    assert dict(second.fields) == {"pilot": "SNCF"}, "an empty cell is no field"
    assert (first.place.record, second.place.record, second.place.line) == (4, 5, 5)


def test_a_workbook_with_two_head_rows_merged_axes_and_totals() -> None:
    content = workbook(
        [
            ["Axe", "Action", None, "Acteurs", None, "Plan de financement (k€)", None],
            [None, "N°", "Intitulé", "Porteur", "Partenaires", "État", "Région"],
            ["Axe 1 – Bouger", 1, "Prêter des vélos", "CC", "Ville", 12, None],
            [None, 2, "Ouvrir la halte", "SNCF", None, None, "x"],
            ["Sous-total axe 1", None, None, None, None, 12, None],
            ["Axe 2 – Loger", 3, "Rénover", "Ville", None, 5.5, 7],
        ],
        ("A1:A2", "B1:C1", "D1:E1", "F1:G1", "A3:A4"),
    )
    found = read(content, "plan.xlsx")
    assert [(unit.label, unit.title, unit.headings) for unit in found.units] == [
        ("1", "Prêter des vélos", ("Axe 1 – Bouger",)),
        ("2", "Ouvrir la halte", ("Axe 1 – Bouger",)),
        ("3", "Rénover", ("Axe 2 – Loger",)),
    ]
    assert [unit.fields.get("funders") for unit in found.units] == [
        {"État": 12},
        {"Région": "x"},
        {"État": 5.5, "Région": 7},
    ]
    assert found.facts["unité des montants"] == "millier d’euros"
    assert [unit.place.row for unit in found.units] == [3, 4, 6]


def test_the_sheet_of_the_plan_is_found_among_others_and_dates_are_days() -> None:
    book = openpyxl.Workbook()
    legend = book.active
    assert legend is not None
    legend.title = "Légende"
    legend.append(["Code", "Signification"])
    legend.append(["E", "en cours"])
    plan = book.create_sheet("Actions 2026")
    plan.append(["Titre de l'action", "Date de début", "Date de fin", "Statut"])
    plan.append(["Prêter des vélos", datetime.date(2026, 3, 1), 46752, "E"])
    plan.append(["Ouvrir la halte", "01/09/2026", 2027, None])
    held = io.BytesIO()
    book.save(held)
    found = read(held.getvalue(), "plan.xlsx")
    assert found.facts["feuille"] == "Actions 2026"
    assert [dict(unit.fields) for unit in found.units] == [
        {"start": "2026-03-01", "end": "2027-12-31", "status": "E"},
        {"start": "2026-09-01", "end": "2027"},
    ]


def test_an_action_over_two_rows_is_one_and_keeps_what_both_say() -> None:
    content = workbook(
        [
            ["N°", "Action", "Budget", "Porteur"],
            [7, "Faire circuler un bus", 85, "CC"],
            [7, "(suite)", 140, "CC"],
            [8, "Ouvrir une crèche", 10, "Ville"],
        ]
    )
    found = read(content, "plan.xlsx")
    assert titles(found) == ["Faire circuler un bus", "Ouvrir une crèche"]
    assert dict(found.units[0].fields) == {"budget": [85, 140], "pilot": "CC"}
    assert (found.units[0].place.row, found.units[0].place.to_row) == (2, 3)


def test_words_that_begin_like_a_formula_stay_words() -> None:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=";").writerows([["Action", "Porteur"], ["=1+1", "@ccbray"], ["-de déchets", "+ ville"]])
    found = read(held.getvalue().encode(), "plan.csv")
    assert titles(found) == ["=1+1", "-de déchets"] and found.units[0].fields["pilot"] == "@ccbray"


# Texts


def test_headings_name_themselves_and_bullets_of_any_sign_are_actions() -> None:
    text = """Le plan tient en :
- deux axes,
- cinq actions.

AXE 1 : Bouger
Objectif 1.1 : À vélo
•\tPrêter des vélos (45 000 € HT)
    – Acheter vingt vélos
    – Former deux
      agents
▪ Aménager une voie verte le long
  du canal, jusqu’à Bray
Objectif 1.2 : En train
1) Ouvrir la halte : Région, Département
a. Sauver la ligne : un combat de vingt ans
Orientation 2 - Loger
* Rénover les logements communaux (réalisé)
"""
    found = read(text.encode(), "plan.txt")
    assert [(unit.label, unit.title) for unit in found.units] == [
        ("•", "Prêter des vélos"),
        ("▪", "Aménager une voie verte le long du canal, jusqu’à Bray"),
        ("1)", "Ouvrir la halte"),
        ("a.", "Sauver la ligne : un combat de vingt ans"),
        ("*", "Rénover les logements communaux"),
    ]
    assert [child.text for child in found.units[0].children] == ["Acheter vingt vélos", "Former deux agents"]
    assert found.units[1].headings == ("AXE 1 : Bouger", "Objectif 1.1 : À vélo")
    assert found.units[-1].headings == ("Orientation 2 - Loger",)
    assert (found.units[1].place.line, found.units[1].place.to_line) == (11, 12)
    assert [doubt.place.line for doubt in found.doubts] == [2, 3], "bullets before any heading are told"


def test_a_heading_right_after_a_bullet_is_never_swallowed_in_silence() -> None:
    text = "Axe 1 : Bouger\n- Prêter des vélos\nUn titre qui ne dit pas qu’il l’est\n- Ouvrir la halte\n"
    found = read(text.encode(), "plan.txt")
    assert titles(found) == ["Prêter des vélos", "Ouvrir la halte"]
    assert [doubt.place.line for doubt in found.doubts] == [3] and found.doubts[0].why.endswith("?")


def test_numbers_are_headings_above_signs_and_an_action_may_have_a_line_of_its_own() -> None:
    text = """1. Bouger
1.1 À vélo
- Prêter des vélos
2. Loger
- Rénover

Action n°3 – Ouvrir une maison de santé
Pilote : Ville de Bray
Budget : 1,2 M€ HT
Elle réunira six médecins.
- Acheter le terrain
"""
    found = read(text.encode(), "plan.txt")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Prêter des vélos", ("1. Bouger", "1.1 À vélo")),
        ("Rénover", ("2. Loger",)),
        ("Ouvrir une maison de santé", ("2. Loger",)),
    ]
    last = found.units[-1]
    assert dict(last.fields) == {"pilot": "Ville de Bray", "budget": "1,2 M€ HT"}
    assert last.text == "Elle réunira six médecins." and [child.text for child in last.children] == [
        "Acheter le terrain"
    ]


def test_lists_that_all_begin_with_small_letters_stay_lists() -> None:
    text = "Axe 1 : Bouger\n- prêter des vélos\n- ouvrir la halte\n- former les agents\n"
    assert titles(read(text.encode(), "plan.txt")) == ["prêter des vélos", "ouvrir la halte", "former les agents"]


def test_markdown_says_fields_in_several_ways_and_hides_comments() -> None:
    text = """---
titre: x
---
# Plan de Bray
<!-- - pas une action -->
- [Axe 1](#axe-1)

## Axe 1
- **Prêter des vélos** — Vingt vélos seront prêtés.
    - *Pilote* : CC
    - **Budget :** 45 000 €
1. Ouvrir la halte
   + Porté par : SNCF

### Action 1.2 – Sauver la ligne
Elle a vingt ans.

| Champ | Valeur |
|---|---|
| Porteur | Région |
"""
    found = read(text.encode(), "plan.md")
    assert [(unit.label, unit.title, unit.text, dict(unit.fields)) for unit in found.units] == [
        ("", "Prêter des vélos", "Vingt vélos seront prêtés.", {"pilot": "CC", "budget": "45 000 €"}),
        ("1.", "Ouvrir la halte", "", {"pilot": "SNCF"}),
        ("Action 1.2", "Sauver la ligne", "Elle a vingt ans.", {"pilot": "Région"}),
    ]
    assert all(unit.headings == ("Axe 1",) for unit in found.units)


# What cannot be read


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.txt", "vide"),
        (b"   \n", "plan.md", "vide"),
        (b"", "plan.xlsx", "vide"),
        (b"bonjour", "plan.xlsx", "ne se lit pas"),
        (b"PK\x03\x04" + b"x" * 50, "plan.ods", "ne se lit pas"),
        (b"\x00\x01\x02\x03", "plan.txt", "pas un texte"),
        (b"Bonjour,\n\nvoici notre lettre.\n", "lettre.txt", "Aucune action"),
        (b"a;b\n1;2\n", "plan.csv", "Aucun tableau"),
        (b"Action;Porteur\n", "plan.csv", "aucune ligne"),
        (b"\xd0\xcf\x11\xe0", "plan.doc", ".doc"),
        (b"x" * 20_000_001, "plan.txt", "20 Mo"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_with_the_remedy(content: bytes, name: str, said: str) -> None:
    with pytest.raises(PlanRefused, match=said) as refused:
        read(content, name)
    assert str(refused.value).endswith(".")


def test_a_workbook_that_unfolds_to_too_much_is_refused_before_it_is_unfolded() -> None:
    content = bomb()
    before = time.perf_counter()
    with pytest.raises(PlanRefused, match="200 Mo"):
        read(content, "plan.xlsx")
    assert time.perf_counter() - before < 1


@pytest.mark.parametrize(
    "content", [b"x" * 3_000_000, b"- " * 1_000_000, (b"Axe 1 : x\n" + b"- a " * 500_000), b"((((" * 500_000]
)
@pytest.mark.parametrize("name", ["plan.txt", "plan.md", "plan.csv"])
def test_a_line_without_end_holds_nobody_up(content: bytes, name: str) -> None:
    before = time.perf_counter()
    try:
        read(content, name)
    except PlanRefused as error:
        assert str(error).endswith(".")
    assert time.perf_counter() - before < 5


@given(st.text(max_size=400), st.sampled_from(["plan.txt", "plan.md", "plan.csv"]))
def test_any_text_is_read_or_refused_and_every_word_told_is_its_own(text: str, name: str) -> None:
    try:
        found = read(text.encode("utf-8", "surrogatepass"), name)
    except (PlanRefused, UnicodeEncodeError):
        return
    squeezed = "".join(text.split())
    for unit in found.units:
        assert unit.title and "".join(unit.title.split())[:5] in squeezed.replace("**", "").replace("_", "") + squeezed


def test_a_terminal_tells_what_a_file_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Axe 1 : Bouger\n- Prêter des vélos\n", "utf-8")
    assert main(["read", str(file)]) == 0
    assert "Prêter des vélos  [ligne 2]" in capsys.readouterr().out
    assert main(["read", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["units"][0]["title"] == "Prêter des vélos"
    assert main(["read", str(tmp_path / "absent.txt")]) == 1
    file.write_text("Bonjour.\n", "utf-8")
    assert main(["read", str(file)]) == 1 and "Aucune action" in capsys.readouterr().err


def test_who_reads_but_the_first_lines_of_what_the_command_tells_gets_no_error(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    bullets = "\n".join(f"• Ouvrir la ligne de bus numéro {at}" for at in range(3_000))
    plan.write_text(f"Axe 1 : Rouler\n\n{bullets}\n", "utf-8")
    command = [sys.executable, "-m", "etl", "read", str(plan)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        assert "3000 unités" in running.stdout.readline().decode()
        running.stdout.close()
        assert running.stderr.read() == b"" and running.wait() == 0
