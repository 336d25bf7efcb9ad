"""A planner's file as a plan folder, and the base that is built of it beside the shipped documents."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest

from etl.__main__ import main
from etl.coding.codebook import read_codebook
from etl.coding.stated import StatedBodies
from etl.contours import joined_contour
from etl.documents import read_document
from etl.errors import SourceError
from etl.france import France
from etl.grammars import cut
from etl.identifiers import identify
from etl.inputs import is_current
from etl.load import build
from etl.paths import DATA
from etl.plans.folder import write_plan
from etl.plans.packed import pack
from etl.plans.territory import OwnTerritory
from etl.readers import funding_of, read
from tests.brought import ABOUT, FAUCIGNY, ROWS, TITLES, plan_folder, workbook
from tests.test_readers import EXAMPLES, SHARED

OWN = "cc-faucigny-glieres"


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    """A plan folder, and the base built of it and of the shipped documents."""
    where = tmp_path_factory.mktemp("brought")
    folder = plan_folder(where)
    build(DATA, where / "base.duckdb", plans=[folder])
    with duckdb.connect(str(where / "base.duckdb"), read_only=True) as connection:
        yield folder, connection


def first_number(place: str) -> str:
    """« page 12 » and « pages 12 à 13 » begin at one place."""
    return next(word for word in place.replace(",", "").split() if word.isdecimal())


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_shape_becomes_a_folder_that_the_grammar_cuts_into_the_units_that_were_read(
    name: str, tmp_path: Path
) -> None:
    content = (SHARED / name).read_bytes()
    found = read(content, name)
    folder = plan_folder(tmp_path, content, name)
    document = read_document(folder)
    result = cut(document)
    assert [unit.title for unit in result.units] == [unit.title for unit in found.units]
    for unit, told in zip(result.units, found.units, strict=True):
        assert tuple(one.label for one in reversed(result.path(unit))) == told.headings
        assert dict(unit.fields) == dict(told.fields)
        # The place that the reader gave is among those of the unit's lines.
        places = {document.places.get(line, f"ligne {line}") for line in unit.lines}
        assert any(
            told.place.said().split(" à ")[0].rstrip("s") in place or "tableau" in place for place in places
        ) or (told.place.said().startswith(("pages", "diapositives", "lignes", "paragraphes", "feuille", "page")))
    assert len(identify(document, result)) == len(found.units)
    assert (folder / f"received.{name.split('.')[1]}").read_bytes() == content


def test_all_words_of_a_file_are_in_its_text_its_units_or_not(tmp_path: Path) -> None:
    content = (
        b"Avant-propos sans action.\n\nAxe 1 : Vivre\n\n- Ouvrir un lieu\n- Fermer un lieu\n\nNota : voir le SCoT.\n"
    )
    folder = plan_folder(tmp_path, content, "plan.txt")
    assert (folder / "text.txt").read_text("utf-8").split("\n") == content.decode().splitlines()


def test_the_folder_says_what_was_received_and_what_was_told_of_it(tmp_path: Path) -> None:
    content = workbook()
    folder = plan_folder(tmp_path, content, "Plan d’actions.xlsx")
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    assert told["received"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert told["received"]["name"] == "Plan d’actions.xlsx"
    assert told["territory"] == {"name": FAUCIGNY.name, "kind": FAUCIGNY.kind, "sirens": list(FAUCIGNY.sirens)}
    assert told["title"] == ABOUT.title and "published_on" not in told


def test_words_that_would_be_markup_toml_or_csv_are_kept_as_words(tmp_path: Path) -> None:
    odd = 'Ouvrir "le lieu" \\ ]] [x] <b>=1+1</b>'
    folder = plan_folder(
        tmp_path, workbook((("Axe", "", 1, odd, 'a "b", c', *[""] * 6),)), about=replace(ABOUT, title=odd)
    )
    document = read_document(folder)
    assert document.title == odd
    assert cut(document).units[0].title == odd


def test_an_action_that_says_the_very_words_of_another_counts_once_and_is_told(tmp_path: Path) -> None:
    row = ("Axe 1", "", "", "Ouvrir une ligne de bus", *[""] * 7)
    folder = plan_folder(tmp_path, workbook((row, row, ROWS[0])))
    assert len(cut(read_document(folder)).units) == 2
    with (folder / "doubts.csv").open(encoding="utf-8") as file:
        doubts = list(csv.DictReader(file))
    assert [(one["place"], "redit mot pour mot" in one["why"]) for one in doubts] == [
        ("feuille Plan d’actions, ligne 3", True)
    ]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("title", "Ouvrir autre chose", "is not said by lines"),
        ("text", "Des mots d’ailleurs", "is not said by lines"),
        ("role", "action", "unknown role 'action'"),
        ("first_line", "0", "outside the document"),
        ("last_line", "99", "outside the document"),
        ("fields", "[1]", "no JSON object"),
        ("fields", "{", "no JSON"),
    ],
)
def test_a_row_of_units_that_its_document_does_not_bear_out_is_refused(
    column: str, value: str, said: str, tmp_path: Path
) -> None:
    folder = plan_folder(tmp_path)
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["role"] == "unit")[column] = value
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(SourceError, match=said):
        cut(read_document(folder))


def test_the_base_holds_the_plan_beside_the_shipped_ones(brought: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    _, base = brought
    shipped = base.execute("SELECT count(*) FROM action WHERE territory_id <> ?", [OWN]).fetchall()
    assert shipped == base.execute("SELECT actions - ? FROM build", [len(ROWS)]).fetchall()
    titles = base.execute("SELECT title FROM action WHERE territory_id = ? ORDER BY rank", [OWN]).fetchall()
    assert [title for (title,) in titles] == TITLES
    assert base.execute("SELECT is_reviewed FROM document WHERE territory_id = ?", [OWN]).fetchall() == [(False,)]


def test_the_territory_has_the_facts_of_the_reference(brought: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    _, base = brought
    told = base.execute(
        "SELECT name, siren, department, region, population, communes, is_compared, with_de FROM territory "
        "WHERE territory_id = ?", [OWN],
    ).fetchall()  # fmt: skip
    known = France(DATA / "reference" / "france").together(FAUCIGNY.sirens)
    assert told == [
        (FAUCIGNY.name, "200000172", "Haute-Savoie", "Auvergne-Rhône-Alpes", known.population, known.communes, True,
         "de la CC Faucigny - Glières")
    ]  # fmt: skip
    assert base.execute("SELECT count(*) FROM member WHERE territory_id = ?", [OWN]).fetchall() == [(known.communes,)]


def test_the_contour_of_a_shipped_territory_is_as_wide_and_high_as_the_one_made_of_its_communes(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    asked = "SELECT siren, width_km, height_km FROM contour JOIN territory USING (territory_id) WHERE territory_id = ?"
    ((siren, width, height),) = connection.execute(asked, ["porte-du-hainaut"]).fetchall()
    contour = joined_contour(France(DATA / "reference" / "france").outlines_of([siren]))
    # Simplified at 0.006°, which is 0.7 km.
    assert contour["width_km"] == pytest.approx(width, abs=1.4)
    assert contour["height_km"] == pytest.approx(height, abs=1.4)


def test_members_without_an_outline_give_no_part_of_one() -> None:
    france = France(DATA / "reference" / "france")
    (commune,) = france.find("Rodelinghem", 1)
    assert france.outlines_of([commune.siren]) == []
    assert france.outlines_of([*FAUCIGNY.sirens, commune.siren]) == []
    assert len(france.outlines_of(FAUCIGNY.sirens)) == 1


def test_the_base_has_the_contour_of_the_own_territory(brought: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    _, base = brought
    ((width, height),) = base.execute(
        "SELECT width_km, height_km FROM contour WHERE territory_id = ?", [OWN]
    ).fetchall()
    assert 10 < width < 40 and 10 < height < 40


def test_fields_win_over_rules_and_say_so(brought: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    _, base = brought
    told = base.execute(
        "SELECT rank, engagement, engagement_origin, period_start, period_end FROM action WHERE territory_id = ? "
        "ORDER BY rank", [OWN],
    ).fetchall()  # fmt: skip
    assert told[:2] == [(1, "engage", "stated", 2025, 2027), (2, "programme", "stated", 2026, None)]
    bodies = base.execute(
        "SELECT action.rank, funder.label, role, certainty, part, evidence, origin FROM action_funder "
        "JOIN action USING (action_id) JOIN funder USING (funder_id) WHERE territory_id = ? ORDER BY ALL", [OWN],
    ).fetchall()  # fmt: skip
    assert bodies[:3] == [
        (1, "ADEME", "financeur", "envisage", None, "ADEME pressentie", "stated"),
        (1, "CAUE", "partenaire", "dit", None, "CAUE", "stated"),
        (1, "Région", "financeur", "dit", "Région : 240 000 €", "Région : 240 000 €", "stated"),
    ]
    assert (3, "Syndicat du Val", "financeur", "dit", "Syndicat du Val : 10 000 €", "Syndicat du Val : 10 000 €",
            "stated") in bodies  # fmt: skip


def test_fields_are_kept_with_their_words_and_the_unit_of_their_column(
    brought: tuple[Path, duckdb.DuckDBPyConnection],
) -> None:
    _, base = brought
    told = base.execute(
        "SELECT label, value FROM action_field JOIN action USING (action_id) WHERE territory_id = ? "
        "AND action.rank = 1 ORDER BY action_field.rank", [OWN],
    ).fetchall()  # fmt: skip
    assert told == [
        ("Pilote", "CC Faucigny - Glières"),
        ("Partenaires", "CAUE"),
        ("Coût", "600000 = 600\u202f000\u00a0€ HT"),
        ("Payeur", "Région, 240 000 €"),
        ("Payeur envisagé", "ADEME"),
        ("État", "En cours"),
        ("Calendrier", "2025-2027"),
    ]


def test_an_action_without_a_theme_waits_for_one(brought: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    _, base = brought
    waiting = base.execute(
        "SELECT action.title, theme.label, action_theme.rank FROM action JOIN action_theme USING (action_id) "
        "JOIN theme USING (theme_id) WHERE theme_id = 'a-choisir'"
    ).fetchall()
    assert waiting == [("Xylographier les quatre glouglous", "Thème à choisir", 1)]
    areas = base.execute("SELECT count(*) FROM theme_area WHERE theme_id = 'a-choisir'").fetchall()
    assert areas == base.execute("SELECT count(*) FROM grid").fetchall(), "no reading grid loses it"


def test_a_base_in_which_no_action_waits_knows_no_theme_to_choose(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute("SELECT count(*) FROM theme WHERE theme_id = 'a-choisir'").fetchall() == [(0,)]
    assert connection.execute("SELECT count(*) FROM level WHERE level = 'a-preciser'").fetchall() == [(0,)]


def test_every_line_tells_its_place_in_the_file(brought: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    _, base = brought
    told = base.execute(
        "SELECT line, place FROM document_line JOIN document USING (document_id) WHERE territory_id = ? ORDER BY line",
        [OWN],
    ).fetchall()
    assert told == [(line, f"feuille Plan d’actions, ligne {line}") for line in range(1, 6)]
    shipped = "SELECT count(place) FROM document_line JOIN document USING (document_id) WHERE territory_id <> ?"
    assert base.execute(shipped, [OWN]).fetchall() == [(0,)]


def test_the_shipped_figures_of_agreement_do_not_change(
    brought: tuple[Path, duckdb.DuckDBPyConnection], connection: duckdb.DuckDBPyConnection
) -> None:
    _, base = brought
    asked = "SELECT * FROM agreement ORDER BY ALL"
    assert base.execute(asked).fetchall() == connection.execute(asked).fetchall()


def test_a_base_is_current_until_its_plan_changes(
    brought: tuple[Path, duckdb.DuckDBPyConnection], tmp_path: Path
) -> None:
    folder = plan_folder(tmp_path)
    build(DATA, tmp_path / "base.duckdb", plans=[folder])
    assert is_current(DATA, tmp_path / "base.duckdb", plans=[folder])
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not is_current(DATA, tmp_path / "base.duckdb", plans=[folder])


def test_a_territory_of_the_name_of_another_is_refused(tmp_path: Path) -> None:
    about = replace(ABOUT, territory=OwnTerritory("Cahors", "commune", ("214600421",)))
    with pytest.raises(SourceError, match="there is a territory 'cahors' already"):
        build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path, about=about)])


def test_too_many_actions_are_refused_in_french_and_nothing_is_written(tmp_path: Path) -> None:
    found = read(workbook(), "plan.xlsx")
    many = replace(found, units=found.units * 2_000)
    with pytest.raises(Exception, match="plus de 5 000 actions"):
        write_plan(tmp_path / "plan", b"", "plan.xlsx", many, ABOUT)
    assert not (tmp_path / "plan").exists()


def test_a_territory_by_its_name_alone_has_no_facts_and_is_built(tmp_path: Path) -> None:
    about = replace(ABOUT, territory=OwnTerritory("Pays des Trois Monts", "Territoire", ()))
    build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path, about=about)])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as base:
        told = base.execute(
            "SELECT siren, department, region, population, communes, with_de FROM territory "
            "WHERE territory_id = 'pays-des-trois-monts'"
        ).fetchall()
    assert told == [(None, None, None, None, None, "du Pays des Trois Monts")]


def test_several_intercommunalities_are_one_territory_with_their_sums(tmp_path: Path) -> None:
    sirens = ("200000172", "200066363")
    known = France(DATA / "reference" / "france").together(sirens)
    about = replace(ABOUT, territory=OwnTerritory("Deux bouts", "Regroupement", sirens))
    build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path, about=about)])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as base:
        told = base.execute(
            "SELECT siren, population, communes FROM territory WHERE territory_id = 'deux-bouts'"
        ).fetchall()
        members = base.execute("SELECT count(DISTINCT epci_siren) FROM member WHERE territory_id = 'deux-bouts'")
        assert members.fetchall() == [(2,)]
    assert told == [(None, known.population, known.communes)]


def test_a_plan_that_left_as_a_zip_is_adopted_into_the_documents_of_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb*"))
    (tmp_path / "plan.zip").write_bytes(pack([plan_folder(tmp_path / "own")]))
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "base.duckdb"))
    asked = ["adopt", str(tmp_path / "plan.zip"), "--data", str(tmp_path / "data")]
    assert main(asked) == 0
    assert "is adopted" in capsys.readouterr().out
    build(tmp_path / "data", tmp_path / "base.duckdb")
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as base:
        assert base.execute("SELECT count(*) FROM action WHERE territory_id = ?", [OWN]).fetchall() == [(len(ROWS),)]
    assert main(asked) == 1
    assert "is there already" in capsys.readouterr().err


def test_a_plan_that_cannot_be_built_is_not_adopted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb*"))
    folder = plan_folder(tmp_path / "own")
    (folder / "text.txt").write_text("autre chose", "utf-8")
    (tmp_path / "plan.zip").write_bytes(pack([folder]))
    assert main(["adopt", str(tmp_path / "plan.zip"), "--data", str(tmp_path / "data")]) == 1
    assert "the text has changed" in capsys.readouterr().err
    assert not (tmp_path / "data" / "documents" / folder.name).exists()


def test_a_hidden_column_that_the_head_does_not_name_is_in_no_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Action", "Pilote", "Zq"), ("Ouvrir un lieu", "Ville", "secret"), ("Fermer un lieu", "Ville", "")):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = sheet.column_dimensions["C"].hidden = True
    held = io.BytesIO()
    book.save(held)
    folder = plan_folder(tmp_path, held.getvalue())
    text = (folder / "text.txt").read_text("utf-8")
    assert "Ville" in text and "secret" not in text and "Zq" not in text
    shown = openpyxl.load_workbook(io.BytesIO(held.getvalue()))
    for one in shown.active.column_dimensions.values():
        one.hidden = False
    again = io.BytesIO()
    shown.save(again)
    assert "secret" in (plan_folder(tmp_path / "shown", again.getvalue()) / "text.txt").read_text("utf-8")


def test_a_body_has_one_code_whether_a_field_or_a_sentence_names_it() -> None:
    codebook = read_codebook(DATA / "codebook")
    bodies = StatedBodies(codebook)
    for name, code in (
        ("État (DSIL)", "dsil"), ("DSIL", "dsil"), ("État (DRAC)", "drac"), ("État", "etat"),
        ("Région Grand Est", "region"), ("Région Occitanie", "region-occitanie"), ("l’Anah", "anah"),
        ("Union européenne (LEADER)", "leader"), ("ADEME (Fonds chaleur)", "ademe"),
    ):  # fmt: skip
        (funder,) = funding_of({"funders": name}, {}).funders
        assert bodies.id_of(funder) == code
        named = {hit.code for hit in codebook.rules.every_hit("funder", name)}
        assert code in named
    (communes,) = funding_of({"funders": "Communes"}, {}).funders
    assert bodies.id_of(communes) == "communes"
    assert not bodies.rows
    (other,) = funding_of({"funders": "Communes forestières"}, {}).funders
    assert bodies.id_of(other) == bodies.id_of(other) == "communes-forestieres"
    assert [row["label"] for row in bodies.rows] == ["Communes forestières"]


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("name", ["plan-table.xlsx", "plan-tet.ods", "plan-fiches-styles.docx", "plan-two-columns.pdf"])
def test_a_base_is_built_of_a_whole_plan_with_all_its_payers(name: str, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path, (SHARED / name).read_bytes(), name)
    build(DATA, tmp_path / "base.duckdb", plans=[folder])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as base:
        (payers,) = base.execute(
            "SELECT count(DISTINCT action_id) FROM action_funder JOIN action USING (action_id) "
            "WHERE territory_id = ? AND role = 'financeur'", [OWN],
        ).fetchone() or (0,)  # fmt: skip
    with (SHARED / "truth-funders.csv").open(encoding="utf-8") as file:
        told = {row["action"] for row in csv.DictReader(file)}
    # A few of them pay by words that no field holds.
    assert 0.8 * len(told) <= payers <= 34
