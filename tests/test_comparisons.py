"""Comparisons on the real database: what each cell counts, what is said of it in French, what it warns of."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from dashboard import queries
from dashboard.charts.model import chart_of
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons import (
    Comparison,
    actions_on_theme,
    amounts_by_scope,
    findings,
    funders_by_territory,
    levels_by_territory,
    themes_by_funder,
    themes_by_territory,
    themes_in_dots,
)
from dashboard.comparisons.core import SHARE
from dashboard.comparisons.wording import sentence as sentence_of
from dashboard.look.formats import NO_BREAK, euros
from dashboard.selection import Selection
from etl.paths import database_path
from tests.selections import COMPARED, KNOWN, coded_actions, kept, selections

pytestmark = pytest.mark.usefixtures("database")
sparing = settings(max_examples=12)
COUNTING: tuple[Callable[[Selection], Comparison], ...] = (
    themes_by_territory,
    themes_in_dots,
    levels_by_territory,
    funders_by_territory,
    themes_by_funder,
)
NOTHING = Selection(territories=("porte-du-hainaut",), funders=("leader",))
# Words that no French sentence holds, and traces of a value that was not put into words.
_NO_FRENCH = re.compile(r"\b(the|of|and|None|nan|NaN|True|False)\b|[{}]|  | ,|\.\.")


def every_comparison(selection: Selection) -> list[Comparison]:
    return [*(make(selection) for make in COUNTING), *amounts_by_scope(selection)]


def miscounted(comparison: Comparison) -> list[tuple[object, ...]]:
    """Cells whose number is not the number of actions that their link would list, by the account of these tests."""
    actions = coded_actions(database_path())
    wrong: list[tuple[object, ...]] = []
    for row in comparison.table.to_dict("records"):
        behind = comparison.behind(row)
        listed = len(kept(behind, actions)) if behind else 0
        if row["actions"] != listed:
            wrong.append((row[comparison.category.id], row[comparison.series.id], row["actions"], listed))
    return wrong


@sparing
@given(selection=selections(most_filters=2).map(lambda some: some.but(with_secondary=False, levels=())))
def test_every_cell_counts_the_actions_that_its_link_lists(selection: Selection) -> None:
    for make in COUNTING:
        assert not miscounted(make(selection)), make.__name__


@pytest.mark.parametrize("make", [themes_by_territory, themes_in_dots, themes_by_funder])
def test_every_cell_counts_what_its_link_lists_with_secondary_themes(make: Callable[[Selection], Comparison]) -> None:
    assert not miscounted(make(Selection(with_secondary=True)))


def test_every_cell_counts_what_its_link_lists_with_a_level_chosen() -> None:
    assert not miscounted(levels_by_territory(Selection(levels=("etat",))))


@pytest.mark.parametrize(
    ("make", "with_partners"), [(themes_by_territory, False), (levels_by_territory, True)], ids=["themes", "levels"]
)
def test_every_cell_counts_what_the_database_lists(
    make: Callable[[Selection], Comparison], with_partners: bool
) -> None:
    comparison = make(Selection(with_partners=with_partners))
    rows = comparison.table[comparison.table["actions"] > 0].to_dict("records")
    assert len(rows) >= 8
    for row in rows:
        behind = comparison.behind(row)
        assert behind and len(queries.actions(behind)) == row["actions"]


def test_a_cell_that_counts_nothing_leads_nowhere() -> None:
    comparison = themes_by_territory(Selection())
    empty = comparison.table[comparison.table["actions"] == 0]
    assert len(empty)
    assert all(comparison.behind(row) is None for row in empty.to_dict("records"))


@sparing
@given(selection=selections(most_filters=3))
def test_shares_lie_between_nothing_and_all_and_are_those_of_the_counts(selection: Selection) -> None:
    for make in COUNTING:
        comparison = make(selection)
        table = comparison.table
        assert (table["actions"] <= table["total"]).all()
        if comparison.unit == SHARE:
            some = table[table["total"] > 0]
            assert some[comparison.value].between(0, 1).all()
            assert table[table["total"] == 0][comparison.value].isna().all()
            assert (some[comparison.value] * some["total"]).round(9).equals(some["actions"].astype(float))


@sparing
@given(selection=selections(most_filters=3))
def test_whatever_is_selected_there_is_something_to_say_in_french(selection: Selection) -> None:
    for comparison in every_comparison(selection):
        said = [comparison.question, comparison.finding, comparison.subtitle, comparison.empty, *comparison.notes]
        said += [alternative(chart_of(comparison)), source_line(chart_of(comparison)), comparison.value_title]
        for sentence in said:
            assert sentence.strip() == sentence != ""
            assert not _NO_FRENCH.search(sentence), sentence
        assert comparison.question.endswith("?") or "Portée :" in comparison.question
        assert not comparison.finding.endswith("."), "a title has no full stop"
    for claim in findings.overview(selection):
        assert not _NO_FRENCH.search(sentence_of(claim)), claim


@pytest.mark.parametrize("make", COUNTING)
def test_a_selection_that_keeps_nothing_says_so(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(NOTHING)
    assert comparison.is_empty
    assert comparison.empty.startswith("Aucune action")
    assert comparison.empty in alternative(chart_of(comparison))
    assert findings.overview(NOTHING) == ()


def test_the_title_of_the_overview_names_who_gives_most_to_a_focus_theme() -> None:
    comparison = themes_by_territory(Selection())
    # Of the focus themes, the one difference between plans that recoding an action of each would not turn over.
    assert comparison.finding == (
        f"Cœur de Lorraine consacre 11{NO_BREAK}actions sur 72 au thème « Transition énergétique et climat » ; "
        "Cahors 1 sur 22"
    )


@pytest.mark.parametrize("territory", KNOWN["territories"])
def test_one_territory_alone_is_spoken_of_alone(territory: str) -> None:
    selection = Selection(territories=(territory,))
    names = queries.territories().set_index("territory_id")["with_article"]
    comparison = themes_by_territory(selection)
    assert names[territory] in comparison.finding
    assert not [name for other, name in names.items() if other != territory and name in comparison.finding]
    assert comparison.subtitle.endswith("d’un seul document.")
    assert {source.territory_id for source in comparison.sources} == {territory}


def test_occitanie_is_looked_at_only_when_it_is_asked_for() -> None:
    assert "occitanie" not in set(themes_by_territory(Selection()).table["territory_id"])
    table = themes_by_territory(Selection(territories=("occitanie",))).table
    assert set(table["territory_id"]) == {"occitanie"} and table["actions"].sum() == 20


def test_territories_keep_their_order_in_every_comparison() -> None:
    for make in (themes_by_territory, themes_in_dots, levels_by_territory, funders_by_territory):
        assert tuple(make(Selection()).table["territory_id"].unique()) == COMPARED, make.__name__


def test_focus_themes_stand_first() -> None:
    in_order = themes_by_territory(Selection()).table.drop_duplicates("theme_id")["is_focus"].tolist()
    assert in_order == sorted(in_order, reverse=True) and any(in_order)


@pytest.mark.parametrize("make", COUNTING)
def test_a_diagnosis_is_said_to_be_one(make: Callable[[Selection], Comparison]) -> None:
    assert any("diagnostic" in note for note in make(Selection()).notes)
    assert not any("diagnostic" in note for note in make(Selection(territories=("cahors",))).notes)


def test_what_nobody_is_named_for_is_not_said_to_be_unfunded() -> None:
    for make in (levels_by_territory, funders_by_territory, themes_by_funder):
        assert any("non renseigné" in note for note in make(Selection()).notes), make.__name__


def test_every_action_stands_in_the_levels_at_least_once() -> None:
    by_territory = levels_by_territory(Selection()).table.groupby("territory_id")
    for territory, table in by_territory:
        assert table["actions"].sum() >= table["total"].iloc[0], territory


def test_a_count_of_themes_by_body_adds_up_to_the_count_of_the_body() -> None:
    by_theme = themes_by_funder(Selection(with_partners=True)).table.groupby("funder_id")["actions"].sum()
    by_territory = funders_by_territory(Selection(with_partners=True)).table.groupby("funder_id")["actions"].sum()
    assert by_theme.to_dict() == by_territory.to_dict()


@pytest.mark.parametrize("territories", [(), *((territory,) for territory in KNOWN["territories"])])
def test_sums_of_two_scopes_never_share_a_comparison(territories: tuple[str, ...]) -> None:
    comparisons = amounts_by_scope(Selection(territories=territories))
    for comparison in comparisons:
        assert comparison.table["scope"].nunique() == 1
        assert comparison.table["same_as"].isna().all(), "what is merely said again is not a sum of its own"
        assert any("ne s’additionnent pas" in note for note in comparison.notes)
        if territories:
            assert set(comparison.table["territory_id"]) == set(territories)
    assert len({comparison.key for comparison in comparisons}) == len(comparisons)


def test_the_two_sums_of_anah_that_disagree_are_both_told() -> None:
    national = next(found for found in amounts_by_scope(Selection()) if found.key == "montants-programme-national")
    notes = national.table.set_index("amount_id")["note"]
    assert f"le même document dit {euros(1e9)}" in notes["anah"]
    assert f"le même document dit {euros(1.2e9)}" in notes["acv-anah"]
    assert any("se contredisent" in note for note in national.notes)


def test_a_theme_page_holds_the_actions_of_its_theme_and_counts_the_secondary_ones_apart() -> None:
    theme = actions_on_theme(Selection(themes=("mobilite",)))
    for territory, _, number, total, listed in theme.columns:
        assert number == len(listed) <= total
        assert set(listed["territory_id"]) <= {territory}
        assert set(listed["theme_id"]) <= {"mobilite"}
    wider = actions_on_theme(Selection(themes=("mobilite",), with_secondary=True))
    assert theme.also_secondary > 0 == wider.also_secondary
    primary = sum(len(listed) for *_, listed in theme.columns)
    assert sum(len(listed) for *_, listed in wider.columns) == primary + theme.also_secondary


def test_a_theme_column_lists_as_many_actions_as_its_share_says() -> None:
    wider = actions_on_theme(Selection(themes=("mobilite",), with_secondary=True))
    assert [number for _, _, number, _, _ in wider.columns] == [len(listed) for *_, listed in wider.columns]


@pytest.mark.parametrize("theme", KNOWN["themes"])
def test_every_theme_has_a_finding(theme: str) -> None:
    label = queries.themes().set_index("theme_id").at[theme, "label"]
    assert f"« {label} »" in actions_on_theme(Selection(themes=(theme,))).finding


def test_the_findings_of_the_overview_are_three_and_count_right() -> None:
    found = findings.overview(Selection())
    assert len(found) == 3
    assert [type(claim).__name__ for claim in found] == ["Shared", "Contrast", "NamePayer"]
    assert sentence_of(found[2]).startswith(
        f"7{NO_BREAK}actions sur 158 nomment un financeur qui paie ; les 151 autres n’en nomment pas (aucune dans le"
    )


def test_the_version_of_the_data_stands_in_every_source_line() -> None:
    hash_ = queries.content_hash()
    for comparison in every_comparison(Selection()):
        assert comparison.data_version == hash_
        assert hash_[:8] in source_line(chart_of(comparison))
