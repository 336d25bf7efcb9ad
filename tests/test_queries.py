"""The database's answers against counts made without its SQL: by eye, from the documents' words, from the CSV files."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings

from dashboard import queries
from dashboard.selection import Selection
from etl.models import Cut, Document
from etl.paths import DATA, ROOT, SQL, database_path
from tests.selections import COMPARED, KNOWN, Coded, coded_actions, kept, selections

pytestmark = pytest.mark.usefixtures("database")
# A question costs tens of milliseconds: fewer examples than usual, none of them timed.
sparing = settings(max_examples=25)
EVERYWHERE = Selection(territories=tuple(KNOWN["territories"]))


def coded() -> tuple[Coded, ...]:
    return coded_actions(database_path())


def test_each_document_has_the_units_that_it_prints() -> None:
    # Counted in the documents: 20 chantiers, 72 bullets, 22 actions (the press kit says so itself), 44 and 20 ideas.
    counted = queries.actions(EVERYWHERE).groupby("territory_id").size().to_dict()
    assert counted == {
        "midi-quercy": 20,
        "coeur-de-lorraine": 72,
        "cahors": 22,
        "porte-du-hainaut": 44,
        "occitanie": 20,
    }


def test_health_is_the_five_actions_that_speak_of_health_services() -> None:
    found = queries.actions(EVERYWHERE.but(themes=("sante",)))
    assert found[["territory_id", "first_line"]].to_numpy().tolist() == [
        ["midi-quercy", 100],  # « Contrat local de santé »
        ["coeur-de-lorraine", 97],  # « CLS 3ème génération »
        ["coeur-de-lorraine", 98],  # « en lien avec la santé »
        ["coeur-de-lorraine", 99],  # « autour de la santé »
        ["coeur-de-lorraine", 109],  # « Médicobus, téléconsultation »
    ]


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        ("leader", r"\bLEADER\b"),
        ("pat", r"\bPAT\b|(?i:projets? alimentaires? (de territoire|territorial))"),
        ("cls", r"\bCLS\b|(?i:contrat local de santé)"),
    ],
)
def test_a_scheme_is_linked_to_the_units_whose_words_name_it(
    scheme: str, words: str, real_cuts: dict[str, tuple[Document, Cut]]
) -> None:
    said = {
        (document_id, unit.first_line)
        for document_id, (_, result) in real_cuts.items()
        for unit in result.units
        if re.search(words, unit.words)
    }
    assert said, f"no document says {words}: the test would compare nothing"
    found = queries.actions(EVERYWHERE.but(schemes=(scheme,)))
    assert set(found[["document_id", "first_line"]].itertuples(index=False, name=None)) == said


def test_primary_themes_are_those_of_the_readings_and_decisions() -> None:
    primary: dict[str, str] = {}
    for folder in ("readings/first", "decisions"):  # a decision overrules the reading
        for file in sorted((DATA / "codebook" / folder).glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as rows:
                first: dict[str, str] = {}
                for row in csv.DictReader(rows):
                    if row["field"] == "theme":
                        first.setdefault(row["action_id"], row["value"])
                primary |= first
    found = queries.actions(EVERYWHERE).set_index("action_id")["theme_id"].to_dict()
    assert found == primary


@pytest.mark.parametrize("territory", COMPARED)
def test_shares_of_themes_add_up_to_all_actions_of_a_territory(territory: str) -> None:
    table = queries.theme_by_territory(Selection(territories=(territory,)))
    counted = Counter(action.themes[0] for action in coded() if action.territory_id == territory)
    assert dict(zip(table["theme_id"], table["actions"], strict=True)) == {
        theme: counted[theme] for theme in KNOWN["themes"]
    }
    assert set(table["total"]) == {counted.total()}


@sparing
@given(selection=selections(most_filters=3))
def test_a_selection_keeps_the_actions_that_its_words_describe(selection: Selection) -> None:
    assert set(queries.actions(selection)["action_id"]) == kept(selection, coded())


@sparing
@given(selection=selections(most_filters=3))
def test_totals_of_the_theme_table_are_numbers_of_actions(selection: Selection) -> None:
    table = queries.theme_by_territory(selection)
    of_any_theme = kept(selection.but(themes=()), coded())
    counted = Counter(action.territory_id for action in coded() if action.action_id in of_any_theme)
    looked_at = selection.territories or COMPARED
    # A territory without any action stays in view, with a total of zero.
    assert table.groupby("territory_id")["total"].agg(set).to_dict() == {name: {counted[name]} for name in looked_at}
    # With secondary themes an action counts under each of its themes.
    if not selection.themes and not selection.with_secondary:
        assert table.groupby("territory_id")["actions"].sum().to_dict() == {name: counted[name] for name in looked_at}


@sparing
@given(selection=selections(most_filters=2))
def test_an_action_lists_as_payers_those_that_its_codes_say_pay(selection: Selection) -> None:
    table = queries.actions(selection)
    kept_here = {action.action_id: action for action in coded() if action.action_id in kept(selection, coded())}
    assert set(table["action_id"]) == set(kept_here)
    for row in table.itertuples():
        paying = [how for _, _, *how in kept_here[row.action_id].bodies if how == ["financeur", "dit"]]
        assert len(row.funders) == len(paying)


def test_sums_are_those_of_the_documents() -> None:
    table = queries.amounts(Selection())
    once = table[table["same_as"].isna() & table["part_of"].isna()]
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for row in once.itertuples():
        told[row.scope][row.amount_id] = row.eur
    # Read by eye: « 5 milliards d'euros », « 1,2 milliard », « 2,6 milliards € », « 52 », « 2 005 385 € ».
    assert told == {
        "programme-national": {"acv-programme": 5e9, "anah": 1.2e9},
        "region": {"cper-occitanie": 2.6e9},
        "territoire": {"porte-du-hainaut-redistribution": 52e6},
        "operation": {"facades-cahors": 2_005_385},
    }


@pytest.mark.parametrize(
    ("envelope", "parts"),
    [
        ("banque-fonds-propres", [50e6, 50e6, 200e6, 700e6]),
        ("anah", [25e6, 50e6, 65e6, 1e9, 40e6, 20e6]),
    ],
)
def test_an_envelope_that_its_document_details_is_the_sum_of_its_parts(envelope: str, parts: list[float]) -> None:
    table = queries.amounts(Selection()).set_index("amount_id")
    of_it = table[(table["part_of"] == envelope) & table["same_as"].isna()]
    assert sorted(of_it["eur"]) == sorted(parts)
    assert table.at[envelope, "eur"] == table.at[envelope, "parts_eur"] == sum(parts)
    assert table.at[envelope, "rest_eur"] == 0


def test_a_sum_stands_right_after_the_envelope_that_contains_it() -> None:
    table = queries.amounts(Selection()).reset_index(drop=True)
    places = {amount: at for at, amount in enumerate(table["amount_id"])}
    assert table["part_of"].notna().any()
    for at, row in table[table["part_of"].notna()].iterrows():
        between = table.iloc[places[row["part_of"]] + 1 : at]
        assert places[row["part_of"]] < at
        assert (between["depth"] >= row["depth"]).all()


def test_the_passage_of_an_action_is_the_document_as_received(real_cuts: dict[str, tuple[Document, Cut]]) -> None:
    for action in queries.actions(EVERYWHERE).drop_duplicates("document_id").itertuples():
        document, _ = real_cuts[action.document_id]
        passage = queries.passage(action.document_id, action.first_line, action.last_line)
        assert passage["text"].tolist() == list(document.lines[action.first_line - 1 : action.last_line])


def test_the_catalogue_offers_every_territory_theme_and_level() -> None:
    offered = queries.catalogue()
    by_field = {field: set(of_field["value"]) for field, of_field in offered.groupby("field")}
    for field in ("territories", "themes", "levels", "engagements"):
        assert by_field[str(field)] == set(KNOWN[field])
    assert not offered.duplicated(["field", "value"]).any()
    assert not offered.duplicated(["field", "label"]).any(), "two choices of a filter read the same"


@pytest.mark.parametrize("field", ["funders", "schemes"])
def test_every_value_that_the_catalogue_offers_keeps_an_action_or_is_named_by_documents(field: str) -> None:
    offered = queries.catalogue()
    values = offered[offered["field"] == field]["value"].tolist()
    assert values
    for value in values:
        selection = EVERYWHERE.but(with_partners=True, **{field: (value,)})
        told = field == "funders" and (len(queries.document_funders(selection)) or len(queries.amounts(selection)))
        assert kept(selection, coded()) or told, f"{field} {value} keeps nothing"


def test_every_file_of_sql_queries_is_asked_and_every_one_asked_is_there() -> None:
    modules = [(ROOT / "dashboard" / f"{name}.py").read_text("utf-8") for name in ("base", "queries", "search_queries")]
    asking = r'\b(?:run|once|in_parts|_answer\(content,)\(?\s*"(\w+)"'
    asked = {name for module in modules for name in re.findall(asking, module)}
    assert {file.stem for file in (SQL / "queries").glob("*.sql")} == asked


def test_the_dictionary_describes_every_column(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        counted = connection.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal").fetchall()
    table = queries.dictionary()
    assert [(int(table["column_name"].notna().sum()),)] == counted
    assert table["comment"].notna().all()


@pytest.mark.parametrize("order", ["", "titre", "theme", "engagement", "periode"])
def test_a_page_of_the_list_is_the_list_sorted_and_cut(order: str) -> None:
    every = queries.actions(Selection())
    ranks = {engagement: at for at, engagement in enumerate(queries.engagements()["engagement"])}

    def folded(text: str) -> str:
        apart = unicodedata.normalize("NFD", text)
        return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()

    keys = {
        "": lambda row: 0,
        "titre": lambda row: folded(row["title"]),
        "theme": lambda row: folded(row["theme"]),
        "engagement": lambda row: ranks[row["engagement"]],
        "periode": lambda row: 9999 if pd.isna(row["period_start"]) else row["period_start"],
    }
    expected = [row["action_id"] for row in sorted(every.to_dict("records"), key=keys[order])]
    pages = [queries.action_page(Selection(), 50, at, order)["action_id"].tolist() for at in range(0, len(every), 50)]
    assert [one for page in pages for one in page] == expected
